//! The rules that belong together: those of a scene, or those of the experience.

use std::time::Duration;

use manifest::{Action, Experience, Localized, Scene, Trigger};

use super::outcome;
use super::run::{Run, Went};
use super::trigger::{News, Node};
use crate::Act;

/// Rules and how far each has come.
#[derive(Debug, Clone)]
pub(crate) struct RuleSet {
    rules: Vec<Rule>,
    /// How much of what they belong to has been played.
    pub(crate) played: Duration,
}

#[derive(Debug, Clone)]
struct Rule {
    trigger: Node,
    actions: Source,
    /// Something in its trigger came true since it was last done.
    fresh: bool,
    run: Option<Run>,
}

/// Where the actions of a rule stand.
#[derive(Debug, Clone, Copy)]
enum Source {
    Hotspot(usize),
    Moment(usize),
    Behaviour(usize),
}

/// What is to be done.
pub(crate) enum Outcome {
    Act(Act),
    Play(String),
    Narrate(String),
    GoTo(String),
    Count(String),
    Prompt(Localized<String>),
}

impl RuleSet {
    /// Those of a scene, of which so much has been played.
    pub(crate) fn of_scene(scene: &Scene, played: Duration) -> RuleSet {
        let looks = scene.hotspots.iter().enumerate();
        let looks = looks.filter(|(_, hotspot)| !hotspot.on.is_empty());
        let looks = looks.map(|(number, hotspot)| {
            let trigger = Trigger::Gazed(hotspot.id.clone(), hotspot.dwell);
            Rule::new(&trigger, Source::Hotspot(number))
        });
        let moments =
            scene.timeline.iter().enumerate().map(|(number, moment)| {
                Rule::new(&Trigger::After(moment.0), Source::Moment(number))
            });
        let behaviours = scene.behaviours.iter().enumerate();
        let behaviours =
            behaviours.map(|(number, rule)| Rule::new(&rule.0, Source::Behaviour(number)));
        RuleSet {
            rules: looks.chain(moments).chain(behaviours).collect(),
            played,
        }
    }

    /// Those of the experience, of which so much has been played.
    pub(crate) fn of_experience(experience: &Experience, played: Duration) -> RuleSet {
        let behaviours = experience.behaviours.iter().enumerate();
        let rules = behaviours.map(|(number, rule)| Rule::new(&rule.0, Source::Behaviour(number)));
        RuleSet {
            rules: rules.collect(),
            played,
        }
    }

    /// Takes what holds from the start as no news.
    pub(crate) fn begin(&mut self, news: &News<'_>) {
        let news = self.at_its_time(news);
        for rule in &mut self.rules {
            rule.trigger.begin(&news);
        }
    }

    pub(crate) fn run(&mut self, by: Duration) {
        self.played += by;
    }

    /// Starts what has come about and goes on with what is being done. `scene` is whose rules these are; none
    /// for those of the experience.
    pub(crate) fn step(
        &mut self,
        news: &News<'_>,
        scene: Option<&Scene>,
        experience: &Experience,
        budget: &mut u32,
        out: &mut Vec<Outcome>,
    ) {
        let news = self.at_its_time(news);
        for rule in &mut self.rules {
            rule.fresh |= rule.trigger.take(&news);
            if rule.run.is_some() {
                rule.trigger.let_pass();
                rule.fresh = false;
            } else if rule.fresh && rule.trigger.is_true() {
                rule.trigger.done();
                rule.fresh = false;
                rule.run = Some(Run::new(news.played));
            }
            if let Some(run) = &mut rule.run {
                let actions = rule.actions.of(scene, experience);
                let act = |action: &Action| out.extend(outcome(action, experience));
                if run.go_on(news.played, actions, budget, act) == Went::Done {
                    rule.run = None;
                }
            }
        }
    }

    fn at_its_time<'n>(&self, news: &News<'n>) -> News<'n> {
        News {
            played: self.played,
            ..*news
        }
    }
}

impl Rule {
    fn new(trigger: &Trigger, actions: Source) -> Rule {
        Rule {
            trigger: Node::new(trigger),
            actions,
            fresh: false,
            run: None,
        }
    }
}

impl Source {
    fn of<'e>(self, scene: Option<&'e Scene>, experience: &'e Experience) -> &'e [Action] {
        let found = match (self, scene) {
            (Source::Hotspot(number), Some(scene)) => {
                scene.hotspots.get(number).map(|hotspot| &hotspot.on)
            }
            (Source::Moment(number), Some(scene)) => {
                scene.timeline.get(number).map(|moment| &moment.1)
            }
            (Source::Behaviour(number), Some(scene)) => {
                scene.behaviours.get(number).map(|rule| &rule.1)
            }
            (Source::Behaviour(number), None) => {
                experience.behaviours.get(number).map(|rule| &rule.1)
            }
            (Source::Hotspot(_) | Source::Moment(_), None) => None,
        };
        found.map_or(&[], Vec::as_slice)
    }
}
