//! `studio check --play`: an experience played through without a headset, and what happened as a log.
//!
//! The real director decides; a resident and a caregiver are made up from a seed: somebody who looks at this
//! and that, now and then not long enough, and somebody who taps the buttons there are. The same seed gives the
//! same log.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use director::{Act, Comfort, Command, Director, EndReason, Event, Place, Raised, State, Ticket};
use manifest::{Experience, text};

/// A step of time.
const STEP: Duration = Duration::from_millis(50);
/// How long anything takes to load.
const LOADING: Duration = Duration::from_millis(500);

/// Plays an experience for so long and writes what happened.
pub(super) fn play(
    experience: Experience,
    length: Duration,
    seed: u64,
    out: &mut impl Write,
) -> io::Result<()> {
    let title = text(&experience.title, "en").cloned().unwrap_or_default();
    let seconds = length.as_secs();
    writeln!(
        out,
        "{} ({title}), played for {seconds} seconds with seed {seed}:",
        experience.id
    )?;
    let mut rehearsal = Rehearsal {
        director: Director::new(Comfort::default()),
        now: Duration::ZERO,
        began: None,
        places: Vec::new(),
        loading: Vec::new(),
        chance: Chance(seed),
        looks_at: None,
        until: Duration::ZERO,
        taps_at: Duration::ZERO,
        raised: 0,
        looks: 0,
        answers: 0,
        scenes: Vec::new(),
        over: None,
        lines: Vec::new(),
    };
    let all = experience.scenes.len();
    rehearsal.run(experience, length);
    for (time, line) in &rehearsal.lines {
        let seconds = time.as_secs();
        writeln!(
            out,
            "  {}:{:02}.{}  {line}",
            seconds / 60,
            seconds % 60,
            time.subsec_millis() / 100
        )?;
    }
    let ended = match rehearsal.over {
        Some(EndReason::Finished) => "It came to its end",
        Some(_) => "It was ended",
        None => "It goes on",
    };
    writeln!(
        out,
        "{ended}. {} of {} scenes, {} looks, {} answers.",
        rehearsal.scenes.len(),
        all,
        rehearsal.looks,
        rehearsal.answers
    )
}

struct Rehearsal {
    director: Director,
    now: Duration,
    /// When the first scene was there.
    began: Option<Duration>,
    places: Vec<(Ticket, Place)>,
    loading: Vec<(Ticket, Duration)>,
    chance: Chance,
    looks_at: Option<String>,
    /// When the resident looks elsewhere.
    until: Duration,
    /// When the caregiver taps something.
    taps_at: Duration,
    raised: u32,
    looks: u32,
    answers: u32,
    scenes: Vec<String>,
    over: Option<EndReason>,
    lines: Vec<(Duration, String)>,
}

impl Rehearsal {
    fn run(&mut self, experience: Experience, length: Duration) {
        self.give(Event::Started);
        self.give(Event::Play {
            experience: Arc::new(experience),
            resume: None,
        });
        // A start that never comes would be waited for without end.
        let patience = Duration::from_secs(60);
        while self.over.is_none() && self.now < self.began.map_or(patience, |began| began + length)
        {
            self.now += STEP;
            let (done, loading) = std::mem::take(&mut self.loading)
                .into_iter()
                .partition(|(_, due)| *due <= self.now);
            self.loading = loading;
            for (ticket, _) in Vec::<(Ticket, Duration)>::from_iter(done) {
                self.give(Event::Loaded { ticket });
            }
            if self.director.report(self.now).state == State::Playing {
                self.look();
                self.tap();
            }
            self.give(Event::Tick);
            self.hear_prompts();
        }
    }

    fn say(&mut self, line: String) {
        let time = self.began.map_or(Duration::ZERO, |began| self.now - began);
        self.lines.push((time, line));
    }

    fn give(&mut self, event: Event) {
        for command in self.director.handle(self.now, event) {
            self.carry_out(command);
        }
    }

