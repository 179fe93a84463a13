//! The thread that owns the truth: it takes one message after the other, carries out what the link
//! machine says, stores what must not be lost, and publishes what people see.
//!
//! A caregiver's change is worked out on a copy, stored, and only then made true and answered: a disk
//! that is full changes nothing. One exception: an end is carried out even when it cannot be stored,
//! for a resident who is dizzy cannot wait for a disk. The headset remembers it for the launcher.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use protocol::{
    HeadsetId, Listening, Person, SessionId,
    launcher::{Change, ConnectionId, Headsets, Input, Kept, NoSession, Output},
};
use tokio::sync::{mpsc, oneshot, watch};

mod gathering;
mod keeping;
mod seen;
mod using;

use super::{
    Apart, Heard, LastOn, Message, Started, State, ToConnection, WAITING, Wanted, convert,
    groups::Groups, sessions::Sessions,
};
use crate::{
    api::resources::{Notice, Session, Steering, StopHow, Truth},
    clock::Clock,
    pictures::Pictures,
    problem::Fault,
    store::{Store, StoreError},
    words,
};

/// Time passes for the link machine in steps of this.
const TICK: Duration = Duration::from_millis(100);
/// How far sessions have come is stored this often.
const STORE_PROGRESS: Duration = Duration::from_secs(5);
/// Most pictures a second that a headset is asked for.
const PICTURES_A_SECOND: f32 = 4.0;

/// Opens the store and starts the thread.
///
/// The thread ends, and every receiver of the truth with it, when all copies of the [`State`] are gone.
///
/// # Errors
/// When another launcher uses the state folder, or a later version has written it. A folder that
/// cannot be written to is no error: it becomes a notice.
pub fn start(mut store: Store, pictures: Arc<Pictures>) -> Result<State, StoreError> {
    let mut notices = BTreeMap::new();
    let found = match store.open() {
        Ok(found) => found,
        Err(error @ (StoreError::InUse(_) | StoreError::Later { .. })) => return Err(error),
        Err(error) => {
            tracing::error!("the state cannot be stored: {error}");
            notices.insert("storage-failed", words::storage_failed());
            crate::store::Found::default()
        }
    };
    if let Some(path) = &found.set_aside {
        notices.insert("storage-reset", words::storage_reset(path));
    }
    let clock = Clock::start();
    let machine = Headsets::new(env!("CARGO_PKG_VERSION"));
    let mut machine = machine.with_clock(clock.era(), clock.zero());
    let mut begun = BTreeMap::new();
    let mut known = BTreeSet::new();
    for (row, away) in found.rows {
        if let (Some(session), Some(started)) = (row.kept.desired.session(), row.started) {
            begun.insert(session.clone(), started);
        }
        known.insert(row.kept.id.clone());
        machine.restore(Duration::ZERO, row.kept, away);
    }
    let truth = watch::Sender::new(Arc::new(Truth::default()));
    let (messages, inbox) = mpsc::channel(WAITING);
    let state = State {
        messages,
        truth: truth.subscribe(),
    };
    let mut keeper = Keeper {
        machine,
        store,
        pictures,
        truth,
        notices,
        begun,
        changed: known,
        sessions: Sessions::default(),
        groups: Groups::default(),
        last: BTreeMap::new(),
        names: BTreeMap::new(),
        residents: 0,
        connections: BTreeMap::new(),
        stored: BTreeMap::new(),
        progress_stored: Instant::now(),
        experiences: 0,
        epoch: (clock, Timestamp::now()),
        dirty: true,
    };
    keeper.publish();
    let ticks = state.messages.downgrade();
    tokio::spawn(async move {
        let mut every = tokio::time::interval(TICK);
        every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            every.tick().await;
            let Some(messages) = ticks.upgrade() else {
                return;
            };
            if messages.send(Message::Tick).await.is_err() {
                return;
            }
        }
    });
    thread::Builder::new()
        .name("truth".to_owned())
        .spawn(move || keeper.run(inbox))
        .map_err(|error| StoreError::Folder {
            path: "the thread that keeps the truth".into(),
            error,
        })?;
    Ok(state)
}

struct Keeper {
    machine: Headsets,
    store: Store,
    pictures: Arc<Pictures>,
    truth: watch::Sender<Arc<Truth>>,
    sessions: Sessions,
    groups: Groups,
    /// The last session on each headset.
    last: BTreeMap<String, LastOn>,
    /// What people call headsets, where it is not what they call themselves.
    names: BTreeMap<String, String>,
    /// Grows when something of the residents has changed.
    residents: u64,
    connections: BTreeMap<ConnectionId, mpsc::Sender<ToConnection>>,
    /// When sessions began, from the store.
    begun: BTreeMap<SessionId, Timestamp>,
    /// Headsets of which something is different and not published yet.
    changed: BTreeSet<HeadsetId>,
    /// What was stored last of each headset.
    stored: BTreeMap<HeadsetId, Kept>,
    progress_stored: Instant,
    notices: BTreeMap<&'static str, Notice>,
    experiences: u64,
    /// The same moment on both clocks.
    epoch: (Clock, Timestamp),
    dirty: bool,
}

