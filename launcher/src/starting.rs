//! What happens before something plays: whose session it is, what the check-list says, how the resident sits and hears,
//! and that it stands in the records before it begins.
//!
//! The records come first, then the headset: a session that plays is written down. What was written and did not
//! begin is taken back. In practice (T11) everything is as real, but nothing is written.

use std::collections::BTreeMap;

use jiff::Timestamp;
use protocol::Own;

use crate::{
    access::Actor,
    api::resources::{ChangeListening, ChangePerson, Named, ResidentSettings, Steering},
    home::{By, residents::Whole, sessions::NewSession, settings::HomeSettings},
    launcher::Launcher,
    obstacle::Obstacle,
    problem::Fault,
    rules::{self, Hindrance},
    state::{Apart, Gathered, Started, Whose},
};

/// What is asked of one headset.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The headset.
    pub headset: String,
    /// Whose it is to be.
    pub resident: Option<String>,
    /// Whether nothing is to be written down.
    pub practice: bool,
    /// After how many minutes it ends at the latest.
    pub minutes: Option<u32>,
    /// Whether another tablet's session may be ended for it.
    pub replace: bool,
    /// Whether the caregiver has seen what the check-list says.
    pub seen: bool,
    /// Taps from the resident to here.
    pub taps: u32,
    /// How the resident is to hear and read, apart from the usual.
    pub listening: ChangeListening,
    /// How the resident is to sit, look and read, apart from the usual.
    pub person: ChangePerson,
}

/// Who steers from now on.
pub fn steering(actor: &Actor) -> Option<Steering> {
    let tablet = actor.tablet.as_ref()?;
    Some(Steering {
        tablet: Named {
            id: tablet.id.clone(),
            name: tablet.name.clone(),
        },
        staff: actor.login.as_ref().map(|login| Named {
            id: login.staff.clone(),
            name: login.name.clone(),
        }),
    })
}

impl Launcher {
    /// Starts an experience on a headset, for a resident or nobody in particular.
    ///
    /// # Errors
    /// When the experience, the headset or the resident cannot be had, the check-list or hygiene is in the way, or it
    /// cannot be written down. Then nothing is started.
    pub async fn start(
        &self,
        actor: &Actor,
        experience: &str,
        asked: Asked,
    ) -> Result<Started, Fault> {
        let headset = asked.headset.clone();
        self.playable(experience)?;
        let taps = asked.taps;
        let apart = self.prepared(actor, experience, asked).await?;
        let same = self
            .state
            .may_start(experience.to_owned(), headset.clone(), apart.clone())
            .await?;
        // Tapped again: nothing begins that could be written down.
        let written = same.is_none()
            && self
                .write_down(actor, experience, &headset, &apart, None, taps)
                .await?;
        let name = apart.session.clone();
        let started = self
            .state
            .start(experience.to_owned(), headset, apart)
            .await;
        let began = started.as_ref().is_ok_and(|started| started.new);
        if let (true, false, Some(name)) = (written, began, name) {
            self.take_back(actor, vec![name]).await;
        }
        if began {
            self.state.residents_changed().await;
        }
        started
    }

    /// Starts an experience on several headsets at one moment.
    ///
    /// # Errors
    /// As [`Launcher::start`]; all are started or none.
    pub async fn gather(
        &self,
        actor: &Actor,
        experience: &str,
        asked: Vec<Asked>,
    ) -> Result<Gathered, Fault> {
        self.playable(experience)?;
        let mut members = Vec::new();
        for asked in asked {
            let headset = asked.headset.clone();
            let apart = self.prepared(actor, experience, asked).await?;
            // Only what stands in the way counts here; who is in the group already is told by the truth.
            self.state
                .may_start(experience.to_owned(), headset.clone(), apart.clone())
                .await?;
            members.push((headset, apart));
        }
        let group = uuid::Uuid::new_v4().to_string();
        let mut written = Vec::new();
        for (headset, apart) in &members {
            match self
                .write_down(actor, experience, headset, apart, Some(&group), 0)
                .await
            {
                Ok(true) => written.extend(apart.session.clone()),
                Ok(false) => {}
                Err(fault) => {
                    self.take_back(actor, written).await;
                    return Err(fault);
                }
            }
        }
        let gathered = self
            .state
            .gather(group, experience.to_owned(), members)
            .await;
        if gathered.as_ref().is_ok_and(|gathered| gathered.new) {
            self.state.residents_changed().await;
        } else {
            self.take_back(actor, written).await;
        }
        gathered
    }

