//! How light, air and sky look at a time of day, in a season, in a weather. One table, tuned by eye.
//!
//! Colours are linear and in shares of a white sheet in the open by day. The latitude is 59–66° north: the
//! summer night stays blue with light in the north, the winter day is short and its sun low and yellow.

use glam::Vec3;
use manifest::{Season, Surroundings, Time, Weather};

/// Everything the shaders know of light and air.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// To the sun, or to the moon at night; of length 1.
    pub sun: Vec3,
    /// Its light on things.
    pub sun_light: Vec3,
    /// How much of its disc is seen, 0 to 1.
    pub disc: f32,
    /// How much of each baked light holds: morning, day, evening, night.
    pub baked: [f32; 4],
    /// The sky overhead.
    pub zenith: Vec3,
    /// The sky at the horizon.
    pub horizon: Vec3,
    /// The light around the sun.
    pub glow: Vec3,
    /// Light of the sky on what faces up.
    pub above: Vec3,
    /// Light of the sky on what faces the side.
    pub beside: Vec3,
    /// Distant things take this colour, mixed with the sky behind them.
    pub haze: Vec3,
    /// How soon: shares a metre.
    pub haze_density: f32,
    /// Clouds in the light, in their shadow, and how much of the sky they take.
    pub cloud_lit: Vec3,
    /// Clouds in their shadow.
    pub cloud_dark: Vec3,
    /// Share of the sky with clouds.
    pub cloud_cover: f32,
    /// Light of lamps and fires, 0 (out) to 1.
    pub lamps: f32,
    /// Stars, 0 to 1.
    pub stars: f32,
    /// Northern lights, 0 to 1.
    pub aurora: f32,
    /// Snow on the ground, 0 to 1.
    pub snow: f32,
    /// Ice on water, 0 to 1.
    pub ice: f32,
    /// Wind, 0 (none) to 1.
    pub wind: f32,
    /// Rain that falls, 0 to 1.
    pub rain: f32,
    /// Snow that falls, 0 to 1.
    pub flakes: f32,
    /// How wet things are, 0 to 1.
    pub wet: f32,
    /// How much the eye is open.
    pub exposure: f32,
    /// How colourful the eye sees, 1 is as it is.
    pub saturation: f32,
}

const fn rgb(r: f32, g: f32, b: f32) -> Vec3 {
    Vec3::new(r, g, b)
}

/// From an azimuth (from straight ahead to the right) and an elevation, in degrees.
pub fn direction(azimuth: f32, elevation: f32) -> Vec3 {
    let (azimuth, elevation) = (azimuth.to_radians(), elevation.to_radians());
    Vec3::new(
        azimuth.sin() * elevation.cos(),
        elevation.sin(),
        -azimuth.cos() * elevation.cos(),
    )
}

/// Where the light comes from in the morning, by day, in the evening, at night: azimuth and elevation in degrees.
pub const SUNS: [(f32, f32); 4] = [(60.0, 12.0), (150.0, 42.0), (-35.0, 7.0), (25.0, 30.0)];

impl Look {
    /// The look of surroundings, with the light from `suns` (as [`SUNS`]).
    pub fn of(surroundings: &Surroundings, suns: &[(f32, f32); 4]) -> Self {
        let Surroundings {
            season,
            time,
            weather,
            ..
        } = *surroundings;
        let mut look = clear_summer(time);
        let (azimuth, elevation) = suns[time as usize];
        look.sun = direction(azimuth, elevation);
        look.baked = [0.0; 4];
        look.baked[time as usize] = 1.0;
        look.take_season(season, time);
        look.take_weather(weather, time);
        look
    }

    fn take_season(&mut self, season: Season, time: Time) {
        match season {
            Season::Summer => {}
            Season::Spring => {
                self.zenith *= rgb(0.95, 1.0, 1.05);
                self.sun_light *= rgb(0.97, 0.99, 1.02);
                if time == Time::Night {
                    self.stars = 0.5;
                    self.zenith *= 0.8;
                    self.horizon *= 0.8;
                }
            }
            Season::Autumn => self.take_autumn(time),
            Season::Winter => self.take_winter(time),
        }
    }

