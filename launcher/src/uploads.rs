//! Looks into files that are sent: a photo that can be shown, or a sound that can be heard, whatever its name says.
//!
//! Photos are decoded whole, sounds at their beginning. What a headset could not use is refused here, where somebody
//! stands who can choose another.

use std::{fs, path::Path};

use media::{Kind, Limits, MediaError, audio::SoundFile};

use crate::{api::resources::MediaKind, obstacle::Obstacle, problem::Fault};

/// Most megabytes of a file.
pub const MOST_MEGABYTES: usize = 30;
/// The longest side that a photo is decoded to while it is looked at, in pixels: as good as any to see that it is whole.
const LOOKED_AT: u32 = 1024;
/// The folder for sounds while they are looked at, below the state folder.
const FOLDER: &str = "incoming";

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recognised {
    /// A photo or a sound.
    pub kind: MediaKind,
    /// Its media type.
    pub media_type: &'static str,
}

/// Looks into a file. Blocks; `state` is the folder for what must be on a disk to be looked at.
///
/// # Errors
/// [`Obstacle::PhotoUnsupported`], [`Obstacle::FileUnreadable`], [`Fault::StorageFull`], [`Fault::Storage`].
pub fn recognise(content: &[u8], state: &Path) -> Result<Recognised, Fault> {
    let limits = Limits {
        max_side: LOOKED_AT,
        ..Limits::default()
    };
    match media::decode_bytes(content, &limits) {
        Ok(decoded) => Ok(Recognised {
            kind: MediaKind::Photo,
            media_type: photo_type(decoded.info.kind).ok_or(Obstacle::PhotoUnsupported)?,
        }),
        Err(MediaError::Unsupported { what, .. }) if what.contains("HEIC") => {
            Err(Obstacle::PhotoUnsupported.into())
        }
        // A PDF and the like; but sounds may stand in a container that films stand in, too.
        Err(MediaError::Unsupported { .. } | MediaError::Unknown) => sound(content, state),
        Err(_) => Err(Obstacle::FileUnreadable.into()),
    }
}

fn sound(content: &[u8], state: &Path) -> Result<Recognised, Fault> {
    let Some(media_type) = sound_type(content) else {
        return Err(Obstacle::FileUnreadable.into());
    };
    let path = state.join(FOLDER).join(uuid::Uuid::new_v4().to_string());
    let written = fs::create_dir_all(state.join(FOLDER)).and_then(|()| fs::write(&path, content));
    let heard = written.map(|()| is_heard(&path));
    // It may not be there at all.
    let _ = fs::remove_file(&path);
    match heard {
        Ok(true) => Ok(Recognised {
            kind: MediaKind::Sound,
            media_type,
        }),
        Ok(false) => Err(Obstacle::FileUnreadable.into()),
        Err(error) if error.kind() == std::io::ErrorKind::StorageFull => Err(Fault::StorageFull),
        Err(error) => {
            tracing::error!("a sound cannot be looked at: {error}");
            Err(Fault::Storage)
        }
    }
}

fn is_heard(path: &Path) -> bool {
    let mut samples = Vec::new();
    SoundFile::open(path)
        .and_then(|mut sound| sound.read(&mut samples))
        .is_ok_and(|frames| frames > 0)
}

/// The media type of a photo, if every headset reads its kind.
fn photo_type(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Jpeg => Some("image/jpeg"),
        Kind::Png => Some("image/png"),
        Kind::WebP => Some("image/webp"),
        Kind::Avif => None,
    }
}

/// The media type of a sound, by how it begins.
fn sound_type(content: &[u8]) -> Option<&'static str> {
    let begins =
        |at: usize, with: &[u8]| content.get(at..).is_some_and(|rest| rest.starts_with(with));
    let mpeg = matches!(content, [0xff, second, ..] if second & 0xe0 == 0xe0);
    if begins(0, b"OggS") {
        Some("audio/ogg")
    } else if begins(0, b"RIFF") && begins(8, b"WAVE") {
        Some("audio/wav")
    } else if begins(0, b"fLaC") {
        Some("audio/flac")
    } else if begins(4, b"ftyp") {
        Some("audio/mp4")
    } else if begins(0, b"ID3") || mpeg {
        Some("audio/mpeg")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked_at(content: &[u8]) -> Result<Recognised, Fault> {
        let folder = tempfile::tempdir().unwrap();
        let found = recognise(content, folder.path());
        let left = fs::read_dir(folder.path().join(FOLDER)).map(|left| left.count());
        assert!(
            left.is_err() || left.is_ok_and(|left| left == 0),
            "something is left behind"
        );
        found
    }

    fn jpeg() -> Vec<u8> {
        let picture = media::Picture {
            width: 64,
            height: 32,
            pixels: media::Pixels::Rgba(vec![90; 64 * 32 * 4]),
        };
        media::encode_jpeg(&picture, 90).unwrap()
    }

    /// A second of a tone, as a WAV file.
    fn wav() -> Vec<u8> {
        let samples: Vec<u8> = (0..8_000_u32)
            .flat_map(|at| ((at % 80) as i16 * 200).to_le_bytes())
            .collect();
        let mut wav = b"RIFF".to_vec();
        wav.extend((36 + samples.len() as u32).to_le_bytes());
        wav.extend(b"WAVEfmt ");
        wav.extend(16_u32.to_le_bytes());
        wav.extend([1, 0, 1, 0]);
        wav.extend(8_000_u32.to_le_bytes());
        wav.extend(16_000_u32.to_le_bytes());
        wav.extend([2, 0, 16, 0]);
        wav.extend(b"data");
        wav.extend((samples.len() as u32).to_le_bytes());
        wav.extend(samples);
        wav
    }

    #[test]
    fn photos_and_sounds_are_known_by_what_is_in_them() {
        let photo = looked_at(&jpeg()).unwrap();
        assert_eq!(
            (photo.kind, photo.media_type),
            (MediaKind::Photo, "image/jpeg")
        );
        let sound = looked_at(&wav()).unwrap();
        assert_eq!(
            (sound.kind, sound.media_type),
            (MediaKind::Sound, "audio/wav")
        );
    }

    #[test]
    fn what_a_headset_could_not_use_is_refused() {
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\0";
        let avif = include_bytes!("../../src/media/tests/fixtures/small.avif");
        for unsupported in [&heic[..], avif] {
            let found = looked_at(unsupported);
            assert_eq!(found, Err(Obstacle::PhotoUnsupported.into()));
        }
        let jpeg = jpeg();
        let cut = &jpeg[..jpeg.len() / 2];
        for bad in [
            &b"%PDF-1.7\n%rest of it"[..],
            b"",
            b"hello",
            cut,
            &wav()[..20],
            b"ID3\x04\0\0\0\0\0\0nothing",
            b"\0\0\0\x18ftypisom\0\0\0\0isom",
        ] {
            assert_eq!(
                looked_at(bad),
                Err(Obstacle::FileUnreadable.into()),
                "{bad:?}"
            );
        }
    }
}
