//! A launcher as far as headsets see one: the link machine that the real one has, on real sockets, without pages.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use protocol::launcher::{Change, ConnectionId, Headsets, Input, Output};
use protocol::{HeadsetId, Report, Resume, SessionId, State, Together};
use tungstenite::{Message, WebSocket};

/// How long a connection is listened to before what is to be sent on it is looked at.
const LISTEN: Duration = Duration::from_millis(3);
const TICK: Duration = Duration::from_millis(50);

/// A launcher. Its threads end with the program.
#[derive(Clone)]
pub struct Home {
    inner: Arc<Mutex<Inner>>,
    address: SocketAddr,
}

struct Inner {
    machine: Headsets,
    senders: HashMap<ConnectionId, Sender<String>>,
    born: Instant,
    connections: u64,
    sessions: u64,
}

impl Home {
    /// Listens on a free port.
    pub fn start() -> Home {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it has one");
        let inner = Inner {
            machine: Headsets::new("test").with_clock("home", Duration::from_secs(1000)),
            senders: HashMap::new(),
            born: Instant::now(),
            connections: 0,
            sessions: 0,
        };
        let home = Home {
            inner: Arc::new(Mutex::new(inner)),
            address,
        };
        let accepting = home.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let home = accepting.clone();
                std::thread::spawn(move || home.serve(stream));
            }
        });
        let ticking = home.clone();
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(TICK);
                ticking.lock().handle(Input::Tick);
            }
        });
        home
    }

    /// Where headsets link.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The headsets that are linked and have said something, by their names.
    pub fn linked(&self) -> Vec<(HeadsetId, String)> {
        let inner = self.lock();
        let linked = inner
            .machine
            .iter()
            .filter(|(_, headset)| headset.is_connected() && headset.report().is_some());
        let mut linked: Vec<_> = linked
            .map(|(id, headset)| (id.clone(), headset.name().to_owned()))
            .collect();
        linked.sort_by(|one, other| one.1.cmp(&other.1));
        linked
    }

    /// What a headset said last.
    pub fn report(&self, id: &HeadsetId) -> Option<Report> {
        self.lock().machine.get(id)?.report().cloned()
    }

    /// Starts an experience on these headsets, so long from now; the moment on the machine's clock, in seconds.
    pub fn gather(&self, headsets: &[HeadsetId], experience: &str, lead: Duration) -> f64 {
        let mut inner = self.lock();
        let now = inner.born.elapsed();
        let machine = SystemTime::now().duration_since(UNIX_EPOCH);
        let (_, time) = inner.machine.clock(now);
        let begins = time + lead.as_micros() as u64;
        for id in headsets {
            inner.play(now, id, experience, begins, None);
        }
        (machine.unwrap_or_default() + lead).as_secs_f64()
    }

    /// Lets one more headset come to where another one is.
    pub fn join(&self, id: &HeadsetId, other: &HeadsetId, experience: &str) {
        let mut inner = self.lock();
        let now = inner.born.elapsed();
        let Some(known) = inner.machine.get(other) else {
            return;
        };
        let begins = known
            .desired()
            .play()
            .and_then(|play| play.together.as_ref());
        let begins = begins.map_or(0, |together| together.begins);
        let place = known.report().and_then(|report| {
            Some(Resume {
                scene: report.scene.clone()?,
                elapsed_seconds: report.elapsed_seconds,
                scene_seconds: report.scene_seconds,
                advances: 0,
                cues: Default::default(),
            })
        });
        inner.play(now, id, experience, begins, place);
    }

    /// Whether a headset is playing and says how it keeps step.
    pub fn keeps_step(&self, id: &HeadsetId) -> bool {
        self.report(id).is_some_and(|report| {
            let step = report.together.and_then(|together| together.skew_ms);
            report.state == State::Playing && step.is_some()
        })
    }

    fn serve(&self, stream: TcpStream) {
        let _ = stream.set_nodelay(true);
        let Ok(mut socket) = tungstenite::accept(stream) else {
            return;
        };
        let _ = socket.get_ref().set_read_timeout(Some(LISTEN));
        let (sender, orders) = channel();
        let id = {
            let mut inner = self.lock();
            inner.connections += 1;
            let id = ConnectionId(inner.connections);
            inner.senders.insert(id, sender);
            inner.handle(Input::Opened(id));
            id
        };
        while self.turn(&mut socket, id, &orders) {}
        let mut inner = self.lock();
        inner.senders.remove(&id);
        inner.handle(Input::Closed(id));
    }

    fn turn(
        &self,
        socket: &mut WebSocket<TcpStream>,
        id: ConnectionId,
        orders: &Receiver<String>,
    ) -> bool {
        use std::io::ErrorKind::{TimedOut, WouldBlock};
        match socket.read() {
            Ok(Message::Text(text)) => self.lock().handle(Input::Text(id, text.as_str())),
            Ok(Message::Binary(bytes)) => self.lock().handle(Input::Binary(id, &bytes)),
            Ok(Message::Close(_)) => return false,
            Ok(_) => {}
            Err(tungstenite::Error::Io(error)) if matches!(error.kind(), WouldBlock | TimedOut) => {
            }
            Err(_) => return false,
        }
        orders
            .try_iter()
            .all(|text| socket.send(Message::text(text)).is_ok())
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn handle(&mut self, input: Input<'_>) {
        let outputs = self.machine.handle(self.born.elapsed(), input);
        self.carry_out(outputs);
    }

    fn carry_out(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Send(connection, text) => {
                    if let Some(sender) = self.senders.get(&connection) {
                        let _ = sender.send(text);
                    }
                }
                Output::Close(connection, _) => {
                    self.senders.remove(&connection);
                }
                _ => {}
            }
        }
    }

    fn play(
        &mut self,
        now: Duration,
        id: &HeadsetId,
        experience: &str,
        begins: u64,
        resume: Option<Resume>,
    ) {
        self.sessions += 1;
        let change = Change::Play {
            session: SessionId(format!("s{}", self.sessions)),
            experience: experience.to_owned(),
            volume: 0.5,
            listening: protocol::Listening::default(),
            person: protocol::Person::default(),
            minutes: None,
            own: Default::default(),
            together: Some(Together {
                group: "group".into(),
                era: "home".into(),
                begins,
            }),
            resume,
        };
        if let Ok(outputs) = self.machine.change(now, id, change) {
            self.carry_out(outputs);
        }
    }
}