    fn take_autumn(&mut self, time: Time) {
        self.sun_light *= rgb(1.04, 0.94, 0.80);
        self.haze_density *= 1.35;
        self.haze *= rgb(1.03, 0.98, 0.92);
        self.cloud_cover = (self.cloud_cover + 0.08).min(1.0);
        self.wind += 0.1;
        match time {
            Time::Night => {
                self.zenith = rgb(0.012, 0.022, 0.062);
                self.horizon = rgb(0.035, 0.062, 0.12);
                self.cloud_lit = rgb(0.085, 0.11, 0.18);
                self.cloud_dark = rgb(0.022, 0.034, 0.075);
                self.haze = rgb(0.040, 0.062, 0.12);
                self.above *= 0.75;
                self.beside *= 0.75;
                self.stars = 0.9;
                self.lamps = 1.0;
            }
            Time::Evening => {
                self.sun_light *= 0.85;
                self.horizon *= rgb(1.05, 0.9, 0.8);
                self.lamps = 0.9;
            }
            Time::Morning | Time::Day => {}
        }
    }

    fn take_winter(&mut self, time: Time) {
        self.snow = 1.0;
        self.ice = 1.0;
        self.wind *= 0.5;
        match time {
            Time::Morning => {
                self.sun_light = rgb(1.0, 0.66, 0.42) * 1.35;
                self.zenith = rgb(0.20, 0.33, 0.60);
                self.horizon = rgb(0.92, 0.68, 0.58);
                self.glow = rgb(1.0, 0.62, 0.38) * 0.8;
                self.above = rgb(0.40, 0.48, 0.68);
                self.beside = rgb(0.46, 0.45, 0.54);
                self.haze = rgb(0.80, 0.68, 0.68);
                self.cloud_lit = rgb(1.0, 0.76, 0.66);
                self.cloud_dark = rgb(0.46, 0.45, 0.58);
                self.lamps = 0.8;
            }
            Time::Day => {
                self.sun_light = rgb(1.0, 0.86, 0.66) * 1.7;
                self.zenith = rgb(0.15, 0.32, 0.66);
                self.horizon = rgb(0.66, 0.76, 0.88);
                self.above = rgb(0.46, 0.56, 0.76);
                self.beside = rgb(0.48, 0.53, 0.62);
                self.haze = rgb(0.70, 0.76, 0.84);
                self.exposure *= 0.86;
            }
            Time::Evening => {
                // The sun is down; the snow holds the last of the light.
                self.sun_light = rgb(1.0, 0.50, 0.42) * 0.32;
                self.disc = 0.0;
                self.zenith = rgb(0.045, 0.085, 0.23);
                self.horizon = rgb(0.62, 0.40, 0.42);
                self.glow = rgb(1.0, 0.45, 0.26) * 0.62;
                self.above = rgb(0.17, 0.23, 0.44);
                self.beside = rgb(0.24, 0.24, 0.38);
                self.haze = rgb(0.30, 0.28, 0.42);
                self.cloud_lit = rgb(0.62, 0.36, 0.40);
                self.cloud_dark = rgb(0.15, 0.16, 0.30);
                self.stars = 0.25;
                self.lamps = 1.0;
                self.exposure = 1.25;
            }
            Time::Night => {
                self.sun_light = rgb(0.42, 0.52, 0.80) * 0.30;
                self.zenith = rgb(0.006, 0.014, 0.045);
                self.horizon = rgb(0.030, 0.055, 0.12);
                self.above = rgb(0.055, 0.080, 0.17);
                self.beside = rgb(0.045, 0.062, 0.13);
                self.haze = rgb(0.035, 0.055, 0.12);
                self.cloud_lit = rgb(0.055, 0.075, 0.13);
                self.cloud_dark = rgb(0.014, 0.022, 0.055);
                self.cloud_cover = 0.24;
                self.stars = 1.0;
                self.aurora = 0.3;
                self.lamps = 1.0;
                self.exposure = 1.5;
            }
        }
    }

    fn take_weather(&mut self, weather: Weather, time: Time) {
        let dark = matches!(time, Time::Night);
        match weather {
            Weather::Clear => {}
            Weather::Rain => {
                self.overcast(rgb(0.46, 0.51, 0.56), 0.12, 0.97);
                self.haze_density = self.haze_density.max(0.004) * 2.2;
                self.rain = 1.0;
                self.wet = 1.0;
                self.wind = (self.wind + 0.15).min(1.0);
                self.exposure *= 1.08;
            }
            Weather::Snow => {
                self.overcast(rgb(0.68, 0.71, 0.77), 0.18, 0.95);
                self.haze_density = self.haze_density.max(0.004) * 3.0;
                self.flakes = 1.0;
                self.snow = self.snow.max(0.45);
            }
            Weather::Fog => {
                let light = if dark { 0.6 } else { 0.92 };
                self.overcast(rgb(0.74, 0.76, 0.77) * light, 0.30, 0.75);
                self.zenith = self.zenith.lerp(self.horizon, 0.55);
                self.haze_density = 0.022;
                self.wind *= 0.3;
            }
        }
        if weather != Weather::Clear {
            self.stars = 0.0;
            self.aurora = 0.0;
        }
    }

