//! The view cut into cells, so that a processor that plays graphics card has less to compute.
//!
//! Where each pixel finds its own place in the picture, two inverse functions and a root are taken a
//! million times a frame: on a graphics card that is nothing, on a processor it is two thirds of the
//! frame. But across a few pixels the picture is as good as straight. So only the corners of cells find
//! their places, and the pixels between follow them. A cell that is not straight enough, lies on an edge
//! of the picture, or shows so much of it that a pixel must average over several texels, is drawn as
//! everywhere else: every pixel for itself.
//!
//! Where four cells together are straight enough, they are one: of each triangle, the pixels along its sides cost
//! more than those within.
//!
//! It is not used on real graphics cards, and makes no difference that an eye could see: a pixel
//! misses its place by [`MISS`] texels at the most.

use bevy::math::{Mat3, Vec2, Vec3, Vec4};
use media::Shape;

/// The width and height of a cell in pixels.
const CELL: u32 = 16;
/// The farthest a pixel may miss its place by, in texels.
pub(super) const MISS: f32 = 0.25;
/// A bilinear look-up covers so many texels a pixel.
const COVERED: f32 = 2.1;

/// A corner of a cell: where it is in the view (normalised device coordinates), and which place of this
/// eye's picture is seen there (shares of its width and height; beyond 0 to 1 around a closed picture).
pub(super) type Corner = [f32; 4];

/// What a view shows, as numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sight {
    /// From view directions to the picture's.
    pub(super) turn: Mat3,
    /// As `View.frustum` in the shader.
    pub(super) frustum: Vec4,
    /// Where the picture stands.
    pub(super) shape: Shape,
    /// One eye's picture in pixels.
    pub(super) texels: Vec2,
    /// Whether its left and right edges meet.
    pub(super) closed: bool,
    /// The view's size in pixels.
    pub(super) view: Vec2,
}

/// The cells of a view, six corners (two triangles) each.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// The corners of cells that are straight, then those of all others.
    pub(super) corners: Vec<Corner>,
    /// How many corners are of straight cells.
    pub(super) straight: u32,
}

impl Cells {
    /// Cuts the view that `sight` describes.
    pub(super) fn of(sight: &Sight) -> Self {
        let columns = (sight.view.x / CELL as f32).ceil().max(1.0) as usize;
        let rows = (sight.view.y / CELL as f32).ceil().max(1.0) as usize;
        let ndc = |column: f32, row: f32| {
            Vec2::new(column / columns as f32, row / rows as f32) * 2.0 - Vec2::ONE
        };
        let corners: Vec<Spot> = (0..=rows)
            .flat_map(|row| (0..=columns).map(move |column| (column as f32, row as f32)))
            .map(|(column, row)| sight.find(ndc(column, row)))
            .collect();
        let at = |column: usize, row: usize| corners[row * (columns + 1) + column];
        let mut straight = Vec::with_capacity(rows * columns * 2);
        let mut others = Vec::new();
        let mut cell = |column: usize, row: usize| {
            let centre = sight.find(ndc(column as f32 + 0.5, row as f32 + 0.5));
            let cell = [(0, 0), (1, 0), (0, 1), (1, 1)]
                .map(|(right, down)| at(column + right, row + down).beside(&centre, sight));
            if sight.is_straight(&cell, &centre) {
                straight.extend(triangles(&cell));
            } else {
                others.extend(triangles(&cell));
            }
        };
        let mut large = Vec::new();
        for row in (0..rows).step_by(2) {
            for column in (0..columns).step_by(2) {
                if row + 1 < rows && column + 1 < columns {
                    let centre = at(column + 1, row + 1);
                    let nine: [Spot; 9] = std::array::from_fn(|index| {
                        at(column + index % 3, row + index / 3).beside(&centre, sight)
                    });
                    if sight.are_straight(&nine) {
                        large.extend(triangles(&[nine[0], nine[2], nine[6], nine[8]]));
                        continue;
                    }
                }
                for row in row..rows.min(row + 2) {
                    (column..columns.min(column + 2)).for_each(|column| cell(column, row));
                }
            }
        }
        straight.append(&mut large);
        let count = straight.len() as u32;
        straight.append(&mut others);
        Self {
            corners: straight,
            straight: count,
        }
    }
}

/// The corners of a cell's two triangles.
fn triangles(cell: &[Spot; 4]) -> [Corner; 6] {
    [0, 1, 2, 2, 1, 3].map(|index: usize| cell[index].corner())
}

