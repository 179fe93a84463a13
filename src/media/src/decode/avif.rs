//! AVIF, whole, through `re_rav1d` (not on Android, where it is untried).
//!
//! Deliberately absent: transparency, tiles, high dynamic range (taken as if it were not).

use super::Receive;
use crate::MediaError;

#[cfg(not(target_os = "android"))]
pub(super) use av1::decode;

/// Says that AVIF is not read here.
#[cfg(target_os = "android")]
pub(super) fn decode(_: &[u8], _: &mut dyn Receive) -> Result<(), MediaError> {
    Err(MediaError::Unsupported {
        what: "an AVIF picture",
        advice: "Convert it to JPEG: `avifdec -q 95 photo.avif photo.jpg`.",
    })
}

#[cfg(not(target_os = "android"))]
mod av1 {
    use std::io::Cursor;

    use re_rav1d::dav1d::pixel::{MatrixCoefficients, YUVRange};
    use re_rav1d::dav1d::{Decoder, Error, Picture, PixelLayout, PlanarImageComponent, Settings};

    use super::{MediaError, Receive};
    use crate::decode::{Band, Format, Layout, Limits};
    use crate::probe::avif::primary;
    use crate::source::Source;

    const KIND: &str = "AVIF";

    /// Sends the rows of an AVIF to `receiver`.
    pub(in crate::decode) fn decode(
        bytes: &[u8],
        receiver: &mut dyn Receive,
    ) -> Result<(), MediaError> {
        let mut source =
            Source::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
        let mut coded = Vec::new();
        for (offset, length) in primary(&mut source)?.pieces {
            let piece = usize::try_from(offset).ok().and_then(|offset| {
                // No length means up to the end of the file.
                let length = if length == 0 {
                    bytes.len().checked_sub(offset)?
                } else {
                    length.try_into().ok()?
                };
                bytes.get(offset..offset.checked_add(length)?)
            });
            coded.extend_from_slice(piece.ok_or(MediaError::CutShort {
                kind: KIND,
                percent: 0,
            })?);
        }
        // The decoder is a translation of a C program with many assertions. Should one fail on a broken
        // file, that is this file's error and no reason to end the program.
        let picture = std::panic::catch_unwind(|| frame(coded))
            .map_err(|_| damaged("its coding breaks the rules".into()))??;
        send(&picture, receiver)
    }

    fn damaged(reason: String) -> MediaError {
        MediaError::Damaged { kind: KIND, reason }
    }

    fn frame(coded: Vec<u8>) -> Result<Picture, MediaError> {
        let failure = |error: Error| damaged(error.to_string());
        let mut settings = Settings::new();
        settings.set_n_threads(1);
        settings.set_max_frame_delay(1);
        settings.set_frame_size_limit(u32::try_from(Limits::MAX_HELD).unwrap_or(u32::MAX));
        let mut decoder = Decoder::with_settings(&settings).map_err(failure)?;
        match decoder.send_data(coded, None, None, None) {
            Ok(()) | Err(Error::Again) => {}
            Err(error) => return Err(failure(error)),
        }
        loop {
            match decoder.get_picture() {
                Ok(picture) => return Ok(picture),
                Err(Error::Again) => match decoder.send_pending_data() {
                    Ok(()) => return decoder.get_picture().map_err(failure),
                    Err(Error::Again) => {}
                    Err(error) => return Err(failure(error)),
                },
                Err(error) => return Err(failure(error)),
            }
        }
    }

