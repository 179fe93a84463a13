//! A room with the resident's own photos: where they hang, what is left out, what happens.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use glam::Vec3;
use manifest::{Room, Surroundings};
use worlds::album::{FIRST, Hung, MOST_FRAMES, REST, places, world_of};
use worlds::model::{Kind, Limits, Model};
use worlds::{Album, Settings, Source, Stage, load};

/// Where the resident's eyes are.
const SEAT: Vec3 = Vec3::new(0.0, 1.2, 0.0);
/// Photos of every proportion: landscape, portrait, square, a panorama, a strip.
const PROPORTIONS: [f32; 12] = [
    1.5, 0.75, 1.33, 1.0, 0.66, 3.2, 1.33, 1.5, 0.3, 1.77, 1.33, 0.75,
];

/// Width and height of what hangs there as seen from the seat, and from corner to corner, in degrees.
fn apparent(hung: &Hung) -> (f32, f32, f32) {
    let (x, y) = (hung.outer().0 / 2.0, hung.outer().1 / 2.0);
    let towards = |dx: f32, dy: f32| hung.wall.at(hung.middle.0 + dx, hung.middle.1 + dy) - SEAT;
    let between = |a: Vec3, b: Vec3| a.angle_between(b).to_degrees();
    (
        between(towards(-x, 0.0), towards(x, 0.0)),
        between(towards(0.0, -y), towards(0.0, y)),
        between(towards(-x, -y), towards(x, y)),
    )
}

/// From, to, low, high on the wall.
fn edges(hung: &Hung) -> (f32, f32, f32, f32) {
    let ((x, y), (width, height)) = (hung.middle, hung.outer());
    (
        x - width / 2.0,
        x + width / 2.0,
        y - height / 2.0,
        y + height / 2.0,
    )
}

#[test]
fn frames_hang_in_the_room_side_by_side_and_large_enough() {
    for count in [0, 1, 2, 3, 4, 5, 6, 9, 12] {
        let hung = places(&PROPORTIONS[..count]);
        assert_eq!(hung.len(), count);
        for (number, own) in hung.iter().enumerate() {
            let told = format!("{} of {count}: {own:?}", number + 1);
            let wall = own.wall;
            assert!(wall == FIRST || wall == REST, "{told}");
            let (from, to, low, high) = edges(own);
            assert!(from >= wall.from - 1e-3 && to <= wall.to + 1e-3, "{told}");
            assert!(low >= wall.low - 1e-3 && high <= wall.high + 1e-3, "{told}");
            let proportion = own.photo.0 / own.photo.1;
            let wanted = PROPORTIONS[number];
            assert!((proportion / wanted - 1.0).abs() < 1e-3, "{told}");
            assert!(own.place().distance(SEAT) >= 1.5, "{told}");
            let (wide, tall, across) = apparent(own);
            assert!(across >= 8.0, "{told}: {wide} by {tall}, {across}");
            for other in &hung[..number] {
                let (a, b) = (edges(own), edges(other));
                let apart = a.1 <= b.0 + 1e-4
                    || b.1 <= a.0 + 1e-4
                    || a.3 <= b.2 + 1e-4
                    || b.3 <= a.2 + 1e-4;
                assert!(apart || own.wall != other.wall, "{told} over {other:?}");
            }
        }
        if let Some(first) = hung.first() {
            assert!(apparent(first).2 > 10.0, "the first is large");
        }
    }
    assert_eq!(places(&[1.0; 40]).len(), MOST_FRAMES);
}

#[test]
fn few_photos_hang_large() {
    let hung = places(&PROPORTIONS[..4]);
    for own in &hung {
        let (wide, tall, _) = apparent(own);
        assert!(wide.max(tall) >= 8.0, "{own:?}: {wide} by {tall}");
    }
}

