//! Reads RON into a [tree](crate::tree) and goes on after a mistake, so that one run finds them all.
//!
//! What is read is the part of RON a manifest can use, the same as the `ron` crate reads it (a
//! test compares the two on any text): texts, raw texts, numbers, words, `Name(…)`, lists, maps
//! and comments. Numbers in other bases, characters in single quotes, byte strings and raw
//! identifiers have no use here and are refused.

use crate::codes::{self, Code};
use crate::source::Span;
use crate::tree::{Field, Group, Kind, Name, Node};

mod text;

/// Brackets inside each other that are read before the text is given up.
const DEEPEST: usize = 32;
/// Mistakes that are listed before the text is taken to be no RON at all.
const MOST_MISTAKES: usize = 20;

/// A mistake in the text.
pub(crate) struct Mistake {
    pub(crate) code: Code,
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) instead: String,
}

/// Reads a whole text. The tree is there even when there are mistakes.
pub(crate) fn read(text: &str) -> (Node<'_>, Vec<Mistake>) {
    let mut reader = Reader {
        text,
        at: 0,
        open: Vec::new(),
        mistakes: Vec::new(),
    };
    reader.attributes();
    let root = reader.value();
    reader.space();
    if reader.at < text.len() {
        let span = reader.here();
        let message = format!("The experience ends before {}.", reader.found());
        reader.mistake(
            codes::SYNTAX,
            span,
            message,
            "Take away what follows, or look for a `)` too many above it.",
        );
    }
    (root, reader.mistakes)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The brackets that are open: what closes each, and where it was opened.
    open: Vec<(u8, usize)>,
    mistakes: Vec<Mistake>,
}

