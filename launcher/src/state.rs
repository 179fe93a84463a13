//! What headsets should be doing and what they do.

use tokio::sync::watch;

use crate::{
    api::resources::{ChangeSession, Headset, Session, StartSession, StopHow, Truth},
    problem::Fault,
    shelf::Shelf,
};

/// What headsets should be doing and what they do.
#[derive(Debug)]
pub struct State {
    changed: watch::Sender<()>,
}

/// A session that was asked for.
#[derive(Debug, Clone)]
pub struct Started {
    /// The session.
    pub session: Session,
    /// Whether it is new: false when the headset was in it already.
    pub new: bool,
}

impl State {
    /// Everything a tablet shows.
    pub fn truth(&self) -> Truth {
        Truth { headsets: Vec::new(), sessions: Vec::new(), experiences: 0, notices: Vec::new() }
    }

    /// Tells of each change.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// One headset.
    pub fn headset(&self, id: &str) -> Result<Headset, Fault> {
        Err(Fault::HeadsetUnknown(id.to_owned()))
    }

    /// One session.
    pub fn session(&self, id: &str) -> Result<Session, Fault> {
        Err(Fault::SessionUnknown(id.to_owned()))
    }

    /// Starts an experience on a headset.
    pub fn start(&self, asked: &StartSession, _shelf: &Shelf) -> Result<Started, Fault> {
        Err(Fault::HeadsetUnknown(asked.headset.clone()))
    }

    /// Pauses, goes on, or sets the volume.
    pub fn change(&self, id: &str, _asked: &ChangeSession) -> Result<Session, Fault> {
        self.session(id)
    }

    /// Ends a session.
    pub fn stop(&self, id: &str, _how: StopHow) -> Result<Session, Fault> {
        self.session(id)
    }

    /// Turns straight ahead to where the resident looks.
    pub fn recentre(&self, id: &str) -> Result<Session, Fault> {
        self.session(id)
    }

    /// Goes on to the next scene.
    pub fn next(&self, id: &str, _from: &str, _shelf: &Shelf) -> Result<Session, Fault> {
        self.session(id)
    }

    /// Whether a change could be stored.
    pub fn probe(&self) -> Result<(), Fault> {
        Ok(())
    }
}
