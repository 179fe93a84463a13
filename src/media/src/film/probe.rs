//! What a film file says of itself, from its container alone.
//!
//! Only headers are read, so a film of many hours takes no longer than a short one, and no decoder is
//! needed. The kind is told by the first bytes, never by the name. What a file does not say stays unsaid
//! here; [`crate::place::film_geometry`] says which defaults follow.
//!
//! | | MP4, MOV | Matroska, WebM |
//! |---|---|---|
//! | projection, crop, pose | `sv3d`; else the V1 XML; else `vexu` | `Projection` |
//! | stereo | `st3d`; else the V1 XML | `StereoMode` |
//! | upright | the track's matrix | – |
//! | colour | `colr` (`nclx`, `nclc`) | `Colour` |
//! | ambisonics | `SA3D`; Opus' mapping family 2; four channels of PCM | Opus' mapping family 2; four channels of PCM |
//!
//! Deliberately absent: cubemaps and meshes (the manifest may say what they are shown as), the right eye
//! of MV-HEVC, more than first-order ambisonics.
//!
//! Poses turn the projection: yaw counter-clockwise about up, pitch counter-clockwise about right, roll
//! clockwise about forward (the Spherical Video V2 RFC as it stands now). Matroska's own text has yaw the
//! other way round, but the programs that write it copy MP4's numbers.

use std::io::{Read, Seek};
use std::path::Path;

use super::FilmInfo;
use crate::MediaError;
use crate::source::Source;

mod codec;
mod matroska;
mod mp4;
mod sphere;

/// What the film at `path` says of itself, without decoding it.
///
/// # Errors
/// [`MediaError`] for a file that cannot be opened, is empty, is no film, has damaged headers, no
/// picture, no length, or a codec that is not played.
pub fn probe(path: &Path) -> Result<FilmInfo, MediaError> {
    let unreadable = |source| MediaError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    probe_source(Source::new(file).map_err(unreadable)?)
}

fn probe_source<R: Read + Seek>(mut source: Source<R>) -> Result<FilmInfo, MediaError> {
    if source.length == 0 {
        return Err(MediaError::Empty);
    }
    let head = source
        .up_to(0, 16)
        .map_err(|error| damaged("film", format!("it cannot be read: {error}")))?;
    match head.as_slice() {
        [0x1a, 0x45, 0xdf, 0xa3, ..] => matroska::probe(&mut source),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'A', b'V', b'I', ..] => Err(other("an AVI film")),
        [b'F', b'L', b'V', ..] => Err(other("a Flash film")),
        [0x30, 0x26, 0xb2, 0x75, ..] => Err(other("a Windows Media film")),
        [0, 0, 1, 0xba | 0xb3, ..] => Err(other("an MPEG programme stream")),
        [_, _, _, _, b'f', b't', b'y', b'p', ..]
        | [_, _, _, _, b'm', b'o', b'o', b'v', ..]
        | [_, _, _, _, b'm', b'd', b'a', b't', ..]
        | [_, _, _, _, b'w', b'i', b'd', b'e', ..]
        | [_, _, _, _, b'f', b'r', b'e', b'e', ..]
        | [_, _, _, _, b's', b'k', b'i', b'p', ..] => mp4::probe(&mut source),
        [0x47, ..] if source.up_to(188, 1).is_ok_and(|byte| byte == [0x47]) => {
            Err(other("an MPEG transport stream"))
        }
        _ => Err(MediaError::NotAFilm),
    }
}

fn other(what: &'static str) -> MediaError {
    MediaError::Unsupported {
        what,
        advice: "Convert it: ffmpeg -i INPUT -c:v libx264 -crf 18 -pix_fmt yuv420p -c:a aac OUTPUT.mp4",
    }
}

fn damaged(kind: &'static str, reason: impl Into<String>) -> MediaError {
    MediaError::Damaged {
        kind,
        reason: reason.into(),
    }
}

