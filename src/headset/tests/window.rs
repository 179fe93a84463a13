//! The headset in a window: it opens, and shows the picture. On a virtual display, where nobody has to look.

#![allow(clippy::unwrap_used, reason = "a test may")]
#![cfg(target_os = "linux")]

mod support;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use media::Eye;
use support::headset::{Headset, binary};
use support::pictures::{Case, Rgb};

/// Longer than a slow machine needs; only a test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(60);
const SIZE: (usize, usize) = (640, 360);

/// A virtual display; ends when dropped.
struct Display {
    server: Child,
    name: String,
}

impl Display {
    fn start() -> Self {
        let screen = format!("{}x{}x24", SIZE.0, SIZE.1);
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-nolisten",
                "tcp",
                "-screen",
                "0",
                &screen,
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is needed for this test: sudo apt install xvfb");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap())
            .read_line(&mut number)
            .unwrap();
        let name = format!(":{}", number.trim());
        Self { server, name }
    }

    fn seen(&self, file: &Path) -> Rgb {
        let taken = Command::new("import")
            .args(["-display", &self.name, "-window", "root", "-depth", "8"])
            .arg(file)
            .status()
            .expect("import is needed for this test: sudo apt install imagemagick");
        assert!(taken.success(), "the display shows nothing");
        Rgb::read(file)
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[test]
fn a_window_opens_and_shows_the_picture() {
    let folder = tempfile::tempdir().unwrap();
    let case = Case::level("Equirectangular", "Mono", 40.0);
    case.write(folder.path());
    let display = Display::start();
    let mut command = Command::new(binary());
    command
        .args(["--mode", "window", "--instant", "--play", &case.id()])
        .args(["--size", &format!("{}x{}", SIZE.0, SIZE.1), "--experiences"])
        .arg(folder.path())
        .env("DISPLAY", &display.name)
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET");
    let mut headset = Headset::start(command);
    headset.wait_for("headset ready mode=window");
    let photo = folder.path().join(case.id()).join("media/photo.jpg");
    let wanted = case.middle(&photo, Eye::Left);
    let end = Instant::now() + PATIENCE;
    loop {
        let seen = display.seen(&folder.path().join("seen.png"));
        let seen = seen.at(SIZE.0 / 2, SIZE.1 / 2);
        let apart = (0..3).map(|channel| seen[channel].abs_diff(wanted[channel]));
        if apart.max() <= Some(14) {
            break;
        }
        assert!(
            Instant::now() < end,
            "{seen:?} is seen in the middle, {wanted:?} was wanted"
        );
        assert!(headset.runs(), "it ended");
    }
}
