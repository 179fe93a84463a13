//! What should be heard, on whatever output there is: keeps the stages, the feeds, and what was asked last.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rtrb::RingBuffer;

use crate::feed::{Feeding, FileFeed, FilmFeed, Plan, Problems, Shape, tell};
use crate::film::{FilmShared, FilmTrack};
use crate::master::MasterShared;
use crate::mixer::{Mix, Stages};
use crate::scene::{self, Narration, SceneSound, Times, Track, TrackKind};
use crate::spatial::{Place, Surround};
use crate::stage::{
    Ask, DUCKING, FileInput, FilmInput, Input, Role, Spoken, StageControl, Surroundings, Voice, Way,
};
use crate::time::{Nanos, RATE, nanos};
use crate::tone::Tone;
use crate::{SOFTEST, Settings, SoundProblem};

/// What is asked for begins so much later at the soonest, if it is to begin at a moment.
const SOON: Duration = Duration::from_millis(60);
/// How softly words that are broken off go.
const BREAK_OFF: Duration = Duration::from_millis(400);
/// By how much beds are held down where words are to be clear, decibels; and how softly.
const BELOW_WORDS: (f32, Duration) = (-6.0, Duration::from_millis(400));

/// What should be heard.
pub(crate) struct Rig {
    pub(crate) stages: Stages,
    feeding: Feeding,
    problems: Problems,
    scene: Vec<(u64, Track)>,
    /// What was played besides the scene's sounds, by name.
    played: Vec<(String, u64)>,
    words: Option<u64>,
    next: u64,
    volume: f32,
    paused: bool,
    settings: Settings,
}

impl Rig {
    pub(crate) fn new(
        around: &Arc<Surroundings>,
        master: &Arc<MasterShared>,
        feeding: Feeding,
        problems: &Problems,
    ) -> Rig {
        let stage = |role| StageControl::new(role, Arc::clone(around));
        Rig {
            stages: Stages {
                beds: stage(Role::Bed),
                films: stage(Role::Bed),
                words: stage(Role::Words),
                tones: stage(Role::Tones),
                around: Arc::clone(around),
                master: Arc::clone(master),
            },
            feeding,
            problems: Arc::clone(problems),
            scene: Vec::new(),
            played: Vec::new(),
            words: None,
            next: 0,
            volume: 1.0,
            paused: false,
            settings: Settings::default(),
        }
    }

    /// Fills what is read ahead, where no threads do.
    pub(crate) fn feed(&mut self) {
        self.feeding.turn();
    }

    /// Makes a new output as it should be.
    pub(crate) fn set_up(&self, mix: &mut dyn Mix) {
        mix.volume(self.volume, Duration::ZERO);
        mix.paused(self.paused);
        mix.lift_words(self.settings.speech_boost);
    }

    pub(crate) fn scene(&mut self, scene: SceneSound, fade: Duration) {
        let mut wanted = scene.tracks;
        let before = std::mem::take(&mut self.scene);
        for (id, track) in before {
            match wanted.iter().position(|wanted| wanted.continues(&track)) {
                Some(index) => {
                    let track = wanted.swap_remove(index);
                    self.stages.beds.ask(Ask::Gain(id, track.amplitude(), fade));
                    self.scene.push((id, track));
                }
                None => self.stages.beds.ask(Ask::Stop(id, fade)),
            }
        }
        for (_, id) in self.played.drain(..) {
            self.stages.beds.ask(Ask::Stop(id, fade));
        }
        for track in wanted {
            if let Some(id) = self.begin(&track, fade) {
                self.scene.push((id, track));
            }
        }
    }

    pub(crate) fn play(&mut self, name: String, track: &Track) {
        self.hush(&name, BREAK_OFF);
        if let Some(id) = self.begin(track, SOFTEST) {
            self.played.push((name, id));
        }
    }

    pub(crate) fn hush(&mut self, name: &str, over: Duration) {
        let stages = &mut self.stages;
        self.played.retain(|(played, id)| {
            if played == name {
                stages.beds.ask(Ask::Stop(*id, over));
            }
            played != name
        });
    }

    fn begin(&mut self, track: &Track, fade: Duration) -> Option<u64> {
        let again = Plan::Loop {
            after: Duration::ZERO,
        };
        let mut once = None;
        let (shape, plan, way) = match track.kind {
            TrackKind::Ambience => (Shape::Ears, again, Way::Ears),
            TrackKind::Ambisonics { heading } => {
                (Shape::Around, again, Way::Surround(Surround::new(heading)))
            }
            TrackKind::Placed {
                yaw,
                pitch,
                distance,
                times,
            } => {
                let plan = match times {
                    Times::Loop => again,
                    Times::Once { after } => {
                        once = Some(after);
                        Plan::Once { after }
                    }
                    Times::Every { from, to } => Plan::Every { from, to },
                };
                let place = Place::new(yaw, pitch, distance);
                (Shape::Point, plan, Way::Place(place))
            }
            TrackKind::Music { after, loops } => {
                let plan = if loops {
                    Plan::Loop { after }
                } else {
                    once = Some(after);
                    Plan::Once { after }
                };
                (Shape::Ears, plan, Way::Ears)
            }
        };
        let input = match track.begins.zip(once) {
            Some((begins, after)) => {
                let (at, from) = self.moment(begins + after, Duration::ZERO);
                let plan = Plan::Once {
                    after: Duration::ZERO,
                };
                let input = self.open(&track.file, shape, plan, from)?;
                input.beginning(Some(at))
            }
            None => self.open(&track.file, shape, plan, Duration::ZERO)?,
        };
        let id = self.id();
        let voice = Voice::new(id, Input::File(input), way, track.amplitude(), fade);
        self.stages.beds.ask(Ask::Add(Box::new(voice)));
        Some(id)
    }

