//! From coefficients to samples: the inverse cosine transform of 8 × 8 blocks.
//!
//! Worked in `f32`, four columns at a time in plain arrays that compilers turn into vector
//! instructions on every processor meant here. Down the columns it is the scheme of Arai, Agui and
//! Nakajima, whose scaling is moved into the quantisation table; across the rows it is the plain sum,
//! halved by symmetry, which needs no transposition.

/// One block's coefficients or samples, row by row.
pub(super) type Block = [i16; 64];

/// What one component's coefficients are multiplied with.
pub(super) type Scale = [f32; 64];

type Four = [f32; 4];

/// The basis across: `ACROSS[k][c]` is what coefficient `k` adds to sample `c` (and, mirrored, to `7 - c`).
const ACROSS: [Four; 8] = [
    [0.353_553_4, 0.353_553_4, 0.353_553_4, 0.353_553_4],
    [0.490_392_64, 0.415_734_8, 0.277_785_12, 0.097_545_16],
    [0.461_939_77, 0.191_341_72, -0.191_341_72, -0.461_939_77],
    [0.415_734_8, -0.097_545_16, -0.490_392_64, -0.277_785_12],
    [0.353_553_4, -0.353_553_4, -0.353_553_4, 0.353_553_4],
    [0.277_785_12, -0.490_392_64, 0.097_545_16, 0.415_734_8],
    [0.191_341_72, -0.461_939_77, 0.461_939_77, -0.191_341_72],
    [0.097_545_16, -0.277_785_12, 0.415_734_8, -0.490_392_64],
];

/// What a quantisation table (row by row) becomes for [`samples`].
pub(super) fn scale(quantisation: &[u16; 64]) -> Scale {
    std::array::from_fn(|index| {
        let row = (index / 8) as f64;
        let down = if row == 0.0 {
            1.0
        } else {
            (row * std::f64::consts::PI / 16.0).cos() * std::f64::consts::SQRT_2
        };
        (f64::from(quantisation[index]) * down / 8.0_f64.sqrt()) as f32
    })
}

/// The samples of a block whose coefficients beyond the first `columns` columns are zero.
#[inline]
pub(super) fn samples(block: &Block, scale: &Scale, columns: usize, out: &mut [[u8; 8]; 8]) {
    let mut halves = [[[0.0; 4]; 8]; 2];
    down(block, scale, 0, &mut halves[0]);
    if columns > 4 {
        down(block, scale, 4, &mut halves[1]);
        across::<2>(&halves, out);
    } else {
        across::<1>(&halves, out);
    }
}

/// The samples of a block of which only the first coefficient is not zero.
#[inline]
pub(super) fn flat(first: i16, scale: &Scale) -> u8 {
    to_byte(f32::from(first) * scale[0] * ACROSS[0][0])
}

/// Transforms the four columns from `left`.
#[inline(always)]
fn down(block: &Block, scale: &Scale, left: usize, out: &mut [Four; 8]) {
    let row = |row: usize| -> Four {
        let at = row * 8 + left;
        std::array::from_fn(|column| f32::from(block[at + column]) * scale[at + column])
    };
    // Even part.
    let (sum_0_4, difference_0_4) = both(row(0), row(4));
    let (sum_2_6, difference_2_6) = both(row(2), row(6));
    let turned = subtract(times(difference_2_6, std::f32::consts::SQRT_2), sum_2_6);
    let (even_0, even_3) = both(sum_0_4, sum_2_6);
    let (even_1, even_2) = both(difference_0_4, turned);
    // Odd part.
    let (sum_5_3, difference_5_3) = both(row(5), row(3));
    let (sum_1_7, difference_1_7) = both(row(1), row(7));
    let odd_7 = add(sum_1_7, sum_5_3);
    let part_11 = times(subtract(sum_1_7, sum_5_3), std::f32::consts::SQRT_2);
    let shared = times(add(difference_5_3, difference_1_7), 1.847_759);
    let part_10 = subtract(shared, times(difference_1_7, 1.082_392_2));
    let part_12 = subtract(shared, times(difference_5_3, 2.613_126));
    let odd_6 = subtract(part_12, odd_7);
    let odd_5 = subtract(part_11, odd_6);
    let odd_4 = subtract(part_10, odd_5);
    (out[0], out[7]) = both(even_0, odd_7);
    (out[1], out[6]) = both(even_1, odd_6);
    (out[2], out[5]) = both(even_2, odd_5);
    (out[3], out[4]) = both(even_3, odd_4);
}

