//! The part of a picture that a view sees, as a rectangle of it, and which texels that are.

use std::ops::Range as Numbers;

use media::{Rect, Shape};

use super::cells::Sight;

/// How much further than a view a frame is sent, in radians: a head that turns fast, for as long as a frame is seen.
pub(super) const FURTHER: f32 = 10.0 / 180.0 * std::f32::consts::PI;
/// What a view needs around what it sees, in radians: a pixel is a mean of what is beside it.
pub(super) const AROUND: f32 = 1.0 / 180.0 * std::f32::consts::PI;
/// Nearer to a pole than this, a view sees all columns; in radians.
const POLE: f32 = 86.0 / 180.0 * std::f32::consts::PI;
/// Texels around what is wanted that are wanted as well.
const BORDER: u32 = 2;
/// A view is looked at in so many steps each way.
const STEPS: usize = 16;

/// A part of a whole picture in shares of its width and height. It may run across the right edge, to the left one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Region {
    /// Where it begins, 0 to 1.
    pub(super) left: f32,
    /// 0 to 1.
    pub(super) width: f32,
    /// Where it begins, 0 to 1.
    pub(super) top: f32,
    /// Where it ends, 0 to 1.
    pub(super) bottom: f32,
}

impl Region {
    /// The whole picture.
    pub(super) const ALL: Self = Self {
        left: 0.0,
        width: 1.0,
        top: 0.0,
        bottom: 1.0,
    };

    /// What a view and `margin` radians around it show of a picture, whose part `rect` the view's eye sees.
    pub(super) fn of(sight: &Sight, rect: &Rect, margin: f32) -> Self {
        let Shape::Sphere {
            left,
            right,
            bottom,
            top,
        } = sight.shape
        else {
            return Self::ALL;
        };
        let (whole, high) = ((right - left).to_radians(), (top - bottom).to_radians());
        let top = top.to_radians();
        let (mut x, mut y) = (Range::EMPTY, Range::EMPTY);
        for place in sight.places(STEPS) {
            x.take(place.x);
            y.take(place.y);
        }
        let (highest, lowest) = (top - y.least * high, top - y.most * high);
        let steepest = highest.max(-lowest) + margin;
        if steepest > POLE {
            // Around a pole all columns are near, and the pole itself may be between two steps.
            x = Range {
                least: 0.0,
                most: 1.0,
            };
            if highest + margin > POLE {
                y.least = 0.0;
            }
            if margin - lowest > POLE {
                y.most = 1.0;
            }
        } else {
            x = x.wider((margin.sin() / (steepest - margin).cos()).min(1.0).asin() / whole);
        }
        y = y.wider(margin / high).clamped();
        if x.length() >= 1.0 {
            x = Range {
                least: 0.0,
                most: 1.0,
            };
        } else if !sight.closed {
            x = x.clamped();
        }
        let start = rect.x + x.least * rect.width;
        Self {
            left: if sight.closed {
                start.rem_euclid(1.0)
            } else {
                start
            },
            width: (x.length() * rect.width).min(1.0),
            top: rect.y + y.least * rect.height,
            bottom: rect.y + y.most * rect.height,
        }
    }

    /// Whether all of `other` is in it.
    pub(super) fn holds(&self, other: &Self) -> bool {
        let across = self.width >= 1.0 || self.before(other) + other.width <= self.width + 1e-6;
        across && self.top <= other.top + 1e-6 && other.bottom <= self.bottom + 1e-6
    }

