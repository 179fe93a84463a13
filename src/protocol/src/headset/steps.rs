//! From one wish to the next: what there is to do, each thing once.

use std::collections::BTreeMap;

use crate::{Desired, How, Listening, Own, Person, Play, Resume, SessionId, Target, Together};

/// The most "next scene" taps carried out from one wish: a caregiver cannot have meant more.
const MOST_ADVANCES: u32 = 16;

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Start a session.
    Play {
        /// Which one.
        session: SessionId,
        /// The experience's id.
        experience: String,
        /// Where to begin, when the headset was restarted in the middle of it or comes to the others later.
        resume: Option<Resume>,
        /// When it begins together with others.
        together: Option<Together>,
        /// The resident's own files, by slot.
        own: BTreeMap<String, Vec<Own>>,
    },
    /// The session that is started next ends after so many minutes at the latest (H1).
    Minutes(u32),
    /// Go to the calm scene.
    Stop(How),
    /// Hold the session still, or let it go on.
    Pause(bool),
    /// Set the volume, 0.0 to 1.0.
    Volume(f32),
    /// Let the resident hear and read in this way from now on.
    Listening(Listening),
    /// The resident sits, looks and reads in this way from now on.
    Person(Person),
    /// The caregiver tapped this cue.
    Cue(String),
    /// Face forward.
    Recentre,
    /// Go on to the next scene.
    NextScene,
}

/// Compares each wish with the one before it.
///
/// ```
/// # use protocol::{*, headset::*};
/// let play = |revision, advances| Desired { revision, target: Target::Play(Play {
///     session: SessionId("s1".into()), experience: "lake".into(), paused: false,
///     volume: 0.7, recentres: 0, advances, cues: Default::default(), listening: Listening::default(),
///     person: Person::default(), resume: None, together: None, minutes: None,
///     own: Default::default(),
/// }) };
/// let mut steps = Steps::default();
/// assert_eq!(steps.take(&play(1, 0)).len(), 4); // Volume, Listening, Person, Play
/// assert_eq!(steps.take(&play(2, 1)), [Step::NextScene]);
/// assert_eq!(steps.take(&play(2, 1)), []);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Steps {
    last: Option<Desired>,
    ended: Option<SessionId>,
}

impl Steps {
    /// Says that a session came to its end here by itself or was stopped: it is not started again
    /// when the same wish comes once more.
    pub fn ended(&mut self, session: SessionId) {
        self.ended = Some(session);
    }

    /// The last wish taken; what [`crate::Report::desired`] should say.
    pub fn last(&self) -> Option<&Desired> {
        self.last.as_ref()
    }

    /// What to do to come from the last wish to this one, in order.
    pub fn take(&mut self, desired: &Desired) -> Vec<Step> {
        let before = self.last.replace(desired.clone());
        let over = |play: &Play| self.ended.as_ref() == Some(&play.session);
        match (before.as_ref().and_then(Desired::play), &desired.target) {
            (_, Target::Lobby { how }) => {
                let same = before
                    .as_ref()
                    .is_some_and(|before| before.target == desired.target);
                if same {
                    Vec::new()
                } else {
                    vec![Step::Stop(*how)]
                }
            }
            (_, Target::Play(play)) if over(play) => Vec::new(),
            (Some(from), Target::Play(to))
                if from.session == to.session && from.experience == to.experience =>
            {
                changes(from, to)
            }
            (_, Target::Play(play)) => start(play),
        }
    }
}

fn changes(from: &Play, to: &Play) -> Vec<Step> {
    let mut steps = Vec::new();
    if from.volume != to.volume {
        steps.push(Step::Volume(to.volume));
    }
    if from.listening != to.listening {
        steps.push(Step::Listening(to.listening.clone()));
    }
    if from.person != to.person {
        steps.push(Step::Person(to.person));
    }
    if to.recentres > from.recentres {
        // Facing forward several times at once is the same as once.
        steps.push(Step::Recentre);
    }
    advance(&mut steps, from.advances, to.advances);
    tap(&mut steps, Some(&from.cues), &to.cues);
    if from.paused != to.paused {
        steps.push(Step::Pause(to.paused));
    }
    steps
}

fn start(play: &Play) -> Vec<Step> {
    let mut steps = vec![
        Step::Volume(play.volume),
        Step::Listening(play.listening.clone()),
        Step::Person(play.person),
    ];
    steps.extend(play.minutes.map(Step::Minutes));
    steps.push(Step::Play {
        session: play.session.clone(),
        experience: play.experience.clone(),
        resume: play.resume.clone(),
        together: play.together.clone(),
        own: play.own.clone(),
    });
    advance(
        &mut steps,
        play.resume.as_ref().map_or(0, |resume| resume.advances),
        play.advances,
    );
    tap(
        &mut steps,
        play.resume.as_ref().map(|resume| &resume.cues),
        &play.cues,
    );
    if play.paused {
        steps.push(Step::Pause(true));
    }
    steps
}

fn advance(steps: &mut Vec<Step>, from: u32, to: u32) {
    let times = to.saturating_sub(from).min(MOST_ADVANCES);
    steps.extend((0..times).map(|_| Step::NextScene));
}

/// Each cue that was tapped since, once: it is offered again when what it began is over.
fn tap(steps: &mut Vec<Step>, from: Option<&BTreeMap<String, u32>>, to: &BTreeMap<String, u32>) {
    let before = |id: &str| from.and_then(|from| from.get(id)).copied().unwrap_or(0);
    let tapped = to.iter().filter(|(id, times)| **times > before(id));
    steps.extend(tapped.map(|(id, _)| Step::Cue(id.clone())));
}
