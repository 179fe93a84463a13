//! What holds for any bytes at all: shared by the fuzzer and the property tests.

/// Reads the bytes as a manifest and holds the outcome against the promises of the crate.
///
/// # Panics
/// When a promise is broken.
pub fn hold(bytes: &[u8]) {
    match manifest::parse(bytes) {
        Ok(document) => {
            assert!(document.warnings.iter().all(|warning| !warning.is_error()));
            let written = manifest::write(&document.experience);
            let again = manifest::parse(written.as_bytes()).expect("what was written can be read");
            assert_eq!(again.experience, document.experience, "{written}");
            assert_eq!(
                manifest::write(&again.experience),
                written,
                "the same thing is written the same way"
            );
            let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
                .expect("text");
            let other = manifest::options()
                .from_str::<manifest::Experience>(text)
                .expect("ron reads what we read");
            assert_eq!(other, document.experience);
        }
        Err(problems) => {
            assert!(
                problems.iter().any(manifest::Problem::is_error),
                "refused, but why?"
            );
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u32 + 1;
            for problem in &problems {
                let place = problem.place;
                assert!(!problem.message.is_empty() && !problem.instead.is_empty());
                assert!((1..=lines).contains(&place.line), "{problem}");
                assert!(place.column >= 1 && place.length >= 1, "{problem}");
            }
            assert!(
                problems
                    .windows(2)
                    .all(|pair| pair[0].place <= pair[1].place),
                "in the order of the text"
            );
        }
    }
}
