//! The director: sessions and pauses on top of the stage.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use manifest::Experience;

mod told;

use crate::films::Films;
use crate::rules::{Rules, USUAL_DWELL};
use crate::session::{Due, Session, Stop};
use crate::stage::Stage;
use crate::together::Mark;
use crate::{Comfort, Command, EndReason, Event, How, Note, Place, Resume, State, Ticket};

/// The volume until the caregiver sets another.
const FIRST_VOLUME: f32 = 0.7;
/// A calm scene that could not be loaded is tried again after this.
const LOBBY_RETRY: Duration = Duration::from_secs(1);

/// Decides what happens next in a headset. See the [crate's documentation](crate).
#[derive(Debug, Clone)]
pub struct Director {
    comfort: Comfort,
    stage: Stage,
    films: Films,
    session: Option<Session>,
    /// Something has been shown once.
    booted: bool,
    worn: bool,
    /// The resident was dizzy, and nothing was started since.
    dizzy: bool,
    volume: f32,
    /// Whose sound is heard or coming.
    heard: Option<Ticket>,
    /// It is to be told again, since what is heard should go sooner than it was going.
    hurried: bool,
    sound_paused: bool,
    lobby_retry: Option<Duration>,
    next_ticket: u64,
    last: Duration,
    /// How long the resident looks at something before it answers.
    dwell: Duration,
    /// How many files are in the slots of the session to come.
    slots: BTreeMap<String, usize>,
    /// When the session to come begins.
    start_at: Option<Duration>,
    /// How long the session to come may last.
    longest: Option<Duration>,
}

impl Director {
    /// A director that waits for [`Event::Started`].
    pub fn new(comfort: Comfort) -> Director {
        Director {
            comfort,
            stage: Stage::new(),
            films: Films::default(),
            session: None,
            booted: false,
            worn: true,
            dizzy: false,
            volume: FIRST_VOLUME,
            heard: None,
            hurried: false,
            sound_paused: false,
            lobby_retry: None,
            next_ticket: Ticket::LOBBY.0 + 1,
            last: Duration::ZERO,
            dwell: USUAL_DWELL,
            slots: BTreeMap::new(),
            start_at: None,
            longest: None,
        }
    }

    /// Takes in what happened at `now` (any clock that only goes forward) and says what to do, in order.
    pub fn handle(&mut self, now: Duration, event: Event) -> Vec<Command> {
        let mut out = Vec::new();
        self.run_clock(now);
        match event {
            Event::Started => {
                out.push(Command::Volume {
                    value: self.volume,
                    over: Duration::ZERO,
                });
                self.load(Ticket::LOBBY, Place::Lobby, Duration::ZERO, &mut out);
            }
            Event::Tick => {}
            Event::Play { experience, resume } => self.play(experience, resume, &mut out),
            Event::Pause(held) => self.running(|session| session.held = held),
            Event::Stop(How::Gentle) => {
                // What was to begin and could not says nothing of what begins next.
                self.longest = None;
                self.end(EndReason::Stopped);
            }
            Event::Stop(How::Dizzy) => {
                self.dizzy = true;
                self.end(EndReason::Dizzy);
            }
            Event::Recentre => out.push(Command::Recentre),
            Event::NextScene => self.next_scene(&mut out),
            Event::Volume(volume) => self.set_volume(volume, &mut out),
            Event::Loaded { ticket } => {
                if self.stage.answered(ticket, true)
                    && let Some(session) = &self.session
                {
                    session.rules.restore(ticket, &mut out);
                }
            }
            Event::Gaze { target } => {
                self.running(|session| session.rules.look(target.as_deref()));
            }
            Event::Cue { id } => self.running(|session| session.rules.tap(&id)),
            Event::Dwell(dwell) => {
                self.dwell = dwell;
                self.running(|session| session.rules.set_dwell(dwell));
            }
            Event::Slots(slots) => self.slots = slots,
            Event::StartAt(moment) => self.start_at = Some(moment),
            Event::Longest(longest) => self.longest = Some(longest),
            Event::Shifted(micros) => {
                if let Some(session) = &mut self.session {
                    session.shift(micros);
                }
            }
            Event::LoadFailed { ticket } => self.load_failed(now, ticket, &mut out),
            Event::FilmEnded { ticket } => self.film_over(ticket, false),
            Event::FilmBroke { ticket } => self.film_over(ticket, true),
            Event::ViewLost => self.view_lost(&mut out),
            Event::Worn(worn) => self.worn = worn,
            Event::ExperienceGone => self.running(|session| {
                if !session.told_gone {
                    session.told_gone = true;
                    out.push(Command::Note(Note::ExperienceGone));
                }
            }),
        }
        self.keep_time(now, &mut out);
        self.settle(now, &mut out);
        out
    }

