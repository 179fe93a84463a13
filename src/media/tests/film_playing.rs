//! Films decoded by GStreamer: every frame in its order and at its time, seeks, rounds, sound.
#![cfg(not(target_os = "android"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod film_files;

use std::time::{Duration, Instant};

use film_files::{EVERY_FRAME, PATIENCE, encode, number, small, sought, wait};
use media::film::synthetic::Synthetic;
use media::film::{FilmSound, FilmSource, FilmState, Heard, OpenOptions, open};

const H264: &[&str] = &[
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-g",
    "25",
    "-bf",
    "2",
    "-pix_fmt",
    "yuv420p",
    "-c:a",
    "aac",
];

/// All frames of one round, asked for one after the other by the times at which they are to be shown.
fn numbers(film: &mut dyn FilmSource, drawn: &Synthetic) -> Vec<Option<u32>> {
    (0..drawn.frames())
        .map(|index| {
            let at = drawn.time_of(index);
            // Containers begin the picture up to a block of sound late, where the sound's codec begins with silence.
            let frame = wait(film, at + Duration::from_millis(30));
            let frame = frame.unwrap_or_else(|| panic!("frame {index}: {:?}", film.state()));
            let apart = frame.at.abs_diff(at);
            assert!(
                apart < Duration::from_millis(25),
                "frame {index} at {:?}, not {at:?}",
                frame.at
            );
            number(frame)
        })
        .collect()
}

fn whole(drawn: &Synthetic) -> Vec<Option<u32>> {
    (0..u32::try_from(drawn.frames()).unwrap())
        .map(Some)
        .collect()
}

#[test]
fn every_container_and_codec_gives_every_frame_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = small();
    for (name, arguments) in [
        ("h264.mp4", H264),
        ("h264.mov", H264),
        ("h264.mkv", H264),
        (
            "hevc.mp4",
            &[
                "-c:v",
                "libx265",
                "-preset",
                "ultrafast",
                "-x265-params",
                "log-level=error",
                "-tag:v",
                "hvc1",
                "-c:a",
                "aac",
            ],
        ),
        (
            "hevc10.mkv",
            &[
                "-c:v",
                "libx265",
                "-preset",
                "ultrafast",
                "-x265-params",
                "log-level=error",
                "-pix_fmt",
                "yuv420p10le",
                "-c:a",
                "flac",
            ],
        ),
        (
            "vp9.webm",
            &[
                "-c:v",
                "libvpx-vp9",
                "-deadline",
                "realtime",
                "-cpu-used",
                "8",
                "-c:a",
                "libopus",
            ],
        ),
        (
            "vp9.mp4",
            &[
                "-c:v",
                "libvpx-vp9",
                "-deadline",
                "realtime",
                "-cpu-used",
                "8",
                "-c:a",
                "aac",
            ],
        ),
        (
            "av1.mp4",
            &["-c:v", "libsvtav1", "-preset", "12", "-c:a", "aac"],
        ),
        (
            "av1.webm",
            &["-c:v", "libsvtav1", "-preset", "12", "-c:a", "libvorbis"],
        ),
    ] {
        let path = encode(folder.path(), name, &drawn, arguments);
        let mut film = open(&path, &EVERY_FRAME).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            (film.info().width, film.info().height),
            (320, 160),
            "{name}"
        );
        assert_eq!(numbers(&mut *film, &drawn), whole(&drawn), "{name}");
        assert_eq!(film.dropped(), 0, "{name}");
        assert!(
            wait(&mut *film, drawn.duration * 2).is_none(),
            "{name} has a frame too many"
        );
        assert_eq!(film.state(), FilmState::Ended, "{name}");
    }
}

#[test]
fn seeks_show_the_exact_frame() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = Synthetic {
        duration: Duration::from_secs(6),
        ..small()
    };
    let path = encode(
        folder.path(),
        "seek.mp4",
        &drawn,
        &[H264, &["-g", "90"]].concat(),
    );
    let mut film = open(&path, &EVERY_FRAME).unwrap();
    // Places all over the film, by a simple sequence that never comes near a pattern of key frames.
    for serial in 1..=50_u32 {
        let place = Duration::from_micros(u64::from(serial) * 2_617_033 % 5_990_000);
        let wanted = u32::try_from(drawn.frame_at(place)).unwrap();
        assert_eq!(
            sought(&mut *film, place, serial),
            Some(wanted),
            "seek {serial} to {place:?}"
        );
    }
    // Many at once: only the last one counts.
    for serial in 51..=70 {
        film.seek(Duration::from_millis(u64::from(serial) * 70), serial);
    }
    assert_eq!(
        sought(&mut *film, Duration::from_millis(1_234), 71),
        Some(37)
    );
    assert_eq!(
        number(wait(&mut *film, Duration::from_millis(1_280)).unwrap()),
        Some(38)
    );
}

