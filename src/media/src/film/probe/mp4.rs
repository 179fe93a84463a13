//! The headers of MP4 and QuickTime files.
//!
//! Boxes are walked here, so that the tables of samples (megabytes for a long film) are passed over; what
//! stands in the small boxes is read by `mp4-atom`.

use std::io::{Read, Seek};
use std::time::Duration;

use mp4_atom::{Atom, Mdhd, Mvhd, Tkhd};

use super::super::{AudioTrack, FilmInfo, Spherical};
use super::{codec, damaged, percent, sphere};
use crate::source::Source;
use crate::{MediaError, Orientation};

mod entry;

/// The largest small box that is read.
const LARGEST: u64 = 1 << 20;

/// How many boxes are looked at in one place before a file counts as damaged.
const MOST_BOXES: usize = 100_000;

/// Where a box is.
#[derive(Debug, Clone, Copy)]
struct Place {
    kind: [u8; 4],
    body: u64,
    end: u64,
    /// Where it says that it ends, beyond the end of the file if that is cut.
    said_end: u64,
}

/// One track as far as it is read.
#[derive(Debug, Default)]
struct Track {
    handler: [u8; 4],
    matrix: Option<mp4_atom::Matrix>,
    /// In the movie's time scale.
    shown: u64,
    timescale: u32,
    /// In the track's time scale.
    duration: u64,
    language: Option<String>,
    code: Option<[u8; 4]>,
    entry: Vec<u8>,
    samples: u32,
    v1: Option<Spherical>,
}

/// Reads the headers of an MP4 or QuickTime file.
pub(super) fn probe<R: Read + Seek>(source: &mut Source<R>) -> Result<FilmInfo, MediaError> {
    let mut kind = "MP4";
    let mut cut = None;
    let mut moov = None;
    let mut fragments = 0_u64;
    let mut at = 0;
    for _ in 0..MOST_BOXES {
        let Some(place) = next(source, at, source.length)? else {
            break;
        };
        match &place.kind {
            b"ftyp"
                if source
                    .up_to(place.body, 4)
                    .is_ok_and(|brand| brand == *b"qt  ") =>
            {
                kind = "MOV"
            }
            b"moov" => moov = Some(place),
            b"sidx" => fragments += indexed(&body(source, place)?),
            _ => {}
        }
        if place.said_end > source.length {
            cut = Some(percent(source.length, place.said_end));
        }
        // All that is wanted stands before the fragments, if there are any.
        if (place.kind == *b"moof" && moov.is_some()) || place.said_end <= at {
            break;
        }
        at = place.end;
    }
    let Some(moov) = moov else {
        return Err(match cut {
            Some(percent) => MediaError::FilmCutShort { kind, percent },
            None => damaged(
                kind,
                "it has no header (`moov`); the recording was not finished",
            ),
        });
    };
    if moov.said_end > source.length {
        return Err(MediaError::FilmCutShort {
            kind,
            percent: cut.unwrap_or(0),
        });
    }
    let movie = movie(source, moov)?;
    let mut info = film(movie, kind, fragments)?;
    info.cut = cut;
    Ok(info)
}

/// The movie's header and tracks.
struct Movie {
    timescale: u32,
    /// In the movie's time scale, with fragments.
    duration: u64,
    fragmented: bool,
    tracks: Vec<Track>,
}

fn movie<R: Read + Seek>(source: &mut Source<R>, moov: Place) -> Result<Movie, MediaError> {
    let mut movie = Movie {
        timescale: 1_000,
        duration: 0,
        fragmented: false,
        tracks: Vec::new(),
    };
    for place in children(source, moov)? {
        match &place.kind {
            b"mvhd" => {
                if let Some(header) = decode::<Mvhd>(&body(source, place)?) {
                    movie.timescale = header.timescale.max(1);
                    movie.duration = header.duration;
                }
            }
            b"mvex" => {
                movie.fragmented = true;
                for place in children(source, place)? {
                    if place.kind == *b"mehd" {
                        let bytes = body(source, place)?;
                        movie.duration = match bytes.first() {
                            Some(1) => number(&bytes, 4, 8),
                            _ => number(&bytes, 4, 4),
                        };
                    }
                }
            }
            b"trak" if movie.tracks.len() < 64 => movie.tracks.push(track(source, place)?),
            _ => {}
        }
    }
    Ok(movie)
}

