//! A headset made for the tests: the headset's own end of the link (`protocol::headset`) on a real
//! socket, in front of a pretended resident and picture.

use std::{
    net::{SocketAddr, TcpStream},
    sync::mpsc::{Receiver, Sender, TryRecvError, channel},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use protocol::{
    Cue, Desired, Ended, EndedReason, Fetched, HeadsetId, Hello, How, InStep, Mode, NextScene,
    Prompt, Report, SessionId, State,
    headset::{Event, Input, Link, Output, Step, Steps},
};
use tungstenite::{Message, WebSocket};

use crate::{http::PATIENCE, program::photo};

/// How long the socket is listened to before time passes for the link.
const LISTEN: Duration = Duration::from_millis(10);

/// How it says that it keeps step with others.
pub(crate) const IN_STEP: InStep = InStep {
    skew_ms: Some(-3.5),
    uncertain_ms: Some(1.25),
    late: false,
    alone: false,
};

/// What a test makes happen in a headset.
enum Order {
    /// The session's time is over.
    Finish,
    /// Reads nothing more and says nothing more, with the connection open.
    Freeze(Sender<()>),
    End,
}

/// A headset; killed when dropped.
pub(crate) struct Headset {
    orders: Sender<Order>,
    events: Receiver<Event>,
    thread: Option<JoinHandle<()>>,
}

/// How a headset introduces itself.
pub(crate) fn hello(id: &str, name: &str, boot: &str) -> Hello {
    Hello {
        protocol: protocol::VERSION,
        id: HeadsetId(id.to_owned()),
        boot: boot.to_owned(),
        name: name.to_owned(),
        version: "test".to_owned(),
        mode: Mode::Offscreen,
        desired: None,
    }
}

impl Headset {
    pub(crate) fn start(launcher: SocketAddr, id: &str, name: &str) -> Self {
        Self::start_as(launcher, hello(id, name, "first"))
    }

    pub(crate) fn start_as(launcher: SocketAddr, hello: Hello) -> Self {
        let (orders, inbox) = channel();
        let (tell, events) = channel();
        let body = Body::new(launcher, hello, tell);
        Self {
            orders,
            events,
            thread: Some(thread::spawn(move || body.run(&inbox))),
        }
    }

    /// The session ends by itself.
    pub(crate) fn finish(&self) {
        self.orders.send(Order::Finish).unwrap();
    }

    /// The program hangs with its connection open.
    pub(crate) fn freeze(&self) {
        let (frozen, is_frozen) = channel();
        self.orders.send(Order::Freeze(frozen)).unwrap();
        is_frozen.recv_timeout(PATIENCE).expect("it hangs");
    }

    /// Waits for a wish of the launcher.
    pub(crate) fn until_desired(&self, right: impl Fn(&Desired) -> bool) -> Desired {
        loop {
            match self.events.recv_timeout(PATIENCE).expect("a wish comes") {
                Event::Desired(desired) if right(&desired) => return desired,
                _ => {}
            }
        }
    }

    /// Waits for one of the resident's own files.
    pub(crate) fn until_fetched(&self) -> Fetched {
        loop {
            let event = self.events.recv_timeout(PATIENCE).expect("a file comes");
            if let Event::Fetched(fetched) = event {
                return fetched;
            }
        }
    }

    /// Waits until somebody begins, or ceases, to look.
    pub(crate) fn until_watched(&self, on: bool) {
        loop {
            match self.events.recv_timeout(PATIENCE).expect("a watch comes") {
                Event::Watch(watch) if watch.on == on => return,
                _ => {}
            }
        }
    }

    /// Waits until it is turned away.
    pub(crate) fn until_refused(&self) -> protocol::Refusal {
        loop {
            if let Event::Refused(refusal) =
                self.events.recv_timeout(PATIENCE).expect("a refusal comes")
            {
                return refusal;
            }
        }
    }
}

impl Drop for Headset {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.orders.send(Order::End);
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(
                ended.is_ok() || thread::panicking(),
                "the headset's thread panicked"
            );
        }
    }
}

struct Body {
    launcher: SocketAddr,
    link: Link,
    steps: Steps,
    report: Report,
    session: Option<SessionId>,
    socket: Option<WebSocket<TcpStream>>,
    watched: bool,
    shade: u8,
    born: Instant,
    tell: Sender<Event>,
}

impl Body {
    fn new(launcher: SocketAddr, hello: Hello, tell: Sender<Event>) -> Self {
        Self {
            launcher,
            link: Link::new(hello),
            steps: Steps::default(),
            report: Report {
                worn: Some(true),
                battery: Some(0.8),
                ..Report::new(Mode::Offscreen)
            },
            session: None,
            socket: None,
            watched: false,
            shade: 0,
            born: Instant::now(),
            tell,
        }
    }

    fn run(mut self, orders: &Receiver<Order>) {
        loop {
            match orders.try_recv() {
                Ok(Order::Finish) => self.leave(EndedReason::Finished),
                Ok(Order::Freeze(frozen)) => {
                    frozen.send(()).unwrap();
                    // Until it is told to end, or the test is over.
                    while !matches!(orders.recv(), Ok(Order::End) | Err(_)) {}
                    return;
                }
                Ok(Order::End) | Err(TryRecvError::Disconnected) => return,
                Err(TryRecvError::Empty) => {}
            }
            self.listen();
            self.give(Input::Tick);
            if self.watched {
                self.shade = self.shade.wrapping_add(1);
                self.give(Input::Picture(photo(self.shade)));
            }
        }
    }