impl<'a> Reader<'a> {
    fn value(&mut self) -> Node<'a> {
        self.space();
        let start = self.at;
        let kind = match self.peek() {
            Some(b'"') => self.quoted(),
            Some(b'r') if self.raw_follows() => self.raw(),
            Some(b'[') => Kind::List(self.items(Self::value)),
            Some(b'{') => Kind::Map(self.items(Self::entry).into_iter().flatten().collect()),
            Some(b'(') => Kind::Group(self.group(None)),
            Some(b'0'..=b'9' | b'+' | b'-' | b'.') => self.number(),
            _ => match self.word() {
                Some(name) => {
                    let end = self.at;
                    self.space();
                    if self.peek() == Some(b'(') {
                        Kind::Group(self.group(Some(name)))
                    } else {
                        self.at = end;
                        Kind::Word(name.text)
                    }
                }
                None => {
                    let message =
                        format!("A value is expected here, but there is {}.", self.found());
                    let instead = self.advice();
                    self.mistake(codes::SYNTAX, self.here(), message, instead);
                    self.skip();
                    Kind::Broken
                }
            },
        };
        Node {
            span: Span {
                start,
                end: self.at.max(start),
            },
            kind,
        }
    }

    fn group(&mut self, name: Option<Name<'a>>) -> Group<'a> {
        let mut group = Group {
            name,
            ..Group::default()
        };
        for part in self.items(Self::part) {
            match part {
                Part::Field(field) => group.fields.push(field),
                Part::Item(item) => group.items.push(item),
            }
        }
        group
    }

    /// A `name: value` or a value alone.
    fn part(&mut self) -> Part<'a> {
        let start = self.at;
        if let Some(name) = self.word() {
            self.space();
            if self.peek() == Some(b':') {
                self.at += 1;
                return Part::Field(Field {
                    name,
                    value: self.value(),
                });
            }
            self.at = start;
        }
        Part::Item(self.value())
    }

    /// A `key: value` in a map.
    fn entry(&mut self) -> Option<(Node<'a>, Node<'a>)> {
        let key = self.value();
        self.space();
        if self.peek() != Some(b':') {
            if key.kind != Kind::Broken {
                self.mistake(
                    codes::SYNTAX,
                    key.span,
                    "In `{ }` each entry is a name in quotes, a colon and a value; the colon is missing here.",
                    "Write it as `\"name\": value`.",
                );
            }
            self.skip();
            return None;
        }
        self.at += 1;
        Some((key, self.value()))
    }

    /// What stands between a bracket and the one that closes it, with commas between.
    fn items<T>(&mut self, item: fn(&mut Self) -> T) -> Vec<T> {
        let mut items = Vec::new();
        let opened = self.at;
        let close = match self.peek() {
            Some(b'(') => b')',
            Some(b'[') => b']',
            _ => b'}',
        };
        if self.open.len() >= DEEPEST {
            let message = format!("Brackets stand inside each other more than {DEEPEST} deep.");
            self.mistake(
                codes::TOO_DEEP,
                self.here(),
                message,
                "Close the brackets that were opened.",
            );
            self.give_up();
            return items;
        }
        self.at += 1;
        self.open.push((close, opened));
        loop {
            self.space();
            match self.peek() {
                Some(byte) if byte == close => {
                    self.at += 1;
                    break;
                }
                Some(b')' | b']' | b'}') => {
                    self.wrong_close(close, opened);
                    break;
                }
                None => {
                    self.never_closed(close, opened);
                    break;
                }
                Some(_) => {}
            }
            items.push(item(self));
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                None | Some(b')' | b']' | b'}') => {}
                Some(byte)
                    if byte.is_ascii_alphanumeric()
                        || matches!(byte, b'"' | b'(' | b'[' | b'{' | b'_') =>
                {
                    let message = format!("A comma is missing before {}.", self.found());
                    self.mistake(
                        codes::SYNTAX,
                        self.here(),
                        message,
                        "Write a comma between the two.",
                    );
                }
                Some(_) => {
                    let message = format!("{} can't stand here.", self.found());
                    let instead = self.advice();
                    self.mistake(codes::SYNTAX, self.here(), message, instead);
                    self.skip();
                    if self.peek() == Some(b',') {
                        self.at += 1;
                    }
                }
            }
        }
        self.open.pop();
        items
    }

    /// Another bracket closes than the one that was opened: one is missing, or this one is wrong.
    fn wrong_close(&mut self, close: u8, opened: usize) {
        let found = self.peek().unwrap_or(close);
        let message = format!(
            "`{}` stands here, but the bracket opened on line {} closes with `{}`.",
            char::from(found),
            self.line(opened),
            char::from(close)
        );
        let span = self.here();
        let outer = self.open.len().saturating_sub(1);
        let belongs_outside = self.open[..outer].iter().any(|(outer, _)| *outer == found);
        if !belongs_outside {
            self.at += 1;
        }
        self.mistake(
            codes::SYNTAX,
            span,
            message,
            format!("Write `{}`.", char::from(close)),
        );
    }

    fn never_closed(&mut self, close: u8, opened: usize) {
        let message = format!(
            "The bracket opened here is never closed with `{}`.",
            char::from(close)
        );
        let span = Span {
            start: opened,
            end: opened + 1,
        };
        self.mistake(
            codes::SYNTAX,
            span,
            message,
            format!("Add `{}` where it ends.", char::from(close)),
        );
        // The brackets around it can't be closed either; one of them is enough to say.
        self.give_up();
    }

    fn number(&mut self) -> Kind<'a> {
        let rest = &self.text.as_bytes()[self.at..];
        let belongs =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'+' | b'-');
        let length = rest
            .iter()
            .position(|byte| !belongs(byte))
            .unwrap_or(rest.len());
        let written = &self.text[self.at..self.at + length];
        self.at += length;
        Kind::Number(written)
    }

    /// A word as Rust has them: a letter or `_`, then letters, digits and `_`.
    fn word(&mut self) -> Option<Name<'a>> {
        let start = self.at;
        let rest = &self.text[start..];
        let first = rest.chars().next()?;
        if !(first.is_alphabetic() || first == '_') {
            return None;
        }
        let length = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        self.at += length;
        Some(Name {
            text: &rest[..length],
            span: Span {
                start,
                end: self.at,
            },
        })
    }

    /// Goes past what can't be read: to the next comma, the bracket that closes, or the end of the line.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' | b',' if depth == 0 => {
                    // Outside all brackets nothing waits for them.
                    if self.open.is_empty() {
                        self.at = self.text.len();
                    }
                    return;
                }
                b')' | b']' | b'}' => depth -= 1,
                // The next line is most likely another thing, and sound.
                b'\n' if depth == 0 && !self.open.is_empty() => return,
                b'"' => {
                    let rest = &self.text[self.at + 1..];
                    let line = rest.find('\n').unwrap_or(rest.len());
                    self.at += rest[..line].find('"').map_or(0, |end| end + 1);
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    fn mistake(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        instead: impl Into<String>,
    ) {
        // What goes wrong twice at one place went wrong once.
        let again = self
            .mistakes
            .last()
            .is_some_and(|last| last.span.start == span.start);
        if again || self.given_up() {
            return;
        }
        self.mistakes.push(Mistake {
            code,
            span,
            message: message.into(),
            instead: instead.into(),
        });
        if self.mistakes.len() >= MOST_MISTAKES {
            self.give_up();
        }
    }

    /// Leaves the rest unread: nothing sensible can be said about it.
    fn give_up(&mut self) {
        self.at = self.text.len();
        self.open.clear();
    }

    fn given_up(&self) -> bool {
        !self.mistakes.is_empty() && self.at >= self.text.len() && self.open.is_empty()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The character read next.
    fn here(&self) -> Span {
        let length = self.text[self.at..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        Span {
            start: self.at,
            end: self.at + length,
        }
    }

    fn line(&self, at: usize) -> usize {
        self.text.as_bytes()[..at]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1
    }

    /// What stands here, for a sentence.
    fn found(&self) -> String {
        let rest = &self.text[self.at..];
        match rest.chars().next() {
            None => "the end of the file".to_owned(),
            Some('\u{A0}') => "a no-break space".to_owned(),
            Some(c) if c.is_control() => format!("the character U+{:04X}", u32::from(c)),
            Some(c) if c.is_alphanumeric() => {
                let word = rest
                    .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .next()
                    .unwrap_or(rest);
                format!("`{}`", crate::tree::shortened(word))
            }
            Some(c) => format!("`{c}`"),
        }
    }

    /// What to do about the character here.
    fn advice(&self) -> &'static str {
        match self.text[self.at..].chars().next() {
            Some('“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'') => {
                "Use straight double quotes: `\"text\"`."
            }
            Some('\u{A0}') => "Write a plain space.",
            Some('#') => "Comments begin with `//`.",
            Some('=') => "Fields are written `name: value`.",
            Some(';') => "Write a comma.",
            Some(')' | ']' | '}' | ',') | None => "Write the value that is missing.",
            _ => "Write a comma, or take it away.",
        }
    }
}

enum Part<'a> {
    Field(Field<'a>),
    Item(Node<'a>),
}

#[cfg(test)]
mod tests;
