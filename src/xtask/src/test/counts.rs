//! How many tests passed and failed, read from what the test programs print.

use std::ops::AddAssign;

/// A number of tests that passed and one of those that failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Counts {
    /// A check that is not made of tests.
    pub(super) fn check(good: bool) -> Self {
        Self {
            passed: u64::from(good),
            failed: u64::from(!good),
        }
    }

    /// The sum over all summaries in `output`, which is of cargo's test programs (`test result: ok. 3 passed; 0 failed`),
    /// Vitest (`Tests  1 failed | 3 passed (4)`), or one that ends with a line `3 passed, 0 failed`.
    ///
    /// `success` is how the program ended: a bad end without a failed test is counted as one failure, and a good end
    /// without any test as one failure too, since a suite that runs nothing proves nothing.
    pub(super) fn read(output: &str, success: bool) -> Self {
        let mut sum = Self::default();
        for line in output.lines().map(str::trim) {
            if is_summary(line) {
                sum += Self {
                    passed: number_before(line, "passed"),
                    failed: number_before(line, "failed"),
                };
            }
        }
        if sum.failed == 0 && (!success || sum.passed == 0) {
            sum.failed = 1;
        }
        sum
    }
}

fn is_summary(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    line.starts_with("test result: ")
        || line.starts_with("Tests  ")
        || matches!(words[..], [passed, "passed,", failed, "failed"] if passed.parse::<u64>().is_ok() && failed.parse::<u64>().is_ok())
}

/// The number that stands before `word` in `line`, 0 if there is none.
fn number_before(line: &str, word: &str) -> u64 {
    let words: Vec<&str> = line.split_whitespace().collect();
    words
        .windows(2)
        .find(|pair| pair[1].trim_end_matches([';', ',']) == word)
        .and_then(|pair| pair[0].parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_test_programs_of_cargo_are_summed() {
        let output = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\n\
                      test result: FAILED. 4 passed; 2 failed; 0 ignored\n";
        assert_eq!(
            Counts::read(output, false),
            Counts {
                passed: 7,
                failed: 2
            }
        );
    }

    #[test]
    fn the_page_and_the_browser_are_understood() {
        assert_eq!(
            Counts::read(
                " Test Files  2 passed (2)\n      Tests  1 failed | 12 passed (13)\n",
                false
            ),
            Counts {
                passed: 12,
                failed: 1
            }
        );
        assert_eq!(
            Counts::read("5 passed, 0 failed\n", true),
            Counts {
                passed: 5,
                failed: 0
            }
        );
    }

    #[test]
    fn a_bad_end_is_a_failure_even_when_no_test_says_so() {
        assert_eq!(
            Counts::read("test result: ok. 3 passed; 0 failed\n", false),
            Counts {
                passed: 3,
                failed: 1
            }
        );
    }

    #[test]
    fn a_suite_that_runs_nothing_has_failed() {
        assert_eq!(
            Counts::read("test result: ok. 0 passed; 0 failed\n", true),
            Counts {
                passed: 0,
                failed: 1
            }
        );
        assert_eq!(
            Counts::read("", true),
            Counts {
                passed: 0,
                failed: 1
            }
        );
    }

    #[test]
    fn prose_with_those_words_is_no_summary() {
        assert_eq!(
            Counts::read(
                "9 passed, 9 failed in the first try\n1 passed, 0 failed\n",
                true
            ),
            Counts {
                passed: 1,
                failed: 0
            }
        );
    }
}
