//! RON text as a tree in which every part knows where it stands.

use std::borrow::Cow;

use crate::source::Span;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node<'a> {
    pub(crate) span: Span,
    pub(crate) kind: Kind<'a>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind<'a> {
    /// `"text"`
    Text(Cow<'a, str>),
    /// `10`, `-3.5`: as written.
    Number(&'a str),
    /// A bare word: `Low`, `true`.
    Word(&'a str),
    /// `Name(…)` or `(…)`
    Group(Group<'a>),
    /// `[…]`
    List(Vec<Node<'a>>),
    /// `{…: …}`
    Map(Vec<(Node<'a>, Node<'a>)>),
    /// Something that could not be read and has been reported.
    Broken,
}

/// What stands in round brackets, with the word before them.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Group<'a> {
    pub(crate) name: Option<Name<'a>>,
    /// `name: value`
    pub(crate) fields: Vec<Field<'a>>,
    /// Values without a name.
    pub(crate) items: Vec<Node<'a>>,
}

/// A word and its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Name<'a> {
    pub(crate) text: &'a str,
    pub(crate) span: Span,
}

/// `name: value`
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field<'a> {
    pub(crate) name: Name<'a>,
    pub(crate) value: Node<'a>,
}

impl<'a> Group<'a> {
    /// The value of the first field of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.fields
            .iter()
            .find(|field| field.name.text == name)
            .map(|field| &field.value)
    }
}

impl<'a> Node<'a> {
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn group(&self) -> Option<&Group<'a>> {
        match &self.kind {
            Kind::Group(group) => Some(group),
            _ => None,
        }
    }

    pub(crate) fn list(&self) -> &[Node<'a>] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    pub(crate) fn map(&self) -> &[(Node<'a>, Node<'a>)] {
        match &self.kind {
            Kind::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The number, if it is one that can be held; underscores between digits are let through.
    pub(crate) fn number(&self) -> Option<f32> {
        let Kind::Number(written) = self.kind else {
            return None;
        };
        let value: f32 = plain_number(written)?.parse().ok()?;
        value.is_finite().then_some(value)
    }

    /// The whole number, without a decimal point.
    pub(crate) fn whole(&self) -> Option<u32> {
        let Kind::Number(written) = self.kind else {
            return None;
        };
        plain_number(written)?.parse().ok()
    }

    /// What it is, for a sentence such as "Here stands …".
    pub(crate) fn describe(&self) -> Cow<'static, str> {
        match &self.kind {
            Kind::Text(_) => "a text".into(),
            Kind::Number(written) => format!("the number {}", shortened(written)).into(),
            Kind::Word(word) => format!("the word `{}`", shortened(word)).into(),
            Kind::Group(Group {
                name: Some(name), ..
            }) => format!("`{}(…)`", shortened(name.text)).into(),
            Kind::Group(_) => "`(…)`".into(),
            Kind::List(_) => "a list `[…]`".into(),
            Kind::Map(_) => "a map `{…}`".into(),
            Kind::Broken => "something unreadable".into(),
        }
    }
}

/// The beginning of a text, fit for a message.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 60;
    if text.chars().take(LONGEST).any(char::is_control) {
        let plain = text
            .chars()
            .map(|c| if c.is_control() { '\u{FFFD}' } else { c });
        return plain.take(LONGEST).collect::<String>().into();
    }
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// The digits without `_`, which may only stand between two of them.
fn plain_number(written: &str) -> Option<Cow<'_, str>> {
    if !written.contains('_') {
        return Some(written.into());
    }
    let bytes = written.as_bytes();
    let between_digits = |at: usize| {
        let digit = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_some_and(u8::is_ascii_digit)
        };
        digit(at.checked_sub(1)) && digit(at.checked_add(1))
    };
    let tidy = (0..bytes.len())
        .filter(|at| bytes[*at] == b'_')
        .all(between_digits);
    tidy.then(|| written.replace('_', "").into())
}
