//! Films that are broken, odd or unusual: each plays as far as it can, or says what is wrong with it.
#![cfg(not(target_os = "android"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod film_files;

use std::path::{Path, PathBuf};
use std::time::Duration;

use film_files::{EVERY_FRAME, PATIENCE, encode, ffmpeg, number, planes, small, sought, wait};
use media::film::synthetic::Synthetic;
use media::film::{FilmSource, FilmState, Heard, open, probe, still};
use media::{MediaError, Orientation};

const STEP: Duration = Duration::from_nanos(33_333_334);

const H264: &[&str] = &[
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-g",
    "15",
    "-pix_fmt",
    "yuv420p",
    "-c:a",
    "aac",
];

fn start(path: &Path) -> Box<dyn FilmSource> {
    open(path, &EVERY_FRAME).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Decodes to the end as fast as it goes; how many frames there were, and how it ended.
fn play(film: &mut dyn FilmSource) -> (u64, FilmState) {
    let mut count = 0;
    while wait(film, Duration::from_secs(1 << 20)).is_some() {
        count += 1;
    }
    (count + film.dropped(), film.state())
}

/// A copy of `path` with only this share of its bytes.
fn cut(path: &Path, name: &str, share: f64) -> PathBuf {
    let bytes = std::fs::read(path).unwrap();
    let out = path.with_file_name(name);
    std::fs::write(&out, &bytes[..(bytes.len() as f64 * share) as usize]).unwrap();
    out
}

#[test]
fn a_film_cut_in_the_middle_plays_to_the_cut_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let whole = encode(
        folder.path(),
        "whole.mp4",
        &Synthetic {
            duration: Duration::from_secs(4),
            ..small()
        },
        &[H264, &["-movflags", "+faststart"]].concat(),
    );
    let part = cut(&whole, "part.mp4", 0.6);
    let info = probe(&part).unwrap();
    assert!(
        info.cut.is_some_and(|percent| (55..=60).contains(&percent)),
        "{:?}",
        info.cut
    );
    let (count, state) = play(&mut *start(&part));
    assert!((20..110).contains(&count), "{count} frames");
    let FilmState::Failed(fault) = state else {
        panic!("{state:?}")
    };
    assert_eq!(fault.code, "M0406", "{}", fault.reason);
    assert!(
        fault.reason.contains("Copy the whole file again"),
        "{}",
        fault.reason
    );
    // Its header stands at the end: nothing can be played.
    let whole = encode(folder.path(), "late.mp4", &small(), H264);
    let error = open(&cut(&whole, "headless.mp4", 0.6), &EVERY_FRAME)
        .err()
        .unwrap();
    assert_eq!(error.code(), "M0406", "{error}");
    let whole = encode(
        folder.path(),
        "whole.mkv",
        &Synthetic {
            duration: Duration::from_secs(4),
            ..small()
        },
        H264,
    );
    let (count, state) = play(&mut *start(&cut(&whole, "part.mkv", 0.6)));
    assert!((20..110).contains(&count), "{count} frames");
    assert!(
        matches!(&state, FilmState::Failed(fault) if fault.code == "M0406"),
        "{state:?}"
    );
}

#[test]
fn a_file_that_shrinks_while_it_plays_breaks_off() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = Synthetic {
        width: 640,
        height: 320,
        duration: Duration::from_secs(20),
        ..small()
    };
    let path = encode(
        folder.path(),
        "shrinks.mp4",
        &drawn,
        &[H264, &["-movflags", "+faststart"]].concat(),
    );
    let mut film = start(&path);
    assert!(wait(&mut *film, Duration::ZERO).is_some());
    let length = std::fs::metadata(&path).unwrap().len();
    std::fs::OpenOptions::new()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(length / 3)
        .unwrap();
    let (count, state) = play(&mut *film);
    assert!(count < 599, "{count} frames");
    let FilmState::Failed(fault) = state else {
        panic!("{state:?}")
    };
    assert!(
        fault.code == "M0407" && fault.reason.contains("cannot be played"),
        "{fault:?}"
    );
}

