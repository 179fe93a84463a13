//! Where photos stand around the viewer, and what is seen of them there.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Coding, exif, jpeg, with_segment, xmp_segment};
use manifest::{Photo, Poster};
use media::{
    Eye, Geometry, MediaError, PhotoInfo, Picture, Pixels, Projection, SURROUND, Shape, Stereo,
    View, best_view, encode_jpeg, geometry, poster, probe_bytes, project,
};

fn info(width: usize, height: usize) -> PhotoInfo {
    probe_bytes(&jpeg(width, height, Coding::default())).unwrap()
}

fn panorama(width: usize, height: usize, attributes: &str) -> PhotoInfo {
    probe_bytes(&with_segment(
        &jpeg(width, height, Coding::default()),
        0xe1,
        &xmp_segment(attributes),
    ))
    .unwrap()
}

fn photo() -> Photo {
    Photo {
        file: "media/x.jpg".into(),
        ..Photo::default()
    }
}

const HALF: Shape = Shape::Sphere {
    left: -90.0,
    right: 90.0,
    bottom: -90.0,
    top: 90.0,
};

#[test]
fn without_a_word_the_shape_decides() {
    assert_eq!(
        geometry(&info(200, 100), &photo()).unwrap(),
        Geometry::SPHERE
    );
    assert!(matches!(
        geometry(&info(90, 60), &photo()).unwrap().shape,
        Shape::Flat { width: 60.0, .. }
    ));
    let square = geometry(&info(100, 100), &photo());
    assert!(
        matches!(
            square,
            Err(MediaError::ProjectionUnknown {
                width: 100,
                height: 100
            })
        ),
        "{square:?}"
    );
}

#[test]
fn stereo_is_said_not_guessed_and_counts_for_each_eye() {
    let with = |width, height, stereo| {
        geometry(
            &info(width, height),
            &Photo {
                stereo: Some(stereo),
                ..photo()
            },
        )
        .unwrap()
    };
    assert_eq!(
        with(100, 100, Stereo::TopBottom),
        Geometry {
            stereo: Stereo::TopBottom,
            ..Geometry::SPHERE
        }
    );
    assert_eq!(
        with(400, 100, Stereo::LeftRight),
        Geometry {
            stereo: Stereo::LeftRight,
            ..Geometry::SPHERE
        }
    );
    assert_eq!(with(200, 100, Stereo::LeftRight).shape, HALF);
    assert_eq!(with(100, 200, Stereo::TopBottom).shape, HALF);
}

#[test]
fn the_manifest_overrides_the_file() {
    let says = r#"GPano:ProjectionType="equirectangular" GPano:StereoMode="top-bottom" GPano:PosePitchDegrees="4" GPano:PoseRollDegrees="-3" GPano:PoseHeadingDegrees="350" GPano:InitialViewHeadingDegrees="20""#;
    let from_file = geometry(&panorama(100, 100, says), &photo()).unwrap();
    let expected = Geometry {
        stereo: Stereo::TopBottom,
        heading: 30.0,
        pitch: 4.0,
        roll: -3.0,
        ..Geometry::SPHERE
    };
    assert_eq!(from_file, expected);
    let over = Photo {
        projection: Some(Projection::HalfEquirectangular),
        stereo: Some(Stereo::Mono),
        heading: Some(-90.0),
        pitch: Some(1.0),
        roll: Some(2.0),
        ..photo()
    };
    let expected = Geometry {
        shape: HALF,
        stereo: Stereo::Mono,
        heading: -90.0,
        pitch: 1.0,
        roll: 2.0,
    };
    assert_eq!(
        geometry(&panorama(100, 100, says), &over).unwrap(),
        expected
    );
}

