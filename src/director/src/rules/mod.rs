//! The rules of an experience as they are carried out: what was looked at, tapped, counted and waited for
//! comes in, what is to be done goes out.
//!
//! Rules of a scene live for a visit to it, those of the experience for the session. Time is what has been
//! played, so a pause holds them as it holds everything. One rule waiting keeps no other from going on, and a
//! step does at most [`MOST_ACTS`] things, whatever the manifest says.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use manifest::{Action, Experience, Hotspot, Scene, Trigger, Weather};

use crate::{Act, Command, Live, LivePlace, Progress, Raised, Ring, Ticket};

mod gaze;
mod run;
mod set;
mod trigger;

use gaze::{Gaze, Seen};
use set::{Outcome, RuleSet};
use trigger::News;

/// Things done in one step, over all rules.
const MOST_ACTS: u32 = 256;
/// Taps that wait to be carried out.
const MOST_CUES: usize = 8;
/// What was said to the caregiver that is kept.
const MOST_PROMPTS: usize = 5;
/// The dwell for which manifests are written (H5).
pub(crate) const USUAL_DWELL: Duration = Duration::from_millis(1200);
/// The range of dwells.
const DWELLS: [Duration; 2] = [Duration::from_millis(800), Duration::from_millis(2000)];
/// No rule leads on from a scene sooner than this: it has just come in.
const LEAST_STAY: Duration = Duration::from_secs(5);

/// The rules of a session.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    experience: Arc<Experience>,
    dwell: Duration,
    wide: RuleSet,
    here: Option<Here>,
    counts: BTreeMap<String, u32>,
    slots: BTreeMap<String, usize>,
    /// Which file of a slot comes next.
    next: BTreeMap<String, usize>,
    cues: Vec<String>,
    seen: Vec<Seen>,
    prompts: Vec<Raised>,
    raised: u32,
}

/// The scene the resident is in.
#[derive(Debug, Clone)]
struct Here {
    ticket: Ticket,
    scene: String,
    set: RuleSet,
    gaze: Gaze,
    /// How long what rules wait for is held until they answer, for somebody with the usual dwell.
    waits: BTreeMap<String, Vec<Option<f32>>>,
    /// What rules have shown and hidden.
    there: BTreeMap<String, bool>,
    light: Option<f32>,
    weather: Option<Weather>,
    /// Where a rule leads on to, once it may.
    go_to: Option<String>,
}

impl Rules {
    /// Of a session of which so much has been played; `slots` says how many files are in them.
    pub(crate) fn new(
        experience: Arc<Experience>,
        slots: &BTreeMap<String, usize>,
        dwell: Duration,
        played: Duration,
    ) -> Rules {
        let filled = experience.slots.iter().map(|(name, slot)| {
            let fill = slot.fill();
            let files = slots.get(name).copied().unwrap_or(fill.samples.len());
            (name.clone(), files.min(fill.max as usize))
        });
        let slots = filled.collect();
        let mut rules = Rules {
            wide: RuleSet::of_experience(&experience, played),
            experience,
            dwell,
            here: None,
            counts: BTreeMap::new(),
            slots,
            next: BTreeMap::new(),
            cues: Vec::new(),
            seen: Vec::new(),
            prompts: Vec::new(),
            raised: 0,
        };
        rules.set_dwell(dwell);
        let news = news(&[], &[], &rules.counts, &rules.slots, rules.dwell);
        rules.wide.begin(&news);
        rules
    }

    pub(crate) fn set_dwell(&mut self, dwell: Duration) {
        self.dwell = dwell.clamp(DWELLS[0], DWELLS[1]);
    }

    /// The resident is in this scene from now on, of which so much has been played.
    pub(crate) fn enter(&mut self, ticket: Ticket, scene: &str, played: Duration) {
        let Some(found) = self.experience.scene(scene) else {
            return;
        };
        let mut set = RuleSet::of_scene(found, played);
        set.begin(&news(&[], &[], &self.counts, &self.slots, self.dwell));
        let hidden = found.hotspots.iter().filter(|hotspot| hotspot.hidden);
        self.here = Some(Here {
            ticket,
            scene: scene.to_owned(),
            set,
            gaze: Gaze::default(),
            waits: waits(&self.experience, found),
            there: hidden.map(|hotspot| (hotspot.id.clone(), false)).collect(),
            light: None,
            weather: None,
            go_to: None,
        });
        // A button of the scene before is not meant for this one.
        let known = self
            .cues()
            .into_iter()
            .map(|cue| cue.id)
            .collect::<Vec<_>>();
        self.cues.retain(|cue| known.contains(cue));
    }

