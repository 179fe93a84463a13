//! What the launcher wants of one headset, and who is right when the two remember differently.
//!
//! A wish and a headset's memory can differ after a restart of either. The rules:
//!
//! | the headset last took | the launcher's wish | then |
//! |---|---|---|
//! | nothing, or an older revision | any | the wish is sent |
//! | the same | the same | all is well |
//! | a newer one, or another with the same number | not changed since the launcher started | the headset is right: the launcher forgot, and takes the headset's |
//! | a newer one, or another with the same number | changed by a caregiver since the launcher started | the caregiver is right: the wish is sent with a revision above the headset's, and taps that only the headset remembers are added |
//! | nothing (restarted) | a session, and it was heard less than five minutes ago | the session goes on where it was |
//! | nothing (restarted) | a session, and it was not heard for longer | the calm scene: someone else may wear the headset now |

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::desired::MOST_CUES;
use crate::{
    Desired, HeadsetId, How, Listening, Own, Person, Play, Report, Resume, SessionId, Target,
    Together,
};

/// A restarted headset goes on with its session if it was heard less than this ago.
const RESUME_WITHIN: Duration = Duration::from_secs(5 * 60);

/// What a launcher keeps of a headset across restarts, for its state folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Which headset.
    pub id: HeadsetId,
    /// What people call it.
    pub name: String,
    /// What is wanted of it.
    pub desired: Desired,
    /// How far the session wanted had come when the headset was last heard.
    pub progress: Option<Resume>,
}

/// Something a caregiver wants changed.
#[expect(
    clippy::large_enum_variant,
    reason = "one is held at a time, never many"
)]
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Start a session; one that runs is replaced.
    Play {
        /// A name not used before.
        session: SessionId,
        /// The experience's id.
        experience: String,
        /// 0.0 to 1.0.
        volume: f32,
        /// How the resident hears and reads.
        listening: Listening,
        /// How the resident sits, looks and reads.
        person: Person,
        /// After how many minutes it ends at the latest; as the experience has it, if there is nothing.
        minutes: Option<u32>,
        /// When it begins together with others; as soon as it can, if there is nothing.
        together: Option<Together>,
        /// Where the others are, if they have begun already.
        resume: Option<Resume>,
        /// The resident's own files, by slot.
        own: BTreeMap<String, Vec<Own>>,
    },
    /// Hold the session still, or let it go on.
    Paused(bool),
    /// Set the volume, 0.0 to 1.0.
    Volume(f32),
    /// Let the resident hear and read in another way.
    Listening(Listening),
    /// The resident sits, looks and reads in another way.
    Person(Person),
    /// The caregiver tapped a cue of the experience.
    Cue(String),
    /// Face forward.
    Recentre,
    /// Go on to the next scene.
    NextScene,
    /// Go to the calm scene.
    Stop(How),
}

/// A change that makes sense in a session only, and none is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no session is running on this headset")]
pub struct NoSession;

/// What is wanted of one headset.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wish {
    desired: Desired,
    progress: Option<Resume>,
    /// The wish as it was when this launcher started, once a caregiver has changed it since.
    before_changes: Option<Desired>,
    /// The headset has been met since this launcher started: nothing forgotten can come up any more.
    met: bool,
}

impl Wish {
    /// Of a headset never seen before: the calm scene, or what it says it was last told.
    pub(crate) fn of_stranger(headset: Option<&Desired>) -> Wish {
        let calm = Desired {
            revision: 1,
            target: Target::Lobby { how: How::Gentle },
        };
        Wish {
            desired: headset.cloned().unwrap_or(calm),
            progress: None,
            before_changes: None,
            met: false,
        }
    }

    pub(crate) fn restored(desired: Desired, progress: Option<Resume>) -> Wish {
        Wish {
            desired,
            progress,
            before_changes: None,
            met: false,
        }
    }

    pub(crate) fn desired(&self) -> &Desired {
        &self.desired
    }

    pub(crate) fn progress(&self) -> Option<&Resume> {
        self.progress.as_ref()
    }

