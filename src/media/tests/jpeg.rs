//! The JPEG decoder of this crate against `zune-jpeg`, which shares no code with it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Coding, jpeg, jpeg_of, rgb};
use jpeg_encoder::{ColorType, SamplingFactor};
use media::{Limits, MediaError, Picture, Pixels, decode_bytes};
use proptest::prelude::*;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

const SAMPLINGS: [SamplingFactor; 4] = [
    SamplingFactor::F_1_1,
    SamplingFactor::F_2_1,
    SamplingFactor::F_1_2,
    SamplingFactor::F_2_2,
];

/// Decodes without the small limits on size.
fn picture(bytes: &[u8]) -> Picture {
    decode_bytes(bytes, &Limits::default()).unwrap().picture
}

fn by_zune(bytes: &[u8], colours: ColorSpace) -> Vec<u8> {
    let options = DecoderOptions::default().jpeg_set_out_colorspace(colours);
    JpegDecoder::new_with_options(ZCursor::new(bytes), options)
        .decode()
        .unwrap()
}

fn largest_difference<'a>(
    a: impl IntoIterator<Item = &'a u8>,
    b: impl IntoIterator<Item = &'a u8>,
) -> u8 {
    let (mut a, mut b) = (a.into_iter(), b.into_iter());
    let mut largest = 0;
    loop {
        match (a.next(), b.next()) {
            (Some(a), Some(b)) => largest = largest.max(a.abs_diff(*b)),
            (None, None) => return largest,
            _ => panic!("different lengths"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn brightness_is_what_zune_reads(
        width in 1_usize..90,
        height in 1_usize..70,
        sampling in 0_usize..4,
        quality in 5_u8..=100,
        restart in prop::option::of(1_u16..20),
        noise: bool,
        seed: u32,
    ) {
        let mut data = rgb(width, height);
        if noise {
            let mut state = seed | 1;
            for value in &mut data {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                *value = (state >> 24) as u8;
            }
        }
        // With codes of its own choice the encoder writes scans apart, which another test is about.
        let coding = Coding { quality, sampling: SAMPLINGS[sampling], restart, optimised: false, progressive: false };
        let bytes = jpeg_of(&data, width, height, ColorType::Rgb, coding);
        let picture = picture(&bytes);
        prop_assert_eq!((picture.width as usize, picture.height as usize), (width, height));
        let reference = by_zune(&bytes, ColorSpace::YCbCr);
        let Pixels::YCbCr { luma, chroma, .. } = &picture.pixels else { panic!("not brightness and colour") };
        let difference = largest_difference(luma, reference.iter().step_by(3));
        prop_assert!(difference <= 2, "brightness differs by {}", difference);
        if sampling == 0 {
            let colours = reference.chunks_exact(3).flat_map(|pixel| &pixel[1..]);
            let difference = largest_difference(chroma, colours);
            prop_assert!(difference <= 2, "colour differs by {}", difference);
        }
    }
}

/// Shared colours cannot be compared through zune's interpolation, so the picture is made of areas of
/// one colour each, where interpolation changes nothing.
#[test]
fn shared_colours_are_what_zune_reads() {
    let (width, height) = (96, 64);
    let data: Vec<u8> = (0..width * height)
        .flat_map(|index| match (index % width / 32, index / width / 32) {
            (0, 0) => [200, 30, 40],
            (1, 0) => [30, 180, 60],
            (2, 0) => [20, 40, 220],
            (0, _) => [240, 240, 10],
            (1, _) => [10, 200, 200],
            _ => [120, 120, 120],
        })
        .collect();
    for sampling in SAMPLINGS {
        let bytes = jpeg_of(
            &data,
            width,
            height,
            ColorType::Rgb,
            Coding {
                sampling,
                ..Coding::default()
            },
        );
        let picture = picture(&bytes);
        let reference = by_zune(&bytes, ColorSpace::YCbCr);
        let (across, down) = picture.chroma_steps();
        let Pixels::YCbCr {
            chroma,
            chroma_width,
            ..
        } = &picture.pixels
        else {
            panic!("not brightness and colour")
        };
        for (x, y) in [(16, 16), (48, 16), (80, 16), (16, 48), (48, 48), (80, 48)] {
            let at = (y / down * *chroma_width as usize + x / across) * 2;
            let expected = &reference[(y * width + x) * 3 + 1..][..2];
            assert!(
                largest_difference(&chroma[at..at + 2], expected) <= 2,
                "{sampling:?} at {x}, {y}"
            );
        }
    }
}

#[test]
fn the_colour_planes_have_the_sizes_they_have_in_the_file() {
    let sizes = SAMPLINGS.map(|sampling| {
        let Pixels::YCbCr {
            chroma_width,
            chroma_height,
            ..
        } = picture(&jpeg(
            37,
            21,
            Coding {
                sampling,
                ..Coding::default()
            },
        ))
        .pixels
        else {
            panic!("not brightness and colour")
        };
        (chroma_width, chroma_height)
    });
    assert_eq!(sizes, [(37, 21), (19, 21), (37, 11), (19, 11)]);
}

#[test]
fn progressive_is_the_same_picture_as_baseline() {
    for sampling in SAMPLINGS {
        let (width, height) = (75, 53);
        let baseline = picture(&jpeg(
            width,
            height,
            Coding {
                sampling,
                ..Coding::default()
            },
        ));
        let passes = picture(&jpeg(
            width,
            height,
            Coding {
                sampling,
                progressive: true,
                ..Coding::default()
            },
        ));
        assert_eq!(baseline.layout(), passes.layout(), "{sampling:?}");
        let (
            Pixels::YCbCr {
                luma: a, chroma: c, ..
            },
            Pixels::YCbCr {
                luma: b, chroma: d, ..
            },
        ) = (&baseline.pixels, &passes.pixels)
        else {
            panic!("not brightness and colour")
        };
        assert!(largest_difference(a, b) <= 2, "{sampling:?}");
        // Interpolated and averaged again: the mean difference tells whether it is the same plane.
        let total: u32 = c
            .iter()
            .zip(d)
            .map(|(c, d)| u32::from(c.abs_diff(*d)))
            .sum();
        assert!(
            f64::from(total) / (c.len() as f64) < 3.0,
            "{sampling:?}: {total} of {}",
            c.len()
        );
    }
}

#[test]
fn grey_is_brightness_without_colour() {
    for progressive in [false, true] {
        let (width, height) = (37, 21);
        let grey: Vec<u8> = rgb(width, height).into_iter().step_by(3).collect();
        let bytes = jpeg_of(
            &grey,
            width,
            height,
            ColorType::Luma,
            Coding {
                progressive,
                ..Coding::default()
            },
        );
        let picture = picture(&bytes);
        match &picture.pixels {
            Pixels::YCbCr { luma, chroma, .. } => {
                assert!(largest_difference(luma, &by_zune(&bytes, ColorSpace::Luma)) <= 2);
                assert_eq!(chroma.len(), 19 * 11 * 2);
                assert!(chroma.iter().all(|value| *value == 128));
            }
            Pixels::Rgba(data) => {
                assert!(
                    data.chunks_exact(4)
                        .all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2])
                );
                assert!(
                    largest_difference(data.iter().step_by(4), &by_zune(&bytes, ColorSpace::Luma))
                        <= 2
                );
            }
        }
    }
}

#[test]
fn inks_become_the_colours_they_print() {
    // Cyan, magenta, yellow and black, 255 for all there can be. The encoder stores them inverted, as Adobe does.
    let inks: [([u8; 4], [u8; 3]); 6] = [
        ([0, 0, 0, 0], [255, 255, 255]),
        ([0, 0, 0, 255], [0, 0, 0]),
        ([255, 0, 0, 0], [0, 255, 255]),
        ([0, 255, 0, 0], [255, 0, 255]),
        ([0, 0, 255, 0], [255, 255, 0]),
        ([127, 191, 0, 127], [64, 32, 128]),
    ];
    for colours in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        for (ink, expected) in inks {
            let data: Vec<u8> = std::iter::repeat_n(ink, 32 * 16).flatten().collect();
            let bytes = jpeg_of(
                &data,
                32,
                16,
                colours,
                Coding {
                    quality: 100,
                    sampling: SamplingFactor::F_1_1,
                    ..Coding::default()
                },
            );
            let Pixels::Rgba(data) = picture(&bytes).pixels else {
                panic!("inks are not brightness and colour")
            };
            for (value, expected) in data[32 * 4 * 5..][..3].iter().zip(expected) {
                assert!(
                    value.abs_diff(expected) <= 4,
                    "{colours:?} {ink:?}: {:?}",
                    &data[..4]
                );
            }
        }
    }
}

