//! Movements: which node is where at what time.

use glam::{Quat, Vec3};
use gltf::Document;
use gltf::animation::Property;

use super::accessors::Numbers;
use crate::error::WorldError;

/// A movement may last so long at the most.
const LONGEST_MINUTES: u32 = 10;
/// Keys of all movements together at the most.
const MOST_KEYS: usize = 1_000_000;

/// A movement with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Clip {
    /// Its name in rules.
    pub name: String,
    /// When it is played.
    pub kind: ClipKind,
    /// In seconds.
    pub duration: f32,
    /// What it moves.
    pub curves: Vec<Curve>,
}

/// When a clip is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClipKind {
    /// For ever, again and again: `idle-…`.
    Idle,
    /// Now and then: `life-…`.
    Life,
    /// When a rule says so.
    Happening,
}

/// How one node moves in one way.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Which node.
    pub node: usize,
    /// Seconds, each later than the one before; at least one.
    pub times: Vec<f32>,
    /// A value for each time.
    pub motion: Motion,
    /// What is between two times.
    pub interpolation: Interpolation,
}

/// What a curve changes.
#[derive(Debug, Clone, PartialEq)]
pub enum Motion {
    /// Where it is, in metres.
    Position(Vec<Vec3>),
    /// How it is turned.
    Rotation(Vec<Quat>),
    /// How large it is.
    Scale(Vec<Vec3>),
}

/// What is between two times of a curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interpolation {
    /// The value before.
    Step,
    /// An even move.
    Linear,
}

impl Motion {
    fn len(&self) -> usize {
        match self {
            Self::Position(values) | Self::Scale(values) => values.len(),
            Self::Rotation(values) => values.len(),
        }
    }
}

impl Curve {
    /// How far it takes its node, in metres; what appears or goes counts as far.
    pub(super) fn travels(&self) -> f32 {
        match &self.motion {
            Motion::Rotation(_) => 0.0,
            Motion::Position(values) => {
                let first = values.first().copied().unwrap_or_default();
                values
                    .iter()
                    .map(|value| value.distance(first))
                    .fold(0.0, f32::max)
            }
            Motion::Scale(values) => {
                if values.iter().any(|value| value.max_element() < 0.05) {
                    f32::MAX
                } else {
                    0.0
                }
            }
        }
    }
}

impl Clip {
    fn kind_of(name: &str) -> ClipKind {
        if name.starts_with("idle-") {
            ClipKind::Idle
        } else if name.starts_with("life-") {
            ClipKind::Life
        } else {
            ClipKind::Happening
        }
    }
}

/// All movements of a file. `place` is where a node of the file stands in the model.
pub(super) fn read(
    document: &Document,
    numbers: &Numbers<'_>,
    place: &[Option<usize>],
    warnings: &mut Vec<String>,
) -> Result<Vec<Clip>, WorldError> {
    let mut keys = 0;
    let mut clips = Vec::new();
    for animation in document.animations() {
        let name = animation.name().unwrap_or("idle-unnamed").to_owned();
        let mut curves = Vec::new();
        for channel in animation.channels() {
            let Some(node) = place[channel.target().node().index()] else {
                continue;
            };
            if channel.target().property() == Property::MorphTargetWeights {
                warnings.push(format!(
                    "animation \"{name}\": shape keys are not moved, only whole nodes are"
                ));
                continue;
            }
            keys += channel.sampler().input().count();
            if keys > MOST_KEYS {
                return Err(endless(
                    &name,
                    format!("and those before it have more than {MOST_KEYS} keys"),
                ));
            }
            curves.push(curve(&channel, node, numbers, &name)?);
        }
        let duration = curves
            .iter()
            .filter_map(|curve: &Curve| curve.times.last())
            .fold(0.0_f32, |longest, time| longest.max(*time));
        if curves.is_empty() {
            warnings.push(format!("animation \"{name}\" moves nothing"));
            continue;
        }
        if duration > (LONGEST_MINUTES * 60) as f32 {
            return Err(endless(
                &name,
                format!("lasts {:.0} minutes", duration / 60.0),
            ));
        }
        clips.push(Clip {
            kind: Clip::kind_of(&name),
            name,
            duration: duration.max(0.01),
            curves,
        });
    }
    Ok(clips)
}

fn endless(clip: &str, reason: String) -> WorldError {
    WorldError::Endless {
        clip: clip.to_owned(),
        reason,
        most: LONGEST_MINUTES,
    }
}

fn curve(
    channel: &gltf::animation::Channel<'_>,
    node: usize,
    numbers: &Numbers<'_>,
    clip: &str,
) -> Result<Curve, WorldError> {
    let malformed = |reason: &str| WorldError::Malformed {
        reason: format!("animation \"{clip}\" {reason}"),
    };
    let sampler = channel.sampler();
    let raw_times = sampler.input();
    // A time that is no number would be read as the beginning; an accessor says its greatest itself.
    let times: Vec<f32> = numbers
        .rows::<1>(&raw_times, [0.0])?
        .iter()
        .map(|row| row[0])
        .collect();
    if times.is_empty() || times.windows(2).any(|pair| pair[1] < pair[0]) {
        return Err(malformed("has times that do not run forwards"));
    }
    let output = sampler.output();
    // With tangents there are three values a time, the value itself in the middle.
    let (each, at) = match sampler.interpolation() {
        gltf::animation::Interpolation::CubicSpline => (3, 1),
        _ => (1, 0),
    };
    let motion = match channel.target().property() {
        Property::Rotation => {
            let rows = numbers.rows::<4>(&output, [0.0, 0.0, 0.0, 1.0])?;
            let turn = |row: &[f32; 4]| {
                let turn = Quat::from_array(*row);
                if turn.length_squared() > 1e-6 {
                    turn.normalize()
                } else {
                    Quat::IDENTITY
                }
            };
            Motion::Rotation(rows.iter().skip(at).step_by(each).map(turn).collect())
        }
        property => {
            let rows = numbers.rows::<3>(&output, [0.0; 3])?;
            let values = rows
                .iter()
                .skip(at)
                .step_by(each)
                .map(|row| Vec3::from_array(*row))
                .collect();
            if property == Property::Scale {
                Motion::Scale(values)
            } else {
                Motion::Position(values)
            }
        }
    };
    if motion.len() < times.len() {
        return Err(malformed("has fewer values than times"));
    }
    Ok(Curve {
        node,
        times,
        motion,
        interpolation: match sampler.interpolation() {
            gltf::animation::Interpolation::Step => Interpolation::Step,
            _ => Interpolation::Linear,
        },
    })
}
