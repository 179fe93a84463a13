//! Decodes a plain JPEG on two threads: one turns bits into coefficients, the other coefficients into
//! samples, one row of units after the other. Reading the bits takes longest and cannot be divided;
//! all else happens meanwhile. A few rows of coefficients go round between the two, so the
//! memory needed does not grow with the picture's height.

use std::sync::mpsc::{Receiver, Sender, channel};

use super::bits::Bits;
use super::frame::{Plain, ZIGZAG};
use super::huffman::{END, Table, extend};
use super::transform::{Block, flat, samples};
use super::{KIND, damaged};
use crate::MediaError;
use crate::decode::{Band, Format, Layout, Receive};

/// Rows of coefficients under way. Two would do if both threads were always equally quick.
const UNDER_WAY: usize = 4;

/// The coefficients of one row of units.
struct Coefficients {
    /// Unit by unit, within it component by component, row by row.
    blocks: Vec<Block>,
    /// For each block: where its coefficients stand, all places combined by "or".
    places: Vec<u8>,
}

pub(super) fn decode(plain: &Plain<'_>, receiver: &mut dyn Receive) -> Result<(), MediaError> {
    let (width, height) = (plain.width, plain.height);
    let chroma_width = width.div_ceil(plain.chroma_steps.0);
    let chroma_height = height.div_ceil(plain.chroma_steps.1);
    receiver.begin(Layout {
        width,
        height,
        format: Format::YCbCr {
            chroma_width,
            chroma_height,
        },
    });
    let units = Units::of(plain);
    let (to_samples, coefficients) = channel();
    let (back, used) = channel();
    for _ in 0..UNDER_WAY.min(units.down as usize) {
        let count = units.across as usize * units.blocks;
        // The other end is held below, so this cannot fail.
        let _ = back.send(Coefficients {
            blocks: vec![[0; 64]; count],
            places: vec![0; count],
        });
    }
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || read(plain, units, &used, &to_samples));
        let mut writer = Writer::new(plain, units);
        for mut row in coefficients {
            writer.write(&mut row, receiver);
            // The reader needs no more rows at the end.
            let _ = back.send(row);
        }
        reading
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// How a picture divides into units.
#[derive(Clone, Copy)]
struct Units {
    across: u32,
    down: u32,
    /// Blocks in a unit.
    blocks: usize,
}

impl Units {
    fn of(plain: &Plain<'_>) -> Self {
        let brightness = &plain.components[0];
        let blocks = plain
            .components
            .iter()
            .map(|component| component.across * component.down)
            .sum::<u32>();
        Self {
            across: plain.width.div_ceil(8 * brightness.across),
            down: plain.height.div_ceil(8 * brightness.down),
            blocks: blocks as usize,
        }
    }
}

