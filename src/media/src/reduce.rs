//! Makes pictures smaller by the exact mean over the area each new pixel covers.
//!
//! The mean is taken of the stored (sRGB) values: in light it would be a little brighter where fine
//! black and white meet; for photos the difference does not show.

use crate::{Picture, Pixels};

/// Reduces one plane of interleaved 8-bit channels, fed row by row from the top.
pub(crate) struct AreaFilter {
    from: (usize, usize),
    to: (usize, usize),
    channels: usize,
    /// For each new column: the first old column and the weights of it and those after it.
    columns: Vec<(usize, Vec<f32>)>,
    /// Old rows taken so far.
    row: usize,
    /// New rows given so far.
    given: usize,
    /// One old row, already reduced across.
    across: Vec<f32>,
    /// The new row being summed up.
    sum: Vec<f32>,
}

impl AreaFilter {
    /// A filter from one size (width, height) to another that is not larger in either direction.
    pub(crate) fn new(from: (u32, u32), to: (u32, u32), channels: usize) -> Self {
        let from = (from.0 as usize, from.1 as usize);
        let to = (to.0 as usize, to.1 as usize);
        Self {
            from,
            to,
            channels,
            columns: (0..to.0)
                .map(|column| weights(from.0, to.0, column))
                .collect(),
            row: 0,
            given: 0,
            across: vec![0.0; to.0 * channels],
            sum: vec![0.0; to.0 * channels],
        }
    }

    /// Takes whole old rows and appends the new rows they complete to `out`.
    pub(crate) fn push(&mut self, rows: &[u8], out: &mut Vec<u8>) {
        for row in rows.chunks_exact(self.from.0 * self.channels) {
            if self.given == self.to.1 {
                return;
            }
            match self.channels {
                1 => reduce_across::<1>(row, &self.columns, &mut self.across),
                2 => reduce_across::<2>(row, &self.columns, &mut self.across),
                _ => reduce_across::<4>(row, &self.columns, &mut self.across),
            }
            self.add_row(out);
        }
    }

    /// Shares the row in `across` out to the new rows it lies in.
    fn add_row(&mut self, out: &mut Vec<u8>) {
        // In units of which an old row has `to.1` and a new row `from.1`, all borders are whole numbers.
        let (old, new) = (self.to.1, self.from.1);
        let (start, end) = (self.row * old, (self.row + 1) * old);
        self.row += 1;
        let mut at = start;
        while at < end && self.given < self.to.1 {
            let border = (self.given + 1) * new;
            let until = border.min(end);
            let weight = (until - at) as f32 / new as f32;
            for (sum, value) in self.sum.iter_mut().zip(&self.across) {
                *sum += value * weight;
            }
            if until == border {
                out.extend(self.sum.iter().map(|sum| (sum + 0.5) as u8));
                self.sum.fill(0.0);
                self.given += 1;
            }
            at = until;
        }
    }
}

/// The old columns that new column `index` covers, with weights that add up to one.
fn weights(from: usize, to: usize, index: usize) -> (usize, Vec<f32>) {
    let (start, end) = (index * from, (index + 1) * from);
    let first = start / to;
    let weights = (first..end.div_ceil(to))
        .map(|old| {
            let overlap = ((old + 1) * to).min(end) - (old * to).max(start);
            overlap as f32 / from as f32
        })
        .collect();
    (first, weights)
}

fn reduce_across<const CHANNELS: usize>(
    row: &[u8],
    columns: &[(usize, Vec<f32>)],
    across: &mut [f32],
) {
    let (pixels, _) = row.as_chunks::<CHANNELS>();
    let (across, _) = across.as_chunks_mut::<CHANNELS>();
    for ((first, weights), out) in columns.iter().zip(across) {
        let mut sum = [0.0; CHANNELS];
        for (pixel, weight) in pixels[*first..].iter().zip(weights) {
            for (sum, value) in sum.iter_mut().zip(pixel) {
                *sum += f32::from(*value) * weight;
            }
        }
        *out = sum;
    }
}

/// A copy of `picture` of the given size, which must not be larger in either direction.
pub(crate) fn smaller(picture: &Picture, width: u32, height: u32) -> Picture {
    let plane = |data: &[u8], from: (u32, u32), to: (u32, u32), channels: usize| {
        let mut out = Vec::with_capacity(to.0 as usize * to.1 as usize * channels);
        AreaFilter::new(from, to, channels).push(data, &mut out);
        out
    };
    let from = (picture.width, picture.height);
    let to = (width.min(picture.width), height.min(picture.height));
    let pixels = match &picture.pixels {
        Pixels::Rgba(data) => Pixels::Rgba(plane(data, from, to, 4)),
        Pixels::YCbCr {
            luma,
            chroma,
            chroma_width,
            chroma_height,
        } => {
            let part =
                |chroma: u32, of: u32, to: u32| if chroma < of { to.div_ceil(2) } else { to };
            let (w, h) = (
                part(*chroma_width, from.0, to.0),
                part(*chroma_height, from.1, to.1),
            );
            Pixels::YCbCr {
                luma: plane(luma, from, to, 1),
                chroma: plane(chroma, (*chroma_width, *chroma_height), (w, h), 2),
                chroma_width: w,
                chroma_height: h,
            }
        }
    };
    Picture {
        width: to.0,
        height: to.1,
        pixels,
    }
}
