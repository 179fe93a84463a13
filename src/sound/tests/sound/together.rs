//! Films that begin at one moment in several headsets, and stay together although no two clocks are the same.

use media::film::FilmSource;
use media::film::synthetic::CLICK_PEAK;
use sound::{Drift, FilmClock, FilmTrack};

use super::films::{drawn, track};
use super::*;

/// How often a headset looks where its film is, in seconds.
const LOOK: f64 = 0.016;

/// A headset in a group: its film should be as far as time has gone on since `begins`.
struct Member {
    studio: Studio,
    clock: FilmClock,
    drift: Drift,
    begins: f64,
    speed: f64,
    now: f64,
    /// The time, and how far behind its film was.
    behind: Vec<(f64, f64)>,
}

impl Member {
    /// `speed`: how many times as fast as it says its device plays. `start`: where in the film it begins.
    fn new(begins: f64, speed: f64, start: f64) -> Member {
        let mut film = drawn(2, 60.0, true);
        film.seek(seconds(start), 0);
        let mut studio = Studio::new();
        studio.sound.set_speed(speed);
        studio.sound.set_delay(millis(40));
        let clock = studio.sound.film(FilmTrack {
            start: seconds(start),
            playing: false,
            ..track(film.take_sound())
        });
        clock.begin_at(studio.sound.moment(seconds(begins)));
        Member {
            studio,
            clock,
            drift: Drift::default(),
            begins,
            speed,
            now: 0.0,
            behind: Vec::new(),
        }
    }

    fn play(&mut self, lasts: f64) {
        for _ in 0..(lasts / LOOK) as u32 {
            let before = self.studio.heard.len();
            self.studio.play(LOOK);
            let made = self.studio.heard.len() - before;
            self.now += made as f64 / f64::from(RATE) / self.speed;
            if self.clock.is_running() {
                let behind = self.now - self.begins - self.clock.position().as_secs_f64();
                self.behind.push((self.now, behind));
                self.clock.set_rate(self.drift.rate(behind));
            }
        }
    }

    /// The furthest that it was from where it should have been, since then.
    fn furthest(&self, since: f64) -> f64 {
        let since = self.behind.iter().filter(|(now, _)| *now >= since);
        since.map(|(_, behind)| behind.abs()).fold(0.0, f64::max)
    }

    /// When clicks reached the ears.
    fn clicks(&self) -> Vec<f64> {
        let mut clicks: Vec<f64> = Vec::new();
        for (index, frame) in self.studio.heard.iter().enumerate() {
            let time = index as f64 / f64::from(RATE) / self.speed + 0.040;
            let loud = frame[0].abs().max(frame[1].abs()) > CLICK_PEAK * 0.2;
            if loud && clicks.last().is_none_or(|last| time - last > 0.2) {
                clicks.push(time);
            }
        }
        clicks
    }
}

#[test]
fn a_film_begins_at_its_moment_and_stays_with_the_others_whatever_its_device_counts() {
    // Clocks differ by a ten-thousandth; these by ten times as much.
    for speed in [1.0, 1.001, 0.999] {
        let mut member = Member::new(1.2, speed, 0.0);
        member.clock.play(true);
        member.play(25.0);
        let clicks = member.clicks();
        assert!((23..=24).contains(&clicks.len()), "{clicks:?}");
        for (number, click) in clicks.iter().enumerate() {
            // In each second of the film, at its half.
            let off = click - (1.2 + number as f64 + 0.5);
            assert!(
                off.abs() < 0.020,
                "click {number} is {off} s off at {speed}"
            );
        }
        assert!((clicks[0] - 1.7).abs() < 0.004, "{clicks:?}");
        assert!(member.furthest(0.0) < 0.020, "{}", member.furthest(0.0));
        assert_eq!(member.clock.underruns(), 0);
    }
}

#[test]
fn one_that_comes_late_catches_up_and_never_jumps() {
    // It is ready 0.2 s after it should have begun: sooner than it would be worth a jump.
    let mut member = Member::new(0.5, 1.0, 0.0);
    member.play(0.7);
    member.clock.play(true);
    member.play(35.0);
    let (_, first) = member.behind[0];
    assert!((0.1..0.35).contains(&first), "{first}");
    assert!(member.furthest(34.0) < 0.020, "{}", member.furthest(34.0));
    for pair in member.behind.windows(2) {
        let step = (pair[1].1 - pair[0].1).abs();
        assert!(
            step <= LOOK * 0.011 + 0.003,
            "a jump of {step} at {}",
            pair[1].0
        );
    }
}

#[test]
fn nothing_is_heard_or_moves_before_the_moment() {
    let mut member = Member::new(2.0, 1.0, 10.0);
    member.clock.play(true);
    member.play(1.9);
    assert!(!member.clock.is_running());
    assert_eq!(member.clock.position(), seconds(10.0));
    assert!(member.studio.heard.iter().all(|frame| *frame == [0.0; 2]));
}
