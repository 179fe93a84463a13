//! `cargo xtask demo`: everything built and running with the sample experiences, ready to be tapped.
//!
//! The headset chooses its own mode: OpenXR if a runtime answers, else a window, else no display at all.

use crate::job::Job;
use crate::services::{Outcome, Services};
use crate::setup::{self, Need};
use crate::{paths, sbom, web};
use anyhow::{Context, Result, bail, ensure};
use std::ffi::OsString;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

const HELP: &str = "\
cargo xtask demo [--seconds N] [--headless] [--release]

Builds the tablet's page, the launcher and the headset, starts both with the experiences in experiences/, and prints the
address to open. A home in which nothing is kept yet is filled with made-up people, whose PINs are printed, too.
Ctrl-C ends it.

  --seconds N   end by itself N seconds after everything is up
  --headless    a headset without a display, whatever there is
  --release     built for speed (takes longer)";

/// Where the launcher listens unless something else does.
const PAGE_PORT: u16 = 8750;
const LINK_PORT: u16 = 8751;
/// Both must be up within this; a software rasteriser compiles its pipelines first.
const START_PATIENCE: Duration = Duration::from_secs(120);

#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    seconds: Option<u64>,
    headless: bool,
    release: bool,
}

/// Command line: `cargo xtask demo`.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let Some(options) = parse(arguments)? else {
        println!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    };
    let display = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    let mut needs = vec![Need::Build, Need::Run];
    if display && !options.headless {
        needs.push(Need::Window);
    }
    setup::ensure(&needs)?;
    web::build()?;
    sbom::build()?;
    build(options.release)?;

    let (page, link) = choose_ports()?;
    let mut services = Services::new();
    services.start("launcher", launcher(&options, page, link)?)?;
    if !answers(&mut services, page)? {
        return services.end().map(|()| ExitCode::SUCCESS);
    }
    services.start("headset", headset(&options, link)?)?;
    if !is_ready(&mut services)? {
        return services.end().map(|()| ExitCode::SUCCESS);
    }
    let ending = options.seconds.map_or_else(
        || "Ctrl-C ends it.".to_owned(),
        |seconds| format!("It ends by itself in {seconds} s."),
    );
    println!(
        "\nUtsikt is running. {} {ending}\n",
        way_in(&services, page)
    );
    let deadline = options
        .seconds
        .map(|seconds| Instant::now() + Duration::from_secs(seconds));
    services.wait_for_end(deadline)?;
    println!("Ending.");
    services.end()?;
    Ok(ExitCode::SUCCESS)
}

fn parse(arguments: Vec<OsString>) -> Result<Option<Options>> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut options = Options::default();
    while let Some(argument) = parser.next()? {
        match argument {
            lexopt::Arg::Long("seconds") => {
                let value = parser.value()?;
                let number = value.to_str().and_then(|text| text.parse().ok());
                options.seconds = Some(number.with_context(|| {
                    format!(
                        "--seconds wants a whole number, not \"{}\"",
                        value.display()
                    )
                })?);
            }
            lexopt::Arg::Long("headless") => options.headless = true,
            lexopt::Arg::Long("release") => options.release = true,
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => return Ok(None),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Some(options))
}

fn build(release: bool) -> Result<()> {
    eprintln!("Building the launcher and the headset (the first time this takes many minutes).");
    // With the whole workspace selected, the same libraries serve the demo and the tests.
    let mut job = Job::cargo("building")?.args([
        "build",
        "--locked",
        "--workspace",
        "--bin",
        "launcher",
        "--bin",
        "headset",
    ]);
    if release {
        job = job.arg("--release");
    }
    job.expect_success()?;
    Ok(())
}

/// Waits for the launcher to say over HTTP that it is ready. False when someone asked for the end meanwhile.
fn answers(services: &mut Services, page: u16) -> Result<bool> {
    let deadline = Instant::now() + START_PATIENCE;
    while !is_launcher_ready(page) {
        ensure!(
            Instant::now() < deadline,
            "the launcher was not ready within {} s",
            START_PATIENCE.as_secs()
        );
        if services.wait_for_end(Some(Instant::now() + Duration::from_millis(100)))?
            == Outcome::Asked
        {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_launcher_ready(page: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, page))?;
        connection.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(
            connection,
            "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:{page}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 2"))
}

