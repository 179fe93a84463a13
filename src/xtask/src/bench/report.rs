//! The figures as a person reads them, as a Markdown table, and as JSON. A miss is said plainly and is no failure.

use super::figures::{Against, Figure, Samples, Standing, Unit};
use super::table::FIGURES;
use serde_json::{Value, json};
use std::fmt::Write;

/// Under which circumstances it was measured.
pub(super) struct Circumstances {
    /// Rounds measured.
    pub rounds: usize,
    /// Load of the machine before each round, and after the last.
    pub load: Vec<f64>,
    /// Processors of the machine.
    pub processors: usize,
}

impl Circumstances {
    fn load(&self) -> String {
        let fold =
            |start: f64, pick: fn(f64, f64) -> f64| self.load.iter().copied().fold(start, pick);
        format!(
            "{:.1}–{:.1}",
            fold(f64::INFINITY, f64::min),
            fold(0.0, f64::max)
        )
    }
}

/// One line a figure.
pub(super) fn text(samples: &Samples, about: &Circumstances) -> String {
    let mut text = String::new();
    for figure in FIGURES.iter().filter(|figure| is_told(figure, samples)) {
        let _ = write!(text, "{}\n    {}", figure.title, value(figure, samples));
        if let Some(verdict) = verdict(figure, samples) {
            let _ = write!(text, "; {verdict}");
        }
        text.push('\n');
    }
    let _ = writeln!(
        text,
        "{} rounds on {} processors, load {} meanwhile",
        about.rounds,
        about.processors,
        about.load()
    );
    text
}

/// The same as a Markdown table.
pub(super) fn markdown(samples: &Samples, about: &Circumstances) -> String {
    let mut text = String::from(
        "| figure | median (range) | reference | ratio (range) | reach |\n|---|---|---|---|---|\n",
    );
    for figure in FIGURES.iter().filter(|figure| is_told(figure, samples)) {
        let _ = write!(text, "| {} | {} |", figure.title, value(figure, samples));
        match figure.standing(samples) {
            Some(standing) => {
                let reference = standing
                    .reference
                    .map(|(name, size)| format!("{name}: {}", in_unit(size, figure.unit)));
                let is_ratio = reference.is_some();
                let ratio = if is_ratio {
                    spread(standing.value, standing.range, "×")
                } else {
                    "–".to_owned()
                };
                let _ = writeln!(
                    text,
                    " {} | {ratio} | {} {} |",
                    reference.as_deref().unwrap_or("–"),
                    reach(figure, &standing),
                    if standing.is_reached() {
                        "✓"
                    } else {
                        "**missed**"
                    },
                );
            }
            None => text.push_str(" – | – | – |\n"),
        }
    }
    let _ = writeln!(
        text,
        "\nMedians of {} rounds on {} processors, load {} meanwhile.",
        about.rounds,
        about.processors,
        about.load()
    );
    text
}

/// The same for programs, with every sample.
pub(super) fn json(samples: &Samples, about: &Circumstances) -> Value {
    let figures: Vec<Value> = FIGURES
        .iter()
        .filter_map(|figure| {
            let series = samples.series(figure.name)?;
            let standing = figure.standing(samples);
            Some(json!({
                "title": figure.title,
                "name": figure.name,
                "unit": format!("{:?}", figure.unit).to_lowercase(),
                "median": series.median(),
                "reference": standing.as_ref().and_then(|standing| standing.reference).map(|(name, _)| name),
                "ratio": standing.as_ref().map(|standing| standing.value),
                "reach": standing.as_ref().map(|standing| standing.reach),
                "reached": standing.as_ref().map(Standing::is_reached),
            }))
        })
        .collect();
    json!({
        "rounds": about.rounds,
        "processors": about.processors,
        "load": about.load,
        "figures": figures,
        "samples": samples.json(),
    })
}

