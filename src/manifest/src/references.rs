//! How the scenes hang together: every name leads somewhere, every scene is reached and can be left.
//!
//! Looked at in the tree, so that a slip in one field does not hide one in another.

use std::collections::{HashMap, HashSet};

use crate::codes;
use crate::shape::Findings;
use crate::source::Span;
use crate::suggest::nearest;
use crate::tree::{Group, Kind, Node, shortened};

/// A scene and what leads on from it.
struct Scene<'n> {
    id: &'n str,
    span: Span,
    /// The ids it links to.
    ways: Vec<&'n str>,
    /// Whether there is any link at all, or one that could not be read.
    leaves: bool,
}

pub(crate) fn check(experience: &Group<'_>, findings: &mut Findings<'_>) {
    let entries = experience
        .get("scenes")
        .map_or(&[][..], |scenes| scenes.map());
    let known: HashSet<&str> = entries.iter().filter_map(|(key, _)| key.text()).collect();
    let minutes = experience.get("minutes").map_or(Some(10), Node::whole);
    if let Some(minutes @ 21..=30) = minutes
        && let Some(node) = experience.get("minutes")
    {
        let message = format!("{minutes} minutes is long in a headset; most sessions are 8 to 10.");
        findings.add(
            codes::MINUTES_LONG,
            node.span,
            message,
            "Write 20 or less, unless you have tried it out.",
        );
    }
    let check_name = |node: &Node<'_>, start: bool, findings: &mut Findings<'_>| {
        let Some(id) = node.text() else { return };
        // Where there are no scenes at all, that is what is said.
        if known.is_empty() || known.contains(id) {
            return;
        }
        let message = format!("There is no scene \"{}\".", shortened(id));
        let instead = match nearest(id, known.iter().copied()) {
            Some(meant) => format!("Write \"{meant}\"."),
            None => "Write the id of a scene that stands in `scenes`.".to_owned(),
        };
        let code = if start {
            codes::START_UNKNOWN
        } else {
            codes::NO_SUCH_SCENE
        };
        findings.add(code, node.span, message, instead);
    };
    if let Some(start) = experience.get("start") {
        check_name(start, true, findings);
    }
    let poster = experience.get("poster").and_then(Node::group);
    if let Some(scene) = poster.and_then(|poster| poster.get("scene")) {
        check_name(scene, false, findings);
    }
    check_poster(experience, entries, findings);
    let mut scenes = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let Some(id) = key.text() else { continue };
        let links = value.group().and_then(|scene| scene.get("links"));
        let view = value.group().and_then(|scene| scene.get("view"));
        let ends = view.and_then(Node::group).is_some_and(is_film_that_ends);
        let mut scene = Scene {
            id,
            span: key.span,
            ways: Vec::new(),
            // Where there is no link, the end of a film is the end of the experience.
            leaves: value.group().is_none() || ends,
        };
        if let Some(links) = links {
            scene.leaves |= !matches!(&links.kind, Kind::List(links) if links.is_empty());
            check_links(id, links.list(), minutes, ends, findings);
            for to in links
                .list()
                .iter()
                .filter_map(|link| link.group()?.get("to"))
            {
                check_name(to, false, findings);
                scene.ways.extend(to.text());
            }
        }
        for to in values_of(value.group(), RULES).flat_map(go_tos) {
            check_name(to, false, findings);
            scene.ways.extend(to.text());
            scene.leaves = true;
        }
        scenes.push(scene);
    }
    // A rule of the experience may lead on from every scene.
    let always: Vec<_> = values_of(Some(experience), RULES)
        .flat_map(go_tos)
        .collect();
    for to in &always {
        check_name(to, false, findings);
    }
    for scene in &mut scenes {
        scene.leaves |= !always.is_empty();
        scene.ways.extend(always.iter().filter_map(|to| to.text()));
    }
    let start = experience
        .get("start")
        .and_then(Node::text)
        .filter(|start| known.contains(start));
    check_ways(&scenes, start, findings);
}

/// The picture on the tablet is made of a scene's picture; what is drawn has none.
fn check_poster(
    experience: &Group<'_>,
    scenes: &[(Node<'_>, Node<'_>)],
    findings: &mut Findings<'_>,
) {
    let poster = experience.get("poster").and_then(Node::group);
    if poster.is_some_and(|poster| poster.get("file").is_some()) {
        return;
    }
    let scene = poster.and_then(|poster| poster.get("scene"));
    let Some(shown) = scene.or_else(|| experience.get("start")) else {
        return;
    };
    let mut scenes = scenes.iter();
    let found = scenes.find(|(id, _)| id.text().is_some() && id.text() == shown.text());
    let view = found.and_then(|(_, scene)| scene.group()?.get("view")?.group()?.name);
    if view.is_some_and(|view| matches!(view.text, "World" | "Model" | "Album")) {
        let id = shortened(shown.text().unwrap_or_default());
        findings.add(
            codes::POSTER_MISSING,
            shown.span,
            format!("\"{id}\" is drawn, so there is no picture of it for the tablet."),
            format!("Write `poster: Poster(scene: \"{id}\", file: \"media/poster.jpg\")`, with a picture of it there."),
        );
    }
}

