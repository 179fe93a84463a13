//! Whether a film flashes in a way that can bring on a fit (WCAG 2.3.1: more than three times in a second).
//!
//! The picture is looked at in cells, of which some twenty degrees of a panorama fill one; a flash is a pair of
//! opposing changes of a cell's brightness by a tenth of the brightest, where the darker is below four fifths of
//! it. What glitters within a cell is evened out, as it is in the eye. Films are sampled: a few seconds from
//! several places, short ones whole. Red flashes are not told from others.

use std::collections::VecDeque;
use std::path::Path;
use std::time::Duration;

use super::gstreamer::start;
use super::{FilmSource, FilmState, FrameContent, OpenOptions, PlaneFormat, Planes};
use crate::MediaError;

/// Columns and rows of cells.
const CELLS: (usize, usize) = (16, 8);
/// Samples along each side of a cell.
const SAMPLES: usize = 6;
/// Cells that have to flash together.
const TOGETHER: usize = 2;
/// The change of brightness that counts, of the brightest.
const CHANGE: f32 = 0.1;
/// The darker of two is below this, or the change is not seen as a flash.
const DARKER: f32 = 0.8;
/// Flashes in a second that are let pass.
const MOST: u32 = 3;
/// Films up to this long are looked at whole.
const WHOLE: Duration = Duration::from_secs(8);
/// How much is looked at from each place of a longer one, and the places as shares of it.
const WINDOW: Duration = Duration::from_secs(2);
const PLACES: [f32; 3] = [0.05, 0.4, 0.75];
/// How long a decoder may take for a frame.
const PATIENCE: Duration = Duration::from_secs(20);
/// Frames are asked for in these steps: finer than any film's.
const STEP: Duration = Duration::from_millis(8);

/// Where a film flashes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flashing {
    /// The beginning of that second.
    pub at: Duration,
    /// How often it flashes in it.
    pub flashes: u32,
}

/// Looks whether the film at `path` flashes; the first place found.
///
/// # Errors
/// As [`super::open`].
pub fn flashing(path: &Path) -> Result<Option<Flashing>, MediaError> {
    let length = super::probe(path)?.duration;
    let windows: Vec<(Duration, Duration)> = if length <= WHOLE {
        vec![(Duration::ZERO, length)]
    } else {
        let places = PLACES.iter().map(|share| length.mul_f32(*share));
        places.map(|from| (from, from + WINDOW)).collect()
    };
    for (from, to) in windows {
        let options = OpenOptions {
            start: from,
            sound: false,
            every_frame: true,
            ..OpenOptions::default()
        };
        let mut film = start(path, &options)?;
        let mut watch = Watch::default();
        let mut at = from;
        while at < to {
            film.wait_for_frame(PATIENCE);
            match film.frame(at) {
                Some(frame) => {
                    if let FrameContent::Planes(planes) = &frame.content
                        && let Some(found) = watch.frame(frame.at, &cells(&**planes))
                    {
                        return Ok(Some(found));
                    }
                }
                // A decoder that gives up, or nothing more to come: what is wrong with it is found elsewhere.
                None if !matches!(film.state(), FilmState::Opening | FilmState::Running) => break,
                None => {}
            }
            at += STEP;
        }
    }
    Ok(None)
}

/// The brightness of each cell, 0 to 1, as light and not as code.
fn cells(planes: &dyn Planes) -> Vec<f32> {
    let layout = planes.layout();
    let (rows, stride) = planes.plane(0);
    let (width, height) = (layout.width as usize, layout.height as usize);
    let (black, white) = if layout.colour.full_range {
        (0.0, 1.0)
    } else {
        (16.0 / 255.0, 235.0 / 255.0)
    };
    let code = |x: usize, y: usize| -> f32 {
        let two = |at: usize| match rows.get(at..at + 2) {
            Some(bytes) => f32::from(u16::from_le_bytes([bytes[0], bytes[1]])),
            None => 0.0,
        };
        match layout.format {
            PlaneFormat::Nv12 | PlaneFormat::I420 => {
                f32::from(rows.get(y * stride + x).copied().unwrap_or(0)) / 255.0
            }
            PlaneFormat::P010 => two(y * stride + 2 * x) / 65_535.0,
            PlaneFormat::I420p10 => two(y * stride + 2 * x) / 1023.0,
        }
    };
    let (columns, lines) = CELLS;
    let mut cells = Vec::with_capacity(columns * lines);
    for line in 0..lines {
        for column in 0..columns {
            let mut sum = 0.0;
            for number in 0..SAMPLES * SAMPLES {
                let across = (number % SAMPLES) * 2 + 1;
                let down = (number / SAMPLES) * 2 + 1;
                let x = (column * SAMPLES * 2 + across) * width / (columns * SAMPLES * 2);
                let y = (line * SAMPLES * 2 + down) * height / (lines * SAMPLES * 2);
                let share = ((code(x, y) - black) / (white - black)).clamp(0.0, 1.0);
                sum += share.powf(2.2);
            }
            cells.push(sum / (SAMPLES * SAMPLES) as f32);
        }
    }
    cells
}

