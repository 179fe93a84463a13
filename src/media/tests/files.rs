//! Files of every kind, whole, wrong and broken.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Coding, exif, gpano, jpeg, png, rgb, tiff, webp, with_segment, xmp_segment};
use media::{
    Kind, Limits, MediaError, Notice, Picture, Pixels, SURROUND, decode, decode_bytes, probe,
    probe_bytes,
};
use png::{BitDepth, ColorType};
use proptest::prelude::*;

fn rgba(bytes: &[u8]) -> Vec<u8> {
    match decode_bytes(bytes, &Limits::default())
        .unwrap()
        .picture
        .pixels
    {
        Pixels::Rgba(data) => data,
        Pixels::YCbCr { .. } => panic!("not RGBA"),
    }
}

#[test]
fn every_png_becomes_opaque_rgba() {
    let [r, g, b] = SURROUND;
    let two = |data: &[u8], colour, depth| rgba(&png(data, 2, 1, colour, depth));
    assert_eq!(
        two(&[7, 200], ColorType::Grayscale, BitDepth::Eight),
        [7, 7, 7, 255, 200, 200, 200, 255]
    );
    assert_eq!(
        two(&[0b0100_0000], ColorType::Grayscale, BitDepth::One),
        [0, 0, 0, 255, 255, 255, 255, 255]
    );
    assert_eq!(
        two(&[9, 255, 9, 0], ColorType::GrayscaleAlpha, BitDepth::Eight),
        [9, 9, 9, 255, r, g, b, 255]
    );
    assert_eq!(
        two(&[0x12], ColorType::Indexed, BitDepth::Four),
        [30, 220, 40, 255, 50, 60, 240, 255]
    );
    assert_eq!(
        two(&[1, 2, 3, 4, 5, 6], ColorType::Rgb, BitDepth::Eight),
        [1, 2, 3, 255, 4, 5, 6, 255]
    );
    let wide = [
        0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xff, 0xff, 0x80, 0x00, 0x00, 0x00,
    ];
    assert_eq!(
        two(&wide, ColorType::Rgb, BitDepth::Sixteen),
        [0x12, 0x56, 0x9a, 255, 0xff, 0x80, 0, 255]
    );
    let clear = [1, 2, 3, 255, 1, 2, 3, 0];
    assert_eq!(
        two(&clear, ColorType::Rgba, BitDepth::Eight),
        [1, 2, 3, 255, r, g, b, 255]
    );
}

/// Made with `convert -size 9x7 gradient:red-blue -interlace PNG`, and the same without.
#[test]
fn an_interlaced_png_is_the_same_picture() {
    let interlaced = include_bytes!("fixtures/interlaced.png");
    let plain = include_bytes!("fixtures/plain.png");
    assert_eq!(rgba(interlaced), rgba(plain));
    assert_eq!(rgba(plain).len(), 9 * 7 * 4);
}

#[test]
fn webp_keeps_its_pixels() {
    let data = rgb(20, 10);
    let read = rgba(&webp(&data, 20, 10, false));
    let expected: Vec<u8> = data
        .chunks_exact(3)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255])
        .collect();
    assert_eq!(read, expected);
    let clear = rgba(&webp(&[1, 2, 3, 0].repeat(200), 20, 10, true));
    assert_eq!(clear[..3], SURROUND);
}

/// Made with `cwebp -q 90` from a picture whose left half is red and whose right half is blue.
#[test]
fn a_lossy_webp_is_read() {
    let bytes = include_bytes!("fixtures/lossy.webp");
    assert_eq!(
        probe_bytes(bytes)
            .map(|info| (info.kind, info.width, info.height))
            .unwrap(),
        (Kind::WebP, 32, 16)
    );
    let data = rgba(bytes);
    let pixel = |x: usize| &data[(8 * 32 + x) * 4..][..3];
    assert!(pixel(4)[0] > 200 && pixel(4)[2] < 60, "{:?}", pixel(4));
    assert!(pixel(28)[2] > 200 && pixel(28)[0] < 60, "{:?}", pixel(28));
}

