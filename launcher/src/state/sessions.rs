//! The sessions, followed from what is wanted of each headset and what it says.
//!
//! The link machine knows one wish a headset; a session is the stretch of time in which that wish is
//! to play one thing. It has ended when the headset says so, when another took its place, or when
//! the headset came back knowing nothing of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use jiff::Timestamp;
use protocol::{HeadsetId, State as LinkState, launcher::Headset};

use super::{Whose, convert};
use crate::api::resources::{Ended, EndedWhy, Session, Steering, StopHow};

/// How long an ended session is still told of.
const REMEMBERED: Duration = Duration::from_secs(60 * 60);
/// How many ended sessions are told of at most.
const REMEMBERED_AT_MOST: usize = 50;

/// The sessions going on and those ended lately.
#[derive(Debug, Clone, Default)]
pub(super) struct Sessions {
    sessions: BTreeMap<String, Session>,
    /// Whose they are, also those that are only about to be.
    whose: BTreeMap<String, Whose>,
}

impl Sessions {
    /// The session that a headset is in, or is leaving.
    pub(super) fn current(&self, headset: &HeadsetId) -> Option<&Session> {
        self.sessions
            .values()
            .find(|session| session.headset == headset.0 && session.ended.is_none())
    }

    /// The session that began last on a headset.
    pub(super) fn latest(&self, headset: &HeadsetId) -> Option<&Session> {
        let of_headset = |session: &&Session| session.headset == headset.0;
        // One that goes on is later than any that is over.
        let later = |session: &&Session| (session.ended.is_none(), session.started);
        self.sessions.values().filter(of_headset).max_by_key(later)
    }

    /// The sessions that began together as this group.
    pub(super) fn of_group<'a>(&'a self, group: &'a str) -> impl Iterator<Item = &'a Session> {
        self.sessions
            .values()
            .filter(move |session| session.group.as_deref() == Some(group))
    }

    pub(super) fn get(&self, id: &str) -> Option<&Session> {
        self.sessions.get(id)
    }

    /// All, the newest first.
    pub(super) fn all(&self) -> Vec<Session> {
        let mut all: Vec<_> = self.sessions.values().cloned().collect();
        all.sort_by(|one, other| {
            other
                .started
                .cmp(&one.started)
                .then_with(|| one.id.cmp(&other.id))
        });
        all
    }

    /// Notes whose a session is, before it is there.
    pub(super) fn know(&mut self, id: &str, whose: Whose) {
        if let Some(session) = self.sessions.get_mut(id) {
            session.practice = whose.practice;
            session.resident.clone_from(&whose.resident);
            session.steered_by.clone_from(&whose.steered_by);
        }
        self.whose.insert(id.to_owned(), whose);
    }

    /// Forgets whose a session is that never came.
    pub(super) fn never_came(&mut self, id: &str) {
        if !self.sessions.contains_key(id) {
            self.whose.remove(id);
        }
    }

    /// Where a session is.
    pub(super) fn room(&self, id: &str) -> Option<String> {
        self.whose.get(id).and_then(|whose| whose.room.clone())
    }

    /// Forgets a resident: sessions are nobody's from now on, and nothing of them is written down.
    pub(super) fn forget_resident(&mut self, resident: &str) {
        for session in self.sessions.values_mut() {
            if session
                .resident
                .take_if(|of| of.as_str() == resident)
                .is_some()
            {
                session.practice = true;
            }
        }
        for whose in self.whose.values_mut() {
            if whose
                .resident
                .take_if(|of| of.as_str() == resident)
                .is_some()
            {
                whose.practice = true;
            }
        }
    }

    /// Notes who steers a session now. True when it was another.
    pub(super) fn steered(&mut self, id: &str, by: Steering) -> bool {
        let Some(session) = self.sessions.get_mut(id) else {
            return false;
        };
        let another = session.steered_by.as_ref() != Some(&by);
        session.steered_by = Some(by);
        another
    }

    /// Notes of which sessions something is not on the disk yet. True when it were others.
    pub(super) fn unsaved(&mut self, ids: &BTreeSet<String>) -> bool {
        let mut others = false;
        for (id, session) in &mut self.sessions {
            let unsaved = ids.contains(id);
            others |= session.unsaved != unsaved;
            session.unsaved = unsaved;
        }
        others
    }