    /// Lets one more headset come to a group.
    ///
    /// # Errors
    /// As [`Launcher::start`], and when the group is over or full.
    pub async fn join(&self, actor: &Actor, group: &str, asked: Asked) -> Result<Started, Fault> {
        let headset = asked.headset.clone();
        let known = self.state.group(group)?;
        let is_in = |member: &crate::api::groups::Member| {
            member.headset == headset && member.state != crate::api::groups::MemberState::Over
        };
        let again = known.members.iter().any(is_in);
        let apart = self.prepared(actor, &known.experience, asked).await?;
        let written = !again
            && self
                .write_down(actor, &known.experience, &headset, &apart, Some(group), 0)
                .await?;
        let name = apart.session.clone();
        let joined = self.state.join(group.to_owned(), headset, apart).await;
        let began = joined.as_ref().is_ok_and(|joined| joined.new);
        if let (true, false, Some(name)) = (written, began, name) {
            self.take_back(actor, vec![name]).await;
        }
        joined
    }

    /// What is asked, with what is known of the resident laid under it.
    async fn prepared(
        &self,
        actor: &Actor,
        experience: &str,
        asked: Asked,
    ) -> Result<Apart, Fault> {
        if asked
            .minutes
            .is_some_and(|minutes| !(1..=rules::LONGEST_MINUTES).contains(&minutes))
        {
            return Err(Obstacle::MinutesOutOfRange.into());
        }
        let known = match &asked.resident {
            Some(resident) => Some(self.resident_for_start(actor, resident).await?),
            None => None,
        };
        let settings = known
            .as_ref()
            .map(|(whole, _)| whole.resident.about.settings.clone())
            .unwrap_or_default();
        let mut minutes = asked.minutes;
        if let Some((whole, home)) = &known {
            let checklist = whole.checklist.as_ref();
            let answers = checklist.map(|list| (list.at, list.answers));
            match rules::hindrance(answers, asked.seen, Timestamp::now()) {
                Some(Hindrance::Due) => return Err(Obstacle::ChecklistDue.into()),
                Some(Hindrance::Concerns(concerns)) => {
                    return Err(Obstacle::ChecklistConcerns(concerns).into());
                }
                None => {}
            }
            minutes = rules::minutes(
                whole.visits,
                settings.short_visits,
                home.first_visit_minutes,
                asked.minutes,
            );
        }
        let own = match &asked.resident {
            Some(resident) => self.own(resident, experience).await?,
            None => BTreeMap::new(),
        };
        let eye_gaze = known.as_ref().is_none_or(|(_, home)| home.eye_gaze);
        let language = known
            .as_ref()
            .and_then(|(whole, _)| whole.resident.about.languages.first().cloned());
        let ResidentSettings {
            volume,
            listening,
            person,
            ..
        } = settings;
        let listening = listening_over(
            asked.listening,
            listening_over(
                listening,
                ChangeListening {
                    language,
                    ..ChangeListening::default()
                },
            ),
        );
        let mut person = person_over(asked.person, person);
        if !eye_gaze {
            // The home has not allowed it (and it is off where nothing is said).
            person.eye_gaze = person.eye_gaze.map(|_| false);
        }
        Ok(Apart {
            session: Some(uuid::Uuid::new_v4().to_string()),
            listening,
            person,
            volume,
            minutes,
            whose: Whose {
                resident: asked.resident,
                practice: asked.practice,
                room: known
                    .map(|(whole, _)| whole.resident.room)
                    .filter(|room| !room.is_empty()),
                steered_by: steering(actor),
            },
            replace: asked.replace,
            own,
        })
    }

