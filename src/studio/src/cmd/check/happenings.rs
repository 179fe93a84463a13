//! What can be foreseen of how an experience is played: rules that never start, texts nobody can read, stories
//! that are cut, names that a model does not have.
//!
//! Looked at only in experiences without errors, and costs nothing where there is nothing of it.

use std::path::Path;
use std::time::Duration;

use director::{RuleFault, RuleFinding};
use manifest::{
    Action, Code, Experience, Hotspot, Link, Part, Problem, Scene, Sound, Trigger, View, codes,
};

use library::model::Names;

use crate::files::OpenedFiles;

/// Degrees to each side within which something stands before the resident's eyes.
const BEFORE: f32 = 60.0;
/// Degrees below and above the horizon at which text can be read without twisting the neck.
const READABLE: std::ops::RangeInclusive<f32> = -30.0..=20.0;

/// What is found in the experience of this manifest.
pub(super) fn look(experience: &Experience, manifest: &Path, files: &OpenedFiles) -> Vec<Problem> {
    let mut look = Look {
        manifest,
        bytes: None,
        found: Vec::new(),
    };
    let wide = !experience.behaviours.is_empty();
    let ruled = |scene: &Scene| {
        !(scene.hotspots.is_empty() && scene.timeline.is_empty() && scene.behaviours.is_empty())
    };
    if wide || experience.scenes.values().any(ruled) {
        for finding in director::review(experience) {
            look.rule(&finding);
        }
    }
    for (id, scene) in &experience.scenes {
        look.texts(id, scene);
        look.before(id, scene);
        look.stories(id, scene, experience, files);
        if let View::Model(model) = &scene.view
            && let Some(names) = files.names(&model.file)
        {
            look.names(id, scene, &names);
        }
    }
    look.found
}

struct Look<'m> {
    manifest: &'m Path,
    /// Its text, once a place in it was asked for.
    bytes: Option<Vec<u8>>,
    found: Vec<Problem>,
}

