//! Slides: a projector on the table, a white screen that unrolls before the window, the slides on it.

use glam::Vec3;

use super::films::{Film, Found};
use super::form::{Baked, Form, colour, material, node, target};
use super::room::FIRST;
use crate::model::{Clip, ClipKind, Curve, Interpolation, Kind, Material, Model, Motion, Texture};
use crate::slides::{OFF, ON, UNROLLS};

/// The upper edge of the screen in the middle, in metres.
const SCREEN: Vec3 = Vec3::new(0.0, 2.20, -3.27);
/// Width and height of the screen, in metres.
const SIZE: (f32, f32) = (1.56, 1.14);
/// Its black edge, in metres.
const EDGE: f32 = 0.03;
/// Where the projector stands on the table.
const ON_TABLE: Vec3 = Vec3::new(0.03, 0.747, -1.76);
/// So little of the screen is out when it is rolled up.
const ROLLED: f32 = 0.015;
/// Seconds until the screen rolls up: the slide has gone by then.
const WAITS: f32 = 1.6;

/// Puts the projector, the screen and the slides into the room.
pub(super) fn add(model: &mut Model, slides: Vec<Texture>, films: Vec<Found>) {
    let plain = material(model, Material::plain());
    let wall = Baked::of_wall(model, &FIRST);
    projector(model, plain);

    let mut roll = Form::default();
    let roll_at = SCREEN + Vec3::new(0.0, 0.035, -0.01);
    roll.block(
        roll_at,
        Vec3::new(SIZE.0 + 0.08, 0.07, 0.06),
        colour(0x8d9088),
    );
    for side in [-1.0, 1.0] {
        let end = roll_at + Vec3::X * side * (SIZE.0 / 2.0 + 0.05);
        roll.block(end, Vec3::new(0.02, 0.085, 0.075), colour(0x3a3d3a));
        let bracket = end + Vec3::new(0.0, 0.02, -0.13);
        roll.block(bracket, Vec3::new(0.015, 0.03, 0.22), colour(0x3a3d3a));
    }
    roll.light(&wall, Vec3::ZERO);
    let housing = node(model, "screen-roll", Vec3::ZERO, false);
    roll.put(model, plain, housing);

    let (half, low) = (SIZE.0 / 2.0, -SIZE.1);
    let sheet_of = |inset: f32, out: f32| {
        let x = half - inset;
        [
            Vec3::new(-x, low + inset, out),
            Vec3::new(x, low + inset, out),
            Vec3::new(x, -inset, out),
            Vec3::new(-x, -inset, out),
        ]
    };
    let mut sheet = Form::default();
    sheet.face(sheet_of(0.0, 0.0), colour(0x26282a));
    sheet.face(sheet_of(EDGE, 0.002), colour(0xf2f0ea));
    sheet.light(&wall, SCREEN);
    let screen = node(model, "screen", SCREEN, true);
    model.nodes[screen].rest.scale = Vec3::new(1.0, ROLLED, 1.0);
    sheet.put(model, plain, screen);
    let mut rod = Form::default();
    rod.block(
        Vec3::ZERO,
        Vec3::new(SIZE.0 + 0.02, 0.022, 0.022),
        colour(0x26282a),
    );
    rod.light(&wall, SCREEN + Vec3::Y * low);
    let bar = node(
        model,
        "screen-rod",
        SCREEN - Vec3::Y * SIZE.1 * ROLLED,
        true,
    );
    rod.put(model, plain, bar);
    model
        .clips
        .push(unrolling(screen, bar, ON, 0.0, (ROLLED, 1.0)));
    model
        .clips
        .push(unrolling(screen, bar, OFF, WAITS, (1.0, ROLLED)));

    let count = slides.len();
    for (number, picture) in slides.into_iter().enumerate() {
        slide(model, number, picture);
    }
    for (number, film) in films.into_iter().enumerate() {
        slide(model, count + number, film.first);
        model.films.push(Film {
            path: film.path,
            texture: model.textures.len() - 1,
            seconds: film.seconds,
        });
    }
}

