//! Films: the clock against what is heard and what is seen, seeks, rates, and what goes wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use media::film::synthetic::{CLICK_PEAK, Synthetic, SyntheticFilm, code};
use media::film::{FilmSound, FilmSource, FrameContent, Heard, SoundPiece};
use sound::{FilmClock, FilmTrack};

use super::*;

pub(super) fn track(sound: Option<Box<dyn FilmSound>>) -> FilmTrack {
    FilmTrack {
        sound,
        heading: 0.0,
        gain: 0.0,
        loudness: None,
        start: Duration::ZERO,
        fade: millis(60),
        playing: true,
    }
}

pub(super) fn drawn(channels: u16, lasts: f64, looping: bool) -> SyntheticFilm {
    Synthetic {
        width: 128,
        height: 64,
        duration: seconds(lasts),
        channels,
        looping,
        ..Synthetic::default()
    }
    .open()
}

/// A film shown to its sound, and when there was a flash and a click.
struct Cinema {
    studio: Studio,
    film: SyntheticFilm,
    clock: FilmClock,
    now: f64,
    delay: f64,
    /// The time and the clock's position, every few milliseconds.
    positions: Vec<(f64, f64)>,
    flashes: Vec<f64>,
}

impl Cinema {
    fn new(mut film: SyntheticFilm, delay: u64) -> Cinema {
        let mut studio = Studio::new();
        studio.sound.set_delay(millis(delay));
        let clock = studio.sound.film(track(film.take_sound()));
        Cinema {
            studio,
            film,
            clock,
            now: 0.0,
            delay: delay as f64 / 1000.0,
            positions: Vec::new(),
            flashes: Vec::new(),
        }
    }

    fn play(&mut self, lasts: f64) {
        for _ in 0..(lasts / 0.005).round() as u32 {
            self.studio.play(0.005);
            self.look(0.005);
        }
    }

    fn look(&mut self, passed: f64) {
        self.now += passed;
        let position = self.clock.position();
        self.positions.push((self.now, position.as_secs_f64()));
        if let Some(frame) = self.film.frame(position) {
            let FrameContent::Planes(planes) = frame.content else {
                panic!("a drawn film has planes");
            };
            if code::is_flash(&*planes) {
                self.flashes.push(self.now);
            }
        }
    }

    /// When clicks reached the ears.
    fn clicks(&self) -> Vec<f64> {
        let mut clicks: Vec<f64> = Vec::new();
        for (index, frame) in self.studio.heard.iter().enumerate() {
            let time = index as f64 / f64::from(RATE) + self.delay;
            let loud = frame[0].abs().max(frame[1].abs()) > CLICK_PEAK * 0.2;
            if loud && clicks.last().is_none_or(|last| time - last > 0.2) {
                clicks.push(time);
            }
        }
        clicks
    }

    fn position_at(&self, time: f64) -> f64 {
        let after = self
            .positions
            .iter()
            .position(|(now, _)| *now >= time)
            .unwrap();
        let ((t0, p0), (t1, p1)) = (self.positions[after - 1], self.positions[after]);
        p0 + (p1 - p0) * (time - t0) / (t1 - t0)
    }

    /// Flash and click together, each one.
    fn in_step(&self) {
        let clicks: Vec<f64> = self
            .clicks()
            .into_iter()
            .filter(|click| *click < self.now - 0.05)
            .collect();
        let apart = |flash: &f64| {
            clicks
                .iter()
                .map(|click| (flash - click).abs())
                .fold(f64::MAX, f64::min)
        };
        let worst = self
            .flashes
            .iter()
            .filter(|flash| **flash < self.now - 0.05)
            .map(apart)
            .fold(0.0, f64::max);
        assert!(
            worst <= 0.040,
            "{worst} s apart: {:?} {clicks:?}",
            self.flashes
        );
        assert!(self.flashes.len().abs_diff(clicks.len()) <= 1, "{clicks:?}");
        assert!(clicks.len() >= 2);
    }

    /// The clock never went back, nor on by more than what passed and a little.
    fn smooth(&self, faster: f64) {
        for pair in self.positions.windows(2) {
            let (passed, moved) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            assert!(moved >= -1e-9, "back by {moved} at {}", pair[1].0);
            assert!(
                moved <= passed * faster + 0.003,
                "on by {moved} in {passed} at {}",
                pair[1].0
            );
        }
    }
}

