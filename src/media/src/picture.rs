//! A decoded picture, in the layout that takes the least room on its way to the graphics card.

/// A decoded picture: size and pixels, already turned upright.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The pixels.
    pub pixels: Pixels,
}

/// Pixel layouts a photo is decoded to. Rows go from top to bottom without padding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pixels {
    /// Red, green, blue, alpha; 8 bits each, sRGB; `width × height × 4` bytes.
    Rgba(Vec<u8>),
    /// JPEG's own colours (BT.601 matrix, full range, sRGB transfer), brightness and colour apart.
    YCbCr {
        /// Brightness, `width × height` bytes.
        luma: Vec<u8>,
        /// Cb and Cr side by side, `chroma_width × chroma_height × 2` bytes.
        chroma: Vec<u8>,
        /// Width of the colour plane: `width`, or half of it rounded up.
        chroma_width: u32,
        /// Height of the colour plane: `height`, or half of it rounded up.
        chroma_height: u32,
    },
}

impl Picture {
    /// Bytes of pixel data held.
    pub fn bytes(&self) -> usize {
        match &self.pixels {
            Pixels::Rgba(data) => data.len(),
            Pixels::YCbCr { luma, chroma, .. } => luma.len() + chroma.len(),
        }
    }
}
