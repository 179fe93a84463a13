//! What is measured of a film: pictures seen, their distance from the sound, seeks.

use std::time::{Duration, Instant};

use serde::Serialize;

use crate::conductor::Conductor;

/// What was measured of the film that was seen.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct FilmFigures {
    /// Pictures of it that were seen.
    shown: u64,
    /// Pictures of it that were decoded and not seen.
    dropped: u64,
    /// Picture time minus heard time when each picture was seen first, in milliseconds.
    offset_ms: Vec<f64>,
    /// That 95 of 100 pictures were not further from what was heard than this.
    offset_p95_ms: f64,
    /// The largest distance.
    offset_max_ms: f64,
    /// From each seek until its picture was ready to be drawn, in milliseconds.
    seek_ms: Vec<f64>,
}

/// How far the film was when the measurement began.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before {
    shown: u64,
    left_out: u64,
    offsets: usize,
}

impl Before {
    pub(super) fn now(conductor: &Conductor) -> Self {
        let measured = conductor.film_measured();
        Self {
            shown: measured.map_or(0, |film| film.shown),
            left_out: measured.map_or(0, |film| film.left_out),
            offsets: conductor.film_offsets().len(),
        }
    }

    /// What came since then; nothing where no film is seen.
    pub(super) fn until_now(
        &self,
        conductor: &Conductor,
        seek_ms: Vec<f64>,
    ) -> Option<FilmFigures> {
        let now = conductor.film_measured()?;
        let offset_ms: Vec<f64> = conductor
            .film_offsets()
            .iter()
            .skip(self.offsets)
            .map(|seconds| f64::from(*seconds) * 1000.0)
            .collect();
        let mut apart: Vec<f64> = offset_ms.iter().map(|offset| offset.abs()).collect();
        apart.sort_by(f64::total_cmp);
        let p95 = apart.len() * 95 / 100;
        Some(FilmFigures {
            shown: now.shown - self.shown,
            dropped: now.left_out - self.left_out,
            offset_p95_ms: apart.get(p95).copied().unwrap_or_default(),
            offset_max_ms: apart.last().copied().unwrap_or_default(),
            offset_ms,
            seek_ms,
        })
    }
}

/// Seeks one after the other, all over the film.
#[derive(Debug)]
pub(super) struct Seeking {
    wanted: u32,
    asked: Option<Instant>,
    times: Vec<f64>,
}

impl Seeking {
    pub(super) fn new(wanted: u32) -> Self {
        Self {
            wanted,
            asked: None,
            times: Vec::new(),
        }
    }

    /// Looks whether the picture of the last seek is there, and asks for the next; false after the last one.
    pub(super) fn turn(&mut self, conductor: &mut Conductor) -> bool {
        let Some(film) = conductor.film_measured() else {
            return true;
        };
        let done = self.times.len() as u32;
        if let Some(asked) = self.asked
            && film.found > done
        {
            self.times.push(asked.elapsed().as_secs_f64() * 1000.0);
            self.asked = None;
        }
        if self.times.len() as u32 >= self.wanted {
            return false;
        }
        if self.asked.is_none() {
            conductor.seek_film(place(self.times.len() as u32, film.duration));
            self.asked = Some(Instant::now());
        }
        true
    }

    /// The times in milliseconds.
    pub(super) fn times(self) -> Vec<f64> {
        self.times
    }
}

/// All over the film, never twice the same.
fn place(number: u32, duration: Duration) -> Duration {
    const GOLDEN: f64 = 0.618_033_988_749_895;
    duration.mul_f64((f64::from(number + 1) * GOLDEN).fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_film_is_sought_all_over() {
        let whole = Duration::from_secs(24);
        let mut places: Vec<Duration> = (0..50).map(|number| place(number, whole)).collect();
        places.sort();
        assert!(places[0] > Duration::ZERO && places[49] < whole);
        let gaps = places.windows(2).map(|pair| pair[1] - pair[0]);
        assert!(gaps.max() < Some(Duration::from_secs(1)));
    }
}
