//! The handle to the thread that owns the sound device.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kira::backend::cpal::{CpalBackend, CpalBackendSettings};

use crate::mixer::{Mix, Mixer, OutputError};
use crate::worker::{OpenDevice, Worker};
use crate::{SoundProblem, Track};

/// Everything heard. Asking is free: a thread of its own does the work.
#[derive(Debug)]
pub struct SoundOutput {
    requests: Sender<Request>,
    shared: Arc<Shared>,
}

/// What can be asked of the sound's thread.
#[derive(Debug)]
pub(crate) enum Request {
    Ambience(Vec<Track>, Duration),
    Volume(f32, Duration),
    Paused(bool),
}

/// What the sound's thread says.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(crate) silent: AtomicBool,
    /// Milliseconds of sound made.
    pub(crate) made: AtomicU64,
    pub(crate) problems: Mutex<Vec<SoundProblem>>,
}

impl SoundOutput {
    /// The device there is; a silent output until there is one.
    pub fn open() -> SoundOutput {
        SoundOutput::with(Some(Box::new(|| {
            if !sound_possible() {
                return Err(OutputError::none());
            }
            let mixer: Mixer<CpalBackend> = Mixer::new(CpalBackendSettings::default())?;
            Ok(Box::new(mixer) as Box<dyn Mix>)
        })))
    }

    /// No device even if there is one: for measurements and tests.
    pub fn silent() -> SoundOutput {
        SoundOutput::with(None)
    }

    pub(crate) fn with(open_device: Option<OpenDevice>) -> SoundOutput {
        let (requests, inbox) = mpsc::channel();
        let shared = Arc::new(Shared {
            silent: AtomicBool::new(true),
            ..Shared::default()
        });
        let theirs = Arc::clone(&shared);
        let spawned = std::thread::Builder::new()
            .name("sound".into())
            .spawn(move || Worker::new(open_device, theirs).run(&inbox));
        if let Err(error) = spawned {
            tracing::error!(%error, "no thread for sound; the headset goes on without any");
            shared.problem(SoundProblem::NoDevice);
        }
        SoundOutput { requests, shared }
    }

    /// Lets `tracks` take the place of what is heard, in `fade`; none is silence. A track that is
    /// heard already goes on.
    pub fn ambience(&self, tracks: Vec<Track>, fade: Duration) {
        self.ask(Request::Ambience(tracks, fade));
    }

    /// Sets the volume of everything, 0.0 to 1.0, in `over`.
    pub fn volume(&self, value: f32, over: Duration) {
        self.ask(Request::Volume(value, over));
    }

    /// Holds everything softly, or lets it go on where it was.
    pub fn paused(&self, paused: bool) {
        self.ask(Request::Paused(paused));
    }

    /// What the caregiver should know since the last call.
    pub fn problems(&self) -> Vec<SoundProblem> {
        std::mem::take(
            &mut *self
                .shared
                .problems
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    /// Whether nothing is heard because there is no device.
    pub fn is_silent(&self) -> bool {
        self.shared.silent.load(Ordering::Relaxed)
    }

    /// How much sound has been made, heard or not.
    pub fn made(&self) -> Duration {
        Duration::from_millis(self.shared.made.load(Ordering::Relaxed))
    }

    fn ask(&self, request: Request) {
        if self.requests.send(request).is_err() {
            tracing::debug!("the sound's thread is gone; nothing is heard");
        }
    }
}

impl Shared {
    pub(crate) fn problem(&self, problem: SoundProblem) {
        self.problems
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(problem);
    }
}

/// Whether it is worth asking for a device. On Linux, asking where there is none makes the system's own
/// library fill the log with lines that help nobody.
fn sound_possible() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let card = std::fs::read_dir("/dev/snd").is_ok_and(|mut devices| devices.next().is_some());
    let server = std::env::var_os("PULSE_SERVER").is_some()
        || std::env::var_os("XDG_RUNTIME_DIR").is_some_and(|folder| {
            let folder = std::path::PathBuf::from(folder);
            folder.join("pulse/native").exists() || folder.join("pipewire-0").exists()
        });
    card || server
}
