//! The door of a stream's end, where frames and sound are taken and decoders wait for room.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use gstreamer as gst;
use gstreamer::prelude::*;
use gstreamer_video as gst_video;

use super::late;
use super::pictures::Queued;
use super::pipeline::broken;
use super::shared::{Shared, Stream};
use super::{duration, layout};
use crate::MediaError;

/// What the stream's own events said last.
#[derive(Default)]
struct Said {
    segment: gst::FormattedSegment<gst::ClockTime>,
    video: Option<gst_video::VideoInfo>,
}

/// Takes everything that comes to `end`, and tells decoders that frames may have any strides.
pub(super) fn watch(
    end: &gst::Element,
    stream: Stream,
    shared: &Arc<Shared>,
) -> Result<(), MediaError> {
    let pad = end
        .static_pad("sink")
        .ok_or_else(|| broken("an element has no way in"))?;
    let kinds = gst::PadProbeType::BUFFER
        | gst::PadProbeType::EVENT_DOWNSTREAM
        | gst::PadProbeType::EVENT_FLUSH
        | gst::PadProbeType::QUERY_DOWNSTREAM;
    let shared = Arc::clone(shared);
    let said = Mutex::new(Said::default());
    pad.add_probe(kinds, move |pad, info| match &mut info.data {
        Some(gst::PadProbeData::Buffer(_)) => {
            if let Some(gst::PadProbeData::Buffer(buffer)) = info.data.take() {
                let shown = take(stream, &shared, &said, buffer);
                if let Some((shown, late)) = shown {
                    late::tell(pad, shown, late);
                }
            }
            gst::PadProbeReturn::Handled
        }
        Some(gst::PadProbeData::Event(event)) => {
            note(stream, &shared, &said, event);
            gst::PadProbeReturn::Ok
        }
        Some(gst::PadProbeData::Query(query)) => match query.view_mut() {
            gst::QueryViewMut::Allocation(query) => {
                query.add_allocation_meta::<gst_video::VideoMeta>(None);
                gst::PadProbeReturn::Handled
            }
            _ => gst::PadProbeReturn::Ok,
        },
        _ => gst::PadProbeReturn::Ok,
    });
    Ok(())
}

fn note(stream: Stream, shared: &Shared, said: &Mutex<Said>, event: &gst::Event) {
    // Held for a moment only: a flush begins while another thread waits for room.
    let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
    match event.view() {
        gst::EventView::Caps(caps) => {
            said.video = gst_video::VideoInfo::from_caps(caps.caps()).ok()
        }
        gst::EventView::Segment(event) => {
            if let Some(segment) = event.segment().downcast_ref::<gst::ClockTime>() {
                said.segment = segment.clone();
            }
        }
        gst::EventView::FlushStart(_) => {
            let mut state = shared.lock();
            state.turn(stream).flushing = true;
            match stream {
                Stream::Pictures => state.pictures.clear(),
                Stream::Sound => state.sound.clear(),
            }
        }
        gst::EventView::FlushStop(_) => {
            let mut state = shared.lock();
            let pending = state.pending;
            state.turn(stream).begin(pending);
        }
        gst::EventView::SegmentDone(_) | gst::EventView::Eos(_) => round_over(stream, shared),
        _ => return,
    }
    shared.changed.notify_all();
}

fn round_over(stream: Stream, shared: &Shared) {
    let mut state = shared.lock();
    // A decoder that is about to be sent elsewhere runs to the end with what nobody wants any more.
    if state.turn(stream).flushing || state.is_sought() {
        return;
    }
    if stream == Stream::Pictures {
        let until = state.pictures.decoded_until.take();
        let all = !std::mem::take(&mut state.pictures.left_out);
        let whole = state.pictures.turn.duration;
        drop(state);
        // Before anybody can see that it is over: what broke off has not ended.
        shared.check_end(until.filter(|_| all), whole);
        state = shared.lock();
    }
    let looping = state.looping;
    state.turn(stream).round_over(looping);
}

/// Puts a buffer into its queue. Gives the running time of a frame and how late it came, where the decoder is to know.
fn take(
    stream: Stream,
    shared: &Shared,
    said: &Mutex<Said>,
    buffer: gst::Buffer,
) -> Option<(gst::ClockTime, Duration)> {
    let (place, shown, video) = {
        let said = said.lock().unwrap_or_else(PoisonError::into_inner);
        let pts = buffer.pts()?;
        let place = said.segment.to_stream_time(pts)?;
        let shown = said.segment.to_running_time(pts);
        (duration(place), shown, said.video.clone())
    };
    match (stream, video) {
        (Stream::Pictures, Some(video)) => shown.zip(picture(shared, place, buffer, video)),
        (Stream::Pictures, None) => None,
        (Stream::Sound, _) => {
            piece(shared, place, &buffer);
            None
        }
    }
}

/// Waits for room, then puts one frame into the queue. Gives how late it came, if this or the frame before was late.
fn picture(
    shared: &Shared,
    place: Duration,
    buffer: gst::Buffer,
    info: gst_video::VideoInfo,
) -> Option<Duration> {
    let layout = layout(&info, shared.colour)?;
    let mut state = shared.wait_for_room(Stream::Pictures)?;
    let length = buffer.duration().map_or(Duration::ZERO, duration);
    let at = state.pictures.turn.shown_at(place)?;
    let until = state
        .pictures
        .decoded_until
        .unwrap_or_default()
        .max(place + length);
    state.pictures.decoded_until = Some(until);
    let serial = state.wanted;
    let was_late = !state.pictures.late.is_zero();
    state.pictures.push(Queued {
        at,
        serial,
        buffer,
        info,
        layout,
    });
    // Within the time that it is shown for, a frame is not late.
    let late = state.pictures.late.saturating_sub(length);
    drop(state);
    shared.changed.notify_all();
    (was_late || !late.is_zero()).then_some(late)
}

/// Waits for room, then puts one piece of sound into the queue.
fn piece(shared: &Shared, place: Duration, buffer: &gst::Buffer) {
    let Ok(map) = buffer.map_readable() else {
        return;
    };
    let samples = super::sound::samples(&map);
    drop(map);
    let Some(mut state) = shared.wait_for_room(Stream::Sound) else {
        return;
    };
    if let Some(at) = state.sound.turn.run_time(place) {
        state.sound.push(at, samples);
    }
    drop(state);
    shared.changed.notify_all();
}
