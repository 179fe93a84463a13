//! Programs that run side by side until someone asks for the end or one of them dies.
//!
//! Each line they write is shown with the program's name before it. They stand in process groups of their own, so that
//! Ctrl-C reaches this program alone and they can be ended in order.

use crate::interrupt;
use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// How long a program gets to end by itself before it is made to.
const END_PATIENCE: Duration = Duration::from_secs(10);

/// What happened first.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The line that was waited for came.
    Seen,
    /// The time was up.
    TimeIsUp,
    /// Someone asked for the end.
    Asked,
}

enum Event {
    Line(String),
    Ended(&'static str, Option<ExitStatus>),
    Asked,
}

struct Service {
    name: &'static str,
    process: Pid,
    ended: bool,
}

/// The programs that were started, in that order. Dropping it ends them.
pub(crate) struct Services {
    services: Vec<Service>,
    sender: Sender<Event>,
    events: Receiver<Event>,
    /// Lines in which a program says something about itself: they begin with its name.
    announced: Vec<String>,
}

impl Services {
    /// None yet.
    pub(crate) fn new() -> Self {
        let (sender, events) = mpsc::channel();
        let asked = sender.clone();
        interrupt::on_request(move || {
            let _ = asked.send(Event::Asked);
        });
        Self {
            services: Vec::new(),
            sender,
            events,
            announced: Vec::new(),
        }
    }

    /// Starts `command` and calls it `name`.
    pub(crate) fn start(&mut self, name: &'static str, mut command: Command) -> Result<()> {
        let (reader, writer) = std::io::pipe().context("cannot make a pipe")?;
        if !crate::job::on_terminal() {
            command.env("NO_COLOR", "1");
        }
        command
            .stdin(Stdio::null())
            .stdout(writer.try_clone().context("cannot make a pipe")?)
            .stderr(writer)
            .process_group(0);
        let child = command.spawn();
        drop(command); // it holds the writing end of the pipe
        let mut child = child.with_context(|| format!("cannot start the {name}"))?;
        let process = Pid::from_raw(
            i32::try_from(child.id()).context("a process number beyond the system's range")?,
        );
        self.services.push(Service {
            name,
            process,
            ended: false,
        });
        let lines = self.sender.clone();
        let shown = std::thread::spawn(move || {
            for line in BufReader::new(reader).lines().map_while(Result::ok) {
                println!("{name:>8} | {line}");
                let _ = lines.send(Event::Line(line));
            }
        });
        let ends = self.sender.clone();
        std::thread::spawn(move || {
            let status = child.wait().ok();
            let _ = shown.join(); // its last words first
            let _ = ends.send(Event::Ended(name, status));
        });
        Ok(())
    }

    /// Waits until a line holds `text`, for `patience` at most.
    ///
    /// # Errors
    /// When a program ends meanwhile.
    pub(crate) fn wait_for_line(&mut self, text: &str, patience: Duration) -> Result<Outcome> {
        self.wait(Some(text), Some(Instant::now() + patience))
    }

    /// What follows `start` in each line that began so until now.
    pub(crate) fn announced(&self, start: &str) -> Vec<&str> {
        self.announced
            .iter()
            .filter_map(|line| line.strip_prefix(start))
            .map(str::trim)
            .collect()
    }

    /// Waits until someone asks for the end, or until `deadline`.
    ///
    /// # Errors
    /// When a program ends meanwhile.
    pub(crate) fn wait_for_end(&mut self, deadline: Option<Instant>) -> Result<Outcome> {
        self.wait(None, deadline)
    }

    /// Ends them all, the last one started first.
    ///
    /// # Errors
    /// When one had to be killed, or says that it ended badly.
    pub(crate) fn end(mut self) -> Result<()> {
        self.end_all()
    }

