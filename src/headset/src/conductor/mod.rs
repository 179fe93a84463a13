//! Carries out what the director decides, and tells it what happened.
//!
//! [`Conductor`] is all of a headset that must outlive its renderer: the director, the link to the
//! launcher, sound, the library, the loader. When the OpenXR runtime dies the Bevy app is built anew
//! around the same conductor, which is told with [`Conductor::view_lost`].
//!
//! It decides nothing itself: what happens next stands in crate `director`, what the launcher means in
//! crate `protocol`.

mod acts;
mod covers;
mod fade;
mod film_notices;
mod films;
mod gaze;
mod group;
mod pictures;
mod places;
mod report;
mod screening;
mod seen;
mod sounds;
mod stages;
mod together;
mod voice;
mod wishes;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use bevy::ecs::resource::Resource;
use bevy::math::Quat;
use director::{Comfort, Command, Director, Event};
use library::Library;
use protocol::headset::Steps;
use protocol::{Ended, HeadsetId, Listening, Mode, Notice, Person, SessionId, Watch};
use sound::{SoundOutput, SoundProblem};

use crate::captions::Captions;
use crate::clock::Clock;
use crate::identity::state_folder;
use crate::link::Link;
use crate::options::Options;
use crate::own::OwnFiles;
use crate::panorama::Scenery;
use crate::rig::{Head, Worn, face_forward};
use acts::Acts;
use covers::Uncovering;
use fade::Fade;
pub use films::FilmMeasured;
use films::{Films, Moment};
use group::{Group, Spoken, Waiting, Words};
use pictures::Pictures;
use screening::Screening;
use seen::Seen;
use stages::Stages;
use voice::Voice;

/// The seconds between two looks at the experiences' folder.
const RESCAN: Duration = Duration::from_secs(2);

/// Everything of a headset but its renderer.
#[derive(Resource)]
pub struct Conductor {
    clock: Clock,
    director: Director,
    pictures: Pictures,
    films: Films,
    stages: Stages,
    screening: Screening,
    /// The folder with the built-in worlds.
    worlds_folder: std::path::PathBuf,
    /// What the director was last told to be looked at.
    gazed: Option<String>,
    seen: Seen,
    uncovering: Uncovering,
    sound: SoundOutput,
    listening: Listening,
    /// How the resident sits and looks.
    person: Person,
    /// The loudest that may leave for what is worn, root mean square in dB of full scale.
    cap: f32,
    /// The captions of what is told.
    told_words: Option<std::path::PathBuf>,
    voice: Voice,
    acts: Acts,
    /// The captions of the film that is heard: as the manifest names them, and where they lie.
    film_words: Option<(String, Option<std::path::PathBuf>)>,
    link: Option<Link>,
    /// The resident's own files, for the session.
    own: OwnFiles,
    library: Library,
    rescanned: Duration,
    steps: Steps,
    session: Option<SessionId>,
    /// The session began together with those in other headsets.
    group: Option<Group>,
    /// Sessions that another took the place of, of which the director has still to say so.
    replaced: u32,
    /// A session that waits for the launcher's clock, or for the resident's own files.
    waiting: Option<Waiting>,
    words: Words,
    says_places: bool,
    said_place: Duration,
    ended: Option<Ended>,
    notices: Vec<Notice>,
    fade: Fade,
    worn: Option<bool>,
    mode: Mode,
    watch: Option<Watch>,
    frames: report::FrameClock,
    instant: bool,
    pending: VecDeque<Event>,
    /// Said once, when the first frame runs.
    greeting: Option<HeadsetId>,
}

/// What one turn of the conductor sees and changes of the renderer.
pub struct Turn<'a> {
    /// What is seen.
    pub scenery: &'a mut Scenery,
    /// Where the head looks.
    pub head: &'a Head,
    /// Where the eyes look, as the head's turn; none where the head counts.
    pub gaze: Option<Quat>,
    /// How long a frame lasts.
    pub frame: Duration,
    /// Whether the headset is worn.
    pub worn: Worn,
    /// The words of what is being said.
    pub captions: &'a mut Captions,
    /// Pictures on their way to the compositor, where it takes them.
    pub layers: Option<&'a mut crate::xr::layer::PictureLayers>,
}

