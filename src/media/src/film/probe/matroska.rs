//! The headers of Matroska and WebM files: `Info` and `Tracks`, up to the first cluster.

use std::io::{Read, Seek};
use std::time::Duration;

use super::super::{AudioTrack, Colour, FilmInfo, Spherical};
use super::{codec, damaged, percent, sphere};
use crate::source::Source;
use crate::{MediaError, Orientation, Projection, Stereo};

/// The largest `Info` or `Tracks` that is read.
const LARGEST: u64 = 4 << 20;

/// How many elements are passed over before the first cluster.
const MOST_ELEMENTS: usize = 10_000;

const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_a966;
const TRACKS: u32 = 0x1654_ae6b;
const CLUSTER: u32 = 0x1f43_b675;

/// Reads the headers of a Matroska or WebM file.
pub(super) fn probe<R: Read + Seek>(source: &mut Source<R>) -> Result<FilmInfo, MediaError> {
    let mut kind = "Matroska";
    let head = header(source, 0)?.ok_or_else(|| damaged(kind, "it has no header"))?;
    if let Some(size) = head.size {
        let bytes = content(source, head.body, size)?;
        if elements(&bytes).any(|(id, body)| id == 0x4282 && body.starts_with(b"webm")) {
            kind = "WebM";
        }
    }
    let mut at = head.body + head.size.unwrap_or(0);
    let (mut cut, mut info, mut tracks) = (None, Vec::new(), None);
    for _ in 0..MOST_ELEMENTS {
        let Some(element) = header(source, at)? else {
            break;
        };
        let end = element.size.map(|size| element.body.saturating_add(size));
        if let Some(end) = end.filter(|end| *end > source.length) {
            cut = cut.or(Some(percent(source.length, end)));
        }
        match element.id {
            SEGMENT => {
                at = element.body;
                continue;
            }
            CLUSTER => break,
            INFO | TRACKS => {
                let Some(size) = element.size else {
                    return Err(damaged(kind, "its header has no size"));
                };
                if end.is_some_and(|end| end > source.length) {
                    return Err(MediaError::FilmCutShort {
                        kind,
                        percent: cut.unwrap_or(0),
                    });
                }
                let bytes = content(source, element.body, size)?;
                if element.id == INFO {
                    info = bytes
                } else {
                    tracks = Some(bytes)
                }
            }
            _ => {}
        }
        match end {
            Some(end) if end > at => at = end,
            _ => break,
        }
    }
    let Some(tracks) = tracks else {
        return Err(match cut {
            Some(percent) => MediaError::FilmCutShort { kind, percent },
            None => damaged(kind, "it has no list of tracks"),
        });
    };
    film(kind, &info, &tracks, cut)
}

fn film(
    kind: &'static str,
    info: &[u8],
    tracks: &[u8],
    cut: Option<u8>,
) -> Result<FilmInfo, MediaError> {
    let (mut scale, mut length) = (1_000_000, 0.0);
    for (id, body) in elements(info) {
        match id {
            0x2a_d7b1 => scale = unsigned(body).max(1),
            0x4489 => length = float(body),
            _ => {}
        }
    }
    let nanos = length * scale as f64;
    // Beyond a thousand years the number is an error of the file.
    let duration = if nanos > 0.0 && nanos < 3e19 {
        Duration::from_nanos(nanos as u64)
    } else {
        Duration::ZERO
    };
    let (mut picture, mut audio) = (None, Vec::new());
    for (id, body) in elements(tracks) {
        if id != 0xae {
            continue;
        }
        match elements(body)
            .find(|(id, _)| *id == 0x83)
            .map(|(_, body)| unsigned(body))
        {
            Some(1) if picture.is_none() => picture = Some(visual(body)),
            Some(2) if audio.len() < 64 => audio.push(sound(body)),
            _ => {}
        }
    }
    let picture = picture.ok_or(MediaError::NoPicture)?;
    let codec = codec::picture_matroska(&picture.codec)?;
    if picture.width == 0 || picture.height == 0 {
        return Err(damaged(
            kind,
            format!("its picture is {} × {}", picture.width, picture.height),
        ));
    }
    Ok(FilmInfo {
        container: kind.to_owned(),
        codec,
        width: picture.width,
        height: picture.height,
        orientation: Orientation::Upright,
        duration,
        frame_rate: picture.frame_rate,
        colour: picture.colour,
        spherical: sphere::said(picture.spherical),
        audio,
        cut,
    })
}

#[derive(Default)]
struct Visual {
    codec: String,
    width: u32,
    height: u32,
    frame_rate: f64,
    colour: Option<Colour>,
    spherical: Spherical,
}

