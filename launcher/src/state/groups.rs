//! Groups: sessions on several headsets that began together, put together from what is wanted of each and what each
//! says of itself.
//!
//! Nothing about a group is stored besides the wishes of its headsets: which group they belong to and when it begins
//! stands there, so a group is what it was after the launcher was killed. What was measured is forgotten then.

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;
use protocol::{HeadsetId, InStep, Report, Resume, State as LinkState, launcher::Headset};

use super::sessions::Sessions;
use crate::api::groups::{Group, GroupSkew, Member, MemberState};
use crate::api::resources::{HeadsetState, Session};

/// Measurements that are kept of one group: more than an hour of eight headsets.
const KEPT: usize = 32_768;

/// What was measured of the groups that go on.
#[derive(Debug, Clone, Default)]
pub(super) struct Groups {
    measured: BTreeMap<String, Measured>,
}

#[derive(Debug, Clone, Default)]
struct Measured {
    /// How far headsets were from where they should be, in milliseconds, the newest last.
    skews: VecDeque<f32>,
    begins: Option<Timestamp>,
    /// What each session said last of its step.
    steps: BTreeMap<String, InStep>,
}

impl Groups {
    /// Takes in what a headset says of its step. `begins` is when its group begins, where that is known.
    pub(super) fn follow(&mut self, headset: &Headset, begins: Option<Timestamp>) {
        let Some(play) = headset.desired().play() else {
            return;
        };
        let Some(together) = &play.together else {
            return;
        };
        let measured = self.measured.entry(together.group.clone()).or_default();
        measured.begins = measured.begins.or(begins);
        let step = headset
            .report()
            .filter(|report| report.session() == Some(&play.session))
            .and_then(|report| report.together);
        let Some(step) = step else { return };
        let known = measured.steps.insert(play.session.0.clone(), step);
        // Said once a second, and at once whenever anything else changes: each figure counts once.
        let news = known.is_none_or(|known| known.skew_ms != step.skew_ms);
        if let Some(skew) = step.skew_ms.filter(|_| news && !step.alone) {
            measured.skews.push_back(skew.abs());
            if measured.skews.len() > KEPT {
                measured.skews.pop_front();
            }
        }
    }

    /// Forgets the groups of which no session is told of any more.
    pub(super) fn forget(&mut self, sessions: &Sessions) {
        self.measured
            .retain(|group, _| sessions.of_group(group).next().is_some());
    }

    /// All groups of which a session is told, the newest first.
    pub(super) fn all(&self, sessions: &Sessions) -> Vec<Group> {
        let all = sessions.all();
        let mut ids: Vec<&str> = Vec::new();
        for group in all.iter().filter_map(|session| session.group.as_deref()) {
            if !ids.contains(&group) {
                ids.push(group);
            }
        }
        ids.iter().filter_map(|id| self.one(id, sessions)).collect()
    }

    /// One group.
    pub(super) fn one(&self, id: &str, sessions: &Sessions) -> Option<Group> {
        let mut of_group: Vec<&Session> = sessions.of_group(id).collect();
        of_group.sort_by(|one, other| {
            (one.started, &one.headset).cmp(&(other.started, &other.headset))
        });
        let first = of_group.first()?;
        let measured = self.measured.get(id);
        let members = of_group.iter().map(|session| {
            let step = measured.and_then(|measured| measured.steps.get(&session.id));
            member(session, step)
        });
        Some(Group {
            id: id.to_owned(),
            experience: first.experience.clone(),
            begins: measured.and_then(|measured| measured.begins),
            sessions: of_group.iter().map(|session| session.id.clone()).collect(),
            members: members.collect(),
            skew: measured.and_then(Measured::skew),
        })
    }
}

impl Measured {
    fn skew(&self) -> Option<GroupSkew> {
        let mut skews: Vec<f32> = self.skews.iter().copied().collect();
        skews.sort_by(f32::total_cmp);
        let max_ms = *skews.last()?;
        let at = (skews.len() * 95).div_ceil(100).saturating_sub(1);
        Some(GroupSkew {
            p95: seconds(skews[at]),
            max: seconds(max_ms),
            samples: skews.len() as u64,
        })
    }
}

fn member(session: &Session, step: Option<&InStep>) -> Member {
    let state = match (&session.ended, &session.reported, step) {
        (Some(_), ..) => MemberState::Over,
        (None, _, Some(step)) if step.alone => MemberState::Alone,
        (None, Some(reported), Some(step)) => match reported.state {
            HeadsetState::Playing if step.skew_ms.is_some() => MemberState::InStep,
            _ => MemberState::Waiting,
        },
        _ => MemberState::Waiting,
    };
    Member {
        session: session.id.clone(),
        headset: session.headset.clone(),
        state,
        late: step.is_some_and(|step| step.late),
        skew: step.and_then(|step| step.skew_ms).map(seconds),
        uncertain: step.and_then(|step| step.uncertain_ms).map(seconds),
    }
}

/// As the API measures time.
fn seconds(milliseconds: f32) -> f32 {
    milliseconds / 1000.0
}

/// Where somebody has to begin who comes to these headsets later, by what one of them says that keeps step.
pub(super) fn place<'h>(
    headsets: impl Iterator<Item = (&'h HeadsetId, &'h Headset)>,
) -> Option<Resume> {
    let says = |report: &Report| {
        let step = report.together?;
        let keeps = report.state == LinkState::Playing && !step.alone && step.skew_ms.is_some();
        Some(Resume {
            scene: report.scene.clone().filter(|_| keeps)?,
            elapsed_seconds: report.elapsed_seconds,
            scene_seconds: report.scene_seconds,
            advances: 0,
            cues: BTreeMap::new(),
        })
    };
    let places = headsets.filter_map(|(_, headset)| headset.report().and_then(says));
    // Who is further on has seen the scene change already.
    places.max_by(|one, other| one.elapsed_seconds.total_cmp(&other.elapsed_seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nineteen_of_twenty_are_no_further_off_than_the_figure_says() {
        let measured = Measured {
            skews: (1..=100).map(|skew| skew as f32).collect(),
            ..Measured::default()
        };
        let skew = measured.skew().unwrap();
        assert_eq!((skew.p95, skew.max, skew.samples), (0.095, 0.1, 100));
        assert_eq!(Measured::default().skew(), None);
    }
}
