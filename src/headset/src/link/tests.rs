//! Against a real WebSocket server on loopback, in the same process.

use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use protocol::headset::Event;
use protocol::launcher::{Change, ConnectionId, Headsets, Input, Output};
use protocol::{HeadsetId, Mode, Report, SessionId, State};
use tungstenite::{Message, WebSocket};

use super::{Link, LinkConfig};

/// No test waits longer than this for something that must happen; all return as soon as it has.
const PATIENCE: Duration = Duration::from_secs(20);

/// A launcher with one connection, as the real one is built: a socket around [`Headsets`].
struct Launcher {
    listener: TcpListener,
    headsets: Headsets,
    socket: Option<WebSocket<TcpStream>>,
    connections: u64,
    epoch: Instant,
    pictures: Vec<(u64, Vec<u8>)>,
}

impl Launcher {
    fn new() -> Launcher {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Launcher {
            listener,
            headsets: Headsets::new("0.1.0"),
            socket: None,
            connections: 0,
            epoch: Instant::now(),
            pictures: Vec::new(),
        }
    }

    fn url(&self) -> String {
        format!("ws://{}/link", self.listener.local_addr().unwrap())
    }

    /// Serves until `done`, and fails the test if that never comes.
    fn serve_until(&mut self, what: &str, mut done: impl FnMut(&mut Launcher) -> bool) {
        let began = Instant::now();
        while !done(self) {
            assert!(began.elapsed() < PATIENCE, "waited in vain for: {what}");
            self.turn();
        }
    }

    fn turn(&mut self) {
        if let Ok((stream, _)) = self.listener.accept() {
            stream.set_nonblocking(false).unwrap();
            self.socket = tungstenite::accept(stream).ok();
            self.connections += 1;
            if let Some(socket) = &self.socket {
                socket
                    .get_ref()
                    .set_read_timeout(Some(Duration::from_millis(5)))
                    .unwrap();
            }
            self.handle(Input::Opened(ConnectionId(self.connections)));
        }
        self.handle(Input::Tick);
        let id = ConnectionId(self.connections);
        match self.socket.as_mut().map(WebSocket::read) {
            Some(Ok(Message::Text(text))) => self.handle(Input::Text(id, text.as_str())),
            Some(Ok(Message::Binary(bytes))) => self.handle(Input::Binary(id, &bytes)),
            Some(Ok(Message::Close(_))) => self.gone(),
            Some(Err(tungstenite::Error::Io(error)))
                if error.kind() == std::io::ErrorKind::WouldBlock => {}
            Some(Err(_)) => self.gone(),
            Some(Ok(_)) | None => std::thread::yield_now(),
        }
    }

    fn gone(&mut self) {
        self.socket = None;
        self.handle(Input::Closed(ConnectionId(self.connections)));
    }

    fn handle(&mut self, input: Input<'_>) {
        let outputs = self.headsets.handle(self.epoch.elapsed(), input);
        self.carry_out(outputs);
    }

    fn carry_out(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Send(_, text) => {
                    if let Some(socket) = &mut self.socket {
                        let _ = socket.send(Message::text(text));
                    }
                }
                Output::Close(..) => {
                    if let Some(mut socket) = self.socket.take() {
                        let _ = socket.close(None);
                        let _ = socket.flush();
                    }
                }
                Output::Picture { number, jpeg, .. } => self.pictures.push((number, jpeg)),
                _ => {}
            }
        }
    }

    fn change(&mut self, change: Change) {
        let outputs = self
            .headsets
            .change(self.epoch.elapsed(), &id(), change)
            .unwrap();
        self.carry_out(outputs);
    }

    fn is_connected(&self) -> bool {
        self.headsets
            .get(&id())
            .is_some_and(|headset| headset.is_connected())
    }
}

fn id() -> HeadsetId {
    HeadsetId("h1".into())
}

fn link(url: String) -> Link {
    Link::start(LinkConfig {
        url,
        id: id(),
        boot: "b1".into(),
        name: "Glasögon 1".into(),
    })
}

fn play(session: &str) -> Change {
    Change::Play {
        session: SessionId(session.into()),
        experience: "lake".into(),
        volume: 0.7,
        listening: protocol::Listening::default(),
        person: protocol::Person::default(),
        together: None,
        minutes: None,
        own: Default::default(),
        resume: None,
    }
}

/// Acts on wishes as a headset does, and gathers all that came.
fn obey(link: &Link, seen: &mut Vec<Event>) {
    for event in link.events() {
        if let Event::Desired(desired) = &event {
            link.report(Report {
                desired: Some(desired.clone()),
                state: State::Playing,
                ..Report::new(Mode::Offscreen)
            });
        }
        seen.push(event);
    }
}