/// What each cell has done of late.
#[derive(Debug, Default)]
struct Watch {
    cells: Vec<Cell>,
}

#[derive(Debug, Default, Clone)]
struct Cell {
    /// The brightest or darkest since the last change that counted.
    extreme: f32,
    /// Whether it was becoming brighter; none before the first change.
    rising: Option<bool>,
    /// When it changed, in the last second.
    changes: VecDeque<Duration>,
}

impl Watch {
    /// Takes in a frame; the second before it, if it flashes.
    fn frame(&mut self, at: Duration, brightness: &[f32]) -> Option<Flashing> {
        if self.cells.len() != brightness.len() {
            let begin = |now: &f32| Cell {
                extreme: *now,
                ..Cell::default()
            };
            self.cells = brightness.iter().map(begin).collect();
        }
        for (cell, now) in self.cells.iter_mut().zip(brightness) {
            cell.take(at, *now);
        }
        let mut often: Vec<u32> = self.cells.iter().map(Cell::flashes).collect();
        often.sort_unstable_by(|a, b| b.cmp(a));
        let flashes = often.get(TOGETHER - 1).copied().unwrap_or(0);
        (flashes > MOST).then(|| Flashing {
            at: at.saturating_sub(Duration::from_secs(1)),
            flashes,
        })
    }
}

impl Cell {
    fn take(&mut self, at: Duration, now: f32) {
        let by = now - self.extreme;
        let rises = by > 0.0;
        match self.rising {
            // It goes on as it went: the change begins from further out.
            Some(rising) if rising == rises => self.extreme = now,
            _ if by.abs() >= CHANGE && now.min(self.extreme) < DARKER => {
                self.rising = Some(rises);
                self.extreme = now;
                self.changes.push_back(at);
            }
            _ => {}
        }
        while self
            .changes
            .front()
            .is_some_and(|change| at.saturating_sub(*change) > Duration::from_secs(1))
        {
            self.changes.pop_front();
        }
    }

    /// Pairs of opposing changes.
    fn flashes(&self) -> u32 {
        self.changes.len() as u32 / 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A minute at 30 frames a second in which this many cells blink so many times a second between two levels.
    fn blinking(cells: usize, times: f32, dark: f32, bright: f32) -> Option<Flashing> {
        let mut watch = Watch::default();
        (0..180).find_map(|number| {
            let seconds = number as f32 / 30.0;
            let on = (seconds * times * 2.0) as u32 % 2 == 1;
            let mut brightness = vec![0.3; CELLS.0 * CELLS.1];
            brightness[..cells].fill(if on { bright } else { dark });
            watch.frame(Duration::from_secs_f32(seconds), &brightness)
        })
    }

    #[test]
    fn more_than_three_flashes_a_second_are_found() {
        let found = blinking(40, 6.0, 0.1, 0.9).unwrap();
        assert!(
            found.flashes > 3 && found.at < Duration::from_secs(1),
            "{found:?}"
        );
        assert!(blinking(2, 10.0, 0.2, 0.4).is_some());
    }

    #[test]
    fn three_flashes_faint_ones_small_ones_and_bright_ones_are_let_pass() {
        assert_eq!(blinking(128, 2.5, 0.1, 0.9), None);
        assert_eq!(blinking(128, 10.0, 0.3, 0.38), None);
        assert_eq!(blinking(1, 10.0, 0.1, 0.9), None);
        assert_eq!(blinking(128, 10.0, 0.85, 1.0), None);
        assert_eq!(blinking(128, 0.0, 0.1, 0.9), None);
    }

    #[test]
    fn a_slow_fade_is_no_flash() {
        let mut watch = Watch::default();
        for number in 0..600_u32 {
            let level = (number as f32 / 60.0).sin() * 0.4 + 0.5;
            let brightness = vec![level; CELLS.0 * CELLS.1];
            let found = watch.frame(Duration::from_millis(u64::from(number) * 33), &brightness);
            assert_eq!(found, None);
        }
    }
}
