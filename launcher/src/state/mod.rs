//! The truth: what each headset should be doing, what it says it does, and the sessions that are in.
//!
//! One thread owns it ([`keeper`]): the pure machine [`protocol::launcher::Headsets`], the [store]
//! and the sessions. Everything that happens (a request, a message from a headset, time passing)
//! is sent to that thread and dealt with in order, so no lock is held and nothing is half done.
//! What people see of it is published whole, as an [`Arc<Truth>`].
//!
//! [store]: crate::store

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::Timestamp;
use protocol::{HeadsetId, Own, PieceQuestion, Refusal, SessionId, launcher::ConnectionId};
use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    api::groups::Group,
    api::resources::{
        ChangeListening, ChangePerson, Headset, Notice, Session, Steering, StopHow, Truth,
    },
    problem::Fault,
};

mod convert;
mod groups;
pub mod keeper;
mod sessions;

/// Messages that wait for the thread at most; who sends more waits.
const WAITING: usize = 1024;

/// The way to the truth. Cheap to copy.
#[derive(Debug, Clone)]
pub struct State {
    messages: mpsc::Sender<Message>,
    truth: watch::Receiver<Arc<Truth>>,
}

/// A session that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Started {
    /// The session.
    pub session: Session,
    /// Whether it is new: false when the headset was in that experience already.
    pub new: bool,
}

/// A group that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Gathered {
    /// The group.
    pub group: Group,
    /// Whether something was started.
    pub new: bool,
}

/// What a headset's connection is told to do.
#[derive(Debug, Clone, PartialEq)]
pub enum ToConnection {
    /// Send a text message.
    Text(String),
    /// Send a piece of a resident's own file.
    Piece(PieceQuestion),
    /// Close, with the reason if the headset was turned away.
    Close(Option<Refusal>),
}

/// What a headset's connection tells.
#[derive(Debug)]
pub enum Heard {
    /// It was opened; what it is to send goes there.
    Opened(mpsc::Sender<ToConnection>),
    /// A text message came.
    Text(String),
    /// A binary message came.
    Binary(Vec<u8>),
    /// A message came that is longer than allowed.
    TooLarge,
    /// A message came that is none.
    Unreadable,
    /// It ended.
    Closed,
}

/// A change that a caregiver wants in a session.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Wanted {
    /// Held or not, how loud, how it is heard; what is none stays.
    Change {
        paused: Option<bool>,
        volume: Option<f32>,
        listening: Option<ChangeListening>,
        person: Option<ChangePerson>,
    },
    /// The end.
    Stop(StopHow),
    /// Straight ahead is where the resident looks.
    Recentre,
    /// On from this scene.
    NextFrom(String),
    /// One of the experience's buttons.
    Cue(String),
}

/// What is asked of a session apart from the usual.
#[derive(Debug, Clone, Default)]
pub struct Apart {
    /// The name of the session; a new one where it is none.
    pub session: Option<String>,
    /// How the resident hears and reads.
    pub listening: ChangeListening,
    /// How the resident sits, looks and reads.
    pub person: ChangePerson,
    /// 0 silent to 1 full.
    pub volume: Option<f32>,
    /// After how many minutes it ends at the latest.
    pub minutes: Option<u32>,
    /// Whose it is.
    pub whose: Whose,
    /// Whether another tablet's session on the headset may be ended for it.
    pub replace: bool,
    /// The resident's own files that fill slots of the experience, by slot.
    pub own: BTreeMap<String, Vec<Own>>,
}

/// Whose session it is, and who has it in hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whose {
    /// The resident.
    pub resident: Option<String>,
    /// Whether nothing of it is written down.
    pub practice: bool,
    /// Where it is.
    pub room: Option<String>,
    /// Who steers it.
    pub steered_by: Option<Steering>,
}

/// The last session on a headset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastOn {
    /// The session's id.
    pub session: String,
    /// Whose it was.
    pub resident: Option<String>,
    /// The experience.
    pub experience: String,
    /// Where it was.
    pub room: Option<String>,
    /// When it began.
    pub at: Timestamp,
    /// When it ended; none while it goes on.
    pub until: Option<Timestamp>,
    /// Whether the headset was wiped since.
    pub wiped: bool,
}

/// What the records know that the truth begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remembered {
    /// Whose the sessions are that were going on, by session.
    pub sessions: BTreeMap<String, Whose>,
    /// The last session on each headset.
    pub last: BTreeMap<String, LastOn>,
    /// What people call headsets, where it is not what they call themselves.
    pub names: BTreeMap<String, String>,
}

