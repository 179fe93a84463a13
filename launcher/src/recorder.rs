//! Writes down what was done: follows the truth, and puts the ends of sessions and how they went into the records.
//!
//! The truth is never held up by it. What cannot be written because the disk is full or away is kept, here and in
//! `waiting`, which has its room on the disk already; it is tried again and again, and each tablet sees of which
//! sessions something is not saved yet. After a kill, sessions that nobody knows any more are found to be lost.
//!
//! In practice (T11) nothing is written; what is ticked then lives here, as long as the session is told of.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use jiff::{SignedDuration, Timestamp};
use tokio::{
    sync::{Mutex as Turn, watch},
    time::{MissedTickBehavior, interval},
};

mod waiting;

use self::waiting::{Waiting, WaitingFile};
use crate::{
    api::resources::{EndedWhy, Named, Session, Steering},
    home::{
        By, Home, HomeError, Records,
        sessions::{Course, Observation, Open},
    },
    launcher::ended,
    problem::Fault,
    state::{LastOn, Remembered, State, Whose},
};

/// How far sessions have come is written down this often.
const PROGRESS: Duration = Duration::from_secs(30);
/// What could not be written is tried again this often.
const AGAIN: Duration = Duration::from_secs(2);
/// What a headset's name for people is kept under in the settings, before its id.
const NAME: &str = "headset-name.";

/// See the head of this module. Cheap to copy.
#[derive(Debug, Clone)]
pub struct Recorder(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    records: Records,
    state: State,
    kept: Mutex<Kept>,
    /// One who changes what was seen waits for the other.
    turn: Turn<()>,
}

#[derive(Debug)]
struct Kept {
    /// Ends that are not written yet.
    ends: BTreeMap<String, Course>,
    /// What was seen, and is not written yet.
    waiting: BTreeMap<String, Waiting>,
    file: WaitingFile,
    /// What was seen in practice.
    practice: BTreeMap<String, Observation>,
    /// Sessions whose end is written.
    done: BTreeSet<String>,
    /// What the tablets were told last.
    told: BTreeSet<String>,
    remembered: bool,
    failed: Option<Instant>,
    progress: Option<Instant>,
}

impl Recorder {
    /// Writes into these records what happens in that truth; what waits is kept in `folder`, too.
    pub fn new(records: Records, state: State, folder: &Path) -> Self {
        let (file, waiting) = WaitingFile::open(folder);
        if !waiting.is_empty() {
            tracing::info!(
                sessions = waiting.len(),
                "what was seen and could not be saved is tried again"
            );
        }
        let kept = Kept {
            ends: BTreeMap::new(),
            waiting,
            file,
            practice: BTreeMap::new(),
            done: BTreeSet::new(),
            told: BTreeSet::new(),
            remembered: false,
            failed: None,
            progress: None,
        };
        Self(Arc::new(Inner {
            records,
            state,
            kept: Mutex::new(kept),
            turn: Turn::default(),
        }))
    }

    /// Tells the truth what the records know, and finds sessions that were lost. To be called before headsets are
    /// listened to; what fails is tried again while it runs.
    pub async fn begin(&self) {
        let inner = &self.0;
        let known: BTreeSet<_> = inner
            .state
            .truth()
            .sessions
            .iter()
            .map(|session| session.id.clone())
            .collect();
        let remembered = inner.records.ask(move |home| {
            let open = home.open_sessions()?;
            let lost = open.iter().filter(|open| !known.contains(&open.session.id));
            let lost: Vec<_> = lost.map(lost_at_last).collect();
            home.follow_sessions(&lost)?;
            home.sweep_media()?;
            remember(home, open)
        });
        match remembered.await {
            Ok(remembered) => {
                inner.state.remember(remembered).await;
                self.kept().remembered = true;
            }
            Err(fault) => tracing::warn!("what was going on cannot be read yet: {fault}"),
        }
    }

