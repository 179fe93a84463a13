//! Eight headsets begin together over a bad network and stay so for ten minutes, all of it simulated: clocks that
//! count differently, a link with 50 ms of jitter on which one packet of fifty is sent again, a launcher that is
//! killed in the middle, and one who comes later.

use std::collections::VecDeque;
use std::time::Duration;

use protocol::headset::{self, Event, Link, Step, Steps};
use protocol::launcher::{self, Change, ConnectionId, Headsets, Kept};
use protocol::{
    HeadsetId, Hello, Listening, Mode, Person, Report, Resume, SessionId, State, Together,
};

/// The simulation goes on in steps of this, in microseconds of true time.
const STEP: i64 = 5_000;
const SECOND: i64 = 1_000_000;
/// As fast as a film that is behind is let run.
const RATES: std::ops::RangeInclusive<f64> = 0.99..=1.01;

/// The same numbers in each run.
struct Random(u64);

impl Random {
    /// From 0 to 1.
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// How long a packet is on its way, in microseconds: up to 50 ms, and once in fifty times it is sent again.
    fn delay(&mut self) -> i64 {
        let jitter = self.next() * 50_000.0;
        let again = if self.next() < 0.02 { 200_000.0 } else { 0.0 };
        (jitter + again) as i64
    }
}

/// One direction of a connection: what is sent arrives later, and in its order.
#[derive(Default)]
struct Wire {
    waiting: VecDeque<(i64, String)>,
}

impl Wire {
    fn send(&mut self, now: i64, text: String, random: &mut Random) {
        let behind = self.waiting.back().map_or(now, |(at, _)| *at);
        self.waiting
            .push_back((behind.max(now + random.delay()), text));
    }

    fn arrived(&mut self, now: i64) -> Option<String> {
        let due = self.waiting.front().is_some_and(|(at, _)| *at <= now);
        let first = due.then(|| self.waiting.pop_front());
        first.flatten().map(|(_, text)| text)
    }
}

/// A headset: its end of the link, its clock, and a film that runs as its sound device counts.
struct Member {
    link: Link,
    steps: Steps,
    up: Wire,
    down: Wire,
    connection: Option<ConnectionId>,
    /// Its clock at the beginning, in microseconds, and how many millionths it is fast.
    clock: (i64, f64),
    /// How many millionths its sound device is fast.
    device: f64,
    together: Option<Together>,
    resume: Option<Resume>,
    /// Seconds of the session that were heard; none before it began.
    heard: Option<f64>,
    rate: f64,
}

struct Group {
    now: i64,
    random: Random,
    launcher: Headsets,
    members: Vec<Member>,
    connections: u64,
    kept: Vec<Kept>,
}

fn launcher(at: i64) -> Headsets {
    // The clock goes on through restarts: one machine, one era.
    Headsets::new("0.1.0").with_clock("machine", micros(at + 77 * SECOND))
}

fn micros(value: i64) -> Duration {
    Duration::from_micros(u64::try_from(value).unwrap())
}

impl Member {
    fn new(number: u32) -> Member {
        let spread = f64::from(number) - 3.5;
        Member {
            link: Link::new(Hello {
                protocol: protocol::VERSION,
                id: HeadsetId(format!("h{number}")),
                boot: "b".into(),
                name: format!("Glasögon {number}"),
                version: "0.1.0".into(),
                mode: Mode::Offscreen,
                desired: None,
            }),
            steps: Steps::default(),
            up: Wire::default(),
            down: Wire::default(),
            connection: None,
            clock: (i64::from(number) * 1_234_567_891, spread * 12.0),
            device: -spread * 14.0,
            together: None,
            resume: None,
            heard: None,
            rate: 1.0,
        }
    }

    fn time(&self, now: i64) -> Duration {
        micros(self.clock.0 + now + (now as f64 * self.clock.1 / 1e6) as i64)
    }