impl Conductor {
    /// A headset that has not begun to show anything. `link` is none when no launcher is asked.
    pub fn new(
        options: &Options,
        clock: Clock,
        id: HeadsetId,
        library: Library,
        sound: SoundOutput,
        link: Option<Link>,
    ) -> Self {
        let comfort = if options.instant {
            Comfort::INSTANT
        } else {
            Comfort::default()
        };
        let mut conductor = Self {
            clock,
            director: Director::new(comfort),
            pictures: Pictures::new(),
            films: Films::new(comfort.cross.unwrap_or_default(), options.figures),
            stages: Stages::new(),
            screening: Screening::default(),
            worlds_folder: options.worlds.clone(),
            gazed: None,
            seen: Seen::default(),
            uncovering: Uncovering::default(),
            sound,
            listening: Listening {
                captions: options.captions,
                ..Listening::default()
            },
            person: Person::default(),
            cap: 0.0,
            told_words: None,
            voice: Voice::default(),
            acts: Acts::default(),
            film_words: None,
            own: OwnFiles::new(&state_folder(options.state.as_deref())),
            link,
            library,
            rescanned: Duration::ZERO,
            steps: Steps::default(),
            session: None,
            group: None,
            replaced: 0,
            waiting: None,
            words: Words::default(),
            says_places: options.places,
            said_place: Duration::ZERO,
            ended: None,
            notices: Vec::new(),
            fade: Fade::at(0.0),
            worn: None,
            mode: Mode::Offscreen,
            watch: None,
            frames: report::FrameClock::default(),
            instant: options.instant,
            pending: VecDeque::from([Event::Started]),
            greeting: Some(id),
        };
        // Until it is known what is worn, it is taken to be as loud as anything may be.
        conductor.set_device("");
        if let Some(id) = &options.play {
            conductor.play_alone(id, options.scene.as_deref());
        }
        conductor
    }

    /// The experience that is seen at full light, if one is.
    pub fn shows(&self) -> Option<String> {
        let now = self.now();
        let full = self.seen.is_scene() && self.fade.level(now) >= 1.0 && !self.is_covered();
        let status = full.then(|| self.director.report(now))?;
        status
            .experience
            .filter(|_| status.state == director::State::Playing)
    }

    /// How much of the session has been played; nothing without one.
    pub fn played(&self) -> Option<Duration> {
        let status = self.director.report(self.now());
        status.experience.is_some().then_some(status.elapsed)
    }

    /// Why the experience asked for on the command line cannot be shown, once that is known.
    pub fn cannot_show(&self) -> Option<String> {
        let bad = |notice: &&Notice| {
            !matches!(
                notice,
                Notice::PhotoReduced { .. }
                    | Notice::FilmTooSlow { .. }
                    | Notice::SlotFileLeftOut { .. }
                    | Notice::NoSoundDevice
                    | Notice::SoundDeviceGone
                    | Notice::RuntimeLost
                    | Notice::CameLate
            )
        };
        self.notices.iter().find(bad).map(in_english)
    }

    /// Something happened that only the outside knows; it is heard with the next frame.
    pub fn tell(&mut self, event: Event) {
        self.pending.push_back(event);
    }

    /// What the caregiver should know now.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// What is measured of the film that is seen.
    pub fn film_measured(&self) -> Option<FilmMeasured> {
        self.films.measured(self.seen.shown()?)
    }

    /// Picture time minus heard time at each picture of the film that is seen, in seconds; with `--figures` only.
    pub fn film_offsets(&self) -> &[f32] {
        let shown = self.seen.shown();
        shown.map_or(&[], |ticket| self.films.offsets(ticket))
    }

    /// Goes to a place in the film that is seen: for measurements.
    pub fn seek_film(&mut self, place: Duration) {
        if let Some(shown) = self.seen.shown() {
            self.films.seek(shown, place);
        }
    }

