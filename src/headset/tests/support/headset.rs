//! The headset program as a test sees it: started, listened to, ended.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Longer than anything here takes on a slow machine; only a test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program under test: the one beside this test, or the one named for suites that run it elsewhere.
pub fn binary() -> PathBuf {
    std::env::var_os("UTSIKT_HEADSET_BIN")
        .map_or_else(|| env!("CARGO_BIN_EXE_headset").into(), PathBuf::from)
}

/// A running headset. Killed when dropped.
pub struct Headset {
    child: Child,
    lines: Receiver<String>,
    heard: Vec<String>,
}

impl Headset {
    /// Starts `command` (the headset with its arguments) and listens to all it says.
    pub fn start(mut command: Command) -> Self {
        let mut child = command
            .env(
                "RUST_LOG",
                "info,wgpu=error,bevy_render=error,symphonia=warn",
            )
            .env("NO_COLOR", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let second = sender.clone();
        std::thread::spawn(move || {
            BufReader::new(out)
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line))
        });
        std::thread::spawn(move || {
            BufReader::new(err)
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| second.send(line))
        });
        Self {
            child,
            lines,
            heard: Vec::new(),
        }
    }

    /// Waits until the headset says a line with `words` in it, from now on; gives the line.
    pub fn wait_for(&mut self, words: &str) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            match self
                .lines
                .recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                Ok(line) => {
                    self.heard.push(line.clone());
                    if line.contains(words) {
                        return line;
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!(
                        "the headset never said «{words}»; it said:\n{}",
                        self.heard.join("\n")
                    )
                }
            }
        }
    }

    /// Whether it has said a line with `words` in it, among those that were waited through.
    pub fn said(&self, words: &str) -> bool {
        self.heard.iter().any(|line| line.contains(words))
    }

    /// The number of its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Whether the process runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits for its end; gives the exit code and all it said.
    pub fn end(mut self) -> (Option<i32>, String) {
        let code = self.child.wait().unwrap().code();
        self.heard.extend(self.lines.iter());
        (code, self.heard.join("\n"))
    }
}

impl Drop for Headset {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Renders what `--play id` shows, without a display, into a picture.
pub fn render(experiences: &Path, id: &str, arguments: &[&str]) -> super::pictures::Rgb {
    let file = experiences.join(format!("{id}-{}.png", std::process::id()));
    let mut command = Command::new(binary());
    command.args([
        "--mode",
        "offscreen",
        "--instant",
        "--play",
        id,
        "--size",
        "320x240",
    ]);
    command
        .arg("--experiences")
        .arg(experiences)
        .arg("--picture")
        .arg(&file)
        .args(arguments);
    let (code, said) = Headset::start(command).end();
    assert_eq!(code, Some(0), "{said}");
    let picture = super::pictures::Rgb::read(&file);
    std::fs::remove_file(&file).unwrap();
    picture
}