/// What is seen at one point of the view.
#[derive(Debug, Clone, Copy)]
struct Spot {
    ndc: Vec2,
    place: Vec2,
    /// Texels under one pixel there, at the most.
    reach: Vec2,
}

impl Spot {
    fn corner(&self) -> Corner {
        [self.ndc.x, self.ndc.y, self.place.x, self.place.y]
    }

    /// The same spot, on the side of the seam where `other` is.
    fn beside(mut self, other: &Spot, sight: &Sight) -> Spot {
        if let Shape::Sphere { left, right, .. } = sight.shape {
            let turn = 360.0 / (right - left);
            self.place.x -= ((self.place.x - other.place.x) / turn).round() * turn;
        }
        self
    }
}

impl Sight {
    /// The places of points all over the view, `steps` steps from edge to edge, all on the same side of the seam.
    pub(super) fn places(&self, steps: usize) -> impl Iterator<Item = Vec2> {
        let centre = self.find(Vec2::ZERO);
        let at = move |step: usize| 2.0 * step as f32 / steps as f32 - 1.0;
        (0..=steps).flat_map(move |row| {
            (0..=steps).map(move |column| {
                let spot = self.find(Vec2::new(at(column), at(row)));
                spot.beside(&centre, self).place
            })
        })
    }

    /// The place of one point; the same mathematics as the shader's.
    fn find(&self, ndc: Vec2) -> Spot {
        let ray = Vec3::new(
            ndc.x * self.frustum.x + self.frustum.y,
            ndc.y * self.frustum.z + self.frustum.w,
            -1.0,
        );
        let length = ray.length();
        let direction = self.turn * (ray / length);
        // A step of one pixel turns the ray by this much at the most.
        let pixel = 2.0 * (self.frustum.x / self.view.x).max(self.frustum.z / self.view.y) / length;
        let (place, density) = match self.shape {
            Shape::Sphere {
                left,
                right,
                bottom,
                top,
            } => {
                let width = (right - left).to_radians();
                let height = (top - bottom).to_radians();
                let yaw = direction.x.atan2(-direction.z) - ((left + right) / 2.0).to_radians();
                let yaw = yaw - std::f32::consts::TAU * (yaw / std::f32::consts::TAU).round();
                let pitch = direction.y.clamp(-1.0, 1.0).asin();
                let narrowing = (1.0 - direction.y * direction.y).sqrt().max(0.02);
                (
                    Vec2::new(0.5 + yaw / width, (top.to_radians() - pitch) / height),
                    Vec2::new(1.0 / (width * narrowing), 1.0 / height),
                )
            }
            Shape::Flat { width, height } => {
                let half = |degrees: f32| (degrees / 2.0).to_radians().tan();
                let half = Vec2::new(half(width), half(height));
                let ahead = -direction.z;
                if ahead <= 1e-3 {
                    // Behind: nowhere, and no cell there is straight.
                    (Vec2::splat(-1.0), Vec2::splat(f32::MAX))
                } else {
                    let at = Vec2::new(direction.x, -direction.y) / ahead;
                    (
                        Vec2::splat(0.5) + 0.5 * at / half,
                        1.0 / (2.0 * half * ahead * ahead),
                    )
                }
            }
        };
        Spot {
            ndc,
            place,
            reach: density * self.texels * pixel,
        }
    }

    fn is_straight(&self, cell: &[Spot; 4], centre: &Spot) -> bool {
        // The middles of both diagonals: one of them is an edge of the triangles.
        let off = self
            .off(&cell[0], &cell[3], centre)
            .max(self.off(&cell[1], &cell[2], centre));
        self.is_within(centre) && cell.iter().all(|spot| self.is_within(spot)) && off <= MISS
    }

    /// Whether four cells, row by row of their corners, are straight as one.
    fn are_straight(&self, nine: &[Spot; 9]) -> bool {
        let middles = [
            (0, 8, 4),
            (2, 6, 4),
            (0, 2, 1),
            (0, 6, 3),
            (2, 8, 5),
            (6, 8, 7),
        ];
        nine.iter().all(|spot| self.is_within(spot))
            && middles.iter().all(|&(one, other, middle)| {
                self.off(&nine[one], &nine[other], &nine[middle]) <= MISS
            })
    }

    /// Whether a pixel there is one place in the picture.
    fn is_within(&self, spot: &Spot) -> bool {
        let rows = (0.0..=1.0).contains(&spot.place.y);
        rows && (self.closed || (0.0..=1.0).contains(&spot.place.x))
            && spot.reach.max_element() <= COVERED
    }