#[test]
fn tracks_that_are_missing_or_empty() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let text = |name: &str| path(name).to_str().unwrap().to_owned();
    for name in ["sound.mp4", "sound.mkv"] {
        ffmpeg(&["-f", "lavfi", "-i", "sine", "-t", "1", &text(name)]);
        let error = open(&path(name), &EVERY_FRAME).err().unwrap();
        assert!(matches!(error, MediaError::NoPicture), "{name}: {error}");
    }
    let silent = encode(
        folder.path(),
        "silent.mp4",
        &Synthetic {
            channels: 0,
            ..small()
        },
        H264,
    );
    let mut film = start(&silent);
    assert!(film.info().audio.is_empty() && film.take_sound().is_none());
    assert_eq!(play(&mut *film), (60, FilmState::Ended));
    // A header with a picture track and not one frame.
    ffmpeg(&[
        "-f",
        "lavfi",
        "-i",
        "color=s=64x64",
        "-t",
        "1",
        "-frames:v",
        "0",
        "-f",
        "mp4",
        &text("empty.mp4"),
    ]);
    let error = open(&path("empty.mp4"), &EVERY_FRAME).err().unwrap();
    assert!(
        ["M0402", "M0403", "M0105"].contains(&error.code()),
        "{error}"
    );
    std::fs::write(path("nothing.mp4"), b"").unwrap();
    assert_eq!(
        open(&path("nothing.mp4"), &EVERY_FRAME)
            .err()
            .unwrap()
            .code(),
        "M0102"
    );
    assert_eq!(
        open(&path("absent.mp4"), &EVERY_FRAME)
            .err()
            .unwrap()
            .code(),
        "M0101"
    );
    assert_eq!(
        open(folder.path(), &EVERY_FRAME).err().unwrap().code(),
        "M0101"
    );
}

#[test]
fn sound_that_ends_early_does_not_hold_the_film() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("short.mp4");
    let mut arguments = vec![
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=320x160:r=30:d=6",
        "-f",
        "lavfi",
        "-i",
        "sine=d=3",
    ];
    arguments.extend(H264);
    arguments.push(out.to_str().unwrap());
    ffmpeg(&arguments);
    let mut film = start(&out);
    let mut sound = film.take_sound().unwrap();
    let (mut read, mut heard) = (0, Duration::ZERO);
    for index in 0..180_u32 {
        assert!(
            wait(&mut *film, STEP * index).is_some(),
            "frame {index}: {:?}",
            film.state()
        );
        while heard < STEP * index + Duration::from_millis(300) {
            let Heard::Piece(piece) = sound.read(Duration::ZERO) else {
                break;
            };
            read += piece.samples.len();
            heard = piece.at;
        }
    }
    assert!(wait(&mut *film, STEP * 200).is_none());
    // The demultiplexer takes sound of less than a fifth of the film for something else.
    while let Heard::Piece(piece) = sound.read(PATIENCE) {
        read += piece.samples.len();
    }
    assert!(read >= 2 * 142_000, "{read} samples");
    assert_eq!(sound.read(PATIENCE), Heard::Ended);
}

#[test]
fn unusual_rates_and_sizes() {
    let folder = tempfile::tempdir().unwrap();
    for (name, frame_rate, seconds) in [
        ("1.mp4", (1, 1), 4),
        ("120.mp4", (120, 1), 1),
        ("ntsc.mov", (30_000, 1_001), 2),
    ] {
        let drawn = Synthetic {
            frame_rate,
            duration: Duration::from_secs(seconds),
            ..small()
        };
        let mut film = start(&encode(folder.path(), name, &drawn, H264));
        for index in 0..drawn.frames() {
            let frame = wait(&mut *film, drawn.time_of(index) + Duration::from_millis(2)).unwrap();
            assert_eq!(number(frame), Some(index as u32), "{name}");
        }
    }
    let odd = Synthetic {
        width: 3_839,
        height: 1_919,
        duration: Duration::from_millis(100),
        channels: 0,
        ..small()
    };
    // H.264 with 4:2:0 has no odd sizes of its own; AV1 and VP9 do.
    let path = encode(
        folder.path(),
        "odd.webm",
        &odd,
        &[
            "-c:v",
            "libvpx-vp9",
            "-deadline",
            "realtime",
            "-cpu-used",
            "8",
        ],
    );
    let mut film = start(&path);
    let frame = planes(wait(&mut *film, Duration::ZERO).unwrap());
    let layout = frame.layout();
    assert_eq!((layout.width, layout.height), (3_839, 1_919));
    let (chroma, stride) = frame.plane(1);
    assert!(
        stride >= 1_920 && chroma.len() >= stride * 959 + 1_920,
        "{stride} {}",
        chroma.len()
    );
    let picture = still(&path, Duration::ZERO).unwrap();
    assert_eq!(
        (picture.width, picture.height, picture.bytes()),
        (3_839, 1_919, 3_839 * 1_919 * 4)
    );
}

