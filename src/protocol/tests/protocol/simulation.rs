//! Both machines against each other over a channel that loses, doubles, breaks and goes dark, while
//! either program is killed and a caregiver goes on tapping. Once all is quiet, what is wanted, what
//! is acknowledged and what is done must be the same.

use std::collections::VecDeque;
use std::time::Duration;

use proptest::prelude::*;
use protocol::headset::{self, Event, Link, Step, Steps};
use protocol::launcher::{self, Change, ConnectionId, Headsets, Kept};
use protocol::{
    Ended, EndedReason, HeadsetId, Hello, How, Listening, Mode, Person, Play, Report, SessionId,
    State,
};

#[derive(Debug, Clone)]
enum Act {
    Wait(u8),
    Tap(Tap),
    Lose {
        to_launcher: bool,
    },
    Double {
        to_launcher: bool,
    },
    Break,
    GoDark,
    KillHeadset,
    /// With what was stored so many changes ago, or with nothing.
    KillLauncher {
        forgets: Option<u8>,
    },
    SessionEnds,
}

#[derive(Debug, Clone)]
enum Tap {
    Play,
    Pause(bool),
    Volume(u8),
    Captions(bool),
    Recentre,
    NextScene,
    Cue,
    Stop(How),
}

/// The headset's program, as far as it matters here.
struct App {
    link: Link,
    steps: Steps,
    playing: Option<Playing>,
    ended: Option<Ended>,
}

#[derive(Debug, PartialEq)]
struct Playing {
    session: SessionId,
    advances: u32,
    ducks: u32,
    paused: bool,
    volume: f32,
    captions: bool,
}

struct World {
    now: Duration,
    app: App,
    launcher: Headsets,
    /// The open connection, if any, and whether it swallows everything without anyone being told.
    connection: Option<(ConnectionId, bool)>,
    to_launcher: VecDeque<String>,
    to_headset: VecDeque<String>,
    connections: u64,
    boots: u64,
    sessions: u64,
    stored: Vec<Kept>,
}

fn id() -> HeadsetId {
    HeadsetId("h1".into())
}

impl App {
    fn new(boot: u64) -> App {
        let link = Link::new(Hello {
            protocol: protocol::VERSION,
            id: id(),
            boot: format!("b{boot}"),
            name: "Glasögon 1".into(),
            version: "0.1.0".into(),
            mode: Mode::Offscreen,
            desired: None,
        });
        App {
            link,
            steps: Steps::default(),
            playing: None,
            ended: None,
        }
    }

    fn report(&self) -> Report {
        Report {
            desired: self.steps.last().cloned(),
            ended: self.ended.clone(),
            state: if self.playing.is_some() {
                State::Playing
            } else {
                State::Lobby
            },
            scene: self.playing.as_ref().map(|_| "shore".into()),
            ..Report::new(Mode::Offscreen)
        }
    }

    fn end(&mut self, reason: EndedReason) {
        if let Some(playing) = self.playing.take() {
            self.steps.ended(playing.session.clone());
            self.ended = Some(Ended {
                session: playing.session,
                reason,
            });
        }
    }

    fn act(&mut self, step: Step, volume: &mut f32, captions: &mut bool) {
        match step {
            Step::Listening(listening) => {
                *captions = listening.captions;
                if let Some(playing) = &mut self.playing {
                    playing.captions = listening.captions;
                }
            }
            Step::Play {
                session, resume, ..
            } => {
                self.end(EndedReason::Replaced);
                let ducks = resume.as_ref().and_then(|resume| resume.cues.get("ducks"));
                let ducks = ducks.copied().unwrap_or(0);
                let advances = resume.map_or(0, |resume| resume.advances);
                self.playing = Some(Playing {
                    session,
                    advances,
                    ducks,
                    paused: false,
                    volume: *volume,
                    captions: *captions,
                });
            }
            Step::Stop(_) => self.end(EndedReason::Stopped),
            Step::Volume(value) => {
                *volume = value;
                if let Some(playing) = &mut self.playing {
                    playing.volume = value;
                }
            }
            Step::Pause(paused) => {
                self.playing
                    .as_mut()
                    .expect("a pause belongs to a session")
                    .paused = paused
            }
            Step::NextScene => {
                self.playing
                    .as_mut()
                    .expect("a next scene belongs to a session")
                    .advances += 1
            }
            Step::Cue(id) => {
                assert_eq!(id, "ducks");
                let playing = self.playing.as_mut();
                playing.expect("a cue belongs to a session").ducks += 1;
            }
            Step::Person(_) | Step::Minutes(_) => {}
            Step::Recentre => assert!(self.playing.is_some()),
        }
    }
}

