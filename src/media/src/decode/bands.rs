//! Rows of pixels on their way from a decoder to whoever wants them.

use crate::{Picture, Pixels};

/// What pixels will come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// How a pixel is stored.
    pub format: Format,
}

/// How pixels are stored: the layouts of [`Pixels`] without their data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// As [`Pixels::Rgba`].
    Rgba,
    /// As [`Pixels::YCbCr`].
    YCbCr {
        /// Width of the colour plane.
        chroma_width: u32,
        /// Height of the colour plane.
        chroma_height: u32,
    },
}

/// Whole rows, those above having come before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band<'a> {
    /// Rows of a picture in [`Format::Rgba`].
    Rgba {
        /// The first row.
        top: u32,
        /// `rows × width × 4` bytes.
        rows: &'a [u8],
    },
    /// Rows of a picture in [`Format::YCbCr`]. Either plane may be ahead of the other.
    YCbCr {
        /// The first row of brightness.
        top: u32,
        /// `rows × width` bytes.
        luma: &'a [u8],
        /// The first row of colour.
        chroma_top: u32,
        /// `rows × chroma_width × 2` bytes.
        chroma: &'a [u8],
    },
}

/// Takes a picture band by band.
pub trait Receive {
    /// Says what will come. Called once, before the first band.
    fn begin(&mut self, layout: Layout);
    /// Takes the next rows, from top to bottom without a gap.
    fn band(&mut self, band: Band<'_>);
}

/// Gathers bands to a picture.
#[derive(Debug, Default)]
pub(super) struct Gather {
    layout: Option<Layout>,
    /// RGBA or brightness.
    first: Vec<u8>,
    chroma: Vec<u8>,
}

impl Receive for Gather {
    fn begin(&mut self, layout: Layout) {
        let pixels = layout.width as usize * layout.height as usize;
        match layout.format {
            Format::Rgba => self.first.reserve_exact(pixels * 4),
            Format::YCbCr {
                chroma_width,
                chroma_height,
            } => {
                self.first.reserve_exact(pixels);
                self.chroma
                    .reserve_exact(chroma_width as usize * chroma_height as usize * 2);
            }
        }
        self.layout = Some(layout);
    }

    fn band(&mut self, band: Band<'_>) {
        match band {
            Band::Rgba { rows, .. } => self.first.extend_from_slice(rows),
            Band::YCbCr { luma, chroma, .. } => {
                self.first.extend_from_slice(luma);
                self.chroma.extend_from_slice(chroma);
            }
        }
    }
}

impl Gather {
    /// The picture; an empty one if nothing came.
    pub(super) fn into_picture(self) -> Picture {
        let Self {
            layout,
            first,
            chroma,
        } = self;
        match layout {
            None => Picture {
                width: 0,
                height: 0,
                pixels: Pixels::Rgba(Vec::new()),
            },
            Some(Layout {
                width,
                height,
                format: Format::Rgba,
            }) => Picture {
                width,
                height,
                pixels: Pixels::Rgba(first),
            },
            Some(Layout {
                width,
                height,
                format:
                    Format::YCbCr {
                        chroma_width,
                        chroma_height,
                    },
            }) => {
                let pixels = Pixels::YCbCr {
                    luma: first,
                    chroma,
                    chroma_width,
                    chroma_height,
                };
                Picture {
                    width,
                    height,
                    pixels,
                }
            }
        }
    }
}

impl Picture {
    /// What a receiver of this picture is told first.
    pub fn layout(&self) -> Layout {
        let format = match self.pixels {
            Pixels::Rgba(_) => Format::Rgba,
            Pixels::YCbCr {
                chroma_width,
                chroma_height,
                ..
            } => Format::YCbCr {
                chroma_width,
                chroma_height,
            },
        };
        Layout {
            width: self.width,
            height: self.height,
            format,
        }
    }

    /// Sends the whole picture as one band.
    pub(crate) fn send(&self, receiver: &mut dyn Receive) {
        receiver.begin(self.layout());
        receiver.band(match &self.pixels {
            Pixels::Rgba(rows) => Band::Rgba { top: 0, rows },
            Pixels::YCbCr { luma, chroma, .. } => Band::YCbCr {
                top: 0,
                luma,
                chroma_top: 0,
                chroma,
            },
        });
    }
}
