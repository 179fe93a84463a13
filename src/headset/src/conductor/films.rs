//! The films behind the director's tickets: opening, on their way to the compositor, in step with their sound.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use director::{Event, Ticket};
use manifest::Localized;
use media::Geometry;
use media::film::{FilmInfo, FilmSound, FilmState, OpenOptions};
use media::loudness::Loudness;
use protocol::Notice;
use sound::{FilmClock, FilmTrack, SoundOutput};

use super::film_notices::{notice_of, notice_of_code};
use super::group::Measured;
use super::pictures::Heard;
use super::together::Together;
use crate::film::{Opened, Pace, Screen};
use crate::panorama::{Placed, Uploader};
use crate::xr::layer::PictureLayers;

/// The films at hand.
#[derive(Default)]
pub(super) struct Films {
    films: HashMap<Ticket, Playing>,
    uploader: Option<Uploader>,
    /// Names for what is on its way to the compositor.
    handovers: u64,
    /// Threads of films that are let go; a decoder takes a moment to end.
    leaving: Vec<JoinHandle<()>>,
    measuring: bool,
    /// The end of a film is told so long before it comes.
    notice: Duration,
    /// The film that is heard or is to be, and how slowly it comes.
    heard: Option<(Ticket, Duration)>,
}

/// A film that is wanted.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// The experience's id.
    pub(super) experience: String,
    pub(super) film: manifest::Film,
    pub(super) path: PathBuf,
    /// How much of the scene has been played.
    pub(super) in_scene: Duration,
    pub(super) loudness: Option<Loudness>,
}

/// What one turn needs to know.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    /// The conductor's clock.
    pub(super) now: Duration,
    /// How long a frame of the app lasts: a picture that comes now is seen after one, one asked for after two.
    pub(super) frame: Duration,
}

struct Playing {
    screen: Screen,
    wanted: Wanted,
    start: Duration,
    known: Option<(FilmInfo, Geometry)>,
    /// Until it is heard; behind a lock only because the app's resources are shared between threads.
    sound: Mutex<Option<Box<dyn FilmSound>>>,
    clock: Option<FilmClock>,
    stage: Stage,
    placed: Option<Placed>,
    run: bool,
    /// Its still is seen: for the director it is loaded already.
    covered: bool,
    together: Option<Together>,
    serial: u32,
    found: u32,
    told_over: bool,
    pace: Pace,
    turned: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Waits for its first picture on this graphics card.
    Waiting,
    /// That picture is on its way to the compositor, by this name.
    HandedOver(u64),
    /// It can be shown.
    Ready,
    /// It will never be, or no further.
    Failed,
}

impl Films {
    /// `notice`: how long before its end a film is told to be over, so that it still moves while the next
    /// scene comes.
    pub(super) fn new(notice: Duration, measuring: bool) -> Self {
        let mut films = Self::default();
        (films.notice, films.measuring) = (notice, measuring);
        films
    }

    pub(super) fn connect(&mut self, uploader: Uploader) {
        for playing in self.films.values() {
            playing.screen.connect(Some(uploader.clone()));
        }
        self.uploader = Some(uploader);
    }

    /// The graphics card is gone. Decoders and sound go on; the director asks for what it needs again.
    pub(super) fn lost(&mut self) {
        self.uploader = None;
        for playing in self.films.values_mut() {
            playing.screen.connect(None);
            playing.placed = None;
            playing.stage = Stage::Waiting;
        }
    }

    /// Opens a film, or goes on with the one that is there under this name.
    pub(super) fn load(&mut self, ticket: Ticket, wanted: Wanted) {
        if self.films.contains_key(&ticket) {
            return;
        }
        let own_start = Duration::try_from_secs_f32(wanted.film.start).unwrap_or_default();
        let start = own_start + wanted.in_scene;
        let options = OpenOptions {
            start,
            looping: wanted.film.loops,
            ambisonic: wanted.film.ambisonics,
            ..OpenOptions::default()
        };
        let path = wanted.path.clone();
        let screen = Screen::start(Box::new(move || open(&path, &options)), start);
        screen.connect(self.uploader.clone());
        let playing = Playing {
            screen,
            wanted,
            start,
            known: None,
            sound: Mutex::default(),
            clock: None,
            stage: Stage::Waiting,
            placed: None,
            run: false,
            covered: false,
            together: None,
            serial: 0,
            found: 0,
            told_over: false,
            pace: if self.measuring {
                Pace::measuring()
            } else {
                Pace::default()
            },
            turned: Duration::ZERO,
        };
        self.films.insert(ticket, playing);
    }