    /// The clock runs while the resident sees the scene and nobody holds it.
    fn clock_runs(&self) -> bool {
        let seen = |session: &Session| {
            session
                .current
                .as_ref()
                .is_some_and(|stop| Some(stop.ticket) == self.stage.shown())
        };
        self.state() == State::Playing && self.session.as_ref().is_some_and(seen)
    }

    fn run_clock(&mut self, now: Duration) {
        let by = now.saturating_sub(self.last);
        self.last = self.last.max(now);
        let runs = self.clock_runs();
        let Some(session) = &mut self.session else {
            return;
        };
        if runs {
            session.run(now, by);
        } else if session.current.is_some() && session.ending.is_none() {
            // What the others do meanwhile is not made up for.
            session.alone = true;
        }
    }

    /// Acts on the session, if there is one that is not being ended.
    fn running(&mut self, act: impl FnOnce(&mut Session)) {
        if let Some(session) = self
            .session
            .as_mut()
            .filter(|session| session.ending.is_none())
        {
            act(session);
        }
    }

    fn play(
        &mut self,
        experience: Arc<Experience>,
        resume: Option<Resume>,
        out: &mut Vec<Command>,
    ) {
        if let Some(old) = self.session.take() {
            out.push(Command::Ended {
                reason: old.ending.unwrap_or(EndReason::Replaced),
            });
        }
        self.dizzy = false;
        let resume = resume.filter(|resume| experience.scenes.contains_key(&resume.scene));
        let (scene, played, in_scene) = match resume {
            Some(resume) => (resume.scene, resume.elapsed, resume.in_scene),
            None => (experience.start.clone(), Duration::ZERO, Duration::ZERO),
        };
        let slots = std::mem::take(&mut self.slots);
        let rules = Rules::new(Arc::clone(&experience), &slots, self.dwell, played);
        let start_at = self.start_at.take();
        self.session = Some(Session {
            mark: start_at.map(|at| Mark { at, played }),
            longest: self.longest.take(),
            ..Session::new(experience, played, rules)
        });
        let mark = start_at.map(|at| Mark {
            at,
            played: in_scene,
        });
        self.go_to(scene, in_scene, false, mark, out);
    }

    fn go_to(
        &mut self,
        scene: String,
        played: Duration,
        by_time: bool,
        mark: Option<Mark>,
        out: &mut Vec<Command>,
    ) {
        let Some(session) = &mut self.session else {
            return;
        };
        let ticket = Ticket(self.next_ticket);
        self.next_ticket += 1;
        let place = Place::Scene {
            experience: session.experience.clone(),
            scene: scene.clone(),
        };
        session.upcoming = Some(Stop {
            scene,
            ticket,
            played,
            film_over: false,
            by_time,
            mark,
        });
        self.load(ticket, place, played, out);
        if let Some(mark) = mark.filter(|_| self.films.has(ticket)) {
            out.push(Command::FilmBegins {
                ticket,
                at: mark.at,
            });
        }
    }

    fn load(&mut self, ticket: Ticket, place: Place, in_scene: Duration, out: &mut Vec<Command>) {
        self.stage.load(ticket);
        self.films.load(ticket, &place);
        out.push(Command::Load {
            ticket,
            place,
            in_scene,
        });
    }