/// Reads sound until run time `until`, one value for each sample frame from where it begins.
fn listen(sound: &mut dyn FilmSound, until: Duration) -> (Duration, Vec<f32>) {
    let channels = usize::from(sound.channels());
    let (mut begins, mut heard) = (None, Vec::new());
    loop {
        match sound.read(PATIENCE) {
            Heard::Piece(piece) => {
                let begins = *begins.get_or_insert(piece.at);
                let expected = begins + Duration::from_nanos(heard.len() as u64 * 62_500 / 3);
                let apart = piece.at.abs_diff(expected);
                assert!(
                    apart < Duration::from_micros(25),
                    "{:?}, not {expected:?}",
                    piece.at
                );
                heard.extend(piece.samples.chunks(channels).map(|frame| frame[0]));
                if piece.at >= until {
                    return (begins, heard);
                }
            }
            Heard::Ended => return (begins.unwrap_or_default(), heard),
            Heard::Nothing => panic!("no sound after {} samples", heard.len()),
        }
    }
}

/// When clicks begin, in samples.
fn clicks(heard: &[f32]) -> Vec<usize> {
    let mut found = Vec::new();
    for (index, sample) in heard.iter().enumerate() {
        if sample.abs() > 0.2 && found.last().is_none_or(|last| index > last + 4_800) {
            found.push(index);
        }
    }
    found
}

#[test]
fn rounds_follow_each_other_without_a_gap_in_picture_or_sound() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = small();
    for (name, arguments) in [
        ("loop.mp4", H264),
        (
            "loop.mkv",
            &[
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "flac",
            ],
        ),
        (
            "loop.webm",
            &[
                "-c:v",
                "libvpx-vp9",
                "-deadline",
                "realtime",
                "-cpu-used",
                "8",
                "-c:a",
                "libopus",
            ],
        ),
    ] {
        let path = encode(folder.path(), name, &drawn, arguments);
        let mut film = open(
            &path,
            &OpenOptions {
                looping: true,
                ..EVERY_FRAME
            },
        )
        .unwrap();
        let duration = film.info().duration;
        assert!(
            duration.abs_diff(drawn.duration) < Duration::from_millis(30),
            "{name}: {duration:?}"
        );
        let mut sound = film.take_sound().unwrap();
        let (mut heard, mut heard_until) = (Vec::new(), Duration::ZERO);
        let begun = Instant::now();
        let (mut last, mut shown) = (None, 0_u64);
        let end = duration * 3;
        let mut at = Duration::ZERO;
        // Asked for often, as a screen does; every frame of three rounds is seen once, in its order.
        while at < end {
            // Sound is read a little ahead of the picture, as a player does.
            while heard_until < at + Duration::from_millis(300) {
                let Heard::Piece(piece) = sound.read(PATIENCE) else {
                    panic!("{name}: a film that goes round is always heard");
                };
                let begins = Duration::from_nanos(heard.len() as u64 * 62_500 / 3);
                let apart = piece.at.abs_diff(begins);
                assert!(
                    apart < Duration::from_micros(25),
                    "{name}: {:?}, not {begins:?}",
                    piece.at
                );
                heard.extend(piece.samples.chunks(2).map(|frame| frame[0]));
                heard_until = piece.at;
            }
            if let Some(frame) = film.frame(at) {
                assert!(
                    last.is_none_or(|last| frame.at > last),
                    "{name}: time goes on"
                );
                last = Some(frame.at);
                assert_eq!(
                    number(frame),
                    Some((shown % 60) as u32),
                    "{name}: frame {shown}"
                );
                shown += 1;
            }
            // The next moment to ask for is when the next frame is due, as long as it is not there.
            let due = duration * (shown / 60) as u32
                + drawn.time_of(shown % 60)
                + Duration::from_millis(30);
            at = due.min(end);
            assert!(
                begun.elapsed() < PATIENCE,
                "{name}: {shown} frames at {at:?}, {:?}",
                film.state()
            );
            assert!(
                !matches!(film.state(), FilmState::Failed(_)),
                "{name}: {:?}",
                film.state()
            );
        }
        assert_eq!((shown, film.dropped()), (180, 0), "{name}");
        let clicks = clicks(&heard);
        assert!(clicks.len() >= 5, "{name}: {clicks:?}");
        for (second, click) in clicks.iter().enumerate() {
            let round = duration * (second / 2) as u32;
            let wanted = (round + Duration::from_millis(500 + second as u64 % 2 * 1_000))
                .as_secs_f64()
                * 48_000.0;
            let apart = (*click as f64 - wanted).abs() / 48.0;
            assert!(
                apart < 30.0,
                "{name}: click {second} is {apart:.1} ms from its time"
            );
        }
    }
}