#[test]
fn a_compass_alone_does_not_turn_the_picture() {
    let geometry = geometry(
        &panorama(200, 100, r#"GPano:PoseHeadingDegrees="123""#),
        &photo(),
    )
    .unwrap();
    assert_eq!(geometry.heading, 0.0);
}

#[test]
fn a_cropped_panorama_covers_its_part_of_the_sphere() {
    let crop = r#"GPano:ProjectionType="equirectangular" GPano:CroppedAreaLeftPixels="1000" GPano:CroppedAreaTopPixels="500" GPano:CroppedAreaImageWidthPixels="2000" GPano:CroppedAreaImageHeightPixels="750" GPano:FullPanoWidthPixels="4000" GPano:FullPanoHeightPixels="2000""#;
    // The file was made ten times smaller since; the shares stay.
    let shape = geometry(&panorama(200, 75, crop), &photo()).unwrap().shape;
    assert_eq!(
        shape,
        Shape::Sphere {
            left: -90.0,
            right: 90.0,
            bottom: -22.5,
            top: 45.0
        }
    );
}

#[test]
fn a_flat_picture_keeps_its_proportions() {
    let flat = |info: &PhotoInfo, width, stereo| {
        let photo = Photo {
            projection: Some(Projection::Flat),
            width,
            stereo,
            ..photo()
        };
        match geometry(info, &photo).unwrap().shape {
            Shape::Flat { width, height } => (width, height),
            Shape::Sphere { .. } => panic!("not flat"),
        }
    };
    let tan = |degrees: f32| (degrees.to_radians() / 2.0).tan();
    let (width, height) = flat(&info(90, 60), Some(90.0), None);
    assert_eq!(width, 90.0);
    assert!((tan(width) / tan(height) - 1.5).abs() < 1e-4);
    let (width, height) = flat(&info(120, 40), None, Some(Stereo::LeftRight));
    assert!((tan(width) / tan(height) - 1.5).abs() < 1e-4);
    let turned = probe_bytes(&with_segment(
        &jpeg(90, 60, Coding::default()),
        0xe1,
        &exif(6),
    ))
    .unwrap();
    let (width, height) = flat(&turned, None, None);
    assert!(height > width);
    for width in [0.0, -5.0, 180.0, f32::NAN] {
        let photo = Photo {
            projection: Some(Projection::Flat),
            width: Some(width),
            ..photo()
        };
        assert!(matches!(
            geometry(&info(90, 60), &photo),
            Err(MediaError::Impossible { field: "width", .. })
        ));
    }
    let photo = Photo {
        heading: Some(f32::INFINITY),
        ..photo()
    };
    assert!(matches!(
        geometry(&info(200, 100), &photo),
        Err(MediaError::Impossible {
            field: "heading",
            ..
        })
    ));
}

/// A panorama that says where each pixel is: red is yaw, green is pitch, blue is the eye.
fn directions(width: u32, height: u32, stereo: Stereo) -> Picture {
    let mut data = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let (x, columns, y, rows, second) = match stereo {
                Stereo::Mono => (x, width, y, height, false),
                Stereo::TopBottom => (x, width, y % (height / 2), height / 2, y >= height / 2),
                Stereo::LeftRight => (x % (width / 2), width / 2, y, height, x >= width / 2),
            };
            let share = |at: u32, of: u32| ((at as f32 + 0.5) / of as f32 * 255.0) as u8;
            data.extend([
                share(x, columns),
                share(y, rows),
                if second { 200 } else { 50 },
                255,
            ]);
        }
    }
    Picture {
        width,
        height,
        pixels: Pixels::Rgba(data),
    }
}

fn looking(eye: Eye, yaw: f32, pitch: f32, roll: f32) -> View {
    View {
        eye,
        yaw,
        pitch,
        roll,
        horizontal_fov: 60.0,
        width: 61,
        height: 41,
    }
}

/// Yaw and pitch in the picture, and the eye, of one pixel of the view.
fn seen(
    picture: &Picture,
    geometry: &Geometry,
    view: &View,
    x: usize,
    y: usize,
) -> (f32, f32, Eye) {
    let Pixels::Rgba(data) = project::view(picture, geometry, view).pixels else {
        panic!("not RGBA")
    };
    let at = (y * view.width as usize + x) * 4;
    let [red, green, blue] = [data[at], data[at + 1], data[at + 2]];
    let eye = if blue > 125 { Eye::Right } else { Eye::Left };
    (
        f32::from(red) / 255.0 * 360.0 - 180.0,
        90.0 - f32::from(green) / 255.0 * 180.0,
        eye,
    )
}

