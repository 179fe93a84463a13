//! One program that is measured: started, listened to line by line, its processor time and memory read with those of
//! all its children, and ended with all of them however the measurement goes.

use crate::interrupt;
use anyhow::{Context, Result, bail, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

/// How often one looks whether somebody wants all this to end.
const LOOK: Duration = Duration::from_millis(100);
/// How often memory is read.
const MEMORY_STEP: Duration = Duration::from_millis(60);
/// Linux counts processor time in hundredths of a second on every machine there is (USER_HZ).
const TICKS_PER_SECOND: f64 = 100.0;

/// A running program. Dropping it kills it and all its children.
pub(super) struct Program {
    name: &'static str,
    child: Child,
    log: PathBuf,
    lines: Receiver<(Instant, String)>,
    /// Held open: a program that reads its standard input would end with it.
    input: Option<ChildStdin>,
    /// When it was started.
    pub(super) started: Instant,
    /// The same on the calendar, for what browsers say.
    pub(super) started_at: SystemTime,
}

impl Program {
    /// Starts `command`, called `name`; what it writes to standard error goes to a file in `folder`.
    pub(super) fn start(name: &'static str, mut command: Command, folder: &Path) -> Result<Self> {
        let log = folder.join(format!("{name}.log"));
        let error =
            fs::File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(error)
            .process_group(0);
        let (started, started_at) = (Instant::now(), SystemTime::now());
        let mut child = command
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        let input = child.stdin.take();
        let output = child.stdout.take().context("a program without output")?;
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send((Instant::now(), line)).is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            name,
            child,
            log,
            lines,
            input,
            started,
            started_at,
        })
    }

    /// Its processes.
    pub(super) fn processes(&self) -> Processes {
        Processes(self.child.id())
    }

    /// Says a line to it, on its standard input.
    pub(super) fn say(&mut self, line: &str) -> Result<()> {
        let input = self.input.as_mut().context("a program without input")?;
        writeln!(input, "{line}")
            .with_context(|| format!("{} does not listen{}", self.name, self.last_words()))
    }

    /// Waits for a line that `wanted` takes; how long after the start it came, and the line.
    ///
    /// # Errors
    /// When the program ends first, or nothing comes within `patience`.
    pub(super) fn line(
        &self,
        patience: Duration,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<(Duration, String)> {
        let deadline = Instant::now() + patience;
        loop {
            match self.lines.recv_timeout(LOOK) {
                Ok((at, line)) if wanted(&line) => return Ok((at - self.started, line)),
                Ok(_) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    bail!("{} ended too early{}", self.name, self.last_words())
                }
                Err(RecvTimeoutError::Timeout) => self.go_on(deadline)?,
            }
        }
    }

    /// Waits for its end; how long it ran.
    ///
    /// # Errors
    /// When it ends in any other way than with success, or not within `patience`.
    pub(super) fn end(mut self, patience: Duration) -> Result<Duration> {
        let deadline = Instant::now() + patience;
        // Its output ends with it, and is heard of at once.
        loop {
            match self.lines.recv_timeout(LOOK) {
                Err(RecvTimeoutError::Disconnected) => break,
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => self.go_on(deadline)?,
            }
        }
        let status = self
            .child
            .wait()
            .with_context(|| format!("lost sight of {}", self.name))?;
        let elapsed = self.started.elapsed();
        ensure!(
            status.success(),
            "{} failed ({status}){}",
            self.name,
            self.last_words()
        );
        Ok(elapsed)
    }

    /// Whether to wait on.
    pub(super) fn go_on(&self, deadline: Instant) -> Result<()> {
        ensure!(!interrupt::requested(), "ended by request");
        ensure!(
            Instant::now() < deadline,
            "{} did not get there in time{}",
            self.name,
            self.last_words()
        );
        Ok(())
    }

    fn last_words(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let last: Vec<&str> = text.lines().rev().take(8).collect();
        if last.is_empty() {
            return String::new();
        }
        format!(
            ". The end of {}:\n{}",
            self.log.display(),
            last.into_iter().rev().collect::<Vec<_>>().join("\n")
        )
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        let all = self.processes().all();
        for process in &all {
            let _ = kill(Pid::from_raw(*process as i32), Signal::SIGKILL);
        }
        let _ = self.child.wait();
        // The next measurement begins when this one's memory has been given back.
        let deadline = Instant::now() + Duration::from_secs(5);
        while all.iter().any(|process| lives(*process)) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A process and all that came from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Processes(u32);

impl Processes {
    /// The numbers of those that live.
    fn all(self) -> Vec<u32> {
        let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
            let number = entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse().ok());
            if let Some(number) = number
                && let Some(parent) = fields(number).and_then(|fields| fields.get(1)?.parse().ok())
            {
                children.entry(parent).or_default().push(number);
            }
        }
        let mut all = vec![self.0];
        let mut next = 0;
        while let Some(process) = all.get(next) {
            all.extend(children.remove(process).unwrap_or_default());
            next += 1;
        }
        all
    }

    /// Processor time of all of them so far, in seconds.
    pub(super) fn processor_seconds(self) -> f64 {
        let ticks: u64 = self
            .all()
            .into_iter()
            .filter_map(fields)
            .flat_map(|fields| fields.into_iter().skip(11).take(2))
            .filter_map(|field| field.parse::<u64>().ok())
            .sum();
        ticks as f64 / TICKS_PER_SECOND
    }

    /// Memory of all of them now, what they share counted once, in bytes.
    pub(super) fn memory(self) -> u64 {
        let kib = |process| {
            let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
            let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
            line.split_whitespace().next()?.parse::<u64>().ok()
        };
        self.all().into_iter().filter_map(kib).sum::<u64>() * 1024
    }

    /// Reads the memory again and again until [`MemoryWatch::peak`] is asked for.
    pub(super) fn watch_memory(self) -> MemoryWatch {
        let (ended, peak) = (
            Arc::new(AtomicBool::new(false)),
            Arc::new(AtomicU64::new(0)),
        );
        let (ended_there, peak_there) = (Arc::clone(&ended), Arc::clone(&peak));
        let thread = std::thread::spawn(move || {
            while !ended_there.load(Ordering::Relaxed) {
                peak_there.fetch_max(self.memory(), Ordering::Relaxed);
                std::thread::sleep(MEMORY_STEP);
            }
        });
        MemoryWatch {
            ended,
            peak,
            thread: Some(thread),
        }
    }
}

