//! Every headset as the launcher knows it, and the launcher's end of each connection, as one pure
//! machine: who is let in, what is sent, who is alive, who is watched.

use std::collections::BTreeMap;
use std::time::Duration;

use super::headset::Headset;
use super::wish::Wish;
use super::{Change, Kept, NoSession};
use crate::clock::{ClockAnswer, ClockQuestion, micros};
use crate::{
    HeadsetId, Hello, Notice, PieceQuestion, Refusal, RefusalCode, Report, ToHeadset, ToLauncher,
    Watch, Welcome, picture,
};

/// A ping goes out this often.
const PING_EVERY: Duration = Duration::from_secs(1);
/// A headset not heard for so long is unreachable, and its connection is closed.
const SILENCE: Duration = Duration::from_secs(4);
/// A connection has to introduce itself within this time.
const HELLO_WITHIN: Duration = Duration::from_secs(4);
/// An old connection has this long to answer before another program with its id takes its place.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// A number that the launcher gives to each connection, never twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Input<'a> {
    /// Time passed. Give one at least every 100 ms.
    Tick,
    /// A connection was opened.
    Opened(ConnectionId),
    /// A text message came.
    Text(ConnectionId, &'a str),
    /// A binary message came.
    Binary(ConnectionId, &'a [u8]),
    /// A message came that the socket would not read because it is longer than allowed.
    TooLarge(ConnectionId),
    /// A message came that is no message (text that is not UTF-8, a broken frame).
    Unreadable(ConnectionId),
    /// A connection ended.
    Closed(ConnectionId),
    /// Someone looked at a headset's preview picture and wants at most `max_fps` a second.
    Looked(HeadsetId, f32),
}

/// What to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// Send a text message.
    Send(ConnectionId, String),
    /// Close a connection when all is sent; nothing more is said on it. With the reason if it was turned away.
    Close(ConnectionId, Option<Refusal>),
    /// A headset was let in, for the log.
    Connected(HeadsetId),
    /// A headset is not reachable any more, for the log.
    Disconnected(HeadsetId),
    /// Something that people see of this headset is different.
    Changed(HeadsetId),
    /// What is wanted of this headset is different: [`Headsets::kept`] should be stored, best before the
    /// [`Output::Send`] after it is carried out.
    Keep(HeadsetId),
    /// Send a piece of a file of the resident's own ([`crate::own::encode`]); this headset may have it.
    Piece(ConnectionId, PieceQuestion),
    /// A preview picture (JPEG) that someone looks at.
    Picture {
        /// Whose.
        headset: HeadsetId,
        /// Grows by one; begins again when the headset is restarted.
        number: u64,
        /// The picture.
        jpeg: Vec<u8>,
    },
}

#[derive(Debug, Clone, PartialEq)]
struct Connection {
    phase: Phase,
    heard: Duration,
    pinged: Duration,
    pings: u64,
}

#[derive(Debug, Clone, PartialEq)]
enum Phase {
    /// Nothing said yet.
    New,
    /// Waits whether the old connection with the same id is alive.
    Waiting(Box<Hello>, Duration),
    /// Let in.
    Up(HeadsetId),
}

/// Every headset as the launcher knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Headsets {
    version: String,
    /// From which beginning the launcher's clock counts, and what it was at the zero of the one given here.
    clock: (String, Duration),
    headsets: BTreeMap<HeadsetId, Headset>,
    connections: BTreeMap<ConnectionId, Connection>,
}

impl Headsets {
    /// None known yet. `version` is the launcher program's.
    pub fn new(version: impl Into<String>) -> Headsets {
        Headsets {
            version: version.into(),
            clock: ("launcher".to_owned(), Duration::ZERO),
            headsets: BTreeMap::new(),
            connections: BTreeMap::new(),
        }
    }

    /// The launcher's clock counts from `era`, and it was `zero` when that of [`Headsets::handle`] was zero. One that
    /// goes on through restarts of the program lets headsets keep step through them.
    pub fn with_clock(self, era: impl Into<String>, zero: Duration) -> Headsets {
        Headsets {
            clock: (era.into(), zero),
            ..self
        }
    }

    /// The era of the launcher's clock, and what it says `now`, in microseconds: for [`crate::Together`].
    pub fn clock(&self, now: Duration) -> (&str, u64) {
        (&self.clock.0, micros(self.clock.1 + now))
    }

    /// Remembers a headset from the state folder, stored `away` before `now`.
    /// To be done before anything is handled.
    pub fn restore(&mut self, now: Duration, kept: Kept, away: Duration) {
        let wish = Wish::restored(kept.desired, kept.progress);
        let headset = Headset {
            since: now,
            heard: Some(now),
            away,
            ..Headset::new(kept.name, wish)
        };
        self.headsets.insert(kept.id, headset);
    }