    fn film_over(&mut self, ticket: Ticket, broke: bool) {
        let mut lost = false;
        self.running(|session| {
            let is = |stop: &Option<Stop>| stop.as_ref().is_some_and(|stop| stop.ticket == ticket);
            if is(&session.current) {
                lost = !session.film_over(broke);
            } else {
                lost = broke && is(&session.upcoming);
            }
        });
        if lost {
            self.end(EndReason::Failed);
        }
    }

    fn next_scene(&mut self, out: &mut Vec<Command>) {
        let Some(session) = self
            .session
            .as_mut()
            .filter(|session| session.ending.is_none())
        else {
            return;
        };
        let Some(next) = session.next() else { return };
        match &mut session.upcoming {
            // It is on its way by time already; the tap only confirms it.
            Some(upcoming) if upcoming.by_time && upcoming.scene == next.scene => {
                upcoming.by_time = false
            }
            _ => {
                session.alone = true;
                self.go_to(next.scene, Duration::ZERO, false, None, out);
            }
        }
    }

    fn end(&mut self, reason: EndReason) {
        let Some(session) = &mut self.session else {
            return;
        };
        if session.ending.is_none()
            || (reason == EndReason::Dizzy && session.ending != Some(reason))
        {
            session.ending = Some(reason);
            session.upcoming = None;
            // The sound goes too, and sooner than it was going.
            self.hurried = true;
        }
    }

    fn set_volume(&mut self, volume: f32, out: &mut Vec<Command>) {
        if volume.is_finite() {
            self.volume = volume.clamp(0.0, 1.0);
            out.push(Command::Volume {
                value: self.volume,
                over: self.comfort.volume,
            });
        }
    }

    fn load_failed(&mut self, now: Duration, ticket: Ticket, out: &mut Vec<Command>) {
        if !self.stage.answered(ticket, false) {
            return;
        }
        if ticket == Ticket::LOBBY {
            self.lobby_retry = Some(now + LOBBY_RETRY);
        } else if let Some((Place::Scene { scene, .. }, _)) = self
            .session
            .as_ref()
            .and_then(|session| session.place(ticket))
        {
            out.push(Command::Note(Note::SceneNotShown { scene }));
            self.end(EndReason::Failed);
        }
    }

    fn view_lost(&mut self, out: &mut Vec<Command>) {
        let goal = self.stage.goal();
        let mut tickets = vec![Ticket::LOBBY];
        if let Some(session) = self
            .session
            .as_ref()
            .filter(|session| session.ending.is_none())
        {
            tickets.extend(session.stops().map(|stop| stop.ticket));
        }
        self.stage.lose(&tickets, out);
        // What the resident waits for comes first.
        tickets.sort_by_key(|ticket| *ticket != goal);
        for ticket in tickets {
            if let Some((place, in_scene)) = self.place(ticket) {
                self.load(ticket, place, in_scene, out);
            }
        }
    }

    /// What a ticket stands for, and how much of it has been played.
    fn place(&self, ticket: Ticket) -> Option<(Place, Duration)> {
        if ticket == Ticket::LOBBY {
            Some((Place::Lobby, Duration::ZERO))
        } else {
            self.session.as_ref()?.place(ticket)
        }
    }

    /// What is due by time.
    fn keep_time(&mut self, now: Duration, out: &mut Vec<Command>) {
        if self.lobby_retry.is_some_and(|at| now >= at) {
            self.lobby_retry = None;
            self.load(Ticket::LOBBY, Place::Lobby, Duration::ZERO, out);
        }
        let comfort = self.comfort;
        let Some(session) = self.session.as_mut() else {
            return;
        };
        if session.ending.is_some() || session.current.is_none() {
            return;
        }
        if session.played >= comfort.soft_cap && !session.told_long {
            session.told_long = true;
            out.push(Command::Note(Note::LongSession));
        }
        if session.played >= session.limit(&comfort) {
            if session.played >= comfort.hard_stop {
                out.push(Command::Note(Note::LongestSession));
            }
            return self.end(EndReason::Finished);
        }
        match session.due() {
            Some(Due::Scene(scene, due)) => {
                let mark = session.next_mark(now, due);
                self.go_to(scene, Duration::ZERO, true, mark, out);
            }
            Some(Due::End) => self.end(EndReason::Finished),
            None => {}
        }
        self.follow_rules(out);
    }

