//! Words as they are compared: small letters, no dots and accents, one blank between words. Whoever looks for “sjo” on
//! a keyboard without ö finds “Sjön”.

/// A text as it is compared.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'å' | 'ä' | 'á' | 'à' | 'â' | 'ã' => folded.push('a'),
            'ö' | 'ø' | 'ó' | 'ò' | 'ô' | 'õ' => folded.push('o'),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'ü' | 'ú' | 'ù' | 'û' => folded.push('u'),
            'í' | 'ì' | 'î' | 'ï' => folded.push('i'),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ç' => folded.push('c'),
            'ñ' => folded.push('n'),
            // Marks that stand on their own letter in a text that keeps them apart.
            '\u{300}'..='\u{36f}' => {}
            blank if blank.is_whitespace() || blank == '-' || blank == '–' => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            other => folded.push(other),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A text as it is put in order: small letters, å, ä and ö at the end of the alphabet, in that order.
pub fn order(text: &str) -> String {
    let lower = text.chars().flat_map(char::to_lowercase);
    let placed = lower.map(|letter| match letter {
        'å' => '{',
        'ä' | 'æ' => '|',
        'ö' | 'ø' => '}',
        other => other,
    });
    placed.collect()
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn texts_that_mean_the_same_are_the_same() {
        assert_eq!(fold("  Sjön  i\tSkymning "), "sjon i skymning");
        assert_eq!(fold("A\u{30a}ngbåt"), "angbat");
        assert_eq!(fold("שלום 👵🏼"), "שלום 👵🏼");
        assert_eq!(fold(" - "), "");
    }
}
