//! Carries out what the director decides, and tells it what happened.
//!
//! [`Conductor`] is all of a headset that must outlive its renderer: the director, the link to the
//! launcher, sound, the library, the loader. When the OpenXR runtime dies the Bevy app is built anew
//! around the same conductor, which is told with [`Conductor::view_lost`].
//!
//! It decides nothing itself: what happens next stands in crate `director`, what the launcher means in
//! crate `protocol`.

mod fade;
mod pictures;
mod report;
mod wishes;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bevy::ecs::resource::Resource;
use director::{Comfort, Command, Director, EndReason, Event, Note, Place, Ticket};
use library::Library;
use protocol::headset::Steps;
use protocol::{Ended, EndedReason, HeadsetId, Mode, Notice, SessionId, Watch};
use sound::{AudioFile, SceneSound, SoundOutput, SoundProblem, Track, TrackKind};

use crate::link::Link;
use crate::options::Options;
use crate::panorama::Scenery;
use crate::rig::{Head, Worn, face_forward};
use fade::Fade;
use pictures::Pictures;

/// The seconds between two looks at the experiences' folder.
const RESCAN: Duration = Duration::from_secs(2);

/// Everything of a headset but its renderer.
#[derive(Resource)]
pub struct Conductor {
    epoch: Instant,
    director: Director,
    pictures: Pictures,
    sound: SoundOutput,
    link: Option<Link>,
    library: Library,
    rescanned: Duration,
    steps: Steps,
    session: Option<SessionId>,
    ended: Option<Ended>,
    notices: Vec<Notice>,
    fade: Fade,
    lobby_shown: bool,
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
    /// Whether the headset is worn.
    pub worn: Worn,
    /// Pictures on their way to the compositor, where it takes them.
    pub layers: Option<&'a mut crate::xr::layer::PictureLayers>,
}

impl Conductor {
    /// A headset that has not begun to show anything. `link` is none when no launcher is asked.
    pub fn new(
        options: &Options,
        id: HeadsetId,
        library: Library,
        sound: SoundOutput,
        link: Option<Link>,
    ) -> Self {
        let comfort = if options.instant {
            Comfort::INSTANT
        } else {
            // Two pictures can't be shown at a time here yet.
            Comfort {
                cross: None,
                ..Comfort::default()
            }
        };
        let mut conductor = Self {
            epoch: Instant::now(),
            director: Director::new(comfort),
            pictures: Pictures::new(),
            sound,
            link,
            library,
            rescanned: Duration::ZERO,
            steps: Steps::default(),
            session: None,
            ended: None,
            notices: Vec::new(),
            fade: Fade::at(0.0),
            lobby_shown: false,
            worn: None,
            mode: Mode::Offscreen,
            watch: None,
            frames: report::FrameClock::default(),
            instant: options.instant,
            pending: VecDeque::from([Event::Started]),
            greeting: Some(id),
        };
        if let Some(id) = &options.play {
            conductor.play_alone(id, options.scene.as_deref());
        }
        conductor
    }

    /// The experience that is seen at full light, if one is.
    pub fn shows(&self) -> Option<String> {
        let now = self.now();
        let full = self.pictures.scene_shown() && self.fade.level(now) >= 1.0;
        let status = full.then(|| self.director.report(now))?;
        status
            .experience
            .filter(|_| status.state == director::State::Playing)
    }

    /// Why the experience asked for on the command line cannot be shown, once that is known.
    pub fn cannot_show(&self) -> Option<String> {
        let bad = |notice: &&Notice| {
            !matches!(
                notice,
                Notice::PhotoReduced { .. } | Notice::NoSoundDevice | Notice::RuntimeLost
            )
        };
        self.notices.iter().find(bad).map(in_english)
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
        self.pending.push_back(Event::ViewLost);
        self.lobby_shown = false;
        if runtime_died {
            self.notice(Notice::RuntimeLost);
        }
    }

    /// The renderer works again.
    pub fn view_found(&mut self, uploader: crate::panorama::Uploader) {
        if self.mode == Mode::Xr {
            self.notices.retain(|notice| *notice != Notice::RuntimeLost);
        }
        self.pictures.connect(uploader);
    }

    /// One frame: hear what happened, let the director decide, carry it out, tell the launcher.
    pub fn turn(&mut self, mut turn: Turn) {
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
        let heard = self.pictures.finished(turn.layers.as_deref_mut());
        for notice in heard.notices {
            self.notice(notice);
        }
        self.pending.extend(heard.events);
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
        let breath = if self.lobby_shown && !self.instant {
            fade::breath(now)
        } else {
            1.0
        };
        turn.scenery.light = self.fade.level(now) * breath;
        self.tell_launcher(now);
    }