    /// The smallest region that holds both.
    pub(super) fn with(&self, other: &Self) -> Self {
        let from = |first: &Self, second: &Self| {
            let width = first.width.max(first.before(second) + second.width);
            (first.left, width.min(1.0))
        };
        let (one, two) = (from(self, other), from(other, self));
        let (left, width) = if one.1 <= two.1 { one } else { two };
        Self {
            left,
            width,
            top: self.top.min(other.top),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// How far to the right of its beginning the other one begins.
    fn before(&self, other: &Self) -> f32 {
        let way = (other.left - self.left).rem_euclid(1.0);
        // A hair to the left is not once around.
        if way > 1.0 - 1e-6 { 0.0 } else { way }
    }
}

/// The texels of a region: so many columns from `left` on, which go on at the left edge when they come to the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Texels {
    /// An even number.
    pub(super) left: u32,
    /// Columns.
    pub(super) width: u32,
    pub(super) top: u32,
    /// Rows.
    pub(super) height: u32,
    /// Columns of the whole picture.
    whole: u32,
}

impl Texels {
    /// Those of a region, and a few around it, in a picture of so many columns and rows.
    pub(super) fn of(region: &Region, (width, height): (u32, u32)) -> Self {
        let size = height as f32;
        let top = ((region.top * size) as u32)
            .saturating_sub(BORDER)
            .min(height - 1);
        let bottom = ((region.bottom * size).ceil() as u32 + BORDER).clamp(top + 1, height);
        let across = width as f32;
        let left = ((region.left * across) as u32).saturating_sub(BORDER) & !1;
        let left = left.min((width - 1) & !1);
        let end = ((region.left + region.width) * across).ceil() as u32 + BORDER;
        let runs_round = region.left + region.width > 1.0;
        let end = if runs_round { end } else { end.min(width) };
        let whole = region.width >= 1.0 || end - left >= width;
        Self {
            left: if whole { 0 } else { left },
            width: if whole { width } else { end - left },
            top,
            height: bottom - top,
            whole: width,
        }
    }

    /// The columns, in one run or two; an empty one comes last.
    pub(super) fn runs(&self) -> [Numbers<u32>; 2] {
        let end = self.left + self.width;
        [
            self.left..end.min(self.whole),
            0..end.saturating_sub(self.whole),
        ]
    }

    /// Whether all columns are there.
    pub(super) fn is_all_around(&self) -> bool {
        self.width == self.whole
    }
}

/// From one number to another.
#[derive(Debug, Clone, Copy)]
struct Range {
    least: f32,
    most: f32,
}

impl Range {
    const EMPTY: Self = Self {
        least: f32::INFINITY,
        most: f32::NEG_INFINITY,
    };

    fn take(&mut self, value: f32) {
        (self.least, self.most) = (self.least.min(value), self.most.max(value));
    }

    fn wider(self, by: f32) -> Self {
        Self {
            least: self.least - by,
            most: self.most + by,
        }
    }

    fn clamped(self) -> Self {
        Self {
            least: self.least.clamp(0.0, 1.0),
            most: self.most.clamp(0.0, 1.0),
        }
    }

    fn length(self) -> f32 {
        self.most - self.least
    }
}

#[cfg(test)]
mod tests {
    use bevy::math::{Mat3, Quat, Vec2, Vec3, Vec4};

    use super::*;

    const WHOLE: Rect = Rect {
        x: 0.0,
        y: 0.0,
        width: 1.0,
        height: 1.0,
    };

    fn sight(yaw: f32, pitch: f32, roll: f32) -> Sight {
        let turn = Quat::from_rotation_y(-yaw.to_radians())
            * Quat::from_rotation_x(pitch.to_radians())
            * Quat::from_rotation_z(roll.to_radians());
        Sight {
            turn: Mat3::from_quat(turn),
            frustum: Vec4::new(1.0, 0.0, 9.0 / 16.0, 0.0),
            shape: Shape::Sphere {
                left: -180.0,
                right: 180.0,
                bottom: -90.0,
                top: 90.0,
            },
            texels: Vec2::new(3840.0, 1920.0),
            closed: true,
            view: Vec2::new(960.0, 540.0),
        }
    }

    fn spot(place: Vec2) -> Region {
        Region {
            left: place.x.rem_euclid(1.0),
            width: 0.0,
            top: place.y,
            bottom: place.y,
        }
    }

    /// Numbers from 0 to 1, `N` at a time, all over.
    fn shares<const N: usize>() -> impl Iterator<Item = [f32; N]> {
        // The generalised golden ratio: steps that never come to where one was before.
        let step = |axis: usize| 1.0 / 1.164_f64.powi(axis as i32 + 1);
        (1..400).map(move |number| {
            std::array::from_fn(|axis| (f64::from(number) * step(axis)).fract() as f32)
        })
    }

