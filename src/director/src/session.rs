//! One session: which scene it is in, which comes, and how long it has been played.

use std::sync::Arc;
use std::time::Duration;

use manifest::{Experience, Link, Scene};

use crate::rules::Rules;
use crate::{Comfort, EndReason, NextScene, Place, Ticket};

/// One session, from the wish to play until the calm scene is back.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) experience: Arc<Experience>,
    /// The scene the resident is in, once one has been shown.
    pub(crate) current: Option<Stop>,
    /// The scene on its way.
    pub(crate) upcoming: Option<Stop>,
    /// Held still by the caregiver.
    pub(crate) held: bool,
    /// Why it is being ended.
    pub(crate) ending: Option<EndReason>,
    /// How much has been played.
    pub(crate) played: Duration,
    /// The caregiver has been told that it is long.
    pub(crate) told_long: bool,
    /// The caregiver has been told that its folder is gone.
    pub(crate) told_gone: bool,
    /// Its rules.
    pub(crate) rules: Rules,
    /// When it begins, if it begins together with others.
    pub(crate) start_at: Option<Duration>,
}

/// The way to the first scene begins so long before the session: all that takes its time is done by then.
const LEAD: Duration = Duration::from_millis(500);

/// A scene on the way of a session.
#[derive(Debug, Clone)]
pub(crate) struct Stop {
    pub(crate) scene: String,
    pub(crate) ticket: Ticket,
    /// How much of it has been played.
    pub(crate) played: Duration,
    /// Its film is over.
    pub(crate) film_over: bool,
    /// It comes by time, not because the caregiver asked.
    pub(crate) by_time: bool,
}

/// What a scene's own time brings.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Due {
    Scene(String),
    End,
}

impl Session {
    pub(crate) fn new(experience: Arc<Experience>, played: Duration, rules: Rules) -> Session {
        Session {
            experience,
            current: None,
            upcoming: None,
            held: false,
            ending: None,
            played,
            told_long: false,
            told_gone: false,
            rules,
            start_at: None,
        }
    }

    /// Whether the first scene may be shown by now, once it is loaded.
    pub(crate) fn may_begin(&self, now: Duration) -> bool {
        self.current.is_some() || self.start_at.is_none_or(|at| now + LEAD >= at)
    }

    /// Where the session is, and where it is going.
    pub(crate) fn stops(&self) -> impl Iterator<Item = &Stop> {
        [&self.current, &self.upcoming].into_iter().flatten()
    }

    /// The place of this ticket, and how much of it has been played.
    pub(crate) fn place(&self, ticket: Ticket) -> Option<(Place, Duration)> {
        let stop = self.stops().find(|stop| stop.ticket == ticket)?;
        let place = Place::Scene {
            experience: self.experience.clone(),
            scene: stop.scene.clone(),
        };
        Some((place, stop.played))
    }

    /// Takes in that the film of the current scene is over; false if it broke off and nothing leads on.
    pub(crate) fn film_over(&mut self, broke: bool) -> bool {
        let Some(current) = &mut self.current else {
            return false;
        };
        let scene = self.experience.scenes.get(&current.scene);
        let leads_on = scene.is_some_and(|scene| {
            let ended = |link: &Link| matches!(link, Link::Ended(_));
            scene.links.iter().any(ended)
        });
        current.film_over = leads_on || !broke;
        current.film_over
    }

    /// How long the session may last in all.
    pub(crate) fn limit(&self, comfort: &Comfort) -> Duration {
        Duration::from_secs(u64::from(self.experience.minutes) * 60).min(comfort.hard_stop)
    }

    /// The scene from which the caregiver's "next scene" leads on: where the session is or, after an
    /// earlier tap, is about to be.
    fn departure(&self) -> Option<&Scene> {
        let asked = self.upcoming.as_ref().filter(|stop| !stop.by_time);
        let stop = asked.or(self.current.as_ref())?;
        self.experience.scenes.get(&stop.scene)
    }

    pub(crate) fn next(&self) -> Option<NextScene> {
        let link = self.departure()?.links.iter().find_map(|link| match link {
            Link::Next(next) => Some(next),
            Link::After(_) | Link::End(_) | Link::Ended(_) => None,
        })?;
        let title = self
            .experience
            .scenes
            .get(&link.to)
            .map(|scene| &scene.title);
        let label = [Some(&link.label), title]
            .into_iter()
            .flatten()
            .find(|label| !label.is_empty());
        Some(NextScene {
            scene: link.to.clone(),
            label: label.unwrap_or(&self.experience.title).clone(),
        })
    }

    /// What the time in the current scene brings, if it is due and nothing else is on its way.
    pub(crate) fn due(&self) -> Option<Due> {
        let (Some(current), None) = (&self.current, &self.upcoming) else {
            return None;
        };
        let links = &self.experience.scenes.get(&current.scene)?.links;
        if current.film_over && links.is_empty() {
            return Some(Due::End);
        }
        let timed = links.iter().filter_map(|link| match link {
            Link::After(after) => Some((after.seconds, Due::Scene(after.to.clone()))),
            Link::End(end) => Some((end.after, Due::End)),
            Link::Ended(ended) if current.film_over => Some((0.0, Due::Scene(ended.to.clone()))),
            Link::Next(_) | Link::Ended(_) => None,
        });
        let due = timed.filter(|(seconds, _)| current.played.as_secs_f32() >= *seconds);
        due.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, due)| due)
    }

    pub(crate) fn run(&mut self, by: Duration) {
        self.played += by;
        self.rules.run(by);
        if let Some(current) = &mut self.current {
            current.played += by;
        }
    }
}
