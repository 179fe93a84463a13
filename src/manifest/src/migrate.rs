//! From older formats to this one, a numbered step at a time.
//!
//! A change of the format adds one step (`v1_to_v2`) and a fixture written in the old format. A
//! step changes the tree, so that what it leaves alone keeps its place in the file.

use crate::codes;
use crate::experience::FORMAT;
use crate::shape::Findings;
use crate::source::Span;
use crate::tree::{Kind, Node};

/// Changes a tree from one format to the next.
type Step = fn(&mut Node<'_>);

/// The steps: the first goes from format 1 to 2, and so on. Format 1 is the first there is.
const STEPS: &[Step] = &[];

/// Brings a tree to [`FORMAT`]. False if it is in a format that is not known here, which is
/// reported: its other fields may mean anything then.
pub(crate) fn upgrade(root: &mut Node<'_>, findings: &mut Findings<'_>) -> bool {
    let Some(node) = root.group().and_then(|group| group.get("format")) else {
        return true;
    };
    let span = node.span;
    let Some(format) = node.whole() else {
        if node.kind != Kind::Broken {
            let message = format!("`format` is a whole number, not {}.", node.describe());
            findings.add(
                codes::FORMAT_UNKNOWN,
                span,
                message,
                format!("Write `format: {FORMAT}`."),
            );
        }
        return node.kind == Kind::Broken;
    };
    if !(1..=FORMAT).contains(&format) {
        unknown(format, span, findings);
        return false;
    }
    for step in STEPS.iter().skip(format as usize - 1) {
        step(root);
    }
    true
}

fn unknown(format: u32, span: Span, findings: &mut Findings<'_>) {
    if format > FORMAT {
        let message = format!(
            "This file is newer than this program: format {format}, where {FORMAT} is the newest known."
        );
        findings.add(codes::FORMAT_UNKNOWN, span, message, "Update Utsikt.");
    } else {
        let message = format!("There is no format {format}.");
        findings.add(
            codes::FORMAT_UNKNOWN,
            span,
            message,
            format!("Write `format: {FORMAT}`."),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_step_from_each_older_format() {
        assert_eq!(STEPS.len() as u32 + 1, FORMAT);
    }

    #[test]
    fn a_newer_format_is_refused_and_nothing_else_is_said() {
        let problems = crate::parse(b"Experience(format: 2, surprise: 7)").unwrap_err();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].code, codes::FORMAT_UNKNOWN);
        assert!(
            problems[0]
                .message
                .starts_with("This file is newer than this program"),
            "{}",
            problems[0]
        );
        for wrong in ["0", "-1", "\"1\"", "1.0", "One"] {
            let problems =
                crate::parse(format!("Experience(format: {wrong})").as_bytes()).unwrap_err();
            assert_eq!(problems[0].code, codes::FORMAT_UNKNOWN, "{wrong}");
        }
    }
}
