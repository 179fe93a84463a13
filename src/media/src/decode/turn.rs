//! Turns stored pictures upright, as EXIF asks.

use crate::{Orientation, Picture, Pixels};

/// `picture` as it is to be seen.
pub(super) fn upright(picture: Picture, orientation: Orientation) -> Picture {
    let Picture {
        width,
        height,
        pixels,
    } = picture;
    let (new_width, new_height) = orientation.upright(width, height);
    let pixels = match pixels {
        Pixels::Rgba(data) => Pixels::Rgba(turned::<4>(&data, width, height, orientation)),
        Pixels::YCbCr {
            luma,
            chroma,
            chroma_width,
            chroma_height,
        } => {
            let (new_chroma_width, new_chroma_height) =
                orientation.upright(chroma_width, chroma_height);
            Pixels::YCbCr {
                luma: turned::<1>(&luma, width, height, orientation),
                chroma: turned::<2>(&chroma, chroma_width, chroma_height, orientation),
                chroma_width: new_chroma_width,
                chroma_height: new_chroma_height,
            }
        }
    };
    Picture {
        width: new_width,
        height: new_height,
        pixels,
    }
}

fn turned<const CHANNELS: usize>(
    data: &[u8],
    width: u32,
    height: u32,
    orientation: Orientation,
) -> Vec<u8> {
    let (pixels, _) = data.as_chunks::<CHANNELS>();
    let (w, h) = (width as usize, height as usize);
    let (new_width, new_height) = orientation.upright(width, height);
    let mut out = Vec::with_capacity(data.len());
    for y in 0..new_height as usize {
        for x in 0..new_width as usize {
            let (column, row) = match orientation {
                Orientation::Upright => (x, y),
                Orientation::Mirrored => (w - 1 - x, y),
                Orientation::HalfTurn => (w - 1 - x, h - 1 - y),
                Orientation::Flipped => (x, h - 1 - y),
                Orientation::Transposed => (y, x),
                Orientation::QuarterRight => (y, h - 1 - x),
                Orientation::Transversed => (w - 1 - y, h - 1 - x),
                Orientation::QuarterLeft => (w - 1 - y, x),
            };
            out.extend_from_slice(&pixels[row * w + column]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each orientation makes of
    /// ```text
    /// 1 2 3
    /// 4 5 6
    /// ```
    #[test]
    fn each_orientation_puts_the_first_row_where_exif_says() {
        let stored = [1, 2, 3, 4, 5, 6];
        let expected: [(Orientation, &[u8]); 8] = [
            (Orientation::Upright, &[1, 2, 3, 4, 5, 6]),
            (Orientation::Mirrored, &[3, 2, 1, 6, 5, 4]),
            (Orientation::HalfTurn, &[6, 5, 4, 3, 2, 1]),
            (Orientation::Flipped, &[4, 5, 6, 1, 2, 3]),
            (Orientation::Transposed, &[1, 4, 2, 5, 3, 6]),
            (Orientation::QuarterRight, &[4, 1, 5, 2, 6, 3]),
            (Orientation::Transversed, &[6, 3, 5, 2, 4, 1]),
            (Orientation::QuarterLeft, &[3, 6, 2, 5, 1, 4]),
        ];
        for (orientation, upright) in expected {
            assert_eq!(
                turned::<1>(&stored, 3, 2, orientation),
                upright,
                "{orientation:?}"
            );
        }
    }

    #[test]
    fn the_colour_plane_turns_with_the_brightness() {
        let pixels = Pixels::YCbCr {
            luma: vec![1, 2, 3, 4],
            chroma: vec![7, 8, 9, 10],
            chroma_width: 2,
            chroma_height: 1,
        };
        let turned = upright(
            Picture {
                width: 2,
                height: 2,
                pixels,
            },
            Orientation::QuarterRight,
        );
        let expected = Pixels::YCbCr {
            luma: vec![3, 1, 4, 2],
            chroma: vec![7, 8, 9, 10],
            chroma_width: 1,
            chroma_height: 2,
        };
        assert_eq!(
            turned,
            Picture {
                width: 2,
                height: 2,
                pixels: expected
            }
        );
    }
}
