//! `cargo xtask sbom`: the launcher's bill of materials, CycloneDX 1.6 as JSON, in `launcher/sbom`. A build of the launcher carries it,
//! and answers it at `/api/v1/about/sbom.json`.
//!
//! It is put together from what cargo and npm themselves resolved (`cargo metadata`, `Cargo.lock`, `package-lock.json`), without
//! asking any registry, so it says what is built here and now. Of crates, those that the program holds; those that only
//! build it are marked `excluded`. Of npm's packages, those that the page's sources name, and what these need. SQLite, which
//! comes as source inside a crate, stands there by itself.
//!
//! What it does not do: it knows no weaknesses, and nothing of the headset.

use crate::job::Job;
use crate::{paths, web};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Command line: `cargo xtask sbom`.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let mut parser = lexopt::Parser::from_args(arguments);
    match parser.next()? {
        Some(lexopt::Arg::Long("help") | lexopt::Arg::Short('h')) => {
            println!(
                "cargo xtask sbom\n\nWrites the launcher's bill of materials and says where it is."
            );
            return Ok(ExitCode::SUCCESS);
        }
        Some(other) => return Err(other.unexpected().into()),
        None => {}
    }
    println!("The bill of materials is at {}", build()?.display());
    Ok(ExitCode::SUCCESS)
}

/// Writes the bill, if it says anything else than what stands there; where it is.
pub(crate) fn build() -> Result<PathBuf> {
    let file = paths::checkout().join("launcher/sbom/launcher.cdx.json");
    let text = format!("{:#}\n", bill()?);
    if fs::read_to_string(&file).is_ok_and(|written| written == text) {
        return Ok(file);
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&file, text))
        .with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}

fn bill() -> Result<Value> {
    let answer = Job::cargo("reading what the launcher is made of")?
        .args(["metadata", "--format-version", "1", "--locked", "--quiet"])
        .args(["--filter-platform", &host()])
        .quiet()
        .expect_success()?;
    let metadata: Value = serde_json::from_str(answer.output.trim())
        .context("cargo metadata did not answer with JSON")?;
    let lock = read(&paths::checkout().join("Cargo.lock"))?;
    let mut parts = crates(&metadata, &checksums(&lock))?;
    let page: Value = serde_json::from_str(&read(&web::folder().join("package-lock.json"))?)
        .context("package-lock.json is no JSON")?;
    let named = named_packages(&page, &sources(&web::folder().join("src"))?);
    parts.components.extend(packages(&page, &named));
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "lifecycles": [{"phase": "build"}],
            "component": parts.subject,
            "properties": commit().map(|commit| json!([{"name": "utsikt:commit", "value": commit}])).unwrap_or(json!([])),
        },
        "components": parts.components,
        "dependencies": parts.dependencies,
    }))
}

/// What a bill is made of.
struct Parts {
    subject: Value,
    components: Vec<Value>,
    dependencies: Vec<Value>,
}

fn crates(metadata: &Value, checksums: &BTreeMap<(String, String), String>) -> Result<Parts> {
    let packages: BTreeMap<&str, &Value> = list(&metadata["packages"])
        .filter_map(|package| Some((package["id"].as_str()?, package)))
        .collect();
    let nodes: BTreeMap<&str, &Value> = list(&metadata["resolve"]["nodes"])
        .filter_map(|node| Some((node["id"].as_str()?, node)))
        .collect();
    let root = list(&metadata["packages"])
        .find(|package| package["name"] == "launcher" && package["source"].is_null())
        .and_then(|package| package["id"].as_str())
        .context("there is no crate called launcher")?;
    // First what the program holds, then what only builds it.
    let held = reached(&nodes, [root], |kind| kind.is_null());
    let all = reached(&nodes, held.iter().copied(), |kind| {
        kind.is_null() || kind == "build"
    });
    let mut parts = Parts {
        subject: json!({
            "type": "application",
            "bom-ref": reference(packages[root]),
            "name": "Utsikt launcher",
            "version": packages[root]["version"],
            "licenses": [{"expression": packages[root]["license"]}],
        }),
        components: Vec::new(),
        dependencies: Vec::new(),
    };
    for id in &all {
        let package = packages.get(id).context("a crate without a package")?;
        if *id != root {
            parts
                .components
                .push(component(package, held.contains(id), checksums));
        }
        if let Some(sqlite) = sqlite(package)? {
            parts.components.push(sqlite);
        }
        let on: BTreeSet<_> = list(&nodes[id]["deps"])
            .filter_map(|dependency| dependency["pkg"].as_str())
            .filter(|dependency| all.contains(dependency))
            .map(|dependency| reference(packages[dependency]))
            .collect();
        parts
            .dependencies
            .push(json!({"ref": reference(package), "dependsOn": on}));
    }
    Ok(parts)
}

