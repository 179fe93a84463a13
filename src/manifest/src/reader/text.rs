//! Texts in quotes, and what stands between the values: spaces, comments, attributes.

use std::borrow::Cow;

use super::Reader;
use crate::codes;
use crate::source::Span;
use crate::tree::Kind;

impl<'a> Reader<'a> {
    /// Goes past spaces and comments.
    pub(super) fn space(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            // Nearly all space is plain; the other kinds RON knows are looked at only when they come.
            let plain = rest
                .bytes()
                .position(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
            self.at += plain.unwrap_or(rest.len());
            match self.peek() {
                Some(b'/') => {
                    if !self.comment() {
                        return;
                    }
                }
                Some(b'\x0B' | b'\x0C') => self.at += 1,
                Some(128..) => match self.text[self.at..].chars().next() {
                    Some(c @ ('\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')) => {
                        self.at += c.len_utf8()
                    }
                    _ => return,
                },
                _ => return,
            }
        }
    }

    /// Goes past a comment; false if this is none.
    fn comment(&mut self) -> bool {
        let start = self.at;
        let rest = &self.text[start..];
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
            return true;
        }
        if !rest.starts_with("/*") {
            return false;
        }
        let bytes = rest.as_bytes();
        let mut depth = 0_usize;
        let mut at = 0;
        while let Some(pair) = bytes.get(at..at + 2) {
            match pair {
                b"/*" => depth += 1,
                b"*/" => depth -= 1,
                _ => {
                    at += 1;
                    continue;
                }
            }
            at += 2;
            if depth == 0 {
                self.at += at;
                return true;
            }
        }
        let span = Span {
            start,
            end: start + 2,
        };
        self.mistake(
            codes::SYNTAX,
            span,
            "The comment that begins here never ends.",
            "Write `*/` where it ends.",
        );
        self.give_up();
        true
    }

    /// Goes past attributes such as `#![enable(implicit_some)]`: what they turn on is on already.
    pub(super) fn attributes(&mut self) {
        self.space();
        while self.text[self.at..].starts_with("#![") {
            let rest = &self.text[self.at..];
            let line = rest.lines().next().unwrap_or(rest);
            let Some(end) = line.find(']') else { return };
            self.at += end + 1;
            self.space();
        }
    }

    /// A text in quotes.
    pub(super) fn quoted(&mut self) -> Kind<'a> {
        let opened = self.at;
        let inner = opened + 1;
        let bytes = self.text.as_bytes();
        let mut at = inner;
        let mut escaped = false;
        let end = loop {
            match bytes.get(at) {
                Some(b'"') => break at,
                Some(b'\\') => {
                    escaped = true;
                    at += 2;
                }
                Some(_) => at += 1,
                None => {
                    let rest = &self.text[opened..];
                    return self
                        .never_quoted(opened, opened + rest.find('\n').unwrap_or(rest.len()));
                }
            }
        };
        let written = &self.text[inner..end];
        if let Some(line) = written.find('\n')
            && !self.goes_on_well_after(end + 1)
        {
            // More likely a quote forgotten on the first line than a text over several.
            return self.never_quoted(opened, inner + line);
        }
        self.at = end + 1;
        if escaped {
            self.unescape(written, inner)
        } else {
            Kind::Text(Cow::Borrowed(written))
        }
    }

    /// Goes on at the end of the line, or before the comma and brackets that end it.
    fn never_quoted(&mut self, opened: usize, line_end: usize) -> Kind<'a> {
        let line =
            self.text[opened + 1..line_end].trim_end_matches([',', ')', ']', '}', ' ', '\t', '\r']);
        self.at = opened + 1 + line.len();
        let span = Span {
            start: opened,
            end: self.at,
        };
        self.mistake(
            codes::SYNTAX,
            span,
            "The `\"` that ends this text is missing.",
            "Write `\"` where the text ends.",
        );
        Kind::Broken
    }

    /// Whether what follows a text there is what may follow one.
    fn goes_on_well_after(&self, at: usize) -> bool {
        let next = self.text[at..].trim_start().bytes().next();
        matches!(next, None | Some(b',' | b':' | b')' | b']' | b'}' | b'/'))
    }

    fn unescape(&mut self, written: &str, start: usize) -> Kind<'a> {
        let mut text = String::with_capacity(written.len());
        let mut rest = written;
        let mut sound = true;
        while let Some(at) = rest.find('\\') {
            text.push_str(&rest[..at]);
            let place = start + (written.len() - rest.len()) + at;
            let after = &rest[at + 1..];
            match escape(after) {
                Some((Some(character), length)) => {
                    text.push(character);
                    rest = &after[length..];
                }
                Some((None, length)) => rest = &after[length..],
                None => {
                    sound = false;
                    let length = after.chars().next().map_or(0, char::len_utf8);
                    let span = Span {
                        start: place,
                        end: place + 1 + length,
                    };
                    let message = "After `\\` only n, t, r, 0, \\, \", ', xNN or u{…} may stand.";
                    self.mistake(
                        codes::SYNTAX,
                        span,
                        message,
                        "Write `/` in paths, and `\\\\` for a `\\` in a text.",
                    );
                    rest = &after[length..];
                }
            }
        }
        text.push_str(rest);
        if sound {
            Kind::Text(Cow::Owned(text))
        } else {
            Kind::Broken
        }
    }

    /// Whether `r"` or `r#…#"` stands here, rather than a word that begins with r.
    pub(super) fn raw_follows(&self) -> bool {
        self.text[self.at + 1..]
            .trim_start_matches('#')
            .starts_with('"')
    }

    /// A raw text: `r"…"` or `r#"…"#`.
    pub(super) fn raw(&mut self) -> Kind<'a> {
        let opened = self.at;
        let rest = &self.text[opened + 1..];
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        let inner = opened + 1 + hashes + 1;
        let ending = format!("\"{}", &rest[..hashes]);
        match self.text[inner..].find(&ending) {
            Some(length) => {
                self.at = inner + length + ending.len();
                Kind::Text(Cow::Borrowed(&self.text[inner..inner + length]))
            }
            None => {
                let span = Span {
                    start: opened,
                    end: inner,
                };
                let message = format!("The raw text that begins here never ends with `{ending}`.");
                self.mistake(
                    codes::SYNTAX,
                    span,
                    message,
                    "Use plain quotes: `\"text\"`.",
                );
                self.give_up();
                Kind::Broken
            }
        }
    }
}

/// What stands for the characters after a `\`, and how many bytes they are; no character for a
/// line that goes on.
fn escape(after: &str) -> Option<(Option<char>, usize)> {
    let first = after.chars().next()?;
    let plain = match first {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0' => '\0',
        '\\' | '"' | '\'' => first,
        'x' => {
            let digits = after
                .get(1..3)
                .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
            let value = u8::from_str_radix(digits, 16).ok().filter(u8::is_ascii)?;
            return Some((Some(char::from(value)), 3));
        }
        'u' => {
            let inner = after.get(1..)?.strip_prefix('{')?;
            let digits = &inner[..inner.find('}')?];
            let fits = (1..=6).contains(&digits.len())
                && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            let value = u32::from_str_radix(digits, 16).ok().filter(|_| fits)?;
            return Some((Some(char::from_u32(value)?), digits.len() + 3));
        }
        '\n' | '\r' => {
            let line = after
                .strip_prefix("\r\n")
                .or_else(|| after.strip_prefix('\n'))?;
            let rest = line.trim_start_matches([' ', '\t', '\n', '\r']);
            return Some((None, after.len() - rest.len()));
        }
        _ => return None,
    };
    Some((Some(plain), 1))
}
