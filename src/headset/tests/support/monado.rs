//! A real OpenXR runtime for tests: started, killed, restarted, given a head to look with, photographed.
//!
//! Monado is fetched and run by `cargo xtask monado`; this only speaks to it. Each [`Runtime`] is one of its own, with
//! its own sockets and display, and ends when dropped.
//!
//! ```ignore
//! let mut runtime = Runtime::start(Compositor::Real);
//! let mut headset = runtime.command(env!("CARGO_BIN_EXE_headset")).args(["--mode", "xr"]).spawn().unwrap();
//! runtime.set_head(90.0, 0.0, 0.0, [0.0, 1.6, 0.0]); // looks right
//! let picture = runtime.screenshot();
//! ```

use serde_json::Value;
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// What becomes of the pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compositor {
    /// Nothing: the fastest, for what is about states and not about pictures.
    Null,
    /// They are shown, both eyes side by side, on a virtual display.
    Real,
}

/// A running Monado whose head is scripted: still at (0, 1.6, 0), looking straight ahead, until told otherwise.
pub struct Runtime {
    compositor: Compositor,
    folder: PathBuf,
    description: Value,
    head: Option<Remote>,
    screenshots: u32,
}

impl Runtime {
    /// Starts one and waits until it takes programs.
    pub fn start(compositor: Compositor) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let all =
            std::env::var_os("UTSIKT_MONADO_RUNS").map_or_else(std::env::temp_dir, PathBuf::from);
        let folder = all.join(format!(
            "m{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        ));
        let mut runtime = Self {
            compositor,
            folder,
            description: Value::Null,
            head: None,
            screenshots: 0,
        };
        runtime.restart();
        runtime
    }

    /// Kills it as a crash would. The display stays.
    pub fn kill_nine(&mut self) {
        self.head = None;
        self.verb("kill", &[]);
    }

    /// Starts it anew after [`kill_nine`](Self::kill_nine), on the same display, and waits until it takes programs. The
    /// head is back where it was at first.
    pub fn restart(&mut self) {
        let compositor = if self.compositor == Compositor::Real {
            "--compositor"
        } else {
            "--null"
        };
        let answer = self.verb("start", &["--remote".as_ref(), compositor.as_ref()]);
        self.description = serde_json::from_str(&answer).unwrap();
        let port = self.description["remote_port"]
            .as_u64()
            .unwrap()
            .try_into()
            .unwrap();
        self.head = Some(Remote::connect(port));
    }

    /// Turns and moves the head: degrees (yaw right +, pitch up +, roll to the right shoulder +), metres (right, up, back).
    pub fn set_head(&mut self, yaw: f32, pitch: f32, roll: f32, position: [f32; 3]) {
        self.head
            .as_mut()
            .unwrap()
            .send(orientation(yaw, pitch, roll), position);
    }

    /// The path of a new picture (PNG) of what both eyes get now. Only with [`Compositor::Real`].
    pub fn screenshot(&mut self) -> PathBuf {
        self.screenshots += 1;
        let file = self.folder.join(format!("{}.png", self.screenshots));
        self.verb("screenshot", &[file.as_os_str()]);
        file
    }

    /// A command that runs `program` with this as its OpenXR runtime. Its process is the program itself.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let prefix = self.description["prefix"].as_array().unwrap();
        let mut words: Vec<&OsStr> = prefix
            .iter()
            .map(|word| word.as_str().unwrap().as_ref())
            .collect();
        words.push(program.as_ref());
        let mut command = Command::new(words[0]);
        command.args(&words[1..]);
        for (name, value) in self.description["environment"].as_object().unwrap() {
            command.env(name, value.as_str().unwrap());
        }
        command
    }

