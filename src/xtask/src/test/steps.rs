//! The steps of `cargo xtask test`, in the order in which they tell most soonest.

use super::counts::Counts;
use super::report::Verdict;
use crate::job::{Finished, Job};
use crate::xr::Runs;
use crate::{android, docs, paths, sbom, web, xr};
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

/// One check or suite.
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) run: fn(&mut Workshop) -> Result<Verdict>,
}

const fn step(
    name: &'static str,
    about: &'static str,
    run: fn(&mut Workshop) -> Result<Verdict>,
) -> Step {
    Step { name, about, run }
}

pub(super) const STEPS: &[Step] = &[
    step("format", "every Rust file is formatted", format),
    step(
        "page",
        "the tablet's page: types, generated client, unit tests, build",
        page,
    ),
    step("lints", "clippy finds nothing in any crate", lints),
    step(
        "crates",
        "unit, integration and documentation tests of every crate",
        tests_of_crates,
    ),
    step("fuzz", "the fuzz targets build", fuzz),
    step(
        "docs",
        "the documentation builds without a warning",
        documentation,
    ),
    step(
        "experiences",
        "the studio finds nothing wrong with the sample experiences",
        experiences,
    ),
    step(
        "openxr",
        "the headset against a real OpenXR runtime",
        openxr,
    ),
    step(
        "browser",
        "the page in a real browser, with a headset that plays",
        browser,
    ),
    step("demo", "the demo starts and ends by itself", demo),
    step(
        "android",
        "the headset's library type-checks for standalone headsets",
        headset_on_android,
    ),
];

/// Which steps and crates were asked for.
#[derive(Debug)]
pub(super) struct Selection {
    steps: Vec<&'static str>,
    /// Empty: all.
    crates: Vec<String>,
}

impl Selection {
    /// Each filter names steps (by a part of their name) or a crate.
    ///
    /// # Errors
    /// When a filter names neither.
    pub(super) fn new(filters: &[String], crates: &[String]) -> Result<Self> {
        let mut selection = Self {
            steps: Vec::new(),
            crates: Vec::new(),
        };
        if filters.is_empty() {
            selection.steps = STEPS.iter().map(|step| step.name).collect();
        }
        for filter in filters {
            let steps: Vec<_> = STEPS
                .iter()
                .map(|step| step.name)
                .filter(|name| name.contains(filter.as_str()))
                .collect();
            if crates.contains(filter) {
                selection.crates.push(filter.clone());
                selection.steps.push("crates");
            } else if steps.is_empty() {
                let names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
                bail!(
                    "\"{filter}\" is neither (part of) a step nor a crate. Steps: {}. Crates: {}",
                    names.join(", "),
                    crates.join(", ")
                );
            } else {
                selection.steps.extend(steps);
            }
        }
        Ok(selection)
    }

    pub(super) fn includes(&self, step: &str) -> bool {
        self.steps.contains(&step)
    }
}

/// What the steps share: made once, by the first that needs it.
pub(super) struct Workshop {
    pub(super) selection: Selection,
    built: Option<bool>,
    runs: Option<Runs>,
}

impl Workshop {
    pub(super) fn new(selection: Selection) -> Self {
        Self {
            selection,
            built: None,
            runs: None,
        }
    }

    /// Sees to it that the workspace, with its tests, is built from what stands here now.
    fn build(&mut self) -> Result<()> {
        if self.built.is_none() {
            web::build()?;
            sbom::build()?;
            let finished = Job::cargo("building the workspace and its tests")?
                .args(["test", "--locked", "--workspace", "--no-run"])
                .run()?;
            self.built = Some(finished.status.success());
        }
        ensure!(
            self.built == Some(true),
            "the workspace does not build; what the compiler said stands above"
        );
        Ok(())
    }

    fn runs(&mut self) -> Result<&Runs> {
        if self.runs.is_none() {
            self.runs = Some(Runs::prepare()?);
        }
        self.runs.as_ref().context("Monado was not prepared")
    }
}

/// The names of the workspace's crates.
pub(super) fn crates() -> Result<Vec<String>> {
    let answer = Job::cargo("reading the workspace")?
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--locked",
            "--quiet",
        ])
        .quiet()
        .expect_success()?;
    let metadata: Value = serde_json::from_str(answer.output.trim())
        .context("cargo metadata did not answer with JSON")?;
    Ok(metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|package| Some(package["name"].as_str()?.to_owned()))
        .collect())
}

fn check(finished: Finished) -> Verdict {
    Verdict {
        counts: Counts::check(finished.status.success()),
        text: finished.output,
    }
}

fn suite(finished: Finished) -> Verdict {
    Verdict {
        counts: Counts::read(&finished.output, finished.status.success()),
        text: finished.output,
    }
}

fn join(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    let mut sum = Verdict {
        counts: Counts::default(),
        text: String::new(),
    };
    for verdict in verdicts {
        if verdict.counts.failed > 0 {
            sum.text.push_str(&verdict.text);
        }
        sum.counts += verdict.counts;
    }
    sum
}

fn format(_: &mut Workshop) -> Result<Verdict> {
    Ok(check(
        Job::cargo("checking the format")?
            .args(["fmt", "--all", "--check"])
            .run()?,
    ))
}

