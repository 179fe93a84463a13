//! Makes pictures smaller on their way, so that they fit the graphics card.

use super::{Band, Format, Layout, Receive};
use crate::reduce::AreaFilter;

/// The size of a `width × height` picture whose sides must not be longer than `max_side`: the same
/// shape, whole pixels, even sides so that two eyes' pictures still part between pixels.
pub(super) fn size_within(width: u32, height: u32, max_side: u32) -> (u32, u32) {
    let longest = width.max(height);
    let max_side = max_side.max(2) & !1;
    if longest <= max_side {
        return (width, height);
    }
    let scaled = |side: u32| {
        let exact = f64::from(side) * f64::from(max_side) / f64::from(longest);
        (((exact / 2.0).round() as u32) * 2).clamp(2.min(side), max_side.min(side))
    };
    (scaled(width), scaled(height))
}

/// Passes bands on, made smaller if they are larger than wanted.
pub(super) struct Fit<'a> {
    to: (u32, u32),
    next: &'a mut dyn Receive,
    work: Option<Work>,
}

/// What making a picture smaller needs to remember.
struct Work {
    first: AreaFilter,
    chroma: Option<AreaFilter>,
    first_rows: Vec<u8>,
    chroma_rows: Vec<u8>,
    top: u32,
    chroma_top: u32,
    layout: Layout,
}

impl<'a> Fit<'a> {
    pub(super) fn new(to: (u32, u32), next: &'a mut dyn Receive) -> Self {
        Self {
            to,
            next,
            work: None,
        }
    }
}

impl Receive for Fit<'_> {
    fn begin(&mut self, layout: Layout) {
        let (width, height) = self.to;
        if (layout.width, layout.height) == (width, height) {
            self.next.begin(layout);
            return;
        }
        let from = (layout.width, layout.height);
        let (format, first, chroma) = match layout.format {
            Format::Rgba => (
                Format::Rgba,
                AreaFilter::new(from, (width, height), 4),
                None,
            ),
            Format::YCbCr {
                chroma_width,
                chroma_height,
            } => {
                let part =
                    |chroma: u32, of: u32, to: u32| if chroma < of { to.div_ceil(2) } else { to };
                let to = (
                    part(chroma_width, layout.width, width),
                    part(chroma_height, layout.height, height),
                );
                let format = Format::YCbCr {
                    chroma_width: to.0,
                    chroma_height: to.1,
                };
                let chroma = AreaFilter::new((chroma_width, chroma_height), to, 2);
                (
                    format,
                    AreaFilter::new(from, (width, height), 1),
                    Some(chroma),
                )
            }
        };
        let layout = Layout {
            width,
            height,
            format,
        };
        self.next.begin(layout);
        let (first_rows, chroma_rows) = (Vec::new(), Vec::new());
        self.work = Some(Work {
            first,
            chroma,
            first_rows,
            chroma_rows,
            top: 0,
            chroma_top: 0,
            layout,
        });
    }

    fn band(&mut self, band: Band<'_>) {
        let Some(work) = &mut self.work else {
            self.next.band(band);
            return;
        };
        work.first_rows.clear();
        work.chroma_rows.clear();
        let width = work.layout.width;
        match (band, work.layout.format) {
            (Band::Rgba { rows, .. }, Format::Rgba) => {
                work.first.push(rows, &mut work.first_rows);
                if !work.first_rows.is_empty() {
                    self.next.band(Band::Rgba {
                        top: work.top,
                        rows: &work.first_rows,
                    });
                    work.top += work.first_rows.len() as u32 / (width * 4);
                }
            }
            (Band::YCbCr { luma, chroma, .. }, Format::YCbCr { chroma_width, .. }) => {
                work.first.push(luma, &mut work.first_rows);
                if let Some(filter) = &mut work.chroma {
                    filter.push(chroma, &mut work.chroma_rows);
                }
                if !work.first_rows.is_empty() || !work.chroma_rows.is_empty() {
                    self.next.band(Band::YCbCr {
                        top: work.top,
                        luma: &work.first_rows,
                        chroma_top: work.chroma_top,
                        chroma: &work.chroma_rows,
                    });
                    work.top += work.first_rows.len() as u32 / width;
                    work.chroma_top += work.chroma_rows.len() as u32 / (chroma_width * 2);
                }
            }
            // A decoder that announces one format and sends another: nothing to show.
            (Band::Rgba { .. }, Format::YCbCr { .. }) | (Band::YCbCr { .. }, Format::Rgba) => {
                tracing::error!("a decoder sent pixels of another format than it announced");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shape_is_kept_and_sides_are_even() {
        assert_eq!(size_within(30000, 15000, 8192), (8192, 4096));
        assert_eq!(size_within(8192, 4096, 8192), (8192, 4096));
        assert_eq!(size_within(8193, 4097, 8192), (8192, 4096));
        assert_eq!(size_within(12000, 12000, 8192), (8192, 8192));
        assert_eq!(size_within(101, 7, 8192), (101, 7));
        assert_eq!(size_within(60000, 1, 100), (100, 1));
        assert_eq!(size_within(1000, 999, 101), (100, 100));
    }
}