    /// What fills the slots of an experience for a resident, as a headset is told of it: without names.
    async fn own(&self, id: &str, experience: &str) -> Result<BTreeMap<String, Vec<Own>>, Fault> {
        let (resident, experience) = (id.to_owned(), experience.to_owned());
        let filling = self
            .records
            .ask(move |home| home.filling(&resident, &experience))
            .await?;
        let mut own = BTreeMap::<String, Vec<Own>>::new();
        for (slot, file) in filling {
            own.entry(slot).or_default().push(Own {
                ending: ending(&file.media_type).to_owned(),
                hash: file.hash,
                bytes: file.bytes,
            });
        }
        Ok(own)
    }

    async fn resident_for_start(
        &self,
        actor: &Actor,
        id: &str,
    ) -> Result<(Whole, HomeSettings), Fault> {
        let (by, id) = (actor.by(), id.to_owned());
        let found = self
            .records
            .ask(move |home| {
                let whole = home.resident(&by, &id, "resident-read")?;
                let settings = HomeSettings::of(home)?;
                Ok(whole.map(|whole| (whole, settings)))
            })
            .await?;
        found.ok_or_else(|| Obstacle::ResidentUnknown.into())
    }

    /// Writes down that a session begins; false for practice.
    async fn write_down(
        &self,
        actor: &Actor,
        experience: &str,
        headset: &str,
        apart: &Apart,
        group: Option<&str>,
        taps: u32,
    ) -> Result<bool, Fault> {
        let (false, Some(id)) = (apart.whose.practice, apart.session.clone()) else {
            return Ok(false);
        };
        let title = self
            .shelf
            .listing()
            .find(experience)
            .map(|experience| experience.title.clone())
            .unwrap_or_default();
        let new = NewSession {
            id,
            resident: apart.whose.resident.clone(),
            experience: experience.to_owned(),
            title,
            headset: headset.to_owned(),
            group: group.map(str::to_owned),
            room: apart.whose.room.clone(),
            taps,
        };
        let by = actor.by();
        self.records
            .ask(move |home| home.begin_session(&by, &new))
            .await?;
        Ok(true)
    }

    /// Takes back that sessions began. What cannot be taken back now is found to be lost when the launcher starts.
    async fn take_back(&self, actor: &Actor, sessions: Vec<String>) {
        let by = actor.by();
        let taken = self
            .records
            .ask(move |home| sessions.iter().try_for_each(|id| home.never_began(&by, id)));
        if let Err(fault) = taken.await {
            tracing::warn!("a session that did not begin stays written down: {fault}");
        }
    }
}

/// What the name of a file of this media type ends with.
fn ending(media_type: &str) -> &str {
    match media_type {
        "image/jpeg" => "jpg",
        "audio/mpeg" => "mp3",
        "audio/mp4" => "m4a",
        other => other.rsplit('/').next().unwrap_or(other),
    }
}

/// For the access log: the launcher itself, now.
pub fn by_itself() -> By {
    By::launcher(Timestamp::now())
}

/// What is asked, and under it what is usual.
fn listening_over(asked: ChangeListening, usual: ChangeListening) -> ChangeListening {
    ChangeListening {
        language: asked.language.or(usual.language),
        captions: asked.captions.or(usual.captions),
        description: asked.description.or(usual.description),
        mono: asked.mono.or(usual.mono),
        speech_boost: asked.speech_boost.or(usual.speech_boost),
    }
}

/// What is asked, and under it what is usual.
fn person_over(asked: ChangePerson, usual: ChangePerson) -> ChangePerson {
    ChangePerson {
        dwell: asked.dwell.or(usual.dwell),
        yaw_gain: asked.yaw_gain.or(usual.yaw_gain),
        reclined: asked.reclined.or(usual.reclined),
        eye_height: asked.eye_height.or(usual.eye_height),
        text: asked.text.or(usual.text),
        stimulation: asked.stimulation.or(usual.stimulation),
        eye_gaze: asked.eye_gaze.or(usual.eye_gaze),
    }
}
