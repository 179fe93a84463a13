//! What the head looks at.

use glam::Vec3;

use crate::pose::sphere_around;
use crate::stage::Stage;

/// A target is at least so wide for the gaze, in degrees (H4).
pub const LEAST_WIDTH: f32 = 3.7;
/// Around each target so much more counts as it, in degrees (H4).
pub const PADDING: f32 = 0.9;

/// A target as it stands before the eyes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sight {
    /// Its middle, in metres.
    pub middle: Vec3,
    /// From its middle to its rim, as seen from the seat, in degrees.
    pub reach: f32,
}

impl Stage {
    /// Where a target is seen from `eye`, in metres; nothing while it is hidden.
    pub fn sight(&self, target: usize, eye: Vec3) -> Option<Sight> {
        let model = self.model();
        let target = &model.targets[target];
        let (mut middle, mut weight) = (Vec3::ZERO, 0.0);
        for (node, least, most) in &target.extents {
            let to = node.map_or(glam::Mat4::IDENTITY, |node| self.pose().in_room(node));
            let (centre, radius) = sphere_around(to, *least, *most);
            middle += centre * radius;
            weight += radius;
        }
        if weight < 1e-3 {
            return None;
        }
        middle /= weight;
        let mut radius: f32 = 0.0;
        for (node, least, most) in &target.extents {
            let to = node.map_or(glam::Mat4::IDENTITY, |node| self.pose().in_room(node));
            let (centre, own) = sphere_around(to, *least, *most);
            // The rim of a box is nearer than its corners.
            radius = radius.max(centre.distance(middle) + own * 0.75);
        }
        let away = middle.distance(eye);
        if radius < 0.005 || away < 0.05 || !self.is_shown(target.node) {
            return None;
        }
        let reach = (radius / away).atan().to_degrees();
        Some(Sight { middle, reach })
    }

    /// Where a target or node of this name is seen from `eye`; nothing while it is hidden, or where there is none.
    pub fn sight_of(&self, id: &str, eye: Vec3) -> Option<Sight> {
        let targets = &self.model().targets;
        let named = |declared: bool| {
            targets
                .iter()
                .position(|target| target.declared == declared && target.id == id)
        };
        self.sight(named(true).or_else(|| named(false))?, eye)
    }
}

/// Of several things before the eyes, the one that is looked at: the smallest of those that are met, so that a large
/// one wins nothing by standing behind a small one. Each is given by the degrees between its middle and the gaze, and
/// from its middle to its rim.
///
/// ```
/// use worlds::gaze::looked_at;
/// assert_eq!(looked_at([(2.0, 20.0), (1.0, 3.0)]), Some(1));
/// assert_eq!(looked_at([(2.0, 0.5)]), Some(0), "small things are as wide as the gaze needs");
/// assert_eq!(looked_at([(3.0, 0.5)]), None);
/// ```
pub fn looked_at(things: impl IntoIterator<Item = (f32, f32)>) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (place, (off, rim)) in things.into_iter().enumerate() {
        let reach = rim.max(LEAST_WIDTH / 2.0) + PADDING;
        if off <= reach && best.is_none_or(|(_, least)| reach < least) {
            best = Some((place, reach));
        }
    }
    best.map(|(place, _)| place)
}