impl World {
    fn new() -> World {
        World {
            now: Duration::ZERO,
            app: App::new(1),
            launcher: Headsets::new("0.1.0"),
            connection: None,
            to_launcher: VecDeque::new(),
            to_headset: VecDeque::new(),
            connections: 0,
            boots: 1,
            sessions: 0,
            stored: Vec::new(),
        }
    }

    fn tick(&mut self) {
        self.now += Duration::from_millis(100);
        self.headset(headset::Input::Tick);
        self.launcher(launcher::Input::Tick);
        // What one side answers goes out in the next tick.
        for text in std::mem::take(&mut self.to_launcher) {
            if let Some((connection, false)) = self.connection {
                self.launcher(launcher::Input::Text(connection, &text));
            }
        }
        for text in std::mem::take(&mut self.to_headset) {
            if let Some((_, false)) = self.connection {
                self.headset(headset::Input::Text(text));
            }
        }
    }

    fn headset(&mut self, input: headset::Input) {
        let outputs = self.app.link.handle(self.now, input);
        for output in outputs {
            match output {
                headset::Output::Connect => {
                    self.connections += 1;
                    let connection = ConnectionId(self.connections);
                    self.connection = Some((connection, false));
                    self.to_launcher.clear();
                    self.to_headset.clear();
                    self.launcher(launcher::Input::Opened(connection));
                    self.headset(headset::Input::Opened);
                }
                headset::Output::Close => {
                    if let Some((connection, dark)) = self.connection.take()
                        && !dark
                    {
                        self.launcher(launcher::Input::Closed(connection));
                    }
                }
                headset::Output::Text(text) => self.to_launcher.push_back(text),
                headset::Output::Binary(_) => panic!("nobody looks"),
                headset::Output::Event(Event::Desired(desired)) => {
                    let mut volume = self
                        .app
                        .playing
                        .as_ref()
                        .map_or(0.7, |playing| playing.volume);
                    let mut captions = self
                        .app
                        .playing
                        .as_ref()
                        .is_some_and(|playing| playing.captions);
                    for step in self.app.steps.take(&desired) {
                        self.app.act(step, &mut volume, &mut captions);
                    }
                    self.headset(headset::Input::Report(Box::new(self.app.report())));
                }
                headset::Output::Event(_) => {}
            }
        }
    }

    fn launcher(&mut self, input: launcher::Input<'_>) {
        let outputs = self.launcher.handle(self.now, input);
        self.carry_out(outputs);
    }

