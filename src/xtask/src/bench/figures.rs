//! What was measured, and what it means: samples by name, and how a figure stands to what it is held against.
//!
//! A figure is a median over the rounds. Its ratio to a reference is the ratio of the two medians; the range beside it
//! is that of the single rounds, in which both were measured one after the other.

use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Samples by name, one for each round.
#[derive(Debug, Default)]
pub(super) struct Samples(BTreeMap<&'static str, Vec<f64>>);

impl Samples {
    /// Adds one.
    pub(super) fn add(&mut self, name: &'static str, value: f64) {
        self.0.entry(name).or_default().push(value);
    }

    /// All of a name, if there are any.
    pub(super) fn series(&self, name: &str) -> Option<Series<'_>> {
        self.0.get(name).map(|values| Series(values))
    }

    /// All of them, for programs.
    pub(super) fn json(&self) -> Value {
        json!(self.0)
    }
}

/// Samples of one kind; at least one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Series<'a>(&'a [f64]);

impl<'a> Series<'a> {
    /// All of `values`, if there are any.
    pub(super) fn of(values: &'a [f64]) -> Option<Self> {
        (!values.is_empty()).then_some(Self(values))
    }

    /// The one in the middle, or the mean of the two in the middle.
    pub(super) fn median(self) -> f64 {
        let mut sorted = self.0.to_vec();
        sorted.sort_by(f64::total_cmp);
        let half = sorted.len() / 2;
        if sorted.len() % 2 == 1 {
            sorted[half]
        } else {
            f64::midpoint(sorted[half - 1], sorted[half])
        }
    }

    /// The one that a twentieth of them exceeds at most.
    pub(super) fn p95(self) -> f64 {
        let mut sorted = self.0.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted[(sorted.len() * 19).div_ceil(20) - 1]
    }

    /// The smallest and the largest.
    pub(super) fn range(self) -> (f64, f64) {
        let fold = |start: f64, pick: fn(f64, f64) -> f64| self.0.iter().copied().fold(start, pick);
        (
            fold(f64::INFINITY, f64::min),
            fold(f64::NEG_INFINITY, f64::max),
        )
    }
}

/// What a figure is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Samples are seconds.
    Seconds,
    /// Samples are milliseconds.
    Milliseconds,
    /// Samples are bytes, told as MB (10⁶).
    Bytes,
    /// Samples are a number of things.
    Count,
}

/// What a figure is held against.
#[derive(Debug, Clone, Copy)]
pub(super) enum Against {
    /// At most so many times the sample of that name; of several, of the one that does best.
    Best(f64, &'static [&'static str]),
    /// At least so many times the sample of that name; of several, of the one that does best.
    AtLeast(f64, &'static [&'static str]),
    /// At most so many times a fixed size.
    Size(f64, f64, &'static str),
    /// At most this, as it is.
    Limit(f64),
    /// At least this, as it is.
    Least(f64),
    /// Nothing: told for comparison.
    Nothing,
}

/// One figure that is told.
#[derive(Debug)]
pub(super) struct Figure {
    /// What it is, in words.
    pub title: &'static str,
    /// The name of its samples.
    pub name: &'static str,
    /// What they are measured in.
    pub unit: Unit,
    /// What it is held against.
    pub against: Against,
}

/// A figure of that title and name.
pub(super) const fn figure(
    title: &'static str,
    name: &'static str,
    unit: Unit,
    against: Against,
) -> Figure {
    Figure {
        title,
        name,
        unit,
        against,
    }
}

