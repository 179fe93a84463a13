//! Captions measured as pictures: the height of their letters, their place in the cone, their contrast (H3).

use super::*;
use crate::captions::size::CONE;

const DENSITY: f32 = 30.0;

fn letters(size: TextSize) -> Lettering {
    Lettering::new(size, DENSITY).expect("the typeface is a part of the program")
}

fn drawn(size: TextSize, lines: &[&str]) -> CaptionPicture {
    let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    letters(size).picture(&lines)
}

/// The degrees from the top to the bottom of what is more letter than ground, and from left to right.
fn ink(picture: &CaptionPicture) -> (f32, f32) {
    let places = picture.pixels.chunks_exact(4).enumerate();
    let inked = places
        .filter(|(_, pixel)| pixel[0] > 140)
        .map(|(index, _)| index as u32);
    let (mut rows, mut columns) = ((u32::MAX, 0), (u32::MAX, 0));
    for index in inked {
        let (x, y) = (index % picture.width, index / picture.width);
        rows = (rows.0.min(y), rows.1.max(y + 1));
        columns = (columns.0.min(x), columns.1.max(x + 1));
    }
    assert!(rows.1 > rows.0, "nothing is written");
    let degrees = |pixels: u32, whole: u32, seen: f32| pixels as f32 / whole as f32 * seen;
    (
        degrees(rows.1 - rows.0, picture.height, picture.high),
        degrees(columns.1 - columns.0, picture.width, picture.across),
    )
}

#[test]
fn capitals_are_as_high_as_they_should_and_never_below_one_and_a_half_degrees() {
    for (wanted, least) in [(2.0, 1.97), (1.5, 1.47), (3.0, 2.97), (0.1, 1.47)] {
        let (high, _) = ink(&drawn(TextSize::of_capitals(wanted), &["HEIT"]));
        assert!(
            (least..wanted.max(1.5) + 0.04).contains(&high),
            "{wanted}° wanted, {high}° drawn"
        );
    }
    let (small_letters, _) = ink(&drawn(TextSize::default(), &["xzvr"]));
    assert!((1.44..1.56).contains(&small_letters), "{small_letters}°");
}

#[test]
fn there_are_enough_pixels_a_degree_and_they_stand_for_what_is_said() {
    let picture = drawn(TextSize::default(), &["Sjön"]);
    assert!((picture.width as f32 / picture.across - DENSITY).abs() < 0.01);
    assert!((picture.height as f32 / picture.high - DENSITY).abs() < 0.01);
    let coarse = Lettering::new(TextSize::default(), 3.0).expect("a typeface");
    assert_eq!(coarse.density, Lettering::LEAST_DENSITY);
}

/// The degrees between the middle of the cone and the corner of a picture's part that is `share` covered.
fn farthest_from_the_middle(picture: &CaptionPicture, share: f32) -> f32 {
    let middle = (picture.width as f32 / 2.0, picture.height as f32 / 2.0);
    let far = |(index, pixel): (usize, &[u8])| {
        if f32::from(pixel[3]) < share * 255.0 {
            return 0.0;
        }
        let (x, y) = (
            index % picture.width as usize,
            index / picture.width as usize,
        );
        let yaw = (x as f32 + 0.5 - middle.0) / DENSITY;
        let pitch = (y as f32 + 0.5 - middle.1) / DENSITY;
        (yaw.to_radians().cos() * pitch.to_radians().cos())
            .acos()
            .to_degrees()
    };
    picture
        .pixels
        .chunks_exact(4)
        .enumerate()
        .map(far)
        .fold(0.0, f32::max)
}

#[test]
fn the_widest_two_lines_stand_inside_the_cone() {
    for size in [1.5, 2.0, 3.0].map(TextSize::of_capitals) {
        let mut lettering = letters(size);
        let widest = |letter: &str| {
            let mut line = String::new();
            while lettering.fits(&format!("{line}{letter}")) {
                line.push_str(letter);
            }
            line
        };
        for line in ["M", "i", "Å", "ag "].map(widest) {
            let picture = drawn(size, &[&line, &line]);
            let far = farthest_from_the_middle(&picture, 0.8);
            assert!(far <= CONE / 2.0, "«{line}» reaches {far}° from the middle");
        }
    }
}

#[test]
fn ordinary_lines_of_28_characters_fit_at_the_usual_size() {
    let mut lettering = letters(TextSize::default());
    for line in [
        "Vi satt där tills det skymde",
        "We sat there until nightfall",
    ] {
        assert_eq!(line.chars().count(), 28);
        assert!(lettering.fits(line), "{line}: {}°", lettering.width(line));
    }
    assert!(!lettering.fits("MMMMMMMMMMMMMMMMMMMMMMMMMMMM"));
}

/// Relative luminance of an sRGB colour (WCAG 2.2).
fn luminance(colour: [f32; 3]) -> f32 {
    let linear = colour.map(linear);
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn linear(value: f32) -> f32 {
    if value <= 0.04045 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

fn contrast(one: f32, other: f32) -> f32 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn letters_are_read_before_a_white_sky_and_before_the_night() {
    let ink = luminance(INK.map(|value| f32::from(value) / 255.0));
    let ground = GROUND.map(|value| f32::from(value) / 255.0);
    for behind in [0.0, 0.25, 0.5, 0.75, 1.0] {
        // A screen's own blend is of encoded values (the tablet), a compositor's of light (the eyes).
        let encoded = luminance(ground.map(|value| value * COVER + behind * (1.0 - COVER)));
        let of_light = luminance(ground) * COVER + linear(behind) * (1.0 - COVER);
        for seen in [encoded, of_light] {
            let contrast = contrast(ink, seen);
            assert!(contrast >= 4.5, "{contrast} before {behind}");
        }
    }
}

#[test]
fn every_letter_stands_on_the_whole_ground() {
    let picture = drawn(TextSize::default(), &["Åsa frågar:", "– Följer jag?"]);
    for (index, pixel) in picture.pixels.chunks_exact(4).enumerate() {
        let inked = pixel[0] > GROUND[0] + 4;
        assert!(
            !inked || f32::from(pixel[3]) >= COVER * 255.0 - 1.0,
            "pixel {index} is written beside the ground: {pixel:?}"
        );
    }
    let corner = &picture.pixels[..4];
    assert_eq!(
        corner,
        [0, 0, 0, 0],
        "the ground has faded away at its corners"
    );
}

#[test]
fn swedish_letters_have_their_marks_and_unknown_ones_are_left_out() {
    for (with, without) in [
        ("å", "a"),
        ("ä", "a"),
        ("ö", "o"),
        ("é", "e"),
        ("Å", "A"),
        ("e\u{301}", "e"),
    ] {
        let size = TextSize::default();
        let ((marked, _), (plain, _)) = (ink(&drawn(size, &[with])), ink(&drawn(size, &[without])));
        assert!(
            marked > plain + 0.3,
            "{with} is {marked}° high, {without} {plain}°"
        );
    }
    let mut lettering = letters(TextSize::default());
    assert_eq!(lettering.width("ja\u{1f986}漢"), lettering.width("ja"));
    assert_eq!(lettering.readable("♫ Vals ♫"), "♪ Vals ♪");
    let nothing = lettering.picture(&[]);
    assert_eq!(
        nothing.pixels.len() as u32,
        nothing.width * nothing.height * 4
    );
}

#[test]
fn letters_are_spaced_as_the_typeface_wants_it() {
    let mut lettering = letters(TextSize::default());
    let apart = lettering.width("A") + lettering.width("V");
    assert!(lettering.width("AV") < apart - 0.03, "no kerning");
}
