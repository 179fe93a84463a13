//! Reads a file ahead: when, how often, and at the rate that is mixed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rtrb::{Consumer, Producer, RingBuffer};

use super::supply::{Shape, Supply, SupplyError};
use super::{Fed, Problems, tell};
use crate::SoundProblem;
use crate::scene::AudioFile;
use crate::time::RATE;

/// So much is read ahead, in frames.
const AHEAD: usize = RATE as usize * 6 / 10;

/// When a file is heard, and how often.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Plan {
    Loop { after: Duration },
    Once { after: Duration },
    Every { from: Duration, to: Duration },
}

/// Reads a file ahead.
pub(crate) struct FileFeed {
    name: String,
    supply: Supply,
    plan: Plan,
    ring: Producer<f32>,
    ended: Arc<AtomicBool>,
    problems: Problems,
    /// Frames of silence that come next.
    silence: u64,
    waiting: Vec<f32>,
    /// How much of `waiting` is in the ring.
    sent: usize,
    over: bool,
    /// Frames of the file in this round; a file without any would go round for ever.
    round: usize,
    random: u64,
}

/// The other end of a feed: frames, how many channels they have, and whether no more will come.
pub(crate) struct Feedline {
    pub(crate) ring: Consumer<f32>,
    pub(crate) channels: usize,
    pub(crate) ended: Arc<AtomicBool>,
}

impl FileFeed {
    /// `from`: where in the file it begins; behind its end there is nothing to be heard.
    pub(crate) fn open(
        file: &AudioFile,
        shape: Shape,
        plan: Plan,
        from: Duration,
        problems: &Problems,
    ) -> Result<(FileFeed, Feedline), SupplyError> {
        let again = !matches!(plan, Plan::Once { .. });
        let mut supply = Supply::open(file, shape, again)?;
        supply.skip(from)?;
        let channels = supply.channels();
        let (ring, frames) = RingBuffer::new(AHEAD * channels);
        let ended = Arc::new(AtomicBool::new(false));
        let mut feed = FileFeed {
            name: file.name().to_owned(),
            supply,
            plan,
            ring,
            ended: Arc::clone(&ended),
            problems: Arc::clone(problems),
            silence: 0,
            waiting: Vec::new(),
            sent: 0,
            over: false,
            round: 0,
            random: seed(file.name()),
        };
        feed.silence = match plan {
            Plan::Loop { after } | Plan::Once { after } => frames_in(after),
            Plan::Every { .. } => feed.pause(),
        };
        let line = Feedline {
            ring: frames,
            channels,
            ended,
        };
        Ok((feed, line))
    }

    /// Fills the ring as far as there is room.
    pub(crate) fn turn(&mut self) -> Fed {
        loop {
            if self.ring.is_abandoned() {
                return Fed::Done;
            }
            if !self.send() {
                return Fed::Full;
            }
            if self.over {
                self.ended.store(true, Ordering::Release);
                return Fed::Done;
            }
            self.waiting.clear();
            self.sent = 0;
            if let Err(error) = self.fetch() {
                tracing::warn!(file = self.name, %error, "a sound broke off; going on without it");
                let file = self.name.clone();
                tell(&self.problems, SoundProblem::Broken { file });
                self.over = true;
            }
        }
    }

    /// Puts what waits into the ring; true when all of it is there.
    fn send(&mut self) -> bool {
        let channels = self.supply.channels();
        let room = self.ring.slots() / channels * channels;
        let next = &self.waiting[self.sent..];
        let sent = room.min(next.len());
        let pushed = self.ring.push_entire_slice(&next[..sent]);
        debug_assert!(pushed.is_ok(), "there was room");
        self.sent += sent;
        self.sent == self.waiting.len()
    }

    fn fetch(&mut self) -> Result<(), media::audio::AudioError> {
        let channels = self.supply.channels();
        if self.silence > 0 {
            let frames = self.silence.min(4096);
            self.silence -= frames;
            self.waiting.resize(frames as usize * channels, 0.0);
            return Ok(());
        }
        if self.supply.next(&mut self.waiting)? {
            self.round += self.waiting.len();
            return Ok(());
        }
        match self.plan {
            _ if self.round == 0 => self.over = true,
            Plan::Once { .. } => {
                self.supply.finish(&mut self.waiting);
                self.over = true;
            }
            Plan::Loop { .. } => self.supply.rewind()?,
            Plan::Every { .. } => {
                self.supply.finish(&mut self.waiting);
                self.silence = self.pause();
                self.supply.rewind()?;
            }
        }
        self.round = 0;
        Ok(())
    }

    /// A silence that is never quite the same, in frames.
    fn pause(&mut self) -> u64 {
        let Plan::Every { from, to } = self.plan else {
            return 0;
        };
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        let (from, to) = (frames_in(from), frames_in(to));
        from + (self.random >> 11) % (to.saturating_sub(from) + 1)
    }
}

fn frames_in(duration: Duration) -> u64 {
    (duration.as_secs_f64() * f64::from(RATE)) as u64
}

/// Never zero, and another one for each name, so that sounds with the same pauses do not come together.
fn seed(name: &str) -> u64 {
    name.bytes().fold(0x2545_F491_4F6C_DD1D_u64, |seed, byte| {
        (seed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    }) | 1
}
