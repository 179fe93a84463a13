//! A film's sound alone, as fast as it can be decoded: to measure how loud it is.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use gstreamer as gst;
use gstreamer::prelude::*;

use super::pipeline::{broken, make, sink, sound_chain};
use super::{parts, played_channels, sound};
use crate::MediaError;
use crate::audio::AudioError;
use crate::loudness::{Loudness, Meter};

/// How loud the first sound of the film at `path` is, as it is played. Decodes all of it, and none of its pictures.
///
/// # Errors
/// As [`super::open`]; [`MediaError::FilmBroken`] where there is no sound in it, or it breaks off.
pub fn loudness(path: &Path) -> Result<Loudness, MediaError> {
    let info = super::super::probe(path)?;
    parts::check(&info)?;
    let track = info.audio.first();
    let channels = track.map(played_channels).ok_or_else(silent)?;
    let meter =
        Meter::new(channels, sound::RATE as u32).map_err(|error: AudioError| broken(error))?;
    let meter = Arc::new(Mutex::new(meter));

    let pipeline = gst::Pipeline::new();
    let source = make("filesrc")?;
    source.set_property("location", path);
    let decoder = make("decodebin")?;
    decoder.set_property("caps", gst::Caps::new_empty_simple("audio/x-raw"));
    decoder.set_property("expose-all-streams", false);
    let end = sink()?;
    let chain = sound_chain(channels)?;
    pipeline.add_many([&source, &decoder]).map_err(broken)?;
    pipeline.add_many(&chain).map_err(broken)?;
    pipeline.add(&end).map_err(broken)?;
    source.link(&decoder).map_err(broken)?;
    let all: Vec<_> = chain.iter().chain([&end]).collect();
    gst::Element::link_many(&all).map_err(broken)?;

    let way_in = chain.first().and_then(|first| first.static_pad("sink"));
    decoder.connect_pad_added(move |_, pad| {
        if let Some(way_in) = way_in.as_ref().filter(|way_in| !way_in.is_linked()) {
            // What does not fit ends the pipeline with an error of its own.
            let _ = pad.link(way_in);
        }
    });
    let listening = Arc::clone(&meter);
    let door = end
        .static_pad("sink")
        .ok_or_else(|| broken("an element has no way in"))?;
    door.add_probe(gst::PadProbeType::BUFFER, move |_, info| {
        if let Some(map) = info.buffer().and_then(|buffer| buffer.map_readable().ok()) {
            let mut meter = listening.lock().unwrap_or_else(PoisonError::into_inner);
            meter.add(&sound::samples(&map));
        }
        gst::PadProbeReturn::Ok
    });
    let ended = run(&pipeline);
    if let Err(error) = pipeline.set_state(gst::State::Null) {
        tracing::warn!(%error, "a film that was measured does not end as it should");
    }
    ended?;
    let meter = meter.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(meter.loudness())
}

/// Until its end.
fn run(pipeline: &gst::Pipeline) -> Result<(), MediaError> {
    let bus = pipeline
        .bus()
        .ok_or_else(|| broken("the pipeline has no bus"))?;
    // Why it does not start comes as a message.
    let _ = pipeline.set_state(gst::State::Playing);
    let kinds = [gst::MessageType::Eos, gst::MessageType::Error];
    let message = bus.timed_pop_filtered(gst::ClockTime::NONE, &kinds);
    match message.as_ref().map(|message| message.view()) {
        Some(gst::MessageView::Eos(_)) => Ok(()),
        Some(gst::MessageView::Error(error)) => Err(broken(error.error())),
        _ => Err(broken("the pipeline fell silent")),
    }
}

fn silent() -> MediaError {
    broken("there is no sound in it")
}
