//! The pictures of a drawn film.
//!
//! Behind the plate with the number, four quarters in four colours (ahead green, right red, behind blue,
//! left yellow), lighter towards the top, so that a picture that is turned or mirrored is seen at once. A
//! frame's memory is used again when it is given back: only the plate is drawn anew.

use std::sync::{Arc, Mutex, PoisonError};

use super::super::{PlaneFormat, PlaneLayout, Planes};
use super::code;
use crate::{Eye, Geometry, Rect, Stereo};

/// Y, Cb and Cr (BT.709, limited) of the quarters: from the left edge of the picture (straight behind) to its right.
const QUARTERS: [[u8; 3]; 5] = [
    [90, 190, 115], // behind
    [140, 70, 140], // left
    [110, 100, 90], // ahead
    [90, 110, 190], // right
    [90, 190, 115], // behind
];
const WHITE: [u8; 3] = [235, 128, 128];
const LIGHT: u8 = 220;
const DARK: u8 = 30;
/// How much darker the right eye's picture is.
const RIGHT_EYE_DARKER: u8 = 20;

/// Draws frames of one film.
pub(super) struct Drawing {
    layout: PlaneLayout,
    stereo: Stereo,
    /// Frames that were given back, ready but for their plate.
    spare: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Drawing {
    pub(super) fn new(layout: PlaneLayout, stereo: Stereo) -> Self {
        Self {
            layout,
            stereo,
            spare: Arc::default(),
        }
    }

    /// Frame `number`, white around the plate if it is the `flash`.
    pub(super) fn frame(&self, number: u32, flash: bool) -> Box<dyn Planes> {
        let spare = if flash {
            None
        } else {
            self.spare
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop()
        };
        let mut data = spare.unwrap_or_else(|| self.background(flash));
        for rect in self.pictures() {
            self.plate(&mut data, rect, number);
        }
        Box::new(Drawn {
            layout: self.layout,
            data,
            home: (!flash).then(|| Arc::clone(&self.spare)),
        })
    }

    /// The eyes' pictures.
    fn pictures(&self) -> Vec<Rect> {
        let geometry = Geometry {
            stereo: self.stereo,
            ..Geometry::SPHERE
        };
        match self.stereo {
            Stereo::Mono => vec![geometry.eye_rect(Eye::Left)],
            Stereo::TopBottom | Stereo::LeftRight => {
                vec![geometry.eye_rect(Eye::Left), geometry.eye_rect(Eye::Right)]
            }
        }
    }

    fn background(&self, flash: bool) -> Vec<u8> {
        let (width, height) = (self.layout.width as usize, self.layout.height as usize);
        let (chroma_width, chroma_height) = (width.div_ceil(2), height.div_ceil(2));
        let mut data = Vec::with_capacity(width * height + 2 * chroma_width * chroma_height);
        let pictures = self.pictures();
        let colour = |x: f32, y: f32| {
            if flash {
                return WHITE;
            }
            let inside = |rect: &Rect| {
                x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height
            };
            let eye = pictures.iter().position(inside).unwrap_or(0);
            let rect = pictures[eye];
            let quarter = ((x - rect.x) / rect.width * 4.0 + 0.5) as usize;
            let [luma, blue, red] = QUARTERS[quarter.min(4)];
            let height = 1.0 - (y - rect.y) / rect.height;
            let darker = if eye == 1 { RIGHT_EYE_DARKER } else { 0 };
            [
                (f32::from(luma) - 20.0 + 40.0 * height) as u8 - darker,
                blue,
                red,
            ]
        };
        let share = |position: usize, count: usize| (position as f32 + 0.5) / count as f32;
        for row in 0..height {
            data.extend(
                (0..width).map(|column| colour(share(column, width), share(row, height))[0]),
            );
        }
        let chroma = |channels: &[usize], data: &mut Vec<u8>| {
            for row in 0..chroma_height {
                for column in 0..chroma_width {
                    let values = colour(share(column, chroma_width), share(row, chroma_height));
                    data.extend(channels.iter().map(|&channel| values[channel]));
                }
            }
        };
        if self.layout.format == PlaneFormat::Nv12 {
            chroma(&[1, 2], &mut data);
        } else {
            chroma(&[1], &mut data);
            chroma(&[2], &mut data);
        }
        data
    }

    /// The number in one eye's picture; grey, so that chroma is drawn once only.
    fn plate(&self, data: &mut [u8], rect: Rect, number: u32) {
        let (width, height) = (self.layout.width as f32, self.layout.height as f32);
        let blocks = code::blocks(number);
        let (columns, rows) = (code::COLUMNS as f32, code::ROWS as f32);
        let from = |share: f32, count: f32, start: f32, size: f32, end: f32| {
            let half = code::SHARE * 0.5 * (1.0 + 1.0 / count);
            (((start + (0.5 + half * share) * size) * end)
                .round()
                .clamp(0.0, end)) as usize
        };
        let x = from(-1.0, columns, rect.x, rect.width, width)
            ..from(1.0, columns, rect.x, rect.width, width);
        let y = from(-1.0, rows, rect.y, rect.height, height)
            ..from(1.0, rows, rect.y, rect.height, height);
        // Which block a pixel is in; none in the border.
        let block = |pixel: usize, count: f32, start: f32, size: f32, end: f32| {
            let share = ((pixel as f32 + 0.5) / end - start) / size;
            let position = ((share - 0.5) / code::SHARE + 0.5) * count;
            (position >= 0.0 && position < count).then_some(position as usize)
        };
        let across: Vec<_> = x
            .clone()
            .map(|column| block(column, columns, rect.x, rect.width, width))
            .collect();
        for row in y {
            let down = block(row, rows, rect.y, rect.height, height);
            let line = &mut data[row * self.layout.width as usize..][x.clone()];
            for (pixel, across) in line.iter_mut().zip(&across) {
                let light = matches!((across, down), (Some(column), Some(row)) if blocks[row * code::COLUMNS + column]);
                *pixel = if light { LIGHT } else { DARK };
            }
        }
    }
}

/// One drawn frame.
struct Drawn {
    layout: PlaneLayout,
    data: Vec<u8>,
    /// Where its memory goes back to.
    home: Option<Arc<Mutex<Vec<Vec<u8>>>>>,
}

impl Planes for Drawn {
    fn layout(&self) -> PlaneLayout {
        self.layout
    }

    fn plane(&self, index: usize) -> (&[u8], usize) {
        let (width, height) = (self.layout.width as usize, self.layout.height as usize);
        let (chroma_width, chroma_height) = (width.div_ceil(2), height.div_ceil(2));
        let (luma, chroma) = self.data.split_at(width * height);
        match (index, self.layout.format) {
            (0, _) => (luma, width),
            (1, PlaneFormat::Nv12) => (chroma, chroma_width * 2),
            (1, _) => (&chroma[..chroma_width * chroma_height], chroma_width),
            (2, PlaneFormat::I420) => (&chroma[chroma_width * chroma_height..], chroma_width),
            _ => (&[], 0),
        }
    }
}

impl Drop for Drawn {
    fn drop(&mut self) {
        if let Some(home) = self.home.take() {
            home.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(std::mem::take(&mut self.data));
        }
    }
}