    fn carry_out(&mut self, outputs: Vec<launcher::Output>) {
        for output in outputs {
            let current = self.connection.map(|(connection, _)| connection);
            match output {
                launcher::Output::Send(connection, text) if Some(connection) == current => {
                    self.to_headset.push_back(text)
                }
                launcher::Output::Close(connection, _) if Some(connection) == current => {
                    // What was sent before the close arrives before it.
                    let dark = self.connection.is_some_and(|(_, dark)| dark);
                    for text in std::mem::take(&mut self.to_headset)
                        .into_iter()
                        .filter(|_| !dark)
                    {
                        self.headset(headset::Input::Text(text));
                    }
                    if !dark && self.connection.take().is_some() {
                        self.headset(headset::Input::Closed { jitter: 0.5 });
                    }
                }
                launcher::Output::Keep(_) => self.stored.extend(self.launcher.kept(&id())),
                _ => {}
            }
        }
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Wait(ticks) => (0..ticks).for_each(|_| self.tick()),
            Act::Tap(tap) => {
                let change = match tap {
                    Tap::Play => {
                        self.sessions += 1;
                        let session = SessionId(format!("s{}", self.sessions));
                        Change::Play {
                            session,
                            experience: "lake".into(),
                            volume: 0.5,
                            listening: Listening::default(),
                            person: Person::default(),
                            together: None,
                            minutes: None,
                            own: Default::default(),
                            resume: None,
                        }
                    }
                    Tap::Pause(paused) => Change::Paused(paused),
                    Tap::Captions(captions) => Change::Listening(Listening {
                        captions,
                        ..Listening::default()
                    }),
                    Tap::Volume(tenths) => Change::Volume(f32::from(tenths) / 10.0),
                    Tap::Recentre => Change::Recentre,
                    Tap::NextScene => Change::NextScene,
                    Tap::Cue => Change::Cue("ducks".into()),
                    Tap::Stop(how) => Change::Stop(how),
                };
                let outputs = self
                    .launcher
                    .change(self.now, &id(), change)
                    .unwrap_or_default();
                self.carry_out(outputs);
            }
            Act::Lose { to_launcher } => {
                self.queue(to_launcher).pop_front();
            }
            Act::Double { to_launcher } => {
                let queue = self.queue(to_launcher);
                queue.extend(queue.front().cloned());
            }
            Act::Break => self.disconnect(true, true),
            Act::GoDark => {
                self.connection = self.connection.map(|(connection, _)| (connection, true))
            }
            Act::KillHeadset => {
                self.disconnect(false, true);
                self.boots += 1;
                self.app = App::new(self.boots);
            }
            Act::KillLauncher { forgets } => {
                self.launcher = Headsets::new("0.1.0");
                let kept = forgets
                    .and_then(|forgets| self.stored.iter().rev().nth(forgets.into()).cloned());
                if let Some(kept) = kept {
                    self.launcher
                        .restore(self.now, kept, Duration::from_secs(1));
                }
                self.disconnect(true, false);
            }
            Act::SessionEnds => {
                self.app.end(EndedReason::Finished);
                self.headset(headset::Input::Report(Box::new(self.app.report())));
            }
        }
    }

    fn queue(&mut self, to_launcher: bool) -> &mut VecDeque<String> {
        if to_launcher {
            &mut self.to_launcher
        } else {
            &mut self.to_headset
        }
    }

    fn disconnect(&mut self, tell_headset: bool, tell_launcher: bool) {
        let Some((connection, dark)) = self.connection.take() else {
            return;
        };
        self.to_launcher.clear();
        self.to_headset.clear();
        if tell_headset && !dark {
            self.headset(headset::Input::Closed { jitter: 0.5 });
        } else if tell_headset {
            self.connection = Some((connection, true));
        }
        if tell_launcher && !dark {
            self.launcher(launcher::Input::Closed(connection));
        }
    }

    fn check(&self) -> Result<(), TestCaseError> {
        let headset = self.launcher.get(&id()).expect("the headset is known");
        let wish = headset.desired();
        prop_assert!(headset.is_connected());
        prop_assert!(headset.is_acknowledged());
        prop_assert_eq!(self.app.link.desired(), Some(wish));
        prop_assert_eq!(self.app.steps.last(), Some(wish));
        let wanted = wish.play().map(
            |Play {
                 session,
                 advances,
                 paused,
                 volume,
                 listening,
                 cues,
                 ..
             }| Playing {
                // Taps that came in one wish are one.
                ducks: match (&self.app.playing, cues.get("ducks").copied().unwrap_or(0)) {
                    (Some(playing), tapped @ 1..) => playing.ducks.clamp(1, tapped),
                    (_, tapped) => tapped,
                },
                captions: listening.captions,
                session: session.clone(),
                advances: *advances,
                paused: *paused,
                volume: *volume,
            },
        );
        prop_assert_eq!(&self.app.playing, &wanted);
        Ok(())
    }
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let tap = prop_oneof![
        3 => Just(Tap::Play),
        2 => any::<bool>().prop_map(Tap::Pause),
        2 => (0_u8..=10).prop_map(Tap::Volume),
        2 => any::<bool>().prop_map(Tap::Captions),
        1 => Just(Tap::Recentre),
        3 => Just(Tap::NextScene),
        3 => Just(Tap::Cue),
        1 => Just(Tap::Stop(How::Gentle)),
        1 => Just(Tap::Stop(How::Dizzy)),
    ];
    let act = prop_oneof![
        8 => (0_u8..30).prop_map(Act::Wait),
        8 => tap.prop_map(Act::Tap),
        1 => any::<bool>().prop_map(|to_launcher| Act::Lose { to_launcher }),
        1 => any::<bool>().prop_map(|to_launcher| Act::Double { to_launcher }),
        1 => Just(Act::Break),
        1 => Just(Act::GoDark),
        1 => Just(Act::KillHeadset),
        1 => prop::option::of(0_u8..3).prop_map(|forgets| Act::KillLauncher { forgets }),
        1 => Just(Act::SessionEnds),
    ];
    prop::collection::vec(act, 1..25)
}

proptest! {
    #[test]
    fn once_all_is_quiet_wish_acknowledgement_and_deed_are_one(acts in acts()) {
        let mut world = World::new();
        world.act(Act::Wait(5));
        for act in acts {
            world.act(act);
        }
        // Longest way back: four seconds of silence, a wait, four more for a launcher without answer.
        world.act(Act::Wait(200));
        world.check()?;
    }

    #[test]
    fn a_kill_or_a_break_is_mended_within_five_seconds(first in acts(), act in prop_oneof![
        Just(Act::Break),
        Just(Act::KillHeadset),
        Just(Act::KillLauncher { forgets: Some(0) }),
        Just(Act::KillLauncher { forgets: None }),
    ]) {
        let mut world = World::new();
        for act in first {
            world.act(act);
        }
        world.act(Act::Wait(200));
        world.act(act);
        world.act(Act::Wait(50));
        world.check()?;
    }
}
