//! The handle to the thread that owns the sound device.

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::backend::{DeviceBackend, DeviceSettings, OutputError, sound_possible};
use crate::feed::{Problems, tell};
use crate::film::{FilmClock, FilmShared, FilmTrack};
use crate::master::MasterShared;
use crate::mixer::{Mix, Mixer, Stages};
use crate::scene::{Narration, SceneSound, Track};
use crate::spatial::Head;
use crate::stage::Surroundings;
use crate::time::{OutputTime, RATE, nanos};
use crate::tone::Tone;
use crate::worker::{OpenDevice, Worker};
use crate::{Settings, SoundProblem};

/// Everything heard. Asking is free: a thread of its own does the work.
#[derive(Debug)]
pub struct SoundOutput {
    requests: Sender<Request>,
    shared: Arc<Shared>,
    /// Where in the narration what is heard is.
    narrated: Mutex<Option<Arc<FilmShared>>>,
}

/// What can be asked of the sound's thread.
pub(crate) enum Request {
    Scene(SceneSound, Duration),
    Play(String, Track),
    Hush(String, Duration),
    Narrate(Narration, Arc<FilmShared>),
    StopNarration,
    Film(FilmTrack, Arc<FilmShared>),
    Tone(Tone),
    Settings(Settings),
    Volume(f32, Duration),
    Paused(bool),
}

/// What the sound's thread says.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) silent: AtomicBool,
    pub(crate) around: Arc<Surroundings>,
    pub(crate) master: Arc<MasterShared>,
    pub(crate) problems: Problems,
}

impl Shared {
    pub(crate) fn new(time: OutputTime) -> Shared {
        Shared {
            silent: AtomicBool::new(true),
            around: Arc::new(Surroundings {
                head: Head::default(),
                time: Arc::new(time),
                speaking: AtomicBool::new(false),
                turn: AtomicU32::new(0),
                turns: AtomicU32::new(0),
            }),
            master: Arc::default(),
            problems: Problems::default(),
        }
    }
}

impl SoundOutput {
    /// The device there is; a silent output until there is one.
    pub fn open() -> SoundOutput {
        let shared = Arc::new(Shared::new(OutputTime::new()));
        let time = Arc::clone(&shared.around.time);
        let open_device: OpenDevice = Box::new(move |stages: &Stages| {
            if !sound_possible() {
                return Err(OutputError::none());
            }
            let lost = Arc::new(AtomicBool::new(false));
            let settings = DeviceSettings {
                time: Arc::clone(&time),
                lost: Arc::clone(&lost),
            };
            let mixer: Mixer<DeviceBackend> = Mixer::new(settings, stages, lost)?;
            Ok(Box::new(mixer) as Box<dyn Mix>)
        });
        SoundOutput::with(Some(open_device), shared, None)
    }

    /// No device even if there is one: for measurements and tests.
    pub fn silent() -> SoundOutput {
        SoundOutput::recorded(None)
    }

    /// No device either; what would be heard is written into a WAV file (48 kHz, 16 bits, stereo), if one is named.
    pub fn recorded(record: Option<PathBuf>) -> SoundOutput {
        SoundOutput::with(None, Arc::new(Shared::new(OutputTime::new())), record)
    }

    /// The same, but time passes only as it is told by [`SoundOutput::pass`].
    pub fn rehearsal(record: Option<PathBuf>) -> SoundOutput {
        SoundOutput::with(None, Arc::new(Shared::new(OutputTime::by_hand())), record)
    }

    /// It is so late now, in a rehearsal; what is heard until then is made as soon as can be.
    pub fn pass(&self, now: Duration) {
        let time = &self.shared.around.time;
        if time.is_by_hand() {
            time.set_now(nanos(now));
        }
    }