    fn follow_rules(&mut self, out: &mut Vec<Command>) {
        if !self.clock_runs() {
            return;
        }
        let Some(session) = &mut self.session else {
            return;
        };
        let on = session.rules.step(out);
        // A tap or a link that leads on already goes before.
        if let Some(scene) = on.filter(|_| session.upcoming.is_none()) {
            session.alone = true;
            self.go_to(scene, Duration::ZERO, true, None, out);
        }
    }

    /// What should be shown, with the times of a whole fade out, a whole fade in, and of the sound.
    fn goal(&self) -> (Ticket, [Duration; 3]) {
        let comfort = &self.comfort;
        let gentle = [
            comfort.fade_out,
            comfort.fade_in,
            comfort.fade_out + comfort.sound_tail,
        ];
        let aside = [comfort.dip, comfort.dip, comfort.dip * 2];
        let dizzy = [comfort.dizzy / 2, comfort.dizzy / 2, comfort.dizzy];
        let Some(session) = &self.session else {
            return (Ticket::LOBBY, if self.dizzy { dizzy } else { gentle });
        };
        let ready = |stop: &&Stop| {
            let due = stop.mark.is_none_or(|mark| mark.is_near(self.last));
            self.stage.is_loaded(stop.ticket) && due
        };
        match (session.ending, &session.current) {
            (Some(EndReason::Dizzy), _) => (Ticket::LOBBY, dizzy),
            (Some(_), _) => (Ticket::LOBBY, gentle),
            (None, _) if session.held => (Ticket::LOBBY, aside),
            (None, current) => match (session.upcoming.as_ref().filter(ready), current) {
                (Some(upcoming), _) => {
                    let through_dark =
                        [comfort.dip, comfort.fade_in, comfort.dip + comfort.fade_in];
                    let times = self
                        .cross(upcoming.ticket)
                        .map_or(through_dark, |cross| [comfort.dip, comfort.dip, cross]);
                    (upcoming.ticket, times)
                }
                (None, Some(current)) => (current.ticket, aside),
                // Until the first scene is loaded all stays as it is, also the last session's way out.
                (None, None) if self.stage.is_loaded(self.stage.goal()) => {
                    (self.stage.goal(), gentle)
                }
                (None, None) => (Ticket::LOBBY, gentle),
            },
        }
    }

    /// How long a cross-fade takes, when the session is in one of its scenes and may go on to the next so.
    fn cross(&self, goal: Ticket) -> Option<Duration> {
        let session = self.session.as_ref()?;
        let is = |stop: &Option<Stop>, ticket| stop.as_ref().map(|stop| stop.ticket) == ticket;
        let goes_on = is(&session.upcoming, Some(goal)) && self.stage.is_loaded(goal);
        let shown = self.stage.shown();
        let from_here = shown.is_some() && is(&session.current, shown);
        self.comfort.cross.filter(|_| goes_on && from_here)
    }