    /// A closed sky. `grey` is its colour by day; it keeps the brightness of the time.
    fn overcast(&mut self, grey: Vec3, sun_left: f32, cover: f32) {
        let brightness = |colour: Vec3| colour.dot(rgb(0.3, 0.5, 0.2));
        let level = brightness(self.horizon).max(brightness(self.zenith));
        let sky = grey * (level / 0.66);
        let spread = self.sun_light * 0.10;
        self.horizon = self.horizon.lerp(sky, 0.85);
        self.zenith = self.zenith.lerp(sky * 0.72, 0.85);
        self.above = self.above.lerp(grey * brightness(self.above) * 1.9, 0.7) + spread;
        self.beside = self.beside.lerp(grey * brightness(self.beside) * 1.7, 0.7) + spread;
        self.haze = self.haze.lerp(sky, 0.85);
        self.glow *= sun_left;
        self.sun_light *= sun_left;
        self.disc *= 0.0;
        self.cloud_lit = sky * 1.02;
        self.cloud_dark = sky * 0.72;
        self.cloud_cover = cover;
    }

    /// Between two looks, `share` from 0 to 1; the light wanders across the sky.
    pub fn between(&self, other: &Self, share: f32) -> Self {
        let number = |a: f32, b: f32| a + (b - a) * share;
        let colour = |a: Vec3, b: Vec3| a.lerp(b, share);
        let mut baked = self.baked;
        for (own, other) in baked.iter_mut().zip(other.baked) {
            *own = number(*own, other);
        }
        Self {
            sun: colour(self.sun, other.sun)
                .try_normalize()
                .unwrap_or(other.sun),
            sun_light: colour(self.sun_light, other.sun_light),
            disc: number(self.disc, other.disc),
            baked,
            zenith: colour(self.zenith, other.zenith),
            horizon: colour(self.horizon, other.horizon),
            glow: colour(self.glow, other.glow),
            above: colour(self.above, other.above),
            beside: colour(self.beside, other.beside),
            haze: colour(self.haze, other.haze),
            haze_density: number(self.haze_density, other.haze_density),
            cloud_lit: colour(self.cloud_lit, other.cloud_lit),
            cloud_dark: colour(self.cloud_dark, other.cloud_dark),
            cloud_cover: number(self.cloud_cover, other.cloud_cover),
            lamps: number(self.lamps, other.lamps),
            stars: number(self.stars, other.stars),
            aurora: number(self.aurora, other.aurora),
            snow: number(self.snow, other.snow),
            ice: number(self.ice, other.ice),
            wind: number(self.wind, other.wind),
            rain: number(self.rain, other.rain),
            flakes: number(self.flakes, other.flakes),
            wet: number(self.wet, other.wet),
            exposure: number(self.exposure, other.exposure),
            saturation: number(self.saturation, other.saturation),
        }
    }
}