#[test]
fn a_wish_goes_over_and_its_acknowledgement_comes_back() {
    let mut launcher = Launcher::new();
    let link = link(launcher.url());
    let mut seen = Vec::new();
    launcher.serve_until("the first wish acknowledged", |launcher| {
        obey(&link, &mut seen);
        launcher
            .headsets
            .get(&id())
            .is_some_and(|headset| headset.is_acknowledged())
    });
    launcher.change(play("s1"));
    launcher.serve_until("the session acknowledged", |launcher| {
        obey(&link, &mut seen);
        launcher
            .headsets
            .get(&id())
            .is_some_and(|headset| headset.is_acknowledged())
    });
    assert_eq!(seen[0], Event::Up);
    let sessions: Vec<_> = seen
        .iter()
        .filter_map(|event| match event {
            Event::Desired(desired) => desired.session(),
            _ => None,
        })
        .collect();
    assert_eq!(sessions, [&SessionId("s1".into())], "once");
    assert_eq!(
        launcher
            .headsets
            .get(&id())
            .unwrap()
            .report()
            .unwrap()
            .state,
        State::Playing
    );
}

#[test]
fn pictures_go_over_while_watched() {
    let mut launcher = Launcher::new();
    let link = link(launcher.url());
    launcher.serve_until("the connection", |launcher| launcher.is_connected());
    launcher.handle(Input::Looked(id(), 5.0));
    let mut watched = false;
    launcher.serve_until("the wish for pictures", |_| {
        watched |= link
            .events()
            .iter()
            .any(|event| matches!(event, Event::Watch(watch) if watch.on));
        watched
    });
    let jpeg = [&[0xFF, 0xD8, 0xFF, 0xE0][..], &[9; 100_000]].concat();
    link.picture(jpeg.clone());
    launcher.serve_until("the picture", |launcher| !launcher.pictures.is_empty());
    assert_eq!(launcher.pictures, [(1, jpeg)]);
}

#[test]
fn a_launcher_killed_and_started_again_is_found_by_itself() {
    let mut launcher = Launcher::new();
    let link = link(launcher.url());
    let mut seen = Vec::new();
    launcher.serve_until("the connection", |launcher| launcher.is_connected());
    launcher.change(play("s1"));
    launcher.serve_until("the session acknowledged", |launcher| {
        obey(&link, &mut seen);
        launcher
            .headsets
            .get(&id())
            .is_some_and(|headset| headset.is_acknowledged())
    });

    launcher.socket = None;
    launcher.headsets = Headsets::new("0.1.0");
    launcher.serve_until("the connection again", |launcher| launcher.is_connected());
    launcher.serve_until("the way down and up", |_| {
        obey(&link, &mut seen);
        seen.iter().filter(|event| **event == Event::Up).count() == 2
    });
    assert!(seen.contains(&Event::Down));
    let wish = launcher.headsets.get(&id()).unwrap().desired();
    assert_eq!(
        wish.session(),
        Some(&SessionId("s1".into())),
        "the new launcher learned it from the headset"
    );
}

#[test]
fn a_launcher_that_comes_late_is_found() {
    // A port that nobody listens at, until somebody does.
    let address = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let link = link(format!("ws://{address}/link"));
    link.report(Report::new(Mode::Offscreen));
    let listener = TcpListener::bind(address).unwrap();
    listener.set_nonblocking(true).unwrap();
    let mut launcher = Launcher {
        listener,
        ..Launcher::new()
    };
    launcher.serve_until("the connection", |launcher| launcher.is_connected());
    assert!(
        link.events()
            .iter()
            .all(|event| *event == Event::Up || matches!(event, Event::Desired(_)))
    );
}

#[test]
fn rubbish_instead_of_a_websocket_is_outlived() {
    use std::io::Write;
    let mut launcher = Launcher::new();
    let link = link(launcher.url());
    let began = Instant::now();
    let mut rubbish = loop {
        match launcher.listener.accept() {
            Ok((stream, _)) => break stream,
            Err(_) => assert!(began.elapsed() < PATIENCE, "the link never connected"),
        }
    };
    rubbish.write_all(&[0xA5; 4096]).unwrap();
    drop(rubbish);
    launcher.serve_until("the connection after rubbish", |launcher| {
        launcher.is_connected()
    });
    drop(link);
}

#[test]
fn dropping_the_link_closes_the_connection() {
    let mut launcher = Launcher::new();
    let link = link(launcher.url());
    launcher.serve_until("the connection", |launcher| launcher.is_connected());
    drop(link);
    launcher.serve_until("the goodbye", |launcher| !launcher.is_connected());
}

#[test]
fn an_address_that_cannot_work_is_no_panic() {
    for url in [
        "",
        "http://127.0.0.1:1/",
        "ws://",
        "ws://256.256.256.256:1/x",
        "wss://127.0.0.1:1/",
        "not an address",
    ] {
        let link = link(url.into());
        link.picture(vec![1, 2, 3]);
        assert_eq!(link.events(), []);
        assert!(super::socket::Socket::open(url).is_err(), "{url}");
    }
}

#[test]
fn the_link_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Link>();
}