/// Waits for the headset to say that it is up. False when someone asked for the end meanwhile.
fn is_ready(services: &mut Services) -> Result<bool> {
    match services.wait_for_line("headset ready", START_PATIENCE)? {
        Outcome::Seen => Ok(true),
        Outcome::Asked => Ok(false),
        Outcome::TimeIsUp => bail!(
            "the headset was not ready within {} s",
            START_PATIENCE.as_secs()
        ),
    }
}

/// What to open, and what to type there.
fn way_in(services: &Services, page: u16) -> String {
    let pins = services.announced("launcher pin ");
    match services.announced("launcher open ").first() {
        Some(address) => format!(
            "Open {address} (good for ten minutes; the browser stays let in), choose a name and type its PIN:\n  {}\n",
            pins.join("\n  ")
        ),
        None => match services.announced("launcher setup ").first() {
            Some(address) => format!("Open {address} and say who looks after it."),
            None => format!("Open http://127.0.0.1:{page} and unlock it."),
        },
    }
}

fn launcher(options: &Options, page: u16, link: u16) -> Result<Command> {
    let mut command = Command::new(paths::program("launcher", options.release)?);
    command
        .current_dir(paths::checkout())
        .arg("--listen")
        .arg(format!("127.0.0.1:{page}"))
        .arg("--headset-listen")
        .arg(format!("127.0.0.1:{link}"))
        .arg("--experiences")
        .arg(paths::checkout().join("experiences"))
        .arg("--sample");
    Ok(command)
}

fn headset(options: &Options, link: u16) -> Result<Command> {
    let mut command = Command::new(paths::program("headset", options.release)?);
    command
        .current_dir(paths::checkout())
        .env("BEVY_ASSET_ROOT", paths::checkout())
        .arg("--launcher")
        .arg(format!("ws://127.0.0.1:{link}/link"))
        .arg("--experiences")
        .arg(paths::checkout().join("experiences"));
    if options.headless {
        command.args(["--mode", "offscreen"]);
    }
    Ok(command)
}

/// The usual two ports, or the next two that are free.
fn choose_ports() -> Result<(u16, u16)> {
    let free = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok();
    let (page, link) = (0..50)
        .map(|step| (PAGE_PORT + 10 * step, LINK_PORT + 10 * step))
        .find(|(page, link)| free(*page) && free(*link))
        .context("every port from 8750 to 9241 is taken: end the programs that listen there and try again")?;
    if page != PAGE_PORT {
        println!(
            "Port {PAGE_PORT} or {LINK_PORT} is taken by another program (perhaps another demo); taking {page} and {link}."
        );
    }
    Ok((page, link))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Result<Option<Options>> {
        parse(words.iter().map(OsString::from).collect())
    }

    #[test]
    fn options_are_read() {
        let options = parsed(&["--seconds", "12", "--headless"]).unwrap().unwrap();
        assert_eq!(
            options,
            Options {
                seconds: Some(12),
                headless: true,
                release: false
            }
        );
        assert_eq!(parsed(&["--help"]).unwrap(), None);
    }

    #[test]
    fn a_wrong_number_of_seconds_is_refused_with_what_was_written() {
        let error = parsed(&["--seconds", "soon"]).unwrap_err();
        assert!(error.to_string().contains("soon"), "{error}");
        assert!(parsed(&["--fast"]).is_err());
    }

    #[test]
    fn a_taken_port_means_the_next_free_pair() {
        let held = TcpListener::bind((Ipv4Addr::LOCALHOST, PAGE_PORT)); // taken by this test, or by something else already
        let (page, link) = choose_ports().unwrap();
        assert_ne!(page, PAGE_PORT);
        assert_eq!(link, page + 1);
        drop(held);
    }
}