    /// When what has `lead` of silence before it begins, so that it is heard at `moment`; and how much of it is past, if
    /// that cannot be any more.
    fn moment(&self, moment: Instant, lead: Duration) -> (Nanos, Duration) {
        let time = &self.stages.around.time;
        // What is asked for now is made in one of the next blocks.
        let soonest = time.now().max(time.heard()) + nanos(SOON);
        let begins = time.of(moment) - nanos(lead);
        let late = u64::try_from(soonest - begins).unwrap_or(0);
        (begins.max(soonest), Duration::from_nanos(late))
    }

    /// `from`: where in the file it begins.
    fn open(
        &mut self,
        file: &scene::AudioFile,
        shape: Shape,
        plan: Plan,
        from: Duration,
    ) -> Option<FileInput> {
        match FileFeed::open(file, shape, plan, from, &self.problems) {
            Ok((mut feed, line)) => {
                // What is there at once begins at once.
                feed.turn();
                self.feeding.file(feed);
                Some(FileInput::new(line.ring, line.channels, line.ended))
            }
            Err(error) => {
                let file = file.name().to_owned();
                tracing::warn!(file, %error, "a sound cannot be played; going on without it");
                tell(&self.problems, SoundProblem::Broken { file });
                None
            }
        }
    }

    pub(crate) fn narrate(&mut self, narration: &Narration, place: &Arc<FilmShared>) {
        self.stop_narration();
        // All else is held down before the first word, and that takes its time.
        let (lead, at, late) = match narration.begins {
            Some(begins) => {
                let (at, late) = self.moment(begins + narration.after, DUCKING);
                (DUCKING, Some(at), late)
            }
            None => (narration.after.max(DUCKING), None, Duration::ZERO),
        };
        let plan = Plan::Once { after: lead };
        let from = narration.from + late;
        let Some(input) = self.open(&narration.file, Shape::Ears, plan, from) else {
            return;
        };
        let input = input.beginning(at);
        let frames = |nanos: i64| (nanos as f64 * f64::from(RATE) / 1e9) as u64;
        let spoken = Spoken::new(Arc::clone(place), frames(nanos(lead)), from);
        let id = self.id();
        let voice = Voice::new(
            id,
            Input::File(input.spoken(spoken)),
            Way::Ears,
            narration.amplitude(),
            Duration::ZERO,
        );
        self.stages.words.ask(Ask::Add(Box::new(voice)));
        self.words = Some(id);
    }

    pub(crate) fn stop_narration(&mut self) {
        if let Some(id) = self.words.take() {
            self.stages.words.ask(Ask::Stop(id, BREAK_OFF));
        }
    }

    pub(crate) fn film(&mut self, film: FilmTrack, shared: &Arc<FilmShared>) {
        let fed = film.sound.and_then(|sound| FilmFeed::new(sound, shared));
        let input = match fed {
            Some((feed, input)) => {
                self.feeding.film(feed);
                input
            }
            None => FilmInput::silent(Arc::clone(shared)),
        };
        let way = if input.channels() == 4 {
            Way::Surround(Surround::new(film.heading))
        } else {
            Way::Ears
        };
        let gain = scene::amplitude(film.gain, film.loudness);
        let id = self.id();
        let voice = Voice::new(id, Input::Film(input), way, gain, film.fade);
        self.stages.films.ask(Ask::Add(Box::new(voice)));
    }

    pub(crate) fn tone(&mut self, tone: Tone) {
        let samples = tone.frames();
        let (mut ring, frames) = RingBuffer::new(samples.len());
        let pushed = ring.push_entire_slice(&samples);
        debug_assert!(pushed.is_ok(), "it was made to fit");
        let id = self.id();
        let input = Input::File(FileInput::whole(frames, 1));
        let voice = Voice::at_once(id, input);
        self.stages.tones.ask(Ask::Add(Box::new(voice)));
    }

    pub(crate) fn settings(&mut self, settings: Settings, mix: Option<&mut dyn Mix>) {
        self.settings = settings;
        self.stages.master.set_mono(settings.mono);
        self.stages.master.set_cap(settings.cap);
        let level = if settings.speech_boost {
            10_f32.powf(BELOW_WORDS.0 / 20.0)
        } else {
            1.0
        };
        self.stages.beds.ask(Ask::Level(level, BELOW_WORDS.1));
        if let Some(mix) = mix {
            mix.lift_words(settings.speech_boost);
        }
    }

    pub(crate) fn volume(&mut self, value: f32, over: Duration, mix: Option<&mut dyn Mix>) {
        self.volume = value;
        if let Some(mix) = mix {
            mix.volume(value, over);
        }
    }

    pub(crate) fn paused(&mut self, paused: bool, mix: Option<&mut dyn Mix>) {
        self.paused = paused;
        if let Some(mix) = mix {
            mix.paused(paused);
        }
    }

    fn id(&mut self) -> u64 {
        self.next += 1;
        self.next
    }
}
