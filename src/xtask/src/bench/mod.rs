//! `cargo xtask bench`: how fast Utsikt is, each figure beside one that was measured in the same run.
//!
//! Rounds go through everything in turn, so that whatever else the machine does meets all of it alike. What each figure
//! should reach stands in [`table::FIGURES`]; a miss is said plainly and is no failure, since a busy machine is no
//! fault of the program. An error is what could not be measured, or a picture that is not right.
//!
//! The verb measures the programs from outside, or reads what the headset says with `--figures`; it knows nothing of how
//! they work. Downloads, the photo and the results lie in `bench` in cargo's target folder.

mod figures;
mod film;
mod group;
mod headset;
mod launcher;
mod material;
mod peers;
mod program;
mod report;
mod table;

use crate::setup::{self, Need};
use anyhow::{Context, Result, bail, ensure};
use figures::Samples;
use headset::Xr;
use lexopt::ValueExt as _;
use material::Material;
use peers::Peers;
use report::Circumstances;
use std::ffi::OsString;
use std::fs;
use std::num::NonZero;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask bench [--quick | --rounds N] [--peers] [--only NAME]…

Measures the programs as built for speed. A figure missed is said plainly, and is no failure.

  --quick      one round instead of five
  --rounds N   so many
  --peers      also VLC, and Pannellum and A-Frame in Chromium, with the same photo (fetched on first use)
  --only NAME  only these measurements; may be given several times:
                 load     a photo of 8192×4096 while the headset runs: time, memory, frames
                 layer    processor time per frame in OpenXR, compositor layer against material
                 cold     from nothing to the first right frame, then processor time while the view turns
                 memory   the most memory the whole program takes
                 film     a film of 3840×1920: processor time, frames shown, distance from the sound, memory
                 seek     50 seeks in that film
                 sound    16 placed sources and ambisonics
                 check    10,000 manifests
                 group    8 headsets that began together, 10 minutes on a bad network (once; 1 minute with --quick)
                 launcher a ward of 30 headsets and 10 tablets, a large library, five years of sessions";

const ROUNDS: usize = 5;
/// With more running than this, times say more about the machine than about the program.
const BUSY: f64 = 1.0;

/// One kind of measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Load,
    Layer,
    Cold,
    Memory,
    Film,
    Seek,
    Sound,
    Check,
    Group,
    Launcher,
}

impl Kind {
    fn needs_headset(self) -> bool {
        !matches!(self, Self::Check | Self::Sound | Self::Launcher)
    }

    fn needs_photo(self) -> bool {
        self.needs_headset() && self != Self::Group
    }

    fn needs_film(self) -> bool {
        matches!(self, Self::Film | Self::Seek)
    }
}

const KINDS: [(&str, Kind); 10] = [
    ("load", Kind::Load),
    ("layer", Kind::Layer),
    ("cold", Kind::Cold),
    ("memory", Kind::Memory),
    ("film", Kind::Film),
    ("seek", Kind::Seek),
    ("sound", Kind::Sound),
    ("check", Kind::Check),
    ("group", Kind::Group),
    ("launcher", Kind::Launcher),
];

#[derive(Debug, PartialEq, Eq)]
struct Options {
    rounds: usize,
    peers: bool,
    kinds: Vec<Kind>,
}

/// Command line: `cargo xtask bench`.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let Some(options) = parse(arguments)? else {
        println!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    };
    let mut needs = vec![Need::Build, Need::Run, Need::Bench];
    if options.peers {
        needs.push(Need::Peers);
    }
    setup::ensure(&needs)?;
    let material = prepare(&options)?;
    let peers = options
        .peers
        .then(|| Peers::prepare(&material))
        .transpose()?;
    let xr = options
        .kinds
        .contains(&Kind::Layer)
        .then(Xr::start)
        .transpose()?;

    let mut samples = Samples::default();
    let mut load = Vec::new();
    for round in 1..=options.rounds {
        load.push(machine_load());
        eprintln!(
            "Round {round} of {} (load {:.1})",
            options.rounds,
            load[round - 1]
        );
        for kind in &options.kinds {
            if *kind == Kind::Group {
                // Ten minutes are many rounds in themselves.
                if round == 1 {
                    group::measure(&material, options.rounds == 1, &mut samples)?;
                }
                continue;
            }
            measure(*kind, &material, xr.as_ref(), peers.as_ref(), &mut samples)?;
        }
    }
    load.push(machine_load());
    drop(xr);

    let about = Circumstances {
        rounds: options.rounds,
        load,
        processors: processors(),
    };
    print!("\n{}", report::text(&samples, &about));
    if about.load[0] > BUSY {
        println!("The machine was busy when this began: measure again when it is quiet.");
    }
    keep(&material, &samples, &about)?;
    Ok(ExitCode::SUCCESS)
}