#[test]
fn what_is_heard_and_what_is_seen_are_in_step_over_loops_and_delays() {
    for delay in [0, 20, 180] {
        let mut cinema = Cinema::new(drawn(2, 3.2, true), delay);
        cinema.play(12.0);
        cinema.in_step();
        cinema.smooth(1.01);
        for click in cinema.clicks().into_iter().filter(|click| *click < 11.9) {
            let place = cinema.position_at(click) % 3.2;
            let off = (place - place.floor() - 0.5).abs();
            assert!(off < 0.003, "the clock says {place} at a click");
        }
        assert_eq!(cinema.clock.underruns(), 0);
        assert_eq!(cinema.film.dropped(), 0);
    }
}

#[test]
fn they_stay_in_step_through_rates_pauses_and_seeks() {
    let mut cinema = Cinema::new(drawn(2, 60.0, true), 60);
    cinema.play(2.2);
    for rate in [1.1, 0.9, 1.0, 1.03] {
        cinema.clock.set_rate(rate);
        cinema.play(3.0);
    }
    cinema.smooth(1.13);
    cinema.clock.play(false);
    cinema.play(0.5);
    let held = cinema.clock.position();
    cinema.play(0.5);
    assert_eq!(cinema.clock.position(), held);
    cinema.clock.play(true);
    cinema.play(2.0);
    cinema.studio.sound.paused(true);
    cinema.play(0.7);
    let held = cinema.clock.position();
    cinema.play(0.7);
    assert_eq!(cinema.clock.position(), held);
    cinema.studio.sound.paused(false);
    cinema.play(2.0);
    cinema.smooth(1.13);
    cinema.clock.set_rate(1.0);
    for (serial, place) in [(1, 40.0), (2, 3.3)] {
        let now = cinema.now;
        cinema.film.seek(seconds(place), serial);
        cinema.clock.seek(seconds(place), serial);
        assert_eq!(cinema.clock.position(), seconds(place), "at once");
        assert!(!cinema.clock.is_running());
        cinema.play(0.05);
        assert_eq!(cinema.clock.position(), seconds(place), "until it is heard");
        cinema.play(2.95);
        assert!(cinema.clock.is_running());
        let place = cinema.position_at(now + 2.5) - place;
        assert!((2.1..2.46).contains(&place), "{place}");
    }
    cinema.in_step();
    assert_eq!(cinema.clock.underruns(), 0);
}

#[test]
fn a_rate_shows_in_how_fast_the_clock_runs() {
    for rate in [0.9, 1.07] {
        let mut cinema = Cinema::new(drawn(2, 60.0, true), 30);
        cinema.clock.set_rate(rate);
        cinema.play(10.0);
        let speed = (cinema.position_at(9.9) - cinema.position_at(1.9)) / 8.0;
        assert!((speed - rate).abs() < 0.002, "{speed} for {rate}");
    }
}

#[test]
fn a_film_without_sound_has_a_clock_all_the_same() {
    let mut cinema = Cinema::new(drawn(0, 60.0, true), 40);
    cinema.play(2.0);
    let place = cinema.clock.position().as_secs_f64();
    assert!((1.9..2.0).contains(&place), "{place}");
    cinema.clock.seek(seconds(30.0), 7);
    cinema.play(1.0);
    let place = cinema.clock.position().as_secs_f64();
    assert!((30.85..31.0).contains(&place), "{place}");
    cinema.clock.play(false);
    cinema.play(0.3);
    let held = cinema.clock.position();
    cinema.play(0.3);
    assert_eq!(cinema.clock.position(), held);
    assert_eq!(cinema.studio.level(0.0, 3.0), 0.0);
}

#[test]
fn when_the_sound_is_over_the_clock_goes_on() {
    let mut cinema = Cinema::new(drawn(2, 2.0, false), 40);
    cinema.play(4.0);
    let place = cinema.clock.position().as_secs_f64();
    assert!((3.8..4.0).contains(&place), "{place}");
    cinema.smooth(1.01);
    assert_eq!(cinema.clock.underruns(), 0);
    cinema.film.seek(Duration::ZERO, 1);
    cinema.clock.seek(Duration::ZERO, 1);
    cinema.play(1.0);
    let place = cinema.clock.position().as_secs_f64();
    assert!(
        (0.7..1.0).contains(&place),
        "from the beginning again: {place}"
    );
}

