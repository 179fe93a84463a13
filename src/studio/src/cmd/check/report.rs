//! How problems are told: as text for people, as JSON for programs.

use std::collections::HashMap;
use std::io::{self, Read, Write};

use manifest::{Problem, Severity};

use crate::paint;

/// Columns of the text that are shown of a long line.
const WIDTH: usize = 100;

/// Prints a JSON array with an object for each problem.
pub(super) fn json(manifests: &[Vec<Problem>]) -> anyhow::Result<()> {
    let all: Vec<&Problem> = manifests.iter().flatten().collect();
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &all)?;
    writeln!(out)?;
    Ok(())
}

/// Prints each problem with its line, and how many there are.
pub(super) fn text(manifests: &[Vec<Problem>]) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    let mut texts = HashMap::new();
    for problem in manifests.iter().flatten() {
        let text = texts
            .entry(problem.file.as_str())
            .or_insert_with_key(|file| lines_of(file));
        tell(&mut out, problem, text)?;
    }
    writeln!(out, "{}", summary(manifests))?;
    Ok(())
}

fn tell(out: &mut impl Write, problem: &Problem, lines: &[String]) -> io::Result<()> {
    let Problem {
        code,
        severity,
        file,
        place,
        message,
        instead,
    } = problem;
    let severity_word = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let head = paint::bold(&format!("{file}:{}:{}:", place.line, place.column));
    let kind = paint::by_severity(*severity, &format!("{severity_word} {code}"));
    writeln!(out, "{head} {kind}: {}", plain(message))?;
    let number = place.line.to_string();
    let margin = " ".repeat(number.len());
    if let Some(line) = lines
        .get(place.line as usize - 1)
        .filter(|line| !line.trim().is_empty())
    {
        let (shown, before) = window(line, place.column as usize - 1);
        let after = shown.chars().count().saturating_sub(before).max(1);
        let carets = "^".repeat((place.length as usize).min(after));
        writeln!(
            out,
            " {} {}",
            paint::soft(&format!("{number} |")),
            plain(&shown)
        )?;
        let bar = paint::soft(&format!("{margin} |"));
        writeln!(
            out,
            " {bar} {}{}",
            " ".repeat(before),
            paint::by_severity(*severity, &carets)
        )?;
    }
    writeln!(
        out,
        " {margin} {} {}\n",
        paint::soft("="),
        paint::advice(&plain(instead))
    )
}

/// The part of a line that is shown, and how many characters of it stand before the column.
fn window(line: &str, column: usize) -> (String, usize) {
    let length = line.chars().count();
    if length <= WIDTH {
        return (line.to_owned(), column.min(length));
    }
    let start = column
        .saturating_sub(WIDTH / 3)
        .min(length.saturating_sub(WIDTH));
    let part: String = line.chars().skip(start).take(WIDTH).collect();
    let (head, tail) = (
        if start > 0 { "…" } else { "" },
        if start + WIDTH < length { "…" } else { "" },
    );
    (
        format!("{head}{part}{tail}"),
        column - start + usize::from(start > 0),
    )
}

/// A text without characters that would steer the terminal; tabs as wide as the caret counts them.
fn plain(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\t' => ' ',
            c if c.is_control()
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') =>
            {
                '\u{FFFD}'
            }
            c => c,
        })
        .collect()
}

/// The lines of a file to quote from; none when it can't be read, or when nothing in it can be shown.
fn lines_of(file: &str) -> Vec<String> {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(file).and_then(|opened| {
        opened
            .take(manifest::LARGEST as u64)
            .read_to_end(&mut bytes)
    });
    if read.is_err() || bytes.contains(&0) {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(&bytes);
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    text.split('\n')
        .map(|line| line.trim_end_matches('\r').to_owned())
        .collect()
}

fn summary(manifests: &[Vec<Problem>]) -> String {
    let errors = manifests
        .iter()
        .flatten()
        .filter(|problem| problem.is_error())
        .count();
    let warnings = manifests.iter().flatten().count() - errors;
    let checked = counted(manifests.len(), "experience");
    match (errors, warnings) {
        (0, 0) => format!("{checked} checked: all is well."),
        (0, _) => format!(
            "{checked} checked: no errors, {}.",
            counted(warnings, "warning")
        ),
        (_, 0) => format!("{checked} checked: {}.", counted(errors, "error")),
        _ => format!(
            "{checked} checked: {}, {}.",
            counted(errors, "error"),
            counted(warnings, "warning")
        ),
    }
}

fn counted(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_shown_around_the_place() {
        let line = format!("{}x{}", "a".repeat(500), "b".repeat(500));
        let (shown, before) = window(&line, 500);
        assert_eq!(shown.chars().nth(before), Some('x'));
        assert!(shown.chars().count() <= WIDTH + 2);
        assert_eq!(window("short", 2), ("short".to_owned(), 2));
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\tc"), "a\u{FFFD}[31mb c");
    }
}