    fn now(&self) -> Duration {
        self.epoch.elapsed()
    }

    fn step(&mut self, now: Duration, event: Event, turn: &mut Turn) {
        for command in self.director.handle(now, event) {
            self.carry_out(now, command, turn);
        }
    }

    fn carry_out(&mut self, now: Duration, command: Command, turn: &mut Turn) {
        match command {
            Command::Load { ticket, place, .. } => self.load(ticket, &place),
            Command::Unload { ticket } => self.pictures.unload(ticket),
            Command::Show { ticket } | Command::CrossFade { to: ticket, .. } => {
                turn.scenery.shown = self.pictures.show(ticket);
                self.lobby_shown = ticket == Ticket::LOBBY;
            }
            Command::Fade { to, over } => self.fade = self.fade.toward(to, over, now),
            Command::Sound { place, fade, .. } => {
                let scene = self.scene_sound(&place);
                self.sound.scene(scene, fade);
            }
            Command::Volume { value, over } => self.sound.volume(value, over),
            // No film is loaded yet.
            Command::Film { .. } => {}
            Command::SoundPaused(paused) => self.sound.paused(paused),
            Command::Recentre => face_forward(turn.scenery, turn.head),
            Command::Note(note) => self.note(now, note),
            Command::Ended { reason } => self.session_ended(reason),
        }
    }

    fn load(&mut self, ticket: Ticket, place: &Place) {
        match place {
            Place::Lobby => self.pictures.load_lobby(ticket),
            Place::Scene { experience, scene } => match self.photo_file(experience, scene) {
                Ok((photo, path)) => self.pictures.load(ticket, photo, path),
                Err(notice) => {
                    self.notices.push(notice);
                    self.pending.push_back(Event::LoadFailed { ticket });
                }
            },
        }
    }

    fn photo_file(
        &self,
        experience: &manifest::Experience,
        scene: &str,
    ) -> Result<(manifest::Photo, std::path::PathBuf), Notice> {
        let gone = || Notice::SceneNotShown {
            scene: scene.to_owned(),
        };
        let manifest::View::Photo(photo) = &experience.scenes.get(scene).ok_or_else(gone)?.view
        else {
            return Err(gone());
        };
        let path = self
            .media(&experience.id, &photo.file)
            .ok_or_else(|| Notice::PhotoBroken {
                file: photo.file.clone(),
            })?;
        Ok((photo.clone(), path))
    }

    fn scene_sound(&mut self, place: &Place) -> SceneSound {
        let Place::Scene { experience, .. } = place else {
            return SceneSound::lobby();
        };
        let mut tracks = Vec::new();
        for ambience in place.ambience() {
            match self.media(&experience.id, &ambience.file) {
                Some(path) => tracks.push(Track {
                    gain: ambience.gain,
                    ..Track::new(
                        AudioFile::at(path, ambience.file.clone()),
                        TrackKind::Ambience,
                    )
                }),
                None => self.notice(Notice::SoundBroken {
                    file: ambience.file.clone(),
                }),
            }
        }
        SceneSound { tracks }
    }

    /// Where a file of an experience lies; the reason why not is logged.
    fn media(&self, id: &str, file: &str) -> Option<std::path::PathBuf> {
        let entry = self.library.find(id)?;
        self.library
            .resolve(entry, file)
            .inspect_err(|problem| tracing::warn!(%problem, "a file cannot be used"))
            .ok()
    }

    fn note(&mut self, now: Duration, note: Note) {
        let minutes = (self.director.report(now).elapsed.as_secs() / 60) as u32;
        let notice = match note {
            Note::LongSession => Notice::LongSession { minutes },
            Note::LongestSession => Notice::LongestSession { minutes },
            Note::SceneNotShown { scene } => Notice::SceneNotShown { scene },
            Note::ExperienceGone => {
                let experience = self.director.report(now).experience.unwrap_or_default();
                Notice::ExperienceRemoved { experience }
            }
        };
        self.notice(notice);
    }

    fn session_ended(&mut self, reason: EndReason) {
        let reason = match reason {
            EndReason::Finished => EndedReason::Finished,
            EndReason::Stopped => EndedReason::Stopped,
            EndReason::Dizzy => EndedReason::Dizzy,
            EndReason::Replaced => EndedReason::Replaced,
            EndReason::Failed => EndedReason::Failed,
        };
        if let Some(session) = self.session.take() {
            self.steps.ended(session.clone());
            self.ended = Some(Ended { session, reason });
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