fn near(a: f32, b: f32) -> bool {
    ((a - b + 180.0).rem_euclid(360.0) - 180.0).abs() < 2.5
}

#[test]
fn looking_somewhere_shows_what_stands_there() {
    let picture = directions(720, 360, Stereo::Mono);
    for (yaw, pitch) in [
        (0.0, 0.0),
        (90.0, 0.0),
        (-90.0, 0.0),
        (170.0, 0.0),
        (0.0, 60.0),
        (45.0, -30.0),
        (-120.0, 45.0),
    ] {
        let (seen_yaw, seen_pitch, _) = seen(
            &picture,
            &Geometry::SPHERE,
            &looking(Eye::Left, yaw, pitch, 0.0),
            30,
            20,
        );
        assert!(
            near(seen_yaw, yaw) && near(seen_pitch, pitch),
            "{yaw} {pitch}: {seen_yaw} {seen_pitch}"
        );
    }
}

#[test]
fn right_is_right_and_up_is_up() {
    let picture = directions(720, 360, Stereo::Mono);
    let view = looking(Eye::Left, 0.0, 0.0, 0.0);
    let (right, _, _) = seen(&picture, &Geometry::SPHERE, &view, 60, 20);
    let (_, up, _) = seen(&picture, &Geometry::SPHERE, &view, 30, 0);
    // The last pixel's centre lies just inside the edge of the view.
    assert!(near(right, 29.5), "{right}");
    assert!((18.0..22.0).contains(&up), "{up}");
    // A head tilted clockwise sees to its right what is below.
    let (right, below, _) = seen(
        &picture,
        &Geometry::SPHERE,
        &looking(Eye::Left, 0.0, 0.0, 90.0),
        60,
        20,
    );
    assert!(near(right, 0.0) && near(below, -29.5), "{right} {below}");
}

#[test]
fn heading_pitch_and_roll_are_taken_back() {
    let picture = directions(720, 360, Stereo::Mono);
    let at = |geometry: Geometry, yaw, pitch| {
        let (yaw, pitch, _) = seen(
            &picture,
            &geometry,
            &looking(Eye::Left, yaw, pitch, 0.0),
            30,
            20,
        );
        (yaw, pitch)
    };
    let (yaw, _) = at(
        Geometry {
            heading: 40.0,
            ..Geometry::SPHERE
        },
        0.0,
        0.0,
    );
    assert!(near(yaw, 40.0), "{yaw}");
    let (yaw, _) = at(
        Geometry {
            heading: 40.0,
            ..Geometry::SPHERE
        },
        30.0,
        0.0,
    );
    assert!(near(yaw, 70.0), "{yaw}");
    // The camera looked 20° up: the horizon stands 20° below the picture's middle.
    let (yaw, pitch) = at(
        Geometry {
            pitch: 20.0,
            ..Geometry::SPHERE
        },
        0.0,
        0.0,
    );
    assert!(near(yaw, 0.0) && near(pitch, -20.0), "{yaw} {pitch}");
    let (yaw, pitch) = at(
        Geometry {
            pitch: 20.0,
            ..Geometry::SPHERE
        },
        0.0,
        20.0,
    );
    assert!(near(yaw, 0.0) && near(pitch, 0.0), "{yaw} {pitch}");
    // The camera was turned 30° clockwise: to the right, the horizon stands higher in the picture.
    let (yaw, pitch) = at(
        Geometry {
            roll: 30.0,
            ..Geometry::SPHERE
        },
        90.0,
        0.0,
    );
    assert!(near(yaw, 90.0) && near(pitch, 30.0), "{yaw} {pitch}");
}