/// Looks at the links of one scene beside each other.
///
/// `ends` is whether the scene shows a film that comes to an end.
fn check_links(
    id: &str,
    links: &[Node<'_>],
    minutes: Option<u32>,
    ends: bool,
    findings: &mut Findings<'_>,
) {
    let mut timed = false;
    let mut at_the_end = false;
    let mut buttons = HashSet::new();
    for link in links {
        let Some(group) = link.group() else { continue };
        let to = group.get("to");
        if let Some(to) = to.filter(|to| to.text() == Some(id)) {
            let message = format!("\"{}\" links to itself.", shortened(id));
            findings.add(
                codes::LINK_TO_ITSELF,
                to.span,
                message,
                "Write the id of another scene, or take the link away.",
            );
        }
        match group.name.map(|name| name.text) {
            Some("After" | "End") => {
                if timed {
                    let message =
                        "This scene has a link by time already; only the earlier can happen.";
                    findings.add(
                        codes::TWO_TIMED_LINKS,
                        link.span,
                        message,
                        "Keep one `After` or `End`.",
                    );
                }
                timed = true;
                let seconds = group.get("seconds").or_else(|| group.get("after"));
                if let (Some(node), Some(minutes)) = (seconds, minutes)
                    && let Some(seconds) = node
                        .number()
                        .filter(|seconds| *seconds >= minutes as f32 * 60.0)
                    && seconds <= 1800.0
                {
                    let message = format!(
                        "The session is over after {minutes} minutes, before these {seconds} seconds."
                    );
                    findings.add(
                        codes::LINK_TOO_LATE,
                        node.span,
                        message,
                        "Write fewer seconds, or more minutes.",
                    );
                }
            }
            Some("Ended") => {
                if !ends {
                    findings.add(
                        codes::ENDED_NEVER,
                        link.span,
                        "There is no film here that ends.",
                        "Write `loops: false` in the film of this scene, or use `After`.",
                    );
                }
                if at_the_end {
                    let message = "This scene has an `Ended` already; only one can be followed.";
                    findings.add(
                        codes::TWO_ENDED_LINKS,
                        link.span,
                        message,
                        "Keep one of them.",
                    );
                }
                at_the_end = true;
            }
            Some("Next") => {
                if let Some(to) = to
                    && let Some(target) = to.text()
                    && !buttons.insert(target)
                {
                    let message =
                        format!("There is a `Next` to \"{}\" already.", shortened(target));
                    findings.add(codes::LINK_TWICE, to.span, message, "Keep one of them.");
                }
            }
            _ => {}
        }
    }
}

/// The fields in which rules stand.
const RULES: &[&str] = &["hotspots", "timeline", "behaviours"];

fn values_of<'n, 'a>(
    group: Option<&'n Group<'a>>,
    names: &'static [&str],
) -> impl Iterator<Item = &'n Node<'a>> {
    let fields = group.map_or(&[][..], |group| &group.fields).iter();
    let wanted = fields.filter(|field| names.contains(&field.name.text));
    wanted.map(|field| &field.value)
}

/// Where the actions in here lead on to.
fn go_tos<'n, 'a>(node: &'n Node<'a>) -> Vec<&'n Node<'a>> {
    let mut open = vec![node];
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        match &node.kind {
            Kind::Group(group) => {
                if group.name.is_some_and(|name| name.text == "GoTo") {
                    found.extend(group.items.first());
                }
                open.extend(group.fields.iter().map(|field| &field.value));
                open.extend(&group.items);
            }
            Kind::List(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

/// Whether this view is a film that does not begin anew.
fn is_film_that_ends(view: &Group<'_>) -> bool {
    view.name.is_some_and(|name| name.text == "Film")
        && view
            .get("loops")
            .is_some_and(|loops| loops.kind == Kind::Word("false"))
}

/// Looks for scenes that are never reached or can't be left.
fn check_ways(scenes: &[Scene<'_>], start: Option<&str>, findings: &mut Findings<'_>) {
    if scenes.iter().any(|scene| scene.id != scenes[0].id) {
        for scene in scenes.iter().filter(|scene| !scene.leaves) {
            let message = format!("No way leads out of \"{}\".", shortened(scene.id));
            let instead =
                "Add a link, such as `links: [Next(to: \"…\")]` or `links: [End(after: 120)]`.";
            findings.add(codes::NO_WAY_OUT, scene.span, message, instead);
        }
    }
    let Some(start) = start else { return };
    let ways: HashMap<&str, &Scene<'_>> = scenes.iter().map(|scene| (scene.id, scene)).collect();
    let mut reached = HashSet::from([start]);
    let mut next = vec![start];
    while let Some(id) = next.pop() {
        for to in ways.get(id).map_or(&[][..], |scene| &scene.ways) {
            if reached.insert(to) {
                next.push(to);
            }
        }
    }
    for scene in scenes.iter().filter(|scene| !reached.contains(scene.id)) {
        let message = format!(
            "No way leads from the start to \"{}\".",
            shortened(scene.id)
        );
        let instead = format!(
            "Add a link to it in another scene, such as `Next(to: \"{}\")`, or take it away.",
            shortened(scene.id)
        );
        findings.add(codes::SCENE_UNREACHABLE, scene.span, message, instead);
    }
}