    pub(super) fn unload(&mut self, ticket: Ticket) {
        if let Some(playing) = self.films.remove(&ticket) {
            self.leaving.retain(|thread| !thread.is_finished());
            self.leaving.extend(playing.screen.close());
        }
    }

    /// Lets the sound of this film come, and that of every other one go.
    pub(super) fn listen(&mut self, ticket: Ticket, sound: &SoundOutput, fade: Duration) {
        for (other, playing) in &self.films {
            if let Some(clock) = playing.clock.as_ref().filter(|_| *other != ticket) {
                clock.stop(fade);
            }
        }
        self.heard = Some((ticket, fade));
        self.hear(sound);
    }

    /// Begins with the sound of the film that is to be heard, once it is known.
    pub(super) fn hear(&mut self, sound: &SoundOutput) {
        let Some((ticket, fade)) = self.heard else {
            return;
        };
        let Some(playing) = self.films.get_mut(&ticket) else {
            return;
        };
        if playing.clock.is_none()
            && let Some((_, geometry)) = &playing.known
        {
            let clock = sound.film(FilmTrack {
                sound: sound_of(&mut playing.sound).take(),
                heading: geometry.heading,
                gain: playing.wanted.film.gain,
                loudness: playing.wanted.loudness,
                start: playing.start,
                fade,
                playing: false,
            });
            if let Some(together) = &playing.together {
                clock.begin_at(together.begins());
            }
            clock.play(playing.run);
            playing.clock = Some(clock);
        }
    }

    /// Lets a film that was just loaded be at its beginning at this moment, together with those in other headsets.
    pub(super) fn begin_at(&mut self, ticket: Ticket, moment: Instant) {
        if let Some(playing) = self.films.get_mut(&ticket) {
            playing.together = Some(Together::new(moment));
        }
    }

    /// The clock that several headsets go by is known better: their moments are so many microseconds later, or earlier.
    pub(super) fn shift(&mut self, micros: i64) {
        for playing in self.films.values_mut() {
            let Some(together) = &mut playing.together else {
                continue;
            };
            together.shift(micros);
            if let Some(clock) = playing.clock.as_ref().filter(|clock| !clock.is_running()) {
                clock.begin_at(together.begins());
            }
        }
    }

    /// Where a film is that runs and is seen together with other headsets.
    pub(super) fn ahead(&self, ticket: Ticket) -> Option<Measured> {
        let playing = self.films.get(&ticket)?;
        let together = playing.together.as_ref()?;
        let clock = playing.clock.as_ref()?;
        let running = playing.run && clock.is_running();
        let (at, place) = (Instant::now(), clock.position());
        running.then(|| Measured {
            at,
            place,
            ahead: together.ahead(at, playing.start, place),
        })
    }

    /// Whether this is a film.
    pub(super) fn has(&self, ticket: Ticket) -> bool {
        self.films.contains_key(&ticket)
    }

    /// Says that a film's still is seen in its place.
    pub(super) fn cover(&mut self, ticket: Ticket) {
        if let Some(playing) = self.films.get_mut(&ticket) {
            playing.covered = true;
        }
    }

    /// The film, once it can take the place of its still.
    pub(super) fn ready(&self, ticket: Ticket) -> Option<&Placed> {
        let playing = self.films.get(&ticket)?;
        let ready = playing.stage == Stage::Ready;
        playing.placed.as_ref().filter(|_| ready)
    }

    pub(super) fn run(&mut self, ticket: Ticket, on: bool) {
        if let Some(playing) = self.films.get_mut(&ticket) {
            playing.run = on;
            playing.screen.run(on);
            if let Some(clock) = &playing.clock {
                clock.play(on);
            }
            playing.pace.anew();
        }
    }

    /// Goes to a place in a film.
    pub(super) fn seek(&mut self, ticket: Ticket, place: Duration) {
        if let Some(playing) = self.films.get_mut(&ticket) {
            playing.seek(place);
        }
    }

    pub(super) fn placed(&self, ticket: Ticket) -> Option<&Placed> {
        self.films.get(&ticket)?.placed.as_ref()
    }

    /// The experience of a film that is heard, the captions of what is said in it, and how far it has come.
    pub(super) fn said(&self, ticket: Ticket) -> Option<(&str, &Localized<String>, Duration)> {
        let playing = self.films.get(&ticket)?;
        let (info, _) = playing.known.as_ref()?;
        let at = info.place(playing.clock.as_ref()?.position());
        let wanted = &playing.wanted;
        Some((&wanted.experience, &wanted.film.captions, at))
    }

