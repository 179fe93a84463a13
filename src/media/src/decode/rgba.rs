//! From whatever a decoder gives to opaque RGBA.

use crate::SURROUND;

/// Appends rows of samples with 1 (grey), 2 (grey, alpha), 3 (RGB) or 4 (RGBA) `channels` as opaque
/// RGBA. What is see-through lets the warm dark around the picture through.
pub(super) fn append(samples: &[u8], channels: usize, out: &mut Vec<u8>) {
    out.reserve(samples.len() / channels * 4);
    match channels {
        1 => out.extend(samples.iter().flat_map(|&grey| [grey, grey, grey, 255])),
        2 => out.extend(
            samples
                .as_chunks()
                .0
                .iter()
                .flat_map(|&[grey, alpha]| over([grey, grey, grey], alpha)),
        ),
        3 => out.extend(
            samples
                .as_chunks()
                .0
                .iter()
                .flat_map(|&[r, g, b]| [r, g, b, 255]),
        ),
        _ => out.extend(
            samples
                .as_chunks()
                .0
                .iter()
                .flat_map(|&[r, g, b, alpha]| over([r, g, b], alpha)),
        ),
    }
}

fn over(colour: [u8; 3], alpha: u8) -> [u8; 4] {
    let mix = |top: u8, under: u8| {
        let (top, under, alpha) = (u32::from(top), u32::from(under), u32::from(alpha));
        ((top * alpha + under * (255 - alpha) + 127) / 255) as u8
    };
    let [r, g, b] = colour;
    let [under_r, under_g, under_b] = SURROUND;
    [mix(r, under_r), mix(g, under_g), mix(b, under_b), 255]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rgba(samples: &[u8], channels: usize) -> Vec<u8> {
        let mut out = Vec::new();
        append(samples, channels, &mut out);
        out
    }

    #[test]
    fn every_number_of_channels_becomes_opaque_rgba() {
        let [r, g, b] = SURROUND;
        assert_eq!(rgba(&[7, 9], 1), [7, 7, 7, 255, 9, 9, 9, 255]);
        assert_eq!(rgba(&[7, 255, 9, 0], 2), [7, 7, 7, 255, r, g, b, 255]);
        assert_eq!(rgba(&[1, 2, 3], 3), [1, 2, 3, 255]);
        assert_eq!(
            rgba(&[1, 2, 3, 255, 1, 2, 3, 0], 4),
            [1, 2, 3, 255, r, g, b, 255]
        );
    }

    #[test]
    fn half_see_through_is_half_way() {
        let [r, _, _] = SURROUND;
        let half = (u32::from(r) * 127 + 200 * 128 + 127) / 255;
        assert_eq!(u32::from(rgba(&[200, 200, 200, 128], 4)[0]), half);
    }
}
