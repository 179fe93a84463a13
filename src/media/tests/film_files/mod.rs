//! Films for tests: drawn by us, written by ffmpeg, read back by number.
#![allow(dead_code, reason = "each test program uses its own part")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use media::film::synthetic::{Synthetic, code};
use media::film::{FilmSource, FilmState, Frame, FrameContent, OpenOptions, PlaneFormat, Planes};

/// How long a test waits for a decoder before it counts as stuck.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);

/// Decoded as fast as it goes, with no clock that a frame could be late by.
pub(crate) const EVERY_FRAME: OpenOptions = OpenOptions {
    start: Duration::ZERO,
    looping: false,
    sound: true,
    ambisonic: None,
    every_frame: true,
};

/// A small film: two seconds with 30 frames a second and sound.
pub(crate) fn small() -> Synthetic {
    Synthetic {
        width: 320,
        height: 160,
        duration: Duration::from_secs(2),
        format: PlaneFormat::I420,
        looping: false,
        ..Synthetic::default()
    }
}

/// Writes `film` to `name` in `folder`, coded with these arguments to ffmpeg.
pub(crate) fn encode(folder: &Path, name: &str, film: &Synthetic, arguments: &[&str]) -> PathBuf {
    let path = folder.join(name);
    let mut drawn = Synthetic {
        looping: false,
        format: PlaneFormat::I420,
        ..film.clone()
    }
    .open();
    let mut command = Command::new("ffmpeg");
    command.args(["-y", "-v", "error", "-threads", "2"]);
    let size = format!("{}x{}", film.width, film.height);
    let rate = format!("{}/{}", film.frame_rate.0, film.frame_rate.1);
    command.args([
        "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", &size, "-r", &rate, "-i", "pipe:0",
    ]);
    let sound = folder.join(format!("{name}.f32"));
    if let Some(mut reader) = drawn.take_sound() {
        let mut bytes = Vec::new();
        while let media::film::Heard::Piece(piece) = reader.read(Duration::ZERO) {
            bytes.extend(piece.samples.iter().flat_map(|sample| sample.to_le_bytes()));
        }
        std::fs::write(&sound, bytes).unwrap();
        let channels = film.channels.to_string();
        command
            .args(["-f", "f32le", "-ar", "48000", "-ac", &channels, "-i"])
            .arg(&sound);
    }
    command.args([
        "-colorspace",
        "bt709",
        "-color_primaries",
        "bt709",
        "-color_trc",
        "bt709",
    ]);
    command.args(arguments).arg(&path).stdin(Stdio::piped());
    let mut child = command
        .spawn()
        .expect("ffmpeg is needed for these tests: sudo apt install ffmpeg");
    let mut pipe = child.stdin.take().unwrap();
    for number in 0..film.frames() {
        let frame = drawn.frame(film.time_of(number)).unwrap();
        let FrameContent::Planes(planes) = frame.content else {
            unreachable!("it is drawn")
        };
        for plane in 0..3 {
            pipe.write_all(planes.plane(plane).0).unwrap();
        }
    }
    drop(pipe);
    assert!(
        child.wait().unwrap().success(),
        "ffmpeg cannot write {name}"
    );
    path
}

/// Runs ffmpeg with these arguments.
pub(crate) fn ffmpeg(arguments: &[&str]) {
    let status = Command::new("ffmpeg")
        .args(["-y", "-v", "error"])
        .args(arguments)
        .status();
    assert!(
        status.expect("ffmpeg is needed for these tests").success(),
        "ffmpeg {arguments:?}"
    );
}

/// Waits for the frame of `at`; `None` when the film is over or broken.
pub(crate) fn wait(film: &mut dyn FilmSource, at: Duration) -> Option<Frame> {
    let begun = Instant::now();
    loop {
        if let Some(frame) = film.frame(at) {
            return Some(frame);
        }
        if matches!(film.state(), FilmState::Ended | FilmState::Failed(_)) {
            return film.frame(at);
        }
        assert!(
            begun.elapsed() < PATIENCE,
            "no frame for {at:?}, the film is {:?}",
            film.state()
        );
        std::thread::yield_now();
    }
}

/// The planes of a frame in memory.
pub(crate) fn planes(frame: Frame) -> Box<dyn Planes> {
    match frame.content {
        FrameContent::Planes(planes) => planes,
        FrameContent::Surface => panic!("a desktop's frames are in memory"),
    }
}

/// The number drawn into a frame.
pub(crate) fn number(frame: Frame) -> Option<u32> {
    code::number_in(&*planes(frame), media::Stereo::Mono)
}

/// The number of the frame that is shown right after a seek to `place`.
pub(crate) fn sought(film: &mut dyn FilmSource, place: Duration, serial: u32) -> Option<u32> {
    film.seek(place, serial);
    let frame = wait(film, place)?;
    assert_eq!(frame.serial, serial);
    assert!(frame.at <= place);
    number(frame)
}