    /// What Monado has written, for the message of a test that fails.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("monado.log")).unwrap_or_default()
    }

    /// The folder of this runtime, removed with it: a good place for a test's own files.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn verb(&self, verb: &str, words: &[&OsStr]) -> String {
        let output = xtask()
            .args(["monado", verb])
            .args(words)
            .arg("--run-dir")
            .arg(&self.folder)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "cargo xtask monado {verb}: {}\n{}",
            String::from_utf8_lossy(&output.stderr),
            self.log()
        );
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        // A test that has failed already must not hide why behind a second failure.
        let _ = xtask()
            .args(["monado", "stop", "--run-dir"])
            .arg(&self.folder)
            .output();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn xtask() -> Command {
    if let Some(program) = std::env::var_os("UTSIKT_XTASK") {
        return Command::new(program);
    }
    let mut command = Command::new("cargo");
    command
        .args(["xtask"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    command
}

/// Monado's scripted head: fixed-size messages over TCP, the runtime's first one serving as the form to fill in.
struct Remote {
    connection: TcpStream,
    message: [u8; Self::SIZE],
}

impl Remote {
    const SIZE: usize = 376;
    /// Where the head's orientation (x, y, z, w) and then its position (x, y, z) stand, as little-endian f32.
    const HEAD: usize = 104;

    fn connect(port: u16) -> Self {
        let mut connection = TcpStream::connect(("127.0.0.1", port)).unwrap();
        connection.set_nodelay(true).unwrap();
        let mut message = [0; Self::SIZE];
        // Two come at once: how the head stands when reset, and how it stands now.
        connection.read_exact(&mut message).unwrap();
        connection.read_exact(&mut message).unwrap();
        Self {
            connection,
            message,
        }
    }

    fn send(&mut self, orientation: [f32; 4], position: [f32; 3]) {
        for (index, value) in orientation.into_iter().chain(position).enumerate() {
            let at = Self::HEAD + 4 * index;
            self.message[at..at + 4].copy_from_slice(&value.to_le_bytes());
        }
        self.connection.write_all(&self.message).unwrap();
    }
}

/// The rotation (x, y, z, w) of a head that first turns to the side, then nods, then tilts. OpenXR's axes: x right, y up,
/// z back; so turning right and tilting right are negative rotations about y and z.
fn orientation(yaw: f32, pitch: f32, roll: f32) -> [f32; 4] {
    let half = |degrees: f32| (degrees.to_radians() / 2.0).sin_cos();
    let ((sy, cy), (sp, cp), (sr, cr)) = (half(-yaw), half(pitch), half(-roll));
    [
        cy * sp * cr + sy * cp * sr,
        sy * cp * cr - cy * sp * sr,
        cy * cp * sr - sy * sp * cr,
        cy * cp * cr + sy * sp * sr,
    ]
}

/// Where a head that is turned so looks.
fn ahead([x, y, z, w]: [f32; 4]) -> [f32; 3] {
    // (0, 0, -1) rotated.
    [
        -2.0 * (x * z + w * y),
        -2.0 * (y * z - w * x),
        -(1.0 - 2.0 * (x * x + y * y)),
    ]
}

#[test]
fn the_six_directions_are_where_they_should_be() {
    let cases = [
        ((0.0, 0.0), [0.0, 0.0, -1.0]),
        ((90.0, 0.0), [1.0, 0.0, 0.0]),
        ((-90.0, 0.0), [-1.0, 0.0, 0.0]),
        ((180.0, 0.0), [0.0, 0.0, 1.0]),
        ((0.0, 90.0), [0.0, 1.0, 0.0]),
        ((0.0, -90.0), [0.0, -1.0, 0.0]),
    ];
    for ((yaw, pitch), expected) in cases {
        let seen = ahead(orientation(yaw, pitch, 0.0));
        let error: f32 = seen
            .iter()
            .zip(expected)
            .map(|(seen, expected)| (seen - expected).abs())
            .sum();
        assert!(
            error < 1e-5,
            "yaw {yaw} pitch {pitch}: {seen:?} instead of {expected:?}"
        );
    }
}
