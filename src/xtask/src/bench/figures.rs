//! What was measured, and what it means: samples by name, and the table of what Utsikt wants to reach.
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

/// The samples of one name; at least one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Series<'a>(&'a [f64]);

impl Series<'_> {
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
    /// At most so many times a fixed size.
    Size(f64, f64, &'static str),
    /// At most this, as it is.
    Limit(f64),
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

/// Pixels of the photo, times the four bytes each takes unpacked.
const PHOTO_BYTES: f64 = 8192.0 * 4096.0 * 4.0;
/// The offscreen mode draws 60 pictures a second; a frame that takes a fifth longer has come late.
const LATE_FRAME: f64 = 1.2 * 1000.0 / 60.0;

const fn figure(title: &'static str, name: &'static str, unit: Unit, against: Against) -> Figure {
    Figure {
        title,
        name,
        unit,
        against,
    }
}

/// Everything that is told, in this order, as far as it was measured.
pub(super) const FIGURES: &[Figure] = &[
    figure(
        "start command → first right frame, 8192×4096 JPEG, headset running",
        "load",
        Unit::Seconds,
        Against::Best(1.5, &["djpeg"]),
    ),
    figure(
        "longest time between two frames while that photo loads",
        "load.longest_frame",
        Unit::Milliseconds,
        Against::Limit(LATE_FRAME),
    ),
    figure(
        "memory added by that photo, peak while loading",
        "load.memory_peak",
        Unit::Bytes,
        Against::Size(2.2, PHOTO_BYTES, "its size as RGBA"),
    ),
    figure(
        "memory added by that photo, after",
        "load.memory_after",
        Unit::Bytes,
        Against::Size(1.1, PHOTO_BYTES, "its size as RGBA"),
    ),
    figure(
        "processor time per frame in OpenXR, still photo, compositor layer",
        "layer.processor",
        Unit::Milliseconds,
        Against::Best(0.5, &["material.processor"]),
    ),
    figure(
        "draw calls for that photo in the eye buffers, compositor layer",
        "layer.draws",
        Unit::Count,
        Against::Limit(0.0),
    ),
    figure(
        "draw calls per frame, full-view material",
        "material.draws",
        Unit::Count,
        Against::Nothing,
    ),
    figure(
        "cold start → first right frame, offscreen, 1280×720",
        "cold",
        Unit::Seconds,
        Against::Best(0.7, &["vlc.cold"]),
    ),
    figure(
        "the same against the faster web viewer",
        "cold",
        Unit::Seconds,
        Against::Best(0.4, &["pannellum.cold", "aframe.cold"]),
    ),
    figure(
        "processor time per frame while the view turns, software GPU",
        "turn.processor",
        Unit::Milliseconds,
        Against::Best(0.3, &["pannellum.processor", "aframe.processor"]),
    ),
    figure(
        "frames a second while the view turns",
        "turn.rate",
        Unit::Count,
        Against::Nothing,
    ),
    figure(
        "peak memory of the whole program",
        "whole.memory",
        Unit::Bytes,
        Against::Best(0.5, &["pannellum.memory"]),
    ),
    figure(
        "check of 10,000 manifests",
        "check",
        Unit::Seconds,
        Against::Best(3.0, &["ron"]),
    ),
    figure(
        "djpeg (libjpeg-turbo) of the photo to /dev/null",
        "djpeg",
        Unit::Seconds,
        Against::Nothing,
    ),
    figure(
        "ron deserialising the same manifests",
        "ron",
        Unit::Seconds,
        Against::Nothing,
    ),
    figure(
        "VLC: cold start",
        "vlc.cold",
        Unit::Seconds,
        Against::Nothing,
    ),
    figure(
        "VLC: peak memory",
        "vlc.memory",
        Unit::Bytes,
        Against::Nothing,
    ),
    figure(
        "Pannellum: cold start",
        "pannellum.cold",
        Unit::Seconds,
        Against::Nothing,
    ),
    figure(
        "Pannellum: processor time per frame",
        "pannellum.processor",
        Unit::Milliseconds,
        Against::Nothing,
    ),
    figure(
        "Pannellum: frames a second",
        "pannellum.rate",
        Unit::Count,
        Against::Nothing,
    ),
    figure(
        "Pannellum: peak memory",
        "pannellum.memory",
        Unit::Bytes,
        Against::Nothing,
    ),
    figure(
        "A-Frame: cold start",
        "aframe.cold",
        Unit::Seconds,
        Against::Nothing,
    ),
    figure(
        "A-Frame: processor time per frame",
        "aframe.processor",
        Unit::Milliseconds,
        Against::Nothing,
    ),
    figure(
        "A-Frame: frames a second",
        "aframe.rate",
        Unit::Count,
        Against::Nothing,
    ),
    figure(
        "A-Frame: peak memory",
        "aframe.memory",
        Unit::Bytes,
        Against::Nothing,
    ),
];

/// How a figure stands to what it is held against.
#[derive(Debug, PartialEq)]
pub(super) struct Standing {
    /// The reference and its value; none for a plain limit.
    pub reference: Option<(&'static str, f64)>,
    /// What is compared with `reach`: the ratio, or with a plain limit the figure itself.
    pub value: f64,
    /// The same in the single rounds, smallest and largest.
    pub range: (f64, f64),
    /// The most it should be.
    pub reach: f64,
}

impl Standing {
    /// Whether the reach is kept.
    pub(super) fn is_reached(&self) -> bool {
        self.value <= self.reach
    }
}

impl Figure {
    /// How it stands; none if the reference was not measured, or there is none.
    pub(super) fn standing(&self, samples: &Samples) -> Option<Standing> {
        let ours = samples.series(self.name)?;
        let (reach, reference, values) = match self.against {
            Against::Nothing => return None,
            Against::Limit(reach) => {
                return Some(Standing {
                    reference: None,
                    value: ours.median(),
                    range: ours.range(),
                    reach,
                });
            }
            Against::Size(reach, size, words) => (reach, words, vec![size; ours.0.len()]),
            Against::Best(reach, names) => {
                let measured = names
                    .iter()
                    .filter_map(|name| Some((*name, samples.series(name)?)));
                let (name, series) =
                    measured.min_by(|a, b| a.1.median().total_cmp(&b.1.median()))?;
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