#[test]
fn headers_say_size_orientation_and_panorama() {
    let panorama = r#"GPano:ProjectionType="equirectangular" GPano:PosePitchDegrees="4""#;
    let bytes = with_segment(&jpeg(40, 24, Coding::default()), 0xe1, &exif(6));
    let bytes = with_segment(&bytes, 0xe1, &xmp_segment(panorama));
    let info = probe_bytes(&bytes).unwrap();
    assert_eq!(
        (
            info.kind,
            info.stored_width,
            info.stored_height,
            info.width,
            info.height
        ),
        (Kind::Jpeg, 40, 24, 24, 40)
    );
    assert_eq!(info.panorama.unwrap().pose_pitch, Some(4.0));

    let plain = png(&[0; 12], 4, 3, ColorType::Grayscale, BitDepth::Eight);
    let mut bytes = plain[..33].to_vec();
    for (name, body) in [
        (b"eXIf", tiff(8)),
        (
            b"iTXt",
            [b"XML:com.adobe.xmp\0\0\0\0\0", gpano(panorama).as_bytes()].concat(),
        ),
    ] {
        bytes.extend((body.len() as u32).to_be_bytes());
        bytes.extend(name);
        bytes.extend(body);
        bytes.extend([0; 4]);
    }
    bytes.extend(&plain[33..]);
    let info = probe_bytes(&bytes).unwrap();
    assert_eq!((info.kind, info.width, info.height), (Kind::Png, 3, 4));
    assert_eq!(info.panorama.unwrap().pose_pitch, Some(4.0));

    let mut bytes = webp(&rgb(20, 10), 20, 10, false);
    for (name, body) in [(b"EXIF", tiff(3)), (b"XMP ", gpano(panorama).into_bytes())] {
        bytes.extend(name);
        bytes.extend((body.len() as u32).to_le_bytes());
        bytes.extend(&body);
        bytes.resize(bytes.len() + body.len() % 2, 0);
    }
    let info = probe_bytes(&bytes).unwrap();
    assert_eq!(
        (info.kind, info.width, info.height, info.orientation as u8),
        (Kind::WebP, 20, 10, 3)
    );
    assert_eq!(info.panorama.unwrap().pose_pitch, Some(4.0));
}

/// The picture's corners tell how it was turned: red, green, blue and white from the upper left, row by row.
#[test]
fn photos_are_turned_upright() {
    let corners = [[230, 20, 20], [20, 200, 30], [20, 30, 230], [240, 240, 240]];
    let data: Vec<u8> = (0..32 * 16)
        .flat_map(|index: usize| corners[usize::from(index % 32 >= 16) + 2 * (index / 256)])
        .collect();
    let stored = common::jpeg_of(
        &data,
        32,
        16,
        jpeg_encoder::ColorType::Rgb,
        Coding {
            quality: 100,
            ..Coding::default()
        },
    );
    // Which stored corner each orientation brings to upper left, upper right, lower left, lower right.
    let expected = [
        [0, 1, 2, 3],
        [1, 0, 3, 2],
        [3, 2, 1, 0],
        [2, 3, 0, 1],
        [0, 2, 1, 3],
        [2, 0, 3, 1],
        [3, 1, 2, 0],
        [1, 3, 0, 2],
    ];
    for (orientation, expected) in (1_u8..).zip(expected) {
        let decoded = decode_bytes(
            &with_segment(&stored, 0xe1, &exif(orientation)),
            &Limits::default(),
        )
        .unwrap();
        let Picture {
            width,
            height,
            pixels,
        } = &decoded.picture;
        assert_eq!(
            (*width, *height),
            if orientation < 5 { (32, 16) } else { (16, 32) }
        );
        let Pixels::YCbCr {
            luma,
            chroma,
            chroma_width,
            ..
        } = pixels
        else {
            panic!("not brightness and colour")
        };
        for (place, corner) in expected.into_iter().enumerate() {
            let x = if place % 2 == 0 {
                width / 4
            } else {
                width * 3 / 4
            };
            let y = if place / 2 == 0 {
                height / 4
            } else {
                height * 3 / 4
            };
            let luma = f32::from(luma[(y * width + x) as usize]);
            let at = ((y / 2 * chroma_width + x / 2) * 2) as usize;
            let (cb, cr) = (
                f32::from(chroma[at]) - 128.0,
                f32::from(chroma[at + 1]) - 128.0,
            );
            let [r, g, b]: [u8; 3] = corners[corner];
            let seen = [
                luma + 1.402 * cr,
                luma - 0.344 * cb - 0.714 * cr,
                luma + 1.772 * cb,
            ];
            for (seen, expected) in seen.into_iter().zip([r, g, b]) {
                assert!(
                    (seen - f32::from(expected)).abs() < 12.0,
                    "orientation {orientation}, place {place}: {seen} {expected}"
                );
            }
        }
    }
}