    fn listen(&mut self) {
        let Some(socket) = &mut self.socket else {
            // Between two tries to connect time passes, as it does while listening.
            thread::sleep(LISTEN);
            return;
        };
        match socket.read() {
            Ok(Message::Text(text)) => self.give(Input::Text(text.to_string())),
            Ok(Message::Binary(bytes)) => self.give(Input::Binary(bytes.into())),
            Ok(Message::Close(_)) => {}
            Ok(_) => {}
            Err(tungstenite::Error::Io(error))
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                ) => {}
            Err(_) => {
                self.socket = None;
                self.give(Input::Closed { jitter: 0.5 });
            }
        }
    }

    fn give(&mut self, input: Input) {
        let outputs = self.link.handle(self.born.elapsed(), input);
        for output in outputs {
            match output {
                Output::Connect => {
                    self.socket = self.connect();
                    let input = if self.socket.is_some() {
                        Input::Opened
                    } else {
                        Input::Closed { jitter: 0.5 }
                    };
                    self.give(input);
                }
                Output::Close => self.socket = None,
                Output::Text(text) => self.send(Message::text(text)),
                Output::Binary(bytes) => self.send(Message::binary(bytes)),
                Output::Event(event) => self.happened(event),
            }
        }
    }

    fn connect(&self) -> Option<WebSocket<TcpStream>> {
        let stream = TcpStream::connect(self.launcher).ok()?;
        stream.set_nodelay(true).unwrap();
        let (socket, _) =
            tungstenite::client(format!("ws://{}/link", self.launcher), stream).ok()?;
        socket.get_ref().set_read_timeout(Some(LISTEN)).unwrap();
        Some(socket)
    }

    fn send(&mut self, message: Message) {
        if let Some(socket) = &mut self.socket {
            // A broken connection shows when it is read.
            let _ = socket.send(message);
        }
    }

    fn happened(&mut self, event: Event) {
        match &event {
            Event::Desired(desired) => {
                self.obey(desired);
                let play = desired.play();
                let own = play.map(|play| play.own.clone()).unwrap_or_default();
                self.give(Input::Fetch(own.into_values().flatten().collect()));
            }
            Event::Watch(watch) => self.watched = watch.on,
            _ => {}
        }
        // A test that waits for nothing more has dropped its end.
        let _ = self.tell.send(event);
    }

    fn obey(&mut self, desired: &Desired) {
        let mut minutes_left = None;
        for step in self.steps.take(desired) {
            match step {
                Step::Play {
                    session,
                    experience,
                    resume,
                    together,
                    own: _,
                } => {
                    self.session = Some(session);
                    self.report.together = together.map(|_| IN_STEP);
                    self.report.experience = Some(experience);
                    self.report.state = State::Playing;
                    self.report.elapsed_seconds =
                        resume.as_ref().map_or(0.0, |resume| resume.elapsed_seconds);
                    self.report.remaining_seconds = Some(minutes_left.unwrap_or(600.0));
                    self.enter(&resume.map_or_else(|| "shore".to_owned(), |resume| resume.scene));
                }
                Step::Stop(How::Gentle) => self.left(EndedReason::Stopped),
                Step::Stop(How::Dizzy) => self.left(EndedReason::Dizzy),
                Step::Pause(paused) => {
                    self.report.state = if paused {
                        State::Paused
                    } else {
                        State::Playing
                    }
                }
                Step::Listening(_) => {}
                Step::Volume(volume) => {
                    self.report.volume = volume;
                    self.report.level = Some(volume / 10.0);
                }
                Step::Recentre | Step::Person(_) => {}
                Step::Minutes(minutes) => minutes_left = Some(minutes as f32 * 60.0),
                Step::Cue(id) => self.say(&id),
                Step::NextScene => {
                    if let Some(next) = self.report.next.clone() {
                        self.enter(&next.scene);
                    }
                }
            }
        }
        self.report.desired = self.steps.last().cloned();
        self.give(Input::Report(Box::new(self.report.clone())));
    }

    /// Says to the caregiver which button was tapped.
    fn say(&mut self, id: &str) {
        let number = self.report.prompts.len() as u32 + 1;
        let text = [
            ("sv".to_owned(), id.to_owned()),
            ("en".to_owned(), id.to_owned()),
        ]
        .into();
        self.report.prompts.push(Prompt { number, text });
    }

    fn enter(&mut self, scene: &str) {
        let ducks = (scene == "shore").then(|| Cue {
            id: "ducks".to_owned(),
            label: [
                ("sv".to_owned(), "Änder".to_owned()),
                ("en".to_owned(), "Ducks".to_owned()),
            ]
            .into(),
        });
        self.report.cues = ducks.into_iter().collect();
        self.report.scene = Some(scene.to_owned());
        self.report.next = (scene == "shore").then(|| NextScene {
            scene: "boat".to_owned(),
            label: [
                ("sv".to_owned(), "Ut med ekan".to_owned()),
                ("en".to_owned(), "Out in the boat".to_owned()),
            ]
            .into(),
        });
    }

    fn leave(&mut self, reason: EndedReason) {
        self.left(reason);
        self.give(Input::Report(Box::new(self.report.clone())));
    }

    fn left(&mut self, reason: EndedReason) {
        if let Some(session) = self.session.take() {
            self.steps.ended(session.clone());
            self.report.ended = Some(Ended { session, reason });
        }
        let Report {
            desired,
            ended,
            worn,
            battery,
            volume,
            ..
        } = self.report.clone();
        self.report = Report {
            desired,
            ended,
            worn,
            battery,
            volume,
            ..Report::new(Mode::Offscreen)
        };
    }
}
