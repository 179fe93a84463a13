//! What of an experience's rules can never come about, found without playing it.
//!
//! What rules wait for is brought about by the resident, the caregiver and time, or by other rules. From the
//! first all that can follow is gathered, until nothing more does; what is left out then never starts. A
//! rule that is left out because it waits for what only rules left out could bring, itself among them, waits
//! for itself.
//!
//! ```
//! let text = include_str!("review_example.ron");
//! let experience = manifest::parse(text.as_bytes()).unwrap().experience;
//! let found = director::review(&experience);
//! assert_eq!(found.len(), 1);
//! assert!(matches!(found[0].fault, director::RuleFault::WaitsForItself));
//! ```

use std::collections::BTreeSet;

use manifest::{Action, Experience, Link, Scene, Trigger};

/// A rule, and what is the matter with it.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleFinding {
    /// The scene it belongs to; none for a rule of the experience.
    pub scene: Option<String>,
    /// Among which of its rules.
    pub list: RuleList,
    /// Which of them, from 0.
    pub number: usize,
    /// What is the matter.
    pub fault: RuleFault,
}

/// Where a rule stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleList {
    /// In `hotspots`.
    Hotspots,
    /// In `timeline`.
    Timeline,
    /// In `behaviours`.
    Behaviours,
}

impl RuleList {
    /// The name of the field.
    pub const fn field(self) -> &'static str {
        match self {
            RuleList::Hotspots => "hotspots",
            RuleList::Timeline => "timeline",
            RuleList::Behaviours => "behaviours",
        }
    }
}

/// What can be the matter with a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum RuleFault {
    /// It waits for what only it could bring about.
    WaitsForItself,
    /// It never starts; why not, as the end of a sentence.
    Never(String),
}

/// Looks for rules that can never start. Scenes that are never reached are another matter.
pub fn review(experience: &Experience) -> Vec<RuleFinding> {
    let rules = gather(experience);
    let mut world = Known::new(experience);
    let mut starts = vec![false; rules.len()];
    loop {
        let before = starts.iter().filter(|starts| **starts).count() + world.size();
        world.follow_links(experience);
        for (rule, starts) in rules.iter().zip(&mut starts) {
            if !*starts
                && world.is_in(rule.scene)
                && world.can(&rule.trigger, rule, experience).is_ok()
            {
                *starts = true;
                world.bring(rule);
            }
        }
        if starts.iter().filter(|starts| **starts).count() + world.size() == before {
            break;
        }
    }
    let left: Vec<&Rule<'_>> = rules
        .iter()
        .zip(&starts)
        .filter(|(rule, starts)| !**starts && world.is_in(rule.scene))
        .map(|(rule, _)| rule)
        .collect();
    left.iter()
        .filter_map(|rule| {
            let fault = match world.can(&rule.trigger, rule, experience) {
                Ok(()) => return None,
                Err(_) if waits_for_itself(rule, &left, &world, experience) => {
                    RuleFault::WaitsForItself
                }
                Err(why) => RuleFault::Never(why.text),
            };
            Some(RuleFinding {
                scene: rule.scene.map(str::to_owned),
                list: rule.list,
                number: rule.number,
                fault,
            })
        })
        .collect()
}

struct Rule<'e> {
    scene: Option<&'e str>,
    list: RuleList,
    number: usize,
    trigger: Trigger,
    actions: &'e [Action],
}

fn gather(experience: &Experience) -> Vec<Rule<'_>> {
    let mut rules = Vec::new();
    for (id, scene) in &experience.scenes {
        let mut add = |list, number, trigger, actions| {
            rules.push(Rule {
                scene: Some(id),
                list,
                number,
                trigger,
                actions,
            });
        };
        for (number, hotspot) in scene.hotspots.iter().enumerate() {
            if !hotspot.on.is_empty() {
                let trigger = Trigger::Gazed(hotspot.id.clone(), hotspot.dwell);
                add(RuleList::Hotspots, number, trigger, hotspot.on.as_slice());
            }
        }
        for (number, moment) in scene.timeline.iter().enumerate() {
            add(
                RuleList::Timeline,
                number,
                Trigger::After(moment.0),
                &moment.1,
            );
        }
        for (number, rule) in scene.behaviours.iter().enumerate() {
            add(RuleList::Behaviours, number, rule.0.clone(), &rule.1);
        }
    }
    let wide = experience.behaviours.iter().enumerate();
    rules.extend(wide.map(|(number, rule)| Rule {
        scene: None,
        list: RuleList::Behaviours,
        number,
        trigger: rule.0.clone(),
        actions: &rule.1,
    }));
    rules
}

/// What can be so far.
struct Known<'e> {
    scenes: BTreeSet<&'e str>,
    counted: BTreeSet<&'e str>,
    shown: BTreeSet<&'e str>,
}

/// Why something can't be, and what would have to be brought about for it.
struct Why {
    text: String,
    needs: Vec<Need>,
}

#[derive(PartialEq)]
enum Need {
    Counted(String),
    Shown(String),
}

