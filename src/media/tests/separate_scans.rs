//! JPEGs that store each colour in a scan of its own, as some programs save them.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use media::{Eye, Geometry, Limits, Pixels, Shape, View, decode_bytes};

const WIDTH: u16 = 83;
const HEIGHT: u16 = 61;

/// Colours that change in every direction, as a JPEG with one scan for all, or one for each.
fn jpeg(separate: bool, sampling: SamplingFactor) -> Vec<u8> {
    let mut rgb = Vec::new();
    for y in 0..u32::from(HEIGHT) {
        for x in 0..u32::from(WIDTH) {
            rgb.extend([(x * 3) as u8, (y * 4) as u8, (255 - x - y) as u8]);
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 92);
    encoder.set_sampling_factor(sampling);
    // This encoder writes a scan for each colour when it may choose the codes.
    encoder.set_optimized_huffman_tables(separate);
    encoder
        .encode(&rgb, WIDTH, HEIGHT, ColorType::Rgb)
        .expect("the encoder takes this picture");
    bytes
}

/// What is seen of it, reduced to a few pixels: the two ways of storing colour may differ at edges.
fn seen(bytes: &[u8]) -> Vec<[u8; 3]> {
    let picture = decode_bytes(bytes, &Limits::default())
        .expect("a whole JPEG is read")
        .picture;
    let (width, height) = (u32::from(WIDTH), u32::from(HEIGHT));
    assert_eq!((picture.width, picture.height), (width, height));
    let flat = Geometry {
        shape: Shape::Flat {
            width: 60.0,
            height: 45.0,
        },
        ..Geometry::SPHERE
    };
    let view = View {
        eye: Eye::Left,
        yaw: 0.0,
        pitch: 0.0,
        roll: 0.0,
        horizontal_fov: 50.0,
        width: 24,
        height: 18,
    };
    let Pixels::Rgba(rgba) = media::project::view(&picture, &flat, &view).pixels else {
        panic!("a view is RGBA")
    };
    rgba.chunks_exact(4)
        .map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect()
}

#[test]
fn a_scan_for_each_colour_gives_the_same_picture_as_one_for_all() {
    for sampling in [
        SamplingFactor::F_1_1,
        SamplingFactor::F_2_1,
        SamplingFactor::F_2_2,
    ] {
        let separate = jpeg(true, sampling);
        let scans = separate
            .windows(2)
            .filter(|pair| *pair == [0xff, 0xda])
            .count();
        assert_eq!(scans, 3, "the file is what this test is about");
        let (one, other) = (seen(&separate), seen(&jpeg(false, sampling)));
        for (a, b) in one.iter().zip(&other) {
            let apart = (0..3).map(|channel| a[channel].abs_diff(b[channel])).max();
            assert!(apart <= Some(6), "{sampling:?}: {a:?} and {b:?}");
        }
    }
}