    /// What a headset does in a frame: begins when it is time, and runs a little faster or slower.
    fn play(&mut self, now: i64) {
        let own = self.time(now);
        if let Some(heard) = &mut self.heard {
            *heard += STEP as f64 / 1e6 * (1.0 + self.device / 1e6) * self.rate;
        }
        let (Some(together), Some(reading)) = (&self.together, self.link.clock(own)) else {
            return;
        };
        assert_eq!(together.era, reading.era);
        let launcher = i64::try_from(own.as_micros()).unwrap() + reading.offset;
        let wanted = (launcher - i64::try_from(together.begins).unwrap()) as f64 / 1e6;
        match self.heard {
            // Nothing has been heard: whoever comes later begins where the others are.
            None if wanted >= 0.0 => self.heard = Some(wanted),
            None => {}
            Some(heard) => {
                self.rate = (1.0 + (wanted - heard) * 0.5).clamp(*RATES.start(), *RATES.end());
            }
        }
    }
}

impl Group {
    fn new(members: u32) -> Group {
        Group {
            now: 0,
            random: Random(2026),
            launcher: launcher(0),
            members: (0..members).map(Member::new).collect(),
            connections: 0,
            kept: Vec::new(),
        }
    }

    fn run(&mut self, seconds: i64, mut look: impl FnMut(&Group)) {
        let end = self.now + seconds * SECOND;
        while self.now < end {
            self.now += STEP;
            if self.now % 100_000 == 0 {
                self.launcher(launcher::Input::Tick);
            }
            for member in 0..self.members.len() {
                self.headset(member, headset::Input::Tick);
                while let Some(text) = self.members[member].up.arrived(self.now) {
                    if let Some(connection) = self.members[member].connection {
                        self.launcher(launcher::Input::Text(connection, &text));
                    }
                }
                while let Some(text) = self.members[member].down.arrived(self.now) {
                    self.headset(member, headset::Input::Text(text));
                }
                let now = self.now;
                self.members[member].play(now);
                if self.now % SECOND == 0 {
                    let report = self.report(member);
                    self.headset(member, headset::Input::Report(Box::new(report)));
                }
            }
            look(self);
        }
    }

    fn report(&self, member: usize) -> Report {
        let member = &self.members[member];
        let heard = member.heard.map_or(0.0, |heard| heard as f32);
        Report {
            desired: member.steps.last().cloned(),
            state: if member.heard.is_some() {
                State::Playing
            } else {
                State::Lobby
            },
            scene: member.heard.map(|_| "shore".into()),
            elapsed_seconds: heard,
            scene_seconds: heard,
            ..Report::new(Mode::Offscreen)
        }
    }

    fn headset(&mut self, number: usize, input: headset::Input) {
        let own = self.members[number].time(self.now);
        for output in self.members[number].link.handle(own, input) {
            match output {
                headset::Output::Connect => {
                    self.connections += 1;
                    let connection = ConnectionId(self.connections);
                    self.members[number].connection = Some(connection);
                    (self.members[number].up, self.members[number].down) = Default::default();
                    self.launcher(launcher::Input::Opened(connection));
                    self.headset(number, headset::Input::Opened);
                }
                headset::Output::Text(text) => {
                    self.members[number]
                        .up
                        .send(self.now, text, &mut self.random);
                }
                headset::Output::Event(Event::Desired(desired)) => {
                    let member = &mut self.members[number];
                    for step in member.steps.take(&desired) {
                        if let Step::Play {
                            together, resume, ..
                        } = step
                        {
                            (member.together, member.resume) = (together, resume);
                        }
                    }
                    let report = self.report(number);
                    self.headset(number, headset::Input::Report(Box::new(report)));
                }
                headset::Output::Close | headset::Output::Binary(_) | headset::Output::Event(_) => {
                }
            }
        }
    }

    fn launcher(&mut self, input: launcher::Input<'_>) {
        let outputs = self.launcher.handle(micros(self.now), input);
        self.carry_out(outputs);
    }