    /// Brings stage and sound closer to what should be, as far as is possible now.
    fn settle(&mut self, now: Duration, out: &mut Vec<Command>) {
        let (goal, [leave, enter, sound]) = self.goal();
        let cross = self.cross(goal);
        self.stage.aim(now, goal, [leave, enter], cross);
        // The next scene is heard when it begins to be seen, which may have to wait for another cross-fade.
        let waits = cross.is_some() && !self.stage.can_swap(now);
        if self.stage.is_loaded(goal)
            && (self.heard != Some(goal) || self.hurried)
            && !waits
            && let Some((place, in_scene)) = self.place(goal)
        {
            self.films.linger(self.heard, goal, now + sound);
            self.heard = Some(goal);
            self.hurried = false;
            let (in_scene, at) = self.heard_at(now, goal, in_scene);
            out.push(Command::Sound {
                ticket: goal,
                place,
                in_scene,
                at,
                fade: sound,
            });
        }
        let swapped = self.stage.can_swap(now) && self.swap(now, goal, out);
        if !swapped {
            self.stage.step(now, out);
            // A fade that takes no time is over at once.
            if self.stage.can_swap(now) {
                self.swap(now, goal, out);
            }
        }
        if self.dizzy {
            self.stage.hurry(now, out);
        }
        self.finish(out);
        self.give_up_unused(now, out);
        self.hold_sound(out);
        self.run_films(now, out);
    }

    fn swap(&mut self, now: Duration, goal: Ticket, out: &mut Vec<Command>) -> bool {
        let arriving = self
            .session
            .as_ref()
            .and_then(|session| session.upcoming.as_ref())
            .is_some_and(|stop| stop.ticket == goal);
        if arriving
            && self
                .session
                .as_ref()
                .is_some_and(|session| session.current.is_none())
        {
            // Straight ahead is where the resident looks when the experience begins (H7).
            out.push(Command::Recentre);
        }
        let swapped = self.stage.step(now, out);
        self.booted |= swapped;
        if let (true, true, Some(session)) = (swapped, arriving, &mut self.session) {
            session.arrive(now, out);
        }
        swapped
    }

    /// How much of a place has been played, and when that is so, where several headsets go by one moment.
    fn heard_at(
        &self,
        now: Duration,
        ticket: Ticket,
        in_scene: Duration,
    ) -> (Duration, Option<Duration>) {
        let session = self.session.as_ref().filter(|session| !session.alone);
        let mut stops = session.into_iter().flat_map(Session::stops);
        let mark = stops
            .find(|stop| stop.ticket == ticket)
            .and_then(|stop| stop.mark);
        mark.map_or((in_scene, None), |mark| {
            let at = mark.at.max(now);
            (mark.played(at), Some(at))
        })
    }

    fn finish(&mut self, out: &mut Vec<Command>) {
        let over = self.stage.shown() == Some(Ticket::LOBBY);
        if let Some(reason) = self
            .session
            .as_ref()
            .and_then(|session| session.ending)
            .filter(|_| over)
        {
            self.session = None;
            out.push(Command::Ended { reason });
        }
    }

    fn give_up_unused(&mut self, now: Duration, out: &mut Vec<Command>) {
        let mut keep = vec![self.stage.goal()];
        keep.extend(self.films.lingering(now));
        if let Some(session) = &self.session {
            keep.extend(session.stops().map(|stop| stop.ticket));
        }
        self.stage.keep_only(&keep, out);
    }

    /// Films run while they are seen or heard, and stand while nobody wears the headset (H11) or the
    /// caregiver holds the session.
    fn run_films(&mut self, now: Duration, out: &mut Vec<Command>) {
        let seen = [self.stage.shown(), self.stage.leaving(), self.heard];
        let awake = self.worn && self.stage.shown().is_some();
        let held = |ticket| {
            let session = self.session.as_ref().filter(|session| session.held);
            session.is_some_and(|session| session.stops().any(|stop| stop.ticket == ticket))
        };
        let stage = &self.stage;
        self.films.settle(
            now,
            |ticket| stage.is_known(ticket),
            |ticket| seen.contains(&Some(ticket)),
            |ticket| awake && stage.is_loaded(ticket) && !held(ticket),
            out,
        );
    }

    /// No sound while nobody wears the headset or nothing is seen (H11).
    fn hold_sound(&mut self, out: &mut Vec<Command>) {
        let hold = self.booted && (!self.worn || self.stage.shown().is_none());
        if hold != self.sound_paused {
            self.sound_paused = hold;
            out.push(Command::SoundPaused(hold));
        }
    }
}