/// Whether there is something to tell that is not told already.
fn is_told(figure: &Figure, samples: &Samples) -> bool {
    let mut before = FIGURES
        .iter()
        .take_while(|other| !std::ptr::eq(*other, figure));
    samples.series(figure.name).is_some()
        && (figure.standing(samples).is_some() || !before.any(|other| other.name == figure.name))
}

fn value(figure: &Figure, samples: &Samples) -> String {
    let Some(series) = samples.series(figure.name) else {
        return "–".to_owned();
    };
    let (unit, factor) = unit(figure.unit);
    let (low, high) = series.range();
    spread(
        series.median() * factor,
        (low * factor, high * factor),
        unit,
    )
}

/// "reach ≤ 1.5×: reached, 1.32× (1.28–1.40×) djpeg 0.21 s".
fn verdict(figure: &Figure, samples: &Samples) -> Option<String> {
    if let (Against::Best(..) | Against::AtLeast(..), None) =
        (figure.against, figure.standing(samples))
    {
        return Some("its reference was not measured (--peers does)".to_owned());
    }
    let standing = figure.standing(samples)?;
    let word = if standing.is_reached() {
        "reached"
    } else {
        "missed"
    };
    let reach = reach(figure, &standing);
    let Some((name, size)) = standing.reference else {
        return Some(format!("reach {reach}: {word}"));
    };
    let ratio = spread(standing.value, standing.range, "×");
    Some(format!(
        "reach {reach}: {word}, {ratio} of {name} ({})",
        in_unit(size, figure.unit)
    ))
}

fn reach(figure: &Figure, standing: &Standing) -> String {
    let sign = if standing.at_least { "≥" } else { "≤" };
    if standing.reference.is_some() {
        format!("{sign} {}×", standing.reach)
    } else {
        format!("{sign} {}", in_unit(standing.reach, figure.unit))
    }
}

fn in_unit(value: f64, of: Unit) -> String {
    let (unit, factor) = unit(of);
    format!("{}{unit}", short(value * factor))
}

fn unit(unit: Unit) -> (&'static str, f64) {
    match unit {
        Unit::Seconds => (" s", 1.0),
        Unit::Milliseconds => (" ms", 1.0),
        Unit::Bytes => (" MB", 1e-6),
        Unit::Count => ("", 1.0),
    }
}

fn spread(middle: f64, (low, high): (f64, f64), unit: &str) -> String {
    format!("{}{unit} ({}–{})", short(middle), short(low), short(high))
}

/// Three figures, which is more than these measurements are worth.
fn short(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        1.0.. => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about() -> Circumstances {
        Circumstances {
            rounds: 2,
            load: vec![0.5, 1.25],
            processors: 2,
        }
    }

    #[test]
    fn reached_and_missed_are_said_plainly_with_the_reference() {
        let mut samples = Samples::default();
        for (load, djpeg) in [(0.36, 0.2), (0.40, 0.2)] {
            samples.add("load", load);
            samples.add("djpeg", djpeg);
            samples.add("layer.draws", 0.0);
        }
        let text = text(&samples, &about());
        assert!(
            text.contains(
                "0.380 s (0.360–0.400); reach ≤ 1.5×: missed, 1.90× (1.80–2.00) of djpeg (0.200 s)"
            ),
            "{text}"
        );
        assert!(text.contains("0 (0–0); reach ≤ 0: reached"), "{text}");
        assert!(text.contains("load 0.5–1.2"), "{text}");
        let table = markdown(&samples, &about());
        assert!(table.contains("| ≤ 1.5× **missed** |"), "{table}");
    }

    #[test]
    fn a_figure_without_its_reference_is_told_once_and_says_how_to_get_it() {
        let mut samples = Samples::default();
        samples.add("cold", 0.8);
        let text = text(&samples, &about());
        assert_eq!(text.matches("0.800 s").count(), 1, "{text}");
        assert!(text.contains("--peers"), "{text}");
        assert_eq!(json(&samples, &about())["samples"]["cold"][0], 0.8);
    }
}