#[test]
fn each_eye_sees_its_own_part() {
    for (stereo, width, height) in [(Stereo::TopBottom, 360, 360), (Stereo::LeftRight, 720, 180)] {
        let picture = directions(width, height, stereo);
        let geometry = Geometry {
            stereo,
            ..Geometry::SPHERE
        };
        for eye in [Eye::Left, Eye::Right] {
            for (yaw, pitch) in [(0.0, 0.0), (179.0, 0.0), (-90.0, 40.0), (0.0, -85.0)] {
                let (seen_yaw, seen_pitch, seen_eye) =
                    seen(&picture, &geometry, &looking(eye, yaw, pitch, 0.0), 30, 20);
                assert_eq!(seen_eye, eye, "{stereo:?}");
                assert!(near(seen_pitch, pitch), "{stereo:?} {seen_pitch}");
                assert!(
                    pitch.abs() > 80.0 || near(seen_yaw, yaw),
                    "{stereo:?} {seen_yaw}"
                );
            }
        }
    }
}

#[test]
fn outside_of_the_picture_it_is_dark() {
    let white = Picture {
        width: 16,
        height: 16,
        pixels: Pixels::Rgba(vec![255; 16 * 16 * 4]),
    };
    let colour = |shape, yaw, pitch| {
        let geometry = Geometry {
            shape,
            ..Geometry::SPHERE
        };
        let view = View {
            eye: Eye::Left,
            yaw,
            pitch,
            roll: 0.0,
            horizontal_fov: 1.0,
            width: 1,
            height: 1,
        };
        let Pixels::Rgba(data) = project::view(&white, &geometry, &view).pixels else {
            panic!("not RGBA")
        };
        [data[0], data[1], data[2]]
    };
    let flat = Shape::Flat {
        width: 60.0,
        height: 40.0,
    };
    for (shape, inside, outside) in [
        (HALF, (88.0, 0.0), (92.0, 0.0)),
        (flat, (29.0, 0.0), (31.0, 0.0)),
        (flat, (0.0, 19.0), (0.0, 21.0)),
    ] {
        assert_eq!(colour(shape, inside.0, inside.1), [255; 3]);
        assert_eq!(colour(shape, outside.0, outside.1), SURROUND);
    }
    assert_eq!(colour(flat, 180.0, 0.0), SURROUND);
}

#[test]
fn the_seam_behind_does_not_show() {
    // One colour all around, brightness as a wave that meets itself.
    let wave = |x: u32| ((x as f32 / 128.0 * std::f32::consts::TAU).cos() * 100.0 + 128.0) as u8;
    let data = (0..64 * 128_u32)
        .flat_map(|index| [wave(index % 128), 128, 128, 255])
        .collect();
    let picture = Picture {
        width: 128,
        height: 64,
        pixels: Pixels::Rgba(data),
    };
    let view = View {
        eye: Eye::Left,
        yaw: 180.0,
        pitch: 0.0,
        roll: 0.0,
        horizontal_fov: 20.0,
        width: 200,
        height: 4,
    };
    let Pixels::Rgba(data) = project::view(&picture, &Geometry::SPHERE, &view).pixels else {
        panic!("not RGBA")
    };
    let row: Vec<u8> = data[..200 * 4].iter().step_by(4).copied().collect();
    assert!(
        row.windows(2).all(|pair| pair[0].abs_diff(pair[1]) <= 2),
        "{row:?}"
    );
}

/// Grey all around but for something lively at one place.
fn lively_at(yaw: f32, pitch: f32) -> Picture {
    let (width, height) = (720_u32, 360_u32);
    let mut data = vec![128; (width * height * 4) as usize];
    let (x0, y0) = (((yaw + 180.0) * 2.0) as i64, ((90.0 - pitch) * 2.0) as i64);
    for y in y0 - 50..y0 + 50 {
        for x in x0 - 70..x0 + 70 {
            let at = (y as usize * width as usize + x.rem_euclid(i64::from(width)) as usize) * 4;
            let colours = [[230, 60, 30], [30, 160, 60], [240, 220, 40], [20, 60, 200]];
            data[at..at + 3]
                .copy_from_slice(&colours[(x / 12 + y / 12 * 3).rem_euclid(4) as usize]);
        }
    }
    Picture {
        width,
        height,
        pixels: Pixels::Rgba(data),
    }
}

