//! A resident's own files on their way: both ends against each other, over a connection that breaks.

use std::collections::BTreeMap;
use std::time::Duration;

use proptest::prelude::*;
use protocol::headset::{Event, Input, Link, Output};
use protocol::launcher::{self, Change, ConnectionId, Headsets};
use protocol::own::{self, MAX_FILE_BYTES, PIECE_BYTES};
use protocol::{
    Fetched, HeadsetId, Listening, Own, Person, PieceQuestion, SessionId, ToHeadset, ToLauncher,
};

use crate::hello;

const OPENED: Duration = Duration::from_millis(10);

/// A file's hash; what it is the hash of does not matter to the protocol.
fn hash(letter: char) -> String {
    std::iter::repeat_n(letter, 64).collect()
}

fn file(letter: char, bytes: usize) -> Own {
    Own {
        hash: hash(letter),
        ending: "jpg".into(),
        bytes: bytes as u64,
    }
}

/// What is in the file with this letter.
fn content(letter: char, bytes: usize) -> Vec<u8> {
    (0..bytes).map(|at| (at / 7) as u8 ^ letter as u8).collect()
}

/// A headset and a launcher with the resident's files.
struct Both {
    link: Link,
    headsets: Headsets,
    connections: u64,
    files: BTreeMap<String, Vec<u8>>,
    now: Duration,
    fetched: Vec<Fetched>,
    /// Questions that reached the launcher and were answered.
    pieces: usize,
    /// The connection breaks after so many more pieces.
    breaks_after: usize,
}

impl Both {
    fn new(files: &[(char, usize)]) -> Self {
        let contents = files
            .iter()
            .map(|(letter, bytes)| (hash(*letter), content(*letter, *bytes)));
        Self {
            link: Link::new(hello()),
            headsets: Headsets::new("0.1.0"),
            connections: 0,
            files: contents.collect(),
            now: Duration::ZERO,
            fetched: Vec::new(),
            pieces: 0,
            breaks_after: usize::MAX,
        }
    }

    fn connection(&self) -> ConnectionId {
        ConnectionId(self.connections)
    }

    fn tick(&mut self) {
        self.now += OPENED;
        let out = self.link.handle(self.now, Input::Tick);
        self.carry_out(out);
        let out = self.headsets.handle(self.now, launcher::Input::Tick);
        self.answer(out);
    }

    fn tick_until(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        for _ in 0..10_000 {
            if done(self) {
                return;
            }
            self.tick();
        }
        panic!("never came: {what}");
    }

    fn carry_out(&mut self, out: Vec<Output>) {
        for output in out {
            match output {
                Output::Connect => {
                    self.connections += 1;
                    let opened = launcher::Input::Opened(self.connection());
                    let out = self.headsets.handle(self.now, opened);
                    self.answer(out);
                    let out = self.link.handle(self.now, Input::Opened);
                    self.carry_out(out);
                }
                Output::Text(text) => {
                    let input = launcher::Input::Text(self.connection(), &text);
                    let out = self.headsets.handle(self.now, input);
                    self.answer(out);
                }
                Output::Event(Event::Fetched(fetched)) => self.fetched.push(fetched),
                Output::Event(Event::Desired(desired)) => {
                    let files = desired
                        .play()
                        .map(|play| play.own.clone())
                        .unwrap_or_default();
                    let files = files.into_values().flatten().collect();
                    let out = self.link.handle(self.now, Input::Fetch(files));
                    self.carry_out(out);
                }
                Output::Event(Event::NotUnderstood(refusal)) => panic!("{refusal:?}"),
                Output::Close | Output::Binary(_) | Output::Event(_) => {}
            }
        }
    }

    fn answer(&mut self, out: Vec<launcher::Output>) {
        for output in out {
            match output {
                launcher::Output::Send(to, text) if to == self.connection() => {
                    let out = self.link.handle(self.now, Input::Text(text));
                    self.carry_out(out);
                }
                launcher::Output::Piece(to, question) if to == self.connection() => {
                    self.piece(&question);
                }
                _ => {}
            }
        }
    }

    fn piece(&mut self, question: &PieceQuestion) {
        if self.breaks_after == 0 {
            self.breaks_after = usize::MAX;
            let closed = launcher::Input::Closed(self.connection());
            let out = self.headsets.handle(self.now, closed);
            self.answer(out);
            let out = self.link.handle(self.now, Input::Closed { jitter: 0.5 });
            return self.carry_out(out);
        }
        self.breaks_after = self.breaks_after.saturating_sub(1);
        self.pieces += 1;
        let whole = self
            .files
            .get(&question.hash)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let rest = whole.get(question.from as usize..).unwrap_or_default();
        let bytes = &rest[..rest.len().min(PIECE_BYTES)];
        let out = self
            .link
            .handle(self.now, Input::Binary(own::encode(question, bytes)));
        self.carry_out(out);
    }

    fn wants(&mut self, session: &str, files: Vec<Own>) -> Vec<launcher::Output> {
        let change = Change::Play {
            session: SessionId(session.into()),
            experience: "album".into(),
            volume: 0.7,
            listening: Listening::default(),
            person: Person::default(),
            minutes: None,
            together: None,
            resume: None,
            own: BTreeMap::from([("photos".to_owned(), files)]),
        };
        let headset = HeadsetId("h1".into());
        self.headsets.change(self.now, &headset, change).unwrap()
    }

    fn play(&mut self, session: &str, files: Vec<Own>) {
        let out = self.wants(session, files);
        self.answer(out);
    }
}