fn page(_: &mut Workshop) -> Result<Verdict> {
    web::install()?;
    Ok(join([
        check(web::script("checking the page's types", "check").run()?),
        check(web::script("comparing the client with the API", "check:client").run()?),
        suite(web::script("testing the page", "test").run()?),
        check(web::script("building the page", "build").run()?),
    ]))
}

fn lints(_: &mut Workshop) -> Result<Verdict> {
    web::build()?;
    Ok(check(
        Job::cargo("linting")?
            .args([
                "clippy",
                "--locked",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ])
            .run()?,
    ))
}

fn tests_of_crates(workshop: &mut Workshop) -> Result<Verdict> {
    let mut job = Job::cargo("testing the crates")?.args(["test", "--locked", "--no-fail-fast"]);
    if workshop.selection.crates.is_empty() {
        workshop.build()?;
        job = job.arg("--workspace");
    } else {
        web::build()?; // the launcher takes it in
    }
    for name in &workshop.selection.crates {
        job = job.args(["--package", name]);
    }
    Ok(suite(job.run()?))
}

fn fuzz(_: &mut Workshop) -> Result<Verdict> {
    let folders: Vec<PathBuf> = fs::read_dir(paths::checkout().join("src"))
        .context("cannot read src")?
        .filter_map(|entry| Some(entry.ok()?.path().join("fuzz")))
        .filter(|folder| folder.join("Cargo.toml").is_file())
        .collect();
    ensure!(!folders.is_empty(), "no crate has a fuzz folder any more");
    let mut verdicts = Vec::new();
    for folder in folders {
        // As cargo-fuzz would, but without its nightly compiler: this only has to build.
        let job = Job::cargo("building the fuzz targets")?
            .env("RUSTFLAGS", "--cfg fuzzing")
            .env("CARGO_TARGET_DIR", paths::target()?.join("fuzz"));
        verdicts.push(check(
            job.args(["check", "--locked", "--bins", "--all-features"])
                .dir(folder)
                .run()?,
        ));
    }
    Ok(join(verdicts))
}

fn documentation(_: &mut Workshop) -> Result<Verdict> {
    web::build()?;
    Ok(check(docs::job()?.run()?))
}

fn experiences(workshop: &mut Workshop) -> Result<Verdict> {
    workshop.build()?;
    let folders: Vec<PathBuf> = fs::read_dir(paths::checkout().join("experiences"))
        .context("cannot read experiences")?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|folder| folder.join("experience.ron").is_file())
        .collect();
    ensure!(!folders.is_empty(), "there is no sample experience");
    let mut verdicts = Vec::new();
    for folder in folders {
        let job = Job::new(
            format!("checking {}", folder.display()),
            paths::program("studio", false)?,
        );
        verdicts.push(check(job.arg("check").arg(folder).run()?));
    }
    Ok(join(verdicts))
}

fn openxr(workshop: &mut Workshop) -> Result<Verdict> {
    workshop.build()?;
    Ok(suite(xr::job(workshop.runs()?, &[])?.run()?))
}

fn browser(workshop: &mut Workshop) -> Result<Verdict> {
    workshop.build()?;
    let mut job = web::script("testing in a browser", "e2e")
        .env("UTSIKT_LAUNCHER_BIN", paths::program("launcher", false)?)
        .env("UTSIKT_HEADSET_BIN", paths::program("headset", false)?)
        .env("BEVY_ASSET_ROOT", paths::checkout());
    for (name, value) in workshop.runs()?.variables() {
        job = job.env(name, value);
    }
    Ok(suite(job.run()?))
}

fn demo(workshop: &mut Workshop) -> Result<Verdict> {
    workshop.build()?;
    let program = paths::own_program()?;
    // Not the state of whoever runs the tests.
    let state = tempfile::tempdir().context("cannot make a temporary folder")?;
    let job = Job::new("running the demo", program).env("XDG_STATE_HOME", state.path());
    Ok(check(
        job.args(["demo", "--headless", "--seconds", "5"]).run()?,
    ))
}

fn headset_on_android(_: &mut Workshop) -> Result<Verdict> {
    android::check()?;
    Ok(Verdict {
        counts: Counts::check(true),
        text: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selection(filters: &[&str]) -> Result<Selection> {
        let filters: Vec<_> = filters.iter().map(|filter| (*filter).to_owned()).collect();
        Selection::new(&filters, &["manifest".to_owned(), "headset".to_owned()])
    }

    #[test]
    fn without_a_filter_everything_is_done() {
        let all = selection(&[]).unwrap();
        assert!(STEPS.iter().all(|step| all.includes(step.name)));
        assert!(all.crates.is_empty());
    }

    #[test]
    fn a_filter_is_part_of_a_steps_name_or_a_crate() {
        let some = selection(&["xr", "manifest"]).unwrap();
        assert!(some.includes("openxr") && some.includes("crates") && !some.includes("lints"));
        assert_eq!(some.crates, ["manifest"]);
    }

    #[test]
    fn a_filter_that_means_nothing_is_refused_with_what_there_is() {
        let error = selection(&["nonsense"]).unwrap_err().to_string();
        assert!(
            error.contains("nonsense") && error.contains("openxr") && error.contains("headset"),
            "{error}"
        );
    }
}
