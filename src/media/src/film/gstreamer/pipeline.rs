//! Building a film's pipeline, and taking what comes out of it.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use gstreamer as gst;
use gstreamer::prelude::*;
use gstreamer_audio as gst_audio;

use super::control::Command;
use super::shared::{Shared, Stream};
use super::{door, late};
use crate::{MediaError, Orientation};

/// How much coded film lies between the demultiplexer and the decoders at most.
const CODED_TIME: gst::ClockTime = gst::ClockTime::from_seconds(3);
const CODED_BYTES: u32 = 64 << 20;

/// More decoding threads take more memory than they gain speed.
const MOST_THREADS: usize = 8;

/// The name of the sound's end.
pub(super) const SOUND: &str = "sound";

/// A pipeline that is built but not started.
pub(super) struct Built {
    pub(super) pipeline: gst::Pipeline,
    /// The end of the pictures' way: seeks are sent from here.
    pub(super) pictures: gst::Element,
}

/// What a stream is made into.
#[derive(Clone, Copy)]
struct Wanted {
    orientation: Orientation,
    channels: u16,
}

/// Builds the pipeline of the film at `path`, with no sound if `channels` is 0.
pub(super) fn build(
    path: &Path,
    orientation: Orientation,
    channels: u16,
    shared: &Arc<Shared>,
    commands: &Sender<Command>,
) -> Result<Built, MediaError> {
    let wanted = Wanted {
        orientation,
        channels,
    };
    let pipeline = gst::Pipeline::new();
    let source = make("filesrc")?;
    source.set_property("location", path);
    let decoder = make("decodebin")?;
    let mut caps = gst::Caps::builder_full_with_any_features()
        .structure(gst::Structure::new_empty("video/x-raw"));
    if channels > 0 {
        caps = caps.structure(gst::Structure::new_empty("audio/x-raw"));
    }
    decoder.set_property("caps", caps.build());
    decoder.set_property("expose-all-streams", false);
    decoder.set_property("max-size-time", CODED_TIME.nseconds());
    decoder.set_property("max-size-bytes", CODED_BYTES);
    decoder.set_property("max-size-buffers", 1_000_000_u32);
    let pictures = sink()?;
    pipeline
        .add_many([&source, &decoder, &pictures])
        .map_err(broken)?;
    source.link(&decoder).map_err(broken)?;
    door::watch(&pictures, Stream::Pictures, shared)?;

    let guarded = Arc::clone(shared);
    pipeline.connect_deep_element_added(move |_, _, element| {
        limit_threads(element);
        late::guard(element, &guarded);
    });
    let link = {
        let (pipeline, pictures, shared) = (
            pipeline.downgrade(),
            pictures.downgrade(),
            Arc::clone(shared),
        );
        move |pad: &gst::Pad| -> Result<(), MediaError> {
            let (Some(pipeline), Some(pictures)) = (pipeline.upgrade(), pictures.upgrade()) else {
                return Ok(());
            };
            let caps = pad.current_caps().unwrap_or_else(|| pad.query_caps(None));
            match caps.structure(0).map(|structure| structure.name().as_str()) {
                Some("video/x-raw") => link_pictures(&pipeline, pad, &caps, &pictures, wanted),
                Some("audio/x-raw") if wanted.channels > 0 => {
                    link_sound(&pipeline, pad, wanted, &shared)
                }
                _ => Ok(()),
            }
        }
    };
    let failing = Arc::clone(shared);
    decoder.connect_pad_added(move |_, pad| {
        if let Err(error) = link(pad) {
            failing.fail(&error);
        }
    });
    let (ready, waiting) = (commands.clone(), pictures.downgrade());
    decoder.connect_no_more_pads(move |_| {
        let picture = waiting
            .upgrade()
            .and_then(|sink| sink.static_pad("sink"))
            .is_some_and(|pad| pad.is_linked());
        let _ = ready.send(Command::Ready { picture });
    });
    Ok(Built { pipeline, pictures })
}

pub(super) fn make(name: &'static str) -> Result<gst::Element, MediaError> {
    gst::ElementFactory::make(name)
        .build()
        .map_err(|_| MediaError::PartMissing {
            what: format!("GStreamer's “{name}”"),
            package: match name {
                "deinterlace" | "videoflip" => "gstreamer1.0-plugins-good",
                _ => "gstreamer1.0-plugins-base",
            },
        })
}

/// The end of a stream: everything is taken from it before it gets there.
pub(super) fn sink() -> Result<gst::Element, MediaError> {
    let sink = make("fakesink")?;
    for property in ["sync", "async", "enable-last-sample", "qos"] {
        sink.set_property(property, false);
    }
    Ok(sink)
}