impl Keeper {
    fn run(mut self, mut inbox: mpsc::Receiver<Message>) {
        while let Some(message) = inbox.blocking_recv() {
            self.take(message);
            self.publish();
        }
    }

    fn now(&self) -> Duration {
        self.epoch.0.now()
    }

    fn take(&mut self, message: Message) {
        let now = self.now();
        match message {
            Message::Tick => self.tick(now),
            Message::Link(connection, heard) => self.link(now, connection, heard),
            Message::Looked(headset) => {
                let outputs = self
                    .machine
                    .handle(now, Input::Looked(headset, PICTURES_A_SECOND));
                self.carry_out(outputs);
            }
            Message::Start {
                session,
                experience,
                headset,
                apart,
                reply,
            } => {
                let answer = self.begin(now, session, experience, &headset, *apart);
                self.answer(reply, answer);
            }
            Message::MayStart {
                experience,
                headset,
                apart,
                reply,
            } => {
                let answer = self.may_start(&experience, &headset, &apart);
                let answer = answer.map(|session| session.cloned());
                self.answer(reply, answer);
            }
            Message::Remember(remembered, reply) => {
                self.remember(remembered);
                self.answer(reply, Ok(()));
            }
            Message::Wiped(headset, reply) => {
                let answer = self.wiped(&headset);
                self.answer(reply, answer);
            }
            Message::Named(headset, name, reply) => {
                let answer = self.name(headset, name);
                self.answer(reply, answer);
            }
            Message::Unsaved(sessions) => self.dirty |= self.sessions.unsaved(&sessions),
            Message::Forgotten(resident) => {
                self.sessions.forget_resident(&resident);
                for last in self.last.values_mut() {
                    last.resident.take_if(|of| *of == resident);
                }
                self.dirty = true;
            }
            Message::Residents => {
                self.residents += 1;
                self.dirty = true;
            }
            Message::Gather {
                group,
                experience,
                members,
                reply,
            } => {
                let answer = self.gather(now, &group, &experience, members);
                self.answer(reply, answer);
            }
            Message::Join {
                group,
                session,
                headset,
                apart,
                reply,
            } => {
                let answer = self.join(now, &group, session, &headset, apart);
                self.answer(reply, answer);
            }
            Message::Wanted {
                session,
                wanted,
                by,
                reply,
            } => {
                let answer = self.want(now, &session, wanted, by);
                self.answer(reply, answer);
            }
            Message::Probe(reply) => {
                let answer = self.store.probe();
                let answer = self.judge(answer);
                self.answer(reply, answer);
            }
            Message::Experiences(version) => {
                self.experiences = version;
                self.dirty = true;
            }
            Message::Notice(name, notice) => {
                self.notices.insert(name, notice);
                self.dirty = true;
            }
        }
    }

    /// Answers after publishing, so that who asks next sees what was answered.
    fn answer<T>(&mut self, reply: oneshot::Sender<T>, answer: T) {
        self.publish();
        // Whoever asked may have gone; what was asked is done all the same.
        let _ = reply.send(answer);
    }

    fn tick(&mut self, now: Duration) {
        let outputs = self.machine.handle(now, Input::Tick);
        self.carry_out(outputs);
        if self.progress_stored.elapsed() >= STORE_PROGRESS {
            self.progress_stored = Instant::now();
            self.pictures.forget_old();
            self.dirty |= self.sessions.forget(Timestamp::now());
            self.groups.forget(&self.sessions);
            let moved: Vec<_> = self
                .machine
                .iter()
                .map(|(id, _)| id.clone())
                .filter(|id| self.machine.kept(id).as_ref() != self.stored.get(id))
                .collect();
            if !moved.is_empty() {
                self.keep(&moved);
            }
        }
    }

    fn link(&mut self, now: Duration, connection: ConnectionId, heard: Heard) {
        let outputs = match heard {
            Heard::Opened(sender) => {
                self.connections.insert(connection, sender);
                self.machine.handle(now, Input::Opened(connection))
            }
            Heard::Text(text) => self.machine.handle(now, Input::Text(connection, &text)),
            Heard::Binary(bytes) => self.machine.handle(now, Input::Binary(connection, &bytes)),
            Heard::TooLarge => self.machine.handle(now, Input::TooLarge(connection)),
            Heard::Unreadable => self.machine.handle(now, Input::Unreadable(connection)),
            Heard::Closed => {
                self.connections.remove(&connection);
                self.machine.handle(now, Input::Closed(connection))
            }
        };
        self.carry_out(outputs);
    }