#[test]
fn a_rotated_film_stands_upright() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = Synthetic {
        duration: Duration::from_millis(500),
        ..small()
    };
    // Stored lying on its side, as telephones do it, with the turn in its header.
    let lying = encode(
        folder.path(),
        "lying.mp4",
        &drawn,
        &[H264, &["-vf", "transpose=cclock"]].concat(),
    );
    let turned = folder.path().join("turned.mp4");
    ffmpeg(&[
        "-i",
        lying.to_str().unwrap(),
        "-c",
        "copy",
        "-metadata:s:v:0",
        "rotate=270",
        turned.to_str().unwrap(),
    ]);
    let info = probe(&turned).unwrap();
    assert_eq!(
        (info.width, info.height, info.orientation),
        (320, 160, Orientation::QuarterRight)
    );
    let mut film = start(&turned);
    assert_eq!(
        film.info().orientation,
        Orientation::Upright,
        "nothing is left to be turned"
    );
    assert_eq!(sought(&mut *film, Duration::from_millis(200), 1), Some(6));
}

#[test]
fn variable_rates_keep_their_times() {
    let folder = tempfile::tempdir().unwrap();
    let even = encode(folder.path(), "even.mp4", &small(), H264);
    let uneven = folder.path().join("uneven.mp4");
    // Of every thirty frames the first ten, the fifteenth and the last one are left.
    let filter = "select='lt(mod(n,30),10)+eq(mod(n,30),15)+eq(mod(n,30),29)'";
    ffmpeg(&[
        "-i",
        even.to_str().unwrap(),
        "-vf",
        filter,
        "-vsync",
        "vfr",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        uneven.to_str().unwrap(),
    ]);
    let mut film = start(&uneven);
    // Within the time that a frame is there for at its film's mean rate; a seek into a longer rest shows the next one.
    for (at, wanted) in [
        (0, 0),
        (310, 9),
        (510, 15),
        (970, 29),
        (1_010, 30),
        (1_310, 39),
    ] {
        let at = Duration::from_millis(at);
        assert_eq!(sought(&mut *film, at, wanted + 1), Some(wanted), "{at:?}");
    }
    film.seek(Duration::ZERO, 99);
    let kept = (0..60).filter(|number| number % 30 < 10 || [15, 29].contains(&(number % 30)));
    for wanted in kept {
        let at = small().time_of(wanted) + Duration::from_millis(3);
        let frame = wait(&mut *film, at).unwrap();
        assert_eq!(number(frame), Some(wanted as u32), "{at:?}");
        assert!(
            film.frame(at + Duration::from_millis(4)).is_none(),
            "it stays"
        );
    }
}

#[test]
fn interlaced_films_are_made_whole() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = Synthetic {
        duration: Duration::from_secs(1),
        channels: 0,
        ..small()
    };
    let path = encode(
        folder.path(),
        "lines.mp4",
        &drawn,
        &[
            "-vf",
            "tinterlace=interleave_top",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-x264-params",
            "tff=1",
            "-flags",
            "+ildct+ilme",
            "-pix_fmt",
            "yuv420p",
        ],
    );
    let (count, state) = play(&mut *start(&path));
    assert!(
        count >= 14 && state == FilmState::Ended,
        "{count} {state:?}"
    );
}

#[test]
fn an_unknown_codec_is_named_with_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = encode(folder.path(), "known.mp4", &small(), H264);
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(4).position(|four| four == b"avc1").unwrap();
    let at = bytes[at + 4..]
        .windows(4)
        .position(|four| four == b"avc1")
        .map_or(at, |next| at + 4 + next);
    bytes[at..at + 4].copy_from_slice(b"xyz1");
    std::fs::write(&path, bytes).unwrap();
    let error = open(&path, &EVERY_FRAME).err().unwrap();
    assert_eq!(error.code(), "M0404");
    let text = error.to_string();
    assert!(
        text.contains("xyz1") && text.contains("ffmpeg -i INPUT"),
        "{text}"
    );
}

#[test]
fn twelve_hours_are_opened_and_sought_in_like_two_seconds() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = Synthetic {
        frame_rate: (1, 60),
        duration: Duration::from_secs(12 * 3_600),
        width: 192,
        height: 96,
        channels: 0,
        ..small()
    };
    let path = encode(folder.path(), "long.mp4", &drawn, H264);
    assert_eq!(probe(&path).unwrap().duration, drawn.duration);
    let mut film = start(&path);
    for (serial, minute) in [(1, 700_u32), (2, 3), (3, 719), (4, 360)] {
        let place = Duration::from_secs(u64::from(minute) * 60 + 30);
        assert_eq!(sought(&mut *film, place, serial), Some(minute));
    }
}
