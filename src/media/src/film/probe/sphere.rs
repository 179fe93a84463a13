//! What containers say of the sphere and of colour, in the words of the rest of the crate.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::super::{Colour, Matrix, Spherical};
use crate::{Projection, Stereo};

/// The identifier of the box that holds the first version's XML, in a track of an MP4 file.
pub(super) const V1_UUID: [u8; 16] = [
    0xff, 0xcc, 0x82, 0x63, 0xf8, 0x55, 0x4a, 0x93, 0x88, 0x14, 0x58, 0x7a, 0x02, 0x52, 0x1f, 0xdd,
];

/// `None` where nothing is said.
pub(super) fn said(spherical: Spherical) -> Option<Spherical> {
    (spherical != Spherical::default()).then_some(spherical)
}

/// The projection of an equirectangular picture with these shares (left, top, right, bottom) cut away.
pub(super) fn equirectangular(spherical: &mut Spherical, cut: [f32; 4]) {
    let near = |share: f32, wanted: f32| (share - wanted).abs() < 1e-3;
    if !cut.iter().all(|share| (0.0..1.0).contains(share))
        || cut[0] + cut[2] >= 1.0
        || cut[1] + cut[3] >= 1.0
    {
        tracing::warn!(?cut, "an impossible part of the sphere is left out");
        spherical.projection = Some(Projection::Equirectangular);
        return;
    }
    let half = near(cut[0], 0.25) && near(cut[2], 0.25) && near(cut[1], 0.0) && near(cut[3], 0.0);
    spherical.projection = Some(if half {
        Projection::HalfEquirectangular
    } else {
        Projection::Equirectangular
    });
    spherical.cropped = cut.iter().any(|&share| share > 0.0).then_some(cut);
}

/// The four bounds (top, bottom, left, right) of the second version, as shares with 32 bits.
pub(super) fn bounds(spherical: &mut Spherical, [top, bottom, left, right]: [u32; 4]) {
    let share = |bound: u32| (f64::from(bound) / f64::from(u32::MAX)) as f32;
    equirectangular(
        spherical,
        [share(left), share(top), share(right), share(bottom)],
    );
}

/// The first version: an XML document.
pub(super) fn version_1(xml: &[u8]) -> Spherical {
    let text = String::from_utf8_lossy(xml);
    let mut reader = Reader::from_str(text.trim_end_matches('\0'));
    let mut spherical = Spherical::default();
    let mut open: Option<String> = None;
    let mut numbers = std::collections::BTreeMap::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) => open = Some(start.local_name().as_ref().to_owned()),
            Event::End(_) => open = None,
            Event::Text(content) => {
                let content = content.xml10_content();
                let value = content.trim();
                match open.as_deref() {
                    Some("ProjectionType") if value.eq_ignore_ascii_case("equirectangular") => {
                        spherical.projection = Some(Projection::Equirectangular);
                    }
                    Some("StereoMode") => spherical.stereo = stereo_word(value),
                    Some(name) => {
                        if let Some(number) = value
                            .parse::<f32>()
                            .ok()
                            .filter(|number| number.is_finite())
                        {
                            numbers.insert(name.to_owned(), number);
                        }
                    }
                    None => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let number = |name: &str| numbers.get(name).copied();
    spherical.yaw = number("InitialViewHeadingDegrees").filter(|yaw| *yaw != 0.0);
    if let (Some(width), Some(height), Some(full_width), Some(full_height)) = (
        number("CroppedAreaImageWidthPixels"),
        number("CroppedAreaImageHeightPixels"),
        number("FullPanoWidthPixels").filter(|width| *width > 0.0),
        number("FullPanoHeightPixels").filter(|height| *height > 0.0),
    ) {
        let left = number("CroppedAreaLeftPixels").unwrap_or(0.0) / full_width;
        let top = number("CroppedAreaTopPixels").unwrap_or(0.0) / full_height;
        let cut = [
            left,
            top,
            1.0 - left - width / full_width,
            1.0 - top - height / full_height,
        ];
        equirectangular(&mut spherical, cut);
    }
    spherical
}

fn stereo_word(word: &str) -> Option<Stereo> {
    match word.to_ascii_lowercase().as_str() {
        "mono" => Some(Stereo::Mono),
        "top-bottom" => Some(Stereo::TopBottom),
        "left-right" => Some(Stereo::LeftRight),
        _ => None,
    }
}

/// A colour matrix by its number in ITU-T H.273; `None` where it says nothing or nothing that is known here.
pub(super) fn colour(matrix: u64, full_range: bool) -> Option<Colour> {
    let matrix = match matrix {
        1 => Matrix::Bt709,
        4..=7 => Matrix::Bt601,
        9 | 10 => Matrix::Bt2020,
        _ => return None,
    };
    Some(Colour { matrix, full_range })
}
