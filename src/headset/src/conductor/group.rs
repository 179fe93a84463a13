//! Beginning and going on together with other headsets: from the launcher's clock to this one's.
//!
//! What "together" means for scenes, rules and films stands in crate `director` and in [`super::together`]; here the
//! moment is translated, and translated anew when the clock is known better, and it is measured how far what is
//! heard is from where it should be. A headset that does not know the launcher's clock waits a moment for it, and
//! begins alone if it does not come.

use std::collections::BTreeMap;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use director::{Event, Resume};
use protocol::{InStep, Own, SessionId, Together};

use super::Conductor;
use crate::link::LauncherClock;

/// A session waits so long for the resident's own files; it begins with those that are there.
const FETCH: Duration = Duration::from_secs(20);
/// A session waits so long for the launcher's clock to be known,
const WAIT: Duration = Duration::from_secs(2);
/// as well as this.
const GOOD: Duration = Duration::from_millis(30);
/// Whoever comes to others that have begun is there after this.
const WAY: Duration = Duration::from_millis(1500);
/// A clock that is known better by less than this is left as it is, in microseconds.
const WORTH: i64 = 300;
/// What is heard is said so often, where that is asked for.
const SAY: Duration = Duration::from_millis(200);

/// A session that began together with others.
#[derive(Debug)]
pub(super) struct Group {
    together: Together,
    /// The session's zero in microseconds of the conductor's clock, as the director knows it; none if it could not be
    /// told, so that this headset goes by itself.
    zero: Option<i64>,
}

/// A session that waits for the launcher's clock, or for the resident's own files.
#[derive(Debug)]
pub(super) struct Waiting {
    since: Duration,
    pub(super) session: SessionId,
    pub(super) experience: String,
    pub(super) resume: Option<Resume>,
    pub(super) together: Option<Together>,
    /// What is to be done after it has begun.
    pub(super) then: Vec<Event>,
}

/// Words that are spoken together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spoken {
    /// The moment,
    at: Instant,
    /// and where in their recording that is.
    from: Duration,
}

/// What is measured of the words that are being spoken.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// What is spoken together.
    pub(super) spoken: Option<Spoken>,
    /// Where in it what was heard last is.
    place: Duration,
    /// Only while it goes on.
    measured: Option<Measured>,
}

/// Where something is that several headsets hear together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    /// When it was measured.
    pub(super) at: Instant,
    /// How far it had come.
    pub(super) place: Duration,
    /// By how much that is ahead of where it should be, in seconds; negative when it is behind.
    pub(super) ahead: f64,
}

impl Spoken {
    /// Of what the crate `sound` was asked for.
    pub(super) fn of(narration: &sound::Narration) -> Option<Self> {
        Some(Self {
            at: narration.begins? + narration.after,
            from: narration.from,
        })
    }
}

impl Conductor {
    /// Begins with a session; one that waits for the launcher's clock or for files may take a moment.
    pub(super) fn begin_with(
        &mut self,
        session: SessionId,
        experience: String,
        resume: Option<Resume>,
        together: Option<Together>,
        own: BTreeMap<String, Vec<Own>>,
    ) {
        self.begin_waiting();
        let now = self.now();
        let wanted = self.own.want(own);
        match &self.link {
            Some(link) if together.is_some() || !wanted.is_empty() => {
                link.fetch(wanted);
                self.waiting = Some(Waiting {
                    since: now,
                    session,
                    experience,
                    resume,
                    together,
                    then: Vec::new(),
                });
                self.wait_to_begin(now);
            }
            _ => self.begin(session, &experience, resume, None),
        }
    }

    /// What waits begins, whether the clock is known and all files are there or not: something else is wanted already.
    pub(super) fn begin_waiting(&mut self) {
        if let Some(waiting) = self.waiting.take() {
            let Waiting {
                session,
                experience,
                resume,
                together,
                then,
                ..
            } = waiting;
            self.begin(session, &experience, resume, together);
            self.pending.extend(then);
        }
    }

    /// What is to be done in the session that was begun last.
    pub(super) fn then(&mut self, event: Event) {
        match &mut self.waiting {
            Some(waiting) => waiting.then.push(event),
            None => self.pending.push_back(event),
        }
    }

    pub(super) fn wait_to_begin(&mut self, now: Duration) {
        let Some(waiting) = &self.waiting else { return };
        let known = waiting.together.as_ref().is_none_or(|together| {
            let clock = self.launcher_clock(together);
            clock.is_some_and(|clock| clock.uncertain() <= GOOD) || now >= waiting.since + WAIT
        });
        let filled = self.own.is_whole() || now >= waiting.since + FETCH;
        if known && filled {
            self.begin_waiting();
        }
    }

    /// The launcher's clock, if it counts as the session's moment does.
    fn launcher_clock(&self, together: &Together) -> Option<LauncherClock> {
        let clock = self.link.as_ref()?.clock()?;
        (clock.era() == together.era).then_some(clock)
    }

