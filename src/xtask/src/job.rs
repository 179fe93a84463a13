//! One command run to its end, with its output shown as it comes and kept for afterwards.
//!
//! Nothing is ever silent for long: after ten seconds without output a line says what is running and for how long.
//! On a terminal cargo's own progress bar passes through.

use crate::interrupt;
use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::ffi::OsStr;
use std::io::{IsTerminal, Read, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

const HEARTBEAT: Duration = Duration::from_secs(10);

/// A command to be run, and what to call it in the lines that say how far it is.
pub(crate) struct Job {
    title: String,
    program: String,
    command: Command,
    quiet: bool,
}

/// What became of a [`Job`] that could be started.
pub(crate) struct Finished {
    /// How it ended.
    pub status: ExitStatus,
    /// Everything it wrote, standard output and standard error in the order written, as plain text.
    pub output: String,
    /// How long it ran.
    pub elapsed: Duration,
}

enum Event {
    Output(Vec<u8>),
    Closed,
    Ended(std::io::Result<ExitStatus>),
    Interrupted,
}

impl Job {
    /// A job called `title` ("building the headset") that runs `program` in the checkout.
    pub(crate) fn new(title: impl Into<String>, program: impl AsRef<OsStr>) -> Self {
        Self::of(title, Command::new(program.as_ref()))
    }

    /// The same of a command that has its first words already.
    pub(crate) fn of(title: impl Into<String>, mut command: Command) -> Self {
        command
            .current_dir(crate::paths::checkout())
            .stdin(Stdio::null());
        Self {
            title: title.into(),
            program: command.get_program().display().to_string(),
            command,
            quiet: false,
        }
    }

    /// A job that runs cargo with everything this workspace wants: its target folder, and colours and progress on a
    /// terminal.
    pub(crate) fn cargo(title: impl Into<String>) -> Result<Self> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut job = Self::new(title, cargo).env("CARGO_TARGET_DIR", crate::paths::target()?);
        // What cargo set for `cargo run` describes xtask, not what is built next: it would make build scripts run anew.
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                job.command.env_remove(name.as_ref());
            }
        }
        // The linker's path is part of what cargo remembers: through the wrapper in `.cargo` every clone would build
        // everything anew. The wrapper has done its work by now, cc is there.
        let linker = format!(
            "CARGO_TARGET_{}_UNKNOWN_LINUX_GNU_LINKER",
            std::env::consts::ARCH.to_uppercase()
        );
        job = job.env(linker, "cc");
        if on_terminal() {
            job = job
                .env("CARGO_TERM_COLOR", "always")
                .env("CARGO_TERM_PROGRESS_WHEN", "always")
                .env("CARGO_TERM_PROGRESS_WIDTH", "100");
        }
        Ok(job)
    }

    /// Adds one argument.
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Adds several arguments.
    pub(crate) fn args<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(mut self, arguments: I) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets a variable of its environment.
    pub(crate) fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it in `folder` instead of the top of the checkout.
    pub(crate) fn dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Shows its output only if it fails.
    pub(crate) fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Runs it to its end.
    ///
    /// # Errors
    /// When it cannot be started, and when this program is asked to end meanwhile (the command is then ended too).
    pub(crate) fn run(mut self) -> Result<Finished> {
        if interrupt::requested() {
            bail!("ended by request");
        }
        let started = Instant::now();
        let (mut reader, writer) = std::io::pipe().context("cannot make a pipe")?;
        self.command
            .stdout(writer.try_clone().context("cannot make a pipe")?)
            .stderr(writer);
        let child = self.command.spawn();
        drop(self.command); // it holds the writing end of the pipe
        let mut child =
            child.with_context(|| format!("cannot start {} ({})", self.program, self.title))?;
        let process = Pid::from_raw(
            i32::try_from(child.id()).context("a process number beyond the system's range")?,
        );

        let (sender, events) = mpsc::channel();
        let output_sender = sender.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if output_sender
                    .send(Event::Output(buffer[..count].to_vec()))
                    .is_err()
                {
                    return;
                }
            }
            let _ = output_sender.send(Event::Closed);
        });
        let end_sender = sender.clone();
        std::thread::spawn(move || {
            let _ = end_sender.send(Event::Ended(child.wait()));
        });
        interrupt::on_request(move || {
            let _ = sender.send(Event::Interrupted);
        });

        let mut raw = Vec::new();
        let mut status = None;
        let mut closed = false;
        while status.is_none() || !closed {
            // A process left behind by the command may hold the pipe open: do not wait for that one.
            let patience = if status.is_some() {
                Duration::from_secs(1)
            } else {
                HEARTBEAT
            };
            match events.recv_timeout(patience) {
                Ok(Event::Output(bytes)) => {
                    if !self.quiet {
                        let mut error = std::io::stderr().lock();
                        let _ = error.write_all(&bytes).and_then(|()| error.flush());
                    }
                    raw.extend(bytes);
                }
                Ok(Event::Closed) => closed = true,
                Ok(Event::Ended(ended)) => {
                    status = Some(ended.with_context(|| format!("lost sight of {}", self.program))?)
                }
                Ok(Event::Interrupted) => {
                    let _ = kill(process, Signal::SIGTERM);
                    bail!("ended by request");
                }
                Err(_) if status.is_some() => break,
                Err(_) => eprintln!("… {}: {}", self.title, spoken(started.elapsed())),
            }
        }
        let status = status.context("the command ended without a status")?;
        let finished = Finished {
            status,
            output: plain(&String::from_utf8_lossy(&raw)),
            elapsed: started.elapsed(),
        };
        if self.quiet && !status.success() {
            eprintln!("{}", finished.output.trim_end());
        }
        Ok(finished)
    }

    /// Runs it to its end and takes any other end than success as an error.
    pub(crate) fn expect_success(self) -> Result<Finished> {
        let title = self.title.clone();
        let finished = self.run()?;
        if !finished.status.success() {
            bail!(
                "{title} failed ({}); what it said stands above",
                finished.status
            );
        }
        Ok(finished)
    }
}

