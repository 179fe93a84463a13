//! The sounds of what is touched and looked at: soft, wooden, made here.

use crate::time::RATE;

/// A sound of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something took the gaze.
    Touch,
    /// Something was chosen.
    Chosen,
}

/// Overtones of a bar of wood: how high, how loud beside the ground tone, and how fast they die away, in seconds.
const BAR: [(f32, f32, f32); 3] = [(1.0, 1.0, 0.16), (3.93, 0.16, 0.06), (9.2, 0.03, 0.025)];
/// How softly it begins, in seconds: nothing here is faster.
const BEGIN: f32 = 0.06;
/// How long a note lasts, in seconds.
const LASTS: f32 = 0.9;
/// How loud a note is at its loudest, about.
const LOUD: f32 = 0.16;

impl Tone {
    /// Its frames, one channel.
    pub(crate) fn frames(self) -> Vec<f32> {
        let notes: &[(f32, f32)] = match self {
            Tone::Touch => &[(0.0, 392.0)],
            Tone::Chosen => &[(0.0, 392.0), (0.14, 523.25)],
        };
        let end = notes.last().map_or(0.0, |(at, _)| at + LASTS);
        let rate = RATE as f32;
        (0..(end * rate) as usize)
            .map(|frame| {
                let now = frame as f32 / rate;
                notes
                    .iter()
                    .map(|(at, hertz)| note(now - at, *hertz))
                    .sum::<f32>()
            })
            .collect()
    }
}

fn note(now: f32, hertz: f32) -> f32 {
    if !(0.0..LASTS).contains(&now) {
        return 0.0;
    }
    let soft = |share: f32| {
        let share = share.clamp(0.0, 1.0);
        share * share * (3.0 - 2.0 * share)
    };
    let ends = soft(now / BEGIN) * soft((LASTS - now) / BEGIN);
    let sum: f32 = BAR
        .iter()
        .map(|(overtone, level, decay)| {
            level * (-now / decay).exp() * (now * hertz * overtone * std::f32::consts::TAU).sin()
        })
        .sum();
    LOUD * ends * sum
}