/// A clear summer's day, at its four times.
fn clear_summer(time: Time) -> Look {
    let common = Look {
        sun: Vec3::Y,
        sun_light: Vec3::ONE,
        disc: 1.0,
        baked: [0.0; 4],
        zenith: Vec3::ONE,
        horizon: Vec3::ONE,
        glow: Vec3::ONE,
        above: Vec3::ONE,
        beside: Vec3::ONE,
        haze: Vec3::ONE,
        haze_density: 0.0022,
        cloud_lit: Vec3::ONE,
        cloud_dark: Vec3::ONE,
        cloud_cover: 0.36,
        lamps: 0.0,
        stars: 0.0,
        aurora: 0.0,
        snow: 0.0,
        ice: 0.0,
        wind: 0.35,
        rain: 0.0,
        flakes: 0.0,
        wet: 0.0,
        exposure: 1.0,
        saturation: 1.08,
    };
    match time {
        Time::Morning => Look {
            sun_light: rgb(1.0, 0.79, 0.52) * 2.3,
            zenith: rgb(0.16, 0.33, 0.66),
            horizon: rgb(0.80, 0.72, 0.64),
            glow: rgb(1.0, 0.74, 0.42) * 0.6,
            above: rgb(0.40, 0.50, 0.66),
            beside: rgb(0.43, 0.44, 0.47),
            haze: rgb(0.70, 0.71, 0.74),
            haze_density: 0.0036,
            cloud_lit: rgb(1.0, 0.87, 0.73),
            cloud_dark: rgb(0.52, 0.55, 0.66),
            cloud_cover: 0.30,
            lamps: 0.25,
            wind: 0.22,
            ..common
        },
        Time::Day => Look {
            sun_light: rgb(1.0, 0.94, 0.82) * 2.2,
            zenith: rgb(0.12, 0.30, 0.66),
            horizon: rgb(0.58, 0.74, 0.90),
            glow: rgb(1.0, 0.95, 0.85) * 0.32,
            above: rgb(0.48, 0.58, 0.76),
            beside: rgb(0.44, 0.47, 0.50),
            haze: rgb(0.62, 0.74, 0.86),
            cloud_lit: rgb(1.02, 1.02, 1.0),
            cloud_dark: rgb(0.60, 0.66, 0.74),
            ..common
        },
        Time::Evening => Look {
            sun_light: rgb(1.0, 0.58, 0.26) * 2.7,
            zenith: rgb(0.13, 0.24, 0.52),
            horizon: rgb(0.80, 0.50, 0.33),
            glow: rgb(1.0, 0.50, 0.17) * 0.75,
            above: rgb(0.34, 0.38, 0.54),
            beside: rgb(0.42, 0.36, 0.38),
            haze: rgb(0.60, 0.45, 0.40),
            haze_density: 0.0032,
            cloud_lit: rgb(0.98, 0.60, 0.40),
            cloud_dark: rgb(0.36, 0.32, 0.44),
            cloud_cover: 0.40,
            lamps: 0.6,
            wind: 0.2,
            ..common
        },
        Time::Night => Look {
            sun_light: rgb(0.45, 0.55, 0.80) * 0.30,
            zenith: rgb(0.030, 0.058, 0.145),
            horizon: rgb(0.17, 0.23, 0.33),
            glow: rgb(0.50, 0.56, 0.70) * 0.12,
            above: rgb(0.080, 0.110, 0.200),
            beside: rgb(0.085, 0.105, 0.165),
            haze: rgb(0.12, 0.17, 0.26),
            haze_density: 0.0045,
            cloud_lit: rgb(0.20, 0.24, 0.34),
            cloud_dark: rgb(0.075, 0.10, 0.17),
            cloud_cover: 0.32,
            lamps: 1.0,
            stars: 0.35,
            wind: 0.12,
            exposure: 1.35,
            saturation: 1.0,
            ..common
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks() -> impl Iterator<Item = (Surroundings, Look)> {
        let all = Season::ALL.into_iter().flat_map(|season| {
            Time::ALL.into_iter().flat_map(move |time| {
                Weather::ALL.into_iter().map(move |weather| Surroundings {
                    season,
                    time,
                    weather,
                    liveliness: 0.5,
                })
            })
        });
        all.map(|surroundings| (surroundings, Look::of(&surroundings, &SUNS)))
    }

    #[test]
    fn no_look_is_black_or_blinding() {
        for (of, look) in looks() {
            let sky = (look.zenith + look.horizon).max_element() * look.exposure;
            assert!((0.03..=3.0).contains(&sky), "{of:?}: {sky}");
            let lit = (look.above + look.sun_light * look.sun.y).max_element() * look.exposure;
            assert!((0.05..=4.0).contains(&lit), "{of:?}: {lit}");
            assert!(look.haze_density > 0.0 && look.haze_density < 0.1);
            assert!((look.baked.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn winter_has_snow_and_a_closed_sky_no_stars() {
        for (of, look) in looks() {
            assert_eq!(of.season == Season::Winter, look.snow > 0.9, "{of:?}");
            if of.weather != Weather::Clear {
                assert_eq!(look.stars, 0.0, "{of:?}");
                assert_eq!(look.disc, 0.0, "{of:?}");
            }
        }
    }

    #[test]
    fn light_wanders_evenly_from_one_time_to_the_next() {
        let at = |time| {
            let surroundings = Surroundings {
                time,
                ..Surroundings::default()
            };
            Look::of(&surroundings, &SUNS)
        };
        let (evening, night) = (at(Time::Evening), at(Time::Night));
        assert_eq!(evening.between(&night, 0.0), evening);
        let middle = evening.between(&night, 0.5);
        assert!((middle.sun.length() - 1.0).abs() < 1e-5);
        assert_eq!(middle.baked, [0.0, 0.0, 0.5, 0.5]);
        assert!(
            (direction(90.0, 0.0) - Vec3::X).length() < 1e-6,
            "right of straight ahead is +X"
        );
    }
}