#[test]
fn odd_proportions_break_nothing() {
    let hung = places(&[f32::NAN, 0.0, f32::INFINITY, 1e-9, 1e9]);
    for own in hung {
        let (from, to, low, high) = edges(&own);
        assert!([from, to, low, high].iter().all(|edge| edge.is_finite()));
        assert!(own.photo.0 > 0.0 && own.photo.1 > 0.0);
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn samples(names: &[&str]) -> Vec<PathBuf> {
    let media = root().join("experiences/familjealbumet/media");
    names.iter().map(|name| media.join(name)).collect()
}

fn room(frames: Vec<PathBuf>, slides: Vec<PathBuf>) -> (Model, Settings) {
    let source = Source::Album {
        folder: root().join("assets/worlds"),
        kind: world_of(Room::Cottage),
        album: Album {
            frames,
            slides,
            films: Vec::new(),
        },
    };
    load(&source, &Limits::default()).unwrap()
}

fn frames_of(model: &Model) -> Vec<&str> {
    let declared = model.targets.iter().filter(|target| target.declared);
    declared
        .map(|target| target.id.as_str())
        .filter(|id| id.starts_with("frame-"))
        .collect()
}

#[test]
fn a_broken_photo_is_left_out_and_the_others_close_the_gap() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.jpg");
    std::fs::write(&broken, b"\xff\xd8\xff\xe0 no picture").unwrap();
    let mut frames = samples(&["brygga.jpg", "veranda.jpg", "kok.jpg"]);
    frames.insert(1, broken.clone());
    let (model, _) = room(frames, vec![broken]);
    assert_eq!(frames_of(&model), ["frame-1", "frame-2", "frame-3"]);
    let told = |warning: &&String| warning.contains("broken.jpg");
    assert_eq!(model.warnings.iter().filter(told).count(), 2);
    assert!(model.slides.is_empty(), "nothing to show, so no screen");
    assert!(model.clip("projector-on").is_none());
}

#[test]
fn an_album_without_pictures_is_the_room_as_it_is() {
    let (model, _) = room(Vec::new(), Vec::new());
    assert!(frames_of(&model).is_empty());
    for id in ["radio", "coffee-pot"] {
        assert!(
            model
                .targets
                .iter()
                .any(|target| target.declared && target.id == id)
        );
    }
    assert!(model.clip("radio-on").is_some() && model.clip("radio-off").is_some());
}

#[test]
fn photos_and_slides_stay_within_the_textures_that_a_headset_holds() {
    let twelve = samples(&["brygga.jpg"; 12]);
    let thirty = samples(&["dia-sjo.jpg"; 30]);
    let (model, _) = room(twelve, thirty);
    assert_eq!(frames_of(&model).len(), 12);
    assert_eq!(model.slides.len(), 30);
    let bytes = |texture: &worlds::model::Texture| texture.pixels.len() as u64 * 4 / 3;
    let all: u64 = model.textures.iter().map(bytes).sum();
    assert!(all <= 200 << 20, "{} MB", all >> 20);
    let longest = model.textures.iter().rev().take(42);
    assert!(
        longest
            .into_iter()
            .all(|texture| texture.width.max(texture.height) <= 1024)
    );
}

#[test]
fn photos_are_lit_as_the_wall_behind_them() {
    let (model, _) = room(samples(&["brygga.jpg", "kok.jpg"]), Vec::new());
    let photo = model
        .parts
        .iter()
        .find(|part| model.materials[part.material].name == "photo-2")
        .unwrap();
    let first = model.indices[photo.indices.start as usize] as usize;
    let own = model.vertices[first];
    let wall = model
        .parts
        .iter()
        .filter(|part| part.node.is_none())
        .flat_map(|part| part.indices.start as usize..part.indices.end as usize)
        .map(|at| model.vertices[model.indices[at] as usize])
        .filter(|vertex| vertex.normal[0] > 120 && (vertex.position().x + 2.7).abs() < 0.03)
        .filter(|vertex| vertex.position().y > 1.1)
        .min_by(|a, b| {
            let away = |vertex: &worlds::model::Vertex| vertex.position().distance(own.position());
            away(a).total_cmp(&away(b))
        })
        .unwrap();
    for (own, wall) in own.light.iter().zip(wall.light).take(2) {
        assert!(own.abs_diff(wall) < 40, "{own} on a wall of {wall}");
    }
    assert_ne!(own.light, [180, 0, 180, 0], "not as in the open");
}

#[test]
fn slides_are_shown_one_after_the_other() {
    let (model, settings) = room(Vec::new(), samples(&["dia-sjo.jpg", "dia-sno.jpg"]));
    let slide_parts: Vec<usize> = (0..model.parts.len())
        .filter(|part| model.materials[model.parts[*part].material].kind == Kind::Slide)
        .collect();
    assert_eq!(slide_parts.len(), 2);
    let screen = model
        .nodes
        .iter()
        .position(|node| node.name == "screen")
        .unwrap();
    let mut stage = Stage::new(Arc::new(model), settings, Surroundings::default(), 1);
    let seen = |stage: &Stage| -> Vec<f32> {
        slide_parts
            .iter()
            .map(|part| stage.presence(*part))
            .collect()
    };
    let run = |stage: &mut Stage, seconds: f32| {
        for _ in 0..(seconds * 30.0) as u32 {
            stage.advance(1.0 / 30.0);
        }
    };
    let out = |stage: &Stage| stage.pose().in_room(screen).y_axis.length();
    run(&mut stage, 1.0);
    assert_eq!(seen(&stage), [0.0, 0.0]);
    assert!(out(&stage) < 0.05, "the screen is rolled up");
    assert!(stage.happen("projector-on"));
    run(&mut stage, 2.0);
    assert_eq!(seen(&stage), [0.0, 0.0], "first the screen, then the slide");
    run(&mut stage, 4.0);
    assert_eq!(seen(&stage), [1.0, 0.0]);
    assert!(out(&stage) > 0.99);
    assert!(stage.happen("projector-next"));
    run(&mut stage, 0.7);
    let both = seen(&stage);
    assert!(
        both.iter().all(|level| (0.2..0.8).contains(level)),
        "{both:?}"
    );
    run(&mut stage, 2.0);
    assert_eq!(seen(&stage), [0.0, 1.0]);
    assert!(stage.happen("projector-off"));
    run(&mut stage, 6.0);
    assert_eq!(seen(&stage), [0.0, 0.0]);
    assert!(out(&stage) < 0.05, "and it is rolled up again");
}

#[test]
fn frames_and_projector_can_be_looked_at() {
    let names = [
        "brygga.jpg",
        "veranda.jpg",
        "kok.jpg",
        "vinter.jpg",
        "sjon.jpg",
        "farstun.jpg",
    ];
    let (model, settings) = room(samples(&names), samples(&["dia-sjo.jpg"]));
    let stage = Stage::new(Arc::new(model), settings, Surroundings::default(), 1);
    for id in [
        "frame-1",
        "frame-2",
        "frame-3",
        "frame-4",
        "frame-5",
        "frame-6",
        "projector",
        "radio",
    ] {
        let sight = stage.sight_of(id, SEAT).unwrap();
        assert!(
            sight.reach > 1.0 && sight.middle.distance(SEAT) > 1.5,
            "{id}: {sight:?}"
        );
    }
    assert!(stage.sight_of("frame-7", SEAT).is_none());
}