#[test]
fn the_content_counts_and_a_wrong_name_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("beach.JPG");
    std::fs::write(
        &path,
        png(&[0; 12], 4, 3, ColorType::Grayscale, BitDepth::Eight),
    )
    .unwrap();
    let info = probe(&path).unwrap();
    assert_eq!(
        (info.kind, info.named_wrong.as_deref()),
        (Kind::Png, Some("jpg"))
    );
    let decoded = decode(&path, &Limits::default()).unwrap();
    assert_eq!(
        decoded.notices,
        [Notice::NamedWrong {
            ending: "jpg".into(),
            kind: "PNG"
        }]
    );
    let right = folder.path().join("beach.png");
    std::fs::rename(&path, &right).unwrap();
    assert_eq!(probe(&right).unwrap().named_wrong, None);
}

#[test]
fn what_cannot_be_opened_is_said() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().join("nothing.jpg"), folder.path().to_owned()] {
        assert_eq!(probe(&path).unwrap_err().code(), "M0101");
        assert_eq!(
            decode(&path, &Limits::default()).unwrap_err().code(),
            "M0101"
        );
    }
    let empty = folder.path().join("empty.jpg");
    std::fs::write(&empty, b"").unwrap();
    assert_eq!(probe(&empty).unwrap_err().code(), "M0102");
    assert_eq!(
        decode(&empty, &Limits::default()).unwrap_err().code(),
        "M0102"
    );
}

#[test]
fn larger_than_the_graphics_card_takes_is_made_smaller_with_a_notice() {
    let limits = Limits {
        max_side: 64,
        ..Limits::default()
    };
    let grey = vec![90; 200 * 100];
    let files = [
        jpeg(200, 100, Coding::default()),
        jpeg(
            200,
            100,
            Coding {
                progressive: true,
                ..Coding::default()
            },
        ),
        png(&grey, 200, 100, ColorType::Grayscale, BitDepth::Eight),
        webp(&rgb(200, 100), 200, 100, false),
    ];
    for bytes in files {
        let decoded = decode_bytes(&bytes, &limits).unwrap();
        assert_eq!((decoded.picture.width, decoded.picture.height), (64, 32));
        assert_eq!(decoded.reduced_from, Some((200, 100)));
        assert_eq!(
            decoded.notices,
            [Notice::Reduced {
                from: (200, 100),
                to: (64, 32)
            }]
        );
        let held = match &decoded.picture.pixels {
            Pixels::Rgba(data) => data.len() / 4,
            Pixels::YCbCr { luma, chroma, .. } => {
                assert_eq!(chroma.len(), 32 * 16 * 2);
                luma.len()
            }
        };
        assert_eq!(held, 64 * 32);
    }
    let turned = with_segment(&jpeg(200, 100, Coding::default()), 0xe1, &exif(6));
    let decoded = decode_bytes(&turned, &limits).unwrap();
    assert_eq!((decoded.picture.width, decoded.picture.height), (32, 64));
    assert_eq!(decoded.reduced_from, Some((100, 200)));
}