#[test]
fn red_green_and_blue_are_told_from_brightness_and_colour() {
    // Adobe's word that there is no transformation.
    let bytes = jpeg(
        40,
        24,
        Coding {
            quality: 100,
            sampling: SamplingFactor::F_1_1,
            ..Coding::default()
        },
    );
    let jfif = bytes
        .windows(4)
        .position(|window| window == b"JFIF")
        .unwrap()
        - 4;
    let mut raw = bytes[..2].to_vec();
    raw.extend(b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\0");
    raw.extend(&bytes[jfif + 18..]);
    let Pixels::Rgba(data) = picture(&raw).pixels else {
        panic!("taken for brightness and colour")
    };
    let reference = by_zune(&bytes, ColorSpace::YCbCr);
    assert!(
        largest_difference(
            data.chunks_exact(4).flat_map(|pixel| &pixel[..3]),
            &reference
        ) <= 2
    );
}

#[test]
fn a_photo_that_ends_early_says_how_much_is_there() {
    for restart in [None, Some(3)] {
        let bytes = jpeg(
            320,
            640,
            Coding {
                restart,
                ..Coding::default()
            },
        );
        let mut before = 0;
        for tenth in 3..10 {
            match decode_bytes(&bytes[..bytes.len() * tenth / 10], &Limits::default()) {
                Err(MediaError::CutShort {
                    kind: "JPEG",
                    percent,
                }) => {
                    assert!(
                        percent >= before && percent < 100,
                        "{percent} after {before}"
                    );
                    before = percent;
                }
                other => panic!("{tenth} tenths: {other:?}"),
            }
        }
        assert!((60..100).contains(&before), "{before}");
    }
}

#[test]
fn half_a_progressive_photo_is_an_error() {
    let bytes = jpeg(
        160,
        120,
        Coding {
            progressive: true,
            ..Coding::default()
        },
    );
    let error = decode_bytes(&bytes[..bytes.len() / 2], &Limits::default()).unwrap_err();
    assert!(
        matches!(
            error,
            MediaError::CutShort { .. } | MediaError::Damaged { .. }
        ),
        "{error}"
    );
}

#[test]
fn what_follows_the_picture_does_not_matter() {
    let bytes = jpeg(64, 48, Coding::default());
    let mut longer = bytes.clone();
    longer.extend(b"a film of two seconds, as phones append it");
    assert_eq!(picture(&longer), picture(&bytes));
    // Some cameras forget the end marker.
    assert_eq!(picture(&bytes[..bytes.len() - 2]), picture(&bytes));
}

#[test]
fn a_missing_restart_marker_is_noticed() {
    let bytes = jpeg(
        320,
        64,
        Coding {
            restart: Some(2),
            ..Coding::default()
        },
    );
    let at = bytes
        .windows(2)
        .position(|pair| pair == [0xff, 0xd1])
        .unwrap();
    let mut wrong = bytes.clone();
    wrong[at + 1] = 0xd5;
    let error = decode_bytes(&wrong, &Limits::default()).unwrap_err();
    assert!(error.to_string().contains("restart marker"), "{error}");
}
