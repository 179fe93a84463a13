//! The home's records: who works here, who lives here, what was done, who looked at what.
//!
//! This is the seam to a database. [`Home`] is many small traits, one an area, written without a word
//! about how they are kept; [`sqlite`] keeps them in one file, and `launcher/tests/home/` says what
//! holds of any implementation, so that a second one can be run against it.
//!
//! What holds of every method:
//! - It blocks. From async code it is called through [`Records::ask`].
//! - Time comes in as an argument; the store has no clock. Ids are UUIDs (version 4) as text.
//! - What it answers for is on the disk before it returns.
//! - What reads or changes something about a resident takes a [`By`], and the row of the access log is
//!   written in the same transaction as the change ([`AccessLog`]). Ids are logged, never names.
//!
//! # Adding an area
//! 1. A file here with its types and one trait (`trait Residents { … }`), blocking, `&self`.
//! 2. The trait's name in the list of [`Home`] below.
//! 3. `sqlite/<area>.rs` with `impl Residents for Sqlite`, on [`sqlite::Sqlite::read`] and [`sqlite::Sqlite::write`].
//! 4. `launcher/tests/home/<area>.rs` with `pub(crate) fn contract(home: &dyn Home)`, called from `main.rs` there.
//!
//! Tables that are missing come as a new step in `sqlite/migrations.rs`, never by changing one there.
//!
//! Deliberately absent: what headsets should be doing (that is [`crate::store`], which may be thrown
//! away at any time), anything of HTTP, and any decision about who may do what ([`crate::access`]).

use std::{fmt::Debug, path::PathBuf, sync::Arc};

use jiff::Timestamp;

use crate::{access::Refusal, problem::Fault};

pub mod backups;
pub mod log;
pub mod logins;
pub mod media;
pub mod reports;
pub mod residents;
pub mod retention;
pub mod sessions;
pub mod settings;
pub mod sqlite;
pub mod staff;
pub mod tablets;

pub use backups::Backups;
pub use log::AccessLog;
pub use logins::Logins;
pub use media::Media;
pub use reports::Reports;
pub use residents::Residents;
pub use retention::Retention;
pub use sessions::Sessions;
pub use settings::Settings;
pub use staff::Staff;
pub use tablets::Tablets;

/// All records of one home.
pub trait Home:
    Staff
    + Tablets
    + Logins
    + Residents
    + Media
    + Sessions
    + Reports
    + Backups
    + Retention
    + Settings
    + AccessLog
    + Debug
    + Send
    + Sync
{
}

impl<T> Home for T where
    T: Staff
        + Tablets
        + Logins
        + Residents
        + Media
        + Sessions
        + Reports
        + Backups
        + Retention
        + Settings
        + AccessLog
        + Debug
        + Send
        + Sync
{
}

/// Who does something, when and from where: what the access log has to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// When it is done.
    pub at: Timestamp,
    /// The member of staff; none when the launcher itself does it, or somebody at a tablet where nobody is
    /// logged in.
    pub staff: Option<String>,
    /// The tablet; none when the launcher itself does it.
    pub tablet: Option<String>,
}

impl By {
    /// The launcher itself, without anybody asking: what its own clock makes it do.
    pub fn launcher(at: Timestamp) -> Self {
        Self {
            at,
            staff: None,
            tablet: None,
        }
    }
}

/// Why something was not read or not kept. Then nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// No room is left.
    #[error("the disk is full")]
    Full,
    /// Made by a later version of Utsikt.
    #[error(
        "{path} was written by a later version of Utsikt (step {found}; this one knows {known}); update Utsikt"
    )]
    Later {
        /// The file.
        path: PathBuf,
        /// The last step in it.
        found: u32,
        /// The last step known here.
        known: u32,
    },
    /// A folder or file could not be worked on.
    #[error("{path}: {error}")]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// Somebody must remain who can let others in.
    #[error("the last admin cannot be taken away")]
    LastAdmin,
    /// What is kept cannot be understood; a defect, or somebody else has written there.
    #[error("what is kept of {what} cannot be read: {error}")]
    Unreadable {
        /// Which part.
        what: &'static str,
        /// Why.
        error: String,
    },
    /// No copy has that name.
    #[error("there is no backup called {0:?}")]
    BackupUnknown(String),
    /// The copy is cut off or otherwise no sound database of ours.
    #[error("backup {0:?} is broken")]
    BackupBroken(String),
    /// Anything else the database says.
    #[error("{0}")]
    Database(Box<dyn std::error::Error + Send + Sync>),
}

/// What happened to the records when they were opened, for people to know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opened {
    /// Where a file that was broken was moved to.
    pub set_aside: Option<PathBuf>,
    /// The backup that was put in its place; none if there was no sound one and all begins anew.
    pub restored: Option<PathBuf>,
}

/// The way to the records from async code. Cheap to copy.
#[derive(Debug, Clone)]
pub struct Records(Arc<dyn Home>);

impl Records {
    /// Of this home.
    pub fn new(home: Arc<dyn Home>) -> Self {
        Self(home)
    }

    /// Asks the records on a thread where waiting for a disk holds nobody up.
    ///
    /// ```no_run
    /// # async fn example(records: launcher::home::Records) -> Result<(), launcher::problem::Fault> {
    /// let staff = records.ask(|home| home.staff()).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// What the store met, as [`Fault`].
    pub async fn ask<T, F>(&self, question: F) -> Result<T, Fault>
    where
        F: FnOnce(&dyn Home) -> Result<T, HomeError> + Send + 'static,
        T: Send + 'static,
    {
        let home = Arc::clone(&self.0);
        let answer = tokio::task::spawn_blocking(move || question(&*home)).await;
        match answer {
            Ok(answer) => answer.map_err(Fault::from),
            // The question panicked; its own words are on standard error already.
            Err(error) => {
                tracing::error!(
                    "a question to the home's records did not come to its end: {error}"
                );
                Err(Fault::Storage)
            }
        }
    }
}

impl From<HomeError> for Fault {
    fn from(error: HomeError) -> Self {
        match error {
            HomeError::Full => Self::StorageFull,
            HomeError::BackupUnknown(name) => Self::BackupUnknown(name),
            HomeError::BackupBroken(name) => Self::BackupBroken(name),
            HomeError::LastAdmin => Refusal::LastAdmin.into(),
            other => {
                tracing::error!("the home's records cannot be read or kept: {other}");
                Self::Storage
            }
        }
    }
}
