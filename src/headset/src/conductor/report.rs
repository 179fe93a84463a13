//! What the launcher is told.

use std::time::Duration;

use protocol::{Cue, Frames, NextScene, Prompt, Report, State, Task};

use super::Conductor;

impl Conductor {
    pub(super) fn tell_launcher(&mut self, now: Duration) {
        let Some(link) = &self.link else { return };
        let status = self.director.report(now);
        let together = self.in_step(now, &status);
        link.report(Report {
            desired: self.steps.last().cloned(),
            ended: self.ended.clone(),
            state: match status.state {
                director::State::Boot | director::State::Lobby => State::Lobby,
                director::State::Loading => State::Loading,
                director::State::Playing => State::Playing,
                director::State::Paused => State::Paused,
                director::State::Ending => State::Ending,
            },
            experience: status.experience,
            scene: status.scene,
            next: status.next.map(|next| NextScene {
                scene: next.scene,
                label: next.label,
            }),
            cues: status.cues.into_iter().map(cue).collect(),
            prompts: status.prompts.into_iter().map(prompt).collect(),
            task: status.task.map(|task| Task {
                label: task.label,
                counted: task.counted,
                goal: task.goal,
            }),
            elapsed_seconds: status.elapsed.as_secs_f32(),
            scene_seconds: status.in_scene.as_secs_f32(),
            remaining_seconds: status.remaining.map(|left| left.as_secs_f32()),
            volume: status.volume,
            // The limiter holds it below full scale; a rounding must not turn the report away.
            level: (!self.sound.is_silent()).then(|| self.sound.level().clamp(0.0, 1.0)),
            worn: self.worn,
            battery: None,
            mode: self.mode,
            notices: self.notices.clone(),
            frames: self.frames.last,
            together,
        });
    }
}

fn cue(cue: manifest::Cue) -> Cue {
    Cue {
        id: cue.id,
        label: cue.label,
    }
}

fn prompt(raised: director::Raised) -> Prompt {
    Prompt {
        number: raised.number,
        text: raised.text,
    }
}

/// How smoothly frames come, over the last whole second.
#[derive(Debug, Default)]
pub(super) struct FrameClock {
    pub(super) last: Option<Frames>,
    began: Duration,
    previous: Duration,
    count: u32,
    longest: Duration,
    usual: Duration,
}

/// A frame longer than this was a mishap, not a pace.
const LONGEST_USUAL: Duration = Duration::from_millis(100);

impl FrameClock {
    /// How long frames last of late; `meant` where they should last longer.
    pub(super) fn usual(&self, meant: Duration) -> Duration {
        self.usual.max(meant)
    }

    pub(super) fn frame(&mut self, now: Duration) {
        self.count += 1;
        let lasted = now.saturating_sub(self.previous);
        self.longest = self.longest.max(lasted);
        self.usual = (self.usual * 7 + lasted.min(LONGEST_USUAL)) / 8;
        self.previous = now;
        let gone = now.saturating_sub(self.began);
        if gone >= Duration::from_secs(1) {
            let per_second = self.count as f32 / gone.as_secs_f32();
            let longest_ms = self.longest.as_secs_f32() * 1000.0;
            self.last = Some(Frames {
                per_second,
                longest_ms,
            });
            (self.began, self.count, self.longest) = (now, 0, Duration::ZERO);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_frames_usually_last_follows_what_they_last() {
        let meant = Duration::from_millis(14);
        let mut clock = FrameClock::default();
        assert_eq!(clock.usual(meant), meant);
        for step in 1..=60_u64 {
            clock.frame(Duration::from_millis(step * 40));
        }
        let usual = clock.usual(meant).as_secs_f32() * 1000.0;
        assert!((usual - 40.0).abs() < 1.0, "{usual} ms");
    }

    #[test]
    fn the_longest_frame_of_a_second_is_told() {
        let mut clock = FrameClock::default();
        for step in 1..=50_u64 {
            clock.frame(Duration::from_millis(step * 10));
        }
        assert_eq!(clock.last, None, "half a second says nothing yet");
        clock.frame(Duration::from_millis(600));
        for step in 61..=110_u64 {
            clock.frame(Duration::from_millis(step * 10));
        }
        let last = clock.last.expect("a second has passed");
        assert!((last.longest_ms - 100.0).abs() < 0.1, "{last:?}");
        assert!((80.0..100.0).contains(&last.per_second), "{last:?}");
    }
}