    fn carry_out(&mut self, command: Command) {
        match command {
            Command::Load { ticket, place, .. } => {
                self.places.push((ticket, place));
                self.loading.push((ticket, self.now + LOADING));
            }
            Command::Show { ticket } | Command::CrossFade { to: ticket, .. } => {
                let scene = self.places.iter().rev().find(|(known, _)| *known == ticket);
                if let Some((_, Place::Scene { scene, .. })) = scene.cloned() {
                    self.began.get_or_insert(self.now);
                    if !self.scenes.contains(&scene) {
                        self.scenes.push(scene.clone());
                    }
                    self.say(format!("{scene} is there"));
                }
            }
            Command::Act { act, .. } => {
                self.answers += u32::from(matches!(act, Act::Answer { .. }));
                let line = told(&act);
                self.say(line);
            }
            Command::Ended { reason } => {
                self.say(format!("ended: {reason:?}"));
                self.over = Some(reason);
            }
            _ => {}
        }
    }

    /// The resident looks at this and that, at nothing a third of the time, and not always long enough.
    fn look(&mut self) {
        if self.now < self.until {
            return;
        }
        let live = self.director.live();
        let next = match self.chance.below(3) {
            0 => None,
            _ if live.is_empty() => None,
            _ => Some(
                live[self.chance.below(live.len() as u64) as usize]
                    .id
                    .clone(),
            ),
        };
        self.until = self.now + Duration::from_millis(400 + self.chance.below(2600));
        if next != self.looks_at {
            if let Some(target) = &next {
                self.looks += 1;
                self.say(format!("looks at {target}"));
            }
            self.looks_at.clone_from(&next);
            self.give(Event::Gaze { target: next });
        }
    }

    /// The caregiver taps a button, or “next scene”, two to four times a minute.
    fn tap(&mut self) {
        if self.taps_at.is_zero() {
            self.taps_at = self.now + Duration::from_secs(8);
        }
        if self.now < self.taps_at {
            return;
        }
        self.taps_at = self.now + Duration::from_millis(15_000 + self.chance.below(15_000));
        let status = self.director.report(self.now);
        let buttons = status.cues.len() as u64 + u64::from(status.next.is_some());
        if buttons == 0 {
            return;
        }
        match status
            .cues
            .into_iter()
            .nth(self.chance.below(buttons) as usize)
        {
            Some(cue) => {
                self.say(format!("the caregiver taps {}", cue.id));
                self.give(Event::Cue { id: cue.id });
            }
            None => {
                self.say("the caregiver taps “next scene”".to_owned());
                self.give(Event::NextScene);
            }
        }
    }

    fn hear_prompts(&mut self) {
        for Raised { number, text: said } in self.director.report(self.now).prompts {
            if number > self.raised {
                self.raised = number;
                let said = text(&said, "en").cloned().unwrap_or_default();
                self.say(format!("says to the caregiver: {said}"));
            }
        }
    }
}

/// What a rule does, in words.
fn told(act: &Act) -> String {
    let seconds = |time: &Duration| time.as_secs_f32();
    match act {
        Act::Answer { target } => format!("{target} answers"),
        Act::Play { name, .. } => format!("plays {name}"),
        Act::Fade { name, over } => format!("lets {name} die away in {} s", seconds(over)),
        Act::Narrate { name, .. } => format!("tells {name}"),
        Act::Caption { name, lasts } => {
            format!("shows the text {name} for {:.1} s", seconds(lasts))
        }
        Act::Animate { happening } => format!("{happening} happens"),
        Act::Show {
            target,
            there: true,
        } => format!("shows {target}"),
        Act::Show {
            target,
            there: false,
        } => format!("hides {target}"),
        Act::Light { level, over } => format!("sets the light to {level} in {} s", seconds(over)),
        Act::Weather { weather, over } => {
            format!("lets it become {weather:?} in {} s", seconds(over))
        }
    }
}

/// Numbers that look like chance, and are the same for the same seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }
}