    /// What is measured of a film; nothing before it is known.
    pub(super) fn measured(&self, ticket: Ticket) -> Option<FilmMeasured> {
        let playing = self.films.get(&ticket)?;
        let (info, _) = playing.known.as_ref()?;
        Some(FilmMeasured {
            shown: playing.pace.shown(),
            left_out: playing.screen.left_out(),
            duration: info.duration,
            found: playing.found,
            position: playing.position(),
        })
    }

    /// Picture time minus heard time at each picture of a film, in seconds; where they are kept.
    pub(super) fn offsets(&self, ticket: Ticket) -> &[f32] {
        let playing = self.films.get(&ticket);
        playing.map_or(&[], |playing| playing.pace.offsets())
    }

    /// Moves every film on: from the disk to the graphics card, from there to the compositor, where it takes
    /// films, and from picture to picture.
    pub(super) fn turn(&mut self, moment: Moment, mut layers: Option<&mut PictureLayers>) -> Heard {
        let mut heard = Heard::default();
        let mut done: HashMap<u64, Placed> = layers
            .as_deref_mut()
            .map(PictureLayers::finished_films)
            .unwrap_or_default()
            .into_iter()
            .collect();
        for (ticket, playing) in &mut self.films {
            if playing.stage == Stage::Failed {
                continue;
            }
            let ticket = *ticket;
            let was_ready = playing.stage == Stage::Ready;
            if let Err(notice) = playing.know().and_then(|()| playing.is_well()) {
                heard.notices.push(notice);
                heard.events.push(if was_ready || playing.covered {
                    Event::FilmBroke { ticket }
                } else {
                    Event::LoadFailed { ticket }
                });
                // What is seen of it stays until the director has put something in its place.
                playing.stage = Stage::Failed;
                playing.screen.run(false);
                continue;
            }
            playing.take_shot(moment);
            playing.hand_over(&mut self.handovers, layers.as_deref_mut(), &mut done);
            if playing.stage == Stage::Ready && !was_ready {
                heard.events.push(Event::Loaded { ticket });
            }
            playing.keep_together();
            playing.ask(moment);
            if playing.is_over(self.notice) && !playing.told_over {
                playing.told_over = true;
                heard.events.push(Event::FilmEnded { ticket });
            }
            heard.notices.extend(playing.too_slow(moment));
        }
        heard
    }
}

impl Playing {
    /// Takes in what the film turned out to be.
    fn know(&mut self) -> Result<(), Notice> {
        let Some(opened) = self.screen.opened() else {
            return Ok(());
        };
        let film = &self.wanted.film;
        let placed = opened.and_then(|Opened { info, sound }| {
            let geometry = media::place::film_geometry(&info, film)?;
            Ok((info, geometry, sound))
        });
        match placed {
            Ok((info, geometry, sound)) => {
                tracing::info!(
                    file = film.file,
                    codec = info.codec,
                    width = info.width,
                    height = info.height,
                    frames_per_second = info.frame_rate,
                    seconds = info.duration.as_secs_f32(),
                    "a film is open"
                );
                self.known = Some((info, geometry));
                *sound_of(&mut self.sound) = sound;
                Ok(())
            }
            Err(error) => {
                tracing::warn!(code = error.code(), %error, "a film cannot be shown");
                Err(notice_of(&error, &film.file))
            }
        }
    }

    /// Why the film does not go on, if it does not.
    fn is_well(&self) -> Result<(), Notice> {
        let file = self.wanted.film.file.clone();
        if let FilmState::Failed(fault) = self.screen.state() {
            tracing::warn!(
                file,
                code = fault.code,
                reason = fault.reason,
                "a film broke off"
            );
            return Err(notice_of_code(fault.code, file));
        }
        match self.screen.refused() {
            Some(reason) => {
                tracing::warn!(file, reason, "a film does not fit on the graphics card");
                Err(notice_of_code("M0107", file))
            }
            None => Ok(()),
        }
    }

    fn seek(&mut self, place: Duration) {
        self.serial += 1;
        self.screen.seek(place, self.serial);
        match &self.clock {
            Some(clock) => clock.seek(place, self.serial),
            None => self.start = place,
        }
        self.told_over = false;
        self.pace.anew();
    }

    /// Comes to where the others are that began with it.
    fn keep_together(&mut self) {
        let now = Instant::now();
        let (Some(together), Some(clock)) = (&mut self.together, &self.clock) else {
            return;
        };
        match (self.run, clock.is_running()) {
            (true, true) => {
                if let Some(rate) = together.rate(now, self.start, clock.position()) {
                    clock.set_rate(rate);
                    self.screen.set_rate(rate);
                }
            }
            (true, false) => {
                if let Some((place, moment)) = together.catch_up(now, self.start) {
                    clock.begin_at(moment);
                    self.seek(place);
                }
            }
            (false, true) => together.held(now, self.start, clock.position()),
            (false, false) => {}
        }
    }

