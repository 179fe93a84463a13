//! The headset's end of the connection as a pure machine: connect, introduce, listen, report, and
//! begin again for ever when anything breaks. The resident never notices any of it (H10).

use std::time::Duration;

use crate::clock::{Clock, Reading};
use crate::own::{self, Fetched, Fetching, Own};
use crate::{Desired, Hello, Refusal, RefusalCode, Report, ToHeadset, ToLauncher, Watch, picture};

/// After so long without a word from the launcher the connection counts as lost.
const SILENCE: Duration = Duration::from_secs(4);
/// A connection that is neither open nor refused after so long is given up.
const CONNECT_WITHIN: Duration = Duration::from_secs(4);
/// A report goes out at least this often.
const REPORT_EVERY: Duration = Duration::from_secs(1);
/// The first wait before connecting again; each failure doubles it, up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(2);
/// The wait after being turned away for something that only a person can mend.
const REFUSED_WAIT: Duration = Duration::from_secs(10);

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// Time passed. Give one at least every 100 ms.
    Tick,
    /// The connection asked for by [`Output::Connect`] is open.
    Opened,
    /// The connection could not be opened, or ended.
    Closed {
        /// A random number from 0.0 to 1.0: headsets that lost the launcher together come back apart.
        jitter: f32,
    },
    /// A text message came.
    Text(String),
    /// A binary message came.
    Binary(Vec<u8>),
    /// How the headset is now; the latest one counts.
    Report(Box<Report>),
    /// A new preview picture, as JPEG; dropped when nobody looks.
    Picture(Vec<u8>),
    /// These files of the resident's own are wanted from now on, and no others; each comes as [`Event::Fetched`].
    Fetch(Vec<Own>),
}

/// What to do.
#[expect(
    clippy::large_enum_variant,
    reason = "one is held at a time, never many"
)]
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// Open a connection; answer with [`Input::Opened`] or [`Input::Closed`].
    Connect,
    /// Close the connection, or give up opening it; no [`Input::Closed`] is expected for it.
    Close,
    /// Send a text message.
    Text(String),
    /// Send a binary message.
    Binary(Vec<u8>),
    /// Tell the headset.
    Event(Event),
}

/// What the headset has to know.
#[expect(
    clippy::large_enum_variant,
    reason = "one is held at a time, never many"
)]
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The launcher let this headset in.
    Up,
    /// The connection that was up is lost. Nothing has to be done about it.
    Down,
    /// The launcher turned this headset away; the link tries again by itself, slowly.
    Refused(Refusal),
    /// A wish newer than all before it.
    Desired(Desired),
    /// Someone began or ceased to look. Off whenever the link is down.
    Watch(Watch),
    /// One of the files that are wanted.
    Fetched(Fetched),
    /// The launcher said something that could not be understood; it was passed over.
    NotUnderstood(Refusal),
}

/// The headset's end of the connection.
#[derive(Debug, Clone)]
pub struct Link {
    hello: Hello,
    phase: Phase,
    failures: u32,
    report: Report,
    reported: Option<(Report, Duration)>,
    watched: bool,
    pictures: u64,
    clock: Clock,
    fetching: Fetching,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Phase {
    Waiting { until: Duration },
    Connecting { since: Duration },
    Greeting { since: Duration },
    Up { heard: Duration },
}

impl Link {
    /// A link that connects at its first [`Input::Tick`]. `hello.desired` is what the headset still
    /// carries out from before, if anything.
    pub fn new(hello: Hello) -> Link {
        let report = Report::new(hello.mode);
        Link {
            hello,
            phase: Phase::Waiting {
                until: Duration::ZERO,
            },
            failures: 0,
            report,
            reported: None,
            watched: false,
            pictures: 0,
            clock: Clock::default(),
            fetching: Fetching::default(),
        }
    }

    /// Whether the launcher has let this headset in.
    pub fn is_up(&self) -> bool {
        matches!(self.phase, Phase::Up { .. })
    }

    /// The last wish that arrived.
    pub fn desired(&self) -> Option<&Desired> {
        self.hello.desired.as_ref()
    }

    /// What is known of the launcher's clock, against the one given to [`Link::handle`].
    pub fn clock(&self, now: Duration) -> Option<Reading> {
        self.clock.reading(now)
    }

    /// Takes in what happened at `now` (any clock that only goes forward) and says what to do, in order.
    pub fn handle(&mut self, now: Duration, input: Input) -> Vec<Output> {
        let mut out = Vec::new();
        match input {
            Input::Tick => self.tick(now, &mut out),
            Input::Opened => {
                if matches!(self.phase, Phase::Connecting { .. }) {
                    self.phase = Phase::Greeting { since: now };
                    out.push(Output::Text(
                        ToLauncher::Hello(self.hello.clone()).to_text(),
                    ));
                }
            }
            Input::Closed { jitter } => self.lost(now, jitter, &mut out),
            Input::Text(text) => self.text(now, &text, &mut out),
            Input::Binary(bytes) => self.piece(now, &bytes, &mut out),
            Input::Fetch(files) => {
                self.fetching.want(files);
                self.fetch(now, &mut out);
            }
            Input::Report(report) => {
                self.report = *report;
                self.hello.mode = self.report.mode;
                self.send_report(now, &mut out);
            }
            Input::Picture(jpeg) => {
                if self.is_up() && self.watched {
                    self.pictures += 1;
                    out.push(Output::Binary(picture::encode(self.pictures, &jpeg)));
                }
            }
        }
        out
    }

