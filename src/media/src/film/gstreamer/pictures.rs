//! The frames that are decoded and not shown yet.

use std::collections::VecDeque;
use std::time::Duration;

use gstreamer as gst;
use gstreamer_video as gst_video;

use super::super::PlaneLayout;
use super::turn::Turn;

/// How many frames are decoded ahead.
const AHEAD: usize = 3;

/// How far behind the sound that was read a frame may be before it is of no use.
const STALE: Duration = Duration::from_secs(2);

/// A decoded frame.
pub(super) struct Queued {
    pub(super) at: Duration,
    pub(super) serial: u32,
    pub(super) buffer: gst::Buffer,
    pub(super) info: gst_video::VideoInfo,
    pub(super) layout: PlaneLayout,
}

/// The frames that are decoded and not shown yet, oldest first.
pub(super) struct Pictures {
    pub(super) turn: Turn,
    queue: VecDeque<Queued>,
    /// The newest time that was asked for.
    pub(super) asked: Duration,
    /// Where in the film the last decoded frame ends.
    pub(super) decoded_until: Option<Duration>,
    /// How long after its time the last decoded frame came; 0 when in time.
    pub(super) late: Duration,
    /// Whether anything of this round was not decoded because it would have been too late.
    pub(super) left_out: bool,
    every_frame: bool,
    pub(super) dropped: u64,
    handed_out: bool,
}

impl Pictures {
    pub(super) fn new(turn: Turn, every_frame: bool) -> Self {
        Self {
            turn,
            queue: VecDeque::new(),
            asked: Duration::ZERO,
            decoded_until: None,
            late: Duration::ZERO,
            left_out: false,
            every_frame,
            dropped: 0,
            handed_out: false,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Whether a frame is there or was.
    pub(super) fn seen(&self) -> bool {
        self.handed_out || !self.queue.is_empty()
    }

    /// Makes room for one more by dropping what is too old beside sound that was read until `heard`.
    pub(super) fn has_room(&mut self, heard: Option<Duration>) -> bool {
        if self.queue.len() < AHEAD {
            return true;
        }
        let stale = self
            .queue
            .get(1)
            .zip(heard)
            .is_some_and(|(next, heard)| next.at + STALE < heard);
        if stale {
            self.queue.pop_front();
            self.dropped += 1;
        }
        stale
    }

    pub(super) fn push(&mut self, frame: Queued) {
        if !self.every_frame {
            self.late = self.asked.saturating_sub(frame.at);
            self.left_out |= !self.late.is_zero();
        }
        self.queue.push_back(frame);
    }

    /// Forgets all frames that are not shown yet; they count as sought away, not as dropped.
    pub(super) fn clear(&mut self) {
        self.queue.clear();
        self.asked = Duration::ZERO;
        self.decoded_until = None;
        self.late = Duration::ZERO;
        self.left_out = false;
    }

    /// The newest frame that is not after `at`.
    pub(super) fn take(&mut self, at: Duration) -> Option<Queued> {
        self.asked = at;
        let due = self.queue.iter().take_while(|frame| frame.at <= at).count();
        let late = due.checked_sub(1)?;
        self.queue.drain(..late);
        self.dropped += late as u64;
        self.handed_out = true;
        self.queue.pop_front()
    }
}