    /// Notes that a caregiver ended a session; `how` it was meant last counts.
    pub(super) fn stopping(&mut self, id: &str, how: StopHow) {
        if let Some(session) = self.sessions.get_mut(id) {
            session.desired.stop = Some(how);
        }
    }

    /// Follows a headset, of which something is different. `started` is when its session began, where
    /// that is known from the store.
    pub(super) fn follow(
        &mut self,
        id: &HeadsetId,
        headset: &Headset,
        now: Timestamp,
        started: Option<Timestamp>,
    ) {
        let desired = headset.desired();
        let wanted = desired.play();
        for session in self
            .sessions
            .values_mut()
            .filter(|session| session.headset == id.0 && session.ended.is_none())
        {
            match wanted {
                Some(play) if play.session.0 == session.id => {}
                other => leave(session, headset, other.is_some(), now),
            }
        }
        let Some(play) = wanted else { return };
        let begun = || {
            let played = headset
                .report()
                .map_or(0.0, |report| report.elapsed_seconds);
            started.unwrap_or_else(|| now - Duration::try_from_secs_f32(played).unwrap_or_default())
        };
        let whose = self.whose.get(&play.session.0);
        let session = self
            .sessions
            .entry(play.session.0.clone())
            .or_insert_with(|| Session {
                id: play.session.0.clone(),
                experience: play.experience.clone(),
                headset: id.0.clone(),
                group: play
                    .together
                    .as_ref()
                    .map(|together| together.group.clone()),
                // What the records do not know is practice, or came from elsewhere: nothing is written of it.
                practice: whose.is_none_or(|whose| whose.practice),
                resident: whose.and_then(|whose| whose.resident.clone()),
                steered_by: whose.and_then(|whose| whose.steered_by.clone()),
                minutes: play.minutes,
                unsaved: false,
                started: begun(),
                ended: None,
                desired: convert::desired(desired.revision, play),
                reported: None,
                acknowledged: false,
            });
        session.desired = convert::desired(desired.revision, play);
        session.acknowledged = headset.is_acknowledged();
        if let Some(report) = headset
            .report()
            .filter(|report| report.session() == Some(&play.session))
        {
            session.reported = Some(convert::reported(report));
        }
    }

    /// Forgets what ended long ago. True when there was something.
    pub(super) fn forget(&mut self, now: Timestamp) -> bool {
        let before = self.sessions.len();
        let mut ended: Vec<_> = self
            .sessions
            .values()
            .filter_map(|session| session.ended.as_ref().map(|ended| ended.at))
            .collect();
        ended.sort_by(|one, other| other.cmp(one));
        let oldest = ended
            .get(REMEMBERED_AT_MOST)
            .copied()
            .unwrap_or(Timestamp::MIN);
        let whose = &mut self.whose;
        self.sessions.retain(|id, session| {
            let stays = session.ended.as_ref().is_none_or(|ended| {
                ended.at > oldest && now.duration_since(ended.at).unsigned_abs() < REMEMBERED
            });
            if !stays {
                whose.remove(id);
            }
            stays
        });
        self.sessions.len() != before
    }
}

/// Follows a session that is wanted no longer to its end.
fn leave(session: &mut Session, headset: &Headset, replaced: bool, now: Timestamp) {
    let report = headset.report();
    let said = report
        .and_then(|report| report.ended.as_ref())
        .filter(|ended| ended.session.0 == session.id);
    let why = match (said, session.desired.stop) {
        (Some(ended), _) => Some(convert::why(ended.reason)),
        (None, Some(how)) if replaced => Some(convert::stopped(how)),
        (None, None) if replaced => Some(EndedWhy::Replaced),
        (None, Some(how)) => {
            session.desired.revision = headset.desired().revision;
            session.acknowledged = headset.is_acknowledged();
            if let Some(report) = report {
                let in_it = report
                    .session()
                    .is_some_and(|reported| reported.0 == session.id);
                if in_it || report.state == LinkState::Ending {
                    session.reported = Some(convert::reported(report));
                }
            }
            let calm = session.acknowledged
                && report.is_some_and(|report| report.state == LinkState::Lobby);
            calm.then_some(convert::stopped(how))
        }
        // Nobody here ended it: the headset came back after a long time, or knows better.
        (None, None) => Some(EndedWhy::Lost),
    };
    if let Some(why) = why {
        session.acknowledged = true;
        session.ended = Some(Ended { at: now, why });
    }
}
