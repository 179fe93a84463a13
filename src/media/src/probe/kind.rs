//! Formats told by their first bytes.

use crate::MediaError;

/// How many bytes [`Kind::of`] wants to see.
pub(super) const HEAD: u64 = 256;

/// A picture format that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
    /// AVIF.
    Avif,
}

impl Kind {
    /// The format's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Avif => "AVIF",
        }
    }

    /// File name endings of the format, in small letters.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::WebP => &["webp"],
            Self::Avif => &["avif"],
        }
    }

    /// The kind of a file that begins with `head`.
    pub(super) fn of(head: &[u8]) -> Result<Self, MediaError> {
        match head {
            [0xff, 0xd8, 0xff, ..] => return Ok(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => return Ok(Self::Png),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => return Ok(Self::WebP),
            _ => {}
        }
        if let Some(brands) = brands(head) {
            return by_brands(&brands);
        }
        let known = RECOGNISED
            .iter()
            .find(|known| head.starts_with(known.magic));
        if let Some(Recognised { what, advice, .. }) = known {
            return Err(MediaError::Unsupported { what, advice });
        }
        if looks_like_svg(head) {
            return Err(MediaError::Unsupported {
                what: "an SVG drawing",
                advice: "Export it as PNG: `magick drawing.svg picture.png`.",
            });
        }
        Err(MediaError::Unknown)
    }
}

/// Formats that are only known by sight, so that the error can say what to do.
struct Recognised {
    magic: &'static [u8],
    what: &'static str,
    advice: &'static str,
}

const TO_JPEG: &str = "Convert it to JPEG: `magick picture photo.jpg`.";
const HEIC_TO_JPEG: &str = "Convert it to JPEG: `heif-convert -q 95 photo.heic photo.jpg`, or choose \"Most compatible\" in the phone's camera settings.";
const IS_FILM: &str =
    "Take one picture from it: `ffmpeg -i film.mp4 -frames:v 1 -q:v 2 photo.jpg`.";
const RAW: &str = "Develop it to JPEG in the program that came with the camera.";

const RECOGNISED: &[Recognised] = &[
    Recognised {
        magic: b"GIF8",
        what: "a GIF picture",
        advice: TO_JPEG,
    },
    Recognised {
        magic: b"BM",
        what: "a BMP picture",
        advice: TO_JPEG,
    },
    Recognised {
        magic: b"II*\0",
        what: "a TIFF or camera raw picture",
        advice: TO_JPEG,
    },
    Recognised {
        magic: b"MM\0*",
        what: "a TIFF or camera raw picture",
        advice: TO_JPEG,
    },
    Recognised {
        magic: b"II+\0",
        what: "a BigTIFF picture",
        advice: TO_JPEG,
    },
    Recognised {
        magic: b"8BPS",
        what: "a Photoshop document",
        advice: TO_JPEG,
    },
    Recognised {
        magic: b"\xff\x0a",
        what: "a JPEG XL picture",
        advice: "Convert it to JPEG: `djxl photo.jxl photo.jpg`.",
    },
    Recognised {
        magic: b"\0\0\0\x0cJXL \r\n\x87\n",
        what: "a JPEG XL picture",
        advice: "Convert it to JPEG: `djxl photo.jxl photo.jpg`.",
    },
    Recognised {
        magic: b"\0\0\0\x0cjP  \r\n\x87\n",
        what: "a JPEG 2000 picture",
        advice: TO_JPEG,
    },
    Recognised {
        magic: b"#?RADIANCE",
        what: "a Radiance HDR picture",
        advice: TO_JPEG,
    },
    Recognised {
        magic: b"v/1\x01",
        what: "an OpenEXR picture",
        advice: TO_JPEG,
    },
    Recognised {
        magic: b"qoif",
        what: "a QOI picture",
        advice: TO_JPEG,
    },
    Recognised {
        magic: b"%PDF-",
        what: "a PDF document",
        advice: "Save its page as JPEG: `pdftoppm -jpeg -r 300 file.pdf photo`.",
    },
    Recognised {
        magic: b"PK\x03\x04",
        what: "a ZIP archive",
        advice: "Unpack it and use the pictures inside.",
    },
    Recognised {
        magic: b"\x1a\x45\xdf\xa3",
        what: "a film",
        advice: IS_FILM,
    },
    Recognised {
        magic: b"FUJIFILM",
        what: "a camera raw picture",
        advice: RAW,
    },
];

/// The brands in an ISO media file's first box, main brand first.
fn brands(head: &[u8]) -> Option<Vec<[u8; 4]>> {
    if head.get(4..8)? != b"ftyp" {
        return None;
    }
    let length = u32::from_be_bytes(head.get(..4)?.try_into().ok()?) as usize;
    let body = head.get(8..length.clamp(12, head.len().max(12)))?;
    let (words, _) = body.as_chunks::<4>();
    // The second word is the main brand's version.
    Some(
        words
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != 1)
            .map(|(_, word)| *word)
            .collect(),
    )
}

fn by_brands(brands: &[[u8; 4]]) -> Result<Kind, MediaError> {
    let has = |brand: &[u8; 4]| brands.contains(brand);
    if has(b"avif") || has(b"avis") {
        return Ok(Kind::Avif);
    }
    let heic: [&[u8; 4]; 8] = [
        b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1",
    ];
    if heic.into_iter().any(has) {
        return Err(MediaError::Unsupported {
            what: "a HEIC picture",
            advice: HEIC_TO_JPEG,
        });
    }
    if has(b"crx ") {
        return Err(MediaError::Unsupported {
            what: "a camera raw picture",
            advice: RAW,
        });
    }
    Err(MediaError::Unsupported {
        what: "a film",
        advice: IS_FILM,
    })
}

fn looks_like_svg(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("<svg") || (text.starts_with("<?xml") && text.contains("<svg"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_are_not_shown_are_named_with_what_to_do() {
        let cases: [(&[u8], &str); 12] = [
            (b"GIF89a....", "a GIF picture"),
            (b"%PDF-1.7\n", "a PDF document"),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a HEIC picture"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heix", "a HEIC picture"),
            (b"\0\0\0\x14ftypisom\0\0\x02\0mp42", "a film"),
            (b"\x1a\x45\xdf\xa3....", "a film"),
            (b"II*\0........", "a TIFF or camera raw picture"),
            (b"BM..........", "a BMP picture"),
            (b"\xff\x0a......", "a JPEG XL picture"),
            (b"PK\x03\x04......", "a ZIP archive"),
            (
                b"<?xml version=\"1.0\"?>\n<svg xmlns=\"\">",
                "an SVG drawing",
            ),
            (
                b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom",
                "a camera raw picture",
            ),
        ];
        for (head, expected) in cases {
            match Kind::of(head) {
                Err(MediaError::Unsupported { what, advice }) => {
                    assert_eq!(what, expected);
                    assert!(advice.ends_with('.'), "{advice}");
                }
                other => panic!("{expected}: {other:?}"),
            }
        }
    }

    #[test]
    fn an_avif_is_told_from_a_heic_by_its_brands() {
        assert_eq!(
            Kind::of(b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf").unwrap(),
            Kind::Avif
        );
        assert_eq!(
            Kind::of(b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf").unwrap(),
            Kind::Avif
        );
    }

    #[test]
    fn anything_else_is_unknown() {
        for head in [
            &b"hello"[..],
            b"\0",
            b"\xff\xd8",
            b"RIFF\0\0\0\0WAVE",
            b"<html>",
        ] {
            assert!(
                matches!(Kind::of(head), Err(MediaError::Unknown)),
                "{head:?}"
            );
        }
    }
}