    fn take_shot(&mut self, moment: Moment) {
        let Some((shot, (_, geometry))) = self.screen.shot().zip(self.known.as_ref()) else {
            return;
        };
        if shot.serial < self.serial {
            return;
        }
        let placed = self
            .placed
            .get_or_insert_with(|| Placed::new(shot.picture.clone(), *geometry));
        self.found = shot.serial;
        placed.picture = shot.picture;
        placed.frame = shot.number;
        if let Some(clock) = self
            .clock
            .as_ref()
            .filter(|clock| self.run && clock.is_running())
        {
            self.pace.seen(shot.at, clock.position() + moment.frame);
        }
    }

    fn hand_over(
        &mut self,
        names: &mut u64,
        layers: Option<&mut PictureLayers>,
        done: &mut HashMap<u64, Placed>,
    ) {
        match (self.stage, &self.placed) {
            (Stage::Waiting, Some(placed)) => match layers.filter(|layers| layers.wanted()) {
                Some(layers) => {
                    *names += 1;
                    layers.start_film(*names, placed.clone());
                    self.stage = Stage::HandedOver(*names);
                }
                None => self.stage = Stage::Ready,
            },
            (Stage::HandedOver(name), _) => {
                if let Some(placed) = done.remove(&name) {
                    self.placed = Some(placed);
                    self.stage = Stage::Ready;
                }
            }
            _ => {}
        }
    }

    /// Asks for the picture that belongs to what is heard when it is seen.
    fn ask(&self, moment: Moment) {
        let at = match (&self.clock, self.stage) {
            (_, Stage::HandedOver(_)) => return,
            (None, _) => self.start,
            (Some(clock), _) if self.run && clock.is_running() => {
                clock.position() + moment.frame * 2
            }
            (Some(clock), _) => clock.position(),
        };
        self.screen.show(at);
    }

    fn position(&self) -> Duration {
        let clock = self.clock.as_ref();
        clock.map_or(self.start, FilmClock::position)
    }

    fn is_over(&self, notice: Duration) -> bool {
        let Some((clock, (info, _))) = self.clock.as_ref().zip(self.known.as_ref()) else {
            return false;
        };
        if self.wanted.film.loops || !self.run {
            return false;
        }
        let notice = notice.min(info.duration / 2);
        clock.position() + notice >= info.duration || self.screen.state() == FilmState::Ended
    }

    fn too_slow(&mut self, moment: Moment) -> Option<Notice> {
        let ran = moment.now.saturating_sub(self.turned);
        self.turned = moment.now;
        let runs = self.run && self.clock.as_ref().is_some_and(FilmClock::is_running);
        let (info, _) = self.known.as_ref().filter(|_| runs)?;
        let paced = self.pace.turn(ran, info.frame_rate)?;
        let file = self.wanted.film.file.clone();
        tracing::warn!(
            file,
            shown = paced.shown,
            possible = paced.possible,
            left_out = self.screen.left_out(),
            "a film does not keep up: pictures are left out"
        );
        Some(Notice::FilmTooSlow { file })
    }
}

fn sound_of(kept: &mut Mutex<Option<Box<dyn FilmSound>>>) -> &mut Option<Box<dyn FilmSound>> {
    kept.get_mut().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(not(target_os = "android"))]
pub(super) use media::film::open;

/// There is no decoder on standalone headsets yet: a film is one that cannot be played.
#[cfg(target_os = "android")]
pub(super) fn open(
    path: &std::path::Path,
    _options: &OpenOptions,
) -> Result<Box<dyn media::film::FilmSource>, media::MediaError> {
    let codec = media::film::probe(path)?.codec;
    Err(media::MediaError::CodecUnknown { codec })
}

/// The program may not end while a thread still speaks to the graphics card.
impl Drop for Films {
    fn drop(&mut self) {
        let films = self
            .films
            .drain()
            .filter_map(|(_, playing)| playing.screen.close());
        self.leaving.extend(films);
        for thread in self.leaving.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a film's thread had a fault");
            }
        }
    }
}

/// What is measured of a film.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FilmMeasured {
    /// Pictures seen since it was opened.
    pub shown: u64,
    /// Pictures decoded and not seen.
    pub left_out: u64,
    /// How long it is.
    pub duration: Duration,
    /// The last seek whose picture is there, counted from 1; 0 before.
    pub found: u32,
    /// What is heard now, in run time.
    pub position: Duration,
}