    fn wait(&mut self, text: Option<&str>, deadline: Option<Instant>) -> Result<Outcome> {
        loop {
            let event = match deadline {
                Some(deadline) => self
                    .events
                    .recv_timeout(deadline.saturating_duration_since(Instant::now())),
                None => self
                    .events
                    .recv()
                    .map_err(|_| RecvTimeoutError::Disconnected),
            };
            if let Ok(Event::Line(line)) = &event
                && self
                    .services
                    .iter()
                    .any(|service| line.starts_with(service.name))
            {
                self.announced.push(line.clone());
            }
            match event {
                Ok(Event::Line(line)) if text.is_some_and(|text| line.contains(text)) => {
                    return Ok(Outcome::Seen);
                }
                Ok(Event::Line(_)) => {}
                Ok(Event::Ended(name, status)) => {
                    self.note_end(name);
                    bail!(
                        "the {name} ended by itself ({}); its last lines above say why",
                        spoken(status)
                    );
                }
                Ok(Event::Asked) => return Ok(Outcome::Asked),
                Err(_) => return Ok(Outcome::TimeIsUp),
            }
        }
    }

    fn note_end(&mut self, name: &str) {
        for service in self
            .services
            .iter_mut()
            .filter(|service| service.name == name)
        {
            service.ended = true;
        }
    }

    fn end_all(&mut self) -> Result<()> {
        let mut complaints = Vec::new();
        for index in (0..self.services.len()).rev() {
            let (name, process) = (self.services[index].name, self.services[index].process);
            if self.services[index].ended {
                continue;
            }
            let _ = kill(process, Signal::SIGTERM);
            let deadline = Instant::now() + END_PATIENCE;
            while !self.services[index].ended {
                match self
                    .events
                    .recv_timeout(deadline.saturating_duration_since(Instant::now()))
                {
                    Ok(Event::Ended(ended, status)) => {
                        self.note_end(ended);
                        if !status.is_some_and(|status| status.success()) {
                            complaints
                                .push(format!("the {ended} did not end well ({})", spoken(status)));
                        }
                    }
                    Ok(Event::Line(_) | Event::Asked) => {}
                    Err(_) => {
                        let _ = kill(process, Signal::SIGKILL);
                        self.services[index].ended = true;
                        complaints.push(format!(
                            "the {name} did not end within {} s and was killed",
                            END_PATIENCE.as_secs()
                        ));
                    }
                }
            }
        }
        if complaints.is_empty() {
            Ok(())
        } else {
            bail!(complaints.join("; "))
        }
    }
}

impl Drop for Services {
    fn drop(&mut self) {
        // What went wrong before has been said already; here nothing may be left running.
        let _ = self.end_all();
    }
}

fn spoken(status: Option<ExitStatus>) -> String {
    status.map_or_else(
        || "how is not known".to_owned(),
        |status| status.to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_line_is_waited_for_and_the_end_is_in_order() {
        let mut services = Services::new();
        services
            .start(
                "one",
                shell("trap 'exit 0' TERM; echo one open here; echo ready one; while :; do sleep 0.05; done"),
            )
            .unwrap();
        assert_eq!(
            services
                .wait_for_line("ready one", Duration::from_secs(20))
                .unwrap(),
            Outcome::Seen
        );
        assert_eq!(services.announced("one open "), ["here"]);
        services.end().unwrap();
    }

    #[test]
    fn a_program_that_dies_is_named_with_its_status() {
        let mut services = Services::new();
        services.start("frail", shell("exit 3")).unwrap();
        let error = services
            .wait_for_end(Some(Instant::now() + Duration::from_secs(20)))
            .unwrap_err();
        assert!(
            error.to_string().contains("frail") && error.to_string().contains('3'),
            "{error}"
        );
    }

    #[test]
    fn a_program_that_ends_badly_when_asked_to_end_is_told() {
        let mut services = Services::new();
        services
            .start(
                "sulky",
                shell("trap 'exit 7' TERM; echo up; while :; do sleep 0.05; done"),
            )
            .unwrap();
        services
            .wait_for_line("up", Duration::from_secs(20))
            .unwrap();
        let error = services.end().unwrap_err();
        assert!(error.to_string().contains("sulky"), "{error}");
    }
}
