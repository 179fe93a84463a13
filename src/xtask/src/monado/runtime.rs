//! One running Monado, in a run folder of its own: service, virtual display, sockets, settings, log.
//!
//! The folder's `runtime.json` is all that is remembered, so that any later command can find, kill or restart it.

use super::root::Root;
use crate::paths::find_program;
use anyhow::{Context, Result, bail, ensure};
use nix::errno::Errno;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long the service may take to come up; on two busy cores it has taken 10 s.
const START_PATIENCE: Duration = Duration::from_secs(60);
const STARTED: &str = "has started";
/// As large as the window in which the real compositor shows both eyes, so that a picture of the display is one of it.
const DISPLAY_SIZE: &str = "960x540x24";

/// What becomes of the pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compositor {
    /// Nothing.
    Null,
    /// Nothing, and no program waits for a display: as many frames as the machine draws.
    Unpaced,
    /// They are put together and shown in a window on a virtual display.
    Real,
}

/// Where the head's pose comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// It wobbles around (0, 1.6, 0).
    Simulated,
    /// It stands still at (0, 1.6, 0) until told otherwise over TCP.
    Remote,
}

/// A runtime that was started in some folder; it may have died since.
pub(crate) struct Runtime {
    folder: PathBuf,
    state: Value,
}

impl Runtime {
    /// Starts Monado in `folder` and waits until it takes programs.
    ///
    /// # Errors
    /// When one runs there already, when it ends by itself, or when it is not up after a minute.
    pub(crate) fn start(
        root: &Root,
        folder: &Path,
        compositor: Compositor,
        head: Head,
    ) -> Result<Self> {
        make_private(folder)?;
        let before = Self::find(folder).ok();
        ensure!(
            before.as_ref().and_then(Self::service).is_none(),
            "a runtime runs in {} already: kill or stop it first",
            folder.display()
        );
        let mut state = json!({ "compositor": format!("{compositor:?}"), "root": root.top() });
        if compositor == Compositor::Real {
            // After `kill` the display is still there; a restarted runtime goes on using it.
            let (number, process) = match before.as_ref().and_then(Self::display) {
                Some(display) => display,
                None => start_display(folder)?,
            };
            state["display"] = format!(":{number}").into();
            state["display_process"] = process.into();
        }
        let port = write_settings(folder, head)?;
        state["remote_port"] = port.map_or(Value::Null, Value::from);

        let mut environment = root.environment();
        environment.push(("XDG_RUNTIME_DIR", folder.into()));
        // A test without cargo's variables still finds the headset's assets.
        environment.push((
            "BEVY_ASSET_ROOT",
            std::env::var_os("BEVY_ASSET_ROOT").unwrap_or_else(|| crate::paths::checkout().into()),
        ));
        if let Some(display) = state["display"].as_str() {
            environment.push(("DISPLAY", display.into()));
        }
        let environment: serde_json::Map<_, _> = environment
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_string_lossy().into_owned().into()))
            .collect();
        let prefix: Vec<Value> = root
            .prefix()
            .iter()
            .map(|word| word.to_string_lossy().into_owned().into())
            .collect();
        state["environment"] = environment.into();
        state["prefix"] = prefix.into();
        let mut runtime = Self {
            folder: folder.to_owned(),
            state,
        };

        let log = fs::File::create(runtime.log()).context("cannot write Monado's log")?;
        let mut command = runtime.command(root.service());
        command
            .env("XDG_CONFIG_HOME", folder.join("settings"))
            .env("XRT_NO_STDIN", "1");
        match compositor {
            Compositor::Null => command.env("XRT_COMPOSITOR_NULL", "1"),
            Compositor::Unpaced => command
                .env("XRT_COMPOSITOR_NULL", "1")
                .env("U_PACING_APP_IMMEDIATE_WAIT_FRAME_RETURN", "1")
                .env("U_PACING_APP_USE_MIN_FRAME_PERIOD", "1"),
            Compositor::Real => command
                .env_remove("WAYLAND_DISPLAY")
                .env("XRT_COMPOSITOR_FORCE_XCB", "1"),
        };
        match head {
            Head::Simulated => command.env("SIMULATED_ENABLE", "1"),
            Head::Remote => command.env("P_OVERRIDE_ACTIVE_CONFIG", "remote"),
        };
        command
            .stdin(Stdio::null())
            .stdout(log.try_clone().context("cannot write Monado's log")?)
            .stderr(log)
            .process_group(0);
        let service = command
            .spawn()
            .with_context(|| format!("cannot start {}", root.service().display()))?;
        runtime.state["pid"] = service.id().into();
        runtime.write()?;
        runtime.wait_until_started(service)?;
        Ok(runtime)
    }

    /// The runtime that was started in `folder`.
    pub(crate) fn find(folder: &Path) -> Result<Self> {
        let text = fs::read_to_string(folder.join("runtime.json")).with_context(|| {
            format!(
                "no runtime was started in {}: `cargo xtask monado start` does that",
                folder.display()
            )
        })?;
        let state = serde_json::from_str(&text).with_context(|| {
            format!(
                "{}/runtime.json is damaged: delete that folder",
                folder.display()
            )
        })?;
        Ok(Self {
            folder: folder.to_owned(),
            state,
        })
    }

    /// What a program needs to know to use this runtime: `pid`, `run_dir`, `display` (`":1"`, absent with the null
    /// compositor), `remote_port` (null with a simulated head), `log`, and for running programs in it `prefix` (words
    /// before the program's own) and `environment`.
    pub(crate) fn describe(&self) -> Value {
        let mut description = self.state.clone();
        description["run_dir"] = self.folder.display().to_string().into();
        description["log"] = self.log().display().to_string().into();
        description
    }

    /// A command that runs `program` with this as its OpenXR runtime.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut words: Vec<OsString> = self.state["prefix"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|word| Some(word.as_str()?.into()))
            .collect();
        words.push(program.as_ref().to_owned());
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]);
        for (name, value) in self.state["environment"].as_object().into_iter().flatten() {
            command.env(name, value.as_str().unwrap_or_default());
        }
        command
    }

    /// Takes a picture of what both eyes get: the left one's half, then the right one's. Black without a program.
    pub(crate) fn screenshot(&self, file: &Path) -> Result<()> {
        let Some((number, _)) = self.display() else {
            bail!("this runtime has no display to take a picture of: start it with --compositor");
        };
        let taken = Command::new("import")
            .args(["-display", &format!(":{number}"), "-window", "root"])
            .arg(file)
            .output()
            .context("cannot start import. Please run:\n  sudo apt-get install imagemagick")?;
        ensure!(
            taken.status.success(),
            "no picture could be taken: {}",
            String::from_utf8_lossy(&taken.stderr).trim()
        );
        Ok(())
    }

    /// Kills the service as a crash would; its display stays.
    pub(crate) fn kill(&self) -> Result<()> {
        let service = self
            .service()
            .with_context(|| format!("the runtime in {} does not run", self.folder.display()))?;
        end(service, Signal::SIGKILL)
    }

    /// Ends the service and its display, and forgets them.
    pub(crate) fn stop(&self) -> Result<()> {
        if let Some(service) = self.service() {
            end(service, Signal::SIGTERM)?;
        }
        if let Some((_, process)) = self.display() {
            end(process, Signal::SIGTERM)?;
        }
        fs::remove_file(self.folder.join("runtime.json")).context("cannot forget the runtime")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("monado.log")
    }

    /// The service's process, if it lives.
    fn service(&self) -> Option<i32> {
        let process = i32::try_from(self.state["pid"].as_i64()?).ok()?;
        is_running(process, "monado-service").then_some(process)
    }

    /// The display's number and process, if it lives.
    fn display(&self) -> Option<(u32, i32)> {
        let number = self.state["display"]
            .as_str()?
            .strip_prefix(':')?
            .parse()
            .ok()?;
        let process = i32::try_from(self.state["display_process"].as_i64()?).ok()?;
        is_running(process, "Xvfb").then_some((number, process))
    }

    fn write(&self) -> Result<()> {
        fs::write(
            self.folder.join("runtime.json"),
            format!("{:#}\n", self.state),
        )
        .context("cannot write down the runtime")
    }

    /// A program that asks before this is told that there is no runtime.
    fn wait_until_started(&self, mut service: Child) -> Result<()> {
        let begun = Instant::now();
        loop {
            let log = fs::read_to_string(self.log()).unwrap_or_default();
            if log.contains(STARTED) {
                return Ok(());
            }
            let trouble = match service.try_wait().context("lost sight of Monado")? {
                Some(status) => format!("Monado ended by itself ({status})"),
                None if begun.elapsed() > START_PATIENCE => {
                    let _ = service.kill();
                    format!("Monado was not up after {} s", START_PATIENCE.as_secs())
                }
                None => {
                    std::thread::sleep(Duration::from_millis(20));
                    continue;
                }
            };
            let last: Vec<&str> = log.lines().rev().take(12).collect();
            bail!(
                "{trouble}. The end of {}:\n{}",
                self.log().display(),
                last.into_iter().rev().collect::<Vec<_>>().join("\n")
            );
        }
    }
}