/// The crates that are reached from some, themselves among them, over dependencies of the kinds that `follow` takes.
fn reached<'a>(
    nodes: &BTreeMap<&'a str, &'a Value>,
    from: impl IntoIterator<Item = &'a str>,
    follow: impl Fn(&Value) -> bool,
) -> BTreeSet<&'a str> {
    let mut queue: VecDeque<&str> = from.into_iter().collect();
    let mut found: BTreeSet<&str> = queue.iter().copied().collect();
    while let Some(id) = queue.pop_front() {
        let dependencies = nodes.get(id).map(|node| list(&node["deps"]));
        for dependency in dependencies.into_iter().flatten() {
            let followed = list(&dependency["dep_kinds"]).any(|kind| follow(&kind["kind"]));
            if let Some(next) = dependency["pkg"].as_str()
                && followed
                && found.insert(next)
            {
                queue.push_back(next);
            }
        }
    }
    found
}

fn component(package: &Value, held: bool, checksums: &BTreeMap<(String, String), String>) -> Value {
    let (name, version) = (text(&package["name"]), text(&package["version"]));
    let mut component = json!({
        "type": "library",
        "bom-ref": reference(package),
        "name": name,
        "version": version,
        "scope": if held { "required" } else { "excluded" },
        "purl": reference(package),
    });
    match package["license"].as_str() {
        // The old way to write "or".
        Some(licence) => {
            component["licenses"] = json!([{"expression": licence.replace('/', " OR ")}]);
        }
        None if package["license_file"].is_string() => {
            component["licenses"] = json!([{"license": {"name": "see its licence file"}}]);
        }
        None => {}
    }
    if let Some(sum) = checksums.get(&(name.to_owned(), version.to_owned())) {
        component["hashes"] = json!([{"alg": "SHA-256", "content": sum}]);
    }
    component
}

/// SQLite itself, whose source lies in a crate.
fn sqlite(package: &Value) -> Result<Option<Value>> {
    if package["name"] != "libsqlite3-sys" {
        return Ok(None);
    }
    let manifest = Path::new(text(&package["manifest_path"]));
    let header = read(&manifest.with_file_name("sqlite3").join("sqlite3.h"))?;
    let version = header
        .lines()
        .find_map(|line| line.strip_prefix("#define SQLITE_VERSION "))
        .map(|version| version.trim().trim_matches('"').to_owned())
        .context("sqlite3.h says no version")?;
    Ok(Some(json!({
        "type": "library",
        "bom-ref": format!("pkg:generic/sqlite@{version}"),
        "name": "sqlite",
        "version": version,
        "scope": "required",
        "purl": format!("pkg:generic/sqlite@{version}"),
        "licenses": [{"license": {"id": "blessing"}}],
    })))
}

/// The checksum of each package in `Cargo.lock`.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let of = |block: &str, name: &str| {
        let start = format!("{name} = \"");
        let line = block.lines().find_map(|line| line.strip_prefix(&start));
        line.map(|rest| rest.trim_end_matches('"').to_owned())
    };
    lock.split("[[package]]")
        .filter_map(|block| {
            Some((
                (of(block, "name")?, of(block, "version")?),
                of(block, "checksum")?,
            ))
        })
        .collect()
}

/// Those of the page's own packages that its sources name.
fn named_packages(lock: &Value, sources: &[String]) -> BTreeSet<String> {
    let own = ["dependencies", "devDependencies"]
        .into_iter()
        .filter_map(|kind| lock["packages"][""][kind].as_object())
        .flat_map(|packages| packages.keys());
    own.filter(|name| {
        // As a module (`"svelte"`) or as a part of one (`"svelte/transition"`).
        let ways = ["\"", "'", "/"].map(|end| [format!("\"{name}{end}"), format!("'{name}{end}")]);
        let imports = |line: &str| line.contains("import") || line.contains("from");
        sources
            .iter()
            .flat_map(|source| source.lines())
            .filter(|line| imports(line))
            .any(|line| ways.as_flattened().iter().any(|way| line.contains(way)))
    })
    .cloned()
    .collect()
}

