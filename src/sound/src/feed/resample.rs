//! From any rate to the one that is mixed.

use rubato::{FftFixedIn, Resampler};

use crate::time::RATE;

/// Frames that go in together.
const CHUNK: usize = 1024;

/// From any rate to [`RATE`], without delay.
pub(crate) struct Resample {
    resampler: FftFixedIn<f32>,
    /// What waits for a whole chunk, channel by channel.
    waiting: Vec<Vec<f32>>,
    /// Frames at the beginning that are the resampler's own delay.
    skip: usize,
    delay: usize,
}

impl Resample {
    /// None if there is nothing to do.
    pub(crate) fn from(rate: u32, channels: usize) -> Option<Resample> {
        if rate == RATE {
            return None;
        }
        let made = FftFixedIn::new(rate as usize, RATE as usize, CHUNK, 2, channels);
        let resampler = made
            .inspect_err(|error| tracing::error!(%error, "no resampler"))
            .ok()?;
        let delay = resampler.output_delay();
        Some(Resample {
            resampler,
            waiting: vec![Vec::new(); channels],
            skip: delay,
            delay,
        })
    }

    /// Takes interleaved frames and adds what becomes of them to `out`, interleaved.
    pub(crate) fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) {
        let channels = self.waiting.len();
        for frame in samples.chunks_exact(channels) {
            for (waiting, sample) in self.waiting.iter_mut().zip(frame) {
                waiting.push(*sample);
            }
            if self.waiting[0].len() == CHUNK {
                self.convert(out);
            }
        }
    }

    /// Adds what is still in it.
    pub(crate) fn finish(&mut self, out: &mut Vec<f32>) {
        let channels = self.waiting.len();
        let waiting = self.waiting[0].len();
        let ratio = f64::from(RATE) / self.resampler_rate();
        let wanted = out.len() / channels + (waiting as f64 * ratio) as usize + self.delay;
        while out.len() / channels < wanted {
            let silence = vec![0.0; (CHUNK - self.waiting[0].len()) * channels];
            self.push(&silence, out);
        }
        out.truncate(wanted * channels);
    }

    fn resampler_rate(&self) -> f64 {
        f64::from(RATE) * CHUNK as f64 / self.resampler.output_frames_max().max(1) as f64
    }

    fn convert(&mut self, out: &mut Vec<f32>) {
        match self.resampler.process(&self.waiting, None) {
            Ok(made) => {
                let frames = made.first().map_or(0, Vec::len);
                let skipped = self.skip.min(frames);
                self.skip -= skipped;
                for frame in skipped..frames {
                    out.extend(made.iter().map(|channel| channel[frame]));
                }
            }
            Err(error) => tracing::error!(%error, "a piece of sound could not be resampled"),
        }
        self.waiting.iter_mut().for_each(Vec::clear);
    }
}