    /// What to store of a headset.
    pub fn kept(&self, id: &HeadsetId) -> Option<Kept> {
        let headset = self.headsets.get(id)?;
        Some(Kept {
            id: id.clone(),
            name: headset.name.clone(),
            desired: headset.desired().clone(),
            progress: headset.wish.progress().cloned(),
        })
    }

    /// One headset.
    pub fn get(&self, id: &HeadsetId) -> Option<&Headset> {
        self.headsets.get(id)
    }

    /// All headsets, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&HeadsetId, &Headset)> {
        self.headsets.iter()
    }

    /// Carries out what a caregiver wants. Nothing to do when it is as wanted already; an unknown
    /// headset has no session either.
    pub fn change(
        &mut self,
        now: Duration,
        id: &HeadsetId,
        change: Change,
    ) -> Result<Vec<Output>, NoSession> {
        let headset = self.headsets.get_mut(id).ok_or(NoSession)?;
        let mut out = Vec::new();
        if headset.wish.change(change)? {
            out.push(Output::Keep(id.clone()));
            headset.send_wish(now, &mut out);
            out.push(Output::Changed(id.clone()));
        }
        Ok(out)
    }

    /// Takes in what happened at `now` (any clock that only goes forward) and says what to do, in order.
    /// What comes for a connection that was closed is passed over.
    pub fn handle(&mut self, now: Duration, input: Input<'_>) -> Vec<Output> {
        let mut out = Vec::new();
        match input {
            Input::Tick => self.tick(now, &mut out),
            Input::Opened(id) => {
                self.connections.insert(
                    id,
                    Connection {
                        phase: Phase::New,
                        heard: now,
                        pinged: now,
                        pings: 0,
                    },
                );
            }
            Input::Text(id, text) => self.text(now, id, text, &mut out),
            Input::Binary(id, bytes) => self.binary(now, id, bytes, &mut out),
            Input::TooLarge(id) => self.refuse(
                now,
                id,
                Refusal::new(RefusalCode::TooLarge, "a message longer than allowed"),
                &mut out,
            ),
            Input::Unreadable(id) => self.refuse(
                now,
                id,
                Refusal::malformed("a message that is neither text nor binary"),
                &mut out,
            ),
            Input::Closed(id) => self.drop_connection(now, id, &mut out),
            Input::Looked(id, max_fps) => self.looked(now, &id, max_fps, &mut out),
        }
        out
    }

    fn text(&mut self, now: Duration, id: ConnectionId, text: &str, out: &mut Vec<Output>) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        connection.heard = now;
        let message = ToLauncher::from_text(text);
        match (message, connection.phase.clone()) {
            (Err(refusal), _) => self.refuse(now, id, refusal, out),
            (Ok(ToLauncher::Hello(hello)), Phase::New) => self.hello(now, id, hello, out),
            (Ok(ToLauncher::Hello(_)), _) => {
                self.refuse(now, id, Refusal::malformed("a second Hello"), out)
            }
            (Ok(ToLauncher::Report(report)), Phase::Up(headset)) => {
                self.report(now, &headset, *report, out)
            }
            (Ok(ToLauncher::Pong(_)), Phase::Up(headset)) => self.hear(now, &headset),
            (Ok(ToLauncher::Clock(ClockQuestion { asked })), Phase::Up(headset)) => {
                self.hear(now, &headset);
                let (era, time) = self.clock(now);
                let answer = ClockAnswer {
                    era: era.to_owned(),
                    asked,
                    received: time,
                    answered: time,
                };
                out.push(Output::Send(id, ToHeadset::Clock(answer).to_text()));
            }
            (Ok(ToLauncher::Fetch(question)), Phase::Up(headset)) => {
                self.hear(now, &headset);
                // Only what belongs to its session now: what it asked before a change is answered no more.
                let play = self
                    .headsets
                    .get(&headset)
                    .and_then(|known| known.desired().play());
                let mut files = play.iter().flat_map(|play| play.own.values().flatten());
                if files.any(|own| own.hash == question.hash) {
                    out.push(Output::Piece(id, question));
                }
            }
            (Ok(_), _) => self.refuse(
                now,
                id,
                Refusal::malformed("something before Hello and Welcome"),
                out,
            ),
        }
    }

    fn binary(&mut self, now: Duration, id: ConnectionId, bytes: &[u8], out: &mut Vec<Output>) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        connection.heard = now;
        match (picture::decode(bytes), connection.phase.clone()) {
            (Err(refusal), _) => self.refuse(now, id, refusal, out),
            (Ok((number, jpeg)), Phase::Up(headset)) => {
                self.hear(now, &headset);
                // Pictures are passed on only while someone looks, whatever a headset sends.
                if self
                    .headsets
                    .get(&headset)
                    .is_some_and(|known| known.watch.is_some())
                {
                    out.push(Output::Picture {
                        headset,
                        number,
                        jpeg: jpeg.to_vec(),
                    });
                }
            }
            (Ok(_), _) => self.refuse(
                now,
                id,
                Refusal::malformed("a picture before Hello and Welcome"),
                out,
            ),
        }
    }

    fn hello(&mut self, now: Duration, id: ConnectionId, hello: Hello, out: &mut Vec<Output>) {
        let namesake = self.headsets.iter().find(|(other, known)| {
            **other != hello.id && known.connection.is_some() && known.name == hello.name
        });
        if let Some((other, _)) = namesake {
            let other = other.clone();
            let notice = Notice::NameTaken {
                name: hello.name.clone(),
            };
            self.turned_away(now, &other, notice, out);
            let detail = format!(
                "the name \"{}\" belongs to headset {}, which is connected",
                hello.name, other.0
            );
            return self.refuse(now, id, Refusal::new(RefusalCode::NameTaken, detail), out);
        }
        let known = self.headsets.get(&hello.id);
        match known.and_then(|known| {
            known
                .connection
                .map(|old| (old, known.boot.as_ref() == Some(&hello.boot)))
        }) {
            Some((old, false)) => {
                // The old program may be dead without its connection having noticed. Ask it.
                self.ping(now, old, out);
                if let Some(connection) = self.connections.get_mut(&id) {
                    connection.phase = Phase::Waiting(Box::new(hello), now);
                }
            }
            Some((old, true)) => {
                self.close(old, None, out);
                self.admit(now, id, hello, out);
            }
            None => self.admit(now, id, hello, out),
        }
    }

    fn admit(&mut self, now: Duration, id: ConnectionId, hello: Hello, out: &mut Vec<Output>) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        connection.phase = Phase::Up(hello.id.clone());
        connection.heard = now;
        let headset = self.headsets.entry(hello.id.clone()).or_insert_with(|| {
            Headset::new(
                hello.name.clone(),
                Wish::of_stranger(hello.desired.as_ref()),
            )
        });
        let silent = headset
            .heard
            .map(|heard| now.saturating_sub(heard) + headset.away);
        let changed = headset.wish.meet(hello.desired.as_ref(), silent);
        if changed || headset.boot.is_none() || headset.name != hello.name {
            out.push(Output::Keep(hello.id.clone()));
        }
        if headset.boot.as_ref() != Some(&hello.boot) {
            // What the program before it said of itself holds no longer.
            headset.report = None;
        }
        headset.name = hello.name;
        headset.boot = Some(hello.boot);
        headset.version = hello.version;
        headset.connection = Some(id);
        headset.since = now;
        headset.heard = Some(now);
        headset.away = Duration::ZERO;
        headset.sent = None;
        out.push(Output::Send(
            id,
            ToHeadset::Welcome(Welcome {
                version: self.version.clone(),
            })
            .to_text(),
        ));
        headset.send_wish(now, out);
        if let Some((_, max_fps)) = headset.watch {
            out.push(Output::Send(
                id,
                ToHeadset::Watch(Watch { on: true, max_fps }).to_text(),
            ));
        }
        out.push(Output::Connected(hello.id.clone()));
        out.push(Output::Changed(hello.id));
    }

    fn report(&mut self, now: Duration, id: &HeadsetId, report: Report, out: &mut Vec<Output>) {
        self.hear(now, id);
        let Some(headset) = self.headsets.get_mut(id) else {
            return;
        };
        let news = headset.report.as_ref() != Some(&report);
        let over = headset.wish.learn(&report);
        headset.report = Some(report);
        if over {
            out.push(Output::Keep(id.clone()));
            headset.send_wish(now, out);
        }
        if over || news {
            out.push(Output::Changed(id.clone()));
        }
    }

    fn looked(&mut self, now: Duration, id: &HeadsetId, max_fps: f32, out: &mut Vec<Output>) {
        let Some(headset) = self.headsets.get_mut(id) else {
            return;
        };
        let max_fps = if max_fps.is_finite() {
            max_fps.clamp(0.1, 120.0)
        } else {
            1.0
        };
        let known = headset.watch.replace((now, max_fps)).map(|(_, fps)| fps);
        if let (Some(connection), true) = (headset.connection, known != Some(max_fps)) {
            out.push(Output::Send(
                connection,
                ToHeadset::Watch(Watch { on: true, max_fps }).to_text(),
            ));
        }
    }

    fn tick(&mut self, now: Duration, out: &mut Vec<Output>) {
        let ids: Vec<ConnectionId> = self.connections.keys().copied().collect();
        for id in ids {
            let Some(connection) = self.connections.get(&id) else {
                continue;
            };
            match connection.phase.clone() {
                Phase::New if now >= connection.heard + HELLO_WITHIN => {
                    self.refuse(
                        now,
                        id,
                        Refusal::malformed("no Hello within four seconds"),
                        out,
                    );
                }
                Phase::New => {}
                Phase::Waiting(hello, since) => self.decide(now, id, *hello, since, out),
                Phase::Up(_) if now >= connection.heard + SILENCE => self.drop_silent(now, id, out),
                Phase::Up(_) if now >= connection.pinged + PING_EVERY => self.ping(now, id, out),
                Phase::Up(_) => {}
            }
        }
        for (id, headset) in &mut self.headsets {
            headset.tick(now, id, out);
        }
    }

    /// Whether a second program with the id of a connected headset gets in: if the first one is gone
    /// or stays silent, yes; once it has answered, no.
    fn decide(
        &mut self,
        now: Duration,
        id: ConnectionId,
        hello: Hello,
        since: Duration,
        out: &mut Vec<Output>,
    ) {
        let old = self
            .headsets
            .get(&hello.id)
            .and_then(|known| known.connection);
        let answered = old
            .and_then(|old| self.connections.get(&old))
            .is_some_and(|old| old.heard > since);
        match old {
            Some(_) if answered => {
                let notice = Notice::IdInUse {
                    name: hello.name.clone(),
                };
                self.turned_away(now, &hello.id, notice, out);
                let detail = format!(
                    "headset {} is connected already, as another program",
                    hello.id.0
                );
                self.refuse(now, id, Refusal::new(RefusalCode::IdInUse, detail), out);
            }
            Some(_) if now < since + ANSWER_WITHIN => {}
            Some(old) => {
                self.close(old, None, out);
                self.admit(now, id, hello, out);
            }
            None => self.admit(now, id, hello, out),
        }
    }

    fn turned_away(
        &mut self,
        now: Duration,
        id: &HeadsetId,
        notice: Notice,
        out: &mut Vec<Output>,
    ) {
        if let Some(headset) = self.headsets.get_mut(id) {
            if headset
                .turned_away
                .as_ref()
                .is_none_or(|(known, _)| *known != notice)
            {
                out.push(Output::Changed(id.clone()));
            }
            headset.turned_away = Some((notice, now));
        }
    }

    fn hear(&mut self, now: Duration, id: &HeadsetId) {
        if let Some(headset) = self.headsets.get_mut(id) {
            headset.heard = Some(now);
        }
    }

    fn ping(&mut self, now: Duration, id: ConnectionId, out: &mut Vec<Output>) {
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.pinged = now;
            connection.pings += 1;
            out.push(Output::Send(
                id,
                ToHeadset::Ping(connection.pings).to_text(),
            ));
        }
    }

    fn refuse(&mut self, now: Duration, id: ConnectionId, refusal: Refusal, out: &mut Vec<Output>) {
        let Some(connection) = self.connections.get(&id) else {
            return;
        };
        let headset = match &connection.phase {
            Phase::Up(headset) => Some(headset.clone()),
            Phase::New | Phase::Waiting(..) => None,
        };
        out.push(Output::Send(
            id,
            ToHeadset::Refused(refusal.clone()).to_text(),
        ));
        self.close(id, Some(refusal), out);
        self.disconnected(now, headset, id, out);
    }

    fn drop_silent(&mut self, now: Duration, id: ConnectionId, out: &mut Vec<Output>) {
        out.push(Output::Close(id, None));
        self.drop_connection(now, id, out);
    }

    fn drop_connection(&mut self, now: Duration, id: ConnectionId, out: &mut Vec<Output>) {
        if let Some(Connection {
            phase: Phase::Up(headset),
            ..
        }) = self.connections.remove(&id)
        {
            self.disconnected(now, Some(headset), id, out);
        }
    }

    fn close(&mut self, id: ConnectionId, refusal: Option<Refusal>, out: &mut Vec<Output>) {
        self.connections.remove(&id);
        out.push(Output::Close(id, refusal));
    }

    fn disconnected(
        &mut self,
        now: Duration,
        headset: Option<HeadsetId>,
        connection: ConnectionId,
        out: &mut Vec<Output>,
    ) {
        let Some(id) = headset else { return };
        let Some(headset) = self.headsets.get_mut(&id) else {
            return;
        };
        if headset.connection == Some(connection) {
            headset.connection = None;
            headset.since = now;
            headset.sent = None;
            out.push(Output::Disconnected(id.clone()));
            out.push(Output::Changed(id));
        }
    }
}
