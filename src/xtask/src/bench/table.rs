//! What Utsikt wants to reach: every figure that is told, with what it is held against.
//!
//! The names are those under which measurements leave their samples.

use super::figures::{Against, Figure, Unit, figure};

/// Pixels of the photo, times the four bytes each takes unpacked.
const PHOTO_BYTES: f64 = 8192.0 * 4096.0 * 4.0;
/// The offscreen mode draws 60 pictures a second; a frame that takes a fifth longer has come late.
const LATE_FRAME: f64 = 1.2 * 1000.0 / 60.0;

/// Everything that is told, in this order, as far as it was measured.
pub(super) const FIGURES: &[Figure] = &[
    figure(
        "start command → first right frame, 8192×4096 JPEG, headset running",
        "load",
        Unit::Seconds,
        Against::Best(1.5, &["djpeg"]),
    ),
    figure(
        "longest time between two frames while that photo loads",
        "load.longest_frame",
        Unit::Milliseconds,
        Against::Limit(LATE_FRAME),
    ),
    figure(
        "memory added by that photo, peak while loading",
        "load.memory_peak",
        Unit::Bytes,
        Against::Size(2.2, PHOTO_BYTES, "its size as RGBA"),
    ),
    figure(
        "memory added by that photo, after",
        "load.memory_after",
        Unit::Bytes,
        Against::Size(1.1, PHOTO_BYTES, "its size as RGBA"),
    ),
    figure(
        "processor time per frame in OpenXR, still photo, compositor layer",
        "layer.processor",
        Unit::Milliseconds,
        Against::Best(0.5, &["material.processor"]),
    ),
    figure(
        "draw calls for that photo in the eye buffers, compositor layer",
        "layer.draws",
        Unit::Count,
        Against::Limit(0.0),
    ),
    figure(
        "draw calls per frame, full-view material",
        "material.draws",
        Unit::Count,
        Against::Nothing,
    ),
    figure(
        "cold start → first right frame, offscreen, 1280×720",
        "cold",
        Unit::Seconds,
        Against::Best(0.7, &["vlc.cold"]),
    ),
    figure(
        "the same against the faster web viewer",
        "cold",
        Unit::Seconds,
        Against::Best(0.4, &["pannellum.cold", "aframe.cold"]),
    ),
    figure(
        "processor time per frame while the view turns, software GPU",
        "turn.processor",
        Unit::Milliseconds,
        Against::Best(0.3, &["pannellum.processor", "aframe.processor"]),
    ),
    figure(
        "frames a second while the view turns",
        "turn.rate",
        Unit::Count,
        Against::Nothing,
    ),
    figure(
        "peak memory of the whole program",
        "whole.memory",
        Unit::Bytes,
        Against::Best(0.5, &["pannellum.memory"]),
    ),
    figure(
        "film 3840×1920, 30 frames a second, H.264: decode, upload and show it offscreen, 960×540, processor time per second of film",
        "film.processor",
        Unit::Milliseconds,
        Against::Best(1.5, &["ffmpeg.film"]),
    ),
    figure(
        "its frames shown of 600 in 20 s, view turning, software GPU, 1280×720",
        "film.shown",
        Unit::Count,
        Against::AtLeast(1.0, &["vlc.film.shown"]),
    ),
    figure(
        "the same frames against what there was to show",
        "film.shown",
        Unit::Count,
        Against::Least(590.0),
    ),
    figure(
        "processor time per frame of the film shown, view turning",
        "film.frame_processor",
        Unit::Milliseconds,
        Against::Best(0.7, &["vlc.film.processor"]),
    ),
    figure(
        "largest distance of a frame from the sound that is heard with it",
        "film.offset",
        Unit::Milliseconds,
        Against::Limit(40.0),
    ),
    figure(
        "flash and click of a whole film, decoded from its file, apart at the most",
        "film.in_step",
        Unit::Milliseconds,
        Against::Limit(40.0),
    ),
    figure(
        "seek to a right frame, 95th percentile of 50",
        "film.seek",
        Unit::Milliseconds,
        Against::Best(1.0, &["ffmpeg.seek"]),
    ),
    figure(
        "peak memory while the film plays",
        "film.memory",
        Unit::Bytes,
        Against::Best(1.0, &["vlc.film.memory"]),
    ),
    figure(
        "spatial sound, 16 placed sources and ambisonics, processor time per second of sound",
        "sound.processor",
        Unit::Milliseconds,
        Against::Limit(50.0),
    ),
    figure(
        "check of 10,000 manifests",
        "check",
        Unit::Seconds,
        Against::Best(3.0, &["ron"]),
    ),
    figure(
        "tap → acknowledged by the headset, as the tablet sees it, 30 headsets and 10 tablets, 99th percentile",
        "launcher.acknowledged",
        Unit::Milliseconds,
        Against::Limit(150.0),
    ),
    figure(
        "the same against a bare WebSocket echo",
        "launcher.acknowledged",
        Unit::Milliseconds,
        Against::Best(3.0, &["websocket_echo"]),
    ),
    figure(
        "the same, in the middle",
        "launcher.acknowledged_middle",
        Unit::Milliseconds,
        Against::Best(3.0, &["websocket_echo_middle"]),
    ),
    figure(
        "tap → answered, the wish on the disk, 99th percentile",
        "launcher.answered",
        Unit::Milliseconds,
        Against::Nothing,
    ),
    figure(
        "live pictures that the tablets got meanwhile",
        "launcher.pictures",
        Unit::Count,
        Against::Nothing,
    ),
    figure(
        "memory of the launcher meanwhile, peak",
        "launcher.memory",
        Unit::Bytes,
        Against::Limit(150e6),
    ),
    figure(
        "processor time of the launcher meanwhile, per second",
        "launcher.processor",
        Unit::Milliseconds,
        Against::Limit(250.0),
    ),
    figure(
        "list and search among 2,000 experiences, 99th percentile",
        "launcher.experiences",
        Unit::Milliseconds,
        Against::Limit(30.0),
    ),
    figure(
        "list and search among 500 residents, 99th percentile",
        "launcher.residents",
        Unit::Milliseconds,
        Against::Limit(30.0),
    ),
    figure(
        "the slowest report over 200,000 sessions of five years",
        "launcher.report",
        Unit::Milliseconds,
        Against::Limit(300.0),
    ),
    figure(
        "bare WebSocket echo at the same time, 40 connections, 99th percentile",
        "websocket_echo",
        Unit::Milliseconds,
        Against::Nothing,
    ),
    figure(
        "bare WebSocket echo at the same time, in the middle",
        "websocket_echo_middle",
        Unit::Milliseconds,
        Against::Nothing,
    ),
    figure(
        "8 headsets that began together, 50 ms jitter and 2 % loss, 10 minutes: from where each should be, 95th percentile",
        "group.skew.p95",
        Unit::Milliseconds,
        Against::Limit(20.0),
    ),
    figure(
        "the same at the most",
        "group.skew.max",
        Unit::Milliseconds,
        Against::Limit(50.0),
    ),
    figure(
        "the two of them furthest apart, 95th percentile",
        "group.spread.p95",
        Unit::Milliseconds,
        Against::Nothing,
    ),
    figure(
        "the same at the most",
        "group.spread.max",
        Unit::Milliseconds,
        Against::Nothing,
    ),
    figure(
        "what they say of themselves, 95th percentile",
        "group.told.p95",
        Unit::Milliseconds,
        Against::Nothing,
    ),
    figure(
        "the same at the most",
        "group.told.max",
        Unit::Milliseconds,
        Against::Nothing,
    ),
    figure(
        "djpeg (libjpeg-turbo) of the photo to /dev/null",
        "djpeg",
        Unit::Seconds,
        Against::Nothing,
    ),
    figure(
        "ron deserialising the same manifests",
        "ron",
        Unit::Seconds,
        Against::Nothing,
    ),
    figure(
        "ffmpeg decoding the film to nothing, processor time per second of film",
        "ffmpeg.film",
        Unit::Milliseconds,
        Against::Nothing,
    ),
    figure(
        "ffmpeg -ss … -frames:v 1 of the film, 95th percentile of 50",
        "ffmpeg.seek",
        Unit::Milliseconds,
        Against::Nothing,
    ),
    figure(
        "VLC: cold start",
        "vlc.cold",
        Unit::Seconds,
        Against::Nothing,
    ),
    figure(
        "VLC: peak memory",
        "vlc.memory",
        Unit::Bytes,
        Against::Nothing,
    ),
    figure(
        "VLC: frames of the film shown of 600 in 20 s, view at rest",
        "vlc.film.shown",
        Unit::Count,
        Against::Nothing,
    ),
    figure(
        "VLC: processor time per frame of the film shown",
        "vlc.film.processor",
        Unit::Milliseconds,
        Against::Nothing,
    ),
    figure(
        "VLC: peak memory while the film plays",
        "vlc.film.memory",
        Unit::Bytes,
        Against::Nothing,
    ),
    figure(
        "Pannellum: cold start",
        "pannellum.cold",
        Unit::Seconds,
        Against::Nothing,
    ),
    figure(
        "Pannellum: processor time per frame",
        "pannellum.processor",
        Unit::Milliseconds,
        Against::Nothing,
    ),
    figure(
        "Pannellum: frames a second",
        "pannellum.rate",
        Unit::Count,
        Against::Nothing,
    ),
    figure(
        "Pannellum: peak memory",
        "pannellum.memory",
        Unit::Bytes,
        Against::Nothing,
    ),
    figure(
        "A-Frame: cold start",
        "aframe.cold",
        Unit::Seconds,
        Against::Nothing,
    ),
    figure(
        "A-Frame: processor time per frame",
        "aframe.processor",
        Unit::Milliseconds,
        Against::Nothing,
    ),
    figure(
        "A-Frame: frames a second",
        "aframe.rate",
        Unit::Count,
        Against::Nothing,
    ),
    figure(
        "A-Frame: peak memory",
        "aframe.memory",
        Unit::Bytes,
        Against::Nothing,
    ),
];
