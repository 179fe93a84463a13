//! An output without a device: makes the sound in step with the time, and throws it away or writes it down.

use std::convert::Infallible;
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use hound::{SampleFormat, WavSpec, WavWriter};
use kira::backend::{Backend, Renderer};

use super::make;
use crate::time::{Nanos, OutputTime, RATE, nanos};

const TURN: Duration = Duration::from_millis(10);
/// After a longer gap (the machine slept) the time in between is left out.
const LONGEST_GAP: Duration = Duration::from_millis(500);
/// What is written down can be read up to here at any time, in turns.
const SEALED_EVERY: u32 = 25;

/// What an output without a device needs.
#[derive(Debug, Clone)]
pub(crate) struct Silence {
    pub(crate) time: Arc<OutputTime>,
    /// A WAV file that takes all that would be heard.
    pub(crate) record: Option<PathBuf>,
}

/// An output without a device.
#[derive(Debug)]
pub(crate) struct SilentBackend {
    silence: Silence,
    ended: Arc<AtomicBool>,
}

impl Backend for SilentBackend {
    type Settings = Silence;
    type Error = Infallible;

    fn setup(silence: Silence, _: usize) -> Result<(SilentBackend, u32), Infallible> {
        let ended = Arc::new(AtomicBool::new(false));
        Ok((SilentBackend { silence, ended }, RATE))
    }

    fn start(&mut self, mut renderer: Renderer) -> Result<(), Infallible> {
        let ended = Arc::clone(&self.ended);
        let Silence { time, record } = self.silence.clone();
        let mut record = record.and_then(|file| {
            let writer = Record::begin(&file);
            writer
                .inspect_err(|error| tracing::error!(%error, "what is heard is not written down"))
                .ok()
        });
        thread::spawn(move || {
            let frames = (TURN.as_secs_f64() * f64::from(RATE)) as usize;
            let mut nothing = vec![0.0; frames * 2];
            let mut due = Instant::now();
            // Moved by hand, it begins at its beginning, however late this thread does.
            let mut heard: Nanos = 0;
            let mut turn = |heard: Nanos| {
                make(&mut renderer, &time, heard, &mut nothing);
                if let Some(written) = &mut record
                    && let Err(error) = written.write(&nothing)
                {
                    tracing::error!(%error, "no more of what is heard is written down");
                    record = None;
                }
            };
            while !ended.load(Ordering::Relaxed) {
                if time.is_by_hand() {
                    while heard + nanos(TURN) <= time.now() && !ended.load(Ordering::Relaxed) {
                        turn(heard);
                        heard += nanos(TURN);
                    }
                } else {
                    turn(time.now());
                }
                due += TURN;
                let now = Instant::now();
                if now.saturating_duration_since(due) > LONGEST_GAP {
                    due = now;
                }
                thread::sleep(due.saturating_duration_since(now));
            }
        });
        Ok(())
    }
}

impl Drop for SilentBackend {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}

/// A WAV file that grows while things are heard.
struct Record {
    writer: WavWriter<BufWriter<File>>,
    turns: u32,
}

impl Record {
    fn begin(file: &std::path::Path) -> hound::Result<Record> {
        let spec = WavSpec {
            channels: 2,
            sample_rate: RATE,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let writer = WavWriter::create(file, spec)?;
        Ok(Record { writer, turns: 0 })
    }

    fn write(&mut self, samples: &[f32]) -> hound::Result<()> {
        for sample in samples {
            let value = sample.clamp(-1.0, 1.0) * f32::from(i16::MAX);
            self.writer.write_sample(value.round() as i16)?;
        }
        self.turns += 1;
        if self.turns.is_multiple_of(SEALED_EVERY) {
            self.writer.flush()?;
        }
        Ok(())
    }
}
