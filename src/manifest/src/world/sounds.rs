//! What is heard in a built-in world, when, and from where: the table `sounds.ron` that lies beside its model.
//!
//! Only what is written there is read, checked and chosen from; nothing is opened or played. What the words of a table
//! mean is told in `assets/worlds/make/sounds/README.md`.
//!
//! ```
//! use manifest::{Surroundings, WorldKind, world::sounds::Sounds};
//! let table = r#"Sounds(
//!     beds: [Bed(id: "lapping", file: "lake/sounds/lapping.ogg", seasons: [Spring, Summer, Autumn])],
//!     places: [Place(id: "fish", node: "sound-fish", yaw: 15.0, gain: -3.0, files: ["lake/sounds/plop-1.ogg"],
//!         heard: With(happenings: ["fish-jumps"], after: 0.9))],
//! )"#;
//! let sounds = Sounds::parse(table, WorldKind::Lake).unwrap();
//! let now = Surroundings::default();
//! assert_eq!(sounds.beds_in(&now).count(), 1);
//! assert_eq!(sounds.heard_with("fish-jumps", &now).next().unwrap().id, "fish");
//! ```

use serde::Deserialize;
use thiserror::Error;

use crate::experience::{Season, Surroundings, Time, Weather, WorldKind};

/// No gain is beyond these, in decibels.
const GAINS: std::ops::RangeInclusive<f32> = -40.0..=6.0;

/// What is heard in a world.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sounds {
    /// Loops all around; all whose conditions hold are heard together.
    pub beds: Vec<Bed>,
    /// What is heard from somewhere.
    pub places: Vec<Place>,
}

/// A loop all around.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bed {
    /// Its name, alone in its world.
    pub id: String,
    /// Path below the worlds' folder, with `/` between its parts.
    pub file: String,
    /// Decibels on top of the file as it is.
    #[serde(default)]
    pub gain: f32,
    /// In which seasons; empty for all.
    #[serde(default)]
    pub seasons: Vec<Season>,
    /// At which times of day; empty for all.
    #[serde(default)]
    pub times: Vec<Time>,
    /// In which weather; empty for all.
    #[serde(default)]
    pub weathers: Vec<Weather>,
}

/// Something heard from somewhere. How far away it is can be heard in its file: it is to be played as at 2 m.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Its name, alone in its world; a rule has it heard by that.
    pub id: String,
    /// The node it comes from, where the world has one of this name.
    pub node: String,
    /// Degrees right of straight ahead, where there is no such node.
    #[serde(default)]
    pub yaw: f32,
    /// Degrees above the horizon, where there is no such node.
    #[serde(default)]
    pub pitch: f32,
    /// Decibels on top of the file as it is.
    #[serde(default)]
    pub gain: f32,
    /// Variants, another each time; paths as in [`Bed::file`].
    pub files: Vec<String>,
    /// When it is heard.
    pub heard: Heard,
    /// In which seasons; empty for all.
    #[serde(default)]
    pub seasons: Vec<Season>,
    /// At which times of day; empty for all.
    #[serde(default)]
    pub times: Vec<Time>,
    /// In which weather; empty for all.
    #[serde(default)]
    pub weathers: Vec<Weather>,
}

/// When something is heard.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Heard {
    /// A loop.
    Always,
    /// Now and then, with so many seconds of silence between, from and to.
    Often {
        /// Where hardly anything goes on.
        calm: (f32, f32),
        /// Where always something goes on.
        lively: (f32, f32),
    },
    /// Each time one of these happenings starts.
    With {
        /// Their names.
        happenings: Vec<String>,
        /// So many seconds later.
        after: f32,
    },
    /// From one happening until another: the files one after the other, again and again.
    Between {
        /// With this it begins.
        from: String,
        /// With this it ends.
        until: String,
        /// So many seconds after the first.
        after: f32,
    },
}

/// Why a table cannot be used.
#[derive(Debug, Error)]
pub enum SoundsError {
    /// It is not written as such a table is.
    #[error("not a table of sounds: {0}")]
    Unreadable(#[from] ron::error::SpannedError),
    /// An entry says what cannot be.
    #[error("\"{id}\": {what}")]
    Wrong {
        /// Of which entry.
        id: String,
        /// What is wrong with it.
        what: String,
    },
}

impl Sounds {
    /// Reads a table and holds it against what there is in its world.
    pub fn parse(table: &str, kind: WorldKind) -> Result<Sounds, SoundsError> {
        let sounds: Sounds = ron::from_str(table)?;
        sounds.check(kind)?;
        Ok(sounds)
    }

