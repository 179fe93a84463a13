//! What would be too late to be shown is left out before it is decoded: a machine that cannot keep up shows fewer
//! frames, in step with what is heard, and the sound is never held for them.
//!
//! Two steps. The decoder is told how late each frame came (GStreamer's quality-of-service events), and leaves
//! out frames that no other frame is made from. Where that is not enough and frames come a second late,
//! nothing is given to the decoder until the next frame that stands by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use gstreamer as gst;
use gstreamer::prelude::*;

use super::shared::Shared;

/// Frames later than this are given up until the next one that stands by itself.
const GIVEN_UP: Duration = Duration::from_secs(1);

/// Decoders leave out twice as much as they are told that they are late: more than this would be felt.
const TOLD: Duration = Duration::from_millis(100);

/// Tells the decoder before `pad` that the frame of running time `shown` came `late` (0: in time).
///
/// Nothing is held while this runs: what it sets off may come back through the same pad.
pub(super) fn tell(pad: &gst::Pad, shown: gst::ClockTime, late: Duration) {
    let late = late.min(TOLD).as_nanos() as i64;
    let event = gst::event::Qos::new(
        if late > 0 {
            gst::QOSType::Underflow
        } else {
            gst::QOSType::Overflow
        },
        1.0,
        late,
        shown,
    );
    // A decoder that takes no advice shows everything, late.
    let _ = pad.push_event(event);
}

/// Keeps coded frames from a decoder of pictures while they would come far too late.
pub(super) fn guard(decoder: &gst::Element, shared: &Arc<Shared>) {
    let pictures = decoder.factory().is_some_and(|factory| {
        factory.has_type(gst::ElementFactoryType::DECODER | gst::ElementFactoryType::MEDIA_VIDEO)
    });
    let Some(pad) = decoder.static_pad("sink").filter(|_| pictures) else {
        return;
    };
    let shared = Arc::clone(shared);
    let waiting = AtomicBool::new(false);
    pad.add_probe(gst::PadProbeType::BUFFER, move |_, info| {
        let Some(buffer) = info.buffer() else {
            return gst::PadProbeReturn::Ok;
        };
        if !buffer.flags().contains(gst::BufferFlags::DELTA_UNIT) {
            if waiting.swap(false, Ordering::Relaxed) {
                // From here on it is seen anew how late they are.
                shared.lock().pictures.late = Duration::ZERO;
            }
            return gst::PadProbeReturn::Ok;
        }
        let mut state = shared.lock();
        if state.pictures.late > GIVEN_UP {
            state.pictures.left_out = true;
            waiting.store(true, Ordering::Relaxed);
        }
        drop(state);
        if waiting.load(Ordering::Relaxed) {
            // Not `Drop`: the buffer is this probe's own already, and would be let go twice.
            gst::PadProbeReturn::Handled
        } else {
            gst::PadProbeReturn::Ok
        }
    });
}