    #[test]
    fn whatever_a_view_sees_is_in_its_region() {
        for [yaw, pitch, roll] in shares() {
            let sight = sight(yaw * 360.0, pitch * 180.0 - 90.0, roll * 360.0);
            let region = Region::of(&sight, &WHOLE, AROUND);
            for place in sight.places(61) {
                assert!(region.holds(&spot(place)), "{place} is not in {region:?}");
            }
        }
    }

    #[test]
    fn a_head_that_turns_a_little_sees_what_was_sent() {
        for [yaw, pitch, roll, towards] in shares() {
            let before = sight(yaw * 360.0, pitch * 180.0 - 90.0, roll * 60.0 - 30.0);
            let (right, up) = (towards * 360.0).to_radians().sin_cos();
            let turn = Quat::from_axis_angle(Vec3::new(up, right, 0.0), 8_f32.to_radians());
            let after = Sight {
                turn: before.turn * Mat3::from_quat(turn),
                ..before
            };
            let sent = Region::of(&before, &WHOLE, FURTHER);
            let seen = Region::of(&after, &WHOLE, AROUND);
            assert!(sent.holds(&seen), "{seen:?} is not in {sent:?}");
        }
    }

    #[test]
    fn two_regions_are_both_in_what_holds_both() {
        for [left, width, other, wide, top, bottom] in shares() {
            let (top, bottom) = (top * 0.5, 0.5 + bottom * 0.5);
            let one = Region {
                left,
                width,
                top,
                bottom: 0.5,
            };
            let two = Region {
                left: other,
                width: wide,
                top: 0.4,
                bottom,
            };
            let both = one.with(&two);
            assert!(both.holds(&one) && both.holds(&two), "{both:?}");
            let apart = one.before(&two).min(two.before(&one));
            assert!(both.width <= width + wide + apart + 1e-5, "{both:?}");
        }
    }

    #[test]
    fn a_level_view_needs_a_seventh_of_a_film_at_the_most() {
        for yaw in [0.0, 90.0, 179.0] {
            let region = Region::of(&sight(yaw, 0.0, 0.0), &WHOLE, FURTHER);
            let share = region.width * (region.bottom - region.top);
            assert!(share < 1.0 / 7.0, "{share} of it: {region:?}");
        }
    }

    #[test]
    fn one_eye_sees_its_half() {
        let half = Rect {
            height: 0.5,
            y: 0.5,
            ..WHOLE
        };
        let region = Region::of(&sight(0.0, 90.0, 0.0), &half, FURTHER);
        assert_eq!((region.left, region.width, region.top), (0.0, 1.0, 0.5));
        assert!(region.bottom < 1.0);
    }

    #[test]
    fn texels_go_round_and_never_beyond_the_picture() {
        let region = |left, width, top, bottom| Region {
            left,
            width,
            top,
            bottom,
        };
        let of = |region: &Region| Texels::of(region, (401, 200));
        let all = of(&Region::ALL);
        assert_eq!((all.left, all.width, all.top, all.height), (0, 401, 0, 200));
        assert!(all.is_all_around());
        assert_eq!(all.runs(), [0..401, 0..0]);
        let middle = of(&region(0.25, 0.25, 0.25, 0.5));
        assert_eq!((middle.top, middle.height), (48, 54));
        assert_eq!(middle.runs(), [98..203, 0..0]);
        assert_eq!(of(&region(0.75, 0.5, 0.0, 1.0)).runs(), [298..401, 0..103]);
        assert_eq!(of(&region(0.75, 0.25, 0.0, 1.0)).runs(), [298..401, 0..0]);
        assert_eq!(of(&region(0.5, 0.999, 0.0, 1.0)).runs(), [0..401, 0..0]);
        assert_eq!(of(&region(1.0, 0.0, 1.0, 1.0)).height, 2);
    }
}
