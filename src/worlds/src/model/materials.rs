//! What the name of a material and its own properties say of how it is drawn.

use glam::Vec3;
use manifest::Season;
use serde_json::Value;

use super::nodes::Tags;

/// What something is made of: the part of a material's name before the first `-`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Anything firm.
    Solid,
    /// What one walks on: takes snow, is never quite even.
    Ground,
    /// Leaves: light shines through, the wind moves them, they have their season.
    Leaf,
    /// Evergreens: they take snow.
    Needle,
    /// Grass and flowers: the wind moves them, snow covers them.
    Grass,
    /// The surface of water; ice in winter.
    Water,
    /// Window panes.
    Glass,
    /// Shines by itself.
    Glow,
    /// Shines and flickers.
    Flame,
    /// Cloth: seen from both sides, the wind moves it a little.
    Cloth,
    /// The light of a projector on its screen, whatever the room's light is. No file names it.
    Slide,
}

impl Kind {
    /// What a material's name says; nothing where it says none of the known words.
    pub fn of_name(name: &str) -> Option<Self> {
        // Blender counts materials of one name: `leaf.001`.
        let word = name.split(['-', '.']).next().unwrap_or_default();
        Some(match word {
            "solid" => Self::Solid,
            "ground" => Self::Ground,
            "leaf" => Self::Leaf,
            "needle" => Self::Needle,
            "grass" => Self::Grass,
            "water" => Self::Water,
            "glass" => Self::Glass,
            "glow" => Self::Glow,
            "flame" => Self::Flame,
            "cloth" => Self::Cloth,
            _ => return None,
        })
    }

    /// Whether its back is seen, too.
    pub fn two_sided(self) -> bool {
        matches!(
            self,
            Self::Leaf | Self::Grass | Self::Cloth | Self::Flame | Self::Needle
        )
    }

    /// What its colour is multiplied by in a season, where the material does not say.
    fn in_season(self, season: Season) -> Vec3 {
        match (self, season) {
            (Self::Leaf, Season::Spring) => Vec3::new(1.12, 1.18, 0.72),
            (Self::Leaf, Season::Autumn) => Vec3::new(2.3, 0.92, 0.28),
            (Self::Leaf, Season::Winter) => Vec3::new(0.9, 0.75, 0.6),
            (Self::Grass, Season::Spring) => Vec3::new(1.05, 1.1, 0.75),
            (Self::Grass, Season::Autumn) => Vec3::new(1.45, 0.95, 0.55),
            (Self::Grass, Season::Winter) => Vec3::new(1.5, 1.05, 0.8),
            _ => Vec3::ONE,
        }
    }
}

/// A material as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Material {
    /// As in the file.
    pub name: String,
    /// What it is made of.
    pub kind: Kind,
    /// Its picture, in [`super::Model::textures`].
    pub texture: Option<usize>,
    /// Colour of all of it, linear.
    pub colour: Vec3,
    /// Whether its back is seen, too.
    pub two_sided: bool,
    /// What the colour is multiplied by in spring, summer, autumn, winter.
    pub seasons: [Vec3; 4],
    /// When it is there.
    pub tags: Tags,
}

impl Material {
    /// The one of meshes that name none.
    pub fn plain() -> Self {
        Self::read("solid", None, Vec3::ONE, &mut Vec::new())
    }

    pub(super) fn read(
        name: &str,
        properties: Option<&Value>,
        colour: Vec3,
        warnings: &mut Vec<String>,
    ) -> Self {
        let kind = Kind::of_name(name).unwrap_or_else(|| {
            warnings.push(format!(
                "material \"{name}\": its name begins with none of solid, ground, leaf, needle, grass, water, glass, glow, \
                 flame, cloth; it is drawn as solid"
            ));
            Kind::Solid
        });
        let mut seasons = Season::ALL.map(|season| kind.in_season(season));
        let mut tags = Tags::ALWAYS;
        if let Some(own) = properties.and_then(|properties| properties.get("season")) {
            for (place, season) in Season::ALL.iter().enumerate() {
                if let Some(colour) = own.get(season.name()).and_then(three) {
                    seasons[place] = colour;
                }
            }
        }
        if let Some(bare) = properties.and_then(|properties| properties.get("bare_in")) {
            for season in Season::ALL {
                if names(bare).any(|name| name == season.name()) {
                    tags = tags.without(season);
                }
            }
        }
        Self {
            name: name.to_owned(),
            kind,
            texture: None,
            colour,
            two_sided: kind.two_sided(),
            seasons,
            tags,
        }
    }
}

fn three(value: &Value) -> Option<Vec3> {
    let number = |place: usize| Some(value.get(place)?.as_f64()? as f32);
    Some(Vec3::new(number(0)?, number(1)?, number(2)?))
}

/// A list of words, or one text with words.
fn names(value: &Value) -> impl Iterator<Item = &str> {
    let text = value.as_str().unwrap_or_default();
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let words = text.split([',', ' ', '+']).map(str::trim);
    words.chain(list.iter().filter_map(Value::as_str))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_say_what_a_material_is() {
        assert_eq!(Kind::of_name("leaf-birch"), Some(Kind::Leaf));
        assert_eq!(Kind::of_name("water.001"), Some(Kind::Water));
        assert_eq!(Kind::of_name("Material"), None);
        let mut warnings = Vec::new();
        let odd = Material::read("brass", None, Vec3::ONE, &mut warnings);
        assert_eq!(odd.kind, Kind::Solid);
        assert!(warnings[0].contains("\"brass\""), "{warnings:?}");
    }

    #[test]
    fn own_seasons_stand_before_those_of_the_kind() {
        let own = json!({"season": {"autumn": [2.0, 0.5, 0.1]}, "bare_in": ["winter"]});
        let leaf = Material::read("leaf-rowan", Some(&own), Vec3::ONE, &mut Vec::new());
        assert_eq!(leaf.seasons[2], Vec3::new(2.0, 0.5, 0.1));
        assert_eq!(leaf.seasons[0], Kind::Leaf.in_season(Season::Spring));
        assert!(!leaf.tags.in_season(Season::Winter));
        assert!(leaf.tags.in_season(Season::Autumn));
    }
}
