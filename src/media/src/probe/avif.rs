//! The boxes of an AVIF file (ISO/IEC 14496-12 and 23008-12): one coded picture and what is said of it.
//!
//! Pictures put together from tiles (`grid`) are recognised and refused: cameras do not write them.
//! How a picture is turned stands in boxes of its own; EXIF's orientation does not count here.

use std::io::{Read, Seek};

use super::{Coding, Found};
use crate::source::Source;
use crate::{MediaError, Orientation, gpano};

const KIND: &str = "AVIF";
/// More than any file has at its outermost level.
const MOST_BOXES: u32 = 1000;

pub(super) fn headers<R: Read + Seek>(source: &mut Source<R>) -> Result<Found, MediaError> {
    let primary = primary(source)?;
    Ok(Found {
        width: primary.width,
        height: primary.height,
        orientation: primary.orientation,
        panorama: primary.panorama,
        coding: Coding::Passes,
    })
}

/// The picture that a file is about.
pub(crate) struct Primary {
    width: u32,
    height: u32,
    orientation: Orientation,
    panorama: Option<crate::Panorama>,
    /// Where its coded data stands in the file: offset and length of each piece.
    #[cfg_attr(
        target_os = "android",
        expect(dead_code, reason = "no AV1 decoder there yet")
    )]
    pub(crate) pieces: Vec<(u64, u64)>,
}

/// Finds the picture that a file is about.
pub(crate) fn primary<R: Read + Seek>(source: &mut Source<R>) -> Result<Primary, MediaError> {
    let (meta_at, meta) = meta(source)?;
    let damaged = |what: &str| MediaError::Damaged {
        kind: KIND,
        reason: format!("{what} is missing or wrong"),
    };
    // Four bytes of version and flags come first.
    let boxes = Boxes(meta.get(4..).unwrap_or_default());
    let find = |name: &[u8; 4]| {
        boxes
            .clone()
            .find(|found| &found.name == name)
            .map(|found| found.body)
    };
    let id = find(b"pitm")
        .and_then(primary_id)
        .ok_or_else(|| damaged("the number of its picture"))?;
    let items = find(b"iinf")
        .and_then(items)
        .ok_or_else(|| damaged("the list of its parts"))?;
    let inside = find(b"idat")
        .map(|idat| meta_at + (idat.as_ptr() as usize - meta.as_ptr() as usize) as u64);
    let places = find(b"iloc")
        .and_then(|body| locations(body, inside))
        .ok_or_else(|| damaged("where its parts stand"))?;
    let kind = items
        .iter()
        .find(|item| item.id == id)
        .map(|item| item.kind);
    if kind != Some(*b"av01") {
        return Err(MediaError::Unsupported {
            what: "an AVIF picture put together from tiles",
            advice: "Convert it to JPEG: `avifdec -q 95 photo.avif photo.jpg`.",
        });
    }
    let properties = find(b"iprp")
        .and_then(|body| properties(body, id))
        .ok_or_else(|| damaged("its size"))?;
    let place = |id: u32| {
        places
            .iter()
            .find(|place| place.id == id)
            .map(|place| place.pieces.clone())
    };
    let pieces = place(id).ok_or_else(|| damaged("where its picture stands"))?;
    let panorama = items
        .iter()
        .filter(|item| &item.kind == b"mime")
        .find_map(|item| {
            let mut xmp = Vec::new();
            for (offset, length) in place(item.id)? {
                xmp.extend(source.exactly(offset, length, KIND).ok()?);
            }
            gpano::read(&xmp)
        });
    Ok(Primary {
        width: properties.width,
        height: properties.height,
        orientation: properties.orientation,
        panorama,
        pieces,
    })
}

/// The box that describes the file's parts, and where its content begins.
fn meta<R: Read + Seek>(source: &mut Source<R>) -> Result<(u64, Vec<u8>), MediaError> {
    let mut offset = 0;
    for _ in 0..MOST_BOXES {
        let head = source.exactly(offset, 8, KIND)?;
        let short = u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]]));
        let (header, length) = match short {
            0 => (8, source.length - offset),
            1 => {
                let long = source.exactly(offset + 8, 8, KIND)?;
                (
                    16,
                    long.first_chunk()
                        .map_or(0, |long| u64::from_be_bytes(*long)),
                )
            }
            _ => (8, short),
        };
        let Some(body) = length.checked_sub(header) else {
            return Err(MediaError::Damaged {
                kind: KIND,
                reason: format!("a box at byte {offset} is too short"),
            });
        };
        if &head[4..8] == b"meta" {
            return Ok((
                offset + header,
                source.exactly(offset + header, body, KIND)?,
            ));
        }
        offset = offset.saturating_add(length);
    }
    Err(MediaError::Damaged {
        kind: KIND,
        reason: "the description of its parts is missing".into(),
    })
}

struct Child<'a> {
    name: [u8; 4],
    body: &'a [u8],
}

/// The boxes that stand one after the other in some bytes.
#[derive(Clone)]
struct Boxes<'a>(&'a [u8]);

impl<'a> Iterator for Boxes<'a> {
    type Item = Child<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let (&[l3, l2, l1, l0, a, b, c, d], _) = self.0.split_first_chunk::<8>()?;
        let length = match u32::from_be_bytes([l3, l2, l1, l0]) as usize {
            0 => self.0.len(),
            length => length,
        };
        let body = self.0.get(8..length)?;
        self.0 = &self.0[length..];
        Some(Child {
            name: [a, b, c, d],
            body,
        })
    }
}

