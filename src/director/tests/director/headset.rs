//! A headset for tests: carries out what the director says, in a time of its own, and checks with
//! every command that nothing cuts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use director::{Comfort, Command, Director, Event, Place, State, Status, Ticket};
use manifest::{
    After, Ambience, End, Experience, Link, Motion, Next, Photo, Scene, Sound, Stimulation, View,
};

/// A frame.
pub(crate) const FRAME: Duration = Duration::from_millis(50);

pub(crate) fn secs(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

/// shore –(next)→ boat –(next or after 60 s)→ end of the bay –(end after 30 s)
pub(crate) fn lake() -> Arc<Experience> {
    let text = |text: &str| BTreeMap::from([("sv".to_owned(), text.to_owned())]);
    let scene = |title: &str, links: Vec<Link>| Scene {
        title: if title.is_empty() {
            BTreeMap::new()
        } else {
            text(title)
        },
        view: View::Photo(Photo {
            file: "media/x.jpg".into(),
            ..Photo::default()
        }),
        sound: vec![Sound::Ambience(Ambience {
            file: "media/waves.ogg".into(),
            gain: -3.0,
        })],
        prompts: BTreeMap::new(),
        links,
    };
    let next = |to: &str, label| {
        Link::Next(Next {
            to: to.into(),
            label,
        })
    };
    Arc::new(Experience {
        format: 1,
        id: "lake".into(),
        title: text("Sjön"),
        description: text("En sjö."),
        minutes: 10,
        stimulation: Stimulation::Low,
        motion: Motion::Still,
        topics: vec![],
        years: None,
        prompts: BTreeMap::new(),
        poster: None,
        start: "shore".into(),
        scenes: BTreeMap::from([
            (
                "shore".to_owned(),
                scene("Stranden", vec![next("boat", text("Ut i ekan"))]),
            ),
            (
                "boat".to_owned(),
                scene(
                    "Ekan",
                    vec![
                        Link::After(After {
                            seconds: 60.0,
                            to: "bay".into(),
                        }),
                        next("bay", BTreeMap::new()),
                    ],
                ),
            ),
            (
                "bay".to_owned(),
                scene("", vec![Link::End(End { after: 30.0 })]),
            ),
        ]),
    })
}

/// The same with other minutes.
pub(crate) fn lake_of(minutes: u32) -> Arc<Experience> {
    Arc::new(Experience {
        minutes,
        ..(*lake()).clone()
    })
}

pub(crate) struct Headset {
    pub(crate) director: Director,
    pub(crate) now: Duration,
    /// How long a load takes.
    pub(crate) load_time: Duration,
    /// Loads fail, but for the calm scene.
    pub(crate) broken: bool,
    pub(crate) log: Vec<(Duration, Command)>,
    pub(crate) shown: Option<Ticket>,
    pub(crate) places: BTreeMap<Ticket, Place>,
    loading: Vec<(Ticket, Duration)>,
    loaded: BTreeSet<Ticket>,
    fade: (f32, f32, Duration, Duration),
    pub(crate) sound_paused: bool,
}

impl Headset {
    pub(crate) fn new(comfort: Comfort) -> Headset {
        Headset {
            director: Director::new(comfort),
            now: Duration::ZERO,
            load_time: secs(0.3),
            broken: false,
            log: Vec::new(),
            shown: None,
            places: BTreeMap::new(),
            loading: Vec::new(),
            loaded: BTreeSet::new(),
            fade: (0.0, 0.0, Duration::ZERO, Duration::ZERO),
            sound_paused: false,
        }
    }

    /// In the calm scene, all fades over.
    pub(crate) fn ready(comfort: Comfort) -> Headset {
        let mut headset = Headset::new(comfort);
        headset.give(Event::Started);
        headset.run(secs(10.0));
        assert_eq!(headset.state(), State::Lobby);
        headset.log.clear();
        headset
    }

    pub(crate) fn level(&self) -> f32 {
        let (from, to, start, over) = self.fade;
        if self.now >= start + over {
            return to;
        }
        from + (to - from) * (self.now - start).as_secs_f32() / over.as_secs_f32()
    }

    /// Whether the picture is on its way to dark.
    pub(crate) fn dims(&self) -> bool {
        self.fade.1 == 0.0
    }

    pub(crate) fn status(&self) -> Status {
        self.director.report(self.now)
    }

    pub(crate) fn state(&self) -> State {
        self.status().state
    }

    /// The scene on show; none for the calm scene or nothing.
    pub(crate) fn scene(&self) -> Option<&str> {
        match self.places.get(&self.shown?)? {
            Place::Lobby => None,
            Place::Scene { scene, .. } => Some(scene),
        }
    }

    /// Whether the calm scene is on show.
    pub(crate) fn is_calm(&self) -> bool {
        self.shown == Some(Ticket::LOBBY)
    }

    pub(crate) fn give(&mut self, event: Event) -> Vec<Command> {
        if event == Event::ViewLost {
            self.loaded.clear();
            self.loading.clear();
            self.shown = None;
            self.fade = (0.0, 0.0, self.now, Duration::ZERO);
        }
        let commands = self.director.handle(self.now, event);
        for command in &commands {
            self.carry_out(command);
        }
        commands
    }

    fn carry_out(&mut self, command: &Command) {
        self.log.push((self.now, command.clone()));
        match command {
            Command::Load { ticket, place } => {
                assert_eq!(*ticket == Ticket::LOBBY, *place == Place::Lobby);
                self.places.insert(*ticket, place.clone());
                self.loading.push((*ticket, self.now + self.load_time));
            }
            Command::Unload { ticket } => {
                assert!(
                    *ticket != Ticket::LOBBY && self.shown != Some(*ticket),
                    "{ticket:?} is needed"
                );
                self.loaded.remove(ticket);
                self.loading.retain(|(loading, _)| loading != ticket);
            }
            Command::Show { ticket } => {
                assert!(self.loaded.contains(ticket), "{ticket:?} is not loaded");
                assert_eq!(self.level(), 0.0, "a picture is swapped in the light");
                self.shown = Some(*ticket);
            }
            Command::Fade { to, over } => {
                assert!((0.0..=1.0).contains(to));
                self.fade = (self.level(), *to, self.now, *over);
            }
            Command::Volume { value, .. } => assert!((0.0..=1.0).contains(value)),
            Command::SoundPaused(paused) => {
                assert_ne!(*paused, self.sound_paused, "said twice");
                self.sound_paused = *paused;
            }
            Command::Ambience { .. }
            | Command::Recentre
            | Command::Note(_)
            | Command::Ended { .. } => {}
        }
    }

    /// One frame.
    pub(crate) fn frame(&mut self) {
        self.now += FRAME;
        let (done, loading) = std::mem::take(&mut self.loading)
            .into_iter()
            .partition(|(_, due)| *due <= self.now);
        self.loading = loading;
        for (ticket, _) in Vec::<(Ticket, Duration)>::from_iter(done) {
            if self.broken && ticket != Ticket::LOBBY {
                self.give(Event::LoadFailed { ticket });
            } else {
                self.loaded.insert(ticket);
                self.give(Event::Loaded { ticket });
            }
        }
        self.give(Event::Tick);
    }

    pub(crate) fn run(&mut self, time: Duration) {
        let end = self.now + time;
        while self.now < end {
            self.frame();
        }
    }

    pub(crate) fn run_until(
        &mut self,
        most: Duration,
        what: &str,
        done: impl Fn(&Headset) -> bool,
    ) {
        let end = self.now + most;
        while !done(self) {
            assert!(
                self.now < end,
                "waited in vain for {what}; {:?}",
                self.status()
            );
            self.frame();
        }
    }

    pub(crate) fn play(&mut self, experience: Arc<Experience>) {
        self.give(Event::Play {
            experience,
            resume: None,
        });
    }

    /// In the first scene, all fades over.
    pub(crate) fn playing(comfort: Comfort, experience: Arc<Experience>) -> Headset {
        let mut headset = Headset::ready(comfort);
        headset.play(experience);
        headset.run(secs(6.0));
        assert_eq!(
            (headset.state(), headset.scene(), headset.level()),
            (State::Playing, Some("shore"), 1.0)
        );
        headset.log.clear();
        headset
    }

    /// When a command like this came first, since the log was last emptied.
    pub(crate) fn when(&self, what: &str, wanted: impl Fn(&Command) -> bool) -> Duration {
        let found = self.log.iter().find(|(_, command)| wanted(command));
        found
            .unwrap_or_else(|| panic!("no {what} in {:#?}", self.log))
            .0
    }

    pub(crate) fn count(&self, wanted: impl Fn(&Command) -> bool) -> usize {
        self.log
            .iter()
            .filter(|(_, command)| wanted(command))
            .count()
    }
}