    /// Tells the director when the session that comes next begins. Where it begins, if not at its beginning.
    pub(super) fn gather(
        &mut self,
        together: Together,
        resume: Option<Resume>,
        start: &str,
    ) -> Option<Resume> {
        let clock = self.launcher_clock(&together);
        let zero =
            clock.map(|clock| clock.since(self.clock.moment(Duration::ZERO), together.begins));
        match zero {
            Some(zero) => tracing::info!(
                group = together.group,
                in_seconds = (zero - micros(self.now())) as f64 / 1e6,
                "begins together with others"
            ),
            None => tracing::warn!(
                group = together.group,
                "the launcher's clock is not known; this headset begins by itself"
            ),
        }
        self.group = Some(Group { together, zero });
        let Some(zero) = zero else { return resume };
        let now = self.now();
        if let Ok(begins) = u64::try_from(zero)
            && Duration::from_micros(begins) > now
        {
            self.pending
                .push_back(Event::StartAt(Duration::from_micros(begins)));
            return resume;
        }
        let arrives = now + WAY;
        self.pending.push_back(Event::StartAt(arrives));
        let at_the_beginning = || Resume {
            scene: start.to_owned(),
            elapsed: Duration::ZERO,
            in_scene: Duration::ZERO,
        };
        let resume = resume.unwrap_or_else(at_the_beginning);
        Some(joined(micros(arrives) - zero, resume))
    }

    /// Follows the launcher's clock where it is known better by now.
    pub(super) fn follow_clock(&mut self) {
        let Some(group) = &self.group else { return };
        let (Some(zero), Some(clock)) = (group.zero, self.launcher_clock(&group.together)) else {
            return;
        };
        let known = clock.since(self.clock.moment(Duration::ZERO), group.together.begins);
        let by = known - zero;
        if by.abs() < WORTH {
            return;
        }
        if let Some(group) = &mut self.group {
            group.zero = Some(known);
        }
        self.films.shift(by);
        if let Some(spoken) = &mut self.words.spoken {
            let moved = Duration::from_micros(by.unsigned_abs());
            let at = if by >= 0 {
                spoken.at.checked_add(moved)
            } else {
                spoken.at.checked_sub(moved)
            };
            spoken.at = at.unwrap_or(spoken.at);
        }
        self.pending.push_back(Event::Shifted(by));
    }

    /// Measures the words that are spoken together, while they go on.
    pub(super) fn listen_to_words(&mut self, narrated: Option<Duration>) {
        let words = &mut self.words;
        words.measured = None;
        let (Some(spoken), Some(place)) = (words.spoken, narrated) else {
            return;
        };
        let goes_on = std::mem::replace(&mut words.place, place) != place;
        let at = Instant::now();
        if let Some(gone) = at.checked_duration_since(spoken.at).filter(|_| goes_on) {
            let should = spoken.from + gone;
            let ahead = place.as_secs_f64() - should.as_secs_f64();
            words.measured = Some(Measured { at, place, ahead });
        }
    }

    /// How far what is heard, or else what is counted, is from where it should be.
    pub(super) fn in_step(&self, now: Duration, status: &director::Status) -> Option<InStep> {
        let group = self.group.as_ref()?;
        let keeping = status.keeping;
        let clock = self.launcher_clock(&group.together);
        let ahead = self.place_together(now, status).map(|placed| placed.ahead);
        Some(InStep {
            skew_ms: ahead.map(|ahead| (ahead * 1000.0) as f32),
            uncertain_ms: clock.map(|clock| clock.uncertain().as_secs_f32() * 1000.0),
            late: keeping.is_some_and(|keeping| keeping.late),
            alone: group.zero.is_none() || keeping.is_some_and(|keeping| keeping.alone),
        })
    }

    /// Where the session is, by what is heard where something is, and by how much that is ahead in seconds.
    fn place_together(&self, now: Duration, status: &director::Status) -> Option<Measured> {
        let playing = status.state == director::State::Playing;
        let should = status.keeping.filter(|_| playing)?.should?;
        let counted = Measured {
            at: self.clock.moment(now),
            place: status.in_scene,
            ahead: status.in_scene.as_secs_f64() - should.as_secs_f64(),
        };
        let film = self.seen.shown().and_then(|shown| self.films.ahead(shown));
        Some(film.or(self.words.measured).unwrap_or(counted))
    }

    /// Says where what is heard is, with the time of the machine: several headsets on one machine can be compared so.
    pub(super) fn say_place(&mut self, now: Duration) {
        if !self.says_places || now < self.said_place + SAY {
            return;
        }
        self.said_place = now;
        let status = self.director.report(now);
        let Some(Measured { at, place, ahead }) = self.place_together(now, &status) else {
            return;
        };
        let machine = (SystemTime::now() - at.elapsed()).duration_since(UNIX_EPOCH);
        println!(
            "place machine={:.6} place={:.6} ahead={ahead:.6}",
            machine.unwrap_or_default().as_secs_f64(),
            place.as_secs_f64()
        );
    }
}

/// Where somebody begins who comes to a session that has gone on for so long, in microseconds.
fn joined(gone: i64, mut resume: Resume) -> Resume {
    let gone = Duration::from_micros(u64::try_from(gone).unwrap_or(0));
    // When the scene began, in the session's own time.
    let began = resume.elapsed.saturating_sub(resume.in_scene);
    resume.elapsed = gone;
    resume.in_scene = gone.saturating_sub(began);
    resume
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_comes_later_begins_where_the_scene_is_by_then() {
        let seconds = Duration::from_secs;
        let told = Resume {
            scene: "bay".into(),
            elapsed: seconds(100),
            in_scene: seconds(38),
        };
        // It was told at 100 s, and arrives at 110 s.
        let joins = joined(110_000_000, told);
        assert_eq!(joins.scene, "bay");
        assert_eq!((joins.elapsed, joins.in_scene), (seconds(110), seconds(48)));
    }
}