#[test]
fn a_smaller_picture_shows_the_same() {
    // Quarter the size exactly: each new pixel is the mean of sixteen.
    let whole = decode_bytes(&jpeg(256, 128, Coding::default()), &Limits::default())
        .unwrap()
        .picture;
    let small = decode_bytes(
        &jpeg(256, 128, Coding::default()),
        &Limits {
            max_side: 64,
            ..Limits::default()
        },
    )
    .unwrap()
    .picture;
    let (Pixels::YCbCr { luma: whole, .. }, Pixels::YCbCr { luma: small, .. }) =
        (whole.pixels, small.pixels)
    else {
        panic!("not brightness and colour")
    };
    for y in 0..32 {
        for x in 0..64 {
            let sum: u32 = (0..16)
                .map(|i| u32::from(whole[(y * 4 + i / 4) * 256 + x * 4 + i % 4]))
                .sum();
            assert_eq!(u32::from(small[y * 64 + x]), (sum + 8) / 16, "{x}, {y}");
        }
    }
}

#[test]
fn more_pixels_than_allowed_are_refused_before_decoding() {
    let error = decode_bytes(
        &jpeg(200, 100, Coding::default()),
        &Limits {
            max_pixels: 10_000,
            ..Limits::default()
        },
    );
    assert!(
        matches!(
            error,
            Err(MediaError::TooLarge {
                width: 200,
                height: 100,
                ..
            })
        ),
        "{error:?}"
    );
    // A header that promises 65535 × 65535 in a file that must be held whole.
    let mut bytes = jpeg(
        16,
        16,
        Coding {
            progressive: true,
            ..Coding::default()
        },
    );
    let frame = bytes
        .windows(2)
        .position(|pair| pair == [0xff, 0xc2])
        .unwrap();
    bytes[frame + 5..frame + 9].fill(0xff);
    assert_eq!(
        decode_bytes(&bytes, &Limits::default()).unwrap_err().code(),
        "M0107"
    );
    // And one in a file that is read in bands: there is far too little of it.
    let mut bytes = jpeg(16, 16, Coding::default());
    let frame = bytes
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap();
    bytes[frame + 5..frame + 9].copy_from_slice(&[0x4e, 0x20, 0x4e, 0x20]);
    assert_eq!(
        decode_bytes(&bytes, &Limits::default()).unwrap_err().code(),
        "M0106"
    );
}

