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
//!     sample: false,
//! }).await?;
//! println!("{}", server.ready_lines().join("\n"));
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

use jiff::Timestamp;
use tokio::{net::TcpListener, sync::watch, time::timeout};

use crate::{
    access::Door,
    api::{self, events::Written},
    home::{HomeError, Records, sqlite::Sqlite, staff::Role},
    housekeeping::keep_house,
    launcher::{Launcher, ended},
    link,
    pictures::Pictures,
    posters::Posters,
    recorder::Recorder,
    sample,
    shelf::Shelf,
    state::{State, keeper},
    store::{Store, StoreError},
    words,
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
    /// Whether a home in which nothing is kept yet is filled with made-up people.
    pub sample: bool,
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
    /// A later launcher wrote the home's records.
    #[error(transparent)]
    Records(HomeError),
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
            "{} can be reached from other machines, and the launcher has no pairing and no encryption yet: \
             whoever listened on the way could drive the headsets. Use 127.0.0.1 or [::1]",
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
    ways_in: WaysIn,
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
        // The store first: it keeps a second launcher out of the folder.
        let state = keeper::start(Store::new(&folder), Arc::clone(&pictures))?;
        let records = open_records(&folder, &state).await?;
        let shelf = Shelf::open(&settings.experiences).map_err(|error| ServerError::System {
            what: "starting a thread",
            error,
        })?;
        let posters = Posters::new(folder.join("posters"));
        let recorder = Recorder::new(records.clone(), state.clone(), &folder);
        recorder.begin().await;
        let (door, code) = Door::new(records.clone()).map_err(|_| ServerError::System {
            what: "asking for randomness",
            error: std::io::Error::other("none is given"),
        })?;
        let (end, ending) = watch::channel(false);
        let launcher = Arc::new(Launcher {
            state,
            shelf,
            posters,
            pictures,
            records,
            recorder,
            folder,
            door,
            written: Written::default(),
            ending,
        });
        tokio::spawn(follow_experiences(Arc::clone(&launcher)));
        tokio::spawn(keep_house(Arc::clone(&launcher)));
        let ways_in = ways_in(&launcher.records, settings.sample, code).await;
        Ok(Self {
            browsers,
            headsets,
            addresses,
            launcher,
            ways_in,
            end,
        })
    }

    /// What is to be printed once it listens: where; while nobody looks after it yet, the address with
    /// which the very first admin comes in; of a made-up home, the address that lets a browser in, and
    /// the PINs. Not for a log: whoever reads it may come in.
    pub fn ready_lines(&self) -> Vec<String> {
        let (browsers, headsets) = self.addresses;
        let ready = format!(
            "launcher ready http://{browsers}/ headsets ws://{headsets}{}",
            link::PATH
        );
        let mut lines = vec![ready];
        match &self.ways_in {
            WaysIn::Known => {}
            WaysIn::SetUp(code) => {
                lines.push(format!("launcher setup http://{browsers}/#/setup/{code}"));
            }
            WaysIn::Sample(code) => {
                lines.push(format!("launcher open http://{browsers}/#/enrol/{code}"));
                lines.extend(sample::STAFF.iter().map(|person| {
                    let sample::Person { name, role, pin } = person;
                    format!("launcher pin {pin} {} {name}", role.name())
                }));
            }
        }
        lines
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
        let recording = tokio::spawn(launcher.recorder.clone().run(end.subscribe()));
        let links = tokio::spawn(link::listen(
            headsets,
            state.clone(),
            launcher.records.clone(),
            end.subscribe(),
        ));
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
        let _ = timeout(GRACE, async { tokio::join!(serving, links, recording) }).await;
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

/// Opens the home's records. That they cannot be opened just now, or were broken, is told on the tablet.
async fn open_records(folder: &Path, state: &State) -> Result<Records, ServerError> {
    let home = Arc::new(Sqlite::new(folder));
    let opening = Arc::clone(&home);
    let opened = tokio::task::spawn_blocking(move || opening.open())
        .await
        .map_err(|error| ServerError::System {
            what: "opening the home's records",
            error: error.into(),
        })?;
    match opened {
        Ok(opened) => {
            if let Some(aside) = &opened.set_aside {
                let notice = words::records_mended(aside, opened.restored.as_deref());
                state.notify("records-mended", notice).await;
            }
        }
        Err(error @ HomeError::Later { .. }) => return Err(ServerError::Records(error)),
        Err(error) => {
            tracing::error!(
                "the home's records cannot be opened; each request tries again: {error}"
            );
        }
    }
    Ok(Records::new(home))
}

/// How a browser that was never here comes in.
#[derive(Debug)]
enum WaysIn {
    /// With a code that an admin makes.
    Known,
    /// With this code, as the very first admin.
    SetUp(String),
    /// With this code, into a made-up home.
    Sample(String),
}

async fn ways_in(records: &Records, sample: bool, setup: String) -> WaysIn {
    if sample {
        let code = records
            .ask(|home| Ok(sample::open(home, Timestamp::now())))
            .await;
        match code {
            Ok(Ok(Some(code))) => return WaysIn::Sample(code),
            Ok(Ok(None)) => tracing::warn!("this is a real home: nothing made up is put into it"),
            Ok(Err(fault)) | Err(fault) => {
                tracing::error!("the made-up home could not be kept: {fault}");
            }
        }
    }
    let staff = records.ask(|home| home.staff()).await;
    match staff {
        Ok(staff) if staff.iter().any(|member| member.role == Role::Admin) => WaysIn::Known,
        // Where nobody can tell, the code does nothing as soon as there turns out to be an admin.
        _ => WaysIn::SetUp(setup),
    }
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