    /// The resident looks at this.
    pub(crate) fn look(&mut self, target: Option<&str>) {
        if let Some(here) = &mut self.here {
            here.gaze.on(target);
        }
    }

    /// The caregiver tapped this.
    pub(crate) fn tap(&mut self, id: &str) {
        let known = self.cues().iter().any(|cue| cue.id == id);
        if known && self.cues.len() < MOST_CUES && !self.cues.iter().any(|cue| cue == id) {
            self.cues.push(id.to_owned());
        }
    }

    /// So much of the session is played, and so much of its scene.
    pub(crate) fn run(&mut self, wide: Duration, by: Duration) {
        self.wide.run(wide);
        let Some(here) = &mut self.here else { return };
        here.set.run(by);
        let (waits, there, dwell) = (&here.waits, &here.there, self.dwell);
        self.seen.extend(here.gaze.run(by, |target| {
            let is_there = there.get(target).copied().unwrap_or(true);
            let steps = waits.get(target).filter(|_| is_there)?;
            steps.iter().map(|step| dwell_of(*step, dwell)).max()
        }));
    }

    /// Carries out what is due. The scene to go on to, if a rule says so.
    pub(crate) fn step(&mut self, out: &mut Vec<Command>) -> Option<String> {
        let here = self.here.as_mut()?;
        let experience = Arc::clone(&self.experience);
        let seen = std::mem::take(&mut self.seen);
        let cues = std::mem::take(&mut self.cues);
        let answered = answered(&seen, &here.waits, self.dwell);
        out.extend(answered.map(|target| Command::Act {
            ticket: here.ticket,
            act: Act::Answer { target },
        }));
        let mut budget = MOST_ACTS;
        let mut outcomes = Vec::new();
        let news = news(&seen, &cues, &self.counts, &self.slots, self.dwell);
        if let Some(scene) = experience.scene(&here.scene) {
            here.set
                .step(&news, Some(scene), &experience, &mut budget, &mut outcomes);
        }
        self.wide
            .step(&news, None, &experience, &mut budget, &mut outcomes);
        for outcome in outcomes {
            self.carry_out(outcome, out);
        }
        let here = self.here.as_mut()?;
        here.go_to.take_if(|_| here.set.played >= LEAST_STAY)
    }

    fn carry_out(&mut self, outcome: Outcome, out: &mut Vec<Command>) {
        let Some(here) = &mut self.here else { return };
        let act = match outcome {
            Outcome::GoTo(scene) => {
                if scene != here.scene {
                    here.go_to.get_or_insert(scene);
                }
                return;
            }
            Outcome::Count(name) => {
                let count = self.counts.entry(name).or_default();
                *count = count.saturating_add(1);
                return;
            }
            Outcome::Prompt(text) => {
                self.raised = self.raised.saturating_add(1);
                self.prompts.push(Raised {
                    number: self.raised,
                    text,
                });
                let spare = self.prompts.len().saturating_sub(MOST_PROMPTS);
                self.prompts.drain(..spare);
                return;
            }
            Outcome::Play(name) => match next_of(&mut self.next, &self.slots, &name) {
                Some(number) => Act::Play { name, number },
                None => return,
            },
            Outcome::Narrate(name) => match next_of(&mut self.next, &self.slots, &name) {
                Some(number) => Act::Narrate { name, number },
                None => return,
            },
            Outcome::Act(act) => act,
        };
        match &act {
            Act::Show { target, there } => {
                here.there.insert(target.clone(), *there);
            }
            Act::Light { level, .. } => here.light = Some(*level),
            Act::Weather { weather, .. } => here.weather = Some(*weather),
            _ => {}
        }
        let ticket = here.ticket;
        out.push(Command::Act { ticket, act });
    }