#[test]
fn it_begins_where_it_should_and_waits_if_it_should() {
    let mut film = drawn(2, 60.0, true);
    film.seek(seconds(20.0), 0);
    let mut studio = Studio::new();
    let clock = studio.sound.film(FilmTrack {
        start: seconds(20.0),
        playing: false,
        ..track(film.take_sound())
    });
    studio.play(1.0);
    assert_eq!(clock.position(), seconds(20.0));
    assert_eq!(studio.level(0.0, 1.0), 0.0);
    clock.play(true);
    studio.play(1.0);
    let place = clock.position().as_secs_f64();
    assert!((20.98..21.0).contains(&place), "{place}");
}

#[test]
fn a_device_that_goes_and_one_that_comes_move_nothing() {
    for (before, after) in [(0.0, 0.0), (1.4, 0.0), (0.0, 0.3)] {
        let mut cinema = Cinema::new(drawn(2, 60.0, true), 50);
        cinema.play(2.2);
        cinema.studio.sound.lose(seconds(before));
        cinema.look(before);
        cinema.studio.sound.change_device();
        // Nobody listens: there is no delay.
        cinema.studio.sound.set_delay(Duration::ZERO);
        cinema.play(2.0);
        cinema.studio.sound.lose(seconds(after));
        cinema.look(after);
        cinema.studio.sound.change_device();
        cinema.studio.sound.set_delay(millis(50));
        cinema.play(2.0);
        cinema.smooth(1.06);
        let held = 6.2 + before + after - cinema.clock.position().as_secs_f64();
        assert!(
            (held - before - after - 0.055).abs() < 0.09,
            "held for {held} s in all"
        );
    }
}

#[test]
fn a_scene_goes_on_with_the_next_frame_on_another_device() {
    let folder = tempfile::tempdir().unwrap();
    let file = wav(&folder.path().join("a.wav"), RATE, 1, 9.0, |time, _| {
        0.05 * (1.0 + time.floor()) * (time * 480.0 * std::f64::consts::TAU).sin()
    });
    let mut studio = Studio::new();
    studio.sound.volume(0.9, Duration::ZERO);
    studio
        .sound
        .scene(scene([ambience(&file, 0.0)]), millis(60));
    studio.play(2.5);
    let before = studio.level(2.2, 2.45);
    studio.sound.change_device();
    studio.play(1.2);
    assert!((studio.level(2.6, 2.95) - before).abs() < 0.005);
    let next = studio.level(3.1, 3.6);
    assert!(
        (next / before - 4.0 / 3.0).abs() < 0.02,
        "{next} after {before}"
    );
}

/// A sine that is there when it is let through.
struct Sine {
    channels: u16,
    at: u64,
    flows: Arc<AtomicBool>,
}

impl Sine {
    fn new(channels: u16) -> (Box<Sine>, Arc<AtomicBool>) {
        let flows = Arc::new(AtomicBool::new(true));
        let sine = Sine {
            channels,
            at: 0,
            flows: Arc::clone(&flows),
        };
        (Box::new(sine), flows)
    }
}

impl FilmSound for Sine {
    fn channels(&self) -> u16 {
        self.channels
    }

    fn read(&mut self, _: Duration) -> Heard {
        if !self.flows.load(Ordering::Relaxed) {
            return Heard::Nothing;
        }
        let samples = (0..1024_u64)
            .flat_map(|frame| {
                let time = (self.at + frame) as f64 / f64::from(RATE);
                let sample = (0.4 * (time * 440.0 * std::f64::consts::TAU).sin()) as f32;
                // Of four channels: a wave from the left.
                (0..self.channels).map(move |channel| if channel < 2 { sample } else { 0.0 })
            })
            .collect();
        let at = Duration::from_nanos(self.at * 1_000_000_000 / u64::from(RATE));
        self.at += 1024;
        Heard::Piece(SoundPiece {
            at,
            serial: 0,
            samples,
        })
    }
}

#[test]
fn a_rate_keeps_the_pitch_and_is_heard_without_a_break() {
    let (sine, _) = Sine::new(2);
    let mut studio = Studio::new();
    let clock = studio.sound.film(track(Some(sine)));
    let mut from = 0.0;
    for rate in [1.0, 0.9, 1.1, 1.0] {
        clock.set_rate(rate);
        studio.play(3.0);
        let samples = studio.ear(0, from + 1.0, from + 3.0);
        let crossings = samples
            .windows(2)
            .filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0)
            .count();
        let hertz = crossings as f64 / 2.0;
        assert!((hertz - 440.0).abs() <= 2.0, "{hertz} Hz at {rate}");
        from += 3.0;
    }
    for tenth in 2..119 {
        let level = studio.level(f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        assert!((level - 0.4).abs() < 0.03, "{level} at {tenth}/10 s");
    }
    let most = 0.4 * 440.0 / RATE as f32 * std::f32::consts::TAU;
    assert!(studio.steepest(0.2, 11.9) < most * 1.3);
}