/// What is sent to the thread that owns the truth.
#[derive(Debug)]
pub(crate) enum Message {
    Tick,
    Link(ConnectionId, Heard),
    Looked(HeadsetId),
    Start {
        session: SessionId,
        experience: String,
        headset: HeadsetId,
        apart: Box<Apart>,
        reply: oneshot::Sender<Result<Started, Fault>>,
    },
    MayStart {
        experience: String,
        headset: HeadsetId,
        apart: Box<Apart>,
        reply: oneshot::Sender<Result<Option<Session>, Fault>>,
    },
    Remember(Remembered, oneshot::Sender<Result<(), Fault>>),
    Wiped(HeadsetId, oneshot::Sender<Result<Headset, Fault>>),
    Named(HeadsetId, String, oneshot::Sender<Result<Headset, Fault>>),
    Unsaved(BTreeSet<String>),
    Residents,
    Forgotten(String),
    Gather {
        group: String,
        experience: String,
        members: Vec<(SessionId, HeadsetId, Apart)>,
        reply: oneshot::Sender<Result<Gathered, Fault>>,
    },
    Join {
        group: String,
        session: SessionId,
        headset: HeadsetId,
        apart: Apart,
        reply: oneshot::Sender<Result<Started, Fault>>,
    },
    Wanted {
        session: String,
        wanted: Wanted,
        by: Option<Steering>,
        reply: oneshot::Sender<Result<Session, Fault>>,
    },
    Probe(oneshot::Sender<Result<(), Fault>>),
    Experiences(u64),
    Notice(&'static str, Notice),
}

impl State {
    /// Everything a tablet shows, as it is now.
    pub fn truth(&self) -> Arc<Truth> {
        Arc::clone(&self.truth.borrow())
    }

    /// Tells of each change of the truth; fails once the launcher has ended.
    pub fn changes(&self) -> watch::Receiver<Arc<Truth>> {
        self.truth.clone()
    }

    /// One headset.
    ///
    /// # Errors
    /// [`Fault::HeadsetUnknown`].
    pub fn headset(&self, id: &str) -> Result<Headset, Fault> {
        let truth = self.truth.borrow();
        truth
            .headsets
            .iter()
            .find(|headset| headset.id == id)
            .cloned()
            .ok_or_else(|| Fault::HeadsetUnknown(id.to_owned()))
    }

    /// One session.
    ///
    /// # Errors
    /// [`Fault::SessionUnknown`].
    pub fn session(&self, id: &str) -> Result<Session, Fault> {
        let truth = self.truth.borrow();
        truth
            .sessions
            .iter()
            .find(|session| session.id == id)
            .cloned()
            .ok_or_else(|| Fault::SessionUnknown(id.to_owned()))
    }

    /// Starts an experience, which must be there, on a headset.
    ///
    /// # Errors
    /// When the headset cannot be had or the wish cannot be stored; then nothing is changed.
    pub async fn start(
        &self,
        experience: String,
        headset: String,
        apart: Apart,
    ) -> Result<Started, Fault> {
        let session = name_of(&apart);
        self.ask(|reply| Message::Start {
            session,
            experience,
            headset: HeadsetId(headset),
            apart: Box::new(apart),
            reply,
        })
        .await
    }

    /// Whether an experience could be started on a headset now; the session if the headset is in just that already.
    ///
    /// # Errors
    /// What [`State::start`] would meet, but for the disk.
    pub async fn may_start(
        &self,
        experience: String,
        headset: String,
        apart: Apart,
    ) -> Result<Option<Session>, Fault> {
        self.ask(|reply| Message::MayStart {
            experience,
            headset: HeadsetId(headset),
            apart: Box::new(apart),
            reply,
        })
        .await
    }

    /// The records say what they know. To be told before the first headset is listened to.
    pub async fn remember(&self, remembered: Remembered) {
        // An error means that the launcher is ending.
        let _ = self.ask(|reply| Message::Remember(remembered, reply)).await;
    }

    /// A headset was wiped and has a new liner.
    ///
    /// # Errors
    /// [`Fault::HeadsetUnknown`].
    pub async fn wiped(&self, headset: &str) -> Result<Headset, Fault> {
        let headset = HeadsetId(headset.to_owned());
        self.ask(|reply| Message::Wiped(headset, reply)).await
    }

