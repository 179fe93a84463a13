//! Texts, languages, prompts and ids.

use super::Findings;
use crate::codes;
use crate::schema::LANGUAGES;
use crate::source::Span;
use crate::tree::{Kind, Node, shortened};

/// Letters of the longest prompt.
const LONGEST_PROMPT: usize = 120;
/// Letters of the longest id.
const LONGEST_ID: usize = 48;

impl Findings<'_> {
    /// The text that stands there; a problem if something else does.
    pub(super) fn text<'n>(&mut self, node: &'n Node<'_>) -> Option<&'n str> {
        if node.text().is_none() && node.kind != Kind::Broken {
            self.wrong_type(node, "a text in quotes");
        }
        node.text()
    }

    pub(super) fn check_text(&mut self, node: &Node<'_>, longest: usize) {
        let Some(text) = self.text(node) else { return };
        let letters = text.chars().count();
        if text.trim().is_empty() {
            self.add(
                codes::TEXT_EMPTY,
                node.span,
                "There is no text between the quotes.",
                "Write the text.",
            );
        } else if letters > longest {
            let message = format!("The text has {letters} letters; there is room for {longest}.");
            self.add(
                codes::TEXT_TOO_LONG,
                node.span,
                message,
                "Write it shorter.",
            );
        }
        if text
            .chars()
            .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}'))
        {
            let message = "There is a line break, a tab or an invisible character in the text.";
            self.add(
                codes::TEXT_CONTROL,
                node.span,
                message,
                "Write it on one line with plain spaces.",
            );
        }
    }

    pub(super) fn check_id(&mut self, id: &str, span: Span) {
        if !is_id(id) {
            let message = format!("\"{}\" can't be an id.", shortened(id));
            let instead = match as_id(id) {
                Some(near) => format!("Write \"{near}\": only a-z, 0-9 and -."),
                None => format!("Write a name of a-z, 0-9 and -, at most {LONGEST_ID} of them."),
            };
            self.add(codes::ID_FORM, span, message, instead);
        }
    }

    /// Looks at `{"sv": …, "en": …}` and at each value in it, which is called `each`.
    pub(super) fn check_languages(
        &mut self,
        node: &Node<'_>,
        each: &str,
        mut check: impl FnMut(&mut Self, &Node<'_>),
    ) {
        let Kind::Map(entries) = &node.kind else {
            let expected = format!("a {each} in each language: `{{\"sv\": …, \"en\": …}}`");
            return self.wrong_type(node, &expected);
        };
        self.check_keys(entries);
        for (key, value) in entries {
            if let Some(tag) = self.text(key)
                && !is_language(tag)
            {
                let message = format!("\"{}\" is not a language tag.", shortened(tag));
                self.add(
                    codes::LANGUAGE_TAG,
                    key.span,
                    message,
                    "Write `\"sv\"`, `\"en\"` or another tag such as `\"fi\"`.",
                );
            }
            check(self, value);
        }
        for (tag, name) in LANGUAGES {
            if !entries.iter().any(|(key, _)| key.text() == Some(tag)) {
                let message = format!("The {each} in {name} is missing.");
                self.add(
                    codes::LANGUAGE_MISSING,
                    node.span,
                    message,
                    format!("Add `\"{tag}\": …`."),
                );
            }
        }
    }

    pub(super) fn check_prompts(&mut self, node: &Node<'_>, least: usize) {
        let mut most = 0;
        let mut fewest = usize::MAX;
        self.check_languages(node, "text", |findings, value| {
            let Kind::List(prompts) = &value.kind else {
                if value.kind != Kind::Broken {
                    findings.wrong_type(value, "a list of questions such as `[\"…\", \"…\"]`");
                }
                return;
            };
            prompts
                .iter()
                .filter(|prompt| prompt.kind != Kind::Broken)
                .for_each(|prompt| findings.check_text(prompt, LONGEST_PROMPT));
            most = most.max(prompts.len());
            fewest = fewest.min(prompts.len());
            if prompts.len() < least {
                let there = match prompts.len() {
                    0 => "There is no prompt".to_owned(),
                    1 => "There is 1 prompt".to_owned(),
                    more => format!("There are {more} prompts"),
                };
                let message = format!("{there}; at least {least} are needed.");
                findings.add(
                    codes::TOO_FEW_PROMPTS,
                    value.span,
                    message,
                    format!("Add {} more.", least - prompts.len()),
                );
            }
        });
        if fewest < most && fewest >= least {
            let message = format!("One language has {most} prompts and another {fewest}.");
            self.add(
                codes::PROMPTS_UNEVEN,
                node.span,
                message,
                "Translate the ones that are missing.",
            );
        }
    }
}

/// Whether a name can be an id: `a-z`, `0-9` and `-`, 1 to 48 of them, no `-` first or last.
pub fn is_id(name: &str) -> bool {
    (1..=LONGEST_ID).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !name.starts_with('-')
        && !name.ends_with('-')
}

/// The nearest id to a name, such as `skogssjo` for `Skogssjö`.
pub fn as_id(name: &str) -> Option<String> {
    let mut id = String::new();
    for character in name.chars().flat_map(char::to_lowercase).take(LONGEST_ID) {
        match character {
            'a'..='z' | '0'..='9' => id.push(character),
            'å' | 'ä' | 'à' | 'á' => id.push('a'),
            'ö' | 'ø' => id.push('o'),
            'é' | 'è' => id.push('e'),
            'ü' => id.push('u'),
            _ if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            _ => {}
        }
    }
    let id = id.trim_end_matches('-').to_owned();
    is_id(&id).then_some(id)
}

/// Whether this looks like a language tag: `sv`, `smi`, `sv-FI`.
fn is_language(tag: &str) -> bool {
    let (language, region) = tag
        .split_once('-')
        .map_or((tag, None), |(language, region)| (language, Some(region)));
    let small =
        (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    let region = region.is_none_or(|region| {
        region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_uppercase())
    });
    small && region
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_names_for_files_and_addresses() {
        assert!(is_id("skogssjo-2"));
        for wrong in [
            "",
            "Skogssjo",
            "sjö",
            "-a",
            "a-",
            "a b",
            "a_b",
            "..",
            &"a".repeat(49),
        ] {
            assert!(!is_id(wrong), "{wrong}");
        }
        assert_eq!(
            as_id("Skogssjön i skymning").as_deref(),
            Some("skogssjon-i-skymning")
        );
        assert_eq!(as_id("雪"), None);
    }

    #[test]
    fn language_tags_are_small_letters_with_a_region_at_most() {
        assert!(["sv", "smi", "sv-FI"].into_iter().all(is_language));
        assert!(
            !["", "Swedish", "SV", "sv_FI", "sv-fi", "s"]
                .into_iter()
                .any(is_language)
        );
    }
}