    fn tick(&mut self, now: Duration, out: &mut Vec<Output>) {
        match self.phase {
            Phase::Waiting { until } if now >= until => {
                self.phase = Phase::Connecting { since: now };
                out.push(Output::Connect);
            }
            Phase::Connecting { since } if now >= since + CONNECT_WITHIN => self.give_up(now, out),
            Phase::Greeting { since: heard } | Phase::Up { heard } if now >= heard + SILENCE => {
                self.give_up(now, out)
            }
            Phase::Up { .. } => {
                self.send_report(now, out);
                let question = self.clock.question(now);
                out.extend(question.map(|asks| Output::Text(ToLauncher::Clock(asks).to_text())));
                self.fetch(now, out);
            }
            _ => {}
        }
    }

    fn text(&mut self, now: Duration, text: &str, out: &mut Vec<Output>) {
        let message = match ToHeadset::from_text(text) {
            Ok(message) => message,
            Err(refusal) => {
                self.hear(now);
                out.push(Output::Event(Event::NotUnderstood(refusal)));
                return;
            }
        };
        match (self.phase, message) {
            (Phase::Greeting { .. }, ToHeadset::Welcome(_)) => {
                self.phase = Phase::Up { heard: now };
                self.failures = 0;
                self.clock.eager();
                self.fetching.again();
                self.reported = None;
                out.push(Output::Event(Event::Up));
                self.send_report(now, out);
            }
            (Phase::Greeting { .. } | Phase::Up { .. }, ToHeadset::Refused(refusal)) => {
                let wait = match refusal.code {
                    RefusalCode::ProtocolVersion | RefusalCode::NameTaken => REFUSED_WAIT,
                    RefusalCode::IdInUse | RefusalCode::TooLarge | RefusalCode::Malformed => {
                        LONGEST_WAIT
                    }
                };
                out.push(Output::Event(Event::Refused(refusal)));
                out.push(Output::Close);
                self.down(out);
                self.phase = Phase::Waiting { until: now + wait };
            }
            (Phase::Greeting { .. } | Phase::Up { .. }, ToHeadset::Ping(number)) => {
                self.hear(now);
                out.push(Output::Text(ToLauncher::Pong(number).to_text()));
            }
            (Phase::Up { .. }, ToHeadset::Desired(desired)) => {
                self.hear(now);
                self.desire(now, desired, out);
            }
            (Phase::Up { .. }, ToHeadset::Watch(watch)) => {
                self.hear(now);
                self.watched = watch.on;
                out.push(Output::Event(Event::Watch(watch)));
            }
            (Phase::Up { .. }, ToHeadset::Clock(answer)) => {
                self.hear(now);
                self.clock.hear(now, &answer);
            }
            // A second welcome, a wish before the welcome, or the rest of a connection already given up.
            _ => self.hear(now),
        }
    }

    fn piece(&mut self, now: Duration, message: &[u8], out: &mut Vec<Output>) {
        self.hear(now);
        match own::decode(message) {
            Ok((question, bytes)) => {
                let fetched = self.fetching.hear(&question, bytes);
                out.extend(fetched.map(|fetched| Output::Event(Event::Fetched(fetched))));
                self.fetch(now, out);
            }
            Err(refusal) => out.push(Output::Event(Event::NotUnderstood(refusal))),
        }
    }

    /// Asks for the next piece of what is wanted.
    fn fetch(&mut self, now: Duration, out: &mut Vec<Output>) {
        if self.is_up() {
            let question = self.fetching.question(now);
            out.extend(question.map(|asks| Output::Text(ToLauncher::Fetch(asks).to_text())));
        }
    }

    fn desire(&mut self, now: Duration, desired: Desired, out: &mut Vec<Output>) {
        if desired.revision
            > self
                .hello
                .desired
                .as_ref()
                .map_or(0, |known| known.revision)
        {
            self.hello.desired = Some(desired.clone());
            out.push(Output::Event(Event::Desired(desired)));
        } else {
            // The launcher has not seen the acknowledgement yet.
            self.reported = None;
            self.send_report(now, out);
        }
    }

    fn send_report(&mut self, now: Duration, out: &mut Vec<Output>) {
        let due = match &self.reported {
            Some((last, at)) => now >= *at + REPORT_EVERY || !last.agrees_with(&self.report),
            None => true,
        };
        if self.is_up() && due {
            self.reported = Some((self.report.clone(), now));
            out.push(Output::Text(
                ToLauncher::Report(Box::new(self.report.clone())).to_text(),
            ));
        }
    }

    /// Only a welcome counts before the welcome, or a lost one would be waited for without end.
    fn hear(&mut self, now: Duration) {
        if let Phase::Up { heard } = &mut self.phase {
            *heard = now;
        }
    }

    fn give_up(&mut self, now: Duration, out: &mut Vec<Output>) {
        out.push(Output::Close);
        self.down(out);
        // Four seconds have passed already: no need to wait longer.
        self.phase = Phase::Waiting { until: now };
    }

    fn lost(&mut self, now: Duration, jitter: f32, out: &mut Vec<Output>) {
        if matches!(self.phase, Phase::Waiting { .. }) {
            return;
        }
        self.down(out);
        let longest = (FIRST_WAIT * 2_u32.pow(self.failures.min(8))).min(LONGEST_WAIT);
        self.failures = self.failures.saturating_add(1);
        let share = if jitter.is_finite() {
            0.5 + 0.5 * jitter.clamp(0.0, 1.0)
        } else {
            1.0
        };
        self.phase = Phase::Waiting {
            until: now + longest.mul_f32(share),
        };
    }

    fn down(&mut self, out: &mut Vec<Output>) {
        if self.watched {
            self.watched = false;
            out.push(Output::Event(Event::Watch(Watch {
                on: false,
                max_fps: 0.0,
            })));
        }
        if self.is_up() {
            out.push(Output::Event(Event::Down));
        }
    }
}
