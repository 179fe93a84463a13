//! The sound that is decoded and not read yet.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::super::{FilmSound, Heard, SoundPiece};
use super::shared::Shared;
use super::turn::Turn;

/// Samples a second.
pub(super) const RATE: u64 = 48_000;

/// How much is decoded ahead, in samples of one channel.
const AHEAD: u64 = RATE;

/// How far behind the frame asked for sound may be before it is of no use.
const STALE: Duration = Duration::from_millis(500);

/// A step between two pieces that is rounding, not a gap: a quarter of the smallest codec's block.
const ROUNDING: u64 = 64;

/// The longest silence that is put in for a gap; a longer one is an error of the file.
const LONGEST_GAP: u64 = RATE * 600;

/// Samples in a piece of silence.
const SILENCE: u64 = RATE / 10;

/// The sound that is decoded and not read yet, oldest first.
pub(super) struct Sound {
    pub(super) turn: Turn,
    channels: usize,
    queue: VecDeque<SoundPiece>,
    /// Samples of one channel in the queue.
    queued: u64,
    /// The next sample in run time; none after a seek.
    next: Option<u64>,
    /// Until when sound was read, in run time.
    pub(super) heard: Option<Duration>,
    /// There is no sound, or none that can be decoded.
    pub(super) absent: bool,
}

impl Sound {
    pub(super) fn new(turn: Turn, channels: u16) -> Self {
        Self {
            turn,
            channels: channels.max(1).into(),
            queue: VecDeque::new(),
            queued: 0,
            next: None,
            heard: None,
            absent: channels == 0,
        }
    }

    pub(super) fn clear(&mut self) {
        self.queue.clear();
        self.queued = 0;
        self.next = None;
        self.heard = None;
    }

    /// Makes room for one more by dropping what is too old beside frames that were asked for at `asked`.
    pub(super) fn has_room(&mut self, asked: Duration) -> bool {
        if self.queued < AHEAD {
            return true;
        }
        let stale = self.is_stale(asked);
        if stale {
            self.pop();
        }
        stale
    }

    /// Whether nobody will hear the oldest piece any more beside frames that were asked for at `asked`.
    pub(super) fn is_stale(&self, asked: Duration) -> bool {
        self.queue
            .get(1)
            .is_some_and(|next| next.at + STALE < asked)
    }

    /// Puts in what was decoded for run time `at`: gaps are filled, what overlaps or reaches behind the round is cut.
    pub(super) fn push(&mut self, at: Duration, mut samples: Vec<f32>) {
        let Some(pass) = self.turn.pass else {
            return;
        };
        let wanted = index(at);
        let mut next = self.next.unwrap_or_else(|| index(pass.begins));
        if wanted > next + ROUNDING && wanted - next < LONGEST_GAP {
            while next < wanted {
                let count = (wanted - next).min(SILENCE);
                self.queue_piece(next, pass.serial, vec![0.0; count as usize * self.channels]);
                next += count;
            }
        } else if next > wanted + ROUNDING {
            let overlap = usize::try_from(next - wanted)
                .unwrap_or(usize::MAX)
                .saturating_mul(self.channels);
            samples.drain(..overlap.min(samples.len()));
        }
        let room = index(self.turn.round_ends()).saturating_sub(next);
        let room = usize::try_from(room)
            .unwrap_or(usize::MAX)
            .saturating_mul(self.channels);
        samples.truncate(room);
        if !samples.is_empty() {
            let count = (samples.len() / self.channels) as u64;
            self.queue_piece(next, pass.serial, samples);
            next += count;
        }
        self.next = Some(next);
    }

    fn queue_piece(&mut self, first: u64, serial: u32, samples: Vec<f32>) {
        self.queued += (samples.len() / self.channels) as u64;
        self.queue.push_back(SoundPiece {
            at: time(first),
            serial,
            samples,
        });
    }

    fn pop(&mut self) -> Option<SoundPiece> {
        let piece = self.queue.pop_front()?;
        self.queued -= (piece.samples.len() / self.channels) as u64;
        Some(piece)
    }
}

