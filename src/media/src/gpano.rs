//! Photo Sphere metadata: Google's `GPano` XMP, and what stands beside it in cardboard and VR180 photos.
//!
//! Both of XMP's forms are read (a property as an attribute or as an element). Names and meanings
//! are those of Google's "Photo Sphere XMP Metadata". Extended XMP (the segments that hold the right
//! eye's picture and sound of a VR180 photo) is recognised, not unpacked.

use std::collections::BTreeMap;

use quick_xml::events::Event;
use quick_xml::name::{LocalName, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

use crate::Stereo;

const GPANO: &str = "http://ns.google.com/photos/1.0/panorama/";
const GIMAGE: &str = "http://ns.google.com/photos/1.0/image/";
const GAUDIO: &str = "http://ns.google.com/photos/1.0/audio/";

/// What GPano says of a photo. Angles in degrees.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Panorama {
    /// `ProjectionType`.
    pub projection: Option<PanoramaProjection>,
    /// The part of the whole panorama that the file holds.
    pub crop: Option<Crop>,
    /// `PoseHeadingDegrees`: the compass direction of the picture's centre, clockwise from north.
    pub pose_heading: Option<f32>,
    /// `PosePitchDegrees`: the picture's centre above the horizon.
    pub pose_pitch: Option<f32>,
    /// `PoseRollDegrees`: how far the camera was turned clockwise.
    pub pose_roll: Option<f32>,
    /// `InitialViewHeadingDegrees`: where to look first, by compass.
    pub initial_heading: Option<f32>,
    /// `InitialViewPitchDegrees`.
    pub initial_pitch: Option<f32>,
    /// `InitialViewRollDegrees`.
    pub initial_roll: Option<f32>,
    /// `InitialHorizontalFOVDegrees`.
    pub initial_horizontal_fov: Option<f32>,
    /// `StereoMode`, which some cameras write beside Google's own properties.
    pub stereo: Option<Stereo>,
    /// A second picture for the right eye is embedded (`GImage`): a cardboard or VR180 photo.
    pub embedded_right_eye: bool,
    /// A sound is embedded (`GAudio`).
    pub embedded_sound: bool,
}

/// Google's two kinds of panorama.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PanoramaProjection {
    /// Rows are pitch.
    Equirectangular,
    /// Rows are heights on an upright cylinder.
    Cylindrical,
    /// Something else; not used.
    Other,
}

/// The part of a whole panorama that a file holds, in pixels of the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crop {
    /// `CroppedAreaLeftPixels`.
    pub left: f32,
    /// `CroppedAreaTopPixels`.
    pub top: f32,
    /// `CroppedAreaImageWidthPixels`.
    pub width: f32,
    /// `CroppedAreaImageHeightPixels`.
    pub height: f32,
    /// `FullPanoWidthPixels`.
    pub full_width: f32,
    /// `FullPanoHeightPixels`.
    pub full_height: f32,
}

impl Crop {
    /// Whether the part lies inside the whole, within a pixel.
    pub fn is_possible(&self) -> bool {
        self.width > 0.0
            && self.height > 0.0
            && self.left >= 0.0
            && self.top >= 0.0
            && self.left + self.width <= self.full_width + 1.0
            && self.top + self.height <= self.full_height + 1.0
    }
}

