//! Names that people give: of residents, staff, tablets, the home.
//!
//! Any letter of any script is a name, emoji too. What would break a line or turn the reading direction of
//! what stands around it is taken out; what is left must be something, and not too long for a card.

use crate::{access::Refusal, problem::Fault};

/// Longest name, in characters.
pub const LONGEST: usize = 100;

/// A name as it is kept: trimmed, one line, in the direction of its own letters.
///
/// ```
/// use launcher::names::name;
/// assert_eq!(name("  Märta\u{202e} 🌻\n").unwrap(), "Märta 🌻");
/// assert!(name(" \u{200f}\u{202e} ").is_err());
/// ```
///
/// # Errors
/// [`Refusal::NameMissing`], [`Refusal::NameTooLong`].
pub fn name(text: &str) -> Result<String, Fault> {
    let kept: String = text.chars().filter_map(kept).collect();
    let words: Vec<_> = kept.split_whitespace().collect();
    let name = words.join(" ");
    if !name.chars().any(|letter| !is_invisible(letter)) {
        return Err(Refusal::NameMissing.into());
    }
    if name.chars().count() > LONGEST {
        return Err(Refusal::NameTooLong.into());
    }
    Ok(name)
}

/// Whether something is written as a language is, such as `sv` or `sr-Latn`.
pub fn is_language(tag: &str) -> bool {
    (2..=35).contains(&tag.len())
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A character as it is kept; none if it is not.
pub(crate) fn kept(letter: char) -> Option<char> {
    match letter {
        // Overrides, embeddings and isolates that could be left open.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        letter if letter.is_control() => Some(' '),
        '\u{2028}' | '\u{2029}' => Some(' '),
        letter => Some(letter),
    }
}

/// Joiners, marks of direction and the like: part of names, but none by themselves.
fn is_invisible(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_scripts_stay_as_they_are() {
        for given in [
            "Åke Öberg",
            "مريم",
            "דוד",
            "美智子",
            "Zoë O’Brien-Šimková",
            "👩🏽‍🦳 Mormor",
            "e\u{301}",
        ] {
            assert_eq!(name(given).as_deref(), Ok(given));
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for given in ["", "   ", "\n\t", "\u{200d}", "\u{feff}\u{202e}"] {
            assert_eq!(name(given), Err(Refusal::NameMissing.into()), "{given:?}");
        }
        assert_eq!(name(&"å".repeat(LONGEST)), Ok("å".repeat(LONGEST)));
        assert_eq!(
            name(&"å".repeat(LONGEST + 1)),
            Err(Refusal::NameTooLong.into())
        );
    }

    #[test]
    fn a_name_is_one_line_and_turns_nothing_around() {
        assert_eq!(
            name("Anna\r\nhas \u{202e}left\u{0}\u{2066}").as_deref(),
            Ok("Anna has left")
        );
    }
}
