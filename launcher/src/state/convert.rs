//! From the link's words to the API's.

use protocol::{
    Ceiling, EndedReason, How, Listening as LinkListening, Mode, Person as LinkPerson, Play,
    Report, State as LinkState,
};

use crate::api::resources::{
    ChangeListening, ChangePerson, Cue, Desired, EndedWhy, HeadsetMode, HeadsetState, Listening,
    NextScene, Notice, Person, Prompt, Reported, Stimulation, StopHow, Task,
};

pub(super) fn state(state: LinkState) -> HeadsetState {
    match state {
        LinkState::Lobby => HeadsetState::Lobby,
        LinkState::Loading => HeadsetState::Loading,
        LinkState::Playing => HeadsetState::Playing,
        LinkState::Paused => HeadsetState::Paused,
        LinkState::Ending => HeadsetState::Ending,
    }
}

pub(super) fn mode(mode: Mode) -> HeadsetMode {
    match mode {
        Mode::Xr => HeadsetMode::Xr,
        Mode::Window => HeadsetMode::Window,
        Mode::Offscreen => HeadsetMode::Offscreen,
    }
}

pub(super) fn why(reason: EndedReason) -> EndedWhy {
    match reason {
        EndedReason::Finished => EndedWhy::Finished,
        EndedReason::Stopped => EndedWhy::Stopped,
        EndedReason::Dizzy => EndedWhy::Dizzy,
        EndedReason::Replaced => EndedWhy::Replaced,
        EndedReason::Failed => EndedWhy::Failed,
    }
}

pub(super) fn how(how: StopHow) -> How {
    match how {
        StopHow::Gently => How::Gentle,
        StopHow::Dizzy => How::Dizzy,
    }
}

pub(super) fn stopped(how: StopHow) -> EndedWhy {
    match how {
        StopHow::Gently => EndedWhy::Stopped,
        StopHow::Dizzy => EndedWhy::Dizzy,
    }
}

/// What is wanted of a session that goes on.
pub(super) fn desired(revision: u64, play: &Play) -> Desired {
    let LinkListening {
        language,
        captions,
        description,
        mono,
        speech_boost,
    } = play.listening.clone();
    Desired {
        revision,
        paused: play.paused,
        volume: play.volume,
        listening: Listening {
            language,
            captions,
            description,
            mono,
            speech_boost,
        },
        person: person(&play.person),
        stop: None,
    }
}

fn person(person: &LinkPerson) -> Person {
    Person {
        dwell: person.dwell_seconds,
        yaw_gain: person.yaw_gain,
        reclined: person.reclined,
        eye_height: person.eye_height,
        text: person.text_degrees,
        stimulation: match person.stimulation {
            Ceiling::Low => Stimulation::Low,
            Ceiling::Medium => Stimulation::Medium,
            Ceiling::High => Stimulation::High,
        },
        eye_gaze: person.eye_gaze,
    }
}

/// What is asked of a person, and for the rest what is so already.
pub(super) fn person_laid_over(asked: ChangePerson, now: LinkPerson) -> LinkPerson {
    LinkPerson {
        dwell_seconds: asked.dwell.unwrap_or(now.dwell_seconds),
        yaw_gain: asked.yaw_gain.unwrap_or(now.yaw_gain),
        reclined: asked.reclined.unwrap_or(now.reclined),
        eye_height: asked.eye_height.or(now.eye_height),
        text_degrees: asked.text.unwrap_or(now.text_degrees),
        stimulation: asked
            .stimulation
            .map_or(now.stimulation, |most| match most {
                Stimulation::Low => Ceiling::Low,
                Stimulation::Medium => Ceiling::Medium,
                Stimulation::High => Ceiling::High,
            }),
        eye_gaze: asked.eye_gaze.unwrap_or(now.eye_gaze),
    }
}

/// What is asked of listening, and for the rest what is so already.
pub(super) fn laid_over(asked: ChangeListening, now: LinkListening) -> LinkListening {
    LinkListening {
        language: asked.language.unwrap_or(now.language),
        captions: asked.captions.unwrap_or(now.captions),
        description: asked.description.unwrap_or(now.description),
        mono: asked.mono.unwrap_or(now.mono),
        speech_boost: asked.speech_boost.unwrap_or(now.speech_boost),
    }
}

pub(super) fn notice(notice: &protocol::Notice) -> Notice {
    Notice {
        code: notice.code().to_owned(),
        text: notice.text(),
    }
}

pub(super) fn reported(report: &Report) -> Reported {
    Reported {
        revision: report.revision(),
        state: state(report.state),
        scene: report.scene.clone(),
        next: report.next.as_ref().map(|next| NextScene {
            scene: next.scene.clone(),
            label: next.label.clone(),
        }),
        cues: report
            .cues
            .iter()
            .map(|cue| Cue {
                id: cue.id.clone(),
                label: cue.label.clone(),
            })
            .collect(),
        prompts: report
            .prompts
            .iter()
            .map(|prompt| Prompt {
                number: prompt.number,
                text: prompt.text.clone(),
            })
            .collect(),
        task: report.task.as_ref().map(|task| Task {
            label: task.label.clone(),
            counted: task.counted,
            goal: task.goal,
        }),
        elapsed: report.elapsed_seconds.into(),
        remaining: report.remaining_seconds.map(f64::from),
        volume: report.volume,
        level: report.level,
    }
}