/// Reads the panorama properties from an XMP packet; `None` where there are none.
pub(crate) fn read(xmp: &[u8]) -> Option<Panorama> {
    let text = String::from_utf8_lossy(xmp);
    let properties = properties(text.trim_end_matches(['\0', ' ', '\n', '\r', '\t']));
    if properties.is_empty() {
        return None;
    }
    let text = |space, name: &str| {
        properties
            .get(&(space, name.to_owned()))
            .map(|value| value.trim())
    };
    let number = |name: &str| {
        text(Space::Panorama, name)?
            .parse::<f32>()
            .ok()
            .filter(|value| value.is_finite())
    };
    let crop = || {
        let crop = Crop {
            left: number("CroppedAreaLeftPixels").unwrap_or(0.0),
            top: number("CroppedAreaTopPixels").unwrap_or(0.0),
            width: number("CroppedAreaImageWidthPixels")?,
            height: number("CroppedAreaImageHeightPixels")?,
            full_width: number("FullPanoWidthPixels")?,
            full_height: number("FullPanoHeightPixels")?,
        };
        crop.is_possible().then_some(crop)
    };
    let projection = text(Space::Panorama, "ProjectionType").map(|name| {
        match name.to_ascii_lowercase().as_str() {
            "equirectangular" => PanoramaProjection::Equirectangular,
            "cylindrical" => PanoramaProjection::Cylindrical,
            _ => PanoramaProjection::Other,
        }
    });
    let stereo = text(Space::Panorama, "StereoMode").and_then(|name| {
        match name.to_ascii_lowercase().as_str() {
            "mono" => Some(Stereo::Mono),
            "top-bottom" => Some(Stereo::TopBottom),
            "left-right" => Some(Stereo::LeftRight),
            _ => None,
        }
    });
    Some(Panorama {
        projection,
        crop: crop(),
        pose_heading: number("PoseHeadingDegrees"),
        pose_pitch: number("PosePitchDegrees"),
        pose_roll: number("PoseRollDegrees"),
        initial_heading: number("InitialViewHeadingDegrees"),
        initial_pitch: number("InitialViewPitchDegrees"),
        initial_roll: number("InitialViewRollDegrees"),
        initial_horizontal_fov: number("InitialHorizontalFOVDegrees"),
        stereo,
        embedded_right_eye: text(Space::Image, "Mime").is_some(),
        embedded_sound: text(Space::Audio, "Mime").is_some()
            || text(Space::Audio, "Mimetype").is_some(),
    })
}

/// The namespaces that are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Space {
    Panorama,
    Image,
    Audio,
}

fn space(resolved: &ResolveResult<'_>) -> Option<Space> {
    let ResolveResult::Bound(namespace) = resolved else {
        return None;
    };
    match namespace.as_ref() {
        GPANO => Some(Space::Panorama),
        GIMAGE => Some(Space::Image),
        GAUDIO => Some(Space::Audio),
        _ => None,
    }
}

type Properties = BTreeMap<(Space, String), String>;

/// All properties of the three namespaces. Damage ends the reading; what was read so far counts.
fn properties(xmp: &str) -> Properties {
    let mut found = Properties::new();
    let mut open: Option<(Space, String)> = None;
    let mut reader = NsReader::from_str(xmp);
    while let Ok((resolved, event)) = reader.read_resolved_event() {
        match event {
            Event::Start(ref start) | Event::Empty(ref start) => {
                let element = space(&resolved).map(|space| (space, name(start.local_name())));
                for attribute in start.attributes().flatten() {
                    let (resolved, local) = reader.resolver().resolve_attribute(attribute.key);
                    if let (Some(space), Ok(value)) = (
                        space(&resolved),
                        attribute.normalized_value(XmlVersion::Implicit1_0),
                    ) {
                        found.insert((space, name(local)), value.into_owned());
                    }
                }
                open = if matches!(event, Event::Start(_)) {
                    element
                } else {
                    None
                };
            }
            Event::Text(text) => {
                if let Some(key) = &open {
                    found
                        .entry(key.clone())
                        .or_default()
                        .push_str(&text.xml10_content());
                }
            }
            Event::End(_) => open = None,
            Event::Eof => break,
            _ => {}
        }
    }
    found
}