    /// The loops that are heard in these surroundings.
    pub fn beds_in(&self, now: &Surroundings) -> impl Iterator<Item = &Bed> {
        let now = *now;
        self.beds
            .iter()
            .filter(move |bed| holds(&now, &bed.seasons, &bed.times, &bed.weathers))
    }

    /// What may be heard from somewhere in these surroundings, whenever that is.
    pub fn places_in(&self, now: &Surroundings) -> impl Iterator<Item = &Place> {
        let now = *now;
        self.places
            .iter()
            .filter(move |place| holds(&now, &place.seasons, &place.times, &place.weathers))
    }

    /// What is heard because this happening starts.
    pub fn heard_with(&self, happening: &str, now: &Surroundings) -> impl Iterator<Item = &Place> {
        self.places_in(now).filter(move |place| match &place.heard {
            Heard::With { happenings, .. } => happenings.iter().any(|name| name == happening),
            Heard::Between { from, .. } => from == happening,
            Heard::Always | Heard::Often { .. } => false,
        })
    }

    /// What is heard no more because this happening starts.
    pub fn silenced_by(&self, happening: &str) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(
            move |place| matches!(&place.heard, Heard::Between { until, .. } if until == happening),
        )
    }

    /// What a rule calls by this name, whatever the season.
    pub fn place(&self, id: &str) -> Option<&Place> {
        self.places.iter().find(|place| place.id == id)
    }

    fn check(&self, kind: WorldKind) -> Result<(), SoundsError> {
        let mut ids = Vec::new();
        for bed in &self.beds {
            let files = std::slice::from_ref(&bed.file);
            check_entry(&mut ids, &bed.id, bed.gain, files)?;
        }
        for place in &self.places {
            check_entry(&mut ids, &place.id, place.gain, &place.files)?;
            if !(-180.0..=180.0).contains(&place.yaw) || !(-90.0..=90.0).contains(&place.pitch) {
                return Err(wrong(&place.id, "its direction is none"));
            }
            place.heard.check(&place.id, kind)?;
        }
        Ok(())
    }
}

impl Heard {
    /// The seconds of silence between two times, from and to, at a liveliness of 0.0 to 1.0; none for what is
    /// not heard now and then.
    pub fn pauses(&self, liveliness: f32) -> Option<(f32, f32)> {
        let Heard::Often { calm, lively } = self else {
            return None;
        };
        let share = liveliness.clamp(0.0, 1.0);
        let between = |calm: f32, lively: f32| calm + (lively - calm) * share;
        Some((between(calm.0, lively.0), between(calm.1, lively.1)))
    }

    fn check(&self, id: &str, kind: WorldKind) -> Result<(), SoundsError> {
        let known = |name: &String| match super::of(kind).happenings.contains(&name.as_str()) {
            true => Ok(()),
            false => Err(wrong(id, &format!("there is no happening \"{name}\""))),
        };
        match self {
            Heard::Always => Ok(()),
            Heard::Often { calm, lively } => {
                let fine = |(from, to): &(f32, f32)| (1.0..=1800.0).contains(from) && from <= to;
                if fine(calm) && fine(lively) {
                    return Ok(());
                }
                Err(wrong(id, "pauses are 1 to 1800 seconds, the shorter first"))
            }
            Heard::With { happenings, after } => {
                late(id, *after)?;
                happenings.iter().try_for_each(known)
            }
            Heard::Between { from, until, after } => {
                late(id, *after)?;
                [from, until].into_iter().try_for_each(known)
            }
        }
    }
}

fn holds(now: &Surroundings, seasons: &[Season], times: &[Time], weathers: &[Weather]) -> bool {
    (seasons.is_empty() || seasons.contains(&now.season))
        && (times.is_empty() || times.contains(&now.time))
        && (weathers.is_empty() || weathers.contains(&now.weather))
}

fn check_entry<'a>(
    ids: &mut Vec<&'a str>,
    id: &'a str,
    gain: f32,
    files: &[String],
) -> Result<(), SoundsError> {
    if !crate::is_id(id) {
        return Err(wrong(id, "names are small letters, digits and hyphens"));
    }
    if ids.contains(&id) {
        return Err(wrong(id, "this name stands twice"));
    }
    ids.push(id);
    if !GAINS.contains(&gain) {
        return Err(wrong(id, "gains are -40 to 6 decibels"));
    }
    if files.is_empty() {
        return Err(wrong(id, "there is no file"));
    }
    Ok(())
}

fn late(id: &str, after: f32) -> Result<(), SoundsError> {
    if (0.0..=60.0).contains(&after) {
        return Ok(());
    }
    Err(wrong(id, "`after` is 0 to 60 seconds"))
}

