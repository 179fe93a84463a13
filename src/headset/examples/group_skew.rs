//! How far headsets that began together are apart: real headset processes on one machine, each behind a bad network,
//! for as long as is asked. For `cargo xtask bench`; the last line is JSON.
//!
//! ```sh
//! group_skew target/release/headset FOLDER 8 600    # program, folder with the experience `group`, headsets, seconds
//! ```
//!
//! All processes share one machine, so there is one true time: where each headset's sound is at which moment of it is
//! said by the headset (`--places`), and the moment at which the group began is known here. What is told apart:
//! how far each was from where it should have been (`skew`), how far the two furthest apart were at a time
//! (`spread`), and what the headsets said of themselves (`told`). The launcher's part is played by the machine it has
//! for its links ([`protocol::launcher::Headsets`]), without pages and database.

#![expect(clippy::print_stdout, reason = "that is what it is for")]

#[path = "../tests/support/home.rs"]
#[expect(unreachable_pub, dead_code, reason = "shared with the tests")]
mod home;
#[path = "../tests/support/relay.rs"]
#[expect(unreachable_pub, reason = "shared with the tests")]
mod relay;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use protocol::HeadsetId;

use home::Home;

/// What the folder has to hold.
const EXPERIENCE: &str = "group";
/// All must have linked within this.
const START: Duration = Duration::from_secs(180);
/// As in the launcher.
const LEAD: Duration = Duration::from_secs(5);
/// The last headset comes so much later.
const LATER: f64 = 30.0;

/// What a headset says.
#[derive(Debug, Clone, Copy)]
enum Said {
    /// It draws.
    Ready,
    Place(Place),
}

/// Where a headset was.
#[derive(Debug, Clone, Copy)]
struct Place {
    headset: usize,
    /// The machine's time in seconds.
    machine: f64,
    /// What was heard, in seconds of the scene.
    place: f64,
    /// How far ahead that is, as the headset says.
    ahead: f64,
}

/// Killed when dropped.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, folder, count, seconds] = &arguments[..] else {
        anyhow::bail!("group_skew HEADSET FOLDER HEADSETS SECONDS");
    };
    let (count, seconds): (usize, f64) = (count.parse()?, seconds.parse()?);
    ensure!(count >= 2, "two headsets at least");
    let home = Home::start();
    let (sender, places) = channel();
    let mut programs = Vec::new();
    for headset in 0..count {
        // Each has a way of its own.
        let network = relay::start(home.address());
        let child = start(Path::new(program), Path::new(folder), headset, network)?;
        programs.push(listen(child, headset, sender.clone())?);
    }
    let began = Instant::now();
    let mut ready = 0;
    while ready < count || home.linked().len() < count {
        ensure!(began.elapsed() < START, "not all headsets came up");
        let said = places.recv_timeout(Duration::from_millis(100));
        ready += usize::from(matches!(said, Ok(Said::Ready)));
    }
    let ids: Vec<HeadsetId> = home.linked().into_iter().map(|(id, _)| id).collect();
    // One is left for later.
    let (last, first) = ids.split_last().context("there are headsets")?;
    let zero = home.gather(first, EXPERIENCE, LEAD);
    eprintln!(
        "{count} headsets are linked; {} begin together",
        first.len()
    );
    let mut all = gather(&places, zero + LATER);
    home.join(last, &first[0], EXPERIENCE);
    all.extend(gather(&places, zero + seconds));
    let late = ids.iter().filter(|id| {
        home.report(id)
            .and_then(|report| report.together)
            .is_some_and(|step| step.late)
    });
    let late = late.count();
    drop(programs);
    let seen: std::collections::BTreeSet<usize> = all.iter().map(|place| place.headset).collect();
    ensure!(
        seen.len() == count,
        "only {} headsets were heard together",
        seen.len()
    );
    println!("{}", account(&all, zero, late));
    Ok(())
}

fn start(
    program: &Path,
    folder: &Path,
    headset: usize,
    network: std::net::SocketAddr,
) -> Result<Child> {
    let state: PathBuf = folder.join(format!("state-{headset}"));
    Command::new(program)
        .args(["--mode", "offscreen", "--size", "16x16", "--places"])
        .args(["--name", &format!("Headset {headset:02}")])
        .args(["--launcher", &format!("ws://{network}/link")])
        .arg("--state")
        .arg(state)
        .arg("--experiences")
        .arg(folder)
        .env("RUST_LOG", "warn")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", program.display()))
}

fn listen(mut child: Child, headset: usize, says: Sender<Said>) -> Result<Program> {
    let output = child.stdout.take().context("a program without output")?;
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let ready = line.starts_with("headset ready").then_some(Said::Ready);
            let said = ready.or_else(|| read(&line, headset).map(Said::Place));
            if said.is_some_and(|said| says.send(said).is_err()) {
                return;
            }
        }
    });
    Ok(Program(child))
}

/// `place machine=1700000000.123456 place=12.345678 ahead=0.000123`
fn read(line: &str, headset: usize) -> Option<Place> {
    let mut words = line.strip_prefix("place ")?.split(' ');
    let mut next = |name: &str| -> Option<f64> {
        words
            .next()?
            .strip_prefix(name)?
            .strip_prefix('=')?
            .parse()
            .ok()
    };
    Some(Place {
        headset,
        machine: next("machine")?,
        place: next("place")?,
        ahead: next("ahead")?,
    })
}

/// What is said until that moment of the machine.
fn gather(places: &Receiver<Said>, until: f64) -> Vec<Place> {
    let mut all = Vec::new();
    loop {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let left = until - now.unwrap_or_default().as_secs_f64();
        if left <= 0.0 {
            return all;
        }
        if let Ok(Said::Place(place)) = places.recv_timeout(Duration::from_secs_f64(left.min(1.0)))
        {
            all.push(place);
        }
    }
}

fn account(all: &[Place], zero: f64, late: usize) -> serde_json::Value {
    let skew = |place: &Place| (place.place - (place.machine - zero)) * 1000.0;
    // How far apart those were that said something in the same half second.
    let mut halves: std::collections::BTreeMap<u64, Vec<f64>> = Default::default();
    for place in all {
        let half = ((place.machine - zero).max(0.0) * 2.0) as u64;
        halves.entry(half).or_default().push(skew(place));
    }
    let spreads = halves.values().map(|skews| {
        let most = skews.iter().copied().fold(f64::MIN, f64::max);
        most - skews.iter().copied().fold(f64::MAX, f64::min)
    });
    let skews = figures(all.iter().map(|place| skew(place).abs()));
    let told = figures(all.iter().map(|place| place.ahead.abs() * 1000.0));
    serde_json::json!({
        "measured": all.len(),
        "late": late,
        "skew_ms": skews,
        "spread_ms": figures(spreads),
        "told_ms": told,
    })
}

fn figures(values: impl Iterator<Item = f64>) -> serde_json::Value {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let at = |share: usize| values.get((values.len() * share / 100).min(values.len() - 1));
    serde_json::json!({"median": at(50), "p95": at(95), "max": values.last()})
}
