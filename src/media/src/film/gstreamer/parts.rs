//! Whether everything that playing a film needs is installed, and which Debian package has it if not.

use std::sync::OnceLock;

use gstreamer as gst;

use super::super::FilmInfo;
use crate::MediaError;

/// Starts GStreamer and looks for what this film needs.
pub(super) fn check(info: &FilmInfo) -> Result<(), MediaError> {
    static STARTED: OnceLock<Result<(), String>> = OnceLock::new();
    if let Err(reason) = STARTED.get_or_init(|| gst::init().map_err(|error| error.to_string())) {
        tracing::warn!(%reason, "GStreamer does not start");
        return Err(missing("GStreamer", "gstreamer1.0-plugins-base"));
    }
    let demuxer = match info.container.as_str() {
        "MP4" | "MOV" => "qtdemux",
        _ => "matroskademux",
    };
    for (element, package) in [
        ("decodebin", BASE),
        ("videoconvert", BASE),
        ("audioconvert", BASE),
        ("audioresample", BASE),
        (demuxer, GOOD),
    ] {
        if gst::ElementFactory::find(element).is_none() {
            return Err(missing(&format!("GStreamer's “{element}”"), package));
        }
    }
    let Some((caps, package)) = decoder(&info.codec) else {
        return Ok(());
    };
    let caps = gst::Caps::new_empty_simple(caps);
    let decodes = |factory: &gst::ElementFactory| {
        factory.static_pad_templates().iter().any(|template| {
            template.direction() == gst::PadDirection::Sink && template.caps().can_intersect(&caps)
        })
    };
    let decoders = gst::ElementFactory::factories_with_type(
        gst::ElementFactoryType::DECODER,
        gst::Rank::MARGINAL,
    );
    if decoders.iter().any(decodes) {
        return Ok(());
    }
    Err(missing(&format!("a decoder for {}", info.codec), package))
}

const BASE: &str = "gstreamer1.0-plugins-base";
const GOOD: &str = "gstreamer1.0-plugins-good";
const BAD: &str = "gstreamer1.0-plugins-bad";
const LIBAV: &str = "gstreamer1.0-libav";

/// What GStreamer calls a codec, and the package whose decoder plays it.
fn decoder(codec: &str) -> Option<(&'static str, &'static str)> {
    Some(match codec {
        "H.264" => ("video/x-h264", LIBAV),
        "HEVC" => ("video/x-h265", LIBAV),
        "AV1" => ("video/x-av1", BAD),
        "VP8" => ("video/x-vp8", GOOD),
        "VP9" => ("video/x-vp9", GOOD),
        "MPEG-1" | "MPEG-2" | "MPEG-4" => ("video/mpeg", LIBAV),
        "Motion JPEG" => ("image/jpeg", GOOD),
        "ProRes" => ("video/x-prores", LIBAV),
        "Theora" => ("video/x-theora", BASE),
        _ => return None,
    })
}

fn missing(what: &str, package: &'static str) -> MediaError {
    MediaError::PartMissing {
        what: what.to_owned(),
        package,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_codec_that_a_container_can_name_is_looked_for() {
        for codec in [
            "H.264",
            "HEVC",
            "AV1",
            "VP8",
            "VP9",
            "MPEG-1",
            "MPEG-2",
            "MPEG-4",
            "Motion JPEG",
            "ProRes",
            "Theora",
        ] {
            assert!(decoder(codec).is_some(), "{codec}");
        }
        let error = missing("a decoder for AV1", decoder("AV1").unwrap().1);
        assert_eq!(error.code(), "M0405");
        assert!(
            error
                .to_string()
                .ends_with("sudo apt install gstreamer1.0-plugins-bad"),
            "{error}"
        );
    }
}
