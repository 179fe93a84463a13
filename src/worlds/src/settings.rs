//! What a world says of itself beside its shapes: `world.ron`.

use std::path::Path;

use serde::Deserialize;

use crate::error::WorldError;
use crate::look::SUNS;

/// The table beside a world; every field may be left out.
///
/// ```
/// let settings: worlds::Settings = worlds::Settings::parse("(indoors: true, lamp: (1.0, 0.8, 0.6))").unwrap();
/// assert!(settings.indoors);
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Whether `_SUN` holds light that came through windows, bounces included: it is then not multiplied by the
    /// angle between the sun and the surface.
    pub indoors: bool,
    /// Azimuth (from straight ahead to the right) and elevation of the light, in degrees: morning, day, evening,
    /// night.
    pub suns: [(f32, f32); 4],
    /// Colour of lamps and fires, linear.
    pub lamp: (f32, f32, f32),
    /// How bright lamps are, times what is usual.
    pub lamp_strength: f32,
    /// Light of lamps in the morning, by day, in the evening, at night, 0 to 1, where it is not as usual.
    pub lamps: Option<[f32; 4]>,
    /// How much lamps and fires flicker, 0 to 1.
    pub flicker: f32,
    /// A box where no rain or snow falls (under a roof): from, to, in metres.
    pub shelter: Option<(Place, Place)>,
    /// How hazy the distance is, times what is usual.
    pub haze: f32,
    /// How strong the wind is, times what is usual.
    pub wind: f32,
    /// How bright the picture is, times what is usual.
    pub exposure: f32,
    /// Whether snow lies on what is in the open in winter.
    pub snow: bool,
}

/// Metres right, up and back from the middle of the world.
pub type Place = (f32, f32, f32);

impl Default for Settings {
    fn default() -> Self {
        Self {
            indoors: false,
            suns: SUNS,
            lamp: (1.0, 0.66, 0.34),
            lamp_strength: 1.0,
            lamps: None,
            flicker: 0.06,
            shelter: None,
            haze: 1.0,
            wind: 1.0,
            exposure: 1.0,
            snow: true,
        }
    }
}

impl Settings {
    /// Reads the text of a `world.ron`.
    ///
    /// # Errors
    /// What is wrong, with line and column.
    pub fn parse(text: &str) -> Result<Self, String> {
        let settings: Self = ron::from_str(text).map_err(|error| error.to_string())?;
        let numbers = [
            settings.lamp.0,
            settings.lamp.1,
            settings.lamp.2,
            settings.lamp_strength,
            settings.flicker,
            settings.haze,
            settings.wind,
            settings.exposure,
        ];
        if numbers.iter().all(|number| (0.0..=100.0).contains(number)) {
            Ok(settings)
        } else {
            Err("a number is below 0 or above 100".to_owned())
        }
    }

    /// Reads a `world.ron`; without one everything is as usual.
    pub(crate) fn read(path: &Path) -> Result<Self, WorldError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text).map_err(|reason| WorldError::Settings {
                path: path.to_owned(),
                reason,
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(WorldError::Unreadable {
                path: path.to_owned(),
                source,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_told_with_their_place() {
        let error = Settings::parse("(\n  indors: true,\n)").unwrap_err();
        assert!(
            error.contains("indors") && error.starts_with("2:"),
            "{error}"
        );
        assert!(Settings::parse("(haze: -1.0)").is_err());
        assert_eq!(Settings::parse("()").unwrap(), Settings::default());
    }
}