#[test]
fn the_best_view_finds_what_there_is_to_see() {
    for (yaw, pitch) in [
        (0.0, 0.0),
        (90.0, 0.0),
        (-135.0, -5.0),
        (175.0, 8.0),
        (-30.0, 0.0),
    ] {
        let (best, up) = best_view(&lively_at(yaw, pitch), &Geometry::SPHERE);
        let off = ((best - yaw + 180.0).rem_euclid(360.0) - 180.0).abs();
        assert!(
            off <= 22.5 && (up - pitch).abs() <= 12.0,
            "{yaw} {pitch}: {best} {up}"
        );
    }
}

#[test]
fn the_best_view_of_nothing_is_straight_ahead() {
    let grey = Picture {
        width: 64,
        height: 32,
        pixels: Pixels::Rgba(vec![128; 64 * 32 * 4]),
    };
    assert_eq!(best_view(&grey, &Geometry::SPHERE), (0.0, 0.0));
}

#[test]
fn the_best_view_stays_inside_and_follows_the_heading() {
    let geometry = Geometry {
        heading: 90.0,
        ..Geometry::SPHERE
    };
    let (best, _) = best_view(&lively_at(90.0, 0.0), &geometry);
    assert!(best.abs() <= 15.0, "{best}");
    // The left half of the front is lively, but a view of it must not show much of where there is nothing.
    let geometry = Geometry {
        shape: HALF,
        ..Geometry::SPHERE
    };
    let (best, _) = best_view(&lively_at(-170.0, 0.0), &geometry);
    assert!(best.abs() <= 60.0, "{best}");
}

#[test]
fn a_poster_is_a_jpeg_of_the_wanted_view() {
    let picture = directions(720, 360, Stereo::Mono);
    let wanted = Poster {
        scene: "shore".into(),
        yaw: 100.0,
        pitch: -20.0,
        width: 70.0,
        file: None,
    };
    let bytes = poster(&picture, &Geometry::SPHERE, Some(&wanted), 160, 120).unwrap();
    let decoded = media::decode_bytes(&bytes, &media::Limits::default())
        .unwrap()
        .picture;
    assert_eq!((decoded.width, decoded.height), (160, 120));
    let Pixels::YCbCr { luma, .. } = &decoded.pixels else {
        panic!("not a JPEG's colours")
    };
    // Red 198, green 155, blue 50 stand at yaw 100, pitch −20.
    let expected = 0.299 * 198.0 + 0.587 * 155.0 + 0.114 * 50.0;
    let middle = f32::from(luma[60 * 160 + 80]);
    assert!((middle - expected).abs() < 5.0, "{middle} {expected}");
    assert_eq!(
        bytes,
        poster(&picture, &Geometry::SPHERE, Some(&wanted), 160, 120).unwrap()
    );
}

#[test]
fn a_picture_survives_being_written_in_either_layout() {
    let decoded = |bytes: &[u8]| {
        media::decode_bytes(bytes, &media::Limits::default())
            .unwrap()
            .picture
    };
    let first = decoded(&jpeg(50, 30, Coding::default()));
    let again = decoded(&encode_jpeg(&first, 95).unwrap());
    let (Pixels::YCbCr { luma: a, .. }, Pixels::YCbCr { luma: b, .. }) =
        (&first.pixels, &again.pixels)
    else {
        panic!("not a JPEG's colours")
    };
    let mean = a
        .iter()
        .zip(b)
        .map(|(a, b)| f32::from(a.abs_diff(*b)))
        .sum::<f32>()
        / a.len() as f32;
    assert!(mean < 2.0, "{mean}");
    let nothing = Picture {
        width: 0,
        height: 4,
        pixels: Pixels::Rgba(Vec::new()),
    };
    assert_eq!(encode_jpeg(&nothing, 90).unwrap_err().code(), "M0301");
}
