//! One headset as the launcher knows it: what is wanted of it, what it says, who looks at it.

use std::time::Duration;

use super::headsets::{ConnectionId, Output};
use super::wish::Wish;
use crate::{Desired, HeadsetId, Notice, Report, ToHeadset, Watch};

/// A wish is sent again after so long without its acknowledgement.
const RESEND_AFTER: Duration = Duration::from_secs(1);
/// Nobody looks any more this long after the last `Input::Looked`.
const WATCH_FOR: Duration = Duration::from_secs(3);
/// A headset that was turned away is spoken of for so long after its last try; it tries every 10 s.
const TURNED_AWAY_FOR: Duration = Duration::from_secs(25);

/// One headset as the launcher knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Headset {
    pub(super) name: String,
    pub(super) boot: Option<String>,
    pub(super) version: String,
    pub(super) wish: Wish,
    pub(super) report: Option<Report>,
    pub(super) connection: Option<ConnectionId>,
    pub(super) since: Duration,
    pub(super) heard: Option<Duration>,
    /// How long it was not heard before `heard`, which is when this launcher started.
    pub(super) away: Duration,
    pub(super) sent: Option<(u64, Duration)>,
    pub(super) watch: Option<(Duration, f32)>,
    pub(super) turned_away: Option<(Notice, Duration)>,
}

impl Headset {
    /// What people call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Version of its program; empty while it was not heard since the launcher started.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Whether it can be reached now.
    pub fn is_connected(&self) -> bool {
        self.connection.is_some()
    }

    /// When it was last let in or lost, on the clock given to `Headsets::handle`.
    pub fn since(&self) -> Duration {
        self.since
    }

    /// What is wanted of it.
    pub fn desired(&self) -> &Desired {
        self.wish.desired()
    }

    /// What it said last; none while it was not heard since the launcher started.
    pub fn report(&self) -> Option<&Report> {
        self.report.as_ref()
    }

    /// Whether it has acted on all that is wanted of it.
    pub fn is_acknowledged(&self) -> bool {
        self.report
            .as_ref()
            .is_some_and(|report| report.desired.as_ref() == Some(self.desired()))
    }

    /// What the caregiver should know: the headset's own notices and the launcher's.
    pub fn notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        if self.connection.is_none() {
            notices.push(Notice::Unreachable {
                name: self.name.clone(),
            });
        }
        notices.extend(self.turned_away.iter().map(|(notice, _)| notice.clone()));
        notices.extend(
            self.report
                .iter()
                .flat_map(|report| report.notices.iter().cloned()),
        );
        notices
    }
}

impl Headset {
    pub(super) fn new(name: String, wish: Wish) -> Headset {
        Headset {
            name,
            boot: None,
            version: String::new(),
            wish,
            report: None,
            connection: None,
            since: Duration::ZERO,
            heard: None,
            away: Duration::ZERO,
            sent: None,
            watch: None,
            turned_away: None,
        }
    }

    pub(super) fn send_wish(&mut self, now: Duration, out: &mut Vec<Output>) {
        if let Some(connection) = self.connection {
            self.sent = Some((self.wish.desired().revision, now));
            out.push(Output::Send(
                connection,
                ToHeadset::Desired(self.wish.desired().clone()).to_text(),
            ));
        }
    }

    pub(super) fn tick(&mut self, now: Duration, id: &HeadsetId, out: &mut Vec<Output>) {
        if self
            .watch
            .is_some_and(|(looked, _)| now >= looked + WATCH_FOR)
        {
            self.watch = None;
            if let Some(connection) = self.connection {
                out.push(Output::Send(
                    connection,
                    ToHeadset::Watch(Watch {
                        on: false,
                        max_fps: 0.0,
                    })
                    .to_text(),
                ));
            }
        }
        if self
            .turned_away
            .as_ref()
            .is_some_and(|(_, at)| now >= *at + TURNED_AWAY_FOR)
        {
            self.turned_away = None;
            out.push(Output::Changed(id.clone()));
        }
        if !self.is_acknowledged() && self.sent.is_some_and(|(_, at)| now >= at + RESEND_AFTER) {
            self.send_wish(now, out);
        }
    }
}
