//! What rules know by name: every name stands for something that is there, and for one thing only.
//!
//! Looked at in the tree, once everything in it has been seen. The names in a model are not known here; its
//! file is looked into by those who open it.

use std::collections::{BTreeSet, HashMap};

use crate::codes::{self, Code};
use crate::experience::WorldKind;
use crate::schema::Ref;
use crate::shape::{Findings, NameUse};
use crate::source::Span;
use crate::suggest::nearest;
use crate::tree::{Group, Kind, Node, shortened};
use crate::world;

/// The names in one scene.
struct Scene<'n> {
    id: &'n str,
    hotspots: Vec<&'n str>,
    cues: Vec<&'n str>,
    view: Drawn,
}

/// What the view of a scene has names of.
enum Drawn {
    /// A picture has none.
    Picture,
    /// One whose names are known.
    Known(&'static world::Names),
    /// A model, or something that could not be read: it may have any.
    Anything,
}

/// All names that there are.
struct Names<'n> {
    scenes: Vec<Scene<'n>>,
    cues: Vec<&'n str>,
    sounds: Vec<&'n str>,
    narrations: Vec<&'n str>,
    captions: Vec<&'n str>,
    /// Each with its kind.
    slots: Vec<(&'n str, &'n str)>,
    counted: BTreeSet<&'n str>,
}

pub(crate) fn check(experience: &Group<'_>, findings: &mut Findings<'_>) {
    let used = std::mem::take(&mut findings.names);
    let uses_rules = |group: &Group<'_>| {
        let rules = [
            "hotspots",
            "cues",
            "behaviours",
            "timeline",
            "sounds",
            "narrations",
            "slots",
        ];
        group
            .fields
            .iter()
            .any(|field| rules.contains(&field.name.text))
    };
    let scenes = experience.get("scenes").map_or(&[][..], Node::map);
    // Most manifests are a few pictures: nothing has to be gathered for them.
    let plain = scenes.iter().filter_map(|(_, scene)| scene.group());
    if used.is_empty() && !uses_rules(experience) && !plain.into_iter().any(uses_rules) {
        return;
    }
    let names = gather(experience, scenes, findings);
    for used in &used {
        names.look_for(used, findings);
    }
    for (number, (_, scene)) in scenes.iter().enumerate() {
        if let (
            Some(group),
            Some(Scene {
                view: Drawn::Picture,
                id,
                ..
            }),
        ) = (scene.group(), names.scenes.get(number))
        {
            not_drawn(group, id, findings);
        }
    }
}

fn gather<'n>(
    experience: &'n Group<'_>,
    scenes: &'n [(Node<'_>, Node<'_>)],
    findings: &mut Findings<'_>,
) -> Names<'n> {
    let keys = |field: &str| -> Vec<&'n str> {
        let entries = experience.get(field).map_or(&[][..], Node::map);
        entries.iter().filter_map(|(key, _)| key.text()).collect()
    };
    let slots = experience.get("slots").map_or(&[][..], Node::map).iter();
    let slots = slots.filter_map(|(key, value)| Some((key.text()?, value.group()?.name?.text)));
    let mut names = Names {
        scenes: Vec::with_capacity(scenes.len()),
        cues: ids(experience, "cues", &[], findings),
        sounds: keys("sounds"),
        narrations: keys("narrations"),
        captions: keys("captions"),
        slots: slots.collect(),
        counted: BTreeSet::new(),
    };
    count(experience, &mut names.counted);
    for (key, scene) in scenes {
        // Every scene has its place, since they are known by their number.
        let group = scene.group();
        let view = group.and_then(|group| group.get("view"));
        let view = view.and_then(Node::group).map_or(Drawn::Anything, drawn);
        let taken = match view {
            Drawn::Known(known) => known.targets,
            _ => &[],
        };
        names.scenes.push(Scene {
            id: key.text().unwrap_or_default(),
            hotspots: group.map_or(Vec::new(), |group| ids(group, "hotspots", taken, findings)),
            cues: group.map_or(Vec::new(), |group| {
                ids(group, "cues", &names.cues, findings)
            }),
            view,
        });
    }
    let slots = experience.get("slots").map_or(&[][..], Node::map);
    for (key, _) in slots {
        let Some(name) = key.text() else { continue };
        if names.sounds.contains(&name) || names.narrations.contains(&name) {
            twice(name, key.span, findings);
        }
    }
    names
}

