//! Files that are broken, too much, or lie: a clear error each, and never a panic.

use serde_json::json;
use worlds::model::{Limits, read};
use worlds::{Source, WorldError, load};

use crate::support::{Glb, block, floor, shore};

fn error(bytes: &[u8]) -> WorldError {
    read(bytes, &Limits::default()).expect_err("it is refused")
}

#[test]
fn a_file_cut_off_anywhere_is_told_and_never_shown() {
    let whole = shore().bytes();
    for length in (0..whole.len()).step_by(97) {
        let error = error(&whole[..length]);
        let told = matches!(error, WorldError::CutOff { .. } | WorldError::NoGlb { .. });
        assert!(told, "{length} of {} bytes: {error}", whole.len());
    }
    let cut = error(&whole[..whole.len() / 2]);
    assert_eq!(cut.code(), "G0104");
    assert!(cut.to_string().contains("cut off"), "{cut}");
}

#[test]
fn a_file_with_a_byte_changed_is_shown_or_refused_but_never_panics() {
    let whole = shore().bytes();
    let mut spoilt = whole.clone();
    let (mut shown, mut refused) = (0, 0);
    for place in (20..whole.len()).step_by(61) {
        for value in [0x00, 0xff, 0x22] {
            spoilt[place] = value;
            match read(&spoilt, &Limits::default()) {
                Ok(_) => shown += 1,
                Err(error) => {
                    assert!(!error.to_string().is_empty());
                    refused += 1;
                }
            }
        }
        spoilt[place] = whole[place];
    }
    assert!(shown > 0 && refused > 0, "{shown} shown, {refused} refused");
}

#[test]
fn something_else_is_no_world() {
    assert_eq!(error(b"").code(), "G0103");
    assert_eq!(
        error(b"this is a text that somebody renamed").code(),
        "G0103"
    );
    assert_eq!(error(&[0; 64]).code(), "G0103");
}

/// The count stands in the file, so nothing of it has to be read.
#[test]
fn ten_million_triangles_are_refused_before_they_are_read() {
    let mut glb = Glb::default();
    let solid = glb.material("solid");
    let mesh = glb.mesh(solid, &block([1.0; 3], [1.0; 4]));
    for place in 0..18_000 {
        glb.node(&format!("block-{place}"), Some(mesh), [0.0; 3], &json!({}));
    }
    let few = Limits {
        triangles: 100_000,
        ..Limits::default()
    };
    let error = read(&glb.bytes(), &few).expect_err("it is refused");
    assert!(
        matches!(
            error,
            WorldError::TooManyTriangles {
                triangles: 216_000,
                most: 100_000
            }
        ),
        "{error}"
    );
    assert!(
        error.to_string().contains("Decimate"),
        "it says what to do: {error}"
    );

    let mut many = Glb::default();
    let solid = many.material("solid");
    let lie: Vec<_> = floor([0.0; 2], [1.0; 2], 0.0, [1.0; 4]);
    many.mesh(solid, &lie);
    many.node("lie", Some(0), [0.0; 3], &json!({}));
    let claimed = String::from_utf8_lossy(&many.bytes()).contains("\"count\":6");
    assert!(claimed, "the mesh has six corners");
    let text = many.bytes();
    let spoilt = replace(
        &text,
        b"\"count\":6,\"type\":\"SCALAR\"",
        b"\"count\":30000000,\"type\":\"SCALAR\"",
    );
    let error = read(&spoilt, &Limits::default()).expect_err("it is refused");
    assert!(
        matches!(
            error,
            WorldError::TooManyTriangles {
                triangles: 10_000_000,
                ..
            }
        ),
        "{error}"
    );
}

/// Replaces text in the JSON part and mends the lengths.
fn replace(file: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let at = file
        .windows(old.len())
        .position(|window| window == old)
        .unwrap();
    let length = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
    let end = 20 + length(12);
    let mut text = [&file[20..at], new, &file[at + old.len()..end]].concat();
    text.resize(text.len().next_multiple_of(4), b' ');
    let mut spoilt = file[..12].to_vec();
    spoilt.extend_from_slice(&(text.len() as u32).to_le_bytes());
    spoilt.extend_from_slice(b"JSON");
    spoilt.extend_from_slice(&text);
    spoilt.extend_from_slice(&file[end..]);
    let whole = spoilt.len() as u32;
    spoilt[8..12].copy_from_slice(&whole.to_le_bytes());
    spoilt
}

