//! What the routes work with: the truth, the experiences and the pictures, held together.

use std::{sync::Arc, time::Duration};

use axum::http::HeaderMap;
use tokio::{
    sync::watch,
    time::{Instant, timeout_at},
};

use crate::{
    access::{self, Actor, Door},
    home::Records,
    pictures::{Picture, Pictures},
    posters::{Poster, Posters},
    problem::Fault,
    shelf::Shelf,
    state::{Apart, Gathered, Started, State},
};

/// How long a request for a live picture waits for it.
const PICTURE_PATIENCE: Duration = Duration::from_secs(5);
/// While it waits, the headset is reminded this often that someone looks.
const REMIND: Duration = Duration::from_secs(1);

/// One running launcher.
#[derive(Debug)]
pub struct Launcher {
    /// What headsets should be doing and what they do.
    pub state: State,
    /// The experiences there are.
    pub shelf: Shelf,
    /// Their pictures.
    pub posters: Posters,
    /// What the residents see.
    pub pictures: Arc<Pictures>,
    /// Who works and lives here, and what was done.
    pub records: Records,
    /// Who is let in.
    pub door: Door,
    /// Turns true when the launcher is about to end.
    pub ending: watch::Receiver<bool>,
}

impl Launcher {
    /// Starts an experience on a headset, with what is asked apart laid over the usual.
    ///
    /// # Errors
    /// When the experience or the headset cannot be had, or the wish cannot be stored.
    pub async fn start(
        &self,
        experience: &str,
        headset: String,
        apart: Apart,
    ) -> Result<Started, Fault> {
        let experience = self.playable(experience)?;
        self.state.start(experience, headset, apart).await
    }

    /// Starts an experience on several headsets at one moment, each with what is asked apart laid over the usual.
    ///
    /// # Errors
    /// When the experience or one of the headsets cannot be had, or the wish cannot be stored; then nothing is started.
    pub async fn gather(
        &self,
        experience: &str,
        members: Vec<(String, Apart)>,
    ) -> Result<Gathered, Fault> {
        let experience = self.playable(experience)?;
        self.state.gather(experience, members).await
    }

    fn playable(&self, experience: &str) -> Result<String, Fault> {
        let experience = experience.to_owned();
        match self.shelf.listing().find(&experience) {
            None => Err(Fault::ExperienceUnknown(experience)),
            Some(found) if !found.playable => Err(Fault::ExperienceBroken(experience)),
            Some(_) => Ok(experience),
        }
    }

    /// Who sends a request.
    ///
    /// # Errors
    /// When the records cannot be read.
    pub async fn who(&self, headers: &HeaderMap) -> Result<Actor, Fault> {
        self.door
            .who(headers, |staff, tablet| self.steers(staff, tablet))
            .await
    }

    /// What is left of an actor's login; none if it is over.
    pub fn login_state(&self, actor: &Actor) -> Option<access::State> {
        self.door
            .state(actor, |staff, tablet| self.steers(staff, tablet))
    }

    /// Whether a member of staff steers, from a tablet, a session that goes on: it keeps them logged in.
    fn steers(&self, _staff: &str, _tablet: &str) -> bool {
        false
    }

    /// The picture of an experience.
    ///
    /// # Errors
    /// When there is no such experience, or no picture can be made of it.
    pub async fn poster(&self, id: &str) -> Result<Poster, Fault> {
        let listing = self.shelf.listing();
        listing
            .find(id)
            .ok_or_else(|| Fault::ExperienceUnknown(id.to_owned()))?;
        let no_poster = || Fault::NoPoster(id.to_owned());
        let source = listing.posters.get(id).ok_or_else(no_poster)?;
        self.posters.get(source).await.map_err(|_| no_poster())
    }

    /// The newest live picture of a headset once it is newer than `number`; none if none comes in time.
    ///
    /// # Errors
    /// [`Fault::HeadsetUnknown`].
    pub async fn view(&self, headset: &str, number: u64) -> Result<Option<Picture>, Fault> {
        self.state.headset(headset)?;
        let look = async {
            loop {
                self.state.looked(headset).await;
                if let Some(picture) = self.pictures.newer_than(headset, number, REMIND).await {
                    return picture;
                }
            }
        };
        tokio::select! {
            picture = timeout_at(Instant::now() + PICTURE_PATIENCE, look) => Ok(picture.ok()),
            () = ended(self.ending.clone()) => Err(Fault::Closing),
        }
    }
}

/// Waits until the launcher is about to end.
pub async fn ended(mut ending: watch::Receiver<bool>) {
    // An error means that it has ended already.
    let _ = ending.wait_for(|ending| *ending).await;
}
