//! The link's thread: carries out what the machine says, until the link is dropped.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

use protocol::headset::{Event, Input, Link, Output};
use protocol::{Hello, Mode, VERSION};

use super::socket::{Said, Socket, SocketError};
use super::{LauncherClock, LinkConfig, Mailbox};

/// How long the thread sleeps without a connection, unless there is something new.
const IDLE: Duration = Duration::from_millis(50);

pub(super) fn run(config: &LinkConfig, mailbox: &Mailbox) {
    let machine = Link::new(Hello {
        protocol: VERSION,
        id: config.id.clone(),
        boot: config.boot.clone(),
        name: config.name.clone(),
        version: env!("CARGO_PKG_VERSION").into(),
        // Until the first report says how it is.
        mode: Mode::Offscreen,
        desired: None,
    });
    let mut worker = Worker {
        url: &config.url,
        mailbox,
        machine,
        socket: None,
        epoch: Instant::now(),
        trouble: None,
    };
    while worker.turn() {}
    if let Some(socket) = worker.socket.take() {
        socket.close();
    }
}

struct Worker<'a> {
    url: &'a str,
    mailbox: &'a Mailbox,
    machine: Link,
    socket: Option<Socket>,
    epoch: Instant,
    /// What the log said last of why there is no connection.
    trouble: Option<String>,
}

impl Worker<'_> {
    /// One turn of the thread; false when the link was dropped.
    fn turn(&mut self) -> bool {
        let Some(inputs) = self.collect() else {
            return false;
        };
        for input in inputs {
            self.give(input);
        }
        self.give(Input::Tick);
        if let Some(socket) = &mut self.socket {
            match socket.read() {
                Ok(Some(Said::Text(text))) => self.give(Input::Text(text)),
                Ok(Some(Said::Binary(bytes))) => self.give(Input::Binary(bytes)),
                Ok(None) => {}
                Err(error) => self.lose(&error),
            }
        }
        let clock = self.machine.clock(self.epoch.elapsed());
        self.mailbox.post().clock = clock.map(|reading| LauncherClock::new(reading, self.epoch));
        true
    }

    /// What the program wants sent. Without a connection this is where the thread sleeps.
    fn collect(&self) -> Option<Vec<Input>> {
        let mut post = self.mailbox.post();
        if self.socket.is_none() && !post.ended {
            // A wait that ends early or a lock that a dead thread held only means one more turn.
            post = match self.mailbox.arrived.wait_timeout(post, IDLE) {
                Ok((post, _)) => post,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
        let report = post.report.take().map(Input::Report);
        let picture = post.picture.take().map(Input::Picture);
        let fetch = post.fetch.take().map(Input::Fetch);
        (!post.ended).then(|| report.into_iter().chain(picture).chain(fetch).collect())
    }

    fn give(&mut self, input: Input) {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for output in self.machine.handle(self.epoch.elapsed(), input) {
                inputs.extend(self.carry_out(output));
            }
        }
    }

    fn carry_out(&mut self, output: Output) -> Option<Input> {
        let sent = match output {
            Output::Connect => return Some(self.connect()),
            Output::Close => {
                if let Some(socket) = self.socket.take() {
                    socket.close();
                }
                return None;
            }
            Output::Event(event) => {
                self.note(&event);
                self.mailbox.post().events.push(event);
                return None;
            }
            Output::Text(text) => self.socket.as_mut().map(|socket| socket.text(text)),
            Output::Binary(bytes) => self.socket.as_mut().map(|socket| socket.binary(bytes)),
        };
        match sent {
            Some(Err(error)) => {
                self.socket = None;
                self.explain(&error);
                Some(Input::Closed { jitter: jitter() })
            }
            _ => None,
        }
    }

    fn connect(&mut self) -> Input {
        match Socket::open(self.url) {
            Ok(socket) => {
                self.socket = Some(socket);
                Input::Opened
            }
            Err(error) => {
                self.explain(&error);
                Input::Closed { jitter: jitter() }
            }
        }
    }

    fn lose(&mut self, error: &SocketError) {
        self.socket = None;
        self.explain(error);
        self.give(Input::Closed { jitter: jitter() });
    }

    fn note(&mut self, event: &Event) {
        if matches!(event, Event::Up) {
            self.trouble = None;
        }
    }

    /// Says in the log why there is no connection, once for each reason.
    fn explain(&mut self, error: &SocketError) {
        let trouble = error.to_string();
        if self.trouble.as_ref() != Some(&trouble) {
            tracing::info!(
                url = self.url,
                error = trouble,
                "no connection to the launcher; trying on"
            );
            self.trouble = Some(trouble);
        }
    }
}

/// Random from 0 to 1; the standard library seeds each `RandomState` from the system.
fn jitter() -> f32 {
    (RandomState::new().hash_one(0) >> 40) as f32 / (1_u64 << 24) as f32
}
