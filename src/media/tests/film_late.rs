//! Films on a machine that is too slow for them: frames are left out, and GStreamer is used as it wants to be.
#![cfg(not(target_os = "android"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

mod film_files;

use std::sync::Mutex;
use std::time::{Duration, Instant};

use film_files::encode;
use gstreamer::glib;
use media::film::synthetic::Synthetic;
use media::film::{FilmState, Heard, OpenOptions, open};

/// What GLib and GStreamer complained of.
static COMPLAINTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

#[test]
fn frames_that_are_left_out_in_every_way_leave_nothing_behind() {
    glib::log_set_default_handler(|domain, level, said| {
        if !matches!(level, glib::LogLevel::Debug | glib::LogLevel::Info) {
            let said = format!("{} {level:?}: {said}", domain.unwrap_or_default());
            COMPLAINTS.lock().unwrap().push(said);
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let drawn = Synthetic {
        width: 1280,
        height: 640,
        duration: Duration::from_secs(4),
        ..Synthetic::default()
    };
    let with_frames_between = [
        "-c:v", "libx264", "-preset", "veryfast", "-g", "30", "-c:a", "aac",
    ];
    let path = encode(folder.path(), "late.mp4", &drawn, &with_frames_between);
    let options = OpenOptions {
        looping: true,
        ..OpenOptions::default()
    };
    // A clock that runs so many times too fast: the decoder keeps up, hardly, and not at all.
    for speed in [1.0, 6.0, 15.0, 60.0] {
        let mut film = open(&path, &options).unwrap();
        let mut sound = film.take_sound().unwrap();
        let began = Instant::now();
        let mut seeks = 0;
        let mut shown = 0;
        while began.elapsed() < Duration::from_millis(1200) {
            let run = began.elapsed().mul_f64(speed);
            shown += u32::from(film.frame(run).is_some());
            while matches!(sound.read(Duration::from_millis(1)), Heard::Piece(piece) if piece.at < run)
            {
            }
            // Now and then somebody goes elsewhere in the middle of it.
            if began.elapsed() > Duration::from_millis(400) * (seeks + 1) {
                seeks += 1;
                film.seek(run, seeks);
            }
        }
        assert!(shown > 0 || speed > 50.0, "nothing is shown at {speed}");
        assert!(
            !matches!(film.state(), FilmState::Failed(_)),
            "{:?}",
            film.state()
        );
    }
    let complaints = COMPLAINTS.lock().unwrap();
    assert!(complaints.is_empty(), "{complaints:#?}");
}
