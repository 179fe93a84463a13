//! What the routes work with: the truth, the experiences and the pictures, held together.

use std::sync::Arc;

use tokio::sync::watch;

use crate::{
    api::resources::{Session, StartSession, Truth},
    pictures::Pictures,
    problem::Fault,
    shelf::Shelf,
    state::{Started, State},
};

/// One running launcher.
#[derive(Debug)]
pub struct Launcher {
    /// What headsets should be doing and what they do.
    pub state: Arc<State>,
    /// The experiences there are.
    pub shelf: Arc<Shelf>,
    /// What the residents see.
    pub pictures: Pictures,
    ending: watch::Sender<bool>,
}

/// An experience's picture.
#[derive(Debug, Clone)]
pub struct Poster {
    /// Names this very picture, with its quotation marks.
    pub etag: String,
    /// The picture.
    pub jpeg: Vec<u8>,
}

impl Launcher {
    /// Everything a tablet shows.
    pub fn truth(&self) -> Truth {
        Truth { experiences: self.shelf.version(), ..self.state.truth() }
    }

    /// Turns true when the launcher is about to end.
    pub fn ending(&self) -> watch::Receiver<bool> {
        self.ending.subscribe()
    }

    /// Starts an experience on a headset, off the threads that serve requests.
    ///
    /// # Errors
    /// When the experience or the headset cannot be had, or the wish cannot be stored.
    pub async fn start(&self, asked: StartSession) -> Result<Started, Fault> {
        let (state, shelf) = (Arc::clone(&self.state), Arc::clone(&self.shelf));
        blocking(move || state.start(&asked, &shelf)).await
    }

    /// Changes a session, off the threads that serve requests.
    ///
    /// # Errors
    /// Those of `change`.
    pub async fn on_session(
        &self,
        id: String,
        change: impl FnOnce(&State, &str) -> Result<Session, Fault> + Send + 'static,
    ) -> Result<axum::Json<Session>, Fault> {
        let state = Arc::clone(&self.state);
        blocking(move || change(&state, &id)).await.map(axum::Json)
    }

    /// Whether a change could be stored now.
    ///
    /// # Errors
    /// The fault such a change would meet.
    pub async fn probe(&self) -> Result<(), Fault> {
        let state = Arc::clone(&self.state);
        blocking(move || state.probe()).await
    }

    /// The picture of an experience.
    ///
    /// # Errors
    /// When there is no such experience, or no picture can be made of it.
    pub async fn poster(&self, id: &str) -> Result<Poster, Fault> {
        Err(Fault::ExperienceUnknown(id.to_owned()))
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Fault::Closing))
}