    fn begin(
        &mut self,
        now: Duration,
        session: SessionId,
        experience: String,
        id: &HeadsetId,
        apart: Apart,
    ) -> Result<Started, Fault> {
        if let Some(same) = self.may_start(&experience, id, &apart)?.cloned() {
            let session = self.taken_over(same, apart.whose.steered_by);
            return Ok(Started {
                session,
                new: false,
            });
        }
        self.sessions.know(&session.0, apart.whose.clone());
        self.begun
            .insert(session.clone(), to_milliseconds(Timestamp::now()));
        let name = session.0.clone();
        tracing::info!(
            headset = id.0,
            session = name,
            experience,
            "a session starts"
        );
        let change = gathering::play(session, experience, apart, None, None);
        let started = self.change(now, id, [change], false);
        self.begun.remove(&SessionId(name.clone()));
        if started.is_err() {
            self.sessions.never_came(&name);
        }
        started?;
        self.session(&name)
            .map(|session| Started { session, new: true })
    }

    /// A headset that something can be started on.
    fn linked(&self, id: &HeadsetId) -> Result<&protocol::launcher::Headset, Fault> {
        match self.machine.get(id) {
            None => Err(Fault::HeadsetUnknown(id.0.clone())),
            Some(headset) if !headset.is_connected() => {
                Err(Fault::HeadsetUnreachable(id.0.clone()))
            }
            Some(headset) => Ok(headset),
        }
    }

    fn want(
        &mut self,
        now: Duration,
        id: &str,
        wanted: Wanted,
        by: Option<Steering>,
    ) -> Result<Session, Fault> {
        self.carry_out_wish(now, id, wanted)?;
        let session = self.session(id)?;
        Ok(if session.ended.is_none() {
            self.taken_over(session, by)
        } else {
            session
        })
    }

    fn carry_out_wish(&mut self, now: Duration, id: &str, wanted: Wanted) -> Result<(), Fault> {
        let session = self.session(id)?;
        let headset = HeadsetId(session.headset.clone());
        let over = session.ended.is_some() || session.desired.stop.is_some();
        let ended = || Fault::SessionEnded(id.to_owned());
        match wanted {
            Wanted::Stop(_) if session.ended.is_some() => {}
            // An end that is hurried already is not slowed down.
            Wanted::Stop(StopHow::Gently) if session.desired.stop.is_some() => {}
            Wanted::Stop(how) => {
                tracing::info!(
                    headset = headset.0,
                    session = id,
                    ?how,
                    "a session is ended"
                );
                self.sessions.stopping(id, how);
                self.change(now, &headset, [Change::Stop(convert::how(how))], true)?;
            }
            _ if over => return Err(ended()),
            Wanted::Change {
                paused,
                volume,
                listening,
                person,
            } => {
                let now_sits = self.person(&headset);
                let person = person.map(|asked| convert::person_laid_over(asked, now_sits));
                let now_heard = self.listening(&headset);
                let listening = listening.map(|asked| convert::laid_over(asked, now_heard));
                let changes = [
                    paused.map(Change::Paused),
                    volume.map(Change::Volume),
                    listening.map(Change::Listening),
                    person.map(Change::Person),
                ];
                let changes = changes.into_iter().flatten();
                self.change(now, &headset, changes, false)?;
            }
            Wanted::Cue(cue) => {
                let offered = self
                    .machine
                    .get(&headset)
                    .and_then(|headset| headset.report());
                if !offered.is_some_and(|report| report.cues.iter().any(|known| known.id == cue)) {
                    return Err(Fault::NoSuchCue(cue));
                }
                self.change(now, &headset, [Change::Cue(cue)], false)?;
            }
            Wanted::Recentre => self.change(now, &headset, [Change::Recentre], false)?,
            Wanted::NextFrom(scene) => {
                if self.is_at(&headset, &scene)? {
                    self.change(now, &headset, [Change::NextScene], false)?;
                }
            }
        }
        Ok(())
    }

    /// How whoever wears a headset sits, looks and reads.
    fn person(&self, id: &HeadsetId) -> Person {
        self.machine
            .get(id)
            .and_then(|headset| headset.desired().play())
            .map(|play| play.person)
            .unwrap_or_default()
    }

    /// How whoever wears a headset is to hear and read.
    fn listening(&self, id: &HeadsetId) -> Listening {
        self.machine
            .get(id)
            .and_then(|headset| headset.desired().play())
            .map(|play| play.listening.clone())
            .unwrap_or_default()
    }