fn small_files() -> Vec<Vec<u8>> {
    let (width, height) = (24, 18);
    let panorama = xmp_segment(r#"GPano:FullPanoWidthPixels="48" GPano:PosePitchDegrees="4""#);
    vec![
        with_segment(
            &with_segment(&jpeg(width, height, Coding::default()), 0xe1, &exif(6)),
            0xe1,
            &panorama,
        ),
        jpeg(
            width,
            height,
            Coding {
                restart: Some(2),
                ..Coding::default()
            },
        ),
        jpeg(
            width,
            height,
            Coding {
                progressive: true,
                ..Coding::default()
            },
        ),
        common::jpeg_of(
            &rgb(24, 24),
            18,
            24,
            jpeg_encoder::ColorType::Cmyk,
            Coding::default(),
        ),
        png(&rgb(width, height), 24, 18, ColorType::Rgb, BitDepth::Eight),
        png(
            &rgb(width, height)[..24 * 18],
            24,
            18,
            ColorType::Grayscale,
            BitDepth::Eight,
        ),
        include_bytes!("fixtures/interlaced.png").to_vec(),
        webp(&rgb(width, height), 24, 18, false),
        include_bytes!("fixtures/lossy.webp").to_vec(),
        include_bytes!("fixtures/small.avif").to_vec(),
    ]
}

/// Neither reading the headers nor the pixels may panic, and what is read has the size it says.
fn survives(bytes: &[u8]) {
    let limits = Limits {
        max_side: 64,
        max_pixels: 1 << 22,
    };
    let _ = probe_bytes(bytes);
    if let Ok(decoded) = decode_bytes(bytes, &limits) {
        let Picture {
            width,
            height,
            pixels,
        } = &decoded.picture;
        let expected = match pixels {
            Pixels::Rgba(_) => *width as usize * *height as usize * 4,
            Pixels::YCbCr {
                chroma_width,
                chroma_height,
                ..
            } => {
                *width as usize * *height as usize
                    + *chroma_width as usize * *chroma_height as usize * 2
            }
        };
        assert_eq!(decoded.picture.bytes(), expected);
        assert!(*width > 0 && *height > 0 && *width <= 64 && *height <= 64);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_do_no_harm(start in 0_usize..10, bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let files = small_files();
        survives(&bytes);
        survives(&[&files[start][..files[start].len().min(16)], &bytes].concat());
    }

    #[test]
    fn cut_files_do_no_harm(file in 0_usize..10, share in 0.0_f64..1.0) {
        let bytes = &small_files()[file];
        let cut = &bytes[..(bytes.len() as f64 * share) as usize];
        survives(cut);
    }

    #[test]
    fn flipped_bits_do_no_harm(
        file in 0_usize..10,
        flips in prop::collection::vec((0.0_f64..1.0, 0_u8..8), 1..12),
        early: bool,
    ) {
        let mut bytes = small_files()[file].clone();
        let reach = if early { bytes.len().min(200) } else { bytes.len() };
        for (share, bit) in flips {
            let at = (reach as f64 * share) as usize;
            bytes[at] ^= 1 << bit;
        }
        survives(&bytes);
    }
}

#[test]
fn every_cut_of_every_kind_does_no_harm() {
    for bytes in small_files() {
        for end in 0..bytes.len() {
            survives(&bytes[..end]);
        }
    }
}

#[test]
fn codes_are_each_their_own() {
    let file = || std::path::PathBuf::from("x");
    let errors = [
        MediaError::Unreadable {
            path: file(),
            source: std::io::ErrorKind::NotFound.into(),
        },
        MediaError::Empty,
        MediaError::Unknown,
        MediaError::Unsupported {
            what: "a",
            advice: "b.",
        },
        MediaError::Damaged {
            kind: "JPEG",
            reason: "c".into(),
        },
        MediaError::CutShort {
            kind: "JPEG",
            percent: 4,
        },
        MediaError::TooLarge {
            width: 1,
            height: 2,
            megapixels: 3,
        },
        MediaError::ProjectionUnknown {
            width: 1,
            height: 1,
        },
        MediaError::Impossible {
            field: "width",
            value: 1.0,
            reason: "d",
        },
        MediaError::Encoding { reason: "e".into() },
    ];
    let mut codes: Vec<_> = errors.iter().map(MediaError::code).collect();
    codes.dedup();
    assert_eq!(codes.len(), errors.len());
    for error in errors {
        let sentence = error.to_string();
        assert!(sentence.ends_with('.'), "{sentence}");
    }
}

/// Made by ffmpeg's libaom from a picture whose left half is red and whose right half is blue.
#[cfg(not(target_os = "android"))]
#[test]
fn an_avif_is_read() {
    let bytes = include_bytes!("fixtures/small.avif");
    assert_eq!(
        probe_bytes(bytes)
            .map(|info| (info.kind, info.width, info.height))
            .unwrap(),
        (Kind::Avif, 32, 16)
    );
    let data = rgba(bytes);
    assert_eq!(data.len(), 32 * 16 * 4);
    let pixel = |x: usize| &data[(8 * 32 + x) * 4..][..3];
    assert!(
        pixel(4)[0] > 220 && pixel(4)[1] < 40 && pixel(4)[2] < 40,
        "{:?}",
        pixel(4)
    );
    assert!(
        pixel(28)[2] > 220 && pixel(28)[1] < 40 && pixel(28)[0] < 40,
        "{:?}",
        pixel(28)
    );
}
