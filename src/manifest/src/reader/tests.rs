//! Unit tests of the reader; the comparison with the `ron` crate stands in `tests/`.

use super::*;

fn mistakes(text: &str) -> Vec<(usize, String)> {
    read(text)
        .1
        .into_iter()
        .map(|mistake| (mistake.span.start, mistake.message))
        .collect()
}

#[test]
fn every_mistake_is_found_not_only_the_first() {
    let found = mistakes("A(a: 1 b: 2, c: , d: [1 2], e: {\"x\" 1})");
    let starts: Vec<_> = found.iter().map(|(start, _)| *start).collect();
    assert_eq!(starts, [7, 16, 24, 32], "{found:?}");
}

#[test]
fn ten_thousand_brackets_are_one_mistake() {
    for open in ["[", "(", "{", "A(a:", "{\"a\":"] {
        let found = read(&open.repeat(10_000)).1;
        assert_eq!(found.len(), 1, "{open}");
        assert_eq!(found[0].code, codes::TOO_DEEP);
    }
}

#[test]
fn a_forgotten_bracket_is_reported_where_it_was_opened() {
    let found = mistakes("A(a: [1, 2, b: 3)");
    assert!(
        found
            .iter()
            .any(|(_, message)| message.contains("closes with `]`")),
        "{found:?}"
    );
    let found = mistakes("A(a: [1, 2], b: (3");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, 16);
}

#[test]
fn a_forgotten_quote_costs_its_own_line_only() {
    let found = mistakes("A(\n a: \"one,\n b: \"two\",\n c: \"three\"\n)");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, 7);
}

#[test]
fn quotes_from_a_word_processor_are_explained() {
    let (_, found) = read("A(a: “one”)");
    assert_eq!(found.len(), 1);
    assert!(
        found[0].instead.contains("straight"),
        "{}",
        found[0].instead
    );
}