/// How much of a file is there, in percent.
fn percent(there: u64, wanted: u64) -> u8 {
    (u128::from(there) * 100 / u128::from(wanted.max(1))).min(99) as u8
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    fn probe_bytes(bytes: &[u8]) -> Result<FilmInfo, MediaError> {
        probe_source(Source::new(Cursor::new(bytes)).unwrap())
    }

    fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let mut out = (body.len() as u32 + 8).to_be_bytes().to_vec();
        out.extend(kind);
        out.extend(body);
        out
    }

    /// An MP4 header with one picture track whose parts are given.
    fn mp4(matrix: [i32; 4], entry: &[u8; 4], children: &[u8], beside: &[u8]) -> Vec<u8> {
        let mut mvhd = vec![0; 100];
        mvhd[12..16].copy_from_slice(&1_000_u32.to_be_bytes());
        mvhd[16..20].copy_from_slice(&2_000_u32.to_be_bytes());
        let mut tkhd = vec![0; 84];
        tkhd[20..24].copy_from_slice(&2_000_u32.to_be_bytes());
        for (index, value) in [
            (40, matrix[0]),
            (44, matrix[1]),
            (52, matrix[2]),
            (56, matrix[3]),
        ] {
            tkhd[index..index + 4].copy_from_slice(&(value << 16).to_be_bytes());
        }
        let mut mdhd = vec![0; 24];
        mdhd[12..16].copy_from_slice(&30_000_u32.to_be_bytes());
        mdhd[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        let mut hdlr = vec![0; 24];
        hdlr[8..12].copy_from_slice(b"vide");
        let mut visual = vec![0; 78];
        visual[24..26].copy_from_slice(&3_840_u16.to_be_bytes());
        visual[26..28].copy_from_slice(&1_920_u16.to_be_bytes());
        visual.extend(children);
        let mut stsd = vec![0, 0, 0, 0, 0, 0, 0, 1];
        stsd.extend(boxed(entry, &visual));
        let stsz = [0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 60];
        let stbl = boxed(
            b"stbl",
            &[boxed(b"stsd", &stsd), boxed(b"stsz", &stsz)].concat(),
        );
        let minf = boxed(b"minf", &stbl);
        let mdia = boxed(
            b"mdia",
            &[boxed(b"mdhd", &mdhd), boxed(b"hdlr", &hdlr), minf].concat(),
        );
        let trak = boxed(
            b"trak",
            &[boxed(b"tkhd", &tkhd), mdia, beside.to_vec()].concat(),
        );
        let moov = boxed(b"moov", &[boxed(b"mvhd", &mvhd), trak].concat());
        [boxed(b"ftyp", b"isom\0\0\0\0"), moov].concat()
    }

    const UPRIGHT: [i32; 4] = [1, 0, 0, 1];

    fn full(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        boxed(kind, &[&[0; 4], body].concat())
    }

    fn sv3d(pose: [i32; 3], bounds: [u32; 4]) -> Vec<u8> {
        let pose: Vec<u8> = pose
            .iter()
            .flat_map(|degrees| (degrees << 16).to_be_bytes())
            .collect();
        let bounds: Vec<u8> = bounds
            .iter()
            .flat_map(|share| share.to_be_bytes())
            .collect();
        let proj = boxed(
            b"proj",
            &[full(b"prhd", &pose), full(b"equi", &bounds)].concat(),
        );
        boxed(b"sv3d", &[full(b"svhd", b"test\0"), proj].concat())
    }

    #[test]
    fn the_second_version_says_everything() {
        let quarter = 0x4000_0000;
        let children = [
            full(b"st3d", &[2]),
            sv3d([30, -10, 5], [0, 0, quarter, quarter]),
        ]
        .concat();
        let info = probe_bytes(&mp4(UPRIGHT, b"avc1", &children, &[])).unwrap();
        assert_eq!(
            (info.width, info.height, info.codec.as_str()),
            (3_840, 1_920, "H.264")
        );
        assert_eq!(info.duration, std::time::Duration::from_secs(2));
        assert_eq!(info.frame_rate, 30.0);
        let spherical = info.spherical.unwrap();
        assert_eq!(
            spherical.projection,
            Some(crate::Projection::HalfEquirectangular)
        );
        assert_eq!(spherical.stereo, Some(crate::Stereo::LeftRight));
        assert_eq!(
            (spherical.yaw, spherical.pitch, spherical.roll),
            (Some(30.0), Some(-10.0), Some(5.0))
        );
        let cropped = spherical.cropped.unwrap();
        assert!(
            (cropped[0] - 0.25).abs() < 1e-6
                && cropped[1] == 0.0
                && (cropped[2] - 0.25).abs() < 1e-6
        );
    }

    #[test]
    fn the_first_version_is_read_and_the_second_goes_first() {
        let xml = r#"<?xml version="1.0"?><rdf:SphericalVideo xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:GSpherical="http://ns.google.com/videos/1.0/spherical/"><GSpherical:Spherical>true</GSpherical:Spherical><GSpherical:Stitched>true</GSpherical:Stitched><GSpherical:ProjectionType>equirectangular</GSpherical:ProjectionType><GSpherical:StereoMode>top-bottom</GSpherical:StereoMode><GSpherical:InitialViewHeadingDegrees>-20</GSpherical:InitialViewHeadingDegrees><GSpherical:FullPanoWidthPixels>4000</GSpherical:FullPanoWidthPixels><GSpherical:FullPanoHeightPixels>2000</GSpherical:FullPanoHeightPixels><GSpherical:CroppedAreaLeftPixels>1000</GSpherical:CroppedAreaLeftPixels><GSpherical:CroppedAreaTopPixels>200</GSpherical:CroppedAreaTopPixels><GSpherical:CroppedAreaImageWidthPixels>2000</GSpherical:CroppedAreaImageWidthPixels><GSpherical:CroppedAreaImageHeightPixels>1600</GSpherical:CroppedAreaImageHeightPixels></rdf:SphericalVideo>"#;
        let uuid = boxed(b"uuid", &[&sphere::V1_UUID[..], xml.as_bytes()].concat());
        let first = probe_bytes(&mp4(UPRIGHT, b"hvc1", &[], &uuid))
            .unwrap()
            .spherical
            .unwrap();
        assert_eq!(first.stereo, Some(crate::Stereo::TopBottom));
        assert_eq!(first.projection, Some(crate::Projection::Equirectangular));
        assert_eq!(first.yaw, Some(-20.0));
        let cropped = first.cropped.unwrap();
        for (share, wanted) in cropped.into_iter().zip([0.25, 0.1, 0.25, 0.1]) {
            assert!((share - wanted).abs() < 1e-6, "{cropped:?}");
        }
        let both = mp4(UPRIGHT, b"hvc1", &full(b"st3d", &[0]), &uuid);
        assert_eq!(
            probe_bytes(&both).unwrap().spherical.unwrap().stereo,
            Some(crate::Stereo::Mono)
        );
    }

    #[test]
    fn apples_box_and_the_colours_are_read() {
        let prji = full(b"prji", b"hequ");
        let pkin = full(b"pkin", b"over");
        let eyes = boxed(b"eyes", &full(b"stri", &[3]));
        let vexu = boxed(
            b"vexu",
            &[boxed(b"proj", &prji), eyes, boxed(b"pack", &pkin)].concat(),
        );
        let colr = boxed(b"colr", b"nclx\0\x09\0\x10\0\x09\x80");
        let info = probe_bytes(&mp4(UPRIGHT, b"hvc1", &[vexu, colr].concat(), &[])).unwrap();
        let spherical = info.spherical.unwrap();
        assert_eq!(
            spherical.projection,
            Some(crate::Projection::HalfEquirectangular)
        );
        assert_eq!(spherical.stereo, Some(crate::Stereo::TopBottom));
        let wanted = super::super::Colour {
            matrix: super::super::Matrix::Bt2020,
            full_range: true,
        };
        assert_eq!(info.colour, Some(wanted));
    }

    #[test]
    fn a_matrix_is_a_turn() {
        use crate::Orientation::*;
        for (matrix, orientation, size) in [
            (UPRIGHT, Upright, (3_840, 1_920)),
            ([0, 1, -1, 0], QuarterRight, (1_920, 3_840)),
            ([0, -1, 1, 0], QuarterLeft, (1_920, 3_840)),
            ([-1, 0, 0, -1], HalfTurn, (3_840, 1_920)),
            ([-1, 0, 0, 1], Mirrored, (3_840, 1_920)),
        ] {
            let info = probe_bytes(&mp4(matrix, b"avc1", &[], &[])).unwrap();
            assert_eq!(
                (info.orientation, (info.width, info.height)),
                (orientation, size)
            );
        }
    }

    #[test]
    fn what_cannot_be_played_is_named() {
        let error = probe_bytes(&mp4(UPRIGHT, b"zzz9", &[], &[])).unwrap_err();
        assert_eq!(error.code(), "M0404");
        assert!(
            error.to_string().contains("zzz9") && error.to_string().contains("ffmpeg -i"),
            "{error}"
        );
        assert_eq!(
            probe_bytes(b"RIFF\0\0\0\0AVI LIST").unwrap_err().code(),
            "M0104"
        );
        assert_eq!(probe_bytes(b"").unwrap_err().code(), "M0102");
        assert_eq!(
            probe_bytes(b"a letter to a friend").unwrap_err().code(),
            "M0401"
        );
        let mut huge = boxed(b"ftyp", b"isom");
        huge.extend([0, 0, 0, 1]);
        huge.extend(b"moov");
        huge.extend(u64::MAX.to_be_bytes());
        assert!(probe_bytes(&huge).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Whatever is wrong with a header, there is an answer and no panic.
        #[test]
        fn no_damage_panics(cut in 0_usize..900, changes in prop::collection::vec((0_usize..900, any::<u8>()), 0..6)) {
            let children = [full(b"st3d", &[2]), sv3d([1, 2, 3], [0; 4]), boxed(b"vexu", &boxed(b"proj", &full(b"prji", b"hequ")))].concat();
            let mut bytes = mp4(UPRIGHT, b"hvc1", &children, &[]);
            for (index, value) in changes {
                let index = index % bytes.len();
                bytes[index] = value;
            }
            if let Ok(info) = probe_bytes(&bytes) {
                prop_assert!(info.width > 0 && info.height > 0);
            }
            bytes.truncate(cut);
            let _ = probe_bytes(&bytes);
        }

        #[test]
        fn random_bytes_are_answered(start in 0_usize..4, bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let start: &[u8] = [&b"\0\0\0\x10ftypisom\0\0\0\0"[..], b"\0\0\x02\0moov", b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\xff\x16\x54\xae\x6b", b""][start];
            let _ = probe_bytes(&[start, &bytes].concat());
        }
    }
}
