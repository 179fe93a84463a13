//! A panorama whose pixels say which way they lie: one colour for each side of a cube, its name written
//! on it, a net of degrees, and grain so that its JPEG weighs as much as a photo of that size.

use std::num::NonZero;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// A name, its colour, and the places (yaw, pitch in degrees) where the name is written.
type Side = (&'static str, [u8; 3], &'static [(f32, f32)]);

/// The sides of the cube.
const SIDES: [Side; 6] = [
    ("FRONT", [200, 60, 60], &[(0.0, 8.0)]),
    ("RIGHT", [60, 180, 60], &[(90.0, 8.0)]),
    ("BACK", [60, 90, 210], &[(-162.0, 8.0), (162.0, 8.0)]),
    ("LEFT", [210, 180, 50], &[(-90.0, 8.0)]),
    (
        "UP",
        [80, 200, 210],
        &[(-90.0, 80.0), (0.0, 80.0), (90.0, 80.0)],
    ),
    (
        "DOWN",
        [190, 80, 190],
        &[(-90.0, -80.0), (0.0, -80.0), (90.0, -80.0)],
    ),
];
/// Sizes in pixels and shares of the grain, from clouds to a few pixels.
const GRAIN: [(u32, f32); 3] = [(48, 34.0), (12, 26.0), (3, 38.0)];
const QUALITY: u8 = 90;
/// Degrees between the lines of the net, and how wide they are.
const NET: (f32, f32) = (15.0, 0.2);
/// Height of the letters in degrees.
const LETTERS: f32 = 7.0;

/// The panorama as a JPEG that says of itself that it is one, in the sampling cameras use.
pub(crate) fn jpeg(width: u16, height: u16) -> anyhow::Result<Vec<u8>> {
    let mut pixels = vec![0; usize::from(width) * usize::from(height) * 3];
    let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
    let rows = usize::from(height).div_ceil(workers);
    std::thread::scope(|scope| {
        for (part, band) in pixels.chunks_mut(rows * usize::from(width) * 3).enumerate() {
            scope.spawn(move || draw(band, part * rows, width, height));
        }
    });
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.add_app_segment(1, gpano(width, height))?;
    encoder.encode(&pixels, width, height, ColorType::Rgb)?;
    Ok(bytes)
}

/// Google's photo sphere description of a full panorama, as an XMP segment.
fn gpano(width: u16, height: u16) -> Vec<u8> {
    let mut segment = b"http://ns.adobe.com/xap/1.0/\0".to_vec();
    let description = format!(
        r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:GPano="http://ns.google.com/photos/1.0/panorama/" GPano:ProjectionType="equirectangular" GPano:UsePanoramaViewer="True" GPano:FullPanoWidthPixels="{width}" GPano:FullPanoHeightPixels="{height}" GPano:CroppedAreaImageWidthPixels="{width}" GPano:CroppedAreaImageHeightPixels="{height}" GPano:CroppedAreaLeftPixels="0" GPano:CroppedAreaTopPixels="0"/></rdf:RDF></x:xmpmeta>"#
    );
    segment.extend_from_slice(description.as_bytes());
    segment
}

fn draw(band: &mut [u8], first_row: usize, width: u16, height: u16) {
    for (offset, pixel) in band.chunks_exact_mut(3).enumerate() {
        let column = (offset % usize::from(width)) as u32;
        let row = (first_row + offset / usize::from(width)) as u32;
        let yaw = (column as f32 + 0.5) / f32::from(width) * 360.0 - 180.0;
        let pitch = 90.0 - (row as f32 + 0.5) / f32::from(height) * 180.0;
        let (name, colour, places) = side(yaw, pitch);
        let marked = on_net(yaw, pitch)
            || places
                .iter()
                .any(|place| on_letter(name, yaw - place.0, pitch - place.1));
        let base = if marked { [255; 3] } else { colour };
        let grain: f32 = GRAIN
            .iter()
            .map(|&(size, share)| share * cloud(column, row, size))
            .sum();
        for (value, base) in pixel.iter_mut().zip(base) {
            *value = (f32::from(base) + grain).clamp(0.0, 255.0) as u8;
        }
    }
}

