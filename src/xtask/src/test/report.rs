//! What is told at the end: the failures again, a table of the steps, and the closing line.

use super::counts::Counts;
use crate::job::spoken;
use std::fmt;
use std::time::Duration;

/// How much of a failed step's output is told again.
const LINES_TOLD_AGAIN: usize = 60;

/// What a step found.
pub(super) struct Verdict {
    pub(super) counts: Counts,
    /// What it printed, or why it could not run; told again if something failed.
    pub(super) text: String,
}

/// One step, done.
pub(super) struct Row {
    name: &'static str,
    elapsed: Duration,
    verdict: Verdict,
}

impl Row {
    pub(super) fn new(
        name: &'static str,
        elapsed: Duration,
        verdict: anyhow::Result<Verdict>,
    ) -> Self {
        let verdict = verdict.unwrap_or_else(|error| Verdict {
            counts: Counts::check(false),
            text: format!("{error:#}"),
        });
        Self {
            name,
            elapsed,
            verdict,
        }
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.elapsed
    }

    pub(super) fn result(&self) -> String {
        let Counts { passed, failed } = self.verdict.counts;
        if failed == 0 {
            format!("{passed} passed")
        } else {
            format!("{passed} passed, {failed} FAILED")
        }
    }
}

/// All steps, in the order done.
#[derive(Default)]
pub(super) struct Report {
    rows: Vec<Row>,
}

impl Report {
    pub(super) fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub(super) fn is_good(&self) -> bool {
        let total = self.total();
        total.failed == 0 && total.passed > 0
    }

    fn total(&self) -> Counts {
        let mut total = Counts::default();
        for row in &self.rows {
            total += row.verdict.counts;
        }
        total
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in self.rows.iter().filter(|row| row.verdict.counts.failed > 0) {
            writeln!(formatter, "\n── what failed in {}", row.name)?;
            let lines: Vec<&str> = row.verdict.text.trim_end().lines().collect();
            for line in &lines[lines.len().saturating_sub(LINES_TOLD_AGAIN)..] {
                writeln!(formatter, "{line}")?;
            }
        }
        writeln!(formatter, "\n{:<14}{:>14}   result", "step", "time")?;
        for row in &self.rows {
            writeln!(
                formatter,
                "{:<14}{:>14}   {}",
                row.name,
                spoken(row.elapsed),
                row.result()
            )?;
        }
        let total = self.total();
        let time: Duration = self.rows.iter().map(|row| row.elapsed).sum();
        writeln!(formatter, "{:<14}{:>14}", "all", spoken(time))?;
        writeln!(
            formatter,
            "\n{} passed, {} failed",
            total.passed, total.failed
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &'static str, passed: u64, failed: u64, text: &str) -> Row {
        let verdict = Verdict {
            counts: Counts { passed, failed },
            text: text.to_owned(),
        };
        Row::new(name, Duration::from_secs(61), Ok(verdict))
    }

    #[test]
    fn the_last_line_is_the_sum_and_failures_are_told_again() {
        let mut report = Report::default();
        report.add(row("crates", 40, 0, "fine"));
        report.add(row("lints", 0, 1, "error: unused thing"));
        let text = report.to_string();
        assert!(text.ends_with("\n40 passed, 1 failed\n"), "{text}");
        assert!(
            text.contains("error: unused thing") && !text.contains("fine"),
            "{text}"
        );
        assert!(!report.is_good());
    }

    #[test]
    fn a_step_that_could_not_run_is_a_failure_with_its_reason() {
        let mut report = Report::default();
        report.add(Row::new(
            "openxr",
            Duration::ZERO,
            Err(anyhow::anyhow!("no runtime")),
        ));
        let text = report.to_string();
        assert!(
            text.contains("no runtime") && text.ends_with("\n0 passed, 1 failed\n"),
            "{text}"
        );
    }

    #[test]
    fn nothing_at_all_is_not_good() {
        assert!(!Report::default().is_good());
    }
}
