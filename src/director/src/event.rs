//! What the director is told, what it tells, and what it reports.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use manifest::{Ambience, Cue, Experience, Localized, Scene, Sound};

use crate::{Act, Progress, Raised};

/// Names one [`Command::Load`] in what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

impl Ticket {
    /// The calm scene, always.
    pub const LOBBY: Ticket = Ticket(0);
}

/// Something that can surround the resident.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// The calm scene, built into the headset.
    Lobby,
    /// A scene of an experience.
    Scene {
        /// The experience.
        experience: Arc<Experience>,
        /// The id of one of its scenes.
        scene: String,
    },
}

impl Place {
    /// The scene; none for the calm scene, which belongs to the headset.
    pub fn scene(&self) -> Option<&Scene> {
        match self {
            Place::Lobby => None,
            Place::Scene { experience, scene } => experience.scene(scene),
        }
    }

    /// The loops heard there; none for the calm scene, whose sound belongs to the headset.
    pub fn ambience(&self) -> impl Iterator<Item = &Ambience> {
        self.scene()
            .into_iter()
            .flat_map(|scene| &scene.sound)
            .filter_map(|sound| match sound {
                Sound::Ambience(ambience) => Some(ambience),
                _ => None,
            })
    }
}

/// How a session is left (H8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// By a slow fade.
    Gentle,
    /// Within [`crate::Comfort::dizzy`].
    Dizzy,
}

/// Where a session goes on after the headset was restarted in the middle of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Resume {
    /// The scene; the first one if there is none of this name.
    pub scene: String,
    /// How much of the session has been played.
    pub elapsed: Duration,
    /// How much of the scene has been played.
    pub in_scene: Duration,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The headset's program is up. First of all, once.
    Started,
    /// Time passed. One a frame, or at least ten a second.
    Tick,
    /// Play this; a session that runs is replaced.
    Play {
        /// What.
        experience: Arc<Experience>,
        /// Where to begin, when not at the beginning.
        resume: Option<Resume>,
    },
    /// The caregiver holds the session still, or lets it go on.
    Pause(bool),
    /// The caregiver ends the session.
    Stop(How),
    /// Face forward.
    Recentre,
    /// On by the scene's first `Next` link; nothing happens in a scene without one.
    NextScene,
    /// The caregiver sets the volume, 0.0 to 1.0.
    Volume(f32),
    /// A place is ready to be shown, until [`Command::Unload`].
    Loaded {
        /// Which.
        ticket: Ticket,
    },
    /// A place cannot be shown. The headset tells the caregiver why; the director only sees to the resident.
    LoadFailed {
        /// Which.
        ticket: Ticket,
    },
    /// A film that does not loop is over. May be told [`crate::Comfort::cross`] sooner, so that it still moves
    /// while the next scene comes; else its last picture stands until then.
    FilmEnded {
        /// The place it belongs to.
        ticket: Ticket,
    },
    /// A film broke off in the middle and can't go on. The headset tells the caregiver why.
    FilmBroke {
        /// The place it belongs to.
        ticket: Ticket,
    },
    /// Everything loaded and shown is gone (the renderer was rebuilt) and no load in progress will be
    /// answered. It is asked for again; time stands still until it is back.
    ViewLost,
    /// Someone put the headset on, or took it off.
    Worn(bool),
    /// The experience's folder is gone. What is loaded stays.
    ExperienceGone,
    /// What the resident looks at now: one of [`crate::Director::live`], or nothing of it. Told when it changes;
    /// it may be told in every frame.
    Gaze {
        /// Its id.
        target: Option<String>,
    },
    /// The caregiver tapped one of [`Status::cues`]; nothing happens for one that is not there.
    Cue {
        /// Its id.
        id: String,
    },
    /// How long the resident looks at something before it answers (H5): 0.8 to 2 seconds.
    Dwell(Duration),
    /// How many files are in each slot of the session that is about to be played, by the slot's name. One that
    /// is not named has as many as it has samples.
    Slots(BTreeMap<String, usize>),
    /// The session that [`Event::Play`] starts next is where that says it begins at this moment of the clock of all these
    /// events, together with those in other headsets; until then all stays as it is.
    StartAt(Duration),
    /// The session that [`Event::Play`] starts next ends after this much of it at the latest: a first visit is short (H1).
    Longest(Duration),
    /// The clock by which several headsets began together is known better now: their moment is so many microseconds
    /// later than it was said to be, or earlier.
    Shifted(i64),
}

