//! The drawn film: numbers, flashes and clicks at their times, through seeks and rounds.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use media::film::synthetic::{CLICK_PEAK, Synthetic, SyntheticFilm, code};
use media::film::{FilmSound, FilmSource, FilmState, FrameContent, Heard, PlaneFormat};
use media::{Projection, Stereo};
use proptest::prelude::*;

fn small() -> Synthetic {
    Synthetic {
        width: 320,
        height: 160,
        duration: Duration::from_secs(2),
        ..Synthetic::default()
    }
}

/// The frame at `at`: its time, serial, number and whether it is white.
fn seen(
    film: &mut SyntheticFilm,
    at: Duration,
    stereo: Stereo,
) -> Option<(Duration, u32, u32, bool)> {
    let frame = film.frame(at)?;
    let FrameContent::Planes(planes) = frame.content else {
        return None;
    };
    let number = code::number_in(&*planes, stereo).unwrap();
    Some((frame.at, frame.serial, number, code::is_flash(&*planes)))
}

#[test]
fn every_frame_shows_its_number_in_every_layout() {
    for format in [PlaneFormat::Nv12, PlaneFormat::I420] {
        for (stereo, projection) in [
            (Stereo::Mono, Projection::Equirectangular),
            (Stereo::TopBottom, Projection::Equirectangular),
            (Stereo::LeftRight, Projection::HalfEquirectangular),
        ] {
            let wanted = Synthetic {
                format,
                stereo,
                projection,
                width: 321,
                height: 161,
                ..small()
            };
            let mut film = wanted.clone().open();
            for number in 0..wanted.frames() {
                let at = wanted.time_of(number);
                let flash = number % 30 == 15;
                let number = u32::try_from(number).unwrap();
                assert_eq!(
                    seen(&mut film, at, stereo),
                    Some((at, 0, number, flash)),
                    "{format:?} {stereo:?}"
                );
            }
            assert_eq!(film.dropped(), 0);
        }
    }
}

#[test]
fn planes_are_whole_and_upright() {
    let mut film = Synthetic {
        format: PlaneFormat::I420,
        width: 801,
        height: 401,
        ..small()
    }
    .open();
    let FrameContent::Planes(planes) = film.frame(Duration::ZERO).unwrap().content else {
        panic!("a drawn film has planes");
    };
    let at = |index: usize, x: usize, y: usize| {
        let (data, stride) = planes.plane(index);
        data[y * stride + x]
    };
    assert_eq!(planes.plane(0).0.len(), 801 * 401);
    assert_eq!(planes.plane(1).0.len(), 401 * 201);
    assert_eq!(planes.plane(2).0.len(), 401 * 201);
    // Right of the middle is red, left of it yellow; the top is lighter than the bottom.
    assert!(at(2, 300, 20) > 170 && at(2, 100, 20) < 150 && at(1, 100, 20) < 90);
    assert!(at(0, 100, 5) > at(0, 100, 395) + 20);
}

#[test]
fn late_asking_drops_and_asking_twice_gives_nothing() {
    let mut film = small().open();
    let at = Duration::from_millis;
    assert_eq!(seen(&mut film, at(0), Stereo::Mono).unwrap().2, 0);
    assert!(film.frame(at(10)).is_none());
    assert_eq!(seen(&mut film, at(170), Stereo::Mono).unwrap().2, 5);
    assert_eq!(film.dropped(), 4);
    // The next round: run time goes on, the number begins anew.
    assert_eq!(
        seen(&mut film, at(2_010), Stereo::Mono).unwrap(),
        (at(2_000), 0, 0, false)
    );
    assert_eq!(film.dropped(), 4 + 54);
    assert_eq!(film.state(), FilmState::Running);
}

#[test]
fn without_looping_the_last_frame_is_the_end_until_it_is_sought_in() {
    let mut film = Synthetic {
        looping: false,
        ..small()
    }
    .open();
    assert_eq!(
        seen(&mut film, Duration::from_secs(7), Stereo::Mono)
            .unwrap()
            .2,
        59
    );
    assert_eq!(film.state(), FilmState::Ended);
    film.seek(Duration::from_secs(1), 4);
    assert_eq!(film.state(), FilmState::Running);
    assert!(
        film.frame(Duration::from_millis(900)).is_none(),
        "nothing from before the seek"
    );
    let found = seen(&mut film, Duration::from_secs(1), Stereo::Mono).unwrap();
    assert_eq!(found, (Duration::from_secs(1), 4, 30, false));
}