/// What is in a buffer of decoded sound.
pub(super) fn samples(bytes: &[u8]) -> Vec<f32> {
    let (samples, _) = bytes.as_chunks::<4>();
    samples
        .iter()
        .map(|bytes| f32::from_le_bytes(*bytes))
        .collect()
}

fn index(time: Duration) -> u64 {
    let nanos = time.as_nanos() * u128::from(RATE);
    u64::try_from((nanos + 500_000_000) / 1_000_000_000).unwrap_or(u64::MAX)
}

fn time(index: u64) -> Duration {
    let nanos = u128::from(index) * 1_000_000_000 / u128::from(RATE);
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}

/// Reads the sound of a film.
pub(super) struct Reader {
    shared: Arc<Shared>,
    channels: u16,
}

impl Reader {
    pub(super) fn new(shared: Arc<Shared>, channels: u16) -> Self {
        Self { shared, channels }
    }
}

impl FilmSound for Reader {
    fn channels(&self) -> u16 {
        self.channels
    }

    fn read(&mut self, patience: Duration) -> Heard {
        let until = Instant::now() + patience;
        let mut state = self.shared.lock();
        loop {
            if let Some(piece) = state.sound.pop() {
                let length = time((piece.samples.len() / usize::from(self.channels)) as u64);
                state.sound.heard = Some(piece.at + length);
                drop(state);
                self.shared.changed.notify_all();
                return Heard::Piece(piece);
            }
            if state.stopping
                || state.fault.is_some()
                || state.sound.turn.ended
                || state.sound.absent
            {
                return Heard::Ended;
            }
            let Some(left) = until
                .checked_duration_since(Instant::now())
                .filter(|left| !left.is_zero())
            else {
                return Heard::Nothing;
            };
            state = self.shared.wait(state, left);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::turn::Pass;
    use super::*;

    fn sound() -> Sound {
        let mut turn = Turn::new(Duration::from_secs(1));
        turn.begin(Pass {
            serial: 3,
            begins: Duration::ZERO,
            rounds: 0,
        });
        Sound::new(turn, 2)
    }

    /// All pieces: when each begins, in samples, and how long it is.
    fn pieces(sound: &mut Sound) -> Vec<(u64, usize)> {
        std::iter::from_fn(|| sound.pop())
            .map(|piece| (index(piece.at), piece.samples.len() / 2))
            .collect()
    }

    #[test]
    fn gaps_are_silent_and_overlaps_cut() {
        let mut sound = sound();
        sound.push(time(10), vec![0.5; 2_000]);
        sound.push(time(2_000), vec![0.5; 2_000]);
        sound.push(time(2_500), vec![0.5; 2_000]);
        assert_eq!(
            pieces(&mut sound),
            [(0, 1_000), (1_000, 1_000), (2_000, 1_000), (3_000, 500)]
        );
        assert_eq!(sound.queued, 0);
    }

    #[test]
    fn a_round_is_filled_and_cut_to_its_length() {
        let mut sound = sound();
        sound.push(Duration::ZERO, vec![0.5; 2 * 47_000]);
        sound.turn.round_over(true);
        let second_round = Duration::from_secs(1);
        sound.push(second_round, vec![0.5; 2 * 49_000]);
        let all = pieces(&mut sound);
        assert_eq!(all, [(0, 47_000), (47_000, 1_000), (48_000, 48_000)]);
    }

    #[test]
    fn sound_that_nobody_reads_makes_room_when_the_picture_has_passed_it() {
        let mut sound = sound();
        for second in 0..10 {
            sound.push(Duration::from_millis(second * 100), vec![0.5; 2 * 4_800]);
        }
        assert!(
            !sound.has_room(Duration::from_millis(400)),
            "it may still be heard"
        );
        assert!(sound.has_room(Duration::from_millis(700)));
        assert_eq!(sound.queued, 48_000 - 4_800);
    }
}
