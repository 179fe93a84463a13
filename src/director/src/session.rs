//! One session: which scene it is in, which comes, and how long it has been played.

use std::sync::Arc;
use std::time::Duration;

use manifest::{Experience, Link, Scene};

use crate::rules::Rules;
use crate::together::{AHEAD, JOINED, Mark};
use crate::{Comfort, Command, EndReason, Keeping, NextScene, Note, Place, Ticket};

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
    /// How long it may last, where that is shorter than its minutes.
    pub(crate) longest: Option<Duration>,
    /// Where the session is in all headsets that began together, if it began so.
    pub(crate) mark: Option<Mark>,
    /// It could not begin with them.
    pub(crate) late: bool,
    /// It does not keep step with them any more.
    pub(crate) alone: bool,
}

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
    /// Where it is in all headsets that began together.
    pub(crate) mark: Option<Mark>,
}

/// What a scene's own time brings.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Due {
    /// On to this scene, and when that was due, if it was at a time of this one.
    Scene(String, Option<Duration>),
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
            mark: None,
            longest: None,
            late: false,
            alone: false,
        }
    }

    /// Where the scene that is seen is in all headsets that began together, if this one keeps step.
    fn scene_mark(&self) -> Option<&Mark> {
        let current = self.current.as_ref().filter(|_| !self.alone)?;
        current.mark.as_ref()
    }

    /// When another scene begins in all headsets that began together: it was due at this time of the one before.
    pub(crate) fn next_mark(&self, now: Duration, due: Option<Duration>) -> Option<Mark> {
        let mark = self.scene_mark()?;
        let at = due.map_or(now, |due| mark.moment(due)) + AHEAD;
        let played = Duration::ZERO;
        Some(Mark { at, played })
    }

    /// The clock that all go by is known better.
    pub(crate) fn shift(&mut self, micros: i64) {
        let stops = [&mut self.current, &mut self.upcoming];
        let marks = stops
            .into_iter()
            .flatten()
            .filter_map(|stop| stop.mark.as_mut())
            .chain(self.mark.as_mut());
        marks.for_each(|mark| mark.shift(micros));
    }

    /// How it keeps step, if it began together with others.
    pub(crate) fn keeping(&self, now: Duration) -> Option<Keeping> {
        self.mark.is_some().then(|| Keeping {
            should: self
                .scene_mark()
                .filter(|mark| now >= mark.at)
                .map(|mark| mark.played(now)),
            late: self.late,
            alone: self.alone,
        })
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
        Duration::from_secs(u64::from(self.experience.minutes) * 60)
            .min(comfort.hard_stop)
            .min(self.longest.unwrap_or(Duration::MAX))
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
            Link::After(after) => {
                let due = Duration::try_from_secs_f32(after.seconds).ok();
                Some((after.seconds, Due::Scene(after.to.clone(), due)))
            }
            Link::End(end) => Some((end.after, Due::End)),
            Link::Ended(ended) if current.film_over => {
                Some((0.0, Due::Scene(ended.to.clone(), None)))
            }
            Link::Next(_) | Link::Ended(_) => None,
        });
        let due = timed.filter(|(seconds, _)| current.played.as_secs_f32() >= *seconds);
        due.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, due)| due)
    }

    /// The resident is in the scene that came. One that is seen after its moment is where all others are.
    pub(crate) fn arrive(&mut self, now: Duration, out: &mut Vec<Command>) {
        let first = self.current.is_none();
        self.current = self.upcoming.take();
        let Some(stop) = &mut self.current else {
            return;
        };
        let mark = stop.mark.filter(|_| !self.alone);
        let missed = mark.map_or(Duration::ZERO, |mark| {
            mark.played(now).saturating_sub(stop.played)
        });
        if missed < JOINED {
            self.rules.enter(stop.ticket, &stop.scene, stop.played);
            stop.played += missed;
            self.rules.run(missed, missed);
        } else {
            stop.played += missed;
            self.rules.enter(stop.ticket, &stop.scene, stop.played);
        }
        if let (true, Some(mark)) = (first, &self.mark) {
            self.played = mark.played(now);
            self.late = missed >= JOINED;
        }
        if first && self.late {
            out.push(Command::Note(Note::CameLate));
        }
    }

    /// The session goes on by the time `by` that ends `now`; a little faster or slower where it should be elsewhere.
    pub(crate) fn run(&mut self, now: Duration, by: Duration) {
        let paced =
            |mark: Option<&Mark>, played| mark.map_or(by, |mark| mark.pace(now, by, played));
        let wide = paced(self.mark.as_ref().filter(|_| !self.alone), self.played);
        let here = match &self.current {
            Some(current) => paced(self.scene_mark(), current.played),
            None => by,
        };
        self.played += wide;
        self.rules.run(wide, here);
        if let Some(current) = &mut self.current {
            current.played += here;
        }
    }
}