fn parse(arguments: Vec<OsString>) -> Result<Option<Options>> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut options = Options {
        rounds: ROUNDS,
        peers: false,
        kinds: Vec::new(),
    };
    while let Some(argument) = parser.next()? {
        match argument {
            lexopt::Arg::Long("quick") => options.rounds = 1,
            lexopt::Arg::Long("rounds") => {
                options.rounds = parser.value()?.parse()?;
                ensure!(options.rounds > 0, "at least one round is needed");
            }
            lexopt::Arg::Long("peers") => options.peers = true,
            lexopt::Arg::Long("only") => {
                let value = parser.value()?;
                match KINDS.iter().find(|(name, _)| value == *name) {
                    Some((_, kind)) => options.kinds.push(*kind),
                    None => bail!("there is no measurement \"{}\".\n{HELP}", value.display()),
                }
            }
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => return Ok(None),
            other => return Err(other.unexpected().into()),
        }
    }
    if options.kinds.is_empty() {
        options.kinds = KINDS.map(|(_, kind)| kind).to_vec();
    }
    Ok(Some(options))
}

fn prepare(options: &Options) -> Result<Material> {
    let wants = |kind: fn(Kind) -> bool| options.kinds.iter().copied().any(kind);
    let material = Material::open()?;
    if wants(|kind| kind != Kind::Launcher) {
        Material::build(wants(Kind::needs_headset))?;
    }
    if options.kinds.contains(&Kind::Launcher) {
        Material::build_launcher()?;
        launcher::prepare(&material)?;
    }
    if options.kinds.contains(&Kind::Check) {
        material.make_manifests()?;
    }
    if wants(Kind::needs_photo) {
        material.make_photos()?;
        headset::check_picture(&material, "photo")?;
    }
    if options.kinds.contains(&Kind::Group) {
        group::prepare(&material)?;
    }
    if wants(Kind::needs_film) {
        film::prepare(&material)?;
    }
    Ok(material)
}

/// One measurement in one round, ours and the references one after the other.
fn measure(
    kind: Kind,
    material: &Material,
    xr: Option<&Xr>,
    peers: Option<&Peers>,
    samples: &mut Samples,
) -> Result<()> {
    match kind {
        Kind::Load => headset::load(material, samples),
        Kind::Layer => xr.map_or(Ok(()), |xr| xr.measure(material, samples)),
        Kind::Cold => {
            headset::cold(material, samples)?;
            peers.map_or(Ok(()), |peers| peers.cold(samples))
        }
        Kind::Memory => {
            headset::memory(material, samples)?;
            peers.map_or(Ok(()), |peers| peers.memory(samples))
        }
        Kind::Film => {
            film::play(material, samples)?;
            film::memory(material, samples)?;
            peers.map_or(Ok(()), |peers| peers.film(samples))
        }
        Kind::Seek => film::seek(material, samples),
        Kind::Sound => headset::sound(material, samples),
        Kind::Check => headset::check(material, samples),
        Kind::Group => Ok(()),
        Kind::Launcher => {
            launcher::ward(material, samples)?;
            launcher::lists(material, samples)
        }
    }
}

fn keep(material: &Material, samples: &Samples, about: &Circumstances) -> Result<()> {
    let folder = material.results();
    let put = |name: &str, text: String| {
        fs::write(folder.join(name), text)
            .with_context(|| format!("cannot write {}/{name}", folder.display()))
    };
    put(
        "bench.json",
        format!("{:#}\n", report::json(samples, about)),
    )?;
    put("bench.md", report::markdown(samples, about))?;
    println!(
        "As a table and as JSON: {0}/bench.md, {0}/bench.json",
        folder.display()
    );
    Ok(())
}

/// How many programs wanted a processor in the last minute.
fn machine_load() -> f64 {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ')
        .next()
        .and_then(|load| load.parse().ok())
        .unwrap_or_default()
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Result<Option<Options>> {
        parse(words.iter().map(Into::into).collect())
    }

    #[test]
    fn everything_is_measured_unless_something_is_named() {
        let all = parsed(&[]).unwrap().unwrap();
        assert_eq!(
            (all.rounds, all.peers, all.kinds.len()),
            (ROUNDS, false, KINDS.len())
        );
        let some = parsed(&["--quick", "--peers", "--only", "cold", "--only", "check"])
            .unwrap()
            .unwrap();
        assert_eq!(
            some,
            Options {
                rounds: 1,
                peers: true,
                kinds: vec![Kind::Cold, Kind::Check]
            }
        );
    }

    #[test]
    fn an_unknown_measurement_is_refused_with_the_list() {
        let error = parsed(&["--only", "taste"]).unwrap_err().to_string();
        assert!(error.contains("taste") && error.contains("load"), "{error}");
    }
}