/// Transforms the rows; only the first `HALVES` halves of the columns are looked at.
#[inline(always)]
fn across<const HALVES: usize>(halves: &[[Four; 8]; 2], out: &mut [[u8; 8]; 8]) {
    for (row, out) in out.iter_mut().enumerate() {
        let (mut even, mut odd) = ([0.0; 4], [0.0; 4]);
        for (half, rows) in halves.iter().enumerate().take(HALVES) {
            let [a, b, c, d] = rows[row];
            even = add(
                even,
                add(times(ACROSS[half * 4], a), times(ACROSS[half * 4 + 2], c)),
            );
            odd = add(
                odd,
                add(
                    times(ACROSS[half * 4 + 1], b),
                    times(ACROSS[half * 4 + 3], d),
                ),
            );
        }
        let (left, right) = both(even, odd);
        let (left, right) = (left.map(to_byte), right.map(to_byte));
        *out = [
            left[0], left[1], left[2], left[3], right[3], right[2], right[1], right[0],
        ];
    }
}

/// Rounds to a byte, with 0 at 128.
#[inline(always)]
fn to_byte(value: f32) -> u8 {
    // Adding 1.5 × 2²³ leaves the rounded number in the lowest bits, which is quicker than a conversion.
    ((value + 128.0).clamp(0.0, 255.0) + 12_582_912.0).to_bits() as u8
}

#[inline(always)]
fn add(a: Four, b: Four) -> Four {
    std::array::from_fn(|i| a[i] + b[i])
}

#[inline(always)]
fn subtract(a: Four, b: Four) -> Four {
    std::array::from_fn(|i| a[i] - b[i])
}

#[inline(always)]
fn times(a: Four, factor: f32) -> Four {
    a.map(|value| value * factor)
}

#[inline(always)]
fn both(a: Four, b: Four) -> (Four, Four) {
    (add(a, b), subtract(a, b))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition (T.81, A.3.3).
    fn by_definition(block: &Block, quantisation: &[u16; 64]) -> [[u8; 8]; 8] {
        let basis = |k: usize, x: usize| {
            let size = if k == 0 { 0.5_f64.sqrt() } else { 1.0 };
            size * 0.5 * ((2 * x + 1) as f64 * k as f64 * std::f64::consts::PI / 16.0).cos()
        };
        std::array::from_fn(|y| {
            std::array::from_fn(|x| {
                let sum: f64 = (0..64)
                    .map(|k| {
                        f64::from(block[k])
                            * f64::from(quantisation[k])
                            * basis(k / 8, y)
                            * basis(k % 8, x)
                    })
                    .sum();
                (sum + 128.0).round().clamp(0.0, 255.0) as u8
            })
        })
    }

    fn differ_by_at_most_one(a: &[[u8; 8]; 8], b: &[[u8; 8]; 8]) -> bool {
        a.iter()
            .flatten()
            .zip(b.iter().flatten())
            .all(|(a, b)| a.abs_diff(*b) <= 1)
    }

    proptest! {
        #[test]
        fn samples_are_those_of_the_definition(
            block in prop::array::uniform32(-300_i16..300),
            rest in prop::array::uniform32(-20_i16..20),
            quantisation in prop::array::uniform32(1_u16..40),
            columns in 1_usize..=8,
        ) {
            let mut coefficients: Block = std::array::from_fn(|i| if i < 32 { block[i] } else { rest[i - 32] });
            for (index, coefficient) in coefficients.iter_mut().enumerate() {
                if index % 8 >= columns {
                    *coefficient = 0;
                }
            }
            let quantisation: [u16; 64] = std::array::from_fn(|i| quantisation[i % 32]);
            let mut out = [[0; 8]; 8];
            samples(&coefficients, &scale(&quantisation), columns, &mut out);
            prop_assert!(differ_by_at_most_one(&out, &by_definition(&coefficients, &quantisation)));
        }
    }

    #[test]
    fn a_flat_block_is_the_same_both_ways() {
        let quantisation = [13; 64];
        for first in [-400, -79, -1, 0, 1, 50, 79, 400] {
            let mut block = [0; 64];
            block[0] = first;
            let mut out = [[0; 8]; 8];
            samples(&block, &scale(&quantisation), 1, &mut out);
            assert_eq!(out, [[flat(first, &scale(&quantisation)); 8]; 8]);
        }
    }

    #[test]
    fn the_wildest_coefficients_stay_in_range() {
        let mut out = [[0; 8]; 8];
        samples(&[i16::MAX; 64], &scale(&[u16::MAX; 64]), 8, &mut out);
        assert_eq!(out[0][0], 255);
    }
}