    /// Puts a scene that had to be loaded again back as it was.
    pub(crate) fn restore(&self, ticket: Ticket, out: &mut Vec<Command>) {
        let Some(here) = self.here.as_ref().filter(|here| here.ticket == ticket) else {
            return;
        };
        let over = Duration::ZERO;
        let shown = here.there.iter().map(|(target, there)| Act::Show {
            target: target.clone(),
            there: *there,
        });
        let light = here.light.map(|level| Act::Light { level, over });
        let weather = here.weather.map(|weather| Act::Weather { weather, over });
        out.extend(
            shown
                .chain(light)
                .chain(weather)
                .map(|act| Command::Act { ticket, act }),
        );
    }

    /// What answers when it is looked at now.
    pub(crate) fn live(&self) -> Vec<Live> {
        let Some((here, scene)) = self
            .here
            .as_ref()
            .and_then(|here| Some((here, self.experience.scene(&here.scene)?)))
        else {
            return Vec::new();
        };
        let is_there = |name: &str| here.there.get(name).copied().unwrap_or(true);
        let hotspots = scene
            .hotspots
            .iter()
            .filter(|hotspot| is_there(&hotspot.id));
        let mut live: Vec<Live> = hotspots.map(live_hotspot).collect();
        let others = here.waits.keys().filter(|name| {
            is_there(name) && !scene.hotspots.iter().any(|hotspot| hotspot.id == **name)
        });
        live.extend(others.map(|name| Live {
            id: name.clone(),
            place: LivePlace::Node(name.clone()),
            label: BTreeMap::new(),
            text: None,
        }));
        live
    }

    /// The ring, if there is one to be seen.
    pub(crate) fn ring(&self) -> Option<Ring> {
        let here = self.here.as_ref()?;
        let (target, progress) = here.gaze.ring(|target| {
            let steps = here.waits.get(target).map_or(&[][..], Vec::as_slice);
            steps
                .iter()
                .map(|step| dwell_of(*step, self.dwell))
                .collect()
        })?;
        Some(Ring {
            target: target.to_owned(),
            progress,
        })
    }

    /// What the caregiver can tap: the buttons of the scene, then those of the experience.
    pub(crate) fn cues(&self) -> Vec<manifest::Cue> {
        let here = self.here.as_ref();
        let scene = here.and_then(|here| self.experience.scene(&here.scene));
        let own = scene.map_or(&[][..], |scene| &scene.cues);
        own.iter().chain(&self.experience.cues).cloned().collect()
    }

    pub(crate) fn prompts(&self) -> &[Raised] {
        &self.prompts
    }

    pub(crate) fn task(&self) -> Option<Progress> {
        let task = self.experience.task.as_ref()?;
        let counted = self.counts.get(&task.count).copied().unwrap_or(0);
        Some(Progress {
            label: task.label.clone(),
            counted: counted.min(task.goal),
            goal: task.goal,
        })
    }
}

fn news<'n>(
    seen: &'n [Seen],
    cues: &'n [String],
    counts: &'n BTreeMap<String, u32>,
    slots: &'n BTreeMap<String, usize>,
    dwell: Duration,
) -> News<'n> {
    News {
        played: Duration::ZERO,
        seen,
        cues,
        counts,
        slots,
        dwell,
    }
}

/// Which file of a slot comes now: each in its turn. None for an empty slot; 0 for what is no slot.
fn next_of(
    next: &mut BTreeMap<String, usize>,
    slots: &BTreeMap<String, usize>,
    name: &str,
) -> Option<usize> {
    let Some(files) = slots.get(name) else {
        return Some(0);
    };
    let turn = next.entry(name.to_owned()).or_default();
    let number = turn.checked_rem(*files)?;
    *turn = number + 1;
    Some(number)
}

/// What has just been held long enough for one of the rules that wait for it.
fn answered(
    seen: &[Seen],
    waits: &BTreeMap<String, Vec<Option<f32>>>,
    dwell: Duration,
) -> impl Iterator<Item = String> {
    let full = |seen: &Seen| match seen {
        Seen::Held { target, from, to } => {
            let mut steps = waits.get(target)?.iter().map(|step| dwell_of(*step, dwell));
            let full = steps.any(|step| *from < step && *to >= step);
            full.then(|| target.clone())
        }
        Seen::Left { .. } | Seen::Idle { .. } => None,
    };
    seen.iter().filter_map(full).collect::<Vec<_>>().into_iter()
}