fn track<R: Read + Seek>(source: &mut Source<R>, trak: Place) -> Result<Track, MediaError> {
    let mut track = Track::default();
    // Two levels of boxes hold nothing but others: all are looked at in one go.
    let mut open = vec![trak];
    let mut looked_at = 0;
    while let Some(place) = open.pop() {
        for place in children(source, place)? {
            looked_at += 1;
            if looked_at > MOST_BOXES {
                return Err(damaged("MP4", "a track has too many parts"));
            }
            match &place.kind {
                b"mdia" | b"minf" | b"stbl" => open.push(place),
                b"tkhd" => {
                    if let Some(header) = decode::<Tkhd>(&body(source, place)?) {
                        track.matrix = Some(header.matrix);
                        track.shown = header.duration;
                    }
                }
                b"mdhd" => {
                    if let Some(header) = decode::<Mdhd>(&body(source, place)?) {
                        track.timescale = header.timescale;
                        track.duration = header.duration;
                        track.language = (header.language != "und").then_some(header.language);
                    }
                }
                // QuickTime has a second one, beside the place of the data.
                b"hdlr" if track.handler == [0; 4] => {
                    let bytes = body(source, place)?;
                    track
                        .handler
                        .copy_from_slice(bytes.get(8..12).unwrap_or(&[0; 4]));
                }
                b"stsz" | b"stz2" => {
                    let head = source.up_to(place.body, 12).unwrap_or_default();
                    track.samples = number(&head, 8, 4) as u32;
                }
                b"stsd" => {
                    let list = Place {
                        body: place.body + 8,
                        ..place
                    };
                    if let Some(first) = next(source, list.body, list.end)? {
                        track.code = Some(first.kind);
                        track.entry = body(source, first)?;
                    }
                }
                b"uuid" => {
                    let bytes = body(source, place)?;
                    if let Some(xml) = bytes.strip_prefix(&sphere::V1_UUID) {
                        track.v1 = Some(sphere::version_1(xml));
                    }
                }
                _ => {}
            }
        }
    }
    Ok(track)
}

fn film(movie: Movie, kind: &'static str, fragments: u64) -> Result<FilmInfo, MediaError> {
    let pictures = movie
        .tracks
        .iter()
        .filter(|track| track.handler == *b"vide");
    // A still picture beside the film (an `mjpg` cover) is a track too: the one with the most frames is the film.
    let picture = pictures
        .max_by_key(|track| track.samples)
        .ok_or(MediaError::NoPicture)?;
    let name = codec::picture_mp4(
        picture
            .code
            .ok_or_else(|| damaged(kind, "its picture is not described"))?,
    )?;
    let entry = entry::visual(&picture.entry)
        .ok_or_else(|| damaged(kind, "its picture is not described"))?;
    let duration = duration(&movie, picture, fragments);
    if duration.is_zero() && picture.samples == 0 && !movie.fragmented {
        return Err(MediaError::NoLength);
    }
    if entry.width == 0 || entry.height == 0 {
        return Err(damaged(
            kind,
            format!("its picture is {} × {}", entry.width, entry.height),
        ));
    }
    let orientation = picture.matrix.as_ref().map_or(Orientation::Upright, turn);
    let (width, height) = orientation.upright(entry.width, entry.height);
    let media = scaled(picture.duration, picture.timescale);
    let frame_rate = if media.is_zero() {
        0.0
    } else {
        f64::from(picture.samples) / media.as_secs_f64()
    };
    let first = picture.v1.unwrap_or_default();
    let second = entry.spherical;
    let spherical = Spherical {
        projection: second.projection.or(first.projection),
        stereo: second.stereo.or(first.stereo),
        cropped: if second.projection.is_some() {
            second.cropped
        } else {
            first.cropped
        },
        yaw: second.yaw.or(first.yaw),
        ..second
    };
    Ok(FilmInfo {
        container: kind.to_owned(),
        codec: name,
        width,
        height,
        orientation,
        duration,
        frame_rate,
        colour: entry.colour,
        spherical: sphere::said(spherical),
        audio: movie.tracks.iter().filter_map(audio).collect(),
        cut: None,
    })
}

fn audio(track: &Track) -> Option<AudioTrack> {
    if track.handler != *b"soun" {
        return None;
    }
    let code = track.code?;
    let entry = entry::sound(&track.entry)?;
    let plain = codec::is_pcm(&code) && !entry.layout;
    Some(AudioTrack {
        codec: codec::sound_mp4(code, entry.object_type),
        channels: entry.channels,
        rate: entry.rate,
        language: track.language.clone(),
        ambisonic: entry.channels == 4 && (entry.ambisonic || plain),
    })
}