const FILES: [(char, usize); 3] = [('a', 3 * PIECE_BYTES + 17), ('b', PIECE_BYTES), ('c', 1)];

fn files() -> Vec<Own> {
    FILES
        .iter()
        .map(|(letter, bytes)| file(*letter, *bytes))
        .collect()
}

#[test]
fn all_files_arrive_whole_and_in_their_order() {
    let mut both = Both::new(&FILES);
    both.tick_until("the link", |both| both.link.is_up());
    both.play("s1", files());
    both.tick_until("three files", |both| both.fetched.len() == 3);
    for ((letter, bytes), fetched) in FILES.iter().zip(&both.fetched) {
        assert_eq!(fetched.hash, hash(*letter));
        assert_eq!(fetched.content, Some(content(*letter, *bytes)));
    }
    assert_eq!(both.pieces, 4 + 1 + 1, "each piece is asked for once");
}

#[test]
fn after_a_break_it_goes_on_where_it_was() {
    for after in 0..6 {
        let mut both = Both::new(&FILES);
        both.breaks_after = after;
        both.tick_until("the link", |both| both.link.is_up());
        both.play("s1", files());
        both.tick_until("three files", |both| both.fetched.len() == 3);
        for ((letter, bytes), fetched) in FILES.iter().zip(&both.fetched) {
            assert_eq!(
                fetched.content,
                Some(content(*letter, *bytes)),
                "after {after}"
            );
        }
        assert_eq!(
            both.pieces, 6,
            "nothing is sent twice; broken after {after}"
        );
        assert_eq!(both.connections, 2);
    }
}

#[test]
fn a_file_that_is_gone_or_has_another_size_is_passed_over() {
    let mut both = Both::new(&[('a', 100), ('c', 40)]);
    both.tick_until("the link", |both| both.link.is_up());
    both.play(
        "s1",
        vec![file('a', 90), file('b', 5), file('c', 50), file('c', 40)],
    );
    both.tick_until("all of them", |both| both.fetched.len() == 4);
    let contents: Vec<_> = both.fetched.iter().map(|one| one.content.clone()).collect();
    assert_eq!(contents, [None, None, None, Some(content('c', 40))]);
}

#[test]
fn another_session_wants_its_own_files_only() {
    let mut both = Both::new(&FILES);
    both.breaks_after = 1;
    both.tick_until("the link", |both| both.link.is_up());
    both.play("s1", files());
    both.play("s2", vec![file('b', PIECE_BYTES)]);
    both.tick_until("the file", |both| !both.fetched.is_empty());
    assert_eq!(both.fetched[0].hash, hash('b'));
    assert_eq!(both.fetched[0].content, Some(content('b', PIECE_BYTES)));
    assert_eq!(both.fetched.len(), 1);
}

#[test]
fn a_headset_gets_only_what_belongs_to_its_session() {
    let mut both = Both::new(&FILES);
    both.tick_until("the link", |both| both.link.is_up());
    let asks = |both: &mut Both, letter| {
        let question = PieceQuestion {
            hash: hash(letter),
            from: 0,
        };
        let text = ToLauncher::Fetch(question).to_text();
        let connection = both.connection();
        both.headsets
            .handle(both.now, launcher::Input::Text(connection, &text))
    };
    assert_eq!(asks(&mut both, 'a'), [], "without a session");
    both.play("s1", vec![file('a', 10)]);
    assert_eq!(asks(&mut both, 'b'), [], "another resident's");
    assert!(matches!(
        asks(&mut both, 'a')[..],
        [launcher::Output::Piece(..)]
    ));
    let change = Change::Stop(protocol::How::Gentle);
    let out = both
        .headsets
        .change(both.now, &HeadsetId("h1".into()), change);
    both.answer(out.unwrap());
    assert_eq!(asks(&mut both, 'a'), [], "after the session");
}

#[test]
fn files_that_cannot_be_are_refused() {
    let wish = |own: Own| {
        let mut both = Both::new(&[]);
        both.tick_until("the link", |both| both.link.is_up());
        both.wants("s1", vec![own]);
        let desired = both
            .headsets
            .get(&HeadsetId("h1".into()))
            .unwrap()
            .desired()
            .clone();
        ToHeadset::from_text(&ToHeadset::Desired(desired).to_text())
    };
    assert!(wish(file('a', 10)).is_ok());
    let bad = [
        file('a', 0),
        file('a', MAX_FILE_BYTES as usize + 1),
        Own {
            hash: "../../etc/passwd".into(),
            ..file('a', 10)
        },
        Own {
            ending: "../x".into(),
            ..file('a', 10)
        },
        Own {
            ending: String::new(),
            ..file('a', 10)
        },
    ];
    for own in bad {
        assert!(wish(own.clone()).is_err(), "{own:?}");
    }
    let question = PieceQuestion {
        hash: "short".into(),
        from: 0,
    };
    assert!(ToLauncher::from_text(&ToLauncher::Fetch(question).to_text()).is_err());
}

proptest! {
    #[test]
    fn a_piece_comes_apart_as_it_was_put_together(from: u64, bytes: Vec<u8>) {
        let question = PieceQuestion { hash: hash('f'), from };
        let message = own::encode(&question, &bytes);
        prop_assert_eq!(own::decode(&message).unwrap(), (question, &bytes[..]));
    }

    #[test]
    fn any_bytes_are_read_without_a_fault(bytes: Vec<u8>) {
        if let Ok((question, rest)) = own::decode(&bytes) {
            prop_assert_eq!(own::encode(&question, rest), bytes);
        }
    }
}
