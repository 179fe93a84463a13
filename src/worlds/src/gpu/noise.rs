//! A small picture of noise that repeats without a seam: clouds, ripples, uneven ground, all read from it.

/// Side in pixels.
pub(super) const SIDE: usize = 256;

/// All sizes of the picture, the largest first; four bytes a pixel: two heights, and the slopes of a third about 128.
pub(super) fn picture() -> Vec<Vec<u8>> {
    let first = layered(11, 4, 6);
    let second = layered(47, 6, 5);
    let ripples = layered(83, 8, 4);
    let at = |field: &[f32], x: usize, y: usize| field[(y % SIDE) * SIDE + x % SIDE];
    let mut pixels = Vec::with_capacity(SIDE * SIDE * 4);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let right = at(&ripples, x + 1, y) - at(&ripples, x + SIDE - 1, y);
            let down = at(&ripples, x, y + 1) - at(&ripples, x, y + SIDE - 1);
            let slope = |slope: f32| ((slope * 5.0 + 0.5) * 255.0).clamp(0.0, 255.0) as u8;
            let height = |field: &[f32]| (at(field, x, y) * 255.0) as u8;
            pixels.extend_from_slice(&[height(&first), height(&second), slope(right), slope(down)]);
        }
    }
    let mut sizes = vec![pixels];
    let mut side = SIDE;
    while side > 1 {
        let Some(large) = sizes.last() else { break };
        sizes.push(halved(large, side));
        side /= 2;
    }
    sizes
}

fn halved(large: &[u8], side: usize) -> Vec<u8> {
    let half = side / 2;
    let mut small = Vec::with_capacity(half * half * 4);
    for y in 0..half {
        for x in 0..half {
            for channel in 0..4 {
                let at = |dx: usize, dy: usize| {
                    u32::from(large[((y * 2 + dy) * side + x * 2 + dx) * 4 + channel])
                };
                small.push(((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1) + 2) / 4) as u8);
            }
        }
    }
    small
}

/// Soft noise in layers, each twice as fine and half as strong; stretched to 0 to 1.
fn layered(seed: u32, coarsest: usize, layers: u32) -> Vec<f32> {
    let mut field = vec![0.0_f32; SIDE * SIDE];
    for layer in 0..layers {
        let cells = coarsest << layer;
        let strength = 0.5_f32.powi(layer as i32);
        for y in 0..SIDE {
            for x in 0..SIDE {
                let place = |pixel: usize| pixel as f32 / SIDE as f32 * cells as f32;
                field[y * SIDE + x] += strength * soft(seed + layer, cells, place(x), place(y));
            }
        }
    }
    let (least, most) = field
        .iter()
        .fold((f32::MAX, f32::MIN), |(least, most), value| {
            (least.min(*value), most.max(*value))
        });
    for value in &mut field {
        *value = (*value - least) / (most - least);
    }
    field
}

/// Gradient noise whose grid repeats after `cells`.
fn soft(seed: u32, cells: usize, x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let (dx, dy) = (x - left, y - top);
    let corner = |cx: usize, cy: usize| {
        let (gx, gy) = ((left as usize + cx) % cells, (top as usize + cy) % cells);
        let angle = scattered(seed, gx as u32, gy as u32) * std::f32::consts::TAU;
        angle.cos() * (dx - cx as f32) + angle.sin() * (dy - cy as f32)
    };
    let ease = |t: f32| t * t * t * (t * (t * 6.0 - 15.0) + 10.0);
    let (u, v) = (ease(dx), ease(dy));
    let between = |a: f32, b: f32, t: f32| a + (b - a) * t;
    between(
        between(corner(0, 0), corner(1, 0), u),
        between(corner(0, 1), corner(1, 1), u),
        v,
    )
}

/// A number from 0 to 1 that follows from three others and from nothing else.
fn scattered(seed: u32, x: u32, y: u32) -> f32 {
    let mut mixed = seed
        .wrapping_mul(0x9e37_79b9)
        .wrapping_add(x.wrapping_mul(0x85eb_ca6b))
        .wrapping_add(y.wrapping_mul(0xc2b2_ae35));
    mixed ^= mixed >> 15;
    mixed = mixed.wrapping_mul(0x2c1b_3c6d);
    mixed ^= mixed >> 12;
    mixed = mixed.wrapping_mul(0x297a_2d39);
    mixed ^= mixed >> 15;
    (mixed >> 8) as f32 / (1 << 24) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edges_meet() {
        let sizes = picture();
        assert_eq!(sizes.len(), 9, "down to a single pixel");
        let large = &sizes[0];
        let pixel = |x: usize, y: usize| i32::from(large[(y * SIDE + x) * 4]);
        let within: i32 = (0..SIDE)
            .map(|y| (pixel(100, y) - pixel(101, y)).abs())
            .max()
            .unwrap();
        let across: i32 = (0..SIDE)
            .map(|y| (pixel(SIDE - 1, y) - pixel(0, y)).abs())
            .max()
            .unwrap();
        assert!(across <= within * 2, "{across} against {within}");
    }
}
