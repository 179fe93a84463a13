//! The film on the screen of an album's room: decoded on a thread of its own, heard, and in step with what is heard.
//!
//! Which film is on the screen is the room's own state ([`worlds::Stage::film`]), so rules need to say no more than that
//! one begins or ends. It is played once; its last picture stays until it goes.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use director::Ticket;
use media::MediaError;
use media::film::{FilmSound, FrameContent, OpenOptions, colour};
use protocol::Notice;
use sound::{FilmClock, FilmTrack, SoundOutput};
use worlds::album::as_on_screen;
use worlds::model::Texture;

use super::stages::Stages;

/// How softly a film's sound comes and goes.
const FADE: Duration = Duration::from_millis(1500);

/// The screen of the room that is seen.
#[derive(Default)]
pub(super) struct Screening {
    running: Option<Running>,
    /// Threads of films that went; a decoder takes a moment to end.
    leaving: Vec<JoinHandle<()>>,
}

/// A film that is to be on a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OnScreen {
    pub(super) ticket: Ticket,
    pub(super) path: PathBuf,
    /// The texture of the world that its pictures go to.
    pub(super) texture: usize,
}

type Opened = Result<Option<Box<dyn FilmSound>>, MediaError>;

struct Running {
    film: OnScreen,
    /// The moment that is heard; the film's thread ends when this goes.
    asks: SyncSender<Duration>,
    /// Behind locks only because the app's resources are shared between threads.
    opened: Mutex<Receiver<Opened>>,
    pictures: Mutex<Receiver<Texture>>,
    clock: Option<FilmClock>,
    plays: bool,
    thread: Option<JoinHandle<()>>,
}

impl Screening {
    /// Brings the screen up to date; `plays` is whether time passes in the room. What cannot be shown is told.
    pub(super) fn turn(
        &mut self,
        stages: &Stages,
        shown: Option<Ticket>,
        sound: &SoundOutput,
        plays: bool,
    ) -> Option<Notice> {
        let wanted = shown.and_then(|ticket| stages.film(ticket));
        if self.running.as_ref().map(|running| &running.film) != wanted.as_ref() {
            self.end();
            self.running = wanted.and_then(Running::begin);
        }
        let running = self.running.as_mut()?;
        let notice = running.begin_sound(sound);
        running.play(plays);
        if let Some(clock) = &running.clock {
            // A thread that still has a picture in hand is asked again with the next frame.
            let _ = running.asks.try_send(clock.position());
        }
        if let Some(picture) = running.newest() {
            stages.put_picture(&running.film, &picture);
        }
        notice
    }

    fn end(&mut self) {
        self.leaving.retain(|thread| !thread.is_finished());
        if let Some(mut gone) = self.running.take() {
            if let Some(clock) = &gone.clock {
                clock.stop(FADE);
            }
            self.leaving.extend(gone.thread.take());
        }
    }
}

/// The program may not end while a decoder still runs.
impl Drop for Screening {
    fn drop(&mut self) {
        self.end();
        for thread in self.leaving.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a thread that showed a film in a room had a fault");
            }
        }
    }
}

impl Running {
    fn begin(film: OnScreen) -> Option<Self> {
        let (asks, asked) = sync_channel(1);
        let (tell, opened) = channel();
        let (show, pictures) = channel();
        let path = film.path.clone();
        let thread = std::thread::Builder::new()
            .name("film in a room".into())
            .spawn(move || run(&path, &asked, &tell, &show))
            .inspect_err(|error| tracing::error!(%error, "no thread for a film in a room"))
            .ok()?;
        Some(Self {
            film,
            asks,
            opened: Mutex::new(opened),
            pictures: Mutex::new(pictures),
            clock: None,
            plays: false,
            thread: Some(thread),
        })
    }

    fn begin_sound(&mut self, sound: &SoundOutput) -> Option<Notice> {
        let opened = self
            .opened
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        match opened.try_recv().ok()? {
            Ok(heard) => {
                let file = self.film.path.file_name().unwrap_or_default();
                tracing::info!(file = %file.display(), "a film is on the screen");
                self.plays = true;
                self.clock = Some(sound.film(FilmTrack {
                    sound: heard,
                    heading: 0.0,
                    gain: 0.0,
                    loudness: None,
                    start: Duration::ZERO,
                    fade: FADE,
                    playing: true,
                }));
                None
            }
            Err(error) => {
                tracing::warn!(code = error.code(), %error, "a film in a room cannot be shown");
                let name = self.film.path.file_name().unwrap_or_default();
                let file = name.to_string_lossy().into_owned();
                Some(Notice::SlotFileLeftOut { file })
            }
        }
    }

    fn play(&mut self, plays: bool) {
        if let Some(clock) = self.clock.as_ref().filter(|_| self.plays != plays) {
            clock.play(plays);
            self.plays = plays;
        }
    }

    /// The picture that came last, of those that came since the last call.
    fn newest(&mut self) -> Option<Texture> {
        let pictures = self
            .pictures
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        pictures.try_iter().last()
    }
}

fn run(path: &Path, asked: &Receiver<Duration>, tell: &Sender<Opened>, show: &Sender<Texture>) {
    let mut source = match super::films::open(path, &OpenOptions::default()) {
        Ok(source) => source,
        Err(error) => return drop(tell.send(Err(error))),
    };
    if tell.send(Ok(source.take_sound())).is_err() {
        return;
    }
    source.play(true);
    for at in asked {
        let Some(frame) = source.frame(at) else {
            continue;
        };
        let FrameContent::Planes(planes) = frame.content else {
            continue;
        };
        let layout = planes.layout();
        let picture = as_on_screen(layout.width, layout.height, &colour::to_rgba(&*planes));
        if show.send(picture).is_err() {
            return;
        }
    }
}