/// A movement of the screen and its rod.
fn unrolling(screen: usize, bar: usize, name: &str, waits: f32, (from, to): (f32, f32)) -> Clip {
    const KEYS: u16 = 12;
    let shares = (0..=KEYS).map(|key| f32::from(key) / f32::from(KEYS));
    let times: Vec<f32> = shares
        .clone()
        .map(|share| waits + share * UNROLLS)
        .collect();
    let out: Vec<f32> = shares
        .map(|share| from + (to - from) * crate::pose::eased(share))
        .collect();
    let curve = |node, motion| Curve {
        node,
        times: times.clone(),
        motion,
        interpolation: Interpolation::Linear,
    };
    let scales = out.iter().map(|out| Vec3::new(1.0, *out, 1.0)).collect();
    let places = out
        .iter()
        .map(|out| SCREEN - Vec3::Y * SIZE.1 * *out)
        .collect();
    Clip {
        name: name.to_owned(),
        kind: ClipKind::Happening,
        duration: waits + UNROLLS,
        curves: vec![
            curve(screen, Motion::Scale(scales)),
            curve(bar, Motion::Position(places)),
        ],
    }
}

/// A slide, as large as the screen lets it be in its own proportions; not there yet.
fn slide(model: &mut Model, number: usize, picture: Texture) {
    let room = (SIZE.0 - 2.0 * EDGE, SIZE.1 - 2.0 * EDGE);
    let proportion = picture.width as f32 / picture.height.max(1) as f32;
    let height = room.1.min(room.0 / proportion);
    let (x, y) = (height * proportion / 2.0, height / 2.0);
    let middle = SCREEN + Vec3::new(0.0, -SIZE.1 / 2.0, 0.006);
    let mut form = Form::default();
    let at = |x: f32, y: f32| middle + Vec3::new(x, y, 0.0);
    form.face([at(-x, -y), at(x, -y), at(x, y), at(-x, y)], Vec3::ONE);
    model.textures.push(picture);
    let light = Material {
        name: format!("slide-{}", number + 1),
        kind: Kind::Slide,
        texture: Some(model.textures.len() - 1),
        ..Material::plain()
    };
    let light = material(model, light);
    let own = node(model, &format!("slide-{}", number + 1), Vec3::ZERO, false);
    form.put(model, light, own);
    model.slides.push(own);
}

/// A small grey projector with its lens towards the window and a tray of slides.
fn projector(model: &mut Model, plain: usize) {
    let (grey, dark, light) = (colour(0x77807c), colour(0x2e3130), colour(0xb9bdb2));
    let mut form = Form::default();
    let at = |x: f32, y: f32, z: f32| ON_TABLE + Vec3::new(x, y, z);
    for x in [-0.06, 0.06] {
        for z in [-0.08, 0.08] {
            form.block(at(x, 0.008, z), Vec3::new(0.02, 0.016, 0.02), dark);
        }
    }
    form.block(at(0.0, 0.055, 0.0), Vec3::new(0.17, 0.078, 0.24), grey);
    form.block(at(0.0, 0.099, 0.0), Vec3::new(0.16, 0.010, 0.23), light);
    form.block(at(-0.035, 0.115, 0.0), Vec3::new(0.055, 0.024, 0.21), dark);
    for slide in 0..9_u8 {
        let z = -0.088 + f32::from(slide) * 0.022;
        form.block(
            at(-0.035, 0.131, z),
            Vec3::new(0.048, 0.012, 0.003),
            colour(0xe6e2d4),
        );
    }
    form.block(
        at(0.035, 0.058, -0.145),
        Vec3::new(0.062, 0.062, 0.05),
        dark,
    );
    form.block(
        at(0.035, 0.058, -0.172),
        Vec3::new(0.050, 0.050, 0.01),
        light,
    );
    form.block(
        at(0.05, 0.106, 0.085),
        Vec3::new(0.03, 0.008, 0.02),
        colour(0xb5483a),
    );
    for slit in 0..4_u8 {
        let y = 0.035 + f32::from(slit) * 0.013;
        form.block(at(0.0, y, 0.1205), Vec3::new(0.10, 0.005, 0.003), dark);
    }
    let top = Baked::of_top(model, ON_TABLE, 0.3);
    form.light(&top, Vec3::ZERO);
    let own = node(model, "projector", Vec3::ZERO, false);
    target(model, own, form.reach());
    form.put(model, plain, own);
}
