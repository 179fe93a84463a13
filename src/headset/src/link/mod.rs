//! The connection to the launcher: a thread with one WebSocket, around [`protocol::headset::Link`].
//!
//! All that is decided, is decided by that machine; here are only the clock, the socket and the
//! thread. The connection belongs to the program and not to the picture: it lives on when the
//! renderer is built anew. A launcher that cannot be reached is no error here (H10): it is tried for
//! ever, and the log says so once, not at each try. Not here: encryption and pairing, which will go
//! between the socket and the messages.
//!
//! ```no_run
//! # use headset::link::{Link, LinkConfig};
//! # use protocol::{HeadsetId, Mode, Report};
//! let link = Link::start(LinkConfig {
//!     url: "ws://127.0.0.1:8751/link".into(),
//!     id: HeadsetId("a1".into()),
//!     boot: "b2".into(),
//!     name: "Glasögon 1".into(),
//! });
//! link.report(Report::new(Mode::Offscreen));
//! for event in link.events() {
//!     println!("{event:?}");
//! }
//! ```

mod socket;
mod thread;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use protocol::clock::Reading;
pub use protocol::headset::Event;
use protocol::{HeadsetId, Own, Report};

/// Who connects, and where to.
#[derive(Debug, Clone)]
pub struct LinkConfig {
    /// The launcher's address for headsets, such as `ws://127.0.0.1:8751/link`.
    pub url: String,
    /// Which headset this is.
    pub id: HeadsetId,
    /// Random at each start of the program.
    pub boot: String,
    /// What people call it.
    pub name: String,
}

/// The connection to the launcher. Dropping it closes the connection and ends its thread.
#[derive(Debug)]
pub struct Link {
    mailbox: Arc<Mailbox>,
}

/// What goes between the program and the link's thread.
#[derive(Debug, Default)]
struct Mailbox {
    post: Mutex<Post>,
    arrived: Condvar,
}

#[derive(Debug, Default)]
struct Post {
    report: Option<Box<Report>>,
    picture: Option<Vec<u8>>,
    fetch: Option<Vec<Own>>,
    events: Vec<Event>,
    clock: Option<LauncherClock>,
    ended: bool,
}

/// What is known of the launcher's clock.
#[derive(Debug, Clone, PartialEq)]
pub struct LauncherClock {
    reading: Reading,
    /// The zero of the clock that the reading is against.
    epoch: Instant,
}

impl Link {
    /// Starts to connect, and goes on for ever. An address that can never work is said in the log.
    pub fn start(config: LinkConfig) -> Link {
        let mailbox = Arc::new(Mailbox::default());
        let theirs = Arc::clone(&mailbox);
        let spawned = std::thread::Builder::new()
            .name("link".into())
            .spawn(move || thread::run(&config, &theirs));
        if let Err(error) = spawned {
            tracing::error!(%error, "no thread for the connection to the launcher; the headset goes on without it");
        }
        Link { mailbox }
    }

    /// What came from the launcher since the last call, oldest first.
    pub fn events(&self) -> Vec<Event> {
        std::mem::take(&mut self.mailbox.post().events)
    }

    /// What is known of the launcher's clock now; nothing before it has answered once.
    pub fn clock(&self) -> Option<LauncherClock> {
        self.mailbox.post().clock.clone()
    }

    /// How the headset is now. As often as you like: only what is new is sent, and once a second all.
    pub fn report(&self, report: Report) {
        self.mailbox.post().report = Some(Box::new(report));
        self.mailbox.arrived.notify_one();
    }

    /// These files of the resident's own are wanted from now on, and no others; each comes as an event.
    pub fn fetch(&self, files: Vec<Own>) {
        self.mailbox.post().fetch = Some(files);
        self.mailbox.arrived.notify_one();
    }

    /// A new preview picture, as JPEG; dropped when nobody looks or a newer one comes before it is sent.
    pub fn picture(&self, jpeg: Vec<u8>) {
        self.mailbox.post().picture = Some(jpeg);
        self.mailbox.arrived.notify_one();
    }
}

impl LauncherClock {
    /// Against a clock that counts from `epoch`.
    pub fn new(reading: Reading, epoch: Instant) -> Self {
        Self { reading, epoch }
    }

    /// From which beginning the launcher counts.
    pub fn era(&self) -> &str {
        &self.reading.era
    }

    /// It is off by so much at the most.
    pub fn uncertain(&self) -> Duration {
        Duration::from_micros(self.reading.uncertain)
    }

    /// A moment of the launcher's clock, in microseconds since `epoch`; negative before that.
    pub fn since(&self, epoch: Instant, launcher: u64) -> i64 {
        let micros = |duration: Duration| i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        let between = micros(epoch.saturating_duration_since(self.epoch))
            - micros(self.epoch.saturating_duration_since(epoch));
        let launcher = i64::try_from(launcher).unwrap_or(i64::MAX);
        launcher
            .saturating_sub(self.reading.offset)
            .saturating_sub(between)
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.mailbox.post().ended = true;
        self.mailbox.arrived.notify_one();
    }
}

impl Mailbox {
    fn post(&self) -> MutexGuard<'_, Post> {
        // Every change to the post is one assignment: it is whole even if a thread died holding it.
        self.post.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
