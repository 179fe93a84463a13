//! Puts the launcher together: two listeners on loopback, the truth, the experiences, the posters.
//!
//! ```no_run
//! # async fn run() -> Result<(), launcher::server::ServerError> {
//! use launcher::server::{Server, Settings};
//! let server = Server::start(&Settings {
//!     listen: "127.0.0.1:0".parse().unwrap(),
//!     headset_listen: "127.0.0.1:0".parse().unwrap(),
//!     experiences: "experiences".into(),
//!     state: "/tmp/utsikt".into(),
//! }).await?;
//! println!("{}", server.ready_line());
//! server.run(std::future::pending()).await
//! # }
//! ```

use std::{
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tokio::{net::TcpListener, sync::watch, time::timeout};

use crate::{
    api,
    launcher::{Launcher, ended},
    link,
    pictures::Pictures,
    posters::Posters,
    shelf::Shelf,
    state::{State, keeper},
    store::{Store, StoreError},
};

/// How long requests under way may take once the launcher is told to end.
const GRACE: Duration = Duration::from_secs(3);

/// Where the launcher listens, reads and writes.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Where browsers are answered; port 0 takes any that is free.
    pub listen: SocketAddr,
    /// Where headsets link; port 0 takes any that is free.
    pub headset_listen: SocketAddr,
    /// The folder of experiences.
    pub experiences: PathBuf,
    /// The state folder; the launcher's files are in `launcher/` below it.
    pub state: PathBuf,
}

/// Why the launcher does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// See [`NotLoopback`].
    #[error(transparent)]
    NotLoopback(#[from] NotLoopback),
    /// Mostly: another program listens there.
    #[error(
        "cannot listen on {address}: {error}; is a launcher running already? End it, or choose another address with {flag}"
    )]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The flag that sets it.
        flag: &'static str,
        /// Why.
        error: std::io::Error,
    },
    /// The state folder belongs to another or a later launcher.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system gave what it always gives not.
    #[error("{what} failed: {error}")]
    System {
        /// What was asked of it.
        what: &'static str,
        /// Why.
        error: std::io::Error,
    },
    /// The thread that keeps the truth ended by itself; a defect.
    #[error("the thread that keeps the truth has ended; start the launcher again")]
    TruthLost,
}

/// An address that other machines can reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotLoopback(pub SocketAddr);

impl std::error::Error for NotLoopback {}

impl fmt::Display for NotLoopback {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} can be reached from other machines, and the launcher has no pairing and no locks yet: \
             whoever reached it could drive the headsets. Use 127.0.0.1 or [::1]",
            self.0
        )
    }
}

/// Whether an address is on loopback.
///
/// # Errors
/// [`NotLoopback`] for every other.
pub fn loopback_only(address: SocketAddr) -> Result<SocketAddr, NotLoopback> {
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err(NotLoopback(address))
    }
}

/// A launcher that listens.
#[derive(Debug)]
pub struct Server {
    browsers: TcpListener,
    headsets: TcpListener,
    addresses: (SocketAddr, SocketAddr),
    launcher: Arc<Launcher>,
    end: watch::Sender<bool>,
}

impl Server {
    /// Listens, opens the state and reads the experiences.
    ///
    /// # Errors
    /// See [`ServerError`]. A state folder that cannot be written to and a missing folder of
    /// experiences are none: they are told on the tablet.
    pub async fn start(settings: &Settings) -> Result<Self, ServerError> {
        let browsers = listener(settings.listen, "--listen").await?;
        let headsets = listener(settings.headset_listen, "--headset-listen").await?;
        let address = |listener: &TcpListener| {
            listener.local_addr().map_err(|error| ServerError::System {
                what: "asking for our own address",
                error,
            })
        };
        let addresses = (address(&browsers)?, address(&headsets)?);
        let folder = settings.state.join("launcher");
        let pictures = Arc::new(Pictures::default());
        let state = keeper::start(Store::new(&folder), Arc::clone(&pictures))?;
        let shelf = Shelf::open(&settings.experiences).map_err(|error| ServerError::System {
            what: "starting a thread",
            error,
        })?;
        let posters = Posters::new(folder.join("posters"));
        let (end, ending) = watch::channel(false);
        let launcher = Arc::new(Launcher {
            state,
            shelf,
            posters,
            pictures,
            ending,
        });
        tokio::spawn(follow_experiences(Arc::clone(&launcher)));
        Ok(Self {
            browsers,
            headsets,
            addresses,
            launcher,
            end,
        })
    }

    /// One line that says where it listens.
    pub fn ready_line(&self) -> String {
        let (browsers, headsets) = self.addresses;
        format!(
            "launcher ready http://{browsers}/ headsets ws://{headsets}{}",
            link::PATH
        )
    }

    /// Serves until `until` is done, then ends what is under way.
    ///
    /// # Errors
    /// When it can serve no longer.
    pub async fn run(self, until: impl Future<Output = ()> + Send) -> Result<(), ServerError> {
        let Self {
            browsers,
            headsets,
            launcher,
            end,
            ..
        } = self;
        let state = launcher.state.clone();
        let links = tokio::spawn(link::listen(headsets, state.clone(), end.subscribe()));
        let ending = end.subscribe();
        let serving =
            axum::serve(browsers, api::router(launcher)).with_graceful_shutdown(ended(ending));
        let serving = tokio::spawn(serving.into_future());
        let ended = tokio::select! {
            () = until => Ok(()),
            () = truth_lost(&state) => Err(ServerError::TruthLost),
        };
        tracing::info!("ending");
        end.send_replace(true);
        // What takes longer than this is cut off; nothing is lost by it.
        let _ = timeout(GRACE, async { tokio::join!(serving, links) }).await;
        ended
    }
}

async fn listener(address: SocketAddr, flag: &'static str) -> Result<TcpListener, ServerError> {
    let address = loopback_only(address)?;
    TcpListener::bind(address)
        .await
        .map_err(|error| ServerError::Listen {
            address,
            flag,
            error,
        })
}

async fn truth_lost(state: &State) {
    let mut changes = state.changes();
    while changes.changed().await.is_ok() {}
}

/// Tells the tablets when the experiences have changed, and makes their posters before they ask.
async fn follow_experiences(launcher: Arc<Launcher>) {
    let mut changes = launcher.shelf.changes();
    changes.mark_changed();
    loop {
        tokio::select! {
            () = ended(launcher.ending.clone()) => return,
            changed = changes.changed() => if changed.is_err() { return },
        }
        let listing = Arc::clone(&changes.borrow_and_update());
        launcher.state.experiences_changed(listing.version).await;
        launcher.posters.prepare(&listing).await;
    }
}

/// The state folder where none is given: `$XDG_STATE_HOME/utsikt`, or `~/.local/state/utsikt`.
pub fn default_state_folder() -> Option<PathBuf> {
    let absolute = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    absolute("XDG_STATE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(Path::new(".local/state"))))
        .map(|folder| folder.join("utsikt"))
}