#[test]
fn sound_that_does_not_come_in_time_holds_the_clock_softly_and_is_counted() {
    let (sine, flows) = Sine::new(2);
    let mut studio = Studio::new();
    let clock = studio.sound.film(track(Some(sine)));
    studio.play(1.0);
    flows.store(false, Ordering::Relaxed);
    studio.play(2.0);
    let held = clock.position();
    studio.play(0.5);
    assert_eq!(clock.position(), held);
    assert!((1.1..1.45).contains(&held.as_secs_f64()), "{held:?}");
    assert_eq!(clock.underruns(), 1);
    assert_eq!(studio.level(2.0, 3.5), 0.0);
    flows.store(true, Ordering::Relaxed);
    studio.play(1.0);
    let on = clock.position() - held;
    assert!((0.9..1.0).contains(&on.as_secs_f64()), "{on:?}");
    let most = 0.4 * 440.0 / RATE as f32 * std::f32::consts::TAU;
    let steep = studio.steepest(0.1, 4.5);
    assert!(steep < most * 1.2, "it is soft: {steep} against {most}");
    assert_eq!(clock.underruns(), 1);
}

#[test]
fn one_channel_two_and_ambisonics_are_heard_as_what_they_are() {
    let side = |channels: u16, head: [f32; 4]| {
        let (sine, _) = Sine::new(channels);
        let mut studio = Studio::new();
        studio.sound.head(head);
        let clock = studio.sound.film(track(Some(sine)));
        studio.play(1.0);
        assert!(clock.is_running(), "{channels} channels");
        (studio.side(0.5, 1.0), studio.level(0.5, 1.0))
    };
    let ahead = [0.0, 0.0, 0.0, 1.0];
    for channels in [1, 2] {
        let (side, level) = side(channels, ahead);
        assert!(side.abs() < 0.01 && (level - 0.4).abs() < 0.01);
    }
    assert!(side(4, ahead).0 < -2.0, "{:?}", side(4, ahead));
    let half = 45.0_f32.to_radians();
    assert!(
        side(4, [0.0, half.sin(), 0.0, half.cos()]).0.abs() < 0.3,
        "looked at"
    );
    // More channels than anybody knows the places of: silence, and a clock.
    let (sine, _) = Sine::new(6);
    let mut studio = Studio::new();
    let clock = studio.sound.film(track(Some(sine)));
    studio.play(1.0);
    assert!(clock.is_running());
    assert_eq!(studio.level(0.0, 1.0), 0.0);
}

#[test]
fn a_film_that_is_left_goes_softly_and_another_may_come_meanwhile() {
    let (first, _) = Sine::new(2);
    let mut studio = Studio::new();
    let clock = studio.sound.film(track(Some(first)));
    studio.play(1.0);
    clock.stop(millis(1000));
    let (second, _) = Sine::new(1);
    let next = studio.sound.film(FilmTrack {
        fade: millis(1000),
        ..track(Some(second))
    });
    studio.play(0.5);
    assert!(studio.level(1.4, 1.5) > 0.2, "they cross");
    studio.play(1.0);
    let place = next.position().as_secs_f64();
    assert!((1.45..1.5).contains(&place), "{place}");
    assert!((studio.level(2.2, 2.5) - 0.4).abs() < 0.01);
    drop(next);
    studio.play(1.0);
    assert!(studio.level(2.5, 2.6) > 0.05, "not cut");
    assert_eq!(studio.level(3.2, 3.5), 0.0);
    assert!(studio.steepest(0.0, 3.5) < 0.05);
}

#[test]
fn words_hold_a_film_down_too() {
    let folder = tempfile::tempdir().unwrap();
    let words = sine(folder.path(), "words.wav", 900.0, 2.0, 0.004);
    let (sine, _) = Sine::new(2);
    let mut studio = Studio::new();
    let _clock = studio.sound.film(track(Some(sine)));
    studio.play(1.0);
    studio.sound.narrate(&sound::Narration {
        file: words,
        gain: 0.0,
        loudness: None,
        after: Duration::ZERO,
        begins: None,
        from: Duration::ZERO,
    });
    studio.play(2.0);
    let held = decibels(studio.level(1.6, 2.9) / studio.level(0.5, 1.0));
    assert!((held + 9.0).abs() < 0.3, "{held}");
}