/// What to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Make a place ready to be shown, and answer with [`Event::Loaded`] or [`Event::LoadFailed`].
    Load {
        /// The name of this load.
        ticket: Ticket,
        /// What.
        place: Place,
        /// How much of the scene has been played: a film begins at this much after its own start.
        in_scene: Duration,
    },
    /// A loaded (or still loading) place is not needed any more; no answer is expected. Never the calm scene.
    Unload {
        /// Which.
        ticket: Ticket,
    },
    /// Swap the picture to a loaded place. It is dark now; a cross-fade that is under way is over.
    Show {
        /// Which.
        ticket: Ticket,
    },
    /// Let the picture become that of another loaded place, evenly; the one before stays loaded until then.
    /// Only where [`crate::Comfort::cross`] is set.
    CrossFade {
        /// Which.
        to: Ticket,
        /// In this time; zero means at once.
        over: Duration,
    },
    /// Move the level of the picture evenly, from where it is to `to`.
    Fade {
        /// 0.0 dark, 1.0 full.
        to: f32,
        /// In this time; zero means at once.
        over: Duration,
    },
    /// Let the sound of a place take the place of what is heard, that of its film included.
    Sound {
        /// The name it was loaded by.
        ticket: Ticket,
        /// Whose.
        place: Place,
        /// How much of the scene has been played: what was to be heard before then is over or under way.
        in_scene: Duration,
        /// The moment of the clock of all events at which that is so, where several headsets go by one.
        at: Option<Duration>,
        /// The old goes and the new comes in this time.
        fade: Duration,
    },
    /// Set the volume of everything.
    Volume {
        /// 0.0 to 1.0.
        value: f32,
        /// In this time.
        over: Duration,
    },
    /// Let the film of a place run, or hold it where it is. A film that was just loaded is held. Its sound is
    /// told by [`Command::Sound`].
    Film {
        /// Which.
        ticket: Ticket,
        /// True to run.
        run: bool,
    },
    /// The film of a place that was just loaded is at its beginning at this moment of the clock of all events, once it is
    /// told to run: not sooner, and where it is later it catches up. Told before [`Command::Film`], for sessions
    /// that begin together.
    FilmBegins {
        /// Which.
        ticket: Ticket,
        /// When.
        at: Duration,
    },
    /// Hold all sound, or let it go on where it was; softly.
    SoundPaused(bool),
    /// What the resident looks at now is straight ahead from now on.
    Recentre,
    /// Tell the caregiver.
    Note(Note),
    /// Do something in the scene of this name; it is shown or being shown.
    Act {
        /// Which.
        ticket: Ticket,
        /// What.
        act: Act,
    },
    /// The session is over and the calm scene is on its way.
    Ended {
        /// Why.
        reason: EndReason,
    },
}

/// What the caregiver should know of a session's course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// It has lasted [`crate::Comfort::soft_cap`].
    LongSession,
    /// It was ended at [`crate::Comfort::hard_stop`].
    LongestSession,
    /// A scene could not be loaded; the session is being ended.
    SceneNotShown {
        /// Its id.
        scene: String,
    },
    /// The experience was removed while it plays.
    ExperienceGone,
    /// It was to begin together with others, was not loaded in time, and is where they are now.
    CameLate,
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndReason {
    /// Its minutes were over, or its story.
    Finished,
    /// The caregiver ended it.
    Stopped,
    /// The caregiver ended it because the resident was dizzy.
    Dizzy,
    /// Another session took its place.
    Replaced,
    /// It could not be shown.
    Failed,
}

/// What the headset does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Nothing is shown yet.
    Boot,
    /// The calm scene, ready to start.
    Lobby,
    /// An experience is prepared; what was shown before stays.
    Loading,
    /// An experience runs.
    Playing,
    /// An experience is held still, by the caregiver or because the headset was lifted off.
    Paused,
    /// An experience fades out.
    Ending,
}

/// Where [`Event::NextScene`] leads.
#[derive(Debug, Clone, PartialEq)]
pub struct NextScene {
    /// The scene's id.
    pub scene: String,
    /// What the button says: the link's label, else the scene's title, else the experience's.
    pub label: Localized<String>,
}

/// Everything to be known of the director from outside.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// What the headset does.
    pub state: State,
    /// The experience of the session, from Loading to Ending.
    pub experience: Option<String>,
    /// The scene the session is in; the one that is prepared, while Loading.
    pub scene: Option<String>,
    /// Where [`Event::NextScene`] leads; none when nowhere.
    pub next: Option<NextScene>,
    /// How much of the session has been played; pauses do not count.
    pub elapsed: Duration,
    /// How much of the scene has been played.
    pub in_scene: Duration,
    /// How long until the session ends by its minutes; none without a session.
    pub remaining: Option<Duration>,
    /// 0.0 to 1.0.
    pub volume: f32,
    /// What the caregiver can tap in this scene.
    pub cues: Vec<Cue>,
    /// What rules have said to the caregiver in this session: the latest few, oldest first.
    pub prompts: Vec<Raised>,
    /// How far the task has come, if there is one.
    pub task: Option<Progress>,
    /// How it keeps step with others, if it began together with them.
    pub keeping: Option<crate::Keeping>,
}
