//! What starts a rule, and how much of it has come about.

use std::collections::BTreeMap;
use std::time::Duration;

use manifest::Trigger;

use super::gaze::Seen;
use super::{dwell_of, seconds};

/// A trigger, and how much of it has come about.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    /// Something that holds or does not; whether it did at the last look.
    State(State, bool),
    /// Something that happens; whether it has since the rule was last done.
    Happening(Happening, bool),
    All(Vec<Node>),
    Any(Vec<Node>),
    /// Only the first time; whether that has been.
    Once(Box<Node>, bool),
}

/// Something that comes true and stays so.
#[derive(Debug, Clone)]
pub(crate) enum State {
    Entered,
    After(Duration),
    Counted(String, u32),
    Filled(String),
}

/// Something that can happen again and again.
#[derive(Debug, Clone)]
pub(crate) enum Happening {
    Gazed(String, Option<f32>),
    LookedAway(String),
    Cue(String),
    Idle(Duration),
}

/// What there is to be known at a step.
pub(crate) struct News<'n> {
    /// How much of what the rule belongs to has been played.
    pub(crate) played: Duration,
    pub(crate) seen: &'n [Seen],
    pub(crate) cues: &'n [String],
    pub(crate) counts: &'n BTreeMap<String, u32>,
    pub(crate) slots: &'n BTreeMap<String, usize>,
    pub(crate) dwell: Duration,
}

impl Node {
    pub(crate) fn new(trigger: &Trigger) -> Node {
        let each = |inner: &[Trigger]| inner.iter().map(Node::new).collect();
        match trigger {
            Trigger::Entered => Node::State(State::Entered, false),
            Trigger::After(after) => Node::State(State::After(seconds(*after)), false),
            Trigger::Counted(name, number) => {
                Node::State(State::Counted(name.clone(), *number), false)
            }
            Trigger::Filled(slot) => Node::State(State::Filled(slot.clone()), false),
            Trigger::Gazed(target, dwell) => {
                Node::Happening(Happening::Gazed(target.clone(), *dwell), false)
            }
            Trigger::LookedAway(target) => {
                Node::Happening(Happening::LookedAway(target.clone()), false)
            }
            Trigger::Cue(id) => Node::Happening(Happening::Cue(id.clone()), false),
            Trigger::Idle(idle) => Node::Happening(Happening::Idle(seconds(*idle)), false),
            Trigger::All(inner) => Node::All(each(inner)),
            Trigger::Any(inner) => Node::Any(each(inner)),
            Trigger::Once(inner) => Node::Once(Box::new(Node::new(inner)), false),
        }
    }

    /// Takes what held already when the rule began as no news: what was counted in another scene, and, where
    /// the scene goes on in its middle, the times that are past.
    pub(crate) fn begin(&mut self, news: &News<'_>) {
        match self {
            Node::State(state @ (State::After(_) | State::Counted(..)), was) => {
                *was = state.holds(news)
                    && (matches!(state, State::Counted(..)) || !news.played.is_zero());
            }
            Node::All(inner) | Node::Any(inner) => {
                inner.iter_mut().for_each(|node| node.begin(news));
            }
            Node::Once(inner, _) => inner.begin(news),
            Node::State(..) | Node::Happening(..) => {}
        }
    }

    /// Takes in what is new; true if anything in it came true now that did not hold before.
    pub(crate) fn take(&mut self, news: &News<'_>) -> bool {
        match self {
            Node::State(state, was) => {
                let holds = state.holds(news);
                !std::mem::replace(was, holds) && holds
            }
            Node::Happening(happening, has) => {
                let happens = happening.happens(news);
                *has |= happens;
                happens
            }
            // Each has to take it in.
            Node::All(inner) | Node::Any(inner) => inner
                .iter_mut()
                .fold(false, |fresh, node| node.take(news) | fresh),
            Node::Once(inner, _) => inner.take(news),
        }
    }

    /// Whether it has come about.
    pub(crate) fn is_true(&self) -> bool {
        match self {
            Node::State(_, holds) => *holds,
            Node::Happening(_, has) => *has,
            // What waits for nothing waits for ever: nothing can start it.
            Node::All(inner) => !inner.is_empty() && inner.iter().all(Node::is_true),
            Node::Any(inner) => inner.iter().any(Node::is_true),
            Node::Once(inner, done) => !done && inner.is_true(),
        }
    }

    /// The rule is being done: what has happened counts no more.
    pub(crate) fn done(&mut self) {
        match self {
            Node::State(..) => {}
            Node::Happening(_, has) => *has = false,
            Node::All(inner) | Node::Any(inner) => inner.iter_mut().for_each(Node::done),
            Node::Once(inner, done) => {
                *done |= inner.is_true();
                inner.done();
            }
        }
    }

    /// What happens while the rule is being done is let pass.
    pub(crate) fn let_pass(&mut self) {
        match self {
            Node::State(..) => {}
            Node::Happening(_, has) => *has = false,
            Node::All(inner) | Node::Any(inner) => inner.iter_mut().for_each(Node::let_pass),
            Node::Once(inner, _) => inner.let_pass(),
        }
    }
}

impl State {
    fn holds(&self, news: &News<'_>) -> bool {
        match self {
            State::Entered => true,
            State::After(after) => news.played >= *after,
            State::Counted(name, number) => news
                .counts
                .get(name)
                .is_some_and(|counted| counted >= number),
            State::Filled(slot) => news.slots.get(slot).is_some_and(|files| *files > 0),
        }
    }
}

impl Happening {
    fn happens(&self, news: &News<'_>) -> bool {
        match self {
            Happening::Cue(id) => news.cues.contains(id),
            Happening::Gazed(wanted, dwell) => {
                let long = dwell_of(*dwell, news.dwell);
                news.seen.iter().any(|seen| {
                    matches!(seen, Seen::Held { target, from, to } if target == wanted && *from < long && *to >= long)
                })
            }
            Happening::LookedAway(wanted) => news.seen.iter().any(|seen| {
                matches!(seen, Seen::Left { target, held } if target == wanted && *held >= news.dwell)
            }),
            Happening::Idle(long) => news.seen.iter().any(
                |seen| matches!(seen, Seen::Idle { from, to } if from < long && to >= long),
            ),
        }
    }
}
