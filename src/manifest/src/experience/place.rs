//! Places that are drawn rather than photographed: built-in worlds, models and albums, and their weather.

use serde::{Deserialize, Serialize};

use super::{is_default, is_half, is_zero};

/// One of the built-in worlds. What can be looked at and made to happen in each stands in [`crate::world`].
///
/// ```
/// use manifest::{Season, Surroundings, World, WorldKind};
/// let lake = World::Lake(Surroundings { season: Season::Winter, ..Surroundings::default() });
/// assert_eq!(lake.kind(), WorldKind::Lake);
/// assert_eq!(lake.surroundings().season, Season::Winter);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum World {
    /// The shore of a forest lake, with a jetty and a boat.
    Lake(Surroundings),
    /// A meadow with birches at the edge of the forest.
    Meadow(Surroundings),
    /// A cabin with a fire, and the night outside.
    Cabin(Surroundings),
    /// A garden with roses and an apple tree.
    Garden(Surroundings),
    /// A dance pavilion by the water.
    Pavilion(Surroundings),
    /// A kitchen of the 1950s.
    Kitchen(Surroundings),
}

impl World {
    /// Which world it is.
    pub fn kind(&self) -> WorldKind {
        match self {
            World::Lake(_) => WorldKind::Lake,
            World::Meadow(_) => WorldKind::Meadow,
            World::Cabin(_) => WorldKind::Cabin,
            World::Garden(_) => WorldKind::Garden,
            World::Pavilion(_) => WorldKind::Pavilion,
            World::Kitchen(_) => WorldKind::Kitchen,
        }
    }

    /// When it is there, and in which weather.
    pub fn surroundings(&self) -> &Surroundings {
        match self {
            World::Lake(surroundings)
            | World::Meadow(surroundings)
            | World::Cabin(surroundings)
            | World::Garden(surroundings)
            | World::Pavilion(surroundings)
            | World::Kitchen(surroundings) => surroundings,
        }
    }
}

/// The built-in worlds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WorldKind {
    /// See [`World::Lake`].
    Lake,
    /// See [`World::Meadow`].
    Meadow,
    /// See [`World::Cabin`].
    Cabin,
    /// See [`World::Garden`].
    Garden,
    /// See [`World::Pavilion`].
    Pavilion,
    /// See [`World::Kitchen`].
    Kitchen,
}

impl WorldKind {
    /// All there are.
    pub const ALL: [WorldKind; 6] = [
        WorldKind::Lake,
        WorldKind::Meadow,
        WorldKind::Cabin,
        WorldKind::Garden,
        WorldKind::Pavilion,
        WorldKind::Kitchen,
    ];

    /// Its name in files: `lake`.
    pub const fn name(self) -> &'static str {
        match self {
            WorldKind::Lake => "lake",
            WorldKind::Meadow => "meadow",
            WorldKind::Cabin => "cabin",
            WorldKind::Garden => "garden",
            WorldKind::Pavilion => "pavilion",
            WorldKind::Kitchen => "kitchen",
        }
    }

    /// The world of this kind at this time and in this weather.
    pub fn with(self, surroundings: Surroundings) -> World {
        match self {
            WorldKind::Lake => World::Lake(surroundings),
            WorldKind::Meadow => World::Meadow(surroundings),
            WorldKind::Cabin => World::Cabin(surroundings),
            WorldKind::Garden => World::Garden(surroundings),
            WorldKind::Pavilion => World::Pavilion(surroundings),
            WorldKind::Kitchen => World::Kitchen(surroundings),
        }
    }
}

/// When a world is there, in which weather, and how much goes on in it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Surroundings {
    /// The season.
    #[serde(default)]
    pub season: Season,
    /// The time of day.
    #[serde(default)]
    pub time: Time,
    /// The weather.
    #[serde(default)]
    pub weather: Weather,
    /// How much goes on, 0.0 (hardly anything) to 1.0 (always something).
    #[serde(default = "half", skip_serializing_if = "is_half")]
    pub liveliness: f32,
}

impl Default for Surroundings {
    fn default() -> Self {
        Self {
            season: Season::default(),
            time: Time::default(),
            weather: Weather::default(),
            liveliness: half(),
        }
    }
}

pub(super) fn half() -> f32 {
    0.5
}

/// A season.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Season {
    /// New leaves.
    Spring,
    /// Full green.
    #[default]
    Summer,
    /// Yellow and red.
    Autumn,
    /// Snow and ice.
    Winter,
}

impl Season {
    /// All there are.
    pub const ALL: [Season; 4] = [
        Season::Spring,
        Season::Summer,
        Season::Autumn,
        Season::Winter,
    ];

    /// Its name in files: `spring`.
    pub const fn name(self) -> &'static str {
        match self {
            Season::Spring => "spring",
            Season::Summer => "summer",
            Season::Autumn => "autumn",
            Season::Winter => "winter",
        }
    }
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Time {
    /// The sun is up since an hour.
    Morning,
    /// The sun stands high.
    #[default]
    Day,
    /// The sun is about to set.
    Evening,
    /// Moon and stars.
    Night,
}

impl Time {
    /// All there are.
    pub const ALL: [Time; 4] = [Time::Morning, Time::Day, Time::Evening, Time::Night];

    /// Its name in files: `morning`.
    pub const fn name(self) -> &'static str {
        match self {
            Time::Morning => "morning",
            Time::Day => "day",
            Time::Evening => "evening",
            Time::Night => "night",
        }
    }
}

/// A weather; never a hard one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Weather {
    /// A few clouds at most.
    #[default]
    Clear,
    /// Soft rain.
    Rain,
    /// Snow that falls slowly.
    Snow,
    /// Fog.
    Fog,
}

impl Weather {
    /// All there are.
    pub const ALL: [Weather; 4] = [Weather::Clear, Weather::Rain, Weather::Snow, Weather::Fog];

    /// Its name in files: `clear`.
    pub const fn name(self) -> &'static str {
        match self {
            Weather::Clear => "clear",
            Weather::Rain => "rain",
            Weather::Snow => "snow",
            Weather::Fog => "fog",
        }
    }
}

/// A scene of somebody's own making: a glTF file in one piece (`.glb`), in metres, the resident at its origin
/// with the floor at height 0, looking along −Z.
///
/// Its nodes can be gazed at by their names and its animations played by theirs, as in a built-in world.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Path below the experience's folder, with `/` between its parts.
    pub file: String,
    /// The yaw in the model that stands straight ahead of the resident.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub heading: f32,
    /// The sky around it: when, in which weather, and how often its `life-` animations play.
    #[serde(default, skip_serializing_if = "is_default")]
    pub surroundings: Surroundings,
}

/// A room with the resident's own things. Each of them is filled from one of the experience's
/// [slots](super::Slot); what has no slot is not in the room.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Album {
    /// Which room.
    #[serde(default)]
    pub room: Room,
    /// Photos in frames on the wall.
    #[serde(default)]
    pub frames: Option<String>,
    /// Photos, one at a time, from a slide projector.
    #[serde(default)]
    pub projector: Option<String>,
    /// Films on the projector's screen, the next one each time.
    #[serde(default)]
    pub film: Option<String>,
    /// Songs from the radio.
    #[serde(default)]
    pub radio: Option<String>,
    /// Outside the window.
    #[serde(default, skip_serializing_if = "is_default")]
    pub surroundings: Surroundings,
}

/// A room for an [`Album`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Room {
    /// The living room of a summer cottage.
    #[default]
    Cottage,
}
