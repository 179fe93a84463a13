//! A headset for tests: carries out what the director says, in a time of its own, and checks with
//! every command that nothing cuts, and that no film runs that should not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use director::{Comfort, Command, Director, Event, Place, State, Status, Ticket};
use manifest::{
    After, Ambience, End, Ended, Experience, Film, Link, Next, Photo, Scene, Sound, View,
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
        sound: vec![Sound::Ambience(Ambience {
            file: "media/waves.ogg".into(),
            gain: -3.0,
        })],
        links,
        ..Scene::new(View::Photo(Photo {
            file: "media/x.jpg".into(),
            ..Photo::default()
        }))
    };
    let next = |to: &str, label| {
        Link::Next(Next {
            to: to.into(),
            label,
        })
    };
    Arc::new(Experience {
        title: text("Sjön"),
        description: text("En sjö."),
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
        ..Experience::new("lake")
    })
}

/// How long the films that end are.
pub(crate) const FILM: Duration = Duration::from_secs(40);

/// The same as films: shore –(ended, next)→ boat –(next or after 60 s)→ bay –(ended)→ the end. That of
/// the boat begins anew at its end, the others do not.
pub(crate) fn filmed() -> Arc<Experience> {
    let mut experience = (*lake()).clone();
    for (id, scene) in &mut experience.scenes {
        scene.view = View::Film(Film {
            file: format!("media/{id}.mp4"),
            loops: id == "boat",
            ..Film::default()
        });
        match id.as_str() {
            "shore" => scene.links.push(Link::Ended(Ended { to: "boat".into() })),
            "bay" => scene.links.clear(),
            _ => {}
        }
    }
    Arc::new(experience)
}

/// A lake with rules: everything that rules can do, in two scenes.
pub(crate) fn pond() -> Arc<Experience> {
    let text = include_str!("pond.ron");
    let read = manifest::parse(text.as_bytes());
    Arc::new(
        read.unwrap_or_else(|problems| panic!("{problems:#?}"))
            .experience,
    )
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
    /// What becomes what is shown, and until when.
    crossing: Option<(Ticket, Duration)>,
    pub(crate) films: BTreeMap<Ticket, Reel>,
    /// Whose sound is coming or there, what it takes the place of, and when that is gone.
    heard: (Option<Ticket>, Option<Ticket>, Duration),
}

/// A film that is loaded.
pub(crate) struct Reel {
    pub(crate) runs: bool,
    pub(crate) at: Duration,
    ends: bool,
    ended: bool,
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
            crossing: None,
            films: BTreeMap::new(),
            heard: (None, None, Duration::ZERO),
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
            self.crossing = None;
            self.fade = (0.0, 0.0, self.now, Duration::ZERO);
        }
        let commands = self.director.handle(self.now, event);
        let acts = commands
            .iter()
            .filter(|command| matches!(command, Command::Act { .. }));
        assert!(acts.count() <= 300, "a step does too much");
        for command in &commands {
            self.carry_out(command);
        }
        commands
    }

    fn carry_out(&mut self, command: &Command) {
        self.log.push((self.now, command.clone()));
        match command {
            Command::Load {
                ticket,
                place,
                in_scene,
            } => {
                assert_eq!(*ticket == Ticket::LOBBY, *place == Place::Lobby);
                if let Some(film) = place.scene().and_then(Scene::film) {
                    let reel = Reel {
                        runs: false,
                        at: *in_scene,
                        ends: !film.loops,
                        ended: false,
                    };
                    self.films.insert(*ticket, reel);
                }
                self.places.insert(*ticket, place.clone());
                self.loading.push((*ticket, self.now + self.load_time));
            }
            Command::Unload { ticket } => {
                assert!(
                    *ticket != Ticket::LOBBY && self.shown != Some(*ticket),
                    "{ticket:?} is needed"
                );
                assert_ne!(self.crossing_from(), Some(*ticket), "it is still seen");
                let (heard, before, until) = self.heard;
                let fades = before == Some(*ticket) && self.now < until && self.shown.is_some();
                if self.films.remove(ticket).is_some() && self.loaded.contains(ticket) {
                    assert!(heard != Some(*ticket) && !fades, "it is still heard");
                }
                self.loaded.remove(ticket);
                self.loading.retain(|(loading, _)| loading != ticket);
            }
            Command::Show { ticket } => {
                assert!(self.loaded.contains(ticket), "{ticket:?} is not loaded");
                assert_eq!(self.level(), 0.0, "a picture is swapped in the light");
                self.shown = Some(*ticket);
                self.crossing = None;
            }
            Command::CrossFade { to, over } => {
                assert!(self.loaded.contains(to), "{to:?} is not loaded");
                assert_eq!(self.crossing_from(), None, "three pictures at a time");
                let from = self.shown.expect("a picture to cross-fade from");
                assert_eq!(
                    experience(&self.places[&from]),
                    experience(&self.places[to]),
                    "between experiences it is dark"
                );
                self.crossing = Some((from, self.now + *over));
                self.shown = Some(*to);
            }
            Command::Film { ticket, run } => {
                let film = self.films.get_mut(ticket).expect("a film");
                assert_ne!(film.runs, *run, "said twice");
                assert!(!run || self.loaded.contains(ticket), "not loaded");
                film.runs = *run;
            }
            Command::FilmBegins { ticket, .. } => {
                assert!(!self.films[ticket].runs, "it has begun already");
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
            Command::Sound { ticket, fade, .. } => {
                self.heard = (Some(*ticket), self.heard.0, self.now + *fade);
            }
            Command::Act { ticket, act } => {
                assert!(self.loaded.contains(ticket), "{act:?} in what is not there");
                assert_ne!(*ticket, Ticket::LOBBY);
            }
            Command::Recentre | Command::Note(_) | Command::Ended { .. } => {}
        }
    }

    /// What is still seen of the scene before.
    pub(crate) fn crossing_from(&self) -> Option<Ticket> {
        let (from, until) = self.crossing?;
        (self.now < until).then_some(from)
    }

    /// The film on show.
    pub(crate) fn film(&self) -> &Reel {
        &self.films[&self.shown.expect("something on show")]
    }

    /// The film of a scene that is loaded.
    pub(crate) fn film_of(&self, id: &str) -> &Reel {
        let is = |ticket: &Ticket| matches!(&self.places[ticket], Place::Scene { scene, .. } if scene == id);
        let ticket = self.films.keys().find(|ticket| is(ticket));
        &self.films[ticket.expect("a film of that scene")]
    }

    fn run_films(&mut self) {
        let mut ended = Vec::new();
        for (ticket, film) in &mut self.films {
            if film.runs {
                film.at += FRAME;
            }
            if film.runs && film.ends && !film.ended && film.at >= FILM {
                film.ended = true;
                ended.push(*ticket);
            }
        }
        for ticket in ended {
            self.give(Event::FilmEnded { ticket });
        }
    }

    /// One frame.
    pub(crate) fn frame(&mut self) {
        self.now += FRAME;
        self.run_films();
        let (done, loading) = std::mem::take(&mut self.loading)
            .into_iter()
            .partition(|(_, due)| *due <= self.now);
        self.loading = loading;
        for (ticket, _) in Vec::<(Ticket, Duration)>::from_iter(done) {
            if self.broken && ticket != Ticket::LOBBY {
                self.films.remove(&ticket);
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

fn experience(place: &Place) -> Option<&str> {
    match place {
        Place::Lobby => None,
        Place::Scene { experience, .. } => Some(&experience.id),
    }
}