    /// How far the middle between two spots is from its place, in texels.
    fn off(&self, one: &Spot, other: &Spot, middle: &Spot) -> f32 {
        (((one.place + other.place) / 2.0 - middle.place) * self.texels).length()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::math::Quat;

    fn sight(turn: Quat, shape: Shape) -> Sight {
        let up = 30f32.to_radians().tan();
        Sight {
            turn: Mat3::from_quat(turn),
            frustum: Vec4::new(up * 16.0 / 9.0, 0.0, up, 0.0),
            shape,
            texels: Vec2::new(4096.0, 2048.0),
            closed: true,
            view: Vec2::new(1280.0, 720.0),
        }
    }

    const SPHERE: Shape = Shape::Sphere {
        left: -180.0,
        right: 180.0,
        bottom: -90.0,
        top: 90.0,
    };

    fn turned(yaw: f32, pitch: f32) -> Quat {
        Quat::from_rotation_y(-yaw.to_radians()) * Quat::from_rotation_x(pitch.to_radians())
    }

    /// How far the pixels of straight cells are from their own places at most, in texels.
    fn worst(sight: &Sight, cells: &Cells) -> f32 {
        let mut worst: f32 = 0.0;
        for triangle in cells.corners[..cells.straight as usize].as_chunks::<3>().0 {
            for step in 0..=8 {
                for other in 0..=8 - step {
                    let (a, b) = (step as f32 / 8.0, other as f32 / 8.0);
                    let shares = [a, b, 1.0 - a - b];
                    let mixed = |axis: usize| -> f32 {
                        (0..3).map(|i| triangle[i][axis] * shares[i]).sum()
                    };
                    let followed = Spot {
                        ndc: Vec2::ZERO,
                        place: Vec2::new(mixed(2), mixed(3)),
                        reach: Vec2::ZERO,
                    };
                    let own = sight
                        .find(Vec2::new(mixed(0), mixed(1)))
                        .beside(&followed, sight);
                    let miss = (followed.place - own.place) * sight.texels;
                    worst = worst.max(miss.length());
                }
            }
        }
        worst
    }

    #[test]
    fn pixels_of_straight_cells_are_where_they_belong() {
        for (yaw, pitch) in [
            (0.0, 0.0),
            (90.0, 20.0),
            (180.0, -45.0),
            (10.0, 80.0),
            (0.0, 90.0),
        ] {
            let sight = sight(turned(yaw, pitch), SPHERE);
            let cells = Cells::of(&sight);
            let worst = worst(&sight, &cells);
            assert!(worst <= MISS * 1.1, "{yaw} {pitch}: {worst} texels");
        }
        let flat = Shape::Flat {
            width: 70.0,
            height: 45.0,
        };
        let sight = Sight {
            closed: false,
            texels: Vec2::new(1200.0, 720.0),
            ..sight(turned(10.0, 5.0), flat)
        };
        let cells = Cells::of(&sight);
        assert!(cells.straight > 0);
        assert!(worst(&sight, &cells) <= MISS * 1.1);
    }

    /// The share of the view that these cells cover together.
    fn covered(corners: &[Corner]) -> f32 {
        let area = |[a, b, c]: &[Corner; 3]| {
            let (one, other) = ([b[0] - a[0], b[1] - a[1]], [c[0] - a[0], c[1] - a[1]]);
            (one[0] * other[1] - one[1] * other[0]).abs() / 2.0
        };
        corners.as_chunks::<3>().0.iter().map(area).sum::<f32>() / 4.0
    }

    #[test]
    fn nearly_all_of_a_level_view_is_straight_and_every_cell_is_there() {
        // Straight ahead, and across the seam at the back.
        for yaw in [0.0, 180.0] {
            let cells = Cells::of(&sight(turned(yaw, 0.0), SPHERE));
            assert!((covered(&cells.corners) - 1.0).abs() < 1e-3);
            let straight = covered(&cells.corners[..cells.straight as usize]);
            assert!(straight > 0.99, "{straight}");
            assert!(cells.corners.len() < 80 * 45 * 6 / 2, "most are large ones");
        }
        let up = Cells::of(&sight(turned(0.0, 90.0), SPHERE));
        assert!((covered(&up.corners) - 1.0).abs() < 1e-3);
        assert!(
            (up.straight as usize) < up.corners.len(),
            "the pole is not straight"
        );
    }

    #[test]
    fn what_needs_an_average_is_left_to_its_pixels() {
        let sight = Sight {
            texels: Vec2::new(32768.0, 16384.0),
            ..sight(Quat::IDENTITY, SPHERE)
        };
        assert_eq!(Cells::of(&sight).straight, 0);
    }
}
