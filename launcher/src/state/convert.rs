//! From the link's words to the API's.

use protocol::{EndedReason, How, Mode, Report, State as LinkState};

use crate::api::resources::{
    EndedWhy, HeadsetMode, HeadsetState, NextScene, Notice, Reported, StopHow,
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
    }
}