/// The ids of the things in a list; one that stands twice, or is `taken` already, is reported.
fn ids<'n>(
    group: &'n Group<'_>,
    field: &str,
    taken: &[&str],
    findings: &mut Findings<'_>,
) -> Vec<&'n str> {
    let things = group.get(field).map_or(&[][..], Node::list);
    let mut known = Vec::with_capacity(things.len());
    let mut seen = BTreeSet::new();
    for thing in things {
        let Some(id) = thing.group().and_then(|thing| thing.get("id")) else {
            continue;
        };
        let Some(name) = id.text() else { continue };
        // A hotspot on a target may have the target's name: the two are one thing.
        let on_it = thing.group().and_then(|thing| thing.get("target"));
        let same = on_it.and_then(Node::text) == Some(name);
        if !seen.insert(name) || (taken.contains(&name) && !same) {
            twice(name, id.span, findings);
        }
        known.push(name);
    }
    known
}

fn twice(name: &str, span: Span, findings: &mut Findings<'_>) {
    findings.add(
        codes::NAME_TWICE,
        span,
        format!("Something else is named \"{}\" already.", shortened(name)),
        "Give one of them another name.",
    );
}

fn drawn(view: &Group<'_>) -> Drawn {
    match view.name.map(|name| name.text) {
        Some("Photo" | "Film") => Drawn::Picture,
        Some("Album") => Drawn::Known(&world::ALBUM),
        Some("World") => {
            let word = view.items.first().and_then(|item| match &item.kind {
                Kind::Group(group) => group.name.map(|name| name.text),
                _ => None,
            });
            let mut kinds = WorldKind::ALL.into_iter();
            kinds
                .find(|kind| word.is_some_and(|word| word.eq_ignore_ascii_case(kind.name())))
                .map_or(Drawn::Anything, |kind| Drawn::Known(world::of(kind)))
        }
        _ => Drawn::Anything,
    }
}

/// Gathers the names under which something is counted anywhere.
fn count<'n>(group: &'n Group<'_>, counted: &mut BTreeSet<&'n str>) {
    if group.name.is_some_and(|name| name.text == "Count") {
        counted.extend(group.items.first().and_then(Node::text));
    }
    for node in group
        .fields
        .iter()
        .map(|field| &field.value)
        .chain(&group.items)
    {
        counts_in(node, counted);
    }
}

fn counts_in<'n>(node: &'n Node<'_>, counted: &mut BTreeSet<&'n str>) {
    match &node.kind {
        Kind::Group(group) => count(group, counted),
        Kind::List(items) => items.iter().for_each(|item| counts_in(item, counted)),
        Kind::Map(entries) => entries
            .iter()
            .for_each(|(_, value)| counts_in(value, counted)),
        _ => {}
    }
}