/// What stands after the name in a process' line, from its state on.
fn fields(process: u32) -> Option<Vec<String>> {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, rest) = line.rsplit_once(") ")?;
    Some(rest.split(' ').map(str::to_owned).collect())
}

/// Whether a process is more than an entry that its parent has not fetched.
fn lives(process: u32) -> bool {
    fields(process).is_some_and(|fields| fields[0] != "Z")
}

/// A thread that watches memory. It takes some processor time: not for runs whose time is measured.
pub(super) struct MemoryWatch {
    ended: Arc<AtomicBool>,
    peak: Arc<AtomicU64>,
    thread: Option<JoinHandle<()>>,
}

impl MemoryWatch {
    /// Ends the watch; the most there was, in bytes.
    pub(super) fn peak(self) -> u64 {
        let peak = Arc::clone(&self.peak);
        drop(self);
        peak.load(Ordering::Relaxed)
    }
}

impl Drop for MemoryWatch {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Runs a command to its end and says how long it took.
pub(super) fn time(name: &'static str, command: Command, folder: &Path) -> Result<Duration> {
    Program::start(name, command, folder)?.end(Duration::from_secs(300))
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
    fn a_program_is_heard_and_its_children_are_counted_and_ended() {
        let folder = tempfile::tempdir().unwrap();
        let program = Program::start(
            "parent",
            shell("sleep 1000 & echo ready; wait"),
            folder.path(),
        )
        .unwrap();
        let (_, line) = program
            .line(Duration::from_secs(20), |line| line.starts_with("ready"))
            .unwrap();
        assert_eq!(line, "ready");
        let all = program.processes().all();
        assert_eq!(all.len(), 2, "{all:?}");
        assert!(program.processes().memory() > 0);
        drop(program);
        assert!(!lives(all[0]) && !lives(all[1]));
    }

    #[test]
    fn a_program_that_fails_is_told_with_its_last_words() {
        let folder = tempfile::tempdir().unwrap();
        let error = time(
            "frail",
            shell("echo no such photo >&2; exit 3"),
            folder.path(),
        )
        .unwrap_err();
        assert!(
            error.to_string().contains("frail failed")
                && error.to_string().contains("no such photo"),
            "{error}"
        );
    }
}
