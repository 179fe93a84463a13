//! What people see of the truth.

use protocol::HeadsetId;

use super::{Keeper, convert};
use crate::{
    api::resources::{Headset, HeadsetState, LastUse, Truth},
    problem::Fault,
};

impl Keeper {
    /// All of it.
    pub(super) fn view(&self) -> Truth {
        let mut headsets: Vec<_> = self
            .machine
            .iter()
            .map(|(id, headset)| self.headset(id, headset))
            .collect();
        headsets.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
        Truth {
            headsets,
            sessions: self.sessions.all(),
            groups: self.groups.all(&self.sessions),
            experiences: self.experiences,
            residents: self.residents,
            notices: self.notices.values().cloned().collect(),
        }
    }

    /// One headset.
    pub(super) fn seen(&self, id: &HeadsetId) -> Result<Headset, Fault> {
        let headset = self.machine.get(id);
        let headset = headset.ok_or_else(|| Fault::HeadsetUnknown(id.0.clone()))?;
        Ok(self.headset(id, headset))
    }

    fn headset(&self, id: &HeadsetId, headset: &protocol::launcher::Headset) -> Headset {
        let report = headset.report();
        let last = self.last.get(&id.0);
        let state = match report {
            Some(report) if headset.is_connected() => convert::state(report.state),
            // Let in, but it has not said yet what it does.
            None if headset.is_connected() => HeadsetState::Loading,
            _ => HeadsetState::Unreachable,
        };
        Headset {
            id: id.0.clone(),
            name: self
                .names
                .get(&id.0)
                .cloned()
                .unwrap_or_else(|| headset.name().to_owned()),
            connected: headset.is_connected(),
            since: self.epoch.1 + headset.since(),
            mode: report.map(|report| convert::mode(report.mode)),
            state,
            worn: report.and_then(|report| report.worn),
            battery: report.and_then(|report| report.battery),
            session: self.sessions.current(id).map(|session| session.id.clone()),
            needs_wipe: last.is_some_and(|last| !last.wiped && last.until.is_some()),
            last: last.map(|last| LastUse {
                experience: last.experience.clone(),
                room: last.room.clone(),
                at: last.at,
                until: last.until,
            }),
            notices: headset.notices().iter().map(convert::notice).collect(),
        }
    }
}
