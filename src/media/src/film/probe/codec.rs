//! Codecs as people call them.

use crate::MediaError;

/// The name of a picture codec by its code in MP4.
pub(super) fn picture_mp4(code: [u8; 4]) -> Result<String, MediaError> {
    let name = match &code {
        b"avc1" | b"avc2" | b"avc3" | b"avc4" | b"dva1" | b"dvav" => "H.264",
        b"hvc1" | b"hev1" | b"dvh1" | b"dvhe" => "HEVC",
        b"av01" | b"dav1" => "AV1",
        b"vp08" => "VP8",
        b"vp09" => "VP9",
        b"mp4v" => "MPEG-4",
        b"jpeg" | b"mjpa" | b"mjpb" => "Motion JPEG",
        b"ap4h" | b"ap4x" | b"apch" | b"apcn" | b"apcs" | b"apco" => "ProRes",
        b"encv" => return Err(unknown("an encrypted (copy-protected) film")),
        _ => return Err(unknown(&format!("“{}”", code.escape_ascii()))),
    };
    Ok(name.to_owned())
}

/// The name of a picture codec by its name in Matroska.
pub(super) fn picture_matroska(id: &str) -> Result<String, MediaError> {
    let name = match id {
        "V_MPEG4/ISO/AVC" => "H.264",
        "V_MPEGH/ISO/HEVC" => "HEVC",
        "V_AV1" => "AV1",
        "V_VP8" => "VP8",
        "V_VP9" => "VP9",
        "V_MPEG1" => "MPEG-1",
        "V_MPEG2" => "MPEG-2",
        "V_MJPEG" => "Motion JPEG",
        "V_THEORA" => "Theora",
        "V_PRORES" => "ProRes",
        _ if id.starts_with("V_MPEG4/ISO") => "MPEG-4",
        _ => return Err(unknown(&format!("“{}”", id.escape_default()))),
    };
    Ok(name.to_owned())
}

/// The name of a sound codec by its code in MP4 (and, for `mp4a`, the object type in its `esds`).
pub(super) fn sound_mp4(code: [u8; 4], object_type: Option<u8>) -> String {
    let name = match &code {
        b"mp4a" => match object_type {
            Some(0x69 | 0x6b) => "MP3",
            Some(0xa5) => "AC-3",
            Some(0xa6) => "E-AC-3",
            Some(0xa9) => "DTS",
            Some(0xdd) => "Vorbis",
            _ => "AAC",
        },
        b"Opus" => "Opus",
        b"fLaC" => "FLAC",
        b"alac" => "ALAC",
        b"ac-3" => "AC-3",
        b"ec-3" => "E-AC-3",
        b".mp3" => "MP3",
        b"samr" | b"sawb" => "AMR",
        code if is_pcm(code) => "PCM",
        _ => return code.escape_ascii().to_string(),
    };
    name.to_owned()
}

/// Whether a code in MP4 stands for samples as they are.
pub(super) fn is_pcm(code: &[u8; 4]) -> bool {
    matches!(
        code,
        b"sowt"
            | b"twos"
            | b"lpcm"
            | b"ipcm"
            | b"fpcm"
            | b"in24"
            | b"in32"
            | b"fl32"
            | b"fl64"
            | b"raw "
            | b"s16l"
    )
}

/// The name of a sound codec by its name in Matroska.
pub(super) fn sound_matroska(id: &str) -> String {
    let name = match id {
        "A_OPUS" => "Opus",
        "A_VORBIS" => "Vorbis",
        "A_FLAC" => "FLAC",
        "A_AC3" => "AC-3",
        "A_EAC3" => "E-AC-3",
        "A_MPEG/L3" => "MP3",
        "A_MPEG/L2" => "MP2",
        "A_ALAC" => "ALAC",
        _ if id.starts_with("A_AAC") => "AAC",
        _ if id.starts_with("A_PCM") => "PCM",
        _ if id.starts_with("A_DTS") => "DTS",
        _ => return id.escape_default().to_string(),
    };
    name.to_owned()
}

fn unknown(codec: &str) -> MediaError {
    MediaError::CodecUnknown {
        codec: codec.to_owned(),
    }
}