fn name(local: LocalName<'_>) -> String {
    local.as_ref().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(attributes: &str, elements: &str) -> String {
        format!(
            r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="test"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:GPano="http://ns.google.com/photos/1.0/panorama/" {attributes}>{elements}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#
        )
    }

    #[test]
    fn attributes_and_elements_say_the_same() {
        let names = [
            ("ProjectionType", "equirectangular"),
            ("CroppedAreaLeftPixels", "1000"),
            ("CroppedAreaTopPixels", "500"),
            ("CroppedAreaImageWidthPixels", "2000"),
            ("CroppedAreaImageHeightPixels", "1000"),
            ("FullPanoWidthPixels", "4000"),
            ("FullPanoHeightPixels", "2000"),
            ("PoseHeadingDegrees", "350.5"),
            ("PosePitchDegrees", "-2.5"),
            ("PoseRollDegrees", "3"),
            ("InitialViewHeadingDegrees", "10"),
            ("StereoMode", "top-bottom"),
        ];
        let attributes: String = names
            .iter()
            .map(|(name, value)| format!(" GPano:{name}=\"{value}\""))
            .collect();
        let elements: String = names
            .iter()
            .map(|(name, value)| format!("\n  <GPano:{name}> {value} </GPano:{name}>"))
            .collect();
        let read_attributes = read(packet(&attributes, "").as_bytes()).unwrap();
        let read_elements = read(packet("", &elements).as_bytes()).unwrap();
        assert_eq!(read_attributes, read_elements);
        assert_eq!(
            read_attributes.projection,
            Some(PanoramaProjection::Equirectangular)
        );
        let crop = Crop {
            left: 1000.0,
            top: 500.0,
            width: 2000.0,
            height: 1000.0,
            full_width: 4000.0,
            full_height: 2000.0,
        };
        assert_eq!(read_attributes.crop, Some(crop));
        assert_eq!(read_attributes.pose_heading, Some(350.5));
        assert_eq!(read_attributes.pose_pitch, Some(-2.5));
        assert_eq!(read_attributes.pose_roll, Some(3.0));
        assert_eq!(read_attributes.initial_heading, Some(10.0));
        assert_eq!(read_attributes.stereo, Some(Stereo::TopBottom));
    }

    #[test]
    fn the_namespace_counts_not_its_prefix() {
        let xmp = packet("", "")
            .replace("xmlns:GPano", "xmlns:pano")
            .replace("></rdf:D", r#" pano:PosePitchDegrees="4"></rdf:D"#);
        assert_eq!(read(xmp.as_bytes()).unwrap().pose_pitch, Some(4.0));
        let other = packet(
            r#"xmlns:o="http://example.com/" o:PosePitchDegrees="4""#,
            "",
        );
        assert_eq!(read(other.as_bytes()), None);
    }

    #[test]
    fn a_vr180_photo_is_recognised() {
        let xmp = packet(
            r#"xmlns:GImage="http://ns.google.com/photos/1.0/image/" xmlns:GAudio="http://ns.google.com/photos/1.0/audio/" GImage:Mime="image/jpeg" GAudio:Mime="audio/mp4a-latm" GPano:FullPanoWidthPixels="8000""#,
            "",
        );
        let panorama = read(xmp.as_bytes()).unwrap();
        assert!(panorama.embedded_right_eye && panorama.embedded_sound);
        assert_eq!(panorama.crop, None);
    }

    #[test]
    fn an_impossible_part_is_left_out() {
        for (left, width, full) in [
            ("3000", "2000", "4000"),
            ("0", "0", "4000"),
            ("-1", "100", "4000"),
            ("0", "NaN", "inf"),
        ] {
            let xmp = packet(
                &format!(
                    r#"GPano:CroppedAreaLeftPixels="{left}" GPano:CroppedAreaImageWidthPixels="{width}" GPano:FullPanoWidthPixels="{full}" GPano:CroppedAreaImageHeightPixels="100" GPano:FullPanoHeightPixels="100""#
                ),
                "",
            );
            assert_eq!(
                read(xmp.as_bytes()).unwrap().crop,
                None,
                "{left} {width} {full}"
            );
        }
    }

    #[test]
    fn a_cut_packet_keeps_what_was_read() {
        let xmp = packet(
            "",
            "<GPano:PosePitchDegrees>4</GPano:PosePitchDegrees><GPano:PoseRollDegrees>5</GPano:PoseRollDegrees>",
        );
        let end = xmp.find("PoseRoll").unwrap();
        let panorama = read(&xmp.as_bytes()[..end]).unwrap();
        assert_eq!((panorama.pose_pitch, panorama.pose_roll), (Some(4.0), None));
    }
}