/// How a figure stands to what it is held against.
#[derive(Debug, PartialEq)]
pub(super) struct Standing {
    /// The reference and its value; none for a plain limit.
    pub reference: Option<(&'static str, f64)>,
    /// What is compared with `reach`: the ratio, or with a plain limit the figure itself.
    pub value: f64,
    /// The same in the single rounds, smallest and largest.
    pub range: (f64, f64),
    /// The most it should be, or the least.
    pub reach: f64,
    /// Whether more is better.
    pub at_least: bool,
}

impl Standing {
    /// Whether the reach is kept.
    pub(super) fn is_reached(&self) -> bool {
        if self.at_least {
            self.value >= self.reach
        } else {
            self.value <= self.reach
        }
    }
}

impl Figure {
    /// How it stands; none if the reference was not measured, or there is none.
    pub(super) fn standing(&self, samples: &Samples) -> Option<Standing> {
        let ours = samples.series(self.name)?;
        let at_least = matches!(self.against, Against::AtLeast(..) | Against::Least(_));
        let (reach, reference, values) = match self.against {
            Against::Nothing => return None,
            Against::Limit(reach) | Against::Least(reach) => {
                return Some(Standing {
                    reference: None,
                    value: ours.median(),
                    range: ours.range(),
                    reach,
                    at_least,
                });
            }
            Against::Size(reach, size, words) => (reach, words, vec![size; ours.0.len()]),
            Against::Best(reach, names) | Against::AtLeast(reach, names) => {
                let measured = names
                    .iter()
                    .filter_map(|name| Some((*name, samples.series(name)?)));
                let by_median =
                    |a: &(_, Series), b: &(_, Series)| a.1.median().total_cmp(&b.1.median());
                let (name, series) = if at_least {
                    measured.max_by(by_median)
                } else {
                    measured.min_by(by_median)
                }?;
                (reach, name, series.0.to_vec())
            }
        };
        let size = Series(&values).median();
        let ratios: Vec<f64> = ours
            .0
            .iter()
            .zip(&values)
            .map(|(ours, theirs)| ours / theirs)
            .collect();
        Some(Standing {
            reference: Some((reference, size)),
            value: ours.median() / size,
            range: Series(&ratios).range(),
            reach,
            at_least,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(of: &[(&'static str, &[f64])]) -> Samples {
        let mut samples = Samples::default();
        for (name, values) in of {
            for value in *values {
                samples.add(name, *value);
            }
        }
        samples
    }

    #[test]
    fn the_median_is_in_the_middle_of_the_sorted() {
        assert_eq!(Series(&[3.0, 1.0, 2.0]).median(), 2.0);
        assert_eq!(Series(&[4.0, 1.0, 2.0, 3.0]).median(), 2.5);
        assert_eq!(Series(&[3.0, 1.0, 2.0]).range(), (1.0, 3.0));
    }

    #[test]
    fn a_figure_is_held_against_the_best_of_its_references() {
        let samples = samples(&[
            ("ours", &[1.0, 1.0]),
            ("slow", &[9.0, 9.0]),
            ("fast", &[2.0, 4.0]),
        ]);
        let against = |reach| {
            figure(
                "",
                "ours",
                Unit::Seconds,
                Against::Best(reach, &["slow", "fast", "absent"]),
            )
        };
        let standing = against(0.4).standing(&samples).unwrap();
        assert_eq!(standing.reference, Some(("fast", 3.0)));
        assert_eq!(standing.range, (0.25, 0.5));
        assert!(standing.is_reached());
        assert!(!against(0.3).standing(&samples).unwrap().is_reached());
    }

    #[test]
    fn more_is_better_where_a_least_is_wanted() {
        let samples = samples(&[
            ("shown", &[598.0]),
            ("theirs", &[474.0]),
            ("worse", &[30.0]),
        ]);
        let standing = |against| {
            let figure = figure("", "shown", Unit::Count, against);
            figure.standing(&samples).unwrap()
        };
        let beside = standing(Against::AtLeast(1.0, &["worse", "theirs"]));
        assert_eq!(beside.reference, Some(("theirs", 474.0)));
        assert!(beside.is_reached());
        assert!(!standing(Against::AtLeast(1.5, &["theirs"])).is_reached());
        assert!(standing(Against::Least(590.0)).is_reached());
        assert!(!standing(Against::Least(599.0)).is_reached());
    }

    #[test]
    fn of_a_hundred_five_exceed_the_95th() {
        let values: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!(Series(&values).p95(), 95.0);
        assert_eq!(Series(&[7.0]).p95(), 7.0);
        assert!(Series::of(&[]).is_none());
    }

    #[test]
    fn without_its_reference_a_figure_has_no_standing() {
        let samples = samples(&[("ours", &[1.0])]);
        assert_eq!(
            figure("", "ours", Unit::Seconds, Against::Best(1.0, &["absent"])).standing(&samples),
            None
        );
        assert_eq!(
            figure("", "absent", Unit::Count, Against::Limit(0.0)).standing(&samples),
            None
        );
        assert!(
            figure("", "ours", Unit::Count, Against::Limit(1.0))
                .standing(&samples)
                .unwrap()
                .is_reached()
        );
    }
}