    pub(crate) fn with(
        open_device: Option<OpenDevice>,
        shared: Arc<Shared>,
        record: Option<PathBuf>,
    ) -> SoundOutput {
        let (requests, inbox) = mpsc::channel();
        let theirs = Arc::clone(&shared);
        let spawned = std::thread::Builder::new()
            .name("sound".into())
            .spawn(move || Worker::new(open_device, theirs, record).run(&inbox));
        if let Err(error) = spawned {
            tracing::error!(%error, "no thread for sound; the headset goes on without any");
            tell(&shared.problems, SoundProblem::NoDevice);
        }
        SoundOutput {
            requests,
            shared,
            narrated: Mutex::new(None),
        }
    }

    /// Lets a scene's sounds take the place of what is heard, in `fade`; none is silence. A sound that is heard
    /// already, from the same place, goes on.
    pub fn scene(&self, scene: SceneSound, fade: Duration) {
        self.ask(Request::Scene(scene, fade));
    }

    /// Plays a sound besides those of the scene, from its beginning, until it ends, is hushed, or another scene comes. It
    /// takes the place of one of the same name.
    pub fn play(&self, name: impl Into<String>, track: Track) {
        self.ask(Request::Play(name.into(), track));
    }

    /// Lets what was played under this name die away.
    pub fn hush(&self, name: impl Into<String>, over: Duration) {
        self.ask(Request::Hush(name.into(), over));
    }

    /// Speaks, and holds all else down by 9 dB meanwhile. Takes the place of what was being spoken.
    pub fn narrate(&self, narration: Narration) {
        let time = Arc::clone(&self.shared.around.time);
        let place = Arc::new(FilmShared::new(time, narration.from, true));
        *self.lock() = Some(Arc::clone(&place));
        self.ask(Request::Narrate(narration, place));
    }

    /// Breaks the narration off, softly.
    pub fn stop_narration(&self) {
        *self.lock() = None;
        self.ask(Request::StopNarration);
    }

    /// Where in the narration what is heard now is; it stays at the end of one that is over. None before any and after
    /// it was stopped.
    pub fn narrated(&self) -> Option<Duration> {
        self.lock().as_ref().map(|place| place.position())
    }

    /// Plays a film's sound and gives the clock its picture follows. Other films go on until their clocks are dropped or
    /// stopped, so that scenes may cross.
    pub fn film(&self, film: FilmTrack) -> FilmClock {
        let time = Arc::clone(&self.shared.around.time);
        let shared = Arc::new(FilmShared::new(time, film.start, film.playing));
        self.ask(Request::Film(film, Arc::clone(&shared)));
        FilmClock::new(shared)
    }

    /// How the head is turned: the quaternion (x, y, z, w) that turns what it has in front (−z, with x right and y
    /// up) to where that is in the scene, whose front is −z too. To be called each frame.
    pub fn head(&self, orientation: [f32; 4]) {
        self.shared.around.head.set(orientation);
    }

    /// How the resident hears, and how loud it may be.
    pub fn settings(&self, settings: Settings) {
        self.ask(Request::Settings(settings));
    }

    /// Plays a sound of the interface, also during a pause.
    pub fn tone(&self, tone: Tone) {
        self.ask(Request::Tone(tone));
    }

    /// Sets the volume of everything, 0.0 to 1.0, in `over`.
    pub fn volume(&self, value: f32, over: Duration) {
        self.ask(Request::Volume(value, over));
    }

    /// Holds everything softly, films too, or lets it go on where it was.
    pub fn paused(&self, paused: bool) {
        self.ask(Request::Paused(paused));
    }

    /// How loud what is heard now is: root of the mean square over a fifth of a second, 1.0 at full scale.
    pub fn level(&self) -> f32 {
        self.shared.master.level()
    }

    /// What went wrong since the last call.
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
        Duration::from_secs_f64(self.shared.master.made() as f64 / f64::from(RATE))
    }

    fn ask(&self, request: Request) {
        if self.requests.send(request).is_err() {
            tracing::debug!("the sound's thread is gone; nothing is heard");
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Arc<FilmShared>>> {
        self.narrated.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
