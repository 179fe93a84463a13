//! How a camera was turned, from EXIF.

use exif::{In, Tag};

/// How a stored picture is turned to stand upright: EXIF's values 1–8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Orientation {
    /// As stored.
    #[default]
    Upright = 1,
    /// Left and right exchanged.
    Mirrored = 2,
    /// Half a turn.
    HalfTurn = 3,
    /// Top and bottom exchanged.
    Flipped = 4,
    /// Rows and columns exchanged.
    Transposed = 5,
    /// A quarter turn clockwise makes it upright.
    QuarterRight = 6,
    /// Rows and columns exchanged, then half a turn.
    Transversed = 7,
    /// A quarter turn counter-clockwise makes it upright.
    QuarterLeft = 8,
}

impl Orientation {
    /// The meaning of EXIF's number; `None` where it has none.
    pub fn from_number(number: u32) -> Option<Self> {
        Some(match number {
            1 => Self::Upright,
            2 => Self::Mirrored,
            3 => Self::HalfTurn,
            4 => Self::Flipped,
            5 => Self::Transposed,
            6 => Self::QuarterRight,
            7 => Self::Transversed,
            8 => Self::QuarterLeft,
            _ => return None,
        })
    }

    /// Whether rows become columns.
    pub fn swaps_axes(self) -> bool {
        matches!(
            self,
            Self::Transposed | Self::QuarterRight | Self::Transversed | Self::QuarterLeft
        )
    }

    /// Width and height once upright.
    pub fn upright(self, width: u32, height: u32) -> (u32, u32) {
        if self.swaps_axes() {
            (height, width)
        } else {
            (width, height)
        }
    }
}

/// The orientation in an EXIF block (a TIFF header and what follows).
pub(crate) fn orientation(tiff: &[u8]) -> Option<Orientation> {
    let block = exif::Reader::new().read_raw(tiff.to_vec()).ok()?;
    let number = block
        .get_field(Tag::Orientation, In::PRIMARY)?
        .value
        .get_uint(0)?;
    Orientation::from_number(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The smallest EXIF block that holds an orientation, in both byte orders.
    fn block(little: bool, number: u16) -> Vec<u8> {
        let short = |n: u16| {
            if little {
                n.to_le_bytes()
            } else {
                n.to_be_bytes()
            }
        };
        let long = |n: u32| {
            if little {
                n.to_le_bytes()
            } else {
                n.to_be_bytes()
            }
        };
        let mut bytes = if little {
            b"II".to_vec()
        } else {
            b"MM".to_vec()
        };
        bytes.extend(short(42));
        bytes.extend(long(8));
        bytes.extend(short(1));
        bytes.extend(short(0x0112));
        bytes.extend(short(3));
        bytes.extend(long(1));
        bytes.extend(short(number));
        bytes.extend([0; 6]);
        bytes
    }

    #[test]
    fn all_eight_are_read_in_both_byte_orders() {
        for little in [false, true] {
            for number in 1..=8u16 {
                let read = orientation(&block(little, number)).unwrap();
                assert_eq!(read as u16, number);
            }
        }
    }

    #[test]
    fn nonsense_has_no_orientation() {
        assert_eq!(orientation(&block(true, 9)), None);
        assert_eq!(orientation(b""), None);
        assert_eq!(orientation(b"II*\0\xff\xff\xff\xff"), None);
    }
}