/// Stops every runtime whose run folder lies directly in `folder`, for whoever gave tests that folder.
pub(crate) fn stop_all_in(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if let Ok(runtime) = Runtime::find(&entry.path())
            && let Err(error) = runtime.stop()
        {
            eprintln!("a runtime is left running: {error:#}");
        }
    }
}

/// Monado's sockets lie there: only this user may reach them.
fn make_private(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)
        .and_then(|()| fs::set_permissions(folder, fs::Permissions::from_mode(0o700)))
        .with_context(|| {
            format!(
                "cannot make {} a folder for this user alone",
                folder.display()
            )
        })
}

/// Monado's settings; the port on which it takes head poses, if it does.
fn write_settings(folder: &Path, head: Head) -> Result<Option<u16>> {
    let place = folder.join("settings/monado");
    fs::create_dir_all(&place).with_context(|| format!("cannot make {}", place.display()))?;
    let port = match head {
        Head::Simulated => None,
        // A port of its own for each runtime, so that several can run at once.
        Head::Remote => Some(
            TcpListener::bind("0.0.0.0:0")
                .and_then(|free| free.local_addr())
                .context("no free port")?
                .port(),
        ),
    };
    let settings = match port {
        // Left incomplete, all of it is passed over without a word.
        Some(port) => {
            json!({ "active": "remote", "remote": { "version": 0, "port": port, "view_count": 2 } })
        }
        None => json!({}),
    };
    fs::write(place.join("config_v0.json"), settings.to_string())
        .context("cannot write Monado's settings")?;
    Ok(port)
}

