//! VLC 3 on a virtual display of the size of the picture. Its video fills the display's root window; the display keeps
//! its pixels in a file, and the first right frame is seen there.

use crate::bench::material::{FRONT, LOOK_AT, LOOK_SIZE, Material, is_side};
use crate::bench::program::Program;
use crate::setup;
use anyhow::{Context, Result, ensure};
use std::fs::{self, File, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// How long it may take for anything.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);
/// How often the display is looked at.
const LOOK: Duration = Duration::from_millis(4);
/// How long its memory is watched after the first right frame.
const WATCH: Duration = Duration::from_secs(4);
const SIZE: (u32, u32) = (1280, 720);
/// VLC does not run as root; this user may do nothing at all.
const NOBODY: &str = "65534";

/// What became of one run.
pub(super) struct Run {
    /// From its start to the first right frame.
    pub first: Duration,
    /// The most memory it took, in bytes, if it was watched.
    pub memory: Option<u64>,
}

/// Lets VLC show the photo.
pub(super) fn run(material: &Material, watch: bool) -> Result<Run> {
    let place = Place::make(&material.photo())?;
    let display = Display::start(&place, &material.logs())?;
    let command = command(&place, &display, "dummy");
    let program = Program::start("vlc", command, &material.logs())?;
    let memory = watch.then(|| program.processes().watch_memory());
    display.wait_for_front(&program)?;
    let first = program.started.elapsed();
    let memory = memory.map(|memory| {
        std::thread::sleep(WATCH);
        memory.peak()
    });
    Ok(Run { first, memory })
}

/// VLC showing what lies in `place`, listening to its `interface`.
pub(super) fn command(place: &Place, display: &Display, interface: &str) -> Command {
    let mut command = if setup::is_root() {
        let mut command = Command::new("setpriv");
        command.args([
            "--reuid",
            NOBODY,
            "--regid",
            NOBODY,
            "--clear-groups",
            "vlc",
        ]);
        command
    } else {
        Command::new("vlc")
    };
    command
        .env("DISPLAY", format!(":{}", display.number))
        .env("HOME", &place.folder)
        .env("XDG_RUNTIME_DIR", &place.folder)
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env_remove("WAYLAND_DISPLAY")
        .args(["--intf", interface, "--vout", "gl", "--aout", "dummy"])
        .args(["--no-osd", "--no-spu"])
        .args([
            "--no-video-title-show",
            "--image-duration",
            "60",
            "--drawable-xid",
        ])
        .arg(display.root_window.to_string())
        .arg(&place.file);
    command
}

/// A folder that any user may read and write, with what is to be shown in it. Dropping it removes it.
pub(super) struct Place {
    folder: PathBuf,
    file: PathBuf,
}

impl Place {
    /// A place with a copy of `file`.
    pub(super) fn make(file: &Path) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("utsikt-bench-vlc-{}", std::process::id()));
        let copy = folder.join(file.file_name().context("a file without a name")?);
        let place = Self { folder, file: copy };
        fs::create_dir_all(&place.folder)
            .and_then(|()| fs::set_permissions(&place.folder, Permissions::from_mode(0o777)))
            .and_then(|()| fs::copy(file, &place.file))
            .and_then(|_| fs::set_permissions(&place.file, Permissions::from_mode(0o644)))
            .with_context(|| {
                format!(
                    "cannot copy {} to {}",
                    file.display(),
                    place.folder.display()
                )
            })?;
        Ok(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A virtual display. It ends with this.
pub(super) struct Display {
    _server: Program,
    number: u32,
    root_window: u32,
    pixels: Pixels,
}

impl Display {
    /// Starts one that keeps its pixels in `place`.
    pub(super) fn start(place: &Place, logs: &Path) -> Result<Self> {
        let mut command = Command::new("Xvfb");
        command
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                &format!("{}x{}x24", SIZE.0, SIZE.1),
                "-fbdir",
            ])
            .arg(&place.folder)
            .args(["-nolisten", "tcp", "-nocursor"]);
        let server = Program::start("xvfb", command, logs)?;
        // It writes its number when it takes programs.
        let (_, line) = server.line(PATIENCE, |line| !line.is_empty())?;
        let number = line
            .trim()
            .parse()
            .context("Xvfb did not say the number of its display")?;
        let root_window =
            root_window(number).with_context(|| format!("cannot talk to display :{number}"))?;
        let pixels = Pixels::open(&place.folder.join("Xvfb_screen0"))?;
        Ok(Self {
            _server: server,
            number,
            root_window,
            pixels,
        })
    }

    /// Waits until `program` shows the front.
    pub(super) fn wait_for_front(&self, program: &Program) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while !self.shows_front()? {
            program.go_on(deadline)?;
            std::thread::sleep(LOOK);
        }
        Ok(())
    }

    /// Whether both places that are looked at have the front's colour.
    fn shows_front(&self) -> Result<bool> {
        for (across, down) in LOOK_AT {
            let (x, y) = (
                (across * SIZE.0 as f32) as u32,
                (down * SIZE.1 as f32) as u32,
            );
            if !is_side(
                self.pixels.mean(x - LOOK_SIZE / 2, y - LOOK_SIZE / 2)?,
                FRONT,
            ) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The number of the root window, as an X server tells it to everyone who connects.
fn root_window(display: u32) -> Result<u32> {
    let mut server =
        UnixStream::connect(format!("/tmp/.X11-unix/X{display}")).context("there is no socket")?;
    // Little-endian, protocol 11.0, without a name or a key.
    server.write_all(&[b'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0])?;
    let mut head = [0; 8];
    server.read_exact(&mut head)?;
    ensure!(head[0] == 1, "the server takes no connection");
    let mut body = vec![0; usize::from(u16::from_le_bytes([head[6], head[7]])) * 4];
    server.read_exact(&mut body)?;
    first_root(&body).context("the server speaks in another way")
}

/// Finds the first screen's root window after the server's name and its list of pixel formats (8 bytes each).
fn first_root(body: &[u8]) -> Option<u32> {
    let name = usize::from(u16::from_le_bytes(body.get(16..18)?.try_into().ok()?));
    let formats = usize::from(*body.get(21)?);
    let at = 32 + name.next_multiple_of(4) + formats * 8;
    Some(u32::from_le_bytes(body.get(at..at + 4)?.try_into().ok()?))
}

/// The file in which the display keeps its pixels, a screen dump as of the program `xwd`.
struct Pixels {
    file: File,
    start: u64,
    line: u64,
}

impl Pixels {
    fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        let field = |number: u64| {
            let mut bytes = [0; 4];
            file.read_exact_at(&mut bytes, number * 4)
                .context("the display's file is too short")?;
            Ok::<u64, anyhow::Error>(u64::from(u32::from_be_bytes(bytes)))
        };
        // Length of the head, then a table of colours of 12 bytes each, then lines of pixels of 4 bytes each.
        let (head, line, colours) = (field(0)?, field(12)?, field(19)?);
        Ok(Self {
            start: head + colours * 12,
            line,
            file,
        })
    }

    /// The mean colour of the square that begins there.
    fn mean(&self, x: u32, y: u32) -> Result<[u8; 3]> {
        let mut sums = [0u32; 3];
        let mut row = [0; LOOK_SIZE as usize * 4];
        for down in 0..LOOK_SIZE {
            let at = self.start + u64::from(y + down) * self.line + u64::from(x) * 4;
            self.file
                .read_exact_at(&mut row, at)
                .context("the display's file is too short")?;
            for pixel in row.chunks_exact(4) {
                for (sum, value) in sums.iter_mut().zip([pixel[2], pixel[1], pixel[0]]) {
                    *sum += u32::from(value);
                }
            }
        }
        Ok(sums.map(|sum| (sum / (LOOK_SIZE * LOOK_SIZE)) as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_window_is_found_behind_the_servers_name_and_formats() {
        let mut body = vec![0; 32];
        body[16] = 5; // "X.Org", filled up to 8 bytes
        body[21] = 2;
        body.extend([0; 8 + 2 * 8]);
        body.extend(0x0000_02f1_u32.to_le_bytes());
        assert_eq!(first_root(&body), Some(0x2f1));
        assert_eq!(first_root(&body[..40]), None);
    }

    #[test]
    fn pixels_are_read_behind_head_and_colours() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dump");
        let mut bytes = vec![0u8; 100];
        bytes[0..4].copy_from_slice(&100u32.to_be_bytes());
        bytes[48..52].copy_from_slice(&(20 * 4u32).to_be_bytes());
        bytes[76..80].copy_from_slice(&2u32.to_be_bytes());
        bytes.extend([9; 24]);
        bytes.extend([60, 61, 200, 0].repeat(20 * 20));
        fs::write(&path, bytes).unwrap();
        assert_eq!(
            Pixels::open(&path).unwrap().mean(2, 3).unwrap(),
            [200, 61, 60]
        );
        assert!(Pixels::open(&path).unwrap().mean(2, 10).is_err());
    }
}
