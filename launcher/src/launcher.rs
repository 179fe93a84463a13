//! What the routes work with: the truth, the experiences and the pictures, held together.

use std::{sync::Arc, time::Duration};

use axum::http::HeaderMap;
use tokio::{
    sync::watch,
    time::{Instant, timeout_at},
};

use crate::{
    access::{self, Actor, Door},
    api::events::Written,
    home::Records,
    pictures::{Picture, Pictures},
    posters::{Poster, Posters},
    problem::Fault,
    recorder::Recorder,
    shelf::Shelf,
    state::State,
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
    /// Writes down what was done.
    pub recorder: Recorder,
    /// The folder for what must survive a restart.
    pub folder: std::path::PathBuf,
    /// Who is let in.
    pub door: Door,
    /// The truth as it is sent to tablets.
    pub written: Written,
    /// Turns true when the launcher is about to end.
    pub ending: watch::Receiver<bool>,
}

impl Launcher {
    /// An experience that can be played.
    ///
    /// # Errors
    /// [`Fault::ExperienceUnknown`], [`Fault::ExperienceBroken`].
    pub fn playable(&self, experience: &str) -> Result<(), Fault> {
        let experience = experience.to_owned();
        match self.shelf.listing().find(&experience) {
            None => Err(Fault::ExperienceUnknown(experience)),
            Some(found) if !found.playable => Err(Fault::ExperienceBroken(experience)),
            Some(_) => Ok(()),
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
    fn steers(&self, staff: &str, tablet: &str) -> bool {
        self.state.truth().sessions.iter().any(|session| {
            session.ended.is_none()
                && session.steered_by.as_ref().is_some_and(|by| {
                    by.tablet.id == tablet && by.staff.as_ref().is_some_and(|by| by.id == staff)
                })
        })
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
