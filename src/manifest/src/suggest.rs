//! The nearest known name to a misspelt one.

/// The name that was probably meant, if one is near enough.
pub fn nearest<'n>(written: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    const LONGEST: usize = 64;
    if written.len() > LONGEST {
        return None;
    }
    let folded = written.to_lowercase();
    known
        .into_iter()
        .filter(|name| name.len() <= LONGEST)
        .map(|name| {
            (
                strsim::damerau_levenshtein(&folded, &name.to_lowercase()),
                name,
            )
        })
        .filter(|(distance, name)| *distance <= (name.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_seen_and_other_words_are_not() {
        let known = ["minutes", "motion", "topics", "Low", "to"];
        assert_eq!(nearest("minuts", known), Some("minutes"));
        assert_eq!(nearest("moiton", known), Some("motion"));
        assert_eq!(nearest("low", known), Some("Low"));
        assert_eq!(nearest("duration", known), None);
        assert_eq!(nearest(&"m".repeat(100_000), known), None);
    }
}
