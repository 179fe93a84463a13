//! The headers of a plain JPEG: everything that decoding its one scan needs (ITU-T T.81, annex B).

use super::damaged;
use super::huffman::Table;
use super::transform::{Scale, scale};
use crate::MediaError;

/// The order in which a block's coefficients are coded: where each stands, row by row.
pub(super) const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// A baseline JPEG with 8-bit brightness, or brightness and two colours, in one scan.
pub(super) struct Plain<'a> {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Brightness, and two colours or none.
    pub(super) components: Vec<Component>,
    /// Pixels across and down that share one colour: 1 or 2.
    pub(super) chroma_steps: (u32, u32),
    /// Units (blocks of brightness with their colours) between restart markers; 0 for none.
    pub(super) restart_interval: u32,
    /// What follows the headers.
    pub(super) scan: &'a [u8],
}

/// What one component is decoded with.
pub(super) struct Component {
    /// Blocks across in a unit.
    pub(super) across: u32,
    /// Blocks down in a unit.
    pub(super) down: u32,
    pub(super) scale: Scale,
    pub(super) first: Table,
    pub(super) others: Table,
}

/// What has been read of the headers.
#[derive(Default)]
struct Headers {
    frame: Option<Frame>,
    quantisation: [Option<[u16; 64]>; 4],
    /// For each class (first coefficient, others) and number: counts of lengths, symbols.
    huffman: [[Option<Codes>; 4]; 2],
    restart_interval: u32,
    /// Adobe's word on the colours: 1 for brightness and two colours.
    adobe_transform: Option<u8>,
    jfif: bool,
}

/// How many codes there are of each length 1–16, and the symbols in their order.
type Codes = ([u8; 16], Vec<u8>);

struct Frame {
    width: u32,
    height: u32,
    /// Identifier, blocks across, blocks down, quantisation table.
    components: Vec<(u8, u32, u32, u8)>,
}

/// Reads the headers; `None` if this is not a plain JPEG, whatever else it may be.
///
/// # Errors
/// [`MediaError::Damaged`] for tables that cannot be.
pub(super) fn plain(bytes: &[u8]) -> Option<Result<Plain<'_>, MediaError>> {
    let mut headers = Headers::default();
    for Segment { marker, body, rest } in segments(bytes) {
        match marker {
            0xc0 | 0xc1 => headers.frame = Some(frame(body)?),
            0xc4 => headers.read_huffman(body)?,
            0xc2..=0xcf => return None,
            0xda => return headers.into_plain(body, rest),
            0xdb => headers.read_quantisation(body)?,
            0xdd => {
                headers.restart_interval = u32::from(u16::from_be_bytes(*body.first_chunk::<2>()?))
            }
            0xe0 => headers.jfif |= body.starts_with(b"JFIF\0"),
            0xee if body.starts_with(b"Adobe") => headers.adobe_transform = body.get(11).copied(),
            _ => {}
        }
    }
    None
}

/// How many pixels across and down share one colour in any JPEG: 1, or 2 where it is 2 or more.
pub(super) fn chroma_steps(bytes: &[u8]) -> (u32, u32) {
    let is_frame =
        |marker: u8| matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
    let frame = segments(bytes)
        .find(|segment| is_frame(segment.marker))
        .and_then(|segment| frame(segment.body));
    let step = |brightness: u32, colour: u32| if brightness >= colour * 2 { 2 } else { 1 };
    match frame.as_ref().map(|frame| frame.components.as_slice()) {
        Some([(_, across, down, _), (_, colour_across, colour_down, _), ..]) => {
            (step(*across, *colour_across), step(*down, *colour_down))
        }
        _ => (2, 2),
    }
}

/// One marker's segment before the first scan.
struct Segment<'a> {
    marker: u8,
    body: &'a [u8],
    /// What follows.
    rest: &'a [u8],
}

/// The segments up to and with the first scan's header, or to where the file breaks off.
fn segments(bytes: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    let mut left = bytes.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        // Any number of fill bytes may stand before a marker.
        while let [0xff, 0xff, ..] = left {
            left = &left[1..];
        }
        let (&[fill, marker, l1, l0], _) = left.split_first_chunk::<4>()?;
        if fill != 0xff || matches!(marker, 0x00 | 0x01 | 0xd0..=0xd9) {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([l1, l0]));
        let (body, rest) = (left.get(4..2 + length)?, left.get(2 + length..)?);
        left = if marker == 0xda { &[] } else { rest };
        Some(Segment { marker, body, rest })
    })
}

