//! Groups: wishes for several headsets that are stored and sent together, and one more that comes later.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use protocol::{
    DEFAULT_VOLUME, HeadsetId, Listening, Person, Resume, SessionId, Together, launcher::Change,
};

use super::{Keeper, convert, to_milliseconds};
use crate::{
    api::groups::{Group, MOST},
    api::resources::Session,
    problem::Fault,
    state::{Apart, Gathered, Started, groups},
};

/// A group begins so long after it was asked for: by then its headsets have loaded what most experiences begin with.
const LEAD: Duration = Duration::from_secs(5);

impl Keeper {
    /// Starts an experience on several headsets at one moment, or answers with the group that they are in already.
    pub(super) fn gather(
        &mut self,
        now: Duration,
        group: &str,
        experience: &str,
        members: Vec<(SessionId, HeadsetId, Apart)>,
    ) -> Result<Gathered, Fault> {
        let headsets: Vec<_> = members.iter().map(|(_, id, _)| id.clone()).collect();
        for id in &headsets {
            self.linked(id)?;
        }
        if let Some(group) = self.same_group(experience, &headsets) {
            return Ok(Gathered { group, new: false });
        }
        for (_, id, apart) in &members {
            self.may_start(experience, id, apart)?;
        }
        let (era, time) = self.machine.clock(now);
        let lead = u64::try_from(LEAD.as_micros()).unwrap_or(0);
        let together = Together {
            group: group.to_owned(),
            era: era.to_owned(),
            begins: time + lead,
        };
        tracing::info!(
            group,
            experience,
            headsets = headsets.len(),
            "a group is started"
        );
        for (session, _, apart) in &members {
            self.sessions.know(&session.0, apart.whose.clone());
        }
        let changes = members.into_iter().map(|(session, id, apart)| {
            let together = Some(together.clone());
            (
                id,
                play(session, experience.to_owned(), apart, together, None),
            )
        });
        self.begin_all(now, changes.collect())?;
        self.group(group).map(|group| Gathered { group, new: true })
    }

    /// Lets one more headset begin where the others of a group are.
    pub(super) fn join(
        &mut self,
        now: Duration,
        group: &str,
        session: SessionId,
        id: &HeadsetId,
        apart: Apart,
    ) -> Result<Started, Fault> {
        let known = self.group(group)?;
        let going: Vec<HeadsetId> = self
            .going(group)
            .map(|one| HeadsetId(one.headset.clone()))
            .collect();
        if let Some(session) = self.going(group).find(|one| one.headset == id.0) {
            let session = session.clone();
            return Ok(Started {
                session,
                new: false,
            });
        }
        let headsets = || {
            let one = |id| Some((id, self.machine.get(id)?));
            going.iter().filter_map(one)
        };
        let together = headsets()
            .find_map(|(_, headset)| headset.desired().play()?.together.clone())
            .ok_or_else(|| Fault::GroupOver(group.to_owned()))?;
        if going.len() >= MOST {
            return Err(Fault::GroupMembers);
        }
        let place = groups::place(headsets());
        self.may_start(&known.experience, id, &apart)?;
        tracing::info!(group, headset = id.0, "a headset comes to a group");
        let name = session.0.clone();
        self.sessions.know(&session.0, apart.whose.clone());
        let change = play(session, known.experience, apart, Some(together), place);
        self.begin_all(now, vec![(id.clone(), change)])?;
        self.session(&name)
            .map(|session| Started { session, new: true })
    }

    /// When a group begins, if its moment is one of this launcher's clock.
    pub(super) fn begins(&self, together: &Together) -> Option<Timestamp> {
        let (era, zero) = self.machine.clock(Duration::ZERO);
        if era != together.era {
            return None;
        }
        let micros = i64::try_from(together.begins).ok()? - i64::try_from(zero).ok()?;
        let moment = self
            .epoch
            .1
            .checked_add(SignedDuration::from_micros(micros));
        moment.ok().map(to_milliseconds)
    }

    fn group(&self, id: &str) -> Result<Group, Fault> {
        let group = self.groups.one(id, &self.sessions);
        group.ok_or_else(|| Fault::GroupUnknown(id.to_owned()))
    }

    /// The sessions of a group that go on and are not being ended.
    fn going<'a>(&'a self, group: &'a str) -> impl Iterator<Item = &'a Session> {
        let goes_on = |one: &&Session| one.ended.is_none() && one.desired.stop.is_none();
        self.sessions.of_group(group).filter(goes_on)
    }

    /// The group in which just these headsets are in this experience: the button was tapped twice.
    fn same_group(&self, experience: &str, headsets: &[HeadsetId]) -> Option<Group> {
        let first = self.sessions.current(headsets.first()?)?;
        let group = first
            .group
            .clone()
            .filter(|_| first.experience == experience)?;
        let of_group = |id: &HeadsetId| self.going(&group).any(|one| one.headset == id.0);
        let same = self.going(&group).count() == headsets.len() && headsets.iter().all(of_group);
        self.group(&group).ok().filter(|_| same)
    }

    /// Starts sessions, all or none.
    fn begin_all(&mut self, now: Duration, changes: Vec<(HeadsetId, Change)>) -> Result<(), Fault> {
        let started = to_milliseconds(Timestamp::now());
        let sessions: Vec<SessionId> = changes
            .iter()
            .filter_map(|(_, change)| match change {
                Change::Play { session, .. } => Some(session.clone()),
                _ => None,
            })
            .collect();
        let begun = sessions.iter().map(|session| (session.clone(), started));
        self.begun.extend(begun);
        let said = self.change_all(now, changes, false);
        for session in &sessions {
            self.begun.remove(session);
            self.sessions.never_came(&session.0);
        }
        said
    }
}

/// The wish for a session, with what is asked apart laid over the usual.
pub(super) fn play(
    session: SessionId,
    experience: String,
    apart: Apart,
    together: Option<Together>,
    resume: Option<Resume>,
) -> Change {
    Change::Play {
        session,
        experience,
        volume: apart.volume.unwrap_or(DEFAULT_VOLUME),
        minutes: apart.minutes,
        listening: convert::laid_over(apart.listening, Listening::default()),
        person: convert::person_laid_over(apart.person, Person::default()),
        together,
        resume,
        own: apart.own,
    }
}
