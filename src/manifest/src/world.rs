//! What there is in each built-in world: what can be gazed at, what can be made to happen, what can be heard.
//!
//! Rules are written by these names, `studio check` holds manifests against them, and the crate that draws
//! the worlds holds its files against them. How a world looks is none of this module's business.
//!
//! ```
//! use manifest::{WorldKind, world};
//! let lake = world::of(WorldKind::Lake);
//! assert!(lake.targets.contains(&"duck") && lake.happenings.contains(&"duck-comes"));
//! ```

pub mod sounds;

use crate::experience::WorldKind;

/// The names in one world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Names {
    /// What can be gazed at: nodes of this name.
    pub targets: &'static [&'static str],
    /// What a rule can make happen with `Animate`: animations of this name.
    pub happenings: &'static [&'static str],
    /// What a rule can have heard with `Play`: what has this id in the world's `sounds.ron`.
    pub sounds: &'static [&'static str],
}

/// What there is in a world.
pub const fn of(kind: WorldKind) -> &'static Names {
    match kind {
        WorldKind::Lake => &LAKE,
        WorldKind::Meadow => &MEADOW,
        WorldKind::Cabin => &CABIN,
        WorldKind::Garden => &GARDEN,
        WorldKind::Pavilion => &PAVILION,
        WorldKind::Kitchen => &KITCHEN,
    }
}

/// What there is in the room of an album, if there are so many photos in frames.
pub const ALBUM: Names = Names {
    targets: &[
        "frame-1",
        "frame-2",
        "frame-3",
        "frame-4",
        "frame-5",
        "frame-6",
        "frame-7",
        "frame-8",
        "frame-9",
        "frame-10",
        "frame-11",
        "frame-12",
        "projector",
        "radio",
    ],
    happenings: &[
        "projector-on",
        "projector-next",
        "projector-off",
        "film-on",
        "film-off",
        "radio-on",
        "radio-off",
    ],
    sounds: &[],
};

/// The tunes that are built in: a rule can have them played with `Play` in every scene, all around.
pub const TUNES: &[&str] = &[
    "hambo",
    "hymn",
    "lucia",
    "lullaby",
    "sailing",
    "schottis",
    "varmland",
    "walking-tune",
    "waltz",
];

/// The most photos that hang in frames.
pub const MOST_FRAMES: u32 = 12;

const LAKE: Names = Names {
    targets: &["duck", "boat", "loon", "fish", "lantern"],
    happenings: &[
        "duck-comes",
        "duck-dabbles",
        "duck-leaves",
        "fish-jumps",
        "boat-rocks",
        "lantern-lights",
        "loon-comes",
    ],
    sounds: &[
        "mallard",
        "mallard-greets",
        "duck-dabbles",
        "duck-leaves",
        "fish-far",
        "fish",
        "boat",
        "boat-rocks",
        "loon",
        "loon-answers",
        "lantern",
        "cuckoo",
        "willow-warbler",
        "blackbird",
        "crane",
        "bullfinch",
        "ice",
    ],
};

const MEADOW: Names = Names {
    targets: &["birch", "flowers", "berries", "bird", "hare"],
    happenings: &[
        "berry-1",
        "berry-2",
        "berry-3",
        "berry-4",
        "berry-5",
        "bird-sings",
        "butterfly-comes",
        "hare-looks",
    ],
    sounds: &[
        "cuckoo",
        "great-tit",
        "bird-sings",
        "robin-sings",
        "bullfinch-calls",
        "willow-warbler",
        "chaffinch",
        "yellowhammer",
        "skylark",
        "woodpecker",
        "blackbird",
        "robin",
        "bullfinch",
        "owl",
        "bumblebee",
        "cows",
        "cow",
        "hare",
        "berry",
    ],
};

const CABIN: Names = Names {
    targets: &["fire", "candle", "window", "kettle", "cat"],
    happenings: &[
        "fire-flares",
        "candle-lights",
        "northern-lights",
        "cat-stretches",
        "kettle-steams",
    ],
    sounds: &[
        "fire",
        "fire-flares",
        "candle",
        "kettle",
        "cat",
        "purr",
        "cat-sleeps",
        "owl",
        "bullfinch",
        "great-tit",
    ],
};

const GARDEN: Names = Names {
    targets: &["can", "roses", "apple-tree", "bird-bath", "bench"],
    happenings: &[
        "can-pours",
        "rose-1",
        "rose-2",
        "rose-3",
        "rose-4",
        "apple-falls",
        "bird-bathes",
    ],
    sounds: &[
        "blackbird",
        "great-tit",
        "chaffinch",
        "sparrows",
        "robin",
        "bullfinch",
        "cuckoo",
        "bumblebee",
        "church-bells",
        "can",
        "apple",
        "apple-far",
        "bird-bath",
    ],
};

const PAVILION: Names = Names {
    targets: &["band", "gramophone", "couple", "lanterns", "moon"],
    happenings: &[
        "gramophone-starts",
        "gramophone-stops",
        "lanterns-light",
        "dance-begins",
        "dance-ends",
        "band-plays",
    ],
    sounds: &[
        "needle-down",
        "gramophone",
        "needle-up",
        "band",
        "dancers",
        "applause",
        "lanterns",
        "blackbird",
        "loon",
    ],
};

const KITCHEN: Names = Names {
    targets: &[
        "coffee-pot",
        "radio",
        "window",
        "oven",
        "buns",
        "clock",
        "cat",
    ],
    happenings: &[
        "coffee-pours",
        "radio-on",
        "radio-off",
        "buns-out",
        "clock-strikes",
        "cat-jumps",
    ],
    sounds: &[
        "clock",
        "clock-strikes",
        "coffee",
        "cup",
        "kettle",
        "radio-on",
        "radio",
        "radio-off",
        "oven",
        "cat-jumps",
        "meow",
        "purr",
        "blackbird",
        "great-tit",
        "bullfinch",
        "church-bells",
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_can_be_ids_and_stand_once() {
        let all = WorldKind::ALL.into_iter().map(of).chain([&ALBUM]);
        for names in all {
            for list in [names.targets, names.happenings, names.sounds] {
                for (at, name) in list.iter().enumerate() {
                    assert!(crate::is_id(name), "{name}");
                    assert!(!list[..at].contains(name), "{name} stands twice");
                }
            }
            assert!(!names.targets.is_empty() && !names.happenings.is_empty());
        }
        let frames = ALBUM
            .targets
            .iter()
            .filter(|name| name.starts_with("frame-"));
        assert_eq!(frames.count(), MOST_FRAMES as usize);
    }

    fn assets() -> std::path::PathBuf {
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")
    }

    #[test]
    fn what_can_be_heard_in_each_world_is_what_its_sounds_say() {
        for kind in WorldKind::ALL {
            let path = assets().join(format!("worlds/{}/sounds.ron", kind.name()));
            let text = std::fs::read_to_string(&path).unwrap();
            let ids: Vec<_> = text
                .split("Place(id: \"")
                .skip(1)
                .filter_map(|place| place.split('"').next())
                .collect();
            assert_eq!(of(kind).sounds, ids, "{}", path.display());
        }
    }

    #[test]
    fn every_tune_is_written_down_and_no_other() {
        let mut written: Vec<_> = std::fs::read_dir(assets().join("music"))
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "abc"))
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        written.sort();
        assert_eq!(written, TUNES);
        assert!(TUNES.iter().all(|name| crate::is_id(name)));
    }
}