    /// Follows the truth until the launcher ends.
    pub async fn run(self, ending: watch::Receiver<bool>) {
        let mut changes = self.0.state.changes();
        let mut again = interval(AGAIN);
        again.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let over = tokio::select! {
                () = ended(ending.clone()) => true,
                changed = changes.changed() => changed.is_err(),
                _ = again.tick() => false,
            };
            if !self.kept().remembered {
                self.begin().await;
            }
            self.write(over).await;
            if over {
                return;
            }
        }
    }

    /// What was seen in a session.
    ///
    /// # Errors
    /// [`Fault::SessionUnknown`], or when it cannot be read, or not noted that it was.
    pub async fn observation(&self, by: By, session: &str) -> Result<(Observation, bool), Fault> {
        {
            let kept = self.kept();
            if let Some(waiting) = kept.waiting.get(session) {
                return Ok((waiting.observation.clone(), false));
            }
            if let Some(practice) = kept.practice.get(session) {
                return Ok((practice.clone(), true));
            }
        }
        if self.is_practice(session) {
            return Ok((Observation::default(), true));
        }
        let id = session.to_owned();
        let found = self
            .0
            .records
            .ask(move |home| home.observation(&by, &id))
            .await?;
        let found = found.ok_or_else(|| Fault::SessionUnknown(session.to_owned()))?;
        Ok((found, true))
    }

    /// Changes what was seen in a session; whether it is on the disk. What is not, is kept until there is room.
    ///
    /// # Errors
    /// [`Fault::SessionUnknown`], or when what was seen before cannot be read.
    pub async fn observe(
        &self,
        by: By,
        session: &str,
        change: impl FnOnce(Observation) -> Observation,
    ) -> Result<(Observation, bool), Fault> {
        let _turn = self.0.turn.lock().await;
        if self.is_practice(session) {
            let mut kept = self.kept();
            let seen = kept.practice.entry(session.to_owned()).or_default();
            *seen = change(std::mem::take(seen));
            return Ok((seen.clone(), true));
        }
        let before = self
            .kept()
            .waiting
            .get(session)
            .map(|it| it.observation.clone());
        let before = match before {
            Some(before) => before,
            None => {
                let id = session.to_owned();
                let found = self.0.records.ask(move |home| home.seen_in(&id)).await?;
                found.ok_or_else(|| Fault::SessionUnknown(session.to_owned()))?
            }
        };
        let observation = change(before);
        let waiting = Waiting::of(&by, observation.clone());
        let (id, seen) = (session.to_owned(), observation.clone());
        match self
            .0
            .records
            .ask(move |home| home.observe(&by, &id, &seen))
            .await
        {
            Ok(true) => {
                let mut kept = self.kept();
                if kept.waiting.remove(session).is_some() {
                    kept.save();
                }
                Ok((observation, true))
            }
            Ok(false) => Err(Fault::SessionUnknown(session.to_owned())),
            Err(fault) => {
                tracing::error!(
                    session,
                    "how a session went cannot be saved yet and is kept: {fault}"
                );
                {
                    let mut kept = self.kept();
                    kept.waiting.insert(session.to_owned(), waiting);
                    kept.save();
                    kept.failed = Some(Instant::now());
                }
                self.tell().await;
                Ok((observation, false))
            }
        }
    }

    /// The key under which a headset's name for people is kept in the settings.
    pub fn name_key(headset: &str) -> String {
        format!("{NAME}{headset}")
    }

    /// Writes what there is to write; everything, if it is the last time.
    async fn write(&self, last: bool) {
        let truth = self.0.state.truth();
        let (courses, waiting) = {
            let mut kept = self.kept();
            kept.follow(&truth.sessions);
            let now = Instant::now();
            let since = |moment: Option<Instant>| moment.map(|moment| now.duration_since(moment));
            if !last && since(kept.failed).is_some_and(|since| since < AGAIN) {
                return;
            }
            let mut courses: Vec<_> = kept.ends.values().cloned().collect();
            if last || since(kept.progress).is_none_or(|since| since >= PROGRESS) {
                kept.progress = Some(now);
                let going = truth
                    .sessions
                    .iter()
                    .filter(|session| session.ended.is_none() && !session.practice);
                courses.extend(going.map(course));
            }
            (courses, kept.waiting.clone())
        };
        if !courses.is_empty() {
            let written = courses.clone();
            let answer = self
                .0
                .records
                .ask(move |home| home.follow_sessions(&courses))
                .await;
            let mut kept = self.kept();
            match answer {
                Ok(()) => {
                    kept.failed = None;
                    for course in written.into_iter().filter(|course| course.ended.is_some()) {
                        kept.ends.remove(&course.id);
                        kept.done.insert(course.id);
                    }
                }
                Err(fault) => {
                    kept.failed = Some(Instant::now());
                    tracing::error!("sessions cannot be written down yet: {fault}");
                }
            }
        }
        for (id, waiting) in waiting {
            // Whoever says something newer meanwhile is not overtaken.
            let _turn = self.0.turn.lock().await;
            if self.kept().waiting.get(&id) != Some(&waiting) {
                continue;
            }
            let (session, by, seen) = (id.clone(), waiting.by(), waiting.observation.clone());
            let answer = self
                .0
                .records
                .ask(move |home| home.observe(&by, &session, &seen))
                .await;
            let mut kept = self.kept();
            match answer {
                // False: the resident was erased meanwhile, and this with everything else.
                Ok(_) => {
                    kept.waiting.remove(&id);
                    kept.save();
                }
                Err(_) => {
                    kept.failed = Some(Instant::now());
                    break;
                }
            }
        }
        self.tell().await;
    }

    /// Tells the tablets of which sessions something is not saved, when that is different.
    async fn tell(&self) {
        let unsaved = {
            let mut kept = self.kept();
            let unsaved: BTreeSet<_> = kept
                .ends
                .keys()
                .chain(kept.waiting.keys())
                .cloned()
                .collect();
            if unsaved == kept.told {
                return;
            }
            kept.told.clone_from(&unsaved);
            unsaved
        };
        self.0.state.unsaved(unsaved).await;
    }

    fn is_practice(&self, session: &str) -> bool {
        self.0
            .state
            .session(session)
            .is_ok_and(|session| session.practice)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Nothing is half done under this lock.
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Takes in which sessions have ended.
    fn follow(&mut self, sessions: &[Session]) {
        for session in sessions {
            let over = session.ended.is_some() && !session.practice;
            if over && !self.done.contains(&session.id) && !self.ends.contains_key(&session.id) {
                self.ends.insert(session.id.clone(), course(session));
                // Not to wait for what failed before: it may go well now.
            }
        }
        let told: BTreeSet<_> = sessions.iter().map(|session| &session.id).collect();
        self.done.retain(|id| told.contains(id));
        self.practice.retain(|id, _| told.contains(id));
    }

    fn save(&mut self) {
        self.file.save(&self.waiting);
    }
}