/// Turns the scan's bits into coefficients, row by row.
fn read(
    plain: &Plain<'_>,
    units: Units,
    used: &Receiver<Coefficients>,
    to_samples: &Sender<Coefficients>,
) -> Result<(), MediaError> {
    let mut bits = Bits::new(plain.scan);
    let mut before = [0_i32; 3];
    let mut until_restart = plain.restart_interval;
    let mut restarts = 0_u8;
    for row in 0..units.down {
        let Ok(mut coefficients) = used.recv() else {
            return Ok(());
        };
        let failure = |bits: &Bits<'_>, column: u32, what: &str| {
            let done = u64::from(row) * u64::from(units.across) + u64::from(column);
            let percent =
                (done * 100 / (u64::from(units.across) * u64::from(units.down))).min(99) as u8;
            if bits.is_overdrawn() && bits.is_at_end() {
                MediaError::CutShort {
                    kind: KIND,
                    percent,
                }
            } else {
                damaged(format!("{what} after {percent} % of the picture"))
            }
        };
        let Coefficients { blocks, places } = &mut coefficients;
        let per_unit = blocks
            .chunks_exact_mut(units.blocks)
            .zip(places.chunks_exact_mut(units.blocks));
        for (column, (blocks, places)) in (0..).zip(per_unit) {
            if plain.restart_interval != 0 {
                if until_restart == 0 {
                    if bits.is_overdrawn() || !bits.restart(restarts) {
                        return Err(failure(&bits, column, "a restart marker is missing"));
                    }
                    restarts = (restarts + 1) & 7;
                    before = [0; 3];
                    until_restart = plain.restart_interval;
                }
                until_restart -= 1;
            }
            let mut all = blocks.iter_mut().zip(places);
            for (component, before) in plain.components.iter().zip(&mut before) {
                for (block, places) in all
                    .by_ref()
                    .take((component.across * component.down) as usize)
                {
                    match read_block(
                        &mut bits,
                        &component.first,
                        &component.others,
                        before,
                        block,
                    ) {
                        Some(seen) => *places = seen,
                        None => return Err(failure(&bits, column, "a code that does not exist")),
                    }
                }
            }
        }
        if bits.is_overdrawn() {
            return Err(failure(&bits, 0, "an unexpected marker"));
        }
        if to_samples.send(coefficients).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

/// Reads one block into `block`, which is all zero before; gives its places combined by "or".
#[inline(always)]
fn read_block(
    bits: &mut Bits<'_>,
    first: &Table,
    others: &Table,
    before: &mut i32,
    block: &mut Block,
) -> Option<u8> {
    bits.refill();
    let entry = first.quick[bits.peek(super::huffman::LOOK) as usize];
    let difference = if entry.bits != 0 {
        bits.take(u32::from(entry.bits));
        i32::from(entry.value)
    } else {
        let (size, length) = first.search(bits.peek(16))?;
        bits.take(length);
        value(bits, u32::from(size))
    };
    *before = before.wrapping_add(difference);
    block[0] = *before as i16;
    let mut seen = 0;
    let mut at = 1_usize;
    while at < 64 {
        // A code and its value take 31 bits at most.
        if bits.count() < 32 {
            bits.refill();
        }
        let entry = others.quick[bits.peek(super::huffman::LOOK) as usize];
        let value = if entry.bits != 0 {
            bits.take(u32::from(entry.bits));
            at += usize::from(entry.run);
            if at > 63 {
                return (entry.run == END).then_some(seen);
            }
            entry.value
        } else {
            let (symbol, length) = others.search(bits.peek(16))?;
            bits.take(length);
            let (run, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 {
                if run != 15 {
                    return Some(seen);
                }
                at += 16;
                continue;
            }
            at += run;
            if at > 63 {
                return None;
            }
            value(bits, size) as i16
        };
        let place = ZIGZAG[at];
        block[usize::from(place & 63)] = value;
        seen |= place;
        at += 1;
    }
    (at == 64).then_some(seen)
}

/// The value that the next `size` bits (0–15) stand for.
#[inline(always)]
fn value(bits: &mut Bits<'_>, size: u32) -> i32 {
    if size == 0 {
        return 0;
    }
    let value = extend(bits.peek(size), size);
    bits.take(size);
    value
}

/// Turns coefficients into samples and passes them on without the edges that fill up units.
struct Writer<'a> {
    plain: &'a Plain<'a>,
    units: Units,
    /// The next row of units.
    row: u32,
    luma: Vec<u8>,
    chroma: Vec<u8>,
}

impl<'a> Writer<'a> {
    fn new(plain: &'a Plain<'a>, units: Units) -> Self {
        let brightness = &plain.components[0];
        let blocks = (units.across * brightness.across * brightness.down) as usize;
        let chroma = if plain.components.len() == 1 {
            0
        } else {
            units.across as usize * 128
        };
        Self {
            plain,
            units,
            row: 0,
            luma: vec![0; blocks * 64],
            chroma: vec![0; chroma],
        }
    }

    /// Passes on the samples of `coefficients` and leaves these zero.
    fn write(&mut self, coefficients: &mut Coefficients, receiver: &mut dyn Receive) {
        let plain = self.plain;
        let brightness = &plain.components[0];
        let stride = (self.units.across * brightness.across * 8) as usize;
        let mut tile = [[0; 8]; 8];
        let Coefficients { blocks, places } = coefficients;
        let per_unit = blocks
            .chunks_exact_mut(self.units.blocks)
            .zip(places.chunks_exact(self.units.blocks));
        for (unit, (blocks, places)) in per_unit.enumerate() {
            let mut all = blocks.iter_mut().zip(places);
            for down in 0..brightness.down as usize {
                for across in 0..brightness.across as usize {
                    let Some((block, places)) = all.next() else {
                        return;
                    };
                    transform(block, *places, &brightness.scale, &mut tile);
                    let left = (unit * brightness.across as usize + across) * 8;
                    let rows = self.luma[down * 8 * stride..].chunks_exact_mut(stride);
                    for (row, tile) in rows.zip(&tile) {
                        row[left..left + 8].copy_from_slice(tile);
                    }
                }
            }
            if let ([_, cb, cr], Some((cb_block, cb_places)), Some((cr_block, cr_places))) =
                (plain.components.as_slice(), all.next(), all.next())
            {
                let mut second = [[0; 8]; 8];
                transform(cb_block, *cb_places, &cb.scale, &mut tile);
                transform(cr_block, *cr_places, &cr.scale, &mut second);
                let rows = self
                    .chroma
                    .chunks_exact_mut(self.units.across as usize * 16);
                for ((row, cb), cr) in rows.zip(&tile).zip(&second) {
                    let pairs = row[unit * 16..unit * 16 + 16].as_chunks_mut::<2>().0;
                    for ((pair, cb), cr) in pairs.iter_mut().zip(cb).zip(cr) {
                        *pair = [*cb, *cr];
                    }
                }
            }
        }
        self.pass_on(stride, receiver);
    }

    fn pass_on(&mut self, stride: usize, receiver: &mut dyn Receive) {
        let plain = self.plain;
        let rows = plain.components[0].down * 8;
        let top = self.row * rows;
        self.row += 1;
        let height = rows.min(plain.height - top);
        crop(
            &mut self.luma,
            stride,
            plain.width as usize,
            height as usize,
        );
        let luma = &self.luma[..(plain.width * height) as usize];
        let chroma_width = plain.width.div_ceil(plain.chroma_steps.0) as usize;
        if plain.components.len() == 1 {
            // One row of colour for two of brightness; an odd last row gets its own.
            let chroma = vec![128; chroma_width * 2 * height.div_ceil(2) as usize];
            receiver.band(Band::YCbCr {
                top,
                luma,
                chroma_top: top / 2,
                chroma: &chroma,
            });
            return;
        }
        let chroma_height = height.div_ceil(plain.chroma_steps.1) as usize;
        crop(
            &mut self.chroma,
            self.units.across as usize * 16,
            chroma_width * 2,
            chroma_height,
        );
        let chroma = &self.chroma[..chroma_width * 2 * chroma_height];
        receiver.band(Band::YCbCr {
            top,
            luma,
            chroma_top: top / plain.chroma_steps.1,
            chroma,
        });
    }
}

/// The samples of a block, which is left all zero.
#[inline(always)]
fn transform(
    block: &mut Block,
    places: u8,
    scale: &super::transform::Scale,
    tile: &mut [[u8; 8]; 8],
) {
    if places == 0 {
        *tile = [[flat(block[0], scale); 8]; 8];
        block[0] = 0;
    } else {
        // Bit 2 of a place is set in the right half.
        samples(block, scale, if places & 4 == 0 { 4 } else { 8 }, tile);
        block.fill(0);
    }
}

/// Moves the first `width` of each `stride` bytes together at the front.
fn crop(plane: &mut [u8], stride: usize, width: usize, rows: usize) {
    if stride != width {
        for row in 1..rows {
            plane.copy_within(row * stride..row * stride + width, row * width);
        }
    }
}