#[test]
fn a_missing_texture_names_its_material() {
    let mut glb = Glb::default();
    let wallpaper = glb.pictured("solid-wallpaper", b"this is no picture");
    let mesh = glb.mesh(wallpaper, &block([1.0; 3], [1.0; 4]));
    glb.node("wall", Some(mesh), [0.0; 3], &json!({}));
    let broken = error(&glb.bytes());
    assert_eq!(broken.code(), "G0109");
    assert!(broken.to_string().contains("solid-wallpaper"), "{broken}");

    let elsewhere = replace(
        &glb.bytes(),
        b"\"bufferView\":0,\"mimeType\":\"image/png\"",
        b"\"uri\":\"wallpaper.png\"",
    );
    let error = error(&elsewhere);
    assert!(error.to_string().contains("wallpaper.png"), "{error}");
}

#[test]
fn a_mesh_that_names_what_is_not_there_is_refused() {
    let mut glb = Glb::default();
    let wood = glb.material("solid-wood");
    let mesh = glb.mesh(wood, &block([1.0; 3], [1.0; 4]));
    glb.node("box", Some(mesh), [0.0; 3], &json!({}));
    let broken = error(&replace(
        &glb.bytes(),
        b"\"POSITION\":0",
        b"\"POSITION\":999",
    ));
    assert!(["G0103", "G0106"].contains(&broken.code()), "{broken}");
}

#[test]
fn an_animation_without_end_is_refused() {
    let with = |seconds: f32| {
        let mut glb = shore();
        let mesh = glb.mesh(0, &block([0.1; 3], [1.0; 4]));
        let node = glb.node("snail", Some(mesh), [0.0; 3], &json!({}));
        glb.clip(
            "snail-crosses",
            node,
            &[(0.0, [0.0; 3]), (seconds, [1.0, 0.0, 0.0])],
        );
        read(&glb.bytes(), &Limits::default())
    };
    assert!(with(599.0).is_ok());
    let error = with(4.0e6).expect_err("it is refused");
    assert_eq!(error.code(), "G0111");
    assert!(
        error.to_string().contains("snail-crosses") && error.to_string().contains("idle-"),
        "{error}"
    );
}

#[test]
fn animations_that_contradict_themselves_are_refused() {
    let mut glb = shore();
    let mesh = glb.mesh(0, &block([0.1; 3], [1.0; 4]));
    let node = glb.node("clock", Some(mesh), [0.0; 3], &json!({}));
    glb.clip("clock-turns", node, &[(3.0, [0.0; 3]), (1.0, [1.0; 3])]);
    let error = error(&glb.bytes());
    assert!(error.to_string().contains("clock-turns"), "{error}");
}

#[test]
fn a_file_with_nothing_to_see_is_told() {
    let mut glb = Glb::default();
    glb.numbers(&[[0.0_f32]]);
    glb.node("empty", None, [0.0; 3], &json!({}));
    assert_eq!(error(&glb.bytes()).code(), "G0108");
}

#[test]
fn a_missing_file_and_a_broken_table_name_their_path() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.glb");
    let source = Source::File(file.clone());
    let missing = load(&source, &Limits::default()).expect_err("it is not there");
    assert_eq!(missing.code(), "G0101");
    assert!(missing.to_string().contains("own.glb"), "{missing}");
    std::fs::write(&file, shore().bytes()).unwrap();
    assert!(load(&source, &Limits::default()).is_ok());
    std::fs::write(folder.path().join("own.ron"), "(indoors: maybe)").unwrap();
    let broken = load(&source, &Limits::default()).expect_err("the table is wrong");
    assert!(broken.to_string().contains("own.ron: 1:"), "{broken}");
}
