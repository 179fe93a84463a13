//! Who uses a headset: whether it may be taken, whether it is wiped (T8), what people call it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use protocol::HeadsetId;

use super::Keeper;
use crate::{
    api::resources::{Headset, Session, Steering},
    obstacle::Obstacle,
    problem::Fault,
    rules::{self, Used},
    state::{Apart, LastOn, Remembered, sessions::Sessions},
};

impl Keeper {
    /// Whether an experience may be started on a headset; the session, if the headset is in just that already.
    pub(super) fn may_start(
        &self,
        experience: &str,
        id: &HeadsetId,
        apart: &Apart,
    ) -> Result<Option<&Session>, Fault> {
        self.linked(id)?;
        let whose = &apart.whose;
        let going = self
            .sessions
            .current(id)
            .filter(|session| session.desired.stop.is_none());
        if let Some(going) = going {
            let by = (&going.steered_by, &whose.steered_by);
            if let (Some(there), Some(here)) = by
                && there.tablet.id != here.tablet.id
                && !apart.replace
            {
                return Err(Obstacle::HeadsetTaken {
                    tablet: there.tablet.name.clone(),
                    staff: there.staff.as_ref().map(|staff| staff.name.clone()),
                }
                .into());
            }
            let same = going.experience == experience
                && going.group.is_none()
                && going.resident == whose.resident
                && going.practice == whose.practice;
            if same {
                return Ok(Some(going));
            }
        }
        if whose.practice {
            // Those who practise are no residents; the next resident waits until it is wiped after them.
            return Ok(None);
        }
        let used = self
            .last
            .get(&id.0)
            .filter(|last| !last.wiped)
            .map(|last| Used {
                resident: last.resident.clone(),
                until: last.until,
            });
        if rules::must_wipe(used.as_ref(), whose.resident.as_deref(), Timestamp::now()) {
            return Err(Obstacle::HeadsetNotWiped.into());
        }
        Ok(None)
    }

    /// The session, steered from now on by whoever changed it last.
    pub(super) fn taken_over(&mut self, session: Session, by: Option<Steering>) -> Session {
        let Some(by) = by else { return session };
        self.dirty |= self.sessions.steered(&session.id, by);
        self.sessions.get(&session.id).cloned().unwrap_or(session)
    }

    /// Takes in what the records know.
    pub(super) fn remember(&mut self, remembered: Remembered) {
        for (id, whose) in remembered.sessions {
            self.sessions.know(&id, whose);
        }
        self.last.extend(remembered.last);
        self.names.extend(remembered.names);
        let ids: Vec<_> = self.machine.iter().map(|(id, _)| id.clone()).collect();
        for id in ids {
            note_last(&mut self.last, &self.sessions, &id);
        }
        self.dirty = true;
    }

    /// A headset was wiped. Whoever wears it now leaves it unwiped again.
    pub(super) fn wiped(&mut self, id: &HeadsetId) -> Result<Headset, Fault> {
        if let Some(last) = self.last.get_mut(&id.0)
            && last.until.is_some()
        {
            last.wiped = true;
            self.dirty = true;
        }
        self.seen(id)
    }

    /// People call a headset so from now on.
    pub(super) fn name(&mut self, id: HeadsetId, name: String) -> Result<Headset, Fault> {
        self.seen(&id)?;
        self.names.insert(id.0.clone(), name);
        self.dirty = true;
        self.seen(&id)
    }
}

/// Notes what was last on a headset.
pub(super) fn note_last(
    all: &mut BTreeMap<String, LastOn>,
    sessions: &Sessions,
    headset: &HeadsetId,
) {
    let Some(session) = sessions.latest(headset) else {
        return;
    };
    let until = session.ended.as_ref().map(|ended| ended.at);
    match all.get_mut(&headset.0) {
        Some(last) if last.session == session.id => {
            last.until = until;
            last.resident.clone_from(&session.resident);
        }
        Some(last) if last.at > session.started => {}
        _ => {
            let last = LastOn {
                session: session.id.clone(),
                resident: session.resident.clone(),
                experience: session.experience.clone(),
                room: sessions.room(&session.id),
                at: session.started,
                until,
                wiped: false,
            };
            all.insert(headset.0.clone(), last);
        }
    }
}
