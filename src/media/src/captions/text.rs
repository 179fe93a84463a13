//! The words of a cue without what is meant for machines: tags, entities, styles.

/// The longest tag that is taken for one, in bytes; anything longer is words with a `<` among them.
const LONGEST_TAG: usize = 200;
/// The longest entity, `&thetasym;` and the like, in bytes.
const LONGEST_ENTITY: usize = 12;

/// One line's words: tags and style codes taken away, entities replaced, spaces made single.
pub(super) fn plain(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{', '&']) {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(length) = tag(rest) {
            rest = &rest[length..];
        } else if let Some((length, character)) = entity(rest) {
            words.extend(character);
            rest = &rest[length..];
        } else {
            words.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    words.push_str(rest);
    words.retain(|character| character.is_whitespace() || !is_unseen(character));
    // A space that may not be broken at is a part of its word.
    let parts = words.split(|character: char| character.is_whitespace() && character != '\u{a0}');
    parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Characters that only computers see: control codes, marks of direction and of byte order, spaces of no width.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The length of the tag that `text` begins with: `<i>`, `</v>`, `<v Märta>`, `<00:01.000>`, `{\an8}`.
fn tag(text: &str) -> Option<usize> {
    let (close, opens): (char, fn(char) -> bool) = if text.starts_with('<') {
        ('>', |next| next.is_ascii_alphanumeric() || next == '/')
    } else if text.starts_with('{') {
        ('}', |next| next == '\\')
    } else {
        return None;
    };
    let inside = &text[1..];
    let end = inside.find([close, '<', '{'])?;
    let closed = inside[end..].starts_with(close) && end <= LONGEST_TAG;
    (closed && inside.starts_with(opens)).then_some(end + 2)
}

/// The length of the entity that `text` begins with, and what it stands for (nothing, for marks of direction).
fn entity(text: &str) -> Option<(usize, Option<char>)> {
    let inside = text.strip_prefix('&')?;
    let mut near = inside.bytes().take(LONGEST_ENTITY);
    let end = near.position(|byte| byte == b';')?;
    let character = match &inside[..end] {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        "lrm" | "rlm" => None,
        name => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            Some(char::from_u32(code)?)
        }
    };
    Some((end + 2, character))
}