/// The side of the cube that one sees in this direction.
fn side(yaw: f32, pitch: f32) -> (&'static str, [u8; 3], &'static [(f32, f32)]) {
    let (yaw, pitch) = (yaw.to_radians(), pitch.to_radians());
    let (right, up, ahead) = (
        pitch.cos() * yaw.sin(),
        pitch.sin(),
        pitch.cos() * yaw.cos(),
    );
    let index = if up.abs() >= right.abs().max(ahead.abs()) {
        if up > 0.0 { 4 } else { 5 }
    } else if right.abs() > ahead.abs() {
        if right > 0.0 { 1 } else { 3 }
    } else if ahead > 0.0 {
        0
    } else {
        2
    };
    SIDES[index]
}

fn on_net(yaw: f32, pitch: f32) -> bool {
    let off = |angle: f32| (angle - (angle / NET.0).round() * NET.0).abs();
    off(yaw).min(off(pitch)) < NET.1 / 2.0
}

/// Whether a letter of `name`, written around the origin, covers this point in degrees.
fn on_letter(name: &str, right: f32, up: f32) -> bool {
    const CELL: f32 = LETTERS / 7.0;
    let line = 3.5 - up / CELL;
    let place = right / CELL + name.len() as f32 * 3.0;
    if !(0.0..7.0).contains(&line) || place < 0.0 {
        return false;
    }
    let (letter, column) = (place as usize / 6, place as usize % 6);
    let Some(shape) = name
        .as_bytes()
        .get(letter)
        .and_then(|&letter| shape(letter))
    else {
        return false;
    };
    column < 5 && shape[line as usize] >> (4 - column) & 1 == 1
}

/// Seven lines of five dots, for the letters that the names need.
fn shape(letter: u8) -> Option<[u8; 7]> {
    Some(match letter {
        b'A' => [
            0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001,
        ],
        b'B' => [
            0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110,
        ],
        b'C' => [
            0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110,
        ],
        b'D' => [
            0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110,
        ],
        b'E' => [
            0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111,
        ],
        b'F' => [
            0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000,
        ],
        b'G' => [
            0b01110, 0b10001, 0b10000, 0b10111, 0b10001, 0b10001, 0b01110,
        ],
        b'H' => [
            0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001,
        ],
        b'I' => [
            0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110,
        ],
        b'K' => [
            0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001,
        ],
        b'L' => [
            0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111,
        ],
        b'N' => [
            0b10001, 0b11001, 0b10101, 0b10101, 0b10011, 0b10001, 0b10001,
        ],
        b'O' => [
            0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110,
        ],
        b'P' => [
            0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000,
        ],
        b'R' => [
            0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001,
        ],
        b'T' => [
            0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100,
        ],
        b'U' => [
            0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110,
        ],
        b'W' => [
            0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001,
        ],
        _ => return None,
    })
}

/// Smooth noise from −1 to 1 whose spots are about `size` pixels wide; the same at every call.
fn cloud(column: u32, row: u32, size: u32) -> f32 {
    let corner = |right: u32, down: u32| at(column / size + right, row / size + down, size);
    let share = |place: u32| {
        let share = (place % size) as f32 / size as f32;
        share * share * (3.0 - 2.0 * share)
    };
    let between = |a: f32, b: f32, share: f32| a + (b - a) * share;
    let above = between(corner(0, 0), corner(1, 0), share(column));
    let below = between(corner(0, 1), corner(1, 1), share(column));
    between(above, below, share(row))
}

/// A value from −1 to 1 that looks like chance: the place, stirred.
fn at(x: u32, y: u32, size: u32) -> f32 {
    let mut bits = x
        .wrapping_mul(0x9E37_79B1)
        .wrapping_add(y.wrapping_mul(0x85EB_CA77))
        .wrapping_add(size.wrapping_mul(0xC2B2_AE3D));
    for _ in 0..2 {
        bits = (bits ^ bits >> 15).wrapping_mul(0x2C1B_3C6D);
    }
    (bits >> 8) as f32 / (1 << 23) as f32 - 1.0
}
