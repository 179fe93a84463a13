//! Photos in frames: four bevelled bars of wood with mitred corners, a mount, the photo.

use glam::Vec3;

use super::form::{Baked, Form, colour, material, node, target};
use super::layout::{BAR, Hung, MOUNT, Wall};
use crate::model::{Material, Model, Texture};

/// How far a frame stands out at its outer and at its inner edge, in metres.
const DEEP: (f32, f32) = (0.030, 0.018);
/// How far the mount is from the wall, and the photo, in metres.
const MOUNT_OUT: f32 = 0.010;
const PHOTO_OUT: f32 = 0.0125;
/// Oak, walnut, mahogany, old gold: they take turns.
const WOODS: [u32; 4] = [0x8f6a3e, 0x5d4129, 0x74402a, 0xa8843f];
/// Of the mount.
const CARD: u32 = 0xe9e0cc;
/// Paper gives back less than all light.
const PAPER: f32 = 0.92;

/// Hangs pictures; as many as there are places for.
pub(super) fn add(model: &mut Model, pictures: Vec<Texture>, places: &[Hung]) {
    let wood = material(model, Material::plain());
    let mut lit: Vec<(Wall, Baked)> = Vec::new();
    for (number, (picture, hung)) in pictures.into_iter().zip(places).enumerate() {
        let known = lit.iter().position(|(wall, _)| *wall == hung.wall);
        let known = known.unwrap_or_else(|| {
            lit.push((hung.wall, Baked::of_wall(model, &hung.wall)));
            lit.len() - 1
        });
        let baked = &lit[known].1;
        let mut frame = framed(hung, colour(WOODS[number % WOODS.len()]));
        frame.light(baked, Vec3::ZERO);
        let mut photo = Form::default();
        photo.face(rectangle(hung, 0.0, PHOTO_OUT), Vec3::splat(PAPER));
        photo.light(baked, Vec3::ZERO);

        let own = node(model, &format!("frame-{}", number + 1), Vec3::ZERO, false);
        target(model, own, frame.reach());
        frame.put(model, wood, own);
        model.textures.push(picture);
        let paper = Material {
            name: format!("photo-{}", number + 1),
            texture: Some(model.textures.len() - 1),
            ..Material::plain()
        };
        let paper = material(model, paper);
        photo.put(model, paper, own);
    }
}

/// Frame and mount.
fn framed(hung: &Hung, wood: Vec3) -> Form {
    let mut form = Form::default();
    let outer = rectangle(hung, MOUNT + BAR, 0.0);
    let edge = rectangle(hung, MOUNT + BAR, DEEP.0);
    let ridge = rectangle(hung, MOUNT + BAR * 0.72, DEEP.0 + 0.003);
    let inner = rectangle(hung, MOUNT, DEEP.1);
    let lip = rectangle(hung, MOUNT, MOUNT_OUT);
    let bevel = rectangle(hung, 0.0, PHOTO_OUT);
    for at in 0..4 {
        let next = (at + 1) % 4;
        // Light comes from above: what looks up is brighter, what looks down darker.
        let shade = [0.86, 0.95, 1.10, 0.95][at];
        form.face(
            [outer[at], outer[next], edge[next], edge[at]],
            wood * 0.75 * shade,
        );
        form.face([edge[at], edge[next], ridge[next], ridge[at]], wood * shade);
        form.face(
            [ridge[at], ridge[next], inner[next], inner[at]],
            wood * shade.recip(),
        );
        form.face([inner[at], inner[next], lip[next], lip[at]], wood * 0.55);
        // Just inside the frame the mount lies in its shadow.
        let card = colour(CARD) * if at == 2 { 0.86 } else { 1.0 };
        form.face([lip[at], lip[next], bevel[next], bevel[at]], card);
    }
    form
}

/// The photo's rectangle, so much larger on each side and so far from the wall: lower left, lower right, upper
/// right, upper left.
fn rectangle(hung: &Hung, larger: f32, out: f32) -> [Vec3; 4] {
    let (x, y) = (hung.photo.0 / 2.0 + larger, hung.photo.1 / 2.0 + larger);
    let at = |x: f32, y: f32| {
        let (right, up) = hung.middle;
        hung.wall.at(right + x, up + y) + hung.wall.facing() * out
    };
    [at(-x, -y), at(x, -y), at(x, y), at(-x, y)]
}