    /// People call a headset so from now on.
    ///
    /// # Errors
    /// [`Fault::HeadsetUnknown`].
    pub async fn named(&self, headset: &str, name: String) -> Result<Headset, Fault> {
        let headset = HeadsetId(headset.to_owned());
        self.ask(|reply| Message::Named(headset, name, reply)).await
    }

    /// Something of these sessions, and of no others, is not on the disk yet.
    pub async fn unsaved(&self, sessions: BTreeSet<String>) {
        self.tell(Message::Unsaved(sessions)).await;
    }

    /// A resident was erased: what goes on goes on, and nothing of it is written down any more.
    pub async fn forgotten(&self, resident: &str) {
        self.tell(Message::Forgotten(resident.to_owned())).await;
    }

    /// Something of the residents has changed.
    pub async fn residents_changed(&self) {
        self.tell(Message::Residents).await;
    }

    /// One group.
    ///
    /// # Errors
    /// [`Fault::GroupUnknown`].
    pub fn group(&self, id: &str) -> Result<Group, Fault> {
        let truth = self.truth.borrow();
        let found = truth.groups.iter().find(|group| group.id == id);
        found
            .cloned()
            .ok_or_else(|| Fault::GroupUnknown(id.to_owned()))
    }

    /// Starts an experience, which must be there, on several headsets at one moment.
    ///
    /// # Errors
    /// When one of the headsets cannot be had or the wish cannot be stored; then nothing is changed.
    pub async fn gather(
        &self,
        group: String,
        experience: String,
        members: Vec<(String, Apart)>,
    ) -> Result<Gathered, Fault> {
        let named =
            |(headset, apart): (String, Apart)| (name_of(&apart), HeadsetId(headset), apart);
        let members = members.into_iter().map(named).collect();
        self.ask(|reply| Message::Gather {
            group,
            experience,
            members,
            reply,
        })
        .await
    }

    /// Lets one more headset come to a group.
    ///
    /// # Errors
    /// When there is no such group, it is over or full, the headset cannot be had, or the wish cannot be stored; then
    /// nothing is changed.
    pub async fn join(
        &self,
        group: String,
        headset: String,
        apart: Apart,
    ) -> Result<Started, Fault> {
        self.ask(|reply| Message::Join {
            group,
            session: name_of(&apart),
            headset: HeadsetId(headset),
            apart,
            reply,
        })
        .await
    }

    /// Changes a session.
    ///
    /// # Errors
    /// When there is no such session, it is over, or the wish cannot be stored; then nothing is changed.
    pub(crate) async fn want(
        &self,
        session: String,
        wanted: Wanted,
        by: Option<Steering>,
    ) -> Result<Session, Fault> {
        self.ask(|reply| Message::Wanted {
            session,
            wanted,
            by,
            reply,
        })
        .await
    }

    /// Whether a change could be stored now.
    ///
    /// # Errors
    /// The fault such a change would meet.
    pub async fn probe(&self) -> Result<(), Fault> {
        self.ask(Message::Probe).await
    }

    /// Somebody looks at what the resident sees.
    pub async fn looked(&self, headset: &str) {
        self.tell(Message::Looked(HeadsetId(headset.to_owned())))
            .await;
    }

    /// Something happened on a headset's connection.
    pub async fn heard(&self, connection: ConnectionId, heard: Heard) {
        self.tell(Message::Link(connection, heard)).await;
    }

    /// The list of experiences has another version.
    pub async fn experiences_changed(&self, version: u64) {
        self.tell(Message::Experiences(version)).await;
    }

    /// Something about the launcher that people should know, until it ends.
    pub async fn notify(&self, name: &'static str, notice: Notice) {
        self.tell(Message::Notice(name, notice)).await;
    }

    async fn tell(&self, message: Message) {
        // An error means that the launcher is ending; whoever needs an answer learns it in `ask`.
        let _ = self.messages.send(message).await;
    }

    async fn ask<T>(
        &self,
        message: impl FnOnce(oneshot::Sender<Result<T, Fault>>) -> Message,
    ) -> Result<T, Fault> {
        let (reply, answer) = oneshot::channel();
        self.tell(message(reply)).await;
        answer.await.unwrap_or(Err(Fault::Closing))
    }
}

/// The name of a session that is asked for.
fn name_of(apart: &Apart) -> SessionId {
    let new = || uuid::Uuid::new_v4().to_string();
    SessionId(apart.session.clone().unwrap_or_else(new))
}
