//! The worlds behind the director's tickets: read on a thread, taken to the graphics card there, kept in step with
//! what rules do in them.
//!
//! What has happened in a world outlives the renderer: its stage is kept when the graphics card is lost, and goes on
//! where it was when the same scene is loaded again.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use bevy::math::Vec3;
use director::{Act, Event, Ticket};
use manifest::Surroundings;
use protocol::Mode;
use worlds::gaze::Sight;
use worlds::model::{Limits, Texture};
use worlds::{Source, Stage, Workshop, World, WorldError, load};

use super::pictures::Heard;
use super::screening::OnScreen;
use crate::panorama::Uploader;
use crate::world::{ShownWorld, samples_on};

/// A frame that was later than this does not make anything in a world jump.
const LONGEST_FRAME: Duration = Duration::from_millis(500);

/// A world that is wanted.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) source: Source,
    pub(super) surroundings: Surroundings,
    /// Degrees to the right that stand straight ahead.
    pub(super) heading: f32,
    /// What rules show and hide.
    pub(super) apart: Vec<String>,
    /// What a notice names, when it cannot be shown.
    pub(super) scene: String,
}

/// All worlds of this headset.
pub(super) struct Stages {
    workshop: Option<Arc<Workshop>>,
    results: Mutex<Receiver<(u64, Result<World, WorldError>)>>,
    sender: Sender<(u64, Result<World, WorldError>)>,
    wanted: HashMap<u64, (Ticket, Wanted)>,
    /// Waiting for a graphics card.
    waiting: Vec<u64>,
    ready: HashMap<Ticket, ShownWorld>,
    /// What was going on when the graphics card was lost.
    kept: HashMap<Ticket, Stage>,
    loads: u64,
    threads: Vec<JoinHandle<()>>,
    mode: Mode,
    turned: Option<Duration>,
}

impl Stages {
    pub(super) fn new() -> Self {
        let (sender, results) = channel();
        Self {
            workshop: None,
            results: Mutex::new(results),
            sender,
            wanted: HashMap::new(),
            waiting: Vec::new(),
            ready: HashMap::new(),
            kept: HashMap::new(),
            loads: 0,
            threads: Vec::new(),
            mode: Mode::Offscreen,
            turned: None,
        }
    }

    pub(super) fn connect(&mut self, uploader: &Uploader, mode: Mode) {
        self.mode = mode;
        let device = uploader.device.wgpu_device().clone();
        let queue: &wgpu::Queue = &uploader.queue.0;
        self.workshop = Some(Arc::new(Workshop::new(device, queue.clone())));
        for number in std::mem::take(&mut self.waiting) {
            self.begin(number);
        }
    }

    pub(super) fn lost(&mut self) {
        self.workshop = None;
        self.wanted.clear();
        self.waiting.clear();
        for (ticket, shown) in self.ready.drain() {
            let stage = shown.with(|world| world.stage().clone());
            self.kept.insert(ticket, stage);
        }
    }

    pub(super) fn load(&mut self, ticket: Ticket, wanted: Wanted) {
        self.loads += 1;
        self.wanted.insert(self.loads, (ticket, wanted));
        self.begin(self.loads);
    }

    fn begin(&mut self, number: u64) {
        let Some(workshop) = self.workshop.clone() else {
            self.waiting.push(number);
            return;
        };
        let Some((ticket, wanted)) = self.wanted.get(&number).cloned() else {
            return;
        };
        let (sender, mode) = (self.sender.clone(), self.mode);
        let kept = self.kept.remove(&ticket);
        self.threads.retain(|thread| !thread.is_finished());
        let thread = std::thread::Builder::new()
            .name("world".into())
            .spawn(move || {
                let world = make(&workshop, &wanted, kept, mode);
                // Nobody listens any more when the program ends.
                let _ = sender.send((number, world));
            });
        match thread {
            Ok(thread) => self.threads.push(thread),
            Err(source) => {
                let path = PathBuf::new();
                // We hold the other end ourselves.
                let _ = self
                    .sender
                    .send((number, Err(WorldError::Unreadable { path, source })));
            }
        }
    }

    pub(super) fn unload(&mut self, ticket: Ticket) {
        self.ready.remove(&ticket);
        self.kept.remove(&ticket);
        self.wanted.retain(|_, (waiting, _)| *waiting != ticket);
    }

    /// The loads that have ended since last time.
    pub(super) fn finished(&mut self) -> Heard {
        let mut heard = Heard::default();
        let results = self
            .results
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        for (number, result) in results.try_iter() {
            // A load that nobody waits for any more is let go.
            let Some((ticket, wanted)) = self.wanted.remove(&number) else {
                continue;
            };
            match result {
                Ok(world) => {
                    self.ready
                        .insert(ticket, ShownWorld::new(world, wanted.heading));
                    heard.events.push(Event::Loaded { ticket });
                }
                Err(error) => {
                    tracing::warn!(code = error.code(), %error, scene = wanted.scene, "a world cannot be shown");
                    heard.notices.push(protocol::Notice::SceneNotShown {
                        scene: wanted.scene,
                    });
                    heard.events.push(Event::LoadFailed { ticket });
                }
            }
        }
        heard
    }

