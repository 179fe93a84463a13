//! A rule that is being done: how far it has come in its actions, and until when it waits.

use std::time::Duration;

use manifest::Action;

use super::seconds;

/// How far a rule has come.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// Where it stands in its actions, and in those of each `Repeat` around that place.
    path: Vec<Frame>,
    /// It has been done up to this time.
    reached: Duration,
}

#[derive(Debug, Clone, Copy)]
struct Frame {
    at: usize,
    /// How many times these actions are still to be done, this time included.
    times: u32,
}

/// What came of going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Went {
    /// It waits for its time.
    Waits,
    /// All that may be done in one step is done; it goes on in the next.
    Paused,
    /// It is at its end.
    Done,
}

impl Run {
    /// Begins at this time.
    pub(crate) fn new(now: Duration) -> Run {
        Run {
            path: vec![Frame { at: 0, times: 1 }],
            reached: now,
        }
    }

    /// Goes on until `now`, at most `budget` actions, each of which is given to `act`.
    pub(crate) fn go_on(
        &mut self,
        now: Duration,
        actions: &[Action],
        budget: &mut u32,
        mut act: impl FnMut(&Action),
    ) -> Went {
        loop {
            if self.reached > now {
                return Went::Waits;
            }
            if *budget == 0 {
                return Went::Paused;
            }
            *budget -= 1;
            let block = self.block(actions);
            let depth = self.path.len();
            let Some(frame) = self.path.last_mut() else {
                return Went::Done;
            };
            match block.get(frame.at) {
                None if frame.times > 1 => {
                    frame.times -= 1;
                    frame.at = 0;
                }
                None if depth == 1 => return Went::Done,
                None => {
                    self.path.pop();
                }
                Some(action) => {
                    frame.at += 1;
                    match action {
                        Action::Wait(wait) => self.reached += seconds(*wait),
                        Action::Repeat(times, inner) => {
                            if *times > 0 && !inner.is_empty() {
                                let times = *times;
                                self.path.push(Frame { at: 0, times });
                            }
                        }
                        other => act(other),
                    }
                }
            }
        }
    }

    /// The actions in which it stands.
    fn block<'a>(&self, actions: &'a [Action]) -> &'a [Action] {
        let around = &self.path[..self.path.len().saturating_sub(1)];
        around.iter().fold(actions, |block, frame| {
            // A frame around another one has gone past the `Repeat` that the other is in.
            match frame.at.checked_sub(1).and_then(|at| block.get(at)) {
                Some(Action::Repeat(_, inner)) => inner,
                _ => &[],
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(name: &str) -> Action {
        Action::Count(name.to_owned())
    }

    /// What is done until this second, in steps of a tenth.
    fn until(actions: &[Action], end: u64) -> (Vec<(u64, String)>, Went) {
        let mut run = Run::new(Duration::ZERO);
        let mut done = Vec::new();
        let mut went = Went::Waits;
        for tenth in 0..=end * 10 {
            let now = Duration::from_millis(tenth * 100);
            went = run.go_on(now, actions, &mut 100, |action| {
                let Action::Count(name) = action else {
                    panic!("{action:?}")
                };
                done.push((tenth / 10, name.clone()));
            });
            if went == Went::Done {
                break;
            }
        }
        (done, went)
    }

    #[test]
    fn actions_follow_each_other_and_waits_take_their_time() {
        let actions = [
            count("a"),
            Action::Wait(2.0),
            Action::Repeat(
                2,
                vec![
                    count("b"),
                    Action::Wait(1.0),
                    Action::Repeat(2, vec![count("c")]),
                ],
            ),
            count("d"),
        ];
        let (done, went) = until(&actions, 10);
        let done: Vec<_> = done
            .iter()
            .map(|(second, name)| (*second, name.as_str()))
            .collect();
        assert_eq!(
            done,
            [
                (0, "a"),
                (2, "b"),
                (3, "c"),
                (3, "c"),
                (3, "b"),
                (4, "c"),
                (4, "c"),
                (4, "d")
            ]
        );
        assert_eq!(went, Went::Done);
    }

    #[test]
    fn what_is_empty_is_done_at_once() {
        assert_eq!(until(&[], 0).1, Went::Done);
        assert_eq!(until(&[Action::Repeat(100, vec![])], 0).1, Went::Done);
    }

    #[test]
    fn a_step_does_no_more_than_it_may() {
        let many = [Action::Repeat(
            100,
            vec![Action::Repeat(100, vec![count("a")])],
        )];
        let mut run = Run::new(Duration::ZERO);
        let mut acts = 0;
        let mut steps = 0;
        loop {
            let before = acts;
            let mut budget = 64;
            let went = run.go_on(Duration::ZERO, &many, &mut budget, |_| acts += 1);
            assert!(acts - before <= 64);
            steps += 1;
            if went == Went::Done {
                break;
            }
        }
        assert!(acts == 10_000 && steps < 1000, "{acts} in {steps}");
    }
}