/// How long the picture is: to the frame where the file says it, shorter where an edit list cuts it.
fn duration(movie: &Movie, picture: &Track, fragments: u64) -> Duration {
    let media = scaled(picture.duration, picture.timescale);
    let shown = match picture.shown {
        u64::MAX => Duration::ZERO,
        shown if shown == u64::from(u32::MAX) => Duration::ZERO,
        shown => scaled(shown, movie.timescale),
    };
    if movie.fragmented && media.is_zero() {
        let whole = scaled(movie.duration, movie.timescale);
        return if whole.is_zero() {
            scaled(fragments, picture.timescale)
        } else {
            whole
        };
    }
    let cut = !shown.is_zero() && shown + Duration::from_millis(100) < media;
    if media.is_zero() || cut { shown } else { media }
}

fn scaled(count: u64, scale: u32) -> Duration {
    if scale == 0 {
        return Duration::ZERO;
    }
    let nanos = u128::from(count) * 1_000_000_000 / u128::from(scale);
    // A thousand years are an error of the file.
    if nanos > 1_000 * 365 * 86_400 * 1_000_000_000 {
        return Duration::ZERO;
    }
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(0))
}

/// The sum of all parts that a segment index names, in the scale of its track.
fn indexed(sidx: &[u8]) -> u64 {
    let wide = sidx.first() == Some(&1);
    let count_at = if wide { 30 } else { 22 };
    let count = number(sidx, count_at, 2) as usize;
    (0..count)
        .map(|index| number(sidx, count_at + 2 + index * 12 + 4, 4))
        .sum()
}

/// The quarter turns and mirrorings that a track's matrix may stand for.
fn turn(matrix: &mp4_atom::Matrix) -> Orientation {
    let sign = |value: i32| value.signum();
    match (
        sign(matrix.a),
        sign(matrix.b),
        sign(matrix.c),
        sign(matrix.d),
    ) {
        (0, 1, -1, 0) => Orientation::QuarterRight,
        (0, -1, 1, 0) => Orientation::QuarterLeft,
        (-1, 0, 0, -1) => Orientation::HalfTurn,
        (-1, 0, 0, 1) => Orientation::Mirrored,
        (1, 0, 0, -1) => Orientation::Flipped,
        (0, 1, 1, 0) => Orientation::Transposed,
        (0, -1, -1, 0) => Orientation::Transversed,
        _ => Orientation::Upright,
    }
}

/// The box at `at`, if a whole header of one is there before `limit`.
fn next<R: Read + Seek>(
    source: &mut Source<R>,
    at: u64,
    limit: u64,
) -> Result<Option<Place>, MediaError> {
    if at.saturating_add(8) > limit {
        return Ok(None);
    }
    let head = source
        .up_to(at, 16)
        .map_err(|error| damaged("MP4", format!("it cannot be read at byte {at}: {error}")))?;
    let Some(kind) = head.get(4..8).and_then(|kind| kind.try_into().ok()) else {
        return Ok(None);
    };
    let (header, size) = match number(&head, 0, 4) {
        0 => (8, limit - at),
        1 if head.len() == 16 => (16, number(&head, 8, 8)),
        size => (8, size),
    };
    if size < header {
        return Ok(None);
    }
    let said_end = at.saturating_add(size);
    Ok(Some(Place {
        kind,
        body: (at + header).min(limit),
        end: said_end.min(limit),
        said_end,
    }))
}

fn children<R: Read + Seek>(
    source: &mut Source<R>,
    place: Place,
) -> Result<Vec<Place>, MediaError> {
    let mut found = Vec::new();
    let mut at = place.body;
    while let Some(child) = next(source, at, place.end)? {
        at = child.end;
        found.push(child);
        if found.len() > MOST_BOXES {
            return Err(damaged("MP4", "a box has too many parts"));
        }
    }
    Ok(found)
}

/// What stands in a small box; nothing of a large one.
fn body<R: Read + Seek>(source: &mut Source<R>, place: Place) -> Result<Vec<u8>, MediaError> {
    let length = place.end.saturating_sub(place.body);
    if length > LARGEST {
        return Ok(Vec::new());
    }
    source.up_to(place.body, length).map_err(|error| {
        damaged(
            "MP4",
            format!("it cannot be read at byte {}: {error}", place.body),
        )
    })
}

/// A box read by `mp4-atom`; `None` where it breaks that box's rules.
fn decode<A: Atom>(bytes: &[u8]) -> Option<A> {
    let mut bytes = bytes;
    A::decode_body(&mut bytes)
        .inspect_err(|error| tracing::debug!(kind = %A::KIND, %error, "a box cannot be read"))
        .ok()
}

/// A big-endian number of `length` bytes at `at`; 0 where the bytes end before.
fn number(bytes: &[u8], at: usize, length: usize) -> u64 {
    let part = at.checked_add(length).and_then(|end| bytes.get(at..end));
    part.unwrap_or_default()
        .iter()
        .fold(0, |value, &byte| value << 8 | u64::from(byte))
}
