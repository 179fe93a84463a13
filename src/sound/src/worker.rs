//! The sound's thread: does what is asked, and sees to it that there is always an output.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::SoundProblem;
use crate::backend::{OutputError, Silence, SilentBackend};
use crate::feed::{Feeding, tell};
use crate::mixer::{Mix, Mixer, Stages};
use crate::output::{Request, Shared};
use crate::rig::Rig;

/// How often the thread looks after its output.
const TURN: Duration = Duration::from_millis(100);
/// A device that makes no sound for so long is gone, if it has not said so.
const STALLED: Duration = Duration::from_millis(1500);
/// A device that was opened begins to make sound within this.
const BEGINNING: Duration = Duration::from_secs(5);
/// The first wait before a device is looked for again; doubled up to [`LONGEST_RETRY`].
const FIRST_RETRY: Duration = Duration::from_secs(3);
const LONGEST_RETRY: Duration = Duration::from_secs(24);

/// Opens the sound device, which takes the stages over.
pub(crate) type OpenDevice = Box<dyn FnMut(&Stages) -> Result<Box<dyn Mix>, OutputError> + Send>;

/// The sound's thread.
pub(crate) struct Worker {
    open_device: Option<OpenDevice>,
    shared: Arc<Shared>,
    /// What is there while there is no device.
    silence: Silence,
    output: Option<Output>,
    rig: Rig,
}

struct Output {
    mix: Box<dyn Mix>,
    is_device: bool,
    /// What goes on until this has begun.
    before: Option<Box<dyn Mix>>,
    /// How much sound there had been made, and when that was last more than before.
    made: u64,
    moved: Instant,
    opened: Instant,
    /// When to look for a device next, and how long after that.
    retry: (Instant, Duration),
}

impl Worker {
    /// What is heard without a device is written into the file `record`, if there is one.
    pub(crate) fn new(
        open_device: Option<OpenDevice>,
        shared: Arc<Shared>,
        record: Option<PathBuf>,
    ) -> Worker {
        let time = Arc::clone(&shared.around.time);
        let rig = Rig::new(
            &shared.around,
            &shared.master,
            Feeding::threads(),
            &shared.problems,
        );
        Worker {
            open_device,
            shared,
            silence: Silence { time, record },
            output: None,
            rig,
        }
    }

    /// Works until the handle is dropped.
    pub(crate) fn run(mut self, inbox: &Receiver<Request>) {
        let device = self.device();
        self.take(device, Instant::now());
        loop {
            match inbox.recv_timeout(TURN) {
                Ok(request) => self.carry_out(request),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.look_after(Instant::now());
        }
    }

    fn carry_out(&mut self, request: Request) {
        let mix = self
            .output
            .as_mut()
            .map(|output| output.mix.as_mut() as &mut dyn Mix);
        match request {
            Request::Scene(scene, fade) => self.rig.scene(scene, fade),
            Request::Play(name, track) => self.rig.play(name, &track),
            Request::Hush(name, over) => self.rig.hush(&name, over),
            Request::Narrate(narration, place) => self.rig.narrate(&narration, &place),
            Request::StopNarration => self.rig.stop_narration(),
            Request::Film(film, shared) => self.rig.film(film, &shared),
            Request::Tone(tone) => self.rig.tone(tone),
            Request::Settings(settings) => self.rig.settings(settings, mix),
            Request::Volume(value, over) => self.rig.volume(value, over, mix),
            Request::Paused(paused) => self.rig.paused(paused, mix),
        }
    }

    fn look_after(&mut self, now: Instant) {
        let made = self.shared.master.made();
        let Some(output) = &mut self.output else {
            return;
        };
        if made != output.made {
            (output.made, output.moved) = (made, now);
        }
        let stalled = match &output.before {
            Some(_) if output.mix.has_begun() => {
                output.before = None;
                self.shared.silent.store(false, Ordering::Relaxed);
                false
            }
            Some(_) => now.saturating_duration_since(output.opened) >= BEGINNING,
            None => now.saturating_duration_since(output.moved) >= STALLED,
        };
        if output.is_device && (stalled || output.mix.is_lost()) {
            tracing::warn!("the sound device is gone; going on without it");
            self.take(None, now);
        } else if !output.is_device && now >= output.retry.0 {
            self.look_for_device(now);
        }
    }

    fn look_for_device(&mut self, now: Instant) {
        match self.device() {
            Some(device) => self.take(Some(device), now),
            None => {
                if let Some(output) = &mut self.output {
                    let wait = (output.retry.1 * 2).min(LONGEST_RETRY);
                    output.retry = (now + wait, wait);
                }
            }
        }
    }

    fn device(&mut self) -> Option<Box<dyn Mix>> {
        let opened = self.open_device.as_mut()?(&self.rig.stages);
        opened
            .inspect_err(|error| tracing::debug!(%error, "no sound device"))
            .ok()
    }

    /// Goes on with this device, or silently, with the very next frame.
    fn take(&mut self, device: Option<Box<dyn Mix>>, now: Instant) {
        let is_device = device.is_some();
        let mix = device.map_or_else(
            || {
                Mixer::<SilentBackend>::new(
                    self.silence.clone(),
                    &self.rig.stages,
                    Arc::new(AtomicBool::new(false)),
                )
                .map(|mixer| Box::new(mixer) as Box<dyn Mix>)
            },
            Ok,
        );
        let mut mix = match mix {
            Ok(mix) => mix,
            Err(error) => return tracing::error!(%error, "not even silence can be played"),
        };
        self.rig.set_up(mix.as_mut());
        let was_device = self.output.as_ref().map(|output| output.is_device);
        if self.open_device.is_some() && was_device != Some(is_device) {
            tracing::info!(device = is_device, "sound output");
            if !is_device {
                tell(&self.shared.problems, SoundProblem::NoDevice);
            }
        }
        // A device takes its time before it begins; silence begins at once.
        let before = match self.output.take() {
            Some(output) if is_device => output.before.or(Some(output.mix)),
            _ => None,
        };
        self.shared
            .silent
            .store(!is_device || before.is_some(), Ordering::Relaxed);
        self.output = Some(Output {
            mix,
            is_device,
            before,
            opened: now,
            made: self.shared.master.made(),
            moved: now,
            retry: (now + FIRST_RETRY, FIRST_RETRY),
        });
    }
}
