//! Captions: they can be read, and are over when what they belong to is.

use std::path::Path;
use std::time::Duration;

use manifest::Trouble;
use media::captions;

use super::{reason_and_advice, trouble};

/// So much may the last caption be late: times are often rounded.
const ROUNDING: Duration = Duration::from_secs(1);

/// Looks at a caption file; `length` is how long that lasts in which the words are said.
pub(super) fn check(path: &Path, length: Option<Duration>) -> Result<(), Trouble> {
    let read = captions::open(path).map_err(trouble)?;
    let lost = |problem: &&captions::CaptionProblem| problem.fault.words_are_lost();
    let more = match read.problems.len() {
        0 | 1 => String::new(),
        all => format!(" ({} more in this file)", all - 1),
    };
    let told = |problem: &captions::CaptionProblem| {
        let (reason, advice) = reason_and_advice(&problem.to_string());
        (format!("{reason}{more}"), advice)
    };
    if let Some(problem) = read.problems.iter().find(lost) {
        let (reason, advice) = told(problem);
        return Err(Trouble::Captions { reason, advice });
    }
    let last = read.cues.iter().map(|cue| cue.from).max();
    if let (Some(last), Some(length)) = (last, length)
        && last > length + ROUNDING
    {
        return Err(Trouble::CaptionsLate {
            at: last.as_secs_f32(),
            end: length.as_secs_f32(),
        });
    }
    match read.problems.first() {
        Some(problem) => {
            let (reason, advice) = told(problem);
            Err(Trouble::CaptionsUntidy { reason, advice })
        }
        None => Ok(()),
    }
}
