//! Times: `01:02:03.450 --> 01:02:05,000`, as both kinds of file write them.

use std::time::Duration;

/// The arrow between the two times.
pub(super) const ARROW: &str = "-->";

/// When a cue comes and goes, from a line such as `00:01.000 --> 00:04.000 line:90%`.
pub(super) fn span(line: &str) -> Option<(Duration, Duration)> {
    let (from, rest) = line.split_once(ARROW)?;
    // What stands after the second time says where on the picture the words are to be.
    let to = rest.split_whitespace().next()?;
    Some((moment(from.trim())?, moment(to)?))
}

/// Whether a line is a time span, or means to be one with another arrow or wrong digits.
pub(super) fn means_span(line: &str) -> bool {
    if let Some((left, _)) = line.split_once(ARROW) {
        return left.bytes().any(|byte| byte.is_ascii_digit());
    }
    // Words may hold times, too: `Öppet 12:30–13:00`. A span begins with one and has thousandths.
    let exact = |part: &str| part.contains(['.', ',']) && moment(part).is_some();
    let mut parts = parts(line);
    parts.next().is_some_and(exact) && parts.next().is_some_and(exact)
}

/// The first words on both sides of whatever stands for the arrow.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    line.split(['-', '–', '—', '−', '→', '>'])
        .filter_map(|part| part.split_whitespace().next())
}

/// What to write instead of a line that means to be a time span.
pub(super) fn wanted(line: &str) -> String {
    let times = parts(line).filter_map(moment).map(written);
    let mended = times.collect::<Vec<_>>().join(" --> ");
    if span(&mended).is_some() {
        format!("`{mended}`")
    } else {
        "hours, minutes (00–59), seconds (00–59) and thousandths on both sides of the arrow, \
         such as `00:00:01.000 --> 00:00:04.000`"
            .to_owned()
    }
}

/// A time as WebVTT writes it.
pub(super) fn written(at: Duration) -> String {
    let seconds = at.as_secs();
    format!(
        "{:02}:{:02}:{:02}.{:03}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        at.subsec_millis()
    )
}

/// One time: hours may be left out, and the fraction.
fn moment(text: &str) -> Option<Duration> {
    let (clock, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let fields: Vec<&str> = clock.split(':').collect();
    let (hours, minutes, seconds) = match fields[..] {
        [hours, minutes, seconds] => (digits(hours, 4)?, digits(minutes, 2)?, digits(seconds, 2)?),
        [minutes, seconds] => (0, digits(minutes, 2)?, digits(seconds, 2)?),
        _ => return None,
    };
    if minutes > 59 || seconds > 59 {
        return None;
    }
    let thousandths = digits(fraction, 3)? * 10_u64.pow(3 - fraction.len() as u32);
    Some(Duration::from_millis(
        (hours * 3600 + minutes * 60 + seconds) * 1000 + thousandths,
    ))
}

fn digits(text: &str, most: usize) -> Option<u64> {
    let right = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| text.parse().ok()).flatten()
}