    /// Whether the resident is in `scene`, with no tap on "next scene" still to be carried out.
    fn is_at(&self, id: &HeadsetId, scene: &str) -> Result<bool, Fault> {
        let Some(headset) = self.machine.get(id) else {
            return Ok(false);
        };
        let Some(report) = headset.report() else {
            return Ok(false);
        };
        let advances = |desired: &protocol::Desired| {
            desired
                .play()
                .map(|play| (play.session.clone(), play.advances))
        };
        let waiting = report.desired.as_ref().and_then(advances) != advances(headset.desired());
        if report.scene.as_deref() != Some(scene) || waiting {
            return Ok(false);
        }
        if report.next.is_none() {
            Err(Fault::NoNextScene(scene.to_owned()))
        } else {
            Ok(true)
        }
    }

    fn session(&self, id: &str) -> Result<Session, Fault> {
        self.sessions
            .get(id)
            .cloned()
            .ok_or_else(|| Fault::SessionUnknown(id.to_owned()))
    }

    /// Makes changes of one headset true once they are stored; `regardless` of that if so it must be.
    fn change(
        &mut self,
        now: Duration,
        id: &HeadsetId,
        changes: impl IntoIterator<Item = Change>,
        regardless: bool,
    ) -> Result<(), Fault> {
        let changes = changes.into_iter().map(|change| (id.clone(), change));
        self.change_all(now, changes.collect(), regardless)
    }

    /// The same for changes of several headsets: all of them or none.
    fn change_all(
        &mut self,
        now: Duration,
        changes: Vec<(HeadsetId, Change)>,
        regardless: bool,
    ) -> Result<(), Fault> {
        let mut changed = self.machine.clone();
        let (mut outputs, mut ids) = (Vec::new(), BTreeSet::new());
        for (id, change) in changes {
            let said = changed
                .change(now, &id, change)
                .map_err(|NoSession| Fault::SessionEnded(id.0.clone()))?;
            outputs.extend(said);
            ids.insert(id);
        }
        if outputs.is_empty() {
            return Ok(());
        }
        let kept = ids.iter().filter_map(|id| changed.kept(id));
        let rows: Vec<_> = kept.map(|kept| self.row(kept)).collect();
        let saved = self.save(rows);
        if !regardless {
            saved?;
        }
        self.machine = changed;
        outputs.retain(|output| !matches!(output, Output::Keep(_)));
        self.carry_out(outputs);
        self.follow();
        Ok(())
    }

    fn carry_out(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Send(connection, text) => self.send(connection, ToConnection::Text(text)),
                Output::Piece(connection, question) => {
                    self.send(connection, ToConnection::Piece(question));
                }
                Output::Close(connection, refusal) => {
                    if let Some(refusal) = &refusal {
                        tracing::warn!(connection = connection.0, code = ?refusal.code, "a headset is turned away: {}", refusal.detail);
                    }
                    self.send(connection, ToConnection::Close(refusal));
                    self.connections.remove(&connection);
                }
                Output::Connected(id) => tracing::info!(headset = id.0, "a headset is linked"),
                Output::Disconnected(id) => {
                    tracing::info!(headset = id.0, "a headset is not linked any more")
                }
                Output::Changed(id) => {
                    self.changed.insert(id);
                }
                Output::Keep(id) => self.keep(&[id]),
                Output::Picture { headset, jpeg, .. } => self.pictures.put(&headset.0, jpeg),
            }
        }
    }

    /// Gives a connection something to send. One that takes nothing is let go: its headset comes back.
    fn send(&mut self, connection: ConnectionId, what: ToConnection) {
        if let Some(sender) = self.connections.get(&connection)
            && sender.try_send(what).is_err()
        {
            // The connection notices that its sender is gone, closes, and says so.
            self.connections.remove(&connection);
        }
    }

    fn follow(&mut self) {
        let now = Timestamp::now();
        for id in std::mem::take(&mut self.changed) {
            if let Some(headset) = self.machine.get(&id) {
                let started = headset
                    .desired()
                    .session()
                    .and_then(|session| self.begun.remove(session));
                self.sessions.follow(&id, headset, now, started);
                using::note_last(&mut self.last, &self.sessions, &id);
                let begins = headset
                    .desired()
                    .play()
                    .and_then(|play| self.begins(play.together.as_ref()?));
                self.groups.follow(headset, begins);
                self.dirty = true;
            }
        }
    }

    fn publish(&mut self) {
        self.follow();
        if std::mem::take(&mut self.dirty) {
            self.truth.send_replace(Arc::new(self.view()));
        }
    }
}

/// As exact as it is stored, so that it is the same before and after a restart.
fn to_milliseconds(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time)
}