/// Starts Xvfb on a display number that is free; the number and the process.
fn start_display(folder: &Path) -> Result<(u32, i32)> {
    ensure!(
        find_program("Xvfb").is_some(),
        "the virtual display is missing. Please run:\n  sudo apt-get install xvfb"
    );
    let log =
        fs::File::create(folder.join("xvfb.log")).context("cannot write the display's log")?;
    let mut display = Command::new("Xvfb")
        .args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            DISPLAY_SIZE,
            "-nolisten",
            "tcp",
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log)
        .process_group(0)
        .spawn()
        .context("cannot start Xvfb")?;
    let mut line = String::new();
    let output = display.stdout.take().context("Xvfb has no output")?;
    BufReader::new(output)
        .read_line(&mut line)
        .context("cannot hear Xvfb")?;
    let number = line.trim().parse().with_context(|| {
        format!(
            "Xvfb did not start; it said why in {}/xvfb.log",
            folder.display()
        )
    })?;
    Ok((
        number,
        i32::try_from(display.id()).context("a process number beyond the system's range")?,
    ))
}

fn is_running(process: i32, name: &str) -> bool {
    // A process number may have been given to another since; a dead one that no one has fetched has an empty line.
    fs::read(format!("/proc/{process}/cmdline"))
        .is_ok_and(|line| String::from_utf8_lossy(&line).contains(name))
}

fn end(process: i32, signal: Signal) -> Result<()> {
    match kill(Pid::from_raw(process), signal) {
        Ok(()) | Err(Errno::ESRCH) => {}
        Err(error) => bail!("cannot end process {process}: {error}"),
    }
    let begun = Instant::now();
    while !is_gone(process) {
        if begun.elapsed() > Duration::from_secs(5) {
            let _ = kill(Pid::from_raw(process), Signal::SIGKILL);
        }
        ensure!(
            begun.elapsed() < Duration::from_secs(10),
            "process {process} does not end"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}

/// Whether nothing is left of a process, except perhaps an entry that its parent has not fetched. A killed process has
/// a moment in which its name is gone but some of its threads still hold its files, and with them its locks.
fn is_gone(process: i32) -> bool {
    fs::read_to_string(format!("/proc/{process}/stat")).map_or(true, |line| is_entry_only(&line))
}

fn is_entry_only(stat: &str) -> bool {
    // PID (NAME) STATE …, with the number of threads as the 20th field; the name may hold anything.
    let mut fields = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace();
    let state = fields.next();
    let threads = fields.nth(16);
    state == Some("Z") && threads.is_some_and(|count| count == "0" || count == "1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_a_runtime_says_how_to_start_one() {
        let folder = tempfile::tempdir().unwrap();
        let error = Runtime::find(folder.path()).map(|_| ()).unwrap_err();
        assert!(error.to_string().contains("monado start"), "{error}");
    }

    #[test]
    fn each_scripted_head_gets_a_port_that_stands_in_the_settings() {
        let folder = tempfile::tempdir().unwrap();
        let port = write_settings(folder.path(), Head::Remote)
            .unwrap()
            .unwrap();
        let text =
            fs::read_to_string(folder.path().join("settings/monado/config_v0.json")).unwrap();
        let settings: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(settings["remote"]["port"], port);
        assert_eq!(
            write_settings(folder.path(), Head::Simulated).unwrap(),
            None
        );
    }

    #[test]
    fn another_process_with_the_number_is_not_taken_for_the_service() {
        let this = i32::try_from(std::process::id()).unwrap();
        assert!(!is_running(this, "monado-service"));
        assert!(is_running(this, "xtask"));
    }

    #[test]
    fn a_killed_process_is_gone_when_its_last_thread_is() {
        let stat = |state: &str, threads: u32| {
            format!(
                "7 (a) name) {state} 1 7 7 0 -1 4194560 0 0 0 0 1 1 0 0 20 0 {threads} 0 12345 0 0"
            )
        };
        assert!(is_entry_only(&stat("Z", 1)));
        assert!(!is_entry_only(&stat("Z", 3)));
        assert!(!is_entry_only(&stat("S", 1)));
    }

    #[test]
    fn a_command_gets_the_prefix_and_the_environment() {
        let state =
            json!({ "prefix": ["env", "-u", "HOME"], "environment": { "A_NAME": "a value" } });
        let runtime = Runtime {
            folder: PathBuf::new(),
            state,
        };
        let output = runtime
            .command("sh")
            .args(["-c", "echo \"$HOME,$A_NAME\""])
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), ",a value\n");
    }
}