impl<'e> Known<'e> {
    fn new(experience: &'e Experience) -> Known<'e> {
        Known {
            scenes: BTreeSet::from([experience.start.as_str()]),
            counted: BTreeSet::new(),
            shown: BTreeSet::new(),
        }
    }

    fn size(&self) -> usize {
        self.scenes.len() + self.counted.len() + self.shown.len()
    }

    fn is_in(&self, scene: Option<&str>) -> bool {
        scene.is_none_or(|scene| self.scenes.contains(scene))
    }

    fn follow_links(&mut self, experience: &'e Experience) {
        let reached: Vec<&Scene> = self
            .scenes
            .iter()
            .filter_map(|id| experience.scene(id))
            .collect();
        let links = reached.iter().flat_map(|scene| &scene.links);
        self.scenes.extend(links.filter_map(|link| match link {
            Link::After(after) => Some(after.to.as_str()),
            Link::Next(next) => Some(next.to.as_str()),
            Link::Ended(ended) => Some(ended.to.as_str()),
            Link::End(_) => None,
        }));
    }

    fn bring(&mut self, rule: &Rule<'e>) {
        for action in Action::all(rule.actions) {
            match action {
                Action::Count(name) => self.counted.insert(name),
                Action::Show(target) => self.shown.insert(target),
                Action::GoTo(scene) => self.scenes.insert(scene),
                _ => false,
            };
        }
    }

    /// Whether this can come about.
    fn can(&self, trigger: &Trigger, rule: &Rule<'_>, experience: &Experience) -> Result<(), Why> {
        match trigger {
            Trigger::Entered | Trigger::Cue(_) | Trigger::Filled(_) => Ok(()),
            Trigger::After(seconds) | Trigger::Idle(seconds) => {
                let (limit, what) = limit(rule, experience);
                if *seconds < limit {
                    return Ok(());
                }
                let text = format!("{what} is over after {limit} seconds, before {seconds}");
                Err(Why {
                    text,
                    needs: Vec::new(),
                })
            }
            Trigger::Gazed(target, _) | Trigger::LookedAway(target) => {
                if !self.is_hidden(target, rule, experience) {
                    return Ok(());
                }
                let text = format!("\"{target}\" is hidden, and no rule that can start shows it");
                let needs = vec![Need::Shown(target.clone())];
                Err(Why { text, needs })
            }
            Trigger::Counted(name, _) => {
                if self.counted.contains(name.as_str()) {
                    return Ok(());
                }
                let text = format!("no rule that can start counts \"{name}\"");
                let needs = vec![Need::Counted(name.clone())];
                Err(Why { text, needs })
            }
            Trigger::Once(inner) => self.can(inner, rule, experience),
            Trigger::All(inner) | Trigger::Any(inner) if inner.is_empty() => Err(Why {
                text: "it waits for nothing at all".to_owned(),
                needs: Vec::new(),
            }),
            Trigger::All(inner) => inner
                .iter()
                .try_for_each(|one| self.can(one, rule, experience)),
            Trigger::Any(inner) => {
                let mut why: Option<Why> = None;
                for one in inner {
                    match self.can(one, rule, experience) {
                        Ok(()) => return Ok(()),
                        Err(other) => match &mut why {
                            Some(why) => why.needs.extend(other.needs),
                            None => why = Some(other),
                        },
                    }
                }
                why.map_or(Ok(()), Err)
            }
        }
    }

    /// Whether a thing is a hotspot that is hidden, in all scenes where the rule holds, until a rule shows it.
    fn is_hidden(&self, target: &str, rule: &Rule<'_>, experience: &Experience) -> bool {
        let scenes = experience.scenes.iter();
        let mut here = scenes.filter(|(id, _)| rule.scene.is_none_or(|scene| scene == *id));
        let hidden = |scene: &Scene| {
            let mut hotspots = scene.hotspots.iter();
            hotspots.any(|hotspot| hotspot.id == target && hotspot.hidden)
        };
        !self.shown.contains(target) && here.all(|(_, scene)| hidden(scene))
    }
}

/// After how many seconds what a rule belongs to is over at the latest, and what that is.
fn limit(rule: &Rule<'_>, experience: &Experience) -> (f32, &'static str) {
    let session = experience.minutes as f32 * 60.0;
    let links = rule.scene.and_then(|id| experience.scene(id));
    let links = links.map_or(&[][..], |scene| &scene.links);
    let timed = links.iter().filter_map(|link| match link {
        Link::After(after) => Some(after.seconds),
        Link::End(end) => Some(end.after),
        Link::Next(_) | Link::Ended(_) => None,
    });
    match timed.min_by(f32::total_cmp) {
        Some(seconds) if seconds < session => (seconds, "the scene"),
        _ => (session, "the session"),
    }
}

/// Whether what a rule needs leads, over rules that are left out as well, back to it.
fn waits_for_itself(
    rule: &Rule<'_>,
    left: &[&Rule<'_>],
    world: &Known<'_>,
    experience: &Experience,
) -> bool {
    let brings = |rule: &Rule<'_>, need: &Need| {
        Action::all(rule.actions)
            .iter()
            .any(|action| match (action, need) {
                (Action::Count(name), Need::Counted(wanted)) => name == wanted,
                (Action::Show(target), Need::Shown(wanted)) => target == wanted,
                _ => false,
            })
    };
    let mut open = vec![rule];
    let mut seen: Vec<*const Rule<'_>> = Vec::new();
    while let Some(current) = open.pop() {
        let Err(why) = world.can(&current.trigger, current, experience) else {
            continue;
        };
        for other in left
            .iter()
            .filter(|other| why.needs.iter().any(|need| brings(other, need)))
        {
            if std::ptr::eq(*other, rule) {
                return true;
            }
            if !seen.iter().any(|known| std::ptr::eq(*known, *other)) {
                seen.push(*other);
                open.push(other);
            }
        }
    }
    false
}