/// How long each thing is held until a rule answers.
fn waits(experience: &Experience, scene: &Scene) -> BTreeMap<String, Vec<Option<f32>>> {
    let mut waits: BTreeMap<String, Vec<Option<f32>>> = BTreeMap::new();
    let mut add = |target: &str, dwell: Option<f32>| {
        let known = waits.entry(target.to_owned()).or_default();
        if !known.contains(&dwell) {
            known.push(dwell);
        }
    };
    for hotspot in scene
        .hotspots
        .iter()
        .filter(|hotspot| !hotspot.on.is_empty())
    {
        add(&hotspot.id, hotspot.dwell);
    }
    for rule in scene.behaviours.iter().chain(&experience.behaviours) {
        for trigger in rule.0.all() {
            match trigger {
                Trigger::Gazed(target, dwell) => add(target, *dwell),
                Trigger::LookedAway(target) => add(target, None),
                _ => {}
            }
        }
    }
    waits
}

fn live_hotspot(hotspot: &Hotspot) -> Live {
    let place = match &hotspot.target {
        Some(target) => LivePlace::Node(target.clone()),
        None => LivePlace::Direction {
            yaw: hotspot.yaw.unwrap_or_default(),
            pitch: hotspot.pitch,
            size: hotspot.size,
        },
    };
    Live {
        id: hotspot.id.clone(),
        place,
        label: hotspot.label.clone(),
        text: hotspot.text,
    }
}

/// A dwell of the manifest for somebody with this dwell of their own.
fn dwell_of(written: Option<f32>, own: Duration) -> Duration {
    match written {
        None => own,
        Some(written) => {
            let share = own.as_secs_f32() / USUAL_DWELL.as_secs_f32();
            seconds(written).mul_f32(share).max(DWELLS[0])
        }
    }
}

/// Seconds of a manifest; what is no time is none.
fn seconds(seconds: f32) -> Duration {
    Duration::try_from_secs_f32(seconds).unwrap_or(Duration::ZERO)
}

/// For how long a text is shown: time to find it, and then to read it slowly.
fn reading_time(experience: &Experience, caption: &str) -> Duration {
    let texts = experience
        .captions
        .get(caption)
        .into_iter()
        .flat_map(BTreeMap::values);
    let letters = texts.map(|text| text.chars().count()).max().unwrap_or(0);
    Duration::from_millis((2000 + 110 * letters as u64).clamp(3000, 12_000))
}

/// What an action comes to.
fn outcome(action: &Action, experience: &Experience) -> Option<Outcome> {
    let act = match action {
        Action::Play(name) => return Some(Outcome::Play(name.clone())),
        Action::Narrate(name) => return Some(Outcome::Narrate(name.clone())),
        Action::GoTo(scene) => return Some(Outcome::GoTo(scene.clone())),
        Action::Count(name) => return Some(Outcome::Count(name.clone())),
        Action::Prompt(text) => return Some(Outcome::Prompt(text.clone())),
        // These are the run's own.
        Action::Wait(_) | Action::Repeat(..) => return None,
        Action::Caption(name) => Act::Caption {
            name: name.clone(),
            lasts: reading_time(experience, name),
        },
        Action::Animate(happening) => Act::Animate {
            happening: happening.clone(),
        },
        Action::Show(target) | Action::Hide(target) => Act::Show {
            target: target.clone(),
            there: matches!(action, Action::Show(_)),
        },
        Action::Fade(name, over) => Act::Fade {
            name: name.clone(),
            over: seconds(*over),
        },
        Action::Light(level, over) => Act::Light {
            level: level.clamp(0.0, 1.0),
            over: seconds(*over),
        },
        Action::Weather(weather, over) => Act::Weather {
            weather: *weather,
            over: seconds(*over),
        },
    };
    Some(Outcome::Act(act))
}
