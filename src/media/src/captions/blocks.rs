//! The lines of a caption file, block by block, to cues.

use std::time::Duration;

use super::text::plain;
use super::times::{means_span, span, wanted, written};
use super::{CaptionFault, CaptionProblem, Captions, Cue};

/// Reads a whole file; lines end with `\n`.
pub(super) fn read(text: &str) -> Captions {
    let mut reader = Reader::default();
    let mut lines = text.lines().zip(1..).peekable();
    if lines.next_if(|(line, _)| is_header(line)).is_some() {
        reader.webvtt = true;
        // What the header says of the file, up to the first blank line or the first cue.
        while lines
            .next_if(|(line, _)| !line.trim().is_empty() && !means_span(line))
            .is_some()
        {}
    }
    for (line, number) in lines {
        reader.line(line, number);
    }
    reader.finish()
}

fn is_header(line: &str) -> bool {
    line.strip_prefix("WEBVTT")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

#[derive(Default)]
struct Reader {
    webvtt: bool,
    captions: Captions,
    /// The latest beginning of a cue so far.
    latest: Duration,
    state: State,
}

#[derive(Default)]
enum State {
    /// Between blocks.
    #[default]
    Between,
    /// In a block that is not for the eye: NOTE, STYLE, REGION.
    Aside,
    /// In a block whose time has not come yet: a cue's number or name, or words that have lost their time.
    Before(Vec<(String, usize)>),
    /// Below a time span; `None` where it could not be read.
    Words(Option<Cue>, usize, Vec<String>),
}

impl Reader {
    fn line(&mut self, line: &str, number: usize) {
        let blank = line.trim().is_empty();
        match std::mem::take(&mut self.state) {
            State::Aside if !blank => self.state = State::Aside,
            state if blank => self.end(state),
            state if means_span(line) => {
                let state = self.without_number(state);
                self.end(state);
                self.state = self.begin(line, number);
            }
            State::Words(cue, at, mut words) => {
                words.push(line.to_owned());
                self.state = State::Words(cue, at, words);
            }
            State::Before(mut waiting) => {
                waiting.push((line.to_owned(), number));
                self.state = State::Before(waiting);
            }
            State::Between | State::Aside => {
                let kind = line.split_whitespace().next().unwrap_or_default();
                let aside = self.webvtt && ["NOTE", "STYLE", "REGION"].contains(&kind);
                self.state = if aside {
                    State::Aside
                } else {
                    State::Before(vec![(line.to_owned(), number)])
                };
            }
        }
    }

    /// Takes away what stands above a time span only to number it: the last line, where the blank line
    /// before it is missing, and everything else a cue may be called.
    fn without_number(&self, state: State) -> State {
        match state {
            State::Before(mut waiting) => {
                waiting.pop();
                State::Before(waiting)
            }
            State::Words(cue, at, mut words) => {
                let is_number = |line: &String| {
                    let line = line.trim();
                    let next = (self.captions.cues.len() + 2).to_string();
                    line.bytes().all(|byte| byte.is_ascii_digit()) && (!self.webvtt || line == next)
                };
                words.pop_if(|last| is_number(last));
                State::Words(cue, at, words)
            }
            state => state,
        }
    }

    fn begin(&mut self, line: &str, number: usize) -> State {
        let cue = match span(line) {
            Some((from, to)) if from < to => Some(Cue {
                from,
                to,
                lines: Vec::new(),
            }),
            Some((from, to)) => {
                let (from, to) = (written(from), written(to));
                self.problem(number, CaptionFault::Backwards { from, to });
                None
            }
            None => {
                let (found, wanted) = (shortened(line), wanted(line));
                self.problem(number, CaptionFault::NotATimeSpan { found, wanted });
                None
            }
        };
        State::Words(cue, number, Vec::new())
    }

    fn end(&mut self, state: State) {
        match state {
            State::Between | State::Aside => {}
            State::Before(waiting) => {
                if let Some((words, number)) = waiting.first() {
                    let found = shortened(words);
                    self.problem(*number, CaptionFault::NoTime { found });
                }
            }
            State::Words(cue, number, words) => {
                let lines = words.iter().map(|line| plain(line));
                let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
                match cue {
                    // Its time was told of already.
                    None => {}
                    Some(_) if lines.is_empty() => self.problem(number, CaptionFault::NoWords),
                    Some(cue) => self.add(Cue { lines, ..cue }, number),
                }
            }
        }
    }

    fn add(&mut self, cue: Cue, number: usize) {
        if cue.from < self.latest {
            let from = written(cue.from);
            self.problem(number, CaptionFault::OutOfOrder { from });
        }
        self.latest = self.latest.max(cue.from);
        self.captions.cues.push(cue);
    }

    fn finish(mut self) -> Captions {
        let state = std::mem::take(&mut self.state);
        self.end(state);
        if self.captions.cues.is_empty() && self.captions.problems.is_empty() {
            self.problem(1, CaptionFault::NoCues);
        }
        self.captions.cues.sort_by_key(|cue| cue.from);
        self.captions
    }

    fn problem(&mut self, line: usize, fault: CaptionFault) {
        self.captions.problems.push(CaptionProblem { line, fault });
    }
}

/// Enough of a line to know it again.
fn shortened(line: &str) -> String {
    const MOST: usize = 40;
    let line = line.trim();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_owned(),
    }
}
