//! Small pictures of every kind, made when they are needed.
#![allow(dead_code, reason = "each test program uses its own part")]

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// A smooth picture with an edge and some texture, RGB.
pub(crate) fn rgb(width: usize, height: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            let wave = ((x as f32 * 0.7).sin() * (y as f32 * 0.5).cos() * 20.0) as i32;
            let edge = if x * 3 > width + y { 70 } else { 0 };
            let value = |base: usize, of: usize| (base * 150 / of.max(1)) as i32;
            for channel in [
                value(x, width) + edge,
                value(y, height) + 30,
                value(x + y, width + height),
            ] {
                out.push((channel + 20 + wave).clamp(0, 255) as u8);
            }
        }
    }
    out
}

/// How a test JPEG is coded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Coding {
    pub(crate) quality: u8,
    pub(crate) sampling: SamplingFactor,
    pub(crate) progressive: bool,
    pub(crate) restart: Option<u16>,
    pub(crate) optimised: bool,
}

impl Default for Coding {
    fn default() -> Self {
        Self {
            quality: 90,
            sampling: SamplingFactor::F_2_2,
            progressive: false,
            restart: None,
            optimised: false,
        }
    }
}

pub(crate) fn jpeg_of(
    data: &[u8],
    width: usize,
    height: usize,
    colours: ColorType,
    coding: Coding,
) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, coding.quality);
    encoder.set_sampling_factor(coding.sampling);
    encoder.set_progressive(coding.progressive);
    encoder.set_optimized_huffman_tables(coding.optimised);
    if let Some(restart) = coding.restart {
        encoder.set_restart_interval(restart);
    }
    encoder
        .encode(data, width as u16, height as u16, colours)
        .unwrap();
    out
}

pub(crate) fn jpeg(width: usize, height: usize, coding: Coding) -> Vec<u8> {
    jpeg_of(&rgb(width, height), width, height, ColorType::Rgb, coding)
}

/// `jpeg` with a segment put in right after its first two bytes.
pub(crate) fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let mut out = jpeg[..2].to_vec();
    out.extend([0xff, marker]);
    out.extend((body.len() as u16 + 2).to_be_bytes());
    out.extend(body);
    out.extend(&jpeg[2..]);
    out
}

/// An EXIF segment's body with this orientation.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let mut out = b"Exif\0\0".to_vec();
    out.extend(tiff(orientation));
    out
}

/// An EXIF block with this orientation.
pub(crate) fn tiff(orientation: u8) -> Vec<u8> {
    let mut out = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    out.extend([orientation, 0, 0, 0, 0, 0, 0]);
    out
}

/// An XMP packet with these GPano attributes.
pub(crate) fn gpano(attributes: &str) -> String {
    format!(
        r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:GPano="http://ns.google.com/photos/1.0/panorama/" {attributes}/></rdf:RDF></x:xmpmeta>"#
    )
}

/// An XMP segment's body with these GPano attributes.
pub(crate) fn xmp_segment(attributes: &str) -> Vec<u8> {
    let mut out = b"http://ns.adobe.com/xap/1.0/\0".to_vec();
    out.extend(gpano(attributes).bytes());
    out
}

pub(crate) fn png(
    data: &[u8],
    width: u32,
    height: u32,
    colour: png::ColorType,
    depth: png::BitDepth,
) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    if colour == png::ColorType::Indexed {
        encoder.set_palette(vec![200, 10, 20, 30, 220, 40, 50, 60, 240, 255, 255, 255]);
    }
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(data).unwrap();
    writer.finish().unwrap();
    out
}

pub(crate) fn webp(data: &[u8], width: u32, height: u32, alpha: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let colour = if alpha {
        image_webp::ColorType::Rgba8
    } else {
        image_webp::ColorType::Rgb8
    };
    image_webp::WebPEncoder::new(&mut out)
        .encode(data, width, height, colour)
        .unwrap();
    out
}