pub(super) fn broken(error: impl std::fmt::Display) -> MediaError {
    MediaError::FilmBroken {
        reason: error.to_string(),
    }
}

fn limit_threads(element: &gst::Element) {
    let threads =
        std::thread::available_parallelism().map_or(2, |count| count.get().min(MOST_THREADS));
    let name = element.factory().map(|factory| factory.name());
    let property = match name.as_deref() {
        Some(name) if name.starts_with("avdec_") => "max-threads",
        Some("vp9dec" | "vp8dec" | "av1dec") => "threads",
        _ => return,
    };
    // Sound decoders have no such property; some count in signed numbers and some in unsigned ones.
    if element.find_property(property).is_some() {
        element.set_property_from_str(property, &threads.to_string());
    }
}

/// Links decoded pictures to their end; a second picture is left alone.
fn link_pictures(
    pipeline: &gst::Pipeline,
    pad: &gst::Pad,
    caps: &gst::Caps,
    end: &gst::Element,
    wanted: Wanted,
) -> Result<(), MediaError> {
    if end.static_pad("sink").is_none_or(|pad| pad.is_linked()) {
        return Ok(());
    }
    let mut chain = Vec::new();
    let interlaced = caps
        .structure(0)
        .and_then(|structure| structure.get::<String>("interlace-mode").ok())
        .is_some_and(|mode| mode != "progressive");
    if interlaced {
        chain.push(make("videoconvert")?);
        chain.push(make("deinterlace")?);
    }
    let direction = match wanted.orientation {
        Orientation::Upright => None,
        Orientation::Mirrored => Some("horiz"),
        Orientation::HalfTurn => Some("180"),
        Orientation::Flipped => Some("vert"),
        Orientation::Transposed => Some("ul-lr"),
        Orientation::QuarterRight => Some("90r"),
        Orientation::Transversed => Some("ur-ll"),
        Orientation::QuarterLeft => Some("90l"),
    };
    if let Some(direction) = direction {
        let flip = make("videoflip")?;
        flip.set_property_from_str("video-direction", direction);
        chain.push(flip);
    }
    // It lets frames pass as they are if they are in one of the four layouts already.
    chain.push(make("videoconvert")?);
    let filter = make("capsfilter")?;
    let formats = gst::List::new(["NV12", "I420", "P010_10LE", "I420_10LE"]);
    filter.set_property(
        "caps",
        gst::Caps::builder("video/x-raw")
            .field("format", formats)
            .build(),
    );
    chain.push(filter);
    link_chain(pipeline, pad, &chain, end)
}

/// Links decoded sound to an end of its own; a second sound is left alone.
fn link_sound(
    pipeline: &gst::Pipeline,
    pad: &gst::Pad,
    wanted: Wanted,
    shared: &Arc<Shared>,
) -> Result<(), MediaError> {
    if pipeline.by_name(SOUND).is_some() {
        return Ok(());
    }
    let end = sink()?;
    end.set_property("name", SOUND);
    pipeline.add(&end).map_err(broken)?;
    door::watch(&end, Stream::Sound, shared)?;
    link_chain(pipeline, pad, &sound_chain(wanted.channels)?, &end)
}

/// What turns decoded sound into samples of so many channels.
pub(super) fn sound_chain(channels: u16) -> Result<[gst::Element; 3], MediaError> {
    let convert = make("audioconvert")?;
    let filter = make("capsfilter")?;
    let mut caps = gst_audio::AudioCapsBuilder::new_interleaved()
        .format(gst_audio::AudioFormat::F32le)
        .rate(super::sound::RATE as i32)
        .channels(channels.into());
    if channels == 4 {
        // Ambisonic channels are no loudspeakers: they keep their places.
        let row = |one: usize| {
            gst::Array::new((0..4).map(|column| if column == one { 1.0_f32 } else { 0.0 }))
        };
        convert.set_property("mix-matrix", gst::Array::new((0..4).map(row)));
        caps = caps.channel_mask(0);
    }
    filter.set_property("caps", caps.build());
    Ok([convert, make("audioresample")?, filter])
}

fn link_chain(
    pipeline: &gst::Pipeline,
    pad: &gst::Pad,
    chain: &[gst::Element],
    end: &gst::Element,
) -> Result<(), MediaError> {
    pipeline.add_many(chain).map_err(broken)?;
    let all: Vec<_> = chain.iter().chain([end]).collect();
    gst::Element::link_many(&all).map_err(broken)?;
    for element in &all {
        element.sync_state_with_parent().map_err(broken)?;
    }
    let first = chain.first().unwrap_or(end).static_pad("sink");
    let first = first.ok_or_else(|| broken("an element has no way in"))?;
    pad.link(&first).map(drop).map_err(broken)
}