/// Whether a person watches.
pub(crate) fn on_terminal() -> bool {
    std::io::stderr().is_terminal()
}

/// "8 s", "1 min 05 s".
pub(crate) fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

/// The text as it stands on the screen in the end: without colours, and without what progress bars drew over.
fn plain(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let visible = line
            .split('\r')
            .rfind(|part| !part.is_empty())
            .unwrap_or("");
        lines.push(without_escapes(visible));
    }
    lines.join("\n")
}

fn without_escapes(line: &str) -> String {
    let mut result = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            match characters.next() {
                // ESC [ … letter
                Some('[') => {
                    characters.by_ref().find(|next| ('@'..='~').contains(next));
                }
                // ESC ( letter
                Some('(' | ')') => {
                    characters.next();
                }
                _ => {} // the others are two characters long
            }
        } else {
            result.push(character);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_kept_as_a_person_last_saw_it() {
        assert_eq!(
            plain("\u{1b}[1mbold\u{1b}[0m\u{1b}(B\nBuilding 1/2\rBuilding 2/2\r\u{1b}[Kdone\nend"),
            "bold\ndone\nend"
        );
    }

    #[test]
    fn a_failing_command_is_an_error_that_names_it() {
        let error = Job::new("trying", "false")
            .expect_success()
            .map(|_| ())
            .unwrap_err();
        assert!(error.to_string().starts_with("trying failed"), "{error}");
    }

    #[test]
    fn both_streams_are_kept() {
        let finished = Job::new("speaking", "sh")
            .args(["-c", "echo out; echo err >&2"])
            .quiet()
            .run()
            .unwrap();
        assert!(finished.status.success());
        assert_eq!(finished.output, "out\nerr\n");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = Job::new("trying", "no-such-program-here")
            .run()
            .map(|_| ())
            .unwrap_err();
        assert!(
            error.to_string().contains("no-such-program-here"),
            "{error}"
        );
    }

    #[test]
    fn times_are_spoken() {
        assert_eq!(spoken(Duration::from_secs(8)), "8 s");
        assert_eq!(spoken(Duration::from_secs(65)), "1 min 05 s");
    }
}
