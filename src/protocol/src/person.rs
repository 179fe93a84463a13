//! How a resident sits, looks and reads.

use serde::{Deserialize, Serialize};

/// How a resident sits, looks and reads (H3, H5, H6, H7, H12).
///
/// ```
/// # use protocol::Person;
/// let in_bed = Person { reclined: true, yaw_gain: 2.0, ..Person::default() };
/// assert_eq!(in_bed.dwell_seconds, 1.2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// How long something is looked at before it answers, in seconds, 0.8 to 2.0.
    pub dwell_seconds: f32,
    /// How far the view turns for each degree the head turns, 1.0 to 3.0.
    pub yaw_gain: f32,
    /// Whether the resident lies back: straight ahead is where the face points, and level is level to it.
    pub reclined: bool,
    /// Height of the eyes above the floor in metres, 0.5 to 2.0; none for as the headset measures it.
    pub eye_height: Option<f32>,
    /// Height of text in degrees, 1.5 to 3.0.
    pub text_degrees: f32,
    /// The most that goes on around the resident.
    pub stimulation: Ceiling,
    /// Whether eyes are followed where the headset can; otherwise, and by default, the head is.
    pub eye_gaze: bool,
}

/// The most that goes on around a resident; what is livelier is calmed to it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize,
)]
pub enum Ceiling {
    /// Still, little sound.
    Low,
    /// Something to follow with the eyes.
    Medium,
    /// Whatever the experience has.
    #[default]
    High,
}

impl Ceiling {
    /// The liveliness of a world, 0.0 to 1.0, for a resident with this ceiling.
    pub fn calm(self, liveliness: f32) -> f32 {
        match self {
            Ceiling::Low => liveliness.min(0.2),
            Ceiling::Medium => liveliness.min(0.5),
            Ceiling::High => liveliness,
        }
    }
}

impl Default for Person {
    fn default() -> Person {
        Person {
            dwell_seconds: 1.2,
            yaw_gain: 1.0,
            reclined: false,
            eye_height: None,
            text_degrees: 2.0,
            stimulation: Ceiling::High,
            eye_gaze: false,
        }
    }
}

impl Person {
    /// The same with every figure within its range; what is no number is the usual.
    pub fn sane(self) -> Person {
        let usual = Person::default();
        let within = |value: f32, [least, most]: [f32; 2], usual: f32| {
            if value.is_finite() {
                value.clamp(least, most)
            } else {
                usual
            }
        };
        Person {
            dwell_seconds: within(self.dwell_seconds, DWELL, usual.dwell_seconds),
            yaw_gain: within(self.yaw_gain, YAW_GAIN, usual.yaw_gain),
            eye_height: self
                .eye_height
                .filter(|height| height.is_finite())
                .map(|height| height.clamp(EYE_HEIGHT[0], EYE_HEIGHT[1])),
            text_degrees: within(self.text_degrees, TEXT, usual.text_degrees),
            ..self
        }
    }

    /// What is wrong with the values, in words for a log.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        let within = |value: f32, [least, most]: [f32; 2]| (least..=most).contains(&value);
        if !within(self.dwell_seconds, DWELL) {
            Some("a dwell must lie between 0.8 and 2 seconds")
        } else if !within(self.yaw_gain, YAW_GAIN) {
            Some("yaw gain must lie between 1 and 3")
        } else if !within(self.text_degrees, TEXT) {
            Some("text must be 1.5 to 3 degrees high")
        } else if self
            .eye_height
            .is_some_and(|height| !within(height, EYE_HEIGHT))
        {
            Some("eyes must be 0.5 to 2 metres above the floor")
        } else {
            None
        }
    }
}

const DWELL: [f32; 2] = [0.8, 2.0];
const YAW_GAIN: [f32; 2] = [1.0, 3.0];
const EYE_HEIGHT: [f32; 2] = [0.5, 2.0];
const TEXT: [f32; 2] = [1.5, 3.0];
