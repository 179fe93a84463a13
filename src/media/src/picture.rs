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
    /// How many pixels across and down share one colour: `(1, 1)` where each has its own.
    pub fn chroma_steps(&self) -> (usize, usize) {
        match self.pixels {
            Pixels::Rgba(_) => (1, 1),
            Pixels::YCbCr {
                chroma_width,
                chroma_height,
                ..
            } => {
                let step = |chroma: u32, whole: u32| if chroma < whole { 2 } else { 1 };
                (
                    step(chroma_width, self.width),
                    step(chroma_height, self.height),
                )
            }
        }
    }

    /// Bytes of pixel data held.
    pub fn bytes(&self) -> usize {
        match &self.pixels {
            Pixels::Rgba(data) => data.len(),
            Pixels::YCbCr { luma, chroma, .. } => luma.len() + chroma.len(),
        }
    }
}
