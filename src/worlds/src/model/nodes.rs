//! Where things stand, when they are there, and what is special about them.

use glam::{Quat, Vec3};
use manifest::{Season, Time, Weather};

/// When something is there: seasons, times and weathers, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tags(u16);

const SEASON_BITS: u16 = 0x000f;
const TIME_BITS: u16 = 0x00f0;
const WEATHER_BITS: u16 = 0x0f00;

impl Tags {
    /// In every season, at every time, in every weather.
    pub const ALWAYS: Self = Self(0x0fff);

    /// What stands after the `@` of a name; nothing for a word that is no tag.
    fn of_words(words: &str) -> Result<Self, &str> {
        let mut named = 0;
        for word in words.split('+') {
            // Blender counts nodes of one name: `snow@winter.001`.
            let word = word.split('.').next().unwrap_or_default();
            named |= bit_of(word).ok_or(word)?;
        }
        let mut bits = 0;
        for group in [SEASON_BITS, TIME_BITS, WEATHER_BITS] {
            bits |= if named & group == 0 {
                group
            } else {
                named & group
            };
        }
        Ok(Self(bits))
    }

    /// When both are there.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether it is there in a season.
    pub fn in_season(self, season: Season) -> bool {
        self.0 & season_bit(season) != 0
    }

    /// Never in this season.
    pub(super) fn without(self, season: Season) -> Self {
        Self(self.0 & !season_bit(season))
    }

    /// Whether it is there.
    pub fn hold(self, season: Season, time: Time, weather: Weather) -> bool {
        let is_set = |bit: u16| self.0 & bit != 0;
        self.in_season(season)
            && is_set(1 << (4 + time as u16))
            && is_set(1 << (8 + weather as u16))
    }
}

fn season_bit(season: Season) -> u16 {
    1 << season as u16
}

fn bit_of(word: &str) -> Option<u16> {
    let seasons = Season::ALL.map(Season::name);
    let times = Time::ALL.map(Time::name);
    let weathers = Weather::ALL.map(Weather::name);
    let mut words = seasons.iter().chain(&times).chain(&weathers);
    words.position(|name| *name == word).map(|place| 1 << place)
}

/// Where a node stands in its parent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// In metres.
    pub position: Vec3,
    /// Of length 1.
    pub rotation: Quat,
    /// 1 is as it was made; 0 is not to be seen.
    pub scale: Vec3,
}

impl Placement {
    /// As the parent.
    pub const SAME: Self = Self {
        position: Vec3::ZERO,
        rotation: Quat::IDENTITY,
        scale: Vec3::ONE,
    };
}

/// A node.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its name without tags.
    pub name: String,
    /// The node it stands in; earlier in the list.
    pub parent: Option<usize>,
    /// Where it stands when nothing moves it.
    pub rest: Placement,
    /// When it is there, those above it considered.
    pub tags: Tags,
    /// Whether a clip moves it or one above it, or it is to be drawn apart for another reason.
    pub moves: bool,
    /// Whether a clip takes it, or one above it, to another place.
    pub wanders: bool,
}

/// Something that can be looked at: each node with a name and with something to be seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Its name in rules.
    pub id: String,
    /// Whether its maker declared it one, with the property `target`.
    pub declared: bool,
    /// The node.
    pub node: usize,
    /// The extents of all that belongs to it: in which node (none: in the room), from, to, in metres.
    pub extents: Vec<(Option<usize>, Vec3, Vec3)>,
}

/// Where a sound comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct SoundPlace {
    /// Its name after `sound-`.
    pub id: String,
    /// The node.
    pub node: usize,
}

/// Where particles come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Emitter {
    /// Which particles.
    pub kind: EmitterKind,
    /// The node.
    pub node: usize,
    /// In the room, in metres.
    pub position: Vec3,
    /// How large: the node's scale.
    pub size: f32,
    /// When it is there.
    pub tags: Tags,
}

/// What comes out of an emitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EmitterKind {
    /// From a chimney or a fire.
    Smoke,
    /// Glowing bits over a fire.
    Embers,
    /// Lights that wander and glow up.
    Fireflies,
    /// Petals sailing down.
    Petals,
    /// Leaves sailing down.
    Leaves,
    /// Over a cup or a kettle.
    Steam,
}

impl EmitterKind {
    /// What a node's name says after `emit-`; a number or more words may follow.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let word = name.strip_prefix("emit-")?.split(['-', '.']).next()?;
        Some(match word {
            "smoke" => Self::Smoke,
            "embers" => Self::Embers,
            "fireflies" => Self::Fireflies,
            "petals" => Self::Petals,
            "leaves" => Self::Leaves,
            "steam" => Self::Steam,
            _ => return None,
        })
    }
}

/// A name and what its tags say; a word that is no tag is told.
pub(super) fn name_and_tags<'a>(full: &'a str, warnings: &mut Vec<String>) -> (&'a str, Tags) {
    let Some((name, words)) = full.split_once('@') else {
        return (full, Tags::ALWAYS);
    };
    let tags = Tags::of_words(words).unwrap_or_else(|word| {
        warnings.push(format!(
            "node \"{full}\": \"{word}\" is no season, time or weather; it is always shown"
        ));
        Tags::ALWAYS
    });
    (name, tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tag_of_each_kind_is_enough() {
        let mut warnings = Vec::new();
        let (name, tags) = name_and_tags("lantern@evening+night+winter", &mut warnings);
        assert_eq!(name, "lantern");
        assert!(tags.hold(Season::Winter, Time::Night, Weather::Rain));
        assert!(tags.hold(Season::Winter, Time::Evening, Weather::Clear));
        assert!(!tags.hold(Season::Winter, Time::Day, Weather::Clear));
        assert!(!tags.hold(Season::Summer, Time::Night, Weather::Clear));
        assert!(warnings.is_empty());
    }

    #[test]
    fn an_unknown_tag_is_told_and_hides_nothing() {
        let mut warnings = Vec::new();
        let (_, tags) = name_and_tags("sledge@vinter", &mut warnings);
        assert_eq!(tags, Tags::ALWAYS);
        assert!(warnings[0].contains("\"vinter\""), "{warnings:?}");
    }

    #[test]
    fn emitters_are_known_by_their_first_word() {
        assert_eq!(
            EmitterKind::of_name("emit-smoke-2"),
            Some(EmitterKind::Smoke)
        );
        assert_eq!(EmitterKind::of_name("emit-confetti"), None);
    }
}
