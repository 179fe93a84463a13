//! Where photos hang: each in its own proportions, all about as large as each other, in one row or in two.

use glam::Vec3;

/// The mount's width around a photo, in metres.
pub(super) const MOUNT: f32 = 0.026;
/// The frame's width around the mount, in metres.
pub(super) const BAR: f32 = 0.032;
/// Both.
const BORDER: f32 = MOUNT + BAR;
/// Wall between two frames, at least, in metres.
const GAP: f32 = 0.06;
/// Wall between two frames, in metres, where there is room enough.
const WIDE_GAP: f32 = 0.14;

/// A free part of a wall.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wall {
    /// A point on the wall at the height of the floor; `from` and `to` are counted from it.
    pub origin: Vec3,
    /// To the right of who looks at it.
    pub right: Vec3,
    /// Where it begins, to the right of the origin, in metres.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
    /// The lowest edge that a frame may have, in metres above the floor.
    pub low: f32,
    /// The highest.
    pub high: f32,
    /// The middle of few pictures, in metres to the right of the origin.
    pub middle: f32,
    /// The largest that a photo may be, in square metres.
    pub largest: f32,
}

impl Wall {
    /// From the wall into the room.
    pub fn facing(&self) -> Vec3 {
        self.right.cross(Vec3::Y)
    }

    /// A place on the wall.
    pub fn at(&self, along: f32, height: f32) -> Vec3 {
        self.origin + self.right * along + Vec3::Y * height
    }
}

/// Where a photo hangs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hung {
    /// The wall.
    pub wall: Wall,
    /// Its middle, to the right of the wall's origin and above the floor, in metres.
    pub middle: (f32, f32),
    /// Width and height of the photo itself, in metres.
    pub photo: (f32, f32),
}

impl Hung {
    /// Width and height with mount and frame, in metres.
    pub fn outer(&self) -> (f32, f32) {
        (self.photo.0 + 2.0 * BORDER, self.photo.1 + 2.0 * BORDER)
    }

    /// The middle of it on the wall.
    pub fn place(&self) -> Vec3 {
        self.wall.at(self.middle.0, self.middle.1)
    }
}

/// Hangs photos of these proportions (width by height) on a wall, from its right end to its left: the first is
/// nearest to what is straight ahead.
pub fn hang(wall: Wall, proportions: &[f32]) -> Vec<Hung> {
    if proportions.is_empty() {
        return Vec::new();
    }
    let rows = if proportions.len() > 3 { 2 } else { 1 };
    let height = (wall.high - wall.low - GAP / 2.0 * (rows - 1) as f32) / rows as f32;
    let tallest = height - 2.0 * BORDER;
    // As large as fits.
    let mut area = wall.largest;
    loop {
        let sizes: Vec<(f32, f32)> = proportions
            .iter()
            .map(|proportion| size(*proportion, area, tallest))
            .collect();
        let row_of = shared_out(&sizes, rows);
        let longest = (0..rows)
            .map(|row| length(&sizes, &row_of, row, GAP))
            .fold(0.0, f32::max);
        if longest <= wall.to - wall.from || area < 1e-4 {
            return placed(wall, &sizes, &row_of, rows, height);
        }
        area *= 0.97;
    }
}

/// Width and height of a photo of about this area.
fn size(proportion: f32, area: f32, tallest: f32) -> (f32, f32) {
    /// Panoramas and strips are no longer than this, in photos as wide as they are tall.
    const LONGEST: f32 = 1.75;
    let side = area.sqrt();
    let proportion = if proportion.is_finite() {
        proportion.clamp(0.05, 20.0)
    } else {
        1.0
    };
    let width = (area * proportion).sqrt().min(side * LONGEST);
    let height = (width / proportion).min(tallest);
    (height * proportion, height)
}

/// Which row each photo hangs in: always the shorter one so far.
fn shared_out(sizes: &[(f32, f32)], rows: usize) -> Vec<usize> {
    let mut lengths = vec![0.0_f32; rows];
    let shorter = |lengths: &[f32]| {
        (0..rows)
            .min_by(|a, b| lengths[*a].total_cmp(&lengths[*b]))
            .unwrap_or(0)
    };
    sizes
        .iter()
        .map(|(width, _)| {
            let row = shorter(&lengths);
            lengths[row] += width + 2.0 * BORDER + GAP;
            row
        })
        .collect()
}

fn length(sizes: &[(f32, f32)], row_of: &[usize], row: usize, gap: f32) -> f32 {
    let own = sizes
        .iter()
        .zip(row_of)
        .filter(|(_, of)| **of == row)
        .map(|((width, _), _)| width + 2.0 * BORDER);
    let (sum, count) = own.fold((0.0, 0), |(sum, count), width| (sum + width, count + 1));
    sum + gap * (count as f32 - 1.0).max(0.0)
}

/// Rows of one length, one above the other.
fn placed(
    wall: Wall,
    sizes: &[(f32, f32)],
    row_of: &[usize],
    rows: usize,
    height: f32,
) -> Vec<Hung> {
    let free = wall.to - wall.from;
    let lengths: Vec<f32> = (0..rows)
        .map(|row| length(sizes, row_of, row, GAP))
        .collect();
    let longest = lengths.iter().copied().fold(0.0, f32::max);
    let most = row_of
        .iter()
        .fold(vec![0_usize; rows], |mut counts, row| {
            counts[*row] += 1;
            counts
        })
        .into_iter()
        .max()
        .unwrap_or(1);
    let together = (longest + (WIDE_GAP - GAP) * (most as f32 - 1.0)).min(free);
    let middle = wall
        .middle
        .max(wall.from + together / 2.0)
        .min(wall.to - together / 2.0);
    let mut hung: Vec<Hung> = Vec::with_capacity(sizes.len());
    let mut next = vec![0.0; rows];
    let mut gaps = vec![GAP; rows];
    for row in 0..rows {
        let count = row_of.iter().filter(|of| **of == row).count();
        let spare = together - lengths[row];
        // A row that is much shorter stays together and hangs in the middle.
        gaps[row] = (GAP + spare / (count as f32 - 1.0).max(1.0)).min(2.0 * WIDE_GAP);
        next[row] = middle + length(sizes, row_of, row, gaps[row]) / 2.0;
    }
    let gap_between = (wall.high - wall.low - height * rows as f32) / (rows as f32 - 1.0).max(1.0);
    for ((width, tall), row) in sizes.iter().zip(row_of) {
        let outer = width + 2.0 * BORDER;
        let above = if rows == 1 {
            0.0
        } else {
            (rows - 1 - row) as f32 * (height + gap_between)
        };
        hung.push(Hung {
            wall,
            middle: (next[*row] - outer / 2.0, wall.low + height / 2.0 + above),
            photo: (*width, *tall),
        });
        next[*row] -= outer + gaps[*row];
    }
    hung
}