    /// How pictures reach the eye from now on.
    pub fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
    }

    /// Whether and how the tablet looks.
    pub fn watch(&self) -> Option<&Watch> {
        self.watch.as_ref()
    }

    /// Sends a JPEG to the tablet.
    pub fn send_picture(&self, jpeg: Vec<u8>) {
        if let Some(link) = &self.link {
            link.picture(jpeg);
        }
    }

    /// The renderer and all that was loaded into it are gone; a new one is on its way.
    pub fn view_lost(&mut self, runtime_died: bool) {
        self.pictures.lost();
        self.films.lost();
        self.stages.lost();
        self.seen.lost();
        self.pending.push_back(Event::ViewLost);
        if runtime_died {
            self.notice(Notice::RuntimeLost);
        }
    }

    /// The renderer works again.
    pub fn view_found(&mut self, uploader: crate::panorama::Uploader) {
        if self.mode == Mode::Xr {
            self.notices.retain(|notice| *notice != Notice::RuntimeLost);
        }
        self.films.connect(uploader.clone());
        self.stages.connect(&uploader, self.mode);
        self.pictures.connect(uploader);
    }

    /// One frame: hear what happened, let the director decide, carry it out, tell the launcher.
    pub fn turn(&mut self, mut turn: Turn) {
        self.clock.turn();
        if self.clock.hurries() {
            self.sound.pass(self.clock.now());
        }
        let now = self.now();
        self.frames.frame(now);
        if let Some(id) = self.greeting.take() {
            let mode = format!("{:?}", self.mode).to_lowercase();
            println!("headset ready mode={mode} id={}", id.0);
        }
        if turn.worn.0.is_some() && turn.worn.0 != self.worn {
            self.worn = turn.worn.0;
            self.pending.extend(self.worn.map(Event::Worn));
        }
        self.look_at_library(now);
        self.hear_launcher();
        self.own.turn();
        self.wait_to_begin(now);
        self.follow_clock();
        let moment = Moment {
            now,
            frame: self.frames.usual(turn.frame),
        };
        let photos = self.pictures.finished(turn.layers.as_deref_mut());
        let films = self.films.turn(moment, turn.layers.as_deref_mut());
        self.films.hear(&self.sound);
        self.cover(&photos, &films);
        let stages = self.stages.finished();
        for heard in [photos, films, stages] {
            for notice in heard.notices {
                self.notice(notice);
            }
            self.pending.extend(heard.events);
        }
        for problem in self.sound.problems() {
            self.notice(match problem {
                SoundProblem::Broken { file } => Notice::SoundBroken { file },
                SoundProblem::NoDevice => Notice::NoSoundDevice,
            });
        }
        if !self.sound.is_silent() {
            self.notices
                .retain(|notice| *notice != Notice::NoSoundDevice);
        }
        while let Some(event) = self.pending.pop_front() {
            self.step(now, event, &mut turn);
        }
        self.step(now, Event::Tick, &mut turn);
        self.seat(&mut turn);
        self.look(now, &mut turn);
        self.see(now, turn.scenery);
        let turned = turn.scenery.front_from_room() * turn.head.turn;
        self.sound.head(turned.to_array());
        self.follow_words(now, turn.captions);
        self.follow_acts(now, turn.captions);
        let breath = if self.seen.is_lobby() && !self.instant {
            fade::breath(now)
        } else {
            1.0
        };
        turn.scenery.light = self.fade.level(now) * breath;
        self.tell_launcher(now);
        self.say_place(now);
    }

    /// Brings what is seen up to date: films have new pictures, cross-fades go on.
    fn see(&mut self, now: Duration, scenery: &mut Scenery) {
        self.seen.settle(now, None);
        let placed = |ticket| {
            // A film's still first, until it has become the film.
            let picture = self.pictures.placed(ticket);
            picture.or_else(|| self.films.placed(ticket)).cloned()
        };
        let world = |ticket| self.stages.shown(ticket).cloned();
        let (shown, coming) = (self.seen.shown(), self.seen.coming(now));
        if let Some(world) = shown.and_then(world) {
            scenery.world = Some(world);
            scenery.shown = None;
        } else if let Some(shown) = shown.and_then(placed) {
            scenery.shown = Some(shown);
            scenery.world = None;
        }
        scenery.coming = coming.and_then(|(ticket, share)| Some((placed(ticket)?, share)));
        scenery.coming_world = coming.and_then(|(ticket, share)| Some((world(ticket)?, share)));
        self.uncover(now, scenery);
        let seen = [shown, coming.map(|(ticket, _)| ticket)];
        let runs = self.director.report(now).state != director::State::Paused;
        self.stages.turn(now, runs, seen);
        let told = self.screening.turn(&self.stages, shown, &self.sound, runs);
        told.into_iter().for_each(|notice| self.notice(notice));
    }

    fn now(&self) -> Duration {
        self.clock.now()
    }

    fn step(&mut self, now: Duration, event: Event, turn: &mut Turn) {
        for command in self.director.handle(now, event) {
            self.carry_out(now, command, turn);
        }
    }

    fn carry_out(&mut self, now: Duration, command: Command, turn: &mut Turn) {
        match command {
            Command::Load {
                ticket,
                place,
                in_scene,
            } => self.load(ticket, &place, in_scene),
            Command::Unload { ticket } => {
                self.seen.settle(now, Some(ticket));
                self.pictures.unload(ticket);
                self.films.unload(ticket);
                self.stages.unload(ticket);
            }
            Command::Show { ticket } => self.seen.show(ticket),
            Command::CrossFade { to, over } => self.seen.cross(to, over, now),
            Command::Fade { to, over } => self.fade = self.fade.toward(to, over, now),
            Command::Sound {
                ticket,
                place,
                in_scene,
                at,
                fade,
            } => {
                let at = at.map(|at| self.clock.moment(at));
                let (mut scene, told) = self.heard_in(&place, in_scene, at);
                self.words.spoken = told.as_ref().and_then(Spoken::of);
                scene.tracks.extend(self.enter(ticket, &place));
                self.sound.scene(scene, fade);
                match told {
                    Some(narration) => self.sound.narrate(narration),
                    None => self.sound.stop_narration(),
                }
                self.films.listen(ticket, &self.sound, fade);
            }
            Command::Volume { value, over } => self.sound.volume(value, over),
            Command::FilmBegins { ticket, at } => {
                self.films.begin_at(ticket, self.clock.moment(at))
            }
            Command::Film { ticket, run } => self.films.run(ticket, run),
            Command::SoundPaused(paused) => self.sound.paused(paused),
            Command::Recentre => face_forward(turn.scenery, turn.head, self.person.reclined),
            Command::Act { ticket, act } => self.act(now, ticket, &act),
            Command::Note(note) => self.note(now, note),
            Command::Ended { reason } => self.session_ended(reason),
        }
    }

    fn look_at_library(&mut self, now: Duration) {
        if now.saturating_sub(self.rescanned) < RESCAN {
            return;
        }
        self.rescanned = now;
        if self.library.rescan() {
            let playing = self.director.report(now).experience;
            if playing.is_some_and(|id| self.library.find(&id).is_none()) {
                self.pending.push_back(Event::ExperienceGone);
            }
        }
    }

    /// The experience with this id, or why there is none.
    fn experience(&self, id: &str) -> Result<Arc<manifest::Experience>, Notice> {
        self.library
            .find(id)
            .map(|entry| Arc::clone(&entry.experience))
            .ok_or_else(|| {
                let experience = id.to_owned();
                let is_broken = self
                    .library
                    .broken
                    .iter()
                    .any(|broken| broken.dir.file_name().is_some_and(|name| name == id));
                if is_broken {
                    Notice::ExperienceBroken { experience }
                } else {
                    Notice::ExperienceUnknown { experience }
                }
            })
    }

    /// Tells the caregiver, once for as long as it holds.
    fn notice(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) {
            tracing::warn!(code = notice.code(), "{}", in_english(&notice));
            self.notices.push(notice);
        }
    }
}

fn in_english(notice: &Notice) -> String {
    notice.text().remove("en").unwrap_or_default()
}
