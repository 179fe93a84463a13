//! The number of a frame as light and dark blocks, drawn and read back.
//!
//! A plate in the middle of each eye's picture, a sixth of it wide and high (60° × 30° of a whole
//! panorama), holds 8 × 4 blocks: the four corners are light, the others are 20 bits of the number and 8
//! bits that check it, row by row, highest bit first. A border of half a block is dark.

use super::super::{PlaneFormat, Planes};
use crate::{Eye, Geometry, Stereo};

/// The plate's share of the width and of the height of one eye's picture.
pub const SHARE: f32 = 1.0 / 6.0;

/// Blocks across.
pub const COLUMNS: usize = 8;

/// Blocks down.
pub const ROWS: usize = 4;

/// The largest number that can be shown; larger ones begin anew at 0.
pub const LARGEST: u32 = (1 << 20) - 1;

/// Where the four corners stand in the row-by-row order.
const CORNERS: [usize; 4] = [0, COLUMNS - 1, COLUMNS * (ROWS - 1), COLUMNS * ROWS - 1];

/// Which blocks are light for `number`, row by row.
pub fn blocks(number: u32) -> [bool; COLUMNS * ROWS] {
    let number = number & LARGEST;
    let word = (number << 8) | u32::from(check(number));
    let mut left = 28;
    std::array::from_fn(|index| {
        if CORNERS.contains(&index) {
            return true;
        }
        left -= 1;
        word >> left & 1 == 1
    })
}

/// Reads a number back. `brightness(x, y)` is asked for the middle of each block, in shares of one eye's picture;
/// any scale will do. `None` where no plate is seen whole.
pub fn read(mut brightness: impl FnMut(f32, f32) -> f32) -> Option<u32> {
    let values: [f32; COLUMNS * ROWS] = std::array::from_fn(|index| {
        let (x, y) = middle(index);
        brightness(x, y)
    });
    let light = CORNERS
        .iter()
        .map(|&corner| values[corner])
        .fold(f32::INFINITY, f32::min);
    let dark = values.iter().copied().fold(f32::INFINITY, f32::min);
    let threshold = (light + dark) * 0.5;
    // Without any dark block, or corners that are no lighter than noise, there is no plate.
    if !light.is_finite() || light - dark <= light.abs() * 0.25 {
        return None;
    }
    let mut word = 0_u32;
    for (index, value) in values.iter().enumerate() {
        if !CORNERS.contains(&index) {
            word = word << 1 | u32::from(*value > threshold);
        }
    }
    let number = word >> 8;
    (u32::from(check(number)) == word & 0xff).then_some(number)
}

/// The middle of block `index`, in shares of one eye's picture.
pub fn middle(index: usize) -> (f32, f32) {
    let share = |position: usize, count: usize| {
        0.5 + ((position as f32 + 0.5) / count as f32 - 0.5) * SHARE
    };
    (
        share(index % COLUMNS, COLUMNS),
        share(index / COLUMNS, ROWS),
    )
}

/// The number in the left eye's picture of a decoded frame.
pub fn number_in(planes: &dyn Planes, stereo: Stereo) -> Option<u32> {
    let layout = planes.layout();
    let (width, height) = (layout.width as f32, layout.height as f32);
    let rect = Geometry {
        stereo,
        ..Geometry::SPHERE
    }
    .eye_rect(Eye::Left);
    // The mean of the inner half of a block: encoders blur its edges.
    let reach = |share: f32, count: usize| share * SHARE / count as f32 * 0.25;
    read(|x, y| {
        let columns = (
            rect.x + (x - reach(1.0, COLUMNS)) * rect.width,
            rect.x + (x + reach(1.0, COLUMNS)) * rect.width,
        );
        let rows = (
            rect.y + (y - reach(1.0, ROWS)) * rect.height,
            rect.y + (y + reach(1.0, ROWS)) * rect.height,
        );
        mean(
            planes,
            (columns.0 * width, columns.1 * width),
            (rows.0 * height, rows.1 * height),
        )
    })
}

/// Whether a decoded frame is the white one of its second.
pub fn is_flash(planes: &dyn Planes) -> bool {
    let layout = planes.layout();
    let (width, height) = (layout.width as f32, layout.height as f32);
    // Left of the plate, in the lower half, where the drawing is otherwise never white.
    mean(
        planes,
        (width * 0.2, width * 0.3),
        (height * 0.6, height * 0.7),
    ) > 0.85
}

/// Mean brightness of a part of the picture, in pixels; 0 is black, 1 is white in television's range.
fn mean(planes: &dyn Planes, columns: (f32, f32), rows: (f32, f32)) -> f32 {
    let layout = planes.layout();
    let (data, stride) = planes.plane(0);
    let range = |(from, to): (f32, f32), end: u32| {
        let from = (from as usize).min(end.saturating_sub(1) as usize);
        from..(to.ceil() as usize).clamp(from + 1, end.max(1) as usize)
    };
    let (mut sum, mut count) = (0_u64, 0_u64);
    for row in range(rows, layout.height) {
        for column in range(columns, layout.width) {
            let at = |index: usize| u64::from(data.get(index).copied().unwrap_or(0));
            sum += match layout.format {
                PlaneFormat::Nv12 | PlaneFormat::I420 => at(row * stride + column),
                PlaneFormat::P010 => at(row * stride + column * 2 + 1),
                PlaneFormat::I420p10 => {
                    (at(row * stride + column * 2) | at(row * stride + column * 2 + 1) << 8) >> 2
                }
            };
            count += 1;
        }
    }
    let value = sum as f32 / count.max(1) as f32;
    if layout.colour.full_range {
        value / 255.0
    } else {
        (value - 16.0) / 219.0
    }
}

/// A cyclic redundancy check of 8 bits (polynomial x⁸ + x² + x + 1) over the number's 20 bits.
fn check(number: u32) -> u8 {
    let mut register = 0xff_u8;
    for bit in (0..20).rev() {
        let feedback = (register >> 7) ^ (number >> bit & 1) as u8;
        register <<= 1;
        if feedback == 1 {
            register ^= 0x07;
        }
    }
    register
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(number: u32, light: f32, dark: f32) -> Option<u32> {
        let blocks = blocks(number);
        let mut index = 0;
        read(|_, _| {
            index += 1;
            if blocks[index - 1] { light } else { dark }
        })
    }

    #[test]
    fn every_number_is_read_as_itself() {
        for number in [0, 1, 2, 75, 599, 65_535, 777_777, LARGEST] {
            assert_eq!(seen(number, 220.0, 30.0), Some(number));
            assert_eq!(seen(number, 0.6, 0.2), Some(number));
        }
        assert_eq!(seen(LARGEST + 6, 1.0, 0.0), Some(5));
    }

    #[test]
    fn what_is_no_plate_is_not_read() {
        assert_eq!(read(|_, _| 0.5), None);
        assert_eq!(read(|_, _| f32::NAN), None);
        // One block wrong, wherever it is.
        for wrong in 0..COLUMNS * ROWS {
            let mut blocks = blocks(1_234);
            blocks[wrong] = !blocks[wrong];
            let mut index = 0;
            let number = read(|_, _| {
                index += 1;
                if blocks[index - 1] { 1.0 } else { 0.0 }
            });
            assert_eq!(number, None, "block {wrong}");
        }
    }
}
