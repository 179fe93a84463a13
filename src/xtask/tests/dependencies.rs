//! Who may depend on whom, read from `cargo metadata`: the boundaries between the crates hold because this fails when
//! one is crossed, also through a dependency of a dependency, on a computer and on a standalone headset.
#![allow(clippy::unwrap_used, reason = "a test may")]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::process::Command;

const PLATFORMS: [&str; 2] = ["x86_64-unknown-linux-gnu", "aarch64-linux-android"];
/// The crates that draw: worlds on a graphics card, and all that reaches the eye. Every other, new ones too, stays
/// free of [`DRAWING`].
const MAY_DRAW: [&str; 2] = ["worlds", "headset"];
const DRAWING: [&str; 6] = ["bevy*", "wgpu*", "naga*", "openxr*", "ash", "winit"];
/// The crate that is heard, and the one that has it play. Every other stays free of [`SOUNDING`].
const MAY_SOUND: [&str; 2] = ["sound", "headset"];
const SOUNDING: [&str; 2] = ["kira", "cpal"];
/// Anything that reads a socket, a file in the background, or a clock by itself.
const DOING: [&str; 8] = [
    "tokio*",
    "mio",
    "socket2",
    "axum*",
    "hyper*",
    "tungstenite*",
    "rusqlite",
    "notify",
];
/// Crates that compute and do nothing else, so that they can be tested exhaustively.
const PURE: [&str; 3] = ["manifest", "director", "protocol"];

/// (crate, what it must not reach, why)
fn rules(members: &BTreeSet<String>) -> Vec<(String, Vec<String>, &'static str)> {
    let owned = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    let mut rules = Vec::new();
    for member in members
        .iter()
        .filter(|member| !MAY_DRAW.contains(&member.as_str()))
    {
        rules.push((
            member.clone(),
            owned(&DRAWING),
            "only worlds and the headset draw",
        ));
    }
    rules.push((
        "worlds".to_owned(),
        owned(&[
            "bevy*", "openxr*", "winit", "director", "protocol", "library",
        ]),
        "it is drawn by whoever has a graphics card, and decides nothing",
    ));
    for member in members
        .iter()
        .filter(|member| !MAY_SOUND.contains(&member.as_str()))
    {
        rules.push((
            member.clone(),
            owned(&SOUNDING),
            "only `sound` is heard, and the headset has it play",
        ));
    }
    rules.push((
        "sound".to_owned(),
        owned(&["protocol", "director", "library"]),
        "it plays what it is told to and knows nothing of sessions",
    ));
    for name in PURE {
        rules.push((
            name.to_owned(),
            owned(&DOING),
            "it computes and does nothing else",
        ));
    }
    rules.push((
        "headset".to_owned(),
        owned(&[
            "tokio*", "axum*", "hyper*", "rusqlite", "launcher", "studio",
        ]),
        "it must fit a standalone headset",
    ));
    rules.push((
        "manifest".to_owned(),
        owned(&["director", "protocol", "media"]),
        "the format stands below everything",
    ));
    let others = members
        .iter()
        .filter(|member| *member != "xtask")
        .cloned()
        .collect();
    rules.push(("xtask".to_owned(), others, "it must build when they do not"));
    rules
}

#[test]
fn no_crate_reaches_what_it_must_not() {
    let mut broken = BTreeSet::new();
    for platform in PLATFORMS {
        let graph = Graph::read(&metadata(platform));
        for (from, forbidden, reason) in rules(&graph.members) {
            assert!(
                graph.edges.contains_key(&from),
                "a rule is about {from}, which is no crate of this workspace"
            );
            for chain in graph.chains(&from, &forbidden) {
                broken.insert(format!("{} ({reason})", chain.join(" → ")));
            }
        }
    }
    let broken: Vec<String> = broken.into_iter().collect();
    assert!(
        broken.is_empty(),
        "forbidden dependencies:\n{}",
        broken.join("\n")
    );
}

#[test]
fn a_forbidden_dependency_of_a_dependency_is_found() {
    let graph = Graph {
        edges: BTreeMap::from([
            ("launcher".to_owned(), BTreeSet::from(["helper".to_owned()])),
            (
                "helper".to_owned(),
                BTreeSet::from(["bevy_math".to_owned(), "serde".to_owned()]),
            ),
        ]),
        members: BTreeSet::from(["launcher".to_owned()]),
    };
    assert_eq!(
        graph.chains("launcher", &["bevy*".to_owned()]),
        [["launcher", "helper", "bevy_math"]]
    );
    assert!(
        graph
            .chains("launcher", &["bevy".to_owned(), "serde_json".to_owned()])
            .is_empty()
    );
}

/// The rules would be worth nothing if the graph lost its edges on the way.
#[test]
fn the_graph_holds_what_the_headset_is_known_to_reach() {
    let graph = Graph::read(&metadata(PLATFORMS[0]));
    assert!(!graph.chains("headset", &["wgpu".to_owned()]).is_empty());
    assert!(!graph.chains("headset", &["manifest".to_owned()]).is_empty());
}

fn metadata(platform: &str) -> Value {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--filter-platform",
            platform,
        ])
        .current_dir(top)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Crate names and what each depends on directly, to build or to test it.
struct Graph {
    edges: BTreeMap<String, BTreeSet<String>>,
    members: BTreeSet<String>,
}

impl Graph {
    fn read(metadata: &Value) -> Self {
        let name_of: BTreeMap<&str, &str> = array(&metadata["packages"])
            .map(|package| (text(&package["id"]), text(&package["name"])))
            .collect();
        let members = array(&metadata["workspace_members"])
            .map(|id| name_of[text(id)].to_owned())
            .collect();
        let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for node in array(&metadata["resolve"]["nodes"]) {
            let targets =
                array(&node["deps"]).map(|dependency| name_of[text(&dependency["pkg"])].to_owned());
            edges
                .entry(name_of[text(&node["id"])].to_owned())
                .or_default()
                .extend(targets);
        }
        Self { edges, members }
    }

    /// The shortest way from `from` to each crate whose name is among `forbidden` (a `*` at the end stands for anything).
    fn chains(&self, from: &str, forbidden: &[String]) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::from([from.to_owned()]);
        let mut queue = VecDeque::from([vec![from.to_owned()]]);
        while let Some(chain) = queue.pop_front() {
            for next in chain
                .last()
                .and_then(|last| self.edges.get(last))
                .into_iter()
                .flatten()
            {
                if !seen.insert(next.clone()) {
                    continue;
                }
                let mut longer = chain.clone();
                longer.push(next.clone());
                if forbidden.iter().any(|pattern| matches(pattern, next)) {
                    found.push(longer); // what lies behind it is forbidden through it
                } else {
                    queue.push_back(longer);
                }
            }
        }
        found
    }
}

fn matches(pattern: &str, name: &str) -> bool {
    pattern
        .strip_suffix('*')
        .map_or(pattern == name, |beginning| name.starts_with(beginning))
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