    /// Carries out a change; false when all is as wanted already.
    pub(crate) fn change(&mut self, change: Change) -> Result<bool, NoSession> {
        let target = match (change, self.desired.play()) {
            (Change::Stop(how), Some(_)) => Target::Lobby { how },
            // Stopped already; "dizzy" hurries an end that is under way.
            (Change::Stop(How::Dizzy), None) => Target::Lobby { how: How::Dizzy },
            (Change::Stop(How::Gentle), None) => return Ok(false),
            (Change::Play { session, .. }, Some(play)) if play.session == session => {
                return Ok(false);
            }
            (
                Change::Play {
                    session,
                    experience,
                    volume,
                    listening,
                    person,
                    minutes,
                    together,
                    resume,
                    own,
                },
                _,
            ) => {
                self.progress = None;
                Target::Play(Play {
                    session,
                    experience,
                    paused: false,
                    volume: sane(volume),
                    recentres: 0,
                    advances: 0,
                    cues: BTreeMap::new(),
                    listening,
                    person: person.sane(),
                    resume,
                    together,
                    minutes: minutes.map(|minutes| minutes.clamp(1, 30)),
                    own,
                })
            }
            (_, None) => return Err(NoSession),
            (Change::Paused(paused), Some(play)) => Target::Play(Play {
                paused,
                ..play.clone()
            }),
            (Change::Volume(volume), Some(play)) => Target::Play(Play {
                volume: sane(volume),
                ..play.clone()
            }),
            (Change::Listening(listening), Some(play)) => Target::Play(Play {
                listening,
                ..play.clone()
            }),
            (Change::Person(person), Some(play)) => Target::Play(Play {
                person: person.sane(),
                ..play.clone()
            }),
            (Change::Cue(id), Some(play)) => {
                let mut play = play.clone();
                if !play.cues.contains_key(&id) && play.cues.len() >= MOST_CUES {
                    return Ok(false);
                }
                let taps = play.cues.entry(id).or_default();
                *taps = taps.saturating_add(1);
                Target::Play(play)
            }
            (Change::Recentre, Some(play)) => Target::Play(Play {
                recentres: play.recentres.saturating_add(1),
                ..play.clone()
            }),
            (Change::NextScene, Some(play)) => Target::Play(Play {
                advances: play.advances.saturating_add(1),
                ..play.clone()
            }),
        };
        if target == self.desired.target {
            return Ok(false);
        }
        self.before_changes
            .get_or_insert_with(|| self.desired.clone());
        self.set(target, self.desired.revision);
        Ok(true)
    }

    /// Compares with what a headset says at its hello; `silent` is how long it was not heard, if it
    /// ever was. True when the wish is another now.
    pub(crate) fn meet(&mut self, headset: Option<&Desired>, silent: Option<Duration>) -> bool {
        let before = if self.met {
            None
        } else {
            self.before_changes.as_ref()
        };
        let known = before.unwrap_or(&self.desired).clone();
        self.met = true;
        let Some(theirs) = headset else {
            return self.meet_restarted(silent);
        };
        if *theirs == known || theirs.revision < known.revision {
            return false;
        }
        match self.before_changes.clone() {
            None => {
                self.progress = self
                    .progress
                    .take()
                    .filter(|_| theirs.session() == self.desired.session());
                self.desired = theirs.clone();
            }
            Some(base) => {
                let mut target = self.desired.target.clone();
                if let (Target::Play(ours), Some(base), Some(theirs)) =
                    (&mut target, base.play(), theirs.play())
                    && ours.session == theirs.session
                {
                    let taps = |ours: u32, base: u32, theirs: u32| {
                        theirs.max(base).saturating_add(ours.saturating_sub(base))
                    };
                    ours.recentres = taps(ours.recentres, base.recentres, theirs.recentres);
                    ours.advances = taps(ours.advances, base.advances, theirs.advances);
                    let ids: BTreeSet<_> = ours
                        .cues
                        .keys()
                        .chain(theirs.cues.keys())
                        .cloned()
                        .collect();
                    let of =
                        |cues: &BTreeMap<String, u32>, id: &str| cues.get(id).copied().unwrap_or(0);
                    let merged = ids.into_iter().map(|id| {
                        let times = taps(
                            of(&ours.cues, &id),
                            of(&base.cues, &id),
                            of(&theirs.cues, &id),
                        );
                        (id, times)
                    });
                    ours.cues = merged.collect();
                }
                self.set(target, theirs.revision.max(self.desired.revision));
                self.before_changes = Some(theirs.clone());
            }
        }
        true
    }

    fn meet_restarted(&mut self, silent: Option<Duration>) -> bool {
        let Some(play) = self.desired.play() else {
            return false;
        };
        let target = match &self.progress {
            _ if silent.is_some_and(|silent| silent > RESUME_WITHIN) => {
                Target::Lobby { how: How::Gentle }
            }
            Some(progress) => Target::Play(Play {
                resume: Some(progress.clone()),
                ..play.clone()
            }),
            None => return false,
        };
        if target == self.desired.target {
            return false;
        }
        self.set(target, self.desired.revision);
        true
    }

    /// Takes in what the headset reports. True when the wish is another now: the session is over.
    pub(crate) fn learn(&mut self, report: &Report) -> bool {
        let Some(play) = self.desired.play() else {
            return false;
        };
        if report
            .ended
            .as_ref()
            .is_some_and(|ended| ended.session == play.session)
        {
            self.progress = None;
            self.set(Target::Lobby { how: How::Gentle }, self.desired.revision);
            return true;
        }
        if let (Some(reported), Some(scene)) = (
            report.desired.as_ref().and_then(Desired::play),
            &report.scene,
        ) && reported.session == play.session
        {
            self.progress = Some(Resume {
                scene: scene.clone(),
                elapsed_seconds: report.elapsed_seconds,
                scene_seconds: report.scene_seconds,
                advances: reported.advances,
                cues: reported.cues.clone(),
            });
        }
        false
    }

    fn set(&mut self, target: Target, above: u64) {
        self.desired = Desired {
            revision: above.saturating_add(1),
            target,
        };
    }
}

fn sane(volume: f32) -> f32 {
    if volume.is_finite() {
        volume.clamp(0.0, 1.0)
    } else {
        crate::DEFAULT_VOLUME
    }
}