impl Look<'_> {
    fn add(&mut self, code: Code, way: &[Part<'_>], message: String, instead: impl Into<String>) {
        let manifest = self.manifest;
        let bytes = self
            .bytes
            .get_or_insert_with(|| std::fs::read(manifest).unwrap_or_default());
        let place = manifest::place_of(bytes, way);
        let problem = Problem::new(code, place, message, instead);
        self.found
            .push(problem.in_file(manifest.display().to_string()));
    }

    fn rule(&mut self, finding: &RuleFinding) {
        let mut way = Vec::new();
        if let Some(scene) = &finding.scene {
            way.extend([Part::Field("scenes"), Part::Key(scene)]);
        }
        way.extend([
            Part::Field(finding.list.field()),
            Part::Item(finding.number),
        ]);
        match &finding.fault {
            RuleFault::WaitsForItself => self.add(
                codes::RULE_WAITS_FOR_ITSELF,
                &way,
                "This waits for something that only it could bring about, so it never starts."
                    .to_owned(),
                "Let it start by something else: by `Entered`, by a look, by a cue.",
            ),
            RuleFault::Never(why) => self.add(
                codes::RULE_NEVER,
                &way,
                format!("This never starts: {why}."),
                "Change what it waits for, or take it away.",
            ),
        }
    }

    /// Texts that stand where nobody can read them.
    fn texts(&mut self, id: &str, scene: &Scene) {
        for (number, hotspot) in scene.hotspots.iter().enumerate() {
            let (Some(yaw), false) = (hotspot.yaw, hotspot.label.is_empty()) else {
                continue;
            };
            if yaw.abs() > BEFORE || !READABLE.contains(&hotspot.pitch) {
                let message = format!(
                    "The text of \"{}\" stands {:.0} degrees to the side and {:.0} up.",
                    hotspot.id,
                    yaw.abs(),
                    hotspot.pitch
                );
                self.add(
                    codes::TEXT_OFF_AXIS,
                    &hotspot_in(id, number),
                    message,
                    "Move it to within 60 degrees to the side, 30 down and 20 up, or take its label away.",
                );
            }
        }
    }

    /// Scenes in which there is nothing to look at for the first 20 seconds.
    fn before(&mut self, id: &str, scene: &Scene) {
        let way = [Part::Field("scenes"), Part::Key(id)];
        if let View::Album(album) = &scene.view {
            let slots = [&album.frames, &album.projector, &album.film, &album.radio];
            if slots.iter().all(|slot| slot.is_none()) {
                let message = format!("There is nothing in the room of \"{id}\".");
                self.add(
                    codes::NOTHING_IN_VIEW,
                    &way,
                    message,
                    "Give it a slot, such as `frames: \"photos\"`.",
                );
            }
        }
        let to_look_at = |hotspot: &&Hotspot| hotspot.target.is_none() && !hotspot.on.is_empty();
        let mut directions = scene.hotspots.iter().filter(to_look_at).peekable();
        if matches!(scene.view, View::World(_) | View::Album(_)) || directions.peek().is_none() {
            return;
        }
        let soon = |target: &str| {
            let shows = |actions: &[Action]| {
                Action::all(actions).contains(&&Action::Show(target.to_owned()))
            };
            let moments = scene.timeline.iter().filter(|moment| moment.0 < 20.0);
            let entered = scene
                .behaviours
                .iter()
                .filter(|rule| rule.0 == Trigger::Entered);
            moments
                .map(|moment| &moment.1)
                .chain(entered.map(|rule| &rule.1))
                .any(|actions| shows(actions))
        };
        let seen = |hotspot: &Hotspot| {
            let ahead = hotspot
                .yaw
                .is_some_and(|yaw| yaw.abs() - hotspot.size / 2.0 <= BEFORE);
            ahead && (!hotspot.hidden || soon(&hotspot.id))
        };
        if !directions.any(seen) {
            let message = format!(
                "Of what there is to look at in \"{id}\", nothing is before the resident's eyes in the first 20 seconds."
            );
            self.add(
                codes::NOTHING_IN_VIEW,
                &way,
                message,
                "Put something within 60 degrees of straight ahead.",
            );
        }
    }

    /// Narrations that are not over when their scene is.
    fn stories(&mut self, id: &str, scene: &Scene, experience: &Experience, files: &OpenedFiles) {
        let timed = scene.links.iter().filter_map(|link| match link {
            Link::After(after) => Some(after.seconds),
            Link::End(end) => Some(end.after),
            Link::Next(_) | Link::Ended(_) => None,
        });
        let Some(limit) = timed.min_by(f32::total_cmp) else {
            return;
        };
        let longest = |all: &manifest::Localized<String>| {
            let lengths = all.values().filter_map(|file| files.length(file));
            lengths.max().unwrap_or(Duration::ZERO).as_secs_f32()
        };
        for (number, sound) in scene.sound.iter().enumerate() {
            if let Sound::Narration(narration) = sound {
                let way = [
                    Part::Field("scenes"),
                    Part::Key(id),
                    Part::Field("sound"),
                    Part::Item(number),
                ];
                self.story(&way, narration.after, longest(&narration.file), limit);
            }
        }
        for (number, moment) in scene.timeline.iter().enumerate() {
            let way = [
                Part::Field("scenes"),
                Part::Key(id),
                Part::Field("timeline"),
                Part::Item(number),
            ];
            let mut at = moment.0;
            for action in &moment.1 {
                match action {
                    Action::Wait(seconds) => at += seconds,
                    Action::Narrate(name) => {
                        if let Some(told) = experience.narrations.get(name) {
                            self.story(&way, at, longest(&told.file), limit);
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    fn story(&mut self, way: &[Part<'_>], from: f32, lasts: f32, limit: f32) {
        // A narration that is not begun at all has its own problem.
        if from < limit && from + lasts > limit {
            let message = format!(
                "The narration begins after {from:.0} seconds and lasts {lasts:.0}, but its scene is over after {limit:.0}."
            );
            let instead = format!(
                "Give the scene {:.0} seconds, or begin earlier.",
                (from + lasts).ceil()
            );
            self.add(codes::NARRATION_CUT, way, message, instead);
        }
    }

    /// Names of nodes and animations that the scene's model does not have.
    fn names(&mut self, id: &str, scene: &Scene, names: &Names) {
        let own = |name: &str| scene.hotspots.iter().any(|hotspot| hotspot.id == name);
        for (number, hotspot) in scene.hotspots.iter().enumerate() {
            let way = hotspot_in(id, number);
            if let Some(target) = &hotspot.target {
                self.node(&way, target, names);
            }
            self.actions(&way, &hotspot.on, names, &own);
        }
        let rules = [
            ("timeline", scene.timeline.len()),
            ("behaviours", scene.behaviours.len()),
        ];
        for (field, count) in rules {
            for number in 0..count {
                let way = [
                    Part::Field("scenes"),
                    Part::Key(id),
                    Part::Field(field),
                    Part::Item(number),
                ];
                let (triggers, actions) = match field {
                    "timeline" => (Vec::new(), &scene.timeline[number].1),
                    _ => (
                        scene.behaviours[number].0.all(),
                        &scene.behaviours[number].1,
                    ),
                };
                for trigger in triggers {
                    if let Trigger::Gazed(name, _) | Trigger::LookedAway(name) = trigger
                        && !own(name)
                    {
                        self.node(&way, name, names);
                    }
                }
                self.actions(&way, actions, names, &own);
            }
        }
    }

    fn actions(
        &mut self,
        way: &[Part<'_>],
        actions: &[Action],
        names: &Names,
        own: &impl Fn(&str) -> bool,
    ) {
        for action in Action::all(actions) {
            match action {
                Action::Show(name) | Action::Hide(name) if !own(name) => {
                    self.node(way, name, names)
                }
                Action::Animate(name) if !names.animations.contains(name) => {
                    let message = format!("The model has no animation \"{name}\".");
                    let instead = nearest(name, names.animations.iter());
                    self.add(codes::NO_SUCH_HAPPENING, way, message, instead);
                }
                _ => {}
            }
        }
    }

    fn node(&mut self, way: &[Part<'_>], name: &str, names: &Names) {
        if !names.nodes.contains(name) {
            let message = format!("The model has no node \"{name}\".");
            let instead = nearest(name, names.nodes.iter());
            self.add(codes::NO_SUCH_TARGET, way, message, instead);
        }
    }
}

fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n String>) -> String {
    match manifest::nearest(name, known.map(String::as_str)) {
        Some(meant) => format!("Write \"{meant}\"."),
        None => "Write the name as the program has it that the model was made with.".to_owned(),
    }
}

fn hotspot_in(scene: &str, number: usize) -> [Part<'_>; 4] {
    [
        Part::Field("scenes"),
        Part::Key(scene),
        Part::Field("hotspots"),
        Part::Item(number),
    ]
}