/// Numbers one after the other.
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    /// The next number of `bytes` bytes, 0–8.
    fn next(&mut self, bytes: usize) -> Option<u64> {
        let (number, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(
            number
                .iter()
                .fold(0, |sum, byte| (sum << 8) | u64::from(*byte)),
        )
    }

    fn skip(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.get(bytes..)?;
        Some(())
    }
}

/// The version of a box that has one, and what follows its flags.
fn versioned(body: &[u8]) -> Option<(u8, Numbers<'_>)> {
    let (&[version, _, _, _], rest) = body.split_first_chunk::<4>()?;
    Some((version, Numbers(rest)))
}

fn primary_id(body: &[u8]) -> Option<u32> {
    let (version, mut numbers) = versioned(body)?;
    Some(numbers.next(if version == 0 { 2 } else { 4 })? as u32)
}

struct Item {
    id: u32,
    kind: [u8; 4],
}

fn items(body: &[u8]) -> Option<Vec<Item>> {
    let (version, mut numbers) = versioned(body)?;
    numbers.skip(if version == 0 { 2 } else { 4 })?;
    let entry = |found: Child<'_>| {
        let (version, mut numbers) = versioned(found.body)?;
        let id = numbers.next(if version < 3 { 2 } else { 4 })? as u32;
        numbers.skip(2)?;
        Some(Item {
            id,
            kind: *numbers.0.first_chunk()?,
        })
    };
    Some(
        Boxes(numbers.0)
            .filter(|found| &found.name == b"infe")
            .filter_map(entry)
            .collect(),
    )
}

struct Place {
    id: u32,
    pieces: Vec<(u64, u64)>,
}

/// Where each item stands in the file; `inside` is where the data kept within the description begins.
fn locations(body: &[u8], inside: Option<u64>) -> Option<Vec<Place>> {
    let (version, mut numbers) = versioned(body)?;
    let sizes = numbers.next(2)? as usize;
    let [offset_size, length_size, base_size, index_size] =
        [12, 8, 4, 0].map(|shift| (sizes >> shift) & 15);
    if [offset_size, length_size, base_size, index_size]
        .iter()
        .any(|size| *size > 8)
    {
        return None;
    }
    let wide = if version < 2 { 2 } else { 4 };
    let count = numbers.next(wide)?;
    let mut places = Vec::new();
    for _ in 0..count {
        let id = numbers.next(wide)? as u32;
        let method = if version == 0 {
            0
        } else {
            numbers.next(2)? & 15
        };
        numbers.skip(2)?;
        let base = numbers.next(base_size)?;
        let mut pieces = Vec::new();
        for _ in 0..numbers.next(2)? {
            if version > 0 {
                numbers.skip(index_size)?;
            }
            let offset = base.checked_add(numbers.next(offset_size)?)?;
            let length = numbers.next(length_size)?;
            match method {
                0 => pieces.push((offset, length)),
                1 => pieces.push((offset.checked_add(inside?)?, length)),
                _ => {}
            }
        }
        places.push(Place { id, pieces });
    }
    Some(places)
}

struct Properties {
    width: u32,
    height: u32,
    orientation: Orientation,
}

/// The size and the turns that belong to an item.
fn properties(body: &[u8], wanted: u32) -> Option<Properties> {
    let all: Vec<Child<'_>> =
        Boxes(Boxes(body).find(|found| &found.name == b"ipco")?.body).collect();
    let (mut size, mut turns, mut mirror) = (None, 0, None);
    for association in Boxes(body).filter(|found| &found.name == b"ipma") {
        let (version, mut numbers) = versioned(association.body)?;
        let wide_index = association.body.get(3)? & 1 != 0;
        for _ in 0..numbers.next(4)? {
            let id = numbers.next(if version == 0 { 2 } else { 4 })? as u32;
            for _ in 0..numbers.next(1)? {
                // The highest bit says that a reader must understand the property.
                let index = if wide_index {
                    numbers.next(2)? & 0x7fff
                } else {
                    numbers.next(1)? & 0x7f
                } as usize;
                let Some(property) = index
                    .checked_sub(1)
                    .and_then(|index| all.get(index))
                    .filter(|_| id == wanted)
                else {
                    continue;
                };
                match &property.name {
                    b"ispe" => {
                        let (_, mut numbers) = versioned(property.body)?;
                        size = Some((numbers.next(4)? as u32, numbers.next(4)? as u32));
                    }
                    b"irot" => turns = property.body.first()? & 3,
                    b"imir" => mirror = Some(property.body.first()? & 1),
                    _ => {}
                }
            }
        }
    }
    let (width, height) = size?;
    Some(Properties {
        width,
        height,
        orientation: orientation(turns, mirror),
    })
}

/// Quarter turns counter-clockwise, then an exchange of top and bottom (0) or left and right (1).
fn orientation(turns: u8, mirror: Option<u8>) -> Orientation {
    match (turns, mirror) {
        (0, None) => Orientation::Upright,
        (1, None) => Orientation::QuarterLeft,
        (2, None) => Orientation::HalfTurn,
        (_, None) => Orientation::QuarterRight,
        (0, Some(0)) | (2, Some(1)) => Orientation::Flipped,
        (0 | 2, Some(_)) => Orientation::Mirrored,
        (1, Some(0)) | (3, Some(1)) => Orientation::Transposed,
        (_, Some(_)) => Orientation::Transversed,
    }
}