fn wrong(id: &str, what: &str) -> SoundsError {
    SoundsError::Wrong {
        id: id.to_owned(),
        what: what.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worlds() -> std::path::PathBuf {
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/worlds")
    }

    fn table(kind: WorldKind) -> Sounds {
        let path = worlds().join(kind.name()).join("sounds.ron");
        let text = std::fs::read_to_string(&path).unwrap();
        Sounds::parse(&text, kind).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    #[test]
    fn every_world_has_its_table_and_every_file_in_it_is_there() {
        for kind in WorldKind::ALL {
            let sounds = table(kind);
            let files = sounds.places.iter().flat_map(|place| &place.files);
            for file in files.chain(sounds.beds.iter().map(|bed| &bed.file)) {
                assert!(worlds().join(file).is_file(), "{}: {file}", kind.name());
            }
        }
    }

    #[test]
    fn something_is_heard_in_every_world_at_every_hour_of_the_year() {
        for kind in WorldKind::ALL {
            let sounds = table(kind);
            for season in [
                Season::Spring,
                Season::Summer,
                Season::Autumn,
                Season::Winter,
            ] {
                for time in [Time::Morning, Time::Day, Time::Evening, Time::Night] {
                    let now = Surroundings {
                        season,
                        time,
                        ..Surroundings::default()
                    };
                    let heard = sounds.beds_in(&now).count();
                    assert!(heard > 0, "{} {season:?} {time:?}", kind.name());
                }
            }
        }
    }

    #[test]
    fn birds_keep_their_season_and_their_hour() {
        let lake = table(WorldKind::Lake);
        let heard = |season, time| {
            let now = Surroundings {
                season,
                time,
                ..Surroundings::default()
            };
            let ids: Vec<_> = lake.places_in(&now).map(|place| place.id.clone()).collect();
            move |id: &str| ids.iter().any(|known| known == id)
        };
        assert!(heard(Season::Spring, Time::Morning)("cuckoo"));
        assert!(!heard(Season::Autumn, Time::Morning)("cuckoo"));
        assert!(heard(Season::Summer, Time::Evening)("loon"));
        assert!(!heard(Season::Summer, Time::Day)("loon"));
        assert!(heard(Season::Winter, Time::Day)("bullfinch"));
        assert!(!heard(Season::Winter, Time::Day)("mallard"));
    }

    #[test]
    fn what_begins_with_a_happening_ends_with_its_other() {
        let kitchen = table(WorldKind::Kitchen);
        let now = Surroundings::default();
        let on: Vec<_> = kitchen
            .heard_with("radio-on", &now)
            .map(|p| &p.id)
            .collect();
        assert_eq!(on, ["radio-on", "radio"]);
        let off: Vec<_> = kitchen.silenced_by("radio-off").map(|p| &p.id).collect();
        assert_eq!(off, ["radio"]);
    }

    #[test]
    fn the_livelier_the_shorter_the_silence() {
        let often = Heard::Often {
            calm: (80.0, 200.0),
            lively: (20.0, 40.0),
        };
        assert_eq!(often.pauses(0.0), Some((80.0, 200.0)));
        assert_eq!(often.pauses(0.5), Some((50.0, 120.0)));
        assert_eq!(often.pauses(7.0), Some((20.0, 40.0)));
        assert_eq!(Heard::Always.pauses(0.5), None);
    }

    #[test]
    fn what_cannot_be_is_an_error_that_names_its_entry() {
        let place = |rest: &str| {
            format!(
                "Sounds(beds: [], places: [Place(id: \"fish\", node: \"n\", files: [\"a\"], {rest})])"
            )
        };
        let with = "heard: With(happenings: [\"fish-jumps\"], after: 1)";
        assert!(Sounds::parse(&place(with), WorldKind::Lake).is_ok());
        for wrong in [
            "heard: With(happenings: [\"fish-sings\"], after: 1)",
            "heard: With(happenings: [\"fish-jumps\"], after: -1)",
            "heard: Often(calm: (9, 3), lively: (1, 2))",
            "heard: Often(calm: (NaN, 3), lively: (1, 2))",
            "heard: Always, gain: 40",
            "heard: Always, yaw: 400",
        ] {
            let error = Sounds::parse(&place(wrong), WorldKind::Lake).unwrap_err();
            assert!(
                error.to_string().starts_with("\"fish\": "),
                "{wrong}: {error}"
            );
        }
        let twice =
            "Sounds(beds: [Bed(id: \"a\", file: \"f\"), Bed(id: \"a\", file: \"f\")], places: [])";
        assert!(Sounds::parse(twice, WorldKind::Lake).is_err());
        assert!(Sounds::parse("Sounds(beds: 3)", WorldKind::Lake).is_err());
    }
}