fn course(session: &Session) -> Course {
    let seconds = session
        .reported
        .as_ref()
        .map_or(0.0, |reported| reported.elapsed);
    Course {
        id: session.id.clone(),
        // Whole seconds: what is lost of the last one is nobody's loss.
        seconds: seconds.clamp(0.0, 86_400.0) as u32,
        ended: session.ended.as_ref().map(|ended| (ended.at, ended.why)),
    }
}

/// A session that nobody knows any more ended when it was last heard of, as far as that is written down.
fn lost_at_last(open: &Open) -> Course {
    let at = open.started + SignedDuration::from_secs(open.seconds.into());
    Course {
        id: open.session.id.clone(),
        seconds: open.seconds,
        ended: Some((at, EndedWhy::Lost)),
    }
}

fn remember(home: &dyn Home, open: Vec<Open>) -> Result<Remembered, HomeError> {
    let tablets: BTreeMap<_, _> = home
        .tablets()?
        .into_iter()
        .map(|tablet| (tablet.id, tablet.name))
        .collect();
    let mut sessions = BTreeMap::new();
    for open in open {
        let staff = match &open.staff {
            Some(id) => home.member(id)?.map(|member| Named {
                id: member.id,
                name: member.name,
            }),
            None => None,
        };
        let tablet = open.tablet.and_then(|id| {
            let name = tablets.get(&id).cloned()?;
            Some(Named { id, name })
        });
        let whose = Whose {
            resident: open.session.resident,
            practice: false,
            room: open.session.room,
            steered_by: tablet.map(|tablet| Steering { tablet, staff }),
        };
        sessions.insert(open.session.id, whose);
    }
    let last = home.last_on_headsets()?.into_iter().map(|last| {
        let on = LastOn {
            session: last.session,
            resident: last.resident,
            experience: last.experience,
            room: last.room,
            at: last.started,
            until: last.ended,
            wiped: last.wiped,
        };
        (last.headset, on)
    });
    let names = home
        .settings()?
        .into_iter()
        .filter_map(|(key, name)| Some((key.strip_prefix(NAME)?.to_owned(), name)));
    Ok(Remembered {
        sessions,
        last: last.collect(),
        names: names.collect(),
    })
}

/// Now, as exact as it is kept.
pub(crate) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}