    fn carry_out(&mut self, outputs: Vec<launcher::Output>) {
        for output in outputs {
            match output {
                launcher::Output::Send(connection, text) => {
                    let mut members = self.members.iter_mut();
                    if let Some(member) =
                        members.find(|member| member.connection == Some(connection))
                    {
                        member.down.send(self.now, text, &mut self.random);
                    }
                }
                launcher::Output::Keep(id) => {
                    self.kept.retain(|kept| kept.id != id);
                    self.kept.extend(self.launcher.kept(&id));
                }
                _ => {}
            }
        }
    }

    fn start(&mut self, members: std::ops::Range<usize>, begins: u64, resume: Option<Resume>) {
        for member in members {
            let (era, _) = self.launcher.clock(micros(self.now));
            let change = Change::Play {
                session: SessionId(format!("s{member}")),
                experience: "lake".into(),
                volume: 0.5,
                listening: Listening::default(),
                person: Person::default(),
                minutes: None,
                own: Default::default(),
                together: Some(Together {
                    group: "g1".into(),
                    era: era.to_owned(),
                    begins,
                }),
                resume: resume.clone(),
            };
            let id = HeadsetId(format!("h{member}"));
            let outputs = self.launcher.change(micros(self.now), &id, change).unwrap();
            self.carry_out(outputs);
        }
    }

    /// Kills the launcher and starts it again with what it had stored.
    fn kill_launcher(&mut self) {
        let now = self.now;
        // Its own time begins at zero with each start, that of its clock does not; here both go on.
        self.launcher = launcher(0);
        for kept in self.kept.clone() {
            self.launcher
                .restore(micros(now), kept, Duration::from_secs(1));
        }
        for member in 0..self.members.len() {
            self.members[member].connection = None;
            self.headset(member, headset::Input::Closed { jitter: 0.5 });
        }
    }
}

#[test]
fn eight_headsets_stay_together_for_ten_minutes_on_a_bad_network() {
    let mut group = Group::new(8);
    group.run(5, |_| {});
    let (_, time) = group.launcher.clock(micros(group.now));
    let begins = time + 5_000_000;
    let zero = group.now + 5 * SECOND;
    group.start(0..7, begins, None);
    // How far each is from where it should be, in milliseconds.
    let mut skews: Vec<f64> = Vec::new();
    let mut note = |group: &Group| {
        if group.now % 200_000 != 0 {
            return;
        }
        let wanted = (group.now - zero) as f64 / 1e6;
        let heard = group.members.iter().filter_map(|member| member.heard);
        skews.extend(heard.map(|heard| (heard - wanted).abs() * 1000.0));
    };
    group.run(200, &mut note);
    assert_eq!(
        group
            .members
            .iter()
            .filter(|member| member.heard.is_some())
            .count(),
        7,
        "all have begun, and one was not asked"
    );
    group.kill_launcher();
    group.run(60, &mut note);
    // One more comes where the others are.
    let first = group.launcher.get(&HeadsetId("h0".into())).unwrap();
    let report = first.report().unwrap();
    let resume = Resume {
        scene: report.scene.clone().unwrap(),
        elapsed_seconds: report.elapsed_seconds,
        scene_seconds: report.scene_seconds,
        advances: 0,
        cues: Default::default(),
    };
    let wish = first.desired().play().unwrap().together.clone().unwrap();
    assert_eq!(wish.begins, begins, "it was stored");
    group.start(7..8, begins, Some(resume));
    group.run(345, &mut note);
    let late = &group.members[7];
    assert!(late.heard.is_some() && late.resume.is_some());

    skews.sort_by(f64::total_cmp);
    let (p95, most) = (skews[skews.len() * 95 / 100], skews[skews.len() - 1]);
    eprintln!(
        "{} moments: p95 {p95:.2} ms, at most {most:.2} ms",
        skews.len()
    );
    assert!(skews.len() > 20_000, "{}", skews.len());
    assert!(
        p95 <= 20.0 && most <= 50.0,
        "p95 {p95} ms, at most {most} ms"
    );
    assert!(most > 0.5, "a network as bad as this is felt: {most} ms");
}