    /// Time passes in the worlds that are seen.
    pub(super) fn turn(&mut self, now: Duration, runs: bool, seen: [Option<Ticket>; 2]) {
        let passed = self
            .turned
            .map_or(Duration::ZERO, |turned| now.saturating_sub(turned));
        self.turned = Some(now);
        let seconds = if runs {
            passed.min(LONGEST_FRAME).as_secs_f32()
        } else {
            0.0
        };
        for shown in seen
            .iter()
            .flatten()
            .filter_map(|ticket| self.ready.get(ticket))
        {
            shown.with(|world| world.advance(seconds));
        }
    }

    pub(super) fn shown(&self, ticket: Ticket) -> Option<&ShownWorld> {
        self.ready.get(&ticket)
    }

    /// Where a target is before the resident: from straight ahead, seen from where the head is.
    pub(super) fn sight(&self, ticket: Ticket, id: &str, head: Vec3) -> Option<Sight> {
        let shown = self.ready.get(&ticket)?;
        let turn = shown.turn();
        shown.with(|world| {
            let eye = world.stage().model().seat + turn * head;
            let sight = world.stage().sight_of(id, eye)?;
            Some(Sight {
                middle: turn.inverse() * (sight.middle - eye),
                ..sight
            })
        })
    }

    /// Where a sound of a world comes from now, or else a target of it: degrees right of straight ahead and above the horizon.
    pub(super) fn direction(&self, ticket: Ticket, id: &str) -> Option<(f32, f32)> {
        let shown = self.ready.get(&ticket)?;
        let from_seat = shown.with(|world| {
            let stage = world.stage();
            let seat = stage.model().seat;
            let target = || stage.sight_of(id, seat).map(|sight| sight.middle);
            let place = stage.sound_place(id).or_else(target)?;
            Some(shown.turn().inverse() * (place - seat))
        })?;
        let ahead = from_seat.try_normalize()?;
        let yaw = ahead.x.atan2(-ahead.z).to_degrees();
        Some((yaw, ahead.y.asin().to_degrees()))
    }

    /// The film on the screen of a room, while there is one.
    pub(super) fn film(&self, ticket: Ticket) -> Option<OnScreen> {
        let shown = self.ready.get(&ticket)?;
        shown.with(|world| {
            let stage = world.stage();
            let film = stage.model().films.get(stage.film()?)?;
            Some(OnScreen {
                ticket,
                path: film.path.clone(),
                texture: film.texture,
            })
        })
    }

    /// Gives a film on a screen its next picture.
    pub(super) fn put_picture(&self, film: &OnScreen, picture: &Texture) {
        if let Some(shown) = self.ready.get(&film.ticket) {
            shown.with(|world| world.put_picture(film.texture, picture));
        }
    }

    /// Carries out what a rule does in a world; what is no matter of worlds is none here.
    pub(super) fn act(&self, ticket: Ticket, act: &Act) {
        let Some(shown) = self.ready.get(&ticket) else {
            return;
        };
        shown.with(|world| match act {
            Act::Animate { happening } => {
                if world.stage_mut().happen(happening) {
                    tracing::info!(happening, "it happens");
                } else {
                    tracing::warn!(happening, "there is no such happening in this world");
                }
            }
            Act::Show { target, there } => {
                // Hotspots in a direction are shown and hidden too: those are no part of a world.
                world.stage_mut().show(target, *there);
            }
            Act::Light { level, over } => world.stage_mut().lamps(*level, over.as_secs_f32()),
            Act::Weather { weather, over } => {
                let surroundings = Surroundings {
                    weather: *weather,
                    ..*world.stage().surroundings()
                };
                let over = over.as_secs_f32();
                world.stage_mut().become_like(surroundings, over);
            }
            _ => {}
        });
    }
}

/// The program may not end while a thread still speaks to the graphics card.
impl Drop for Stages {
    fn drop(&mut self) {
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a thread that loaded a world had a fault");
            }
        }
    }
}

fn make(
    workshop: &Arc<Workshop>,
    wanted: &Wanted,
    kept: Option<Stage>,
    mode: Mode,
) -> Result<World, WorldError> {
    let stage = match kept {
        Some(stage) => stage,
        None => {
            let limits = Limits {
                apart: wanted.apart.clone(),
                ..Limits::default()
            };
            let (model, settings) = load(&wanted.source, &limits)?;
            for warning in &model.warnings {
                tracing::debug!("{warning}");
            }
            let seed = wanted.scene.bytes().fold(7, |seed: u64, byte| {
                seed.wrapping_mul(31).wrapping_add(u64::from(byte))
            });
            Stage::new(Arc::new(model), settings, wanted.surroundings, seed)
        }
    };
    let world = World::new(Arc::clone(workshop), stage);
    // No picture waits for a shader: those that this way of reaching the eye takes are made here.
    for format in crate::world::formats_of(mode) {
        workshop.warm(*format, samples_on(workshop));
    }
    Ok(world)
}