    fn send(picture: &Picture, receiver: &mut dyn Receive) -> Result<(), MediaError> {
        let (width, height) = (picture.width(), picture.height());
        let bits = picture.bits_per_component().map_or(8, |bits| bits.0);
        let (across, down) = match picture.pixel_layout() {
            PixelLayout::I420 => (2, 2),
            PixelLayout::I422 => (2, 1),
            PixelLayout::I400 | PixelLayout::I444 => (1, 1),
        };
        let luma = picture.plane(PlanarImageComponent::Y);
        let luma = Samples::new(&luma, picture.stride(PlanarImageComponent::Y), bits);
        let colours = (picture.pixel_layout() != PixelLayout::I400).then(|| {
            [PlanarImageComponent::U, PlanarImageComponent::V]
                .map(|component| picture.plane(component))
        });
        let stride = picture.stride(PlanarImageComponent::U);
        let colours = colours.as_ref().map(|planes| {
            planes
                .each_ref()
                .map(|plane| Samples::new(plane, stride, bits))
        });
        let conversion = Conversion::of(picture);
        receiver.begin(Layout {
            width,
            height,
            format: Format::Rgba,
        });
        let mut row = Vec::with_capacity(width as usize * 4);
        for y in 0..height as usize {
            row.clear();
            for x in 0..width as usize {
                let luma = luma
                    .at(x, y)
                    .ok_or_else(|| damaged("its size is wrong".into()))?;
                let [cb, cr] = match &colours {
                    Some([cb, cr]) => {
                        [cb, cr].map(|plane| plane.at(x / across, y / down).unwrap_or(128.0))
                    }
                    None => [128.0; 2],
                };
                let [r, g, b] = conversion.rgb(luma, cb, cr);
                row.extend([r, g, b, 255]);
            }
            receiver.band(Band::Rgba {
                top: y as u32,
                rows: &row,
            });
        }
        Ok(())
    }

    /// One plane's samples, scaled to 0–255.
    struct Samples<'a> {
        bytes: &'a [u8],
        stride: usize,
        bits: usize,
    }

    impl<'a> Samples<'a> {
        fn new(plane: &'a [u8], stride: u32, bits: usize) -> Self {
            Self {
                bytes: plane,
                stride: stride as usize,
                bits,
            }
        }

        fn at(&self, x: usize, y: usize) -> Option<f32> {
            if self.bits == 8 {
                return self
                    .bytes
                    .get(y * self.stride + x)
                    .map(|value| f32::from(*value));
            }
            let at = y * self.stride + x * 2;
            let value = u16::from_ne_bytes(*self.bytes.get(at..)?.first_chunk()?);
            Some(f32::from(value) / f32::from(1_u16 << (self.bits - 8)))
        }
    }

    /// From brightness and colour to red, green and blue (ITU-T H.273).
    struct Conversion {
        /// The shares of red and blue in brightness; `None` where the planes are green, blue and red.
        shares: Option<(f32, f32)>,
        /// Whether black is 16 and white 235.
        limited: bool,
    }

    impl Conversion {
        fn of(picture: &Picture) -> Self {
            let shares = match picture.matrix_coefficients() {
                MatrixCoefficients::Identity => None,
                MatrixCoefficients::BT709 => Some((0.2126, 0.0722)),
                MatrixCoefficients::BT2020NonConstantLuminance
                | MatrixCoefficients::BT2020ConstantLuminance => Some((0.2627, 0.0593)),
                // What is not said is taken as JPEG does.
                _ => Some((0.299, 0.114)),
            };
            Self {
                shares,
                limited: picture.color_range() == YUVRange::Limited,
            }
        }

        fn rgb(&self, luma: f32, cb: f32, cr: f32) -> [u8; 3] {
            let (black, luma_scale, colour_scale) = if self.limited {
                (16.0, 255.0 / 219.0, 255.0 / 224.0)
            } else {
                (0.0, 1.0, 1.0)
            };
            let y = (luma - black) * luma_scale;
            let rgb = match self.shares {
                None => [cr, luma, cb].map(|value| (value - black) * luma_scale),
                Some((red, blue)) => {
                    let (cb, cr) = ((cb - 128.0) * colour_scale, (cr - 128.0) * colour_scale);
                    let r = y + 2.0 * (1.0 - red) * cr;
                    let b = y + 2.0 * (1.0 - blue) * cb;
                    [r, (y - red * r - blue * b) / (1.0 - red - blue), b]
                }
            };
            rgb.map(|value| (value + 0.5) as u8)
        }
    }
}