#[test]
fn the_click_is_heard_when_the_flash_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = encode(folder.path(), "sync.mp4", &small(), H264);
    let mut film = open(&path, &EVERY_FRAME).unwrap();
    let mut sound = film.take_sound().unwrap();
    film.seek(Duration::from_millis(1_250), 3);
    let (begins, heard) = listen(&mut *sound, Duration::from_secs(9));
    assert_eq!(begins, Duration::from_millis(1_250));
    let click = begins.as_secs_f64() + clicks(&heard)[0] as f64 / 48_000.0;
    assert!((click - 1.5).abs() < 0.002, "the click is at {click:.4} s");
    let whole = begins.as_secs_f64() + heard.len() as f64 / 48_000.0;
    assert!((whole - 2.0).abs() < 0.03, "the sound ends at {whole:.4} s");
}

#[test]
fn one_of_picture_and_sound_alone_goes_on_to_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = Synthetic {
        duration: Duration::from_secs(12),
        ..small()
    };
    let path = encode(folder.path(), "long.mp4", &drawn, H264);
    let mut film = open(&path, &EVERY_FRAME).unwrap();
    assert_eq!(
        numbers(&mut *film, &drawn),
        whole(&drawn),
        "without reading the sound"
    );
    let mut film = open(&path, &EVERY_FRAME).unwrap();
    let mut sound = film.take_sound().unwrap();
    let (_, heard) = listen(&mut *sound, Duration::from_secs(99));
    assert!(
        heard.len() > 48_000 * 119 / 10,
        "without asking for frames: {} samples",
        heard.len()
    );
    assert!(
        film.dropped() > 200,
        "frames that nobody asked for make room"
    );
}

#[test]
fn a_film_that_is_dropped_ends_its_sound() {
    let folder = tempfile::tempdir().unwrap();
    let path = encode(folder.path(), "drop.mp4", &small(), H264);
    for moment in 0..8 {
        let mut film = open(
            &path,
            &OpenOptions {
                looping: true,
                ..EVERY_FRAME
            },
        )
        .unwrap();
        let mut sound = film.take_sound().unwrap();
        match moment {
            0 => {}
            1 => film.seek(Duration::from_secs(1), 1),
            2 => drop(film.frame(Duration::ZERO)),
            3 => assert!(wait(&mut *film, Duration::ZERO).is_some()),
            _ => assert!(matches!(sound.read(PATIENCE), Heard::Piece(_))),
        }
        drop(film);
        let ended = std::iter::from_fn(|| Some(sound.read(PATIENCE)))
            .find(|heard| !matches!(heard, Heard::Piece(_)));
        assert_eq!(ended, Some(Heard::Ended));
    }
}

#[test]
fn what_is_far_too_late_is_not_even_decoded() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = Synthetic {
        duration: Duration::from_secs(6),
        channels: 0,
        ..small()
    };
    // A frame that stands by itself every half second.
    let path = encode(
        folder.path(),
        "keys.mp4",
        &drawn,
        &["-c:v", "libx264", "-preset", "ultrafast", "-g", "15"],
    );
    let mut film = open(&path, &OpenOptions::default()).unwrap();
    // Whoever shows it is five seconds ahead of the decoder from the start.
    let asked = Duration::from_secs(5);
    let mut decoded = 0;
    loop {
        let frame = wait(&mut *film, asked).expect("the film goes on");
        decoded += 1;
        if frame.at + Duration::from_millis(600) >= asked {
            break;
        }
    }
    decoded += film.dropped();
    assert!(
        (2..100).contains(&decoded),
        "{decoded} of 150 frames were decoded to get there"
    );
}
