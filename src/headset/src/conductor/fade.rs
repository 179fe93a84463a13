//! The level of the picture over time (H8).

use std::time::Duration;

/// An even move from one level to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fade {
    from: f32,
    to: f32,
    began: Duration,
    over: Duration,
}

impl Fade {
    /// A level that stays.
    pub(super) fn at(level: f32) -> Self {
        Self {
            from: level,
            to: level,
            began: Duration::ZERO,
            over: Duration::ZERO,
        }
    }

    /// The move from where this one is at `now`.
    pub(super) fn toward(self, to: f32, over: Duration, now: Duration) -> Self {
        Self {
            from: self.level(now),
            to,
            began: now,
            over,
        }
    }

    /// The level at `now`, 0 to 1.
    pub(super) fn level(&self, now: Duration) -> f32 {
        let gone = now.saturating_sub(self.began);
        if gone >= self.over {
            return self.to;
        }
        self.from + (self.to - self.from) * (gone.as_secs_f32() / self.over.as_secs_f32())
    }
}

/// The slow breath of light over the calm scene: a factor a little below one.
pub(super) fn breath(now: Duration) -> f32 {
    const SECONDS: f32 = 9.0;
    const DEPTH: f32 = 0.05;
    let phase = now.as_secs_f32() / SECONDS * std::f32::consts::TAU;
    1.0 - DEPTH * (0.5 - 0.5 * phase.cos())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fade_is_even_and_goes_on_from_where_it_is() {
        let second = Duration::from_secs(1);
        let fade = Fade::at(0.0).toward(1.0, 4 * second, second);
        assert_eq!(fade.level(second), 0.0);
        assert_eq!(fade.level(3 * second), 0.5);
        assert_eq!(fade.level(9 * second), 1.0);
        let back = fade.toward(0.0, second, 3 * second);
        assert_eq!(back.level(3 * second), 0.5, "turning round does not jump");
        assert_eq!(back.level(4 * second), 0.0);
        assert_eq!(
            Fade::at(0.2)
                .toward(0.9, Duration::ZERO, second)
                .level(second),
            0.9
        );
    }

    #[test]
    fn the_breath_is_slow_and_shallow() {
        let levels: Vec<f32> = (0..900)
            .map(|step| breath(Duration::from_millis(step * 10)))
            .collect();
        assert!(levels.iter().all(|level| (0.949..=1.0).contains(level)));
        let steepest = levels
            .windows(2)
            .map(|pair| (pair[1] - pair[0]).abs())
            .fold(0.0, f32::max);
        assert!(
            steepest < 0.0005,
            "within 10 ms nothing is seen to change: {steepest}"
        );
    }
}