/// Two rounds of sound, one value for each sample frame, and when it begins.
fn listen(sound: &mut dyn FilmSound, seconds: usize) -> (Duration, Vec<f32>) {
    let channels = usize::from(sound.channels());
    let (mut begins, mut heard) = (None, Vec::new());
    while heard.len() < seconds * 48_000 {
        let Heard::Piece(piece) = sound.read(Duration::ZERO) else {
            panic!("a looping film is always heard");
        };
        let expected =
            *begins.get_or_insert(piece.at) + Duration::from_nanos(heard.len() as u64 * 62_500 / 3);
        assert!(
            piece.at.abs_diff(expected) < Duration::from_nanos(2),
            "{:?} {expected:?}",
            piece.at
        );
        heard.extend(piece.samples.chunks(channels).map(|frame| frame[0]));
    }
    (begins.unwrap(), heard)
}

#[test]
fn clicks_begin_with_the_flash_in_every_round() {
    for (frame_rate, flash) in [
        ((30, 1), 15_u32),
        ((30_000, 1_001), 15),
        ((24, 1), 12),
        ((25, 2), 7),
    ] {
        let wanted = Synthetic {
            frame_rate,
            ..small()
        };
        let mut film = wanted.clone().open();
        assert!(wanted.is_flash(flash.into()));
        let mut sound = film.take_sound().unwrap();
        assert!(film.take_sound().is_none());
        let (begins, heard) = listen(&mut *sound, 4);
        assert_eq!(begins, Duration::ZERO);
        for second in 0..4_u64 {
            let first = heard[second as usize * 48_000..]
                .iter()
                .position(|sample| sample.abs() > 0.1)
                .unwrap();
            let heard_at =
                Duration::from_secs(second) + Duration::from_nanos(first as u64 * 62_500 / 3);
            let round = second / 2 * 2;
            let number = (0..wanted.frames())
                .filter(|&number| wanted.is_flash(number))
                .nth((second % 2) as usize);
            let shown_at = Duration::from_secs(round) + wanted.time_of(number.unwrap());
            let apart = heard_at.abs_diff(shown_at);
            assert!(
                apart < Duration::from_micros(25),
                "{frame_rate:?} second {second}: {apart:?}"
            );
        }
        let loudest = heard
            .iter()
            .fold(0.0_f32, |most, sample| most.max(sample.abs()));
        assert!((loudest - CLICK_PEAK).abs() < 0.01);
        let silent = heard.iter().filter(|sample| **sample == 0.0).count();
        assert!(silent > heard.len() * 98 / 100);
    }
}

#[test]
fn sound_follows_a_seek_and_ends_with_the_film() {
    let mut film = Synthetic {
        looping: false,
        channels: 4,
        ..small()
    }
    .open();
    let mut sound = film.take_sound().unwrap();
    film.seek(Duration::from_millis(1_495), 9);
    let Heard::Piece(piece) = sound.read(Duration::ZERO) else {
        panic!("there is sound after a seek");
    };
    assert_eq!((piece.at, piece.serial), (Duration::from_millis(1_495), 9));
    let click = piece
        .samples
        .chunks(4)
        .position(|frame| frame[0] > 0.4)
        .unwrap();
    assert_eq!(click, 240, "5 ms after the seek");
    assert_eq!(
        piece.samples[click * 4..][..4],
        [CLICK_PEAK, 0.0, 0.0, CLICK_PEAK]
    );
    let pieces = std::iter::from_fn(|| match sound.read(Duration::ZERO) {
        Heard::Piece(piece) => Some(piece.samples.len() / 4),
        Heard::Nothing | Heard::Ended => None,
    });
    assert_eq!(pieces.sum::<usize>() + 480, 48_000 * 505 / 1_000);
    let mut silent = Synthetic {
        channels: 0,
        ..small()
    }
    .open();
    assert!(silent.take_sound().is_none() && silent.info().audio.is_empty());
}

proptest! {
    /// Whatever a film's rate and length, the frame of a time is the one that began last before it.
    #[test]
    fn frames_and_times_agree(num in 1_u32..200_000, den in 1_u32..2_000, millis in 1_u64..100_000, at in 0_u64..100_000) {
        let film = Synthetic { frame_rate: (num, den), duration: Duration::from_millis(millis), ..small() };
        let at = Duration::from_millis(at.min(millis - 1));
        let number = film.frame_at(at);
        prop_assert!(film.time_of(number) <= at);
        prop_assert!(number + 1 == film.frames() || film.time_of(number + 1) > at);
        prop_assert_eq!(film.frame_at(film.time_of(number)), number);
        prop_assert!(film.time_of(film.frames() - 1) < film.duration);
    }
}
