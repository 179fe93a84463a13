//! The sound's thread: does what is asked, and sees to it that there is always an output.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::mixer::{Broken, Mix, Mixer, OutputError};
use crate::output::{Request, Shared};
use crate::silent::SilentBackend;
use crate::{SoundProblem, Track};

/// How often the thread looks after its output.
const TURN: Duration = Duration::from_millis(200);
/// A device that makes no sound for so long is gone.
const STALLED: Duration = Duration::from_secs(2);
/// The first wait before a device is looked for again; doubled up to [`LONGEST_RETRY`].
const FIRST_RETRY: Duration = Duration::from_secs(3);
const LONGEST_RETRY: Duration = Duration::from_secs(24);
/// What was heard comes back so softly on another output.
const COME_BACK: Duration = Duration::from_millis(500);

/// Opens the sound device.
pub(crate) type OpenDevice = Box<dyn FnMut() -> Result<Box<dyn Mix>, OutputError> + Send>;

/// The sound's thread.
pub(crate) struct Worker {
    open_device: Option<OpenDevice>,
    shared: Arc<Shared>,
    output: Option<Output>,
    /// What should be heard, for the next output.
    tracks: Vec<Track>,
    volume: f32,
    paused: bool,
}

struct Output {
    mix: Box<dyn Mix>,
    is_device: bool,
    /// How much sound it had made, and when that was last more than before.
    made: f64,
    moved: Instant,
    /// When to look for a device next, and how long after that.
    retry: (Instant, Duration),
}

impl Worker {
    pub(crate) fn new(open_device: Option<OpenDevice>, shared: Arc<Shared>) -> Worker {
        Worker {
            open_device,
            shared,
            output: None,
            tracks: Vec::new(),
            volume: 1.0,
            paused: false,
        }
    }

    /// Works until the handle is dropped.
    pub(crate) fn run(mut self, inbox: &Receiver<Request>) {
        self.open(Instant::now());
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
        let mix = self.output.as_mut().map(|output| &mut output.mix);
        match request {
            Request::Ambience(tracks, fade) => {
                let broken = mix
                    .map(|mix| mix.ambience(&tracks, fade, &[]))
                    .unwrap_or_default();
                self.tracks = tracks;
                self.tell(broken);
            }
            Request::Volume(value, over) => {
                self.volume = value;
                mix.into_iter().for_each(|mix| mix.volume(value, over));
            }
            Request::Paused(paused) => {
                self.paused = paused;
                mix.into_iter().for_each(|mix| mix.paused(paused));
            }
        }
    }

    pub(crate) fn look_after(&mut self, now: Instant) {
        let Some(output) = &mut self.output else {
            return;
        };
        let made = output.mix.made();
        self.shared
            .made
            .store((made * 1000.0) as u64, Ordering::Relaxed);
        if made > output.made {
            (output.made, output.moved) = (made, now);
        }
        let broken = output.mix.broken();
        let stalled = output.is_device && now.saturating_duration_since(output.moved) >= STALLED;
        let looks_again = !output.is_device && now >= output.retry.0;
        self.tell(broken);
        if stalled {
            tracing::warn!("the sound device stopped; going on without it");
            self.take(None, now);
        } else if looks_again {
            self.look_for_device(now);
        }
    }

    fn open(&mut self, now: Instant) {
        let device = self.device();
        self.take(device, now);
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
        let opened = self.open_device.as_mut()?();
        opened
            .inspect_err(|error| tracing::debug!(%error, "no sound device"))
            .ok()
    }

    /// Goes on with this device, or silently, where the last output was.
    fn take(&mut self, device: Option<Box<dyn Mix>>, now: Instant) {
        let is_device = device.is_some();
        let mix = device.map_or_else(
            || Mixer::<SilentBackend>::new(()).map(|mixer| Box::new(mixer) as Box<dyn Mix>),
            Ok,
        );
        let mut mix = match mix {
            Ok(mix) => mix,
            Err(error) => return tracing::error!(%error, "not even silence can be played"),
        };
        let places = self
            .output
            .as_ref()
            .map(|output| output.mix.places())
            .unwrap_or_default();
        mix.volume(self.volume, Duration::ZERO);
        mix.paused(self.paused);
        let broken = mix.ambience(&self.tracks, COME_BACK, &places);
        let wanted = self.open_device.is_some();
        let was_device = self.output.as_ref().map(|output| output.is_device);
        if wanted && was_device != Some(is_device) {
            tracing::info!(device = is_device, "sound output");
            if !is_device {
                self.shared.problem(SoundProblem::NoDevice);
            }
        }
        self.shared.silent.store(!is_device, Ordering::Relaxed);
        self.output = Some(Output {
            mix,
            is_device,
            made: 0.0,
            moved: now,
            retry: (now + FIRST_RETRY, FIRST_RETRY),
        });
        self.tell(broken);
    }

    fn tell(&self, broken: Vec<Broken>) {
        for Broken { name, reason } in broken {
            tracing::warn!(
                file = name,
                reason,
                "a sound cannot be played; going on without it"
            );
            self.shared.problem(SoundProblem::Broken { file: name });
        }
    }
}
