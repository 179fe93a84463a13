//! How the program's words look on a terminal. Elsewhere, and with NO_COLOR, they are plain.

use anstyle::{AnsiColor, Style};
use manifest::Severity;

/// Text in the style of a heading.
pub(crate) fn bold(text: &str) -> String {
    styled(Style::new().bold(), text)
}

/// Text that stands back.
pub(crate) fn soft(text: &str) -> String {
    styled(Style::new().dimmed(), text)
}

/// Text in the colour of how bad a problem is.
pub(crate) fn by_severity(severity: Severity, text: &str) -> String {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
    };
    styled(colour.on_default().bold(), text)
}

/// Text in the colour of what to do.
pub(crate) fn advice(text: &str) -> String {
    styled(AnsiColor::Green.on_default(), text)
}

/// The line in which the program says why it could not do what it was asked.
pub(crate) fn refusal(reason: &str) -> String {
    format!("{} {reason}", by_severity(Severity::Error, "studio:"))
}

fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}