impl<'n> Names<'n> {
    fn look_for(&self, used: &NameUse, findings: &mut Findings<'_>) {
        let name = used.name.as_str();
        let (code, known): (Code, Option<Vec<&str>>) = match used.what {
            Ref::Target | Ref::AnyTarget => (
                codes::NO_SUCH_TARGET,
                self.drawn_names(used, |names| names.targets, true),
            ),
            Ref::Happening => (
                codes::NO_SUCH_HAPPENING,
                self.drawn_names(used, |names| names.happenings, false),
            ),
            Ref::Sound => {
                let own = self.sounds.iter().copied().chain(self.slots_for("Sound"));
                let drawn = self.drawn_names(used, |names| names.sounds, false);
                // What a model has is no sound.
                let drawn = drawn.unwrap_or_default().into_iter();
                let known = drawn.chain(own).chain(world::TUNES.iter().copied());
                let known = known.collect();
                (codes::NO_SUCH_SOUND, Some(known))
            }
            Ref::Narration => {
                let known = self
                    .narrations
                    .iter()
                    .copied()
                    .chain(self.slots_for("Words"));
                (codes::NO_SUCH_NARRATION, Some(known.collect()))
            }
            Ref::Caption => (codes::NO_SUCH_CAPTION, Some(self.captions.clone())),
            Ref::Cue => {
                let here = self
                    .scenes_of(used)
                    .flat_map(|scene| scene.cues.iter().copied());
                (
                    codes::NO_SUCH_CUE,
                    Some(here.chain(self.cues.iter().copied()).collect()),
                )
            }
            Ref::Count => (
                codes::NEVER_COUNTED,
                Some(self.counted.iter().copied().collect()),
            ),
            Ref::Slot => (
                codes::NO_SUCH_SLOT,
                Some(self.slots.iter().map(|(name, _)| *name).collect()),
            ),
            Ref::Photos => (
                codes::NO_SUCH_SLOT,
                Some(self.slots_for("Photos").collect()),
            ),
            Ref::Songs => (codes::NO_SUCH_SLOT, Some(self.slots_for("Sound").collect())),
            Ref::Films => (codes::NO_SUCH_SLOT, Some(self.slots_for("Film").collect())),
        };
        let Some(mut known) = known.filter(|known| !known.contains(&name)) else {
            return;
        };
        known.sort_unstable();
        known.dedup();
        let message = format!("\"{}\" is not {} here.", shortened(name), used.what.about());
        let instead = match (nearest(name, known.iter().copied()), known.len()) {
            (Some(meant), _) => format!("Write \"{meant}\"."),
            (None, 0) => "There is none here. Add one, or take this away.".to_owned(),
            (None, 1..=16) => {
                let listed: Vec<_> = known.iter().map(|name| format!("\"{name}\"")).collect();
                format!("There is {}.", listed.join(", "))
            }
            (None, _) => "Write the name of one that is there.".to_owned(),
        };
        findings.add(code, used.span, message, instead);
    }

    /// The scenes in which the name has to be known: its own, or any.
    fn scenes_of(&self, used: &NameUse) -> impl Iterator<Item = &Scene<'n>> {
        let own = used.scene.filter(|_| used.what != Ref::AnyTarget);
        let scenes = self.scenes.iter().enumerate();
        scenes
            .filter(move |(number, _)| own.is_none_or(|own| own == *number))
            .map(|(_, scene)| scene)
    }

    /// The names in the views of these scenes, with hotspots if wanted; none where any name will do.
    fn drawn_names(
        &self,
        used: &NameUse,
        of: impl Fn(&'static world::Names) -> &'static [&'static str],
        hotspots: bool,
    ) -> Option<Vec<&str>> {
        let mut known = Vec::new();
        for scene in self.scenes_of(used) {
            match scene.view {
                Drawn::Picture => {}
                Drawn::Known(names) => known.extend(of(names)),
                Drawn::Anything => return None,
            }
            if hotspots {
                known.extend(scene.hotspots.iter().copied());
            }
        }
        Some(known)
    }

    fn slots_for(&self, kind: &str) -> impl Iterator<Item = &'n str> {
        let of_kind = self.slots.iter().filter(move |(_, known)| *known == kind);
        of_kind.map(|(name, _)| *name)
    }
}

/// Reports what sets light or weather where there is none.
fn not_drawn(group: &Group<'_>, scene: &str, findings: &mut Findings<'_>) {
    let mut open: Vec<&Node<'_>> = ["hotspots", "timeline", "behaviours"]
        .into_iter()
        .filter_map(|field| group.get(field))
        .collect();
    let mut found: HashMap<usize, (&str, Span)> = HashMap::new();
    while let Some(node) = open.pop() {
        match &node.kind {
            Kind::Group(group) => {
                if let Some(name) = group.name
                    && matches!(name.text, "Light" | "Weather")
                {
                    found.insert(name.span.start, (name.text, name.span));
                }
                open.extend(group.fields.iter().map(|field| &field.value));
                open.extend(&group.items);
            }
            Kind::List(items) => open.extend(items),
            _ => {}
        }
    }
    for (word, span) in found.into_values() {
        findings.add(
            codes::NOT_DRAWN,
            span,
            format!(
                "\"{}\" shows a picture, in which `{word}` changes nothing.",
                shortened(scene)
            ),
            "Take it away, or use a `World` or a `Model` as the view.",
        );
    }
}
