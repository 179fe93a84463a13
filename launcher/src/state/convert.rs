//! From the link's words to the API's.

use protocol::{
    EndedReason, How, Listening as LinkListening, Mode, Play, Report, State as LinkState,
};

use crate::api::resources::{
    ChangeListening, Desired, EndedWhy, HeadsetMode, HeadsetState, Listening, NextScene, Notice,
    Reported, StopHow,
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
        stop: None,
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
        elapsed: report.elapsed_seconds.into(),
        remaining: report.remaining_seconds.map(f64::from),
        volume: report.volume,
        level: report.level,
    }
}