/// Components for these packages and all that they need.
fn packages(lock: &Value, named: &BTreeSet<String>) -> Vec<Value> {
    let mut queue: VecDeque<String> = named.iter().cloned().collect();
    let mut found: BTreeSet<String> = named.clone();
    let mut components = Vec::new();
    while let Some(name) = queue.pop_front() {
        let package = &lock["packages"][format!("node_modules/{name}")];
        let Some(version) = package["version"].as_str() else {
            continue; // for another system, and not installed
        };
        let purl = format!("pkg:npm/{}@{version}", name.replace('@', "%40"));
        let mut component = json!({
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": version,
            "scope": "required",
            "purl": purl,
        });
        if let Some(licence) = package["license"].as_str() {
            component["licenses"] = json!([{"expression": licence}]);
        }
        components.push(component);
        for next in package["dependencies"]
            .as_object()
            .into_iter()
            .flat_map(|all| all.keys())
        {
            if found.insert(next.clone()) {
                queue.push_back(next.clone());
            }
        }
    }
    components
}

/// The texts of all files in a folder and those below it.
fn sources(folder: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            texts.extend(sources(&path)?);
        } else if let Ok(text) = fs::read_to_string(&path) {
            texts.push(text);
        }
    }
    Ok(texts)
}

/// Which state of the source this is; none outside of git.
fn commit() -> Option<String> {
    let finished = Job::new("asking git", "git")
        .args([
            "describe",
            "--always",
            "--dirty",
            "--abbrev=12",
            "--exclude=*",
        ])
        .quiet()
        .run()
        .ok()?;
    let commit = finished.output.trim().to_owned();
    (finished.status.success() && !commit.is_empty()).then_some(commit)
}

fn host() -> String {
    format!("{}-unknown-linux-gnu", std::env::consts::ARCH)
}

fn reference(package: &Value) -> String {
    format!(
        "pkg:cargo/{}@{}",
        text(&package["name"]),
        text(&package["version"])
    )
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata() -> Value {
        let package = |name: &str, source: Value| {
            json!({
                "id": name, "name": name, "version": "1.0.0", "source": source, "license": "MIT/Apache-2.0",
            })
        };
        let on = |name: &str, kind: Value| json!({"pkg": name, "dep_kinds": [{"kind": kind}]});
        let net = json!("registry");
        json!({
            "packages": [
                package("launcher", Value::Null), package("axum", net.clone()), package("cc", net.clone()),
                package("proptest", net.clone()), package("bevy", net),
            ],
            "resolve": {"nodes": [
                {"id": "launcher", "deps": [on("axum", Value::Null), on("proptest", json!("dev"))]},
                {"id": "axum", "deps": [on("cc", json!("build"))]},
                {"id": "cc", "deps": []}, {"id": "proptest", "deps": []}, {"id": "bevy", "deps": []},
            ]},
        })
    }

    #[test]
    fn the_bill_holds_what_the_program_does_and_marks_what_builds_it() {
        let sums = checksums(
            "[[package]]\nname = \"axum\"\nversion = \"1.0.0\"\nsource = \"x\"\nchecksum = \"ab\"\n\n[[package]]\nname = \"launcher\"\nversion = \"1.0.0\"\n",
        );
        let parts = crates(&metadata(), &sums).unwrap();
        let told: Vec<_> = parts
            .components
            .iter()
            .map(|part| (text(&part["name"]), text(&part["scope"])))
            .collect();
        assert_eq!(told, [("axum", "required"), ("cc", "excluded")]);
        assert_eq!(parts.components[0]["hashes"][0]["content"], "ab");
        assert_eq!(
            parts.components[0]["licenses"][0]["expression"],
            "MIT OR Apache-2.0"
        );
        assert_eq!(parts.dependencies.len(), 3);
    }

    #[test]
    fn the_pages_packages_are_those_its_sources_name_and_what_these_need() {
        let lock = json!({"packages": {
            "": {"devDependencies": {"svelte": "5", "@lucide/svelte": "1", "vite": "8"}},
            "node_modules/svelte": {"version": "5.0.0", "license": "MIT", "dependencies": {"clsx": "2"}},
            "node_modules/@lucide/svelte": {"version": "1.0.0", "license": "ISC"},
            "node_modules/clsx": {"version": "2.0.0"},
            "node_modules/vite": {"version": "8.0.0"},
        }});
        let sources = [
            "import { fade } from \"svelte/transition\";\nimport A from '@lucide/svelte/icons/a';"
                .to_owned(),
            "const vite = \"vite\";".to_owned(),
        ];
        let named = named_packages(&lock, &sources);
        let purls: BTreeSet<_> = packages(&lock, &named)
            .iter()
            .map(|part| text(&part["purl"]).to_owned())
            .collect();
        let wanted = [
            "pkg:npm/%40lucide/svelte@1.0.0",
            "pkg:npm/clsx@2.0.0",
            "pkg:npm/svelte@5.0.0",
        ];
        assert_eq!(purls, wanted.map(str::to_owned).into());
    }
}
