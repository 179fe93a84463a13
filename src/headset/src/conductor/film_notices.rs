//! What the caregiver is told when a film cannot be shown.

use media::MediaError;
use protocol::Notice;

pub(super) fn notice_of(error: &MediaError, file: &str) -> Notice {
    let file = file.to_owned();
    match error {
        MediaError::CodecUnknown { codec } => Notice::FilmUnplayable {
            file,
            codec: codec.clone(),
        },
        MediaError::PartMissing { what, .. } => Notice::FilmUnplayable {
            file,
            codec: what.clone(),
        },
        MediaError::FilmCutShort { .. } => Notice::FilmCutShort { file },
        error => notice_of_code(error.code(), file),
    }
}

pub(super) fn notice_of_code(code: &'static str, file: String) -> Notice {
    const CUT_SHORT: &str = "M0406";
    if code == CUT_SHORT {
        Notice::FilmCutShort { file }
    } else {
        Notice::FilmBroken {
            file,
            media_code: code.to_owned(),
        }
    }
}
