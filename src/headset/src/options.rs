//! What the headset is told at its start.

use std::path::PathBuf;

use clap::Parser;

/// Shows what the launcher starts, to the resident's eyes.
#[derive(Debug, Clone, Parser)]
#[command(name = "headset", version, about)]
pub struct Options {
    /// How the picture reaches the eye; without it: OpenXR if a headset answers, else a window, else offscreen.
    #[arg(long, value_enum)]
    pub mode: Option<Mode>,
    /// Where the launcher listens for headsets.
    #[arg(
        long,
        default_value = "ws://127.0.0.1:8751/link",
        value_name = "ADDRESS"
    )]
    pub launcher: String,
    /// The name caregivers know this headset by.
    #[arg(long, default_value = "Glasögon 1")]
    pub name: String,
    /// Where the headset keeps its own name for itself.
    #[arg(long, value_name = "FOLDER")]
    pub state: Option<PathBuf>,
    /// The experiences.
    #[arg(long, default_value = "experiences", value_name = "FOLDER")]
    pub experiences: PathBuf,
    /// The built-in worlds.
    #[arg(long, default_value = "assets/worlds", value_name = "FOLDER")]
    pub worlds: PathBuf,
    /// Size of the window, or of the picture without a display.
    #[arg(long, value_parser = size, value_name = "WIDTHxHEIGHT")]
    pub size: Option<(u32, u32)>,
    /// Play this experience without being told by a launcher, who is then not asked.
    #[arg(long, value_name = "ID")]
    pub play: Option<String>,
    /// The scene to begin in, with --play.
    #[arg(long, value_name = "ID", requires = "play")]
    pub scene: Option<String>,
    /// Once that is seen, start this one, and measure until it is seen.
    #[arg(long, value_name = "ID", requires = "play", requires = "figures")]
    pub then: Option<String>,
    /// Where the head looks, without a headset: degrees right and up.
    #[arg(long, value_parser = look, default_value = "0,0", allow_hyphen_values = true, value_name = "YAW,PITCH")]
    pub look: (f32, f32),
    /// Show what is spoken as words, with --play.
    #[arg(long, requires = "play")]
    pub captions: bool,
    /// Which eye looks, without a headset.
    #[arg(long, value_enum, default_value_t = WhichEye::Left)]
    pub eye: WhichEye,
    /// Write the first picture of the experience to a PNG file and end.
    #[arg(long, value_name = "FILE", requires = "play")]
    pub picture: Option<PathBuf>,
    /// Write a picture into this folder every so often, named by the seconds played: for looking at a whole experience.
    #[arg(
        long,
        value_name = "FOLDER",
        requires = "play",
        conflicts_with = "picture"
    )]
    pub pictures: Option<PathBuf>,
    /// Seconds between two of these pictures.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 20.0,
        requires = "pictures"
    )]
    pub every: f32,
    /// Let all clocks run so many times as fast, with --play: for looking through an experience, silently. One that has
    /// films keeps to their time.
    #[arg(long, value_name = "TIMES", requires = "play", default_value_t = 1,
        value_parser = clap::value_parser!(u32).range(1..=16))]
    pub hurry: u32,
    /// With --play: a made-up resident looks at this and that, and a made-up caregiver taps the buttons there are.
    #[arg(long, requires = "play")]
    pub rehearse: bool,
    /// Write what would be heard into a WAV file instead of letting it be heard, with --play.
    #[arg(long, value_name = "FILE", requires = "play")]
    pub record: Option<PathBuf>,
    /// No fades: for measurements and picture tests, never for a person.
    #[arg(long)]
    pub instant: bool,
    /// Draw pictures in the app even where the compositor takes them.
    #[arg(long)]
    pub no_layers: bool,
    /// Turn the head by so many degrees a second, drawing every frame: for measurements.
    #[arg(long, value_name = "DEGREES", allow_hyphen_values = true)]
    pub turn: Option<f32>,
    /// End by itself after so many seconds.
    #[arg(long, value_name = "SECONDS")]
    pub seconds: Option<f32>,
    /// Measure: a line `first picture` when the experience is seen, and one line of JSON at the end.
    #[arg(long)]
    pub figures: bool,
    /// Say a few times a second where what is heard together with other headsets is: for measurements.
    #[arg(long)]
    pub places: bool,
    /// Measure so many seeks all over the film instead of its playing.
    #[arg(long, requires = "figures", value_name = "NUMBER")]
    pub seeks: Option<u32>,
}

/// How the picture reaches the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Mode {
    /// Through an OpenXR runtime.
    Xr,
    /// In a window; the mouse turns the head.
    Window,
    /// Not shown; drawn for the tablet and for tests.
    Offscreen,
}

/// One of the two eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum WhichEye {
    /// The left one.
    Left,
    /// The right one.
    Right,
}

impl From<WhichEye> for media::Eye {
    fn from(eye: WhichEye) -> Self {
        match eye {
            WhichEye::Left => Self::Left,
            WhichEye::Right => Self::Right,
        }
    }
}

impl Options {
    /// Size of the picture on the tablet, or the one asked for.
    pub fn picture_size(&self) -> (u32, u32) {
        self.size.unwrap_or((960, 540))
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::parse_from(["headset"])
    }
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let (width, height) = text.split_once('x').ok_or("write the size as 1280x720")?;
    let side = |text: &str| match text.parse::<u32>() {
        Ok(pixels @ 16..=8192) => Ok(pixels),
        _ => Err(format!(
            "`{text}` is not a number of pixels from 16 to 8192"
        )),
    };
    Ok((side(width)?, side(height)?))
}

fn look(text: &str) -> Result<(f32, f32), String> {
    let (yaw, pitch) = text
        .split_once(',')
        .ok_or("write yaw and pitch as 90,-10")?;
    let angle = |text: &str| match text.trim().parse::<f32>() {
        Ok(degrees) if degrees.is_finite() => Ok(degrees),
        _ => Err(format!("`{text}` is not an angle in degrees")),
    };
    Ok((angle(yaw)?, angle(pitch)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_looks_are_read_or_refused_with_a_reason() {
        assert_eq!(size("1280x720"), Ok((1280, 720)));
        assert!(size("1280").is_err_and(|reason| reason.contains("1280x720")));
        assert!(size("0x720").is_err());
        assert_eq!(look("-90,10.5"), Ok((-90.0, 10.5)));
        assert!(look("north").is_err());
        assert!(look("nan,0").is_err());
    }

    #[test]
    fn a_picture_needs_to_know_of_what() {
        assert!(Options::try_parse_from(["headset", "--picture", "a.png"]).is_err());
        assert!(
            Options::try_parse_from(["headset", "--picture", "a.png", "--play", "lake"]).is_ok()
        );
    }
}
