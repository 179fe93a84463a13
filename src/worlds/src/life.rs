//! Which clips run: idle ones always, life ones now and then, happenings when a rule says so.

use crate::model::{ClipKind, Model};
use crate::pose::{Pose, eased};

/// Seconds in which a movement takes over from what was before.
const TAKE_OVER: f32 = 0.6;
/// Seconds between two plays of a life clip, at the least and at the most, at liveliness 0.5.
const PAUSES: (f32, f32) = (7.0, 26.0);

/// The clips of a world as they run.
#[derive(Debug, Clone)]
pub struct Life {
    /// When each clip began, in seconds of the world; none while it does not run.
    began: Vec<Option<f64>>,
    /// When each life clip is played next.
    next: Vec<f64>,
    /// Happenings that run or hold what they led to, the oldest first.
    happenings: Vec<usize>,
    /// Whether each clip ends where it began.
    returns: Vec<bool>,
    chance: Chance,
    liveliness: f32,
}

impl Life {
    /// Nothing has happened yet. The same `seed` gives the same life.
    pub fn new(model: &Model, liveliness: f32, seed: u64) -> Self {
        let mut chance = Chance(seed);
        let count = model.clips.len();
        let lives = model
            .clips
            .iter()
            .filter(|clip| clip.kind == ClipKind::Life)
            .count();
        let mut turn = 0;
        let next = model
            .clips
            .iter()
            .map(|clip| {
                if clip.kind != ClipKind::Life {
                    return 0.0;
                }
                // Something is alive within three seconds; the others follow, each in its own time.
                turn += 1;
                let spread = pause(liveliness, &mut chance) * turn as f32 / lives as f32;
                if turn == 1 { 1.0 } else { f64::from(spread) }
            })
            .collect();
        Self {
            began: vec![None; count],
            next,
            happenings: Vec::with_capacity(count),
            returns: model.clips.iter().map(comes_back).collect(),
            chance,
            liveliness,
        }
    }

    /// Lets a happening begin; one that runs goes on. Whether there is one of this name.
    pub fn happen(&mut self, model: &Model, name: &str, now: f64) -> bool {
        let Some(clip) = model.clip(name) else {
            return false;
        };
        let runs = self.began[clip]
            .is_some_and(|began| now - began < f64::from(model.clips[clip].duration));
        if !runs {
            self.began[clip] = Some(now);
            self.happenings.retain(|other| *other != clip);
            self.happenings.push(clip);
        }
        true
    }

    /// Whether a happening is under way.
    pub fn runs(&self, model: &Model, name: &str, now: f64) -> bool {
        let began = model
            .clip(name)
            .and_then(|clip| Some((clip, self.began[clip]?)));
        began.is_some_and(|(clip, began)| now - began < f64::from(model.clips[clip].duration))
    }

    /// Moves everything to where it is now.
    pub fn pose(&mut self, model: &Model, now: f64, pose: &mut Pose) {
        pose.rest(model);
        for (place, clip) in model.clips.iter().enumerate() {
            match clip.kind {
                ClipKind::Idle => {
                    let at = now.rem_euclid(f64::from(clip.duration)) as f32;
                    apply(model, place, at, 1.0, pose);
                }
                ClipKind::Life => self.live(model, place, now, pose),
                ClipKind::Happening => {}
            }
        }
        let (began, returns) = (&self.began, &self.returns);
        self.happenings.retain(|clip| {
            let gone = began[*clip].map_or(f64::MAX, |began| now - began);
            !returns[*clip] || gone < f64::from(model.clips[*clip].duration)
        });
        for clip in &self.happenings {
            let at = self.began[*clip].map_or(0.0, |began| (now - began) as f32);
            apply(model, *clip, at, eased(at / TAKE_OVER), pose);
        }
    }

    fn live(&mut self, model: &Model, clip: usize, now: f64, pose: &mut Pose) {
        let duration = model.clips[clip].duration;
        if self.began[clip].is_none() && now >= self.next[clip] {
            self.began[clip] = Some(now);
        }
        let Some(began) = self.began[clip] else {
            return;
        };
        let at = (now - began) as f32;
        if at >= duration {
            self.began[clip] = None;
            self.next[clip] = now + f64::from(pause(self.liveliness, &mut self.chance));
        } else {
            let edge = at.min(duration - at) / TAKE_OVER.min(duration / 2.0);
            let share = if self.returns[clip] { 1.0 } else { eased(edge) };
            apply(model, clip, at, share, pose);
        }
    }
}

fn apply(model: &Model, clip: usize, at: f32, share: f32, pose: &mut Pose) {
    for curve in &model.clips[clip].curves {
        pose.apply(curve, at, share);
    }
}

/// Whether every curve ends where it began.
fn comes_back(clip: &crate::model::Clip) -> bool {
    use crate::model::Motion;
    clip.curves.iter().all(|curve| match &curve.motion {
        Motion::Position(values) | Motion::Scale(values) => {
            let ends = values.first().zip(values.last());
            ends.is_none_or(|(first, last)| first.distance(*last) < 0.01)
        }
        Motion::Rotation(values) => {
            let ends = values.first().zip(values.last());
            ends.is_none_or(|(first, last)| first.dot(*last).abs() > 0.9995)
        }
    })
}

/// Seconds until a life clip is played again.
fn pause(liveliness: f32, chance: &mut Chance) -> f32 {
    let usual = PAUSES.0 + (PAUSES.1 - PAUSES.0) * chance.next();
    usual * (2.2 - 2.4 * liveliness.clamp(0.0, 1.0)).max(0.15)
}

/// Numbers from 0 to 1, the same after the same seed.
#[derive(Debug, Clone)]
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 40) as f32 / (1 << 24) as f32
    }
}