fn visual(track: &[u8]) -> Visual {
    let mut found = Visual::default();
    for (id, body) in elements(track) {
        match id {
            0x86 => found.codec = text(body),
            0x23_e383 if unsigned(body) > 0 => found.frame_rate = 1e9 / unsigned(body) as f64,
            0xe0 => {
                for (id, body) in elements(body) {
                    match id {
                        0xb0 => found.width = u32::try_from(unsigned(body)).unwrap_or(0),
                        0xba => found.height = u32::try_from(unsigned(body)).unwrap_or(0),
                        0x53b8 => found.spherical.stereo = stereo(unsigned(body)),
                        0x55b0 => found.colour = colour(body),
                        0x7670 => projection(&mut found.spherical, body),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn stereo(mode: u64) -> Option<Stereo> {
    match mode {
        0 => Some(Stereo::Mono),
        1 => Some(Stereo::LeftRight),
        3 => Some(Stereo::TopBottom),
        other => {
            tracing::warn!(
                stereo_mode = other,
                "a stereo layout that is not shown; it counts as not said"
            );
            None
        }
    }
}

fn colour(body: &[u8]) -> Option<Colour> {
    let (mut matrix, mut range) = (2, 0);
    for (id, body) in elements(body) {
        match id {
            0x55b1 => matrix = unsigned(body),
            0x55b9 => range = unsigned(body),
            _ => {}
        }
    }
    // Without a word of the range the codec's own headers decide.
    (range == 1 || range == 2).then(|| sphere::colour(matrix, range == 2))?
}

fn projection(spherical: &mut Spherical, body: &[u8]) {
    let (mut kind, mut bounds) = (0, [0; 4]);
    let degrees = |body: &[u8]| {
        Some(float(body) as f32).filter(|degrees| degrees.is_finite() && *degrees != 0.0)
    };
    for (id, body) in elements(body) {
        match id {
            0x7671 => kind = unsigned(body),
            // A version and flags, then the four bounds as in MP4.
            0x7672 if body.len() >= 20 => {
                bounds = std::array::from_fn(|index| {
                    unsigned(&body[4 + index * 4..8 + index * 4]) as u32
                });
            }
            0x7673 => spherical.yaw = degrees(body),
            0x7674 => spherical.pitch = degrees(body),
            0x7675 => spherical.roll = degrees(body),
            _ => {}
        }
    }
    match kind {
        0 => spherical.projection = Some(Projection::Flat),
        1 => sphere::bounds(spherical, bounds),
        _ => tracing::warn!("a cubemap or a mesh is not shown as one; it counts as not said"),
    }
}

fn sound(track: &[u8]) -> AudioTrack {
    let (mut codec_id, mut private, mut language) = (String::new(), &[][..], None);
    let (mut channels, mut rate) = (1, 8_000);
    for (id, body) in elements(track) {
        match id {
            0x86 => codec_id = text(body),
            0x63a2 => private = body,
            0x22_b59c if language.is_none() => language = Some(text(body)),
            0x22_b59d => language = Some(text(body)),
            0xe1 => {
                for (id, body) in elements(body) {
                    match id {
                        0xb5 => rate = float(body).clamp(0.0, 1e6) as u32,
                        0x9f => channels = u16::try_from(unsigned(body)).unwrap_or(u16::MAX),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    let codec = codec::sound_matroska(&codec_id);
    let ambisonic = channels == 4
        && match codec.as_str() {
            "PCM" => true,
            // `OpusHead`, its version, channels and so on: the mapping family is byte 18.
            "Opus" => private.get(18) == Some(&2),
            _ => false,
        };
    AudioTrack {
        codec,
        channels,
        rate,
        language: language.filter(|language| language != "und"),
        ambisonic,
    }
}

/// Where an element is in the file.
struct Element {
    id: u32,
    body: u64,
    /// Not said by files that were written live.
    size: Option<u64>,
}

fn header<R: Read + Seek>(source: &mut Source<R>, at: u64) -> Result<Option<Element>, MediaError> {
    let bytes = source.up_to(at, 12).map_err(|error| {
        damaged(
            "Matroska",
            format!("it cannot be read at byte {at}: {error}"),
        )
    })?;
    Ok(identified(&bytes).map(|(id, size, length)| Element {
        id,
        body: at + length as u64,
        size,
    }))
}

fn content<R: Read + Seek>(
    source: &mut Source<R>,
    at: u64,
    size: u64,
) -> Result<Vec<u8>, MediaError> {
    if size > LARGEST {
        return Err(damaged(
            "Matroska",
            format!("its header is {size} bytes long"),
        ));
    }
    source.exactly(at, size, "Matroska")
}

/// The elements in a piece of memory; ends at the first that is not whole.
fn elements(bytes: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (id, size, length) = identified(rest)?;
        let end = usize::try_from(size?).ok()?.checked_add(length)?;
        let body = rest.get(length..end)?;
        rest = &rest[end..];
        Some((id, body))
    })
}

/// An element's identifier, its size if said, and how many bytes both take.
fn identified(bytes: &[u8]) -> Option<(u32, Option<u64>, usize)> {
    let id_length = bytes.first()?.leading_zeros() as usize + 1;
    if id_length > 4 {
        return None;
    }
    let id = unsigned(bytes.get(..id_length)?) as u32;
    let rest = &bytes[id_length..];
    let size_length = rest.first()?.leading_zeros() as usize + 1;
    if size_length > 8 {
        return None;
    }
    let mask = (1_u64 << (7 * size_length)) - 1;
    let size = unsigned(rest.get(..size_length)?) & mask;
    Some((id, (size != mask).then_some(size), id_length + size_length))
}

fn unsigned(body: &[u8]) -> u64 {
    body.iter()
        .take(8)
        .fold(0, |value, &byte| value << 8 | u64::from(byte))
}

fn float(body: &[u8]) -> f64 {
    match body.len() {
        4 => f64::from(f32::from_bits(unsigned(body) as u32)),
        8 => f64::from_bits(unsigned(body)),
        _ => 0.0,
    }
}

fn text(body: &[u8]) -> String {
    String::from_utf8_lossy(body)
        .trim_end_matches('\0')
        .to_owned()
}
