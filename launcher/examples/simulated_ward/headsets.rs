//! Headsets: the headset's own end of the link on real sockets, in front of a pretended resident. They do at once what they are
//! told, report each second, and send pictures while somebody looks.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::{SinkExt, StreamExt};
use protocol::{
    HeadsetId, Hello, Mode, Report, SessionId, State,
    headset::{Event, Input, Link, Output, Step, Steps},
};
use tokio::{
    net::TcpStream,
    sync::mpsc,
    time::{MissedTickBehavior, interval},
};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

/// How often time passes for a link.
const TICK: Duration = Duration::from_millis(50);
/// What a picture measures, as the headset sends it to tablets.
const PICTURE: (u32, u32) = (960, 540);

/// Runs so many until its input ends.
pub(crate) async fn run(link: SocketAddr, number: usize) {
    let (up, mut ups) = mpsc::channel(number);
    let picture: Arc<[u8]> = picture().into();
    for place in 0..number {
        let headset = Headset::new(place, Arc::clone(&picture), up.clone());
        tokio::spawn(headset.run(link));
    }
    for _ in 0..number {
        ups.recv().await.unwrap();
    }
    println!("ready, pictures of {} bytes", picture.len());
    crate::until_input_ends().await;
}

/// A picture that takes about as many bytes as a view of nature does.
fn picture() -> Vec<u8> {
    let (width, height) = PICTURE;
    let mut seed = 1_u32;
    let pixels = (0..width * height).flat_map(|place| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (x, y) = (place % width, place / width);
        let grain = (seed >> 28) as u8;
        let shade = ((x * 160 / width + y * 80 / height) as u8).saturating_add(grain);
        [shade, shade / 2 + 60, 255 - shade, 255]
    });
    let picture = media::Picture {
        width,
        height,
        pixels: media::Pixels::Rgba(pixels.collect()),
    };
    media::encode_jpeg(&picture, 80).unwrap()
}

struct Headset {
    link: Link,
    steps: Steps,
    report: Report,
    session: Option<SessionId>,
    socket: Option<WebSocketStream<TcpStream>>,
    born: Instant,
    /// How long after another a picture is sent; none while nobody looks.
    every: Option<Duration>,
    sent: Instant,
    picture: Arc<[u8]>,
    up: Option<mpsc::Sender<()>>,
}

impl Headset {
    fn new(place: usize, picture: Arc<[u8]>, up: mpsc::Sender<()>) -> Self {
        let hello = Hello {
            protocol: protocol::VERSION,
            id: HeadsetId(format!("g{place}")),
            boot: "first".to_owned(),
            name: format!("Glasögon {place}"),
            version: "simulated".to_owned(),
            mode: Mode::Offscreen,
            desired: None,
        };
        Self {
            link: Link::new(hello),
            steps: Steps::default(),
            report: Report {
                worn: Some(true),
                battery: Some(0.8),
                ..Report::new(Mode::Offscreen)
            },
            session: None,
            socket: None,
            born: Instant::now(),
            every: None,
            sent: Instant::now(),
            picture,
            up: Some(up),
        }
    }

    async fn run(mut self, link: SocketAddr) {
        let mut tick = interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let heard = async {
                match &mut self.socket {
                    Some(socket) => socket.next().await,
                    None => std::future::pending().await,
                }
            };
            let input = tokio::select! {
                _ = tick.tick() => {
                    self.live();
                    Input::Tick
                }
                message = heard => match message {
                    Some(Ok(Message::Text(text))) => Input::Text(text.to_string()),
                    Some(Ok(_)) => continue,
                    Some(Err(_)) | None => {
                        self.socket = None;
                        Input::Closed { jitter: 0.5 }
                    }
                },
            };
            self.give(input, link).await;
            if self.every.is_some_and(|every| self.sent.elapsed() >= every) {
                self.sent = Instant::now();
                self.give(Input::Picture(self.picture.to_vec()), link).await;
            }
        }
    }

    /// Time passes for what it plays.
    fn live(&mut self) {
        if self.report.state == State::Playing {
            self.report.elapsed_seconds += TICK.as_secs_f32();
            self.report.scene_seconds += TICK.as_secs_f32();
            self.report.remaining_seconds = Some((1200.0 - self.report.elapsed_seconds).max(0.0));
        }
    }

    async fn give(&mut self, input: Input, link: SocketAddr) {
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            for output in self.link.handle(self.born.elapsed(), input) {
                match output {
                    Output::Connect => {
                        self.socket = connect(link).await;
                        inputs.push(if self.socket.is_some() {
                            Input::Opened
                        } else {
                            Input::Closed { jitter: 0.5 }
                        });
                    }
                    Output::Close => self.socket = None,
                    Output::Text(text) => self.send(Message::text(text)).await,
                    Output::Binary(bytes) => self.send(Message::binary(bytes)).await,
                    Output::Event(Event::Up) => {
                        if let Some(up) = self.up.take() {
                            up.send(()).await.unwrap();
                        }
                    }
                    Output::Event(Event::Desired(desired)) => {
                        for step in self.steps.take(&desired) {
                            self.obey(step);
                        }
                        self.report.desired = self.steps.last().cloned();
                        inputs.push(Input::Report(Box::new(self.report.clone())));
                    }
                    Output::Event(Event::Watch(watch)) => {
                        self.every = (watch.on && watch.max_fps > 0.0)
                            .then(|| Duration::from_secs_f32(1.0 / watch.max_fps));
                    }
                    Output::Event(Event::Refused(refusal)) => panic!("refused: {refusal:?}"),
                    Output::Event(_) => {}
                }
            }
        }
    }

    async fn send(&mut self, message: Message) {
        if let Some(socket) = &mut self.socket {
            // A broken connection shows when it is read.
            let _ = socket.send(message).await;
        }
    }

    fn obey(&mut self, step: Step) {
        match step {
            Step::Play {
                session,
                experience,
                ..
            } => {
                self.session = Some(session);
                self.report.experience = Some(experience);
                self.report.scene = Some("shore".to_owned());
                self.report.state = State::Playing;
                self.report.elapsed_seconds = 0.0;
            }
            Step::Pause(paused) => {
                self.report.state = if paused {
                    State::Paused
                } else {
                    State::Playing
                };
            }
            Step::Volume(volume) => {
                self.report.volume = volume;
                self.report.level = Some(volume / 10.0);
            }
            Step::Stop(_)
            | Step::Listening(_)
            | Step::Recentre
            | Step::Person(_)
            | Step::Cue(_)
            | Step::Minutes(_)
            | Step::NextScene => {}
        }
    }
}

async fn connect(link: SocketAddr) -> Option<WebSocketStream<TcpStream>> {
    let stream = TcpStream::connect(link).await.ok()?;
    stream.set_nodelay(true).ok()?;
    let (socket, _) = client_async(format!("ws://{link}/link"), stream)
        .await
        .ok()?;
    Some(socket)
}