fn frame(body: &[u8]) -> Option<Frame> {
    let (&[precision, h1, h0, w1, w0, count], rest) = body.split_first_chunk::<6>()?;
    let (parts, left) = rest.as_chunks::<3>();
    if precision != 8 || parts.len() != usize::from(count) || !left.is_empty() {
        return None;
    }
    Some(Frame {
        width: u32::from(u16::from_be_bytes([w1, w0])),
        height: u32::from(u16::from_be_bytes([h1, h0])),
        components: parts
            .iter()
            .map(|&[id, hv, table]| (id, u32::from(hv >> 4), u32::from(hv & 15), table))
            .collect(),
    })
}

impl Headers {
    fn read_quantisation(&mut self, mut body: &[u8]) -> Option<()> {
        while let Some((&head, rest)) = body.split_first() {
            let mut table = [0_u16; 64];
            let wide = head >> 4 != 0;
            let (values, rest) = rest.split_at_checked(if wide { 128 } else { 64 })?;
            for (index, place) in ZIGZAG.iter().enumerate() {
                table[usize::from(*place)] = if wide {
                    u16::from_be_bytes([values[index * 2], values[index * 2 + 1]])
                } else {
                    u16::from(values[index])
                };
            }
            *self.quantisation.get_mut(usize::from(head & 15))? = Some(table);
            body = rest;
        }
        Some(())
    }

    fn read_huffman(&mut self, mut body: &[u8]) -> Option<()> {
        while let Some((&head, rest)) = body.split_first() {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let total = counts.iter().map(|count| usize::from(*count)).sum();
            let (symbols, rest) = rest.split_at_checked(total)?;
            let class = self.huffman.get_mut(usize::from(head >> 4))?;
            *class.get_mut(usize::from(head & 15))? = Some((*counts, symbols.to_vec()));
            body = rest;
        }
        Some(())
    }

    fn into_plain<'a>(
        self,
        scan_header: &[u8],
        scan: &'a [u8],
    ) -> Option<Result<Plain<'a>, MediaError>> {
        let frame = self.frame.as_ref()?;
        let (&count, rest) = scan_header.split_first()?;
        let (chosen, _) = rest.split_at_checked(usize::from(count) * 2)?;
        let (chosen, _) = chosen.as_chunks::<2>();
        let same = chosen.len() == frame.components.len()
            && chosen
                .iter()
                .zip(&frame.components)
                .all(|(chosen, component)| chosen[0] == component.0);
        if !same || !self.is_brightness_and_colour(frame) || frame.width == 0 || frame.height == 0 {
            return None;
        }
        let steps = match frame.components.as_slice() {
            // A single component has no units but blocks, whatever its factors say (T.81, A.2.2).
            [_] => (1, 1),
            [
                (_, across @ 1..=2, down @ 1..=2, _),
                (_, 1, 1, _),
                (_, 1, 1, _),
            ] => (*across, *down),
            _ => return None,
        };
        let components = frame.components.iter().zip(chosen).enumerate().map(
            |(index, (component, &[_, tables]))| {
                let (across, down) = if index == 0 { steps } else { (1, 1) };
                self.component(component.3, tables, across, down)
            },
        );
        let components = match components.collect::<Result<Vec<_>, _>>() {
            Ok(components) => components,
            Err(error) => return Some(Err(error)),
        };
        let chroma_steps = if components.len() == 1 { (2, 2) } else { steps };
        Some(Ok(Plain {
            width: frame.width,
            height: frame.height,
            components,
            chroma_steps,
            restart_interval: self.restart_interval,
            scan,
        }))
    }

    /// Whether the components are brightness (and two colours), not red, green and blue or inks.
    fn is_brightness_and_colour(&self, frame: &Frame) -> bool {
        match frame.components.len() {
            1 => true,
            3 => match self.adobe_transform {
                _ if self.jfif => true,
                Some(transform) => transform == 1,
                None => frame
                    .components
                    .iter()
                    .map(|component| component.0)
                    .ne(*b"RGB"),
            },
            _ => false,
        }
    }

    fn component(
        &self,
        quantisation: u8,
        tables: u8,
        across: u32,
        down: u32,
    ) -> Result<Component, MediaError> {
        let quantisation = self
            .quantisation
            .get(usize::from(quantisation))
            .and_then(Option::as_ref);
        let quantisation =
            quantisation.ok_or_else(|| damaged("a quantisation table is missing"))?;
        let huffman = |class: usize, number: u8| {
            let table = self.huffman[class]
                .get(usize::from(number))
                .and_then(Option::as_ref);
            let (counts, symbols) = table.ok_or_else(|| damaged("a Huffman table is missing"))?;
            if class == 0 && symbols.iter().any(|symbol| *symbol > 15) {
                return Err(damaged("a Huffman table has symbols that it cannot have"));
            }
            Table::new(counts, symbols)
        };
        Ok(Component {
            across,
            down,
            scale: scale(quantisation),
            first: huffman(0, tables >> 4)?,
            others: huffman(1, tables & 15)?,
        })
    }
}
