//! What is around the head to two ears.
//!
//! The filters are the head's (`assets/sound/head.f32`, made by `src/sound/head` from measured ears). They are
//! applied by fast convolution: each component is transformed once a block, and since the head is
//! symmetrical, what is the same for both ears and what differs are each transformed back once. 20
//! transforms to and two back, however many sounds there are.

use std::sync::Arc;

use kira::Frame;
use realfft::num_complex::Complex32;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};

use super::{BLOCK, COMPONENTS, Field};

/// Taps of a filter.
const TAPS: usize = 256;
/// Frames that are transformed together: a block and all that the filters still remember.
const WINDOW: usize = BLOCK + TAPS;
const BINS: usize = WINDOW / 2 + 1;
/// The filters of the left ear.
const HEAD: &[u8] = include_bytes!("../../../../assets/sound/head.f32");
/// Components that are opposite in the two ears.
const OPPOSITE: [bool; COMPONENTS] = {
    let mut opposite = [false; COMPONENTS];
    let list = [1, 4, 5, 9, 10, 11, 17];
    let mut index = 0;
    while index < list.len() {
        opposite[list[index]] = true;
        index += 1;
    }
    opposite
};

/// Makes what both ears hear of what is around the head.
pub(crate) struct Binaural {
    filters: Vec<Vec<Complex32>>,
    forward: Arc<dyn RealToComplex<f32>>,
    back: Arc<dyn ComplexToReal<f32>>,
    /// What came last, component by component.
    history: Vec<[f32; WINDOW]>,
    window: Vec<f32>,
    spectrum: Vec<Complex32>,
    /// What both ears hear alike, and what oppositely.
    sums: [Vec<Complex32>; 2],
    ears: [Vec<f32>; 2],
    scratch: Vec<Complex32>,
    /// Frames that are still to be made after the last sound.
    remembered: usize,
}

impl Binaural {
    pub(crate) fn new() -> Binaural {
        let mut planner = RealFftPlanner::new();
        let forward = planner.plan_fft_forward(WINDOW);
        let back = planner.plan_fft_inverse(WINDOW);
        let scratch = forward.get_scratch_len().max(back.get_scratch_len());
        let mut binaural = Binaural {
            filters: Vec::new(),
            window: forward.make_input_vec(),
            spectrum: forward.make_output_vec(),
            sums: [forward.make_output_vec(), forward.make_output_vec()],
            ears: [back.make_output_vec(), back.make_output_vec()],
            scratch: vec![Complex32::default(); scratch],
            history: vec![[0.0; WINDOW]; COMPONENTS],
            forward,
            back,
            remembered: 0,
        };
        binaural.filters = HEAD
            .chunks_exact(TAPS * 4)
            .map(|filter| {
                binaural.window.fill(0.0);
                for (tap, bytes) in binaural.window.iter_mut().zip(filter.chunks_exact(4)) {
                    let bytes = [bytes[0], bytes[1], bytes[2], bytes[3]];
                    *tap = f32::from_le_bytes(bytes) / WINDOW as f32;
                }
                binaural.transform();
                binaural.spectrum.clone()
            })
            .collect();
        binaural
    }

    /// Adds to `out` what both ears hear of `field`, of which as many frames count as `out` has. `any` is whether there is
    /// something in it; without, this costs nothing once all has died away.
    pub(crate) fn hear(&mut self, field: &Field, any: bool, out: &mut [Frame]) {
        let frames = out.len().min(BLOCK);
        if any {
            self.remembered = WINDOW;
        } else if self.remembered == 0 {
            return;
        } else {
            self.remembered = self.remembered.saturating_sub(frames);
        }
        for sum in &mut self.sums {
            sum.fill(Complex32::default());
        }
        for (component, new) in field.iter().enumerate() {
            let history = &mut self.history[component];
            history.copy_within(frames.., 0);
            history[WINDOW - frames..].copy_from_slice(&new[..frames]);
            self.window.copy_from_slice(history);
            self.transform();
            let sum = &mut self.sums[usize::from(OPPOSITE[component])];
            let filter = &self.filters[component];
            for ((sum, part), filter) in sum.iter_mut().zip(&self.spectrum).zip(filter) {
                *sum += part * filter;
            }
        }
        for (sum, ear) in self.sums.iter_mut().zip(&mut self.ears) {
            // What is real at either end stays so but for rounding, which the transform does not take.
            sum[0].im = 0.0;
            sum[BINS - 1].im = 0.0;
            let done = self.back.process_with_scratch(sum, ear, &mut self.scratch);
            debug_assert!(done.is_ok(), "the lengths are fixed");
        }
        let [alike, opposite] = &self.ears;
        let made = alike[WINDOW - frames..]
            .iter()
            .zip(&opposite[WINDOW - frames..]);
        for (frame, (alike, opposite)) in out.iter_mut().zip(made) {
            frame.left += alike + opposite;
            frame.right += alike - opposite;
        }
    }

    fn transform(&mut self) {
        let done = self.forward.process_with_scratch(
            &mut self.window,
            &mut self.spectrum,
            &mut self.scratch,
        );
        debug_assert!(done.is_ok(), "the lengths are fixed");
    }
}

impl std::fmt::Debug for Binaural {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Binaural").finish_non_exhaustive()
    }
}
