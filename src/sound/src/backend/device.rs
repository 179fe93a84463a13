//! The sound device that the system says is the one to use.
//!
//! kira has such a backend too, but none that says when what it makes is heard, and a film's picture
//! follows that. Everything is mixed at 48 kHz; a device that cannot take that gets it resampled.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{Device, ErrorKind, OutputCallbackInfo, SampleFormat, Stream, StreamConfig};
use kira::backend::{Backend, Renderer};
use rubato::{FftFixedIn, Resampler};

use super::{OutputError, make};
use crate::spatial::BLOCK;
use crate::time::{OutputTime, RATE, nanos};

/// What a device is opened with.
pub(crate) struct DeviceSettings {
    pub(crate) time: Arc<OutputTime>,
    /// Set when the device goes.
    pub(crate) lost: Arc<AtomicBool>,
}

/// The sound device.
pub(crate) struct DeviceBackend {
    settings: DeviceSettings,
    device: Device,
    config: StreamConfig,
    stream: Option<Stream>,
}

impl Backend for DeviceBackend {
    type Settings = DeviceSettings;
    type Error = OutputError;

    fn setup(settings: DeviceSettings, _: usize) -> Result<(DeviceBackend, u32), OutputError> {
        let device = cpal::default_host()
            .default_output_device()
            .ok_or_else(OutputError::none)?;
        let config = config(&device)?;
        let backend = DeviceBackend {
            settings,
            device,
            config,
            stream: None,
        };
        Ok((backend, RATE))
    }

    fn start(&mut self, renderer: Renderer) -> Result<(), OutputError> {
        let failed = |error: cpal::Error| OutputError(error.to_string());
        let mut maker = Maker::new(renderer, Arc::clone(&self.settings.time), self.config)?;
        let lost = Arc::clone(&self.settings.lost);
        let stream = self
            .device
            .build_output_stream(
                self.config,
                move |data: &mut [f32], info: &OutputCallbackInfo| maker.fill(data, info),
                move |error| match error.kind() {
                    ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied | ErrorKind::Xrun => {
                        tracing::debug!(%error, "the sound device");
                    }
                    _ => {
                        tracing::warn!(%error, "the sound device");
                        lost.store(true, Ordering::Release);
                    }
                },
                None,
            )
            .map_err(failed)?;
        stream.play().map_err(failed)?;
        self.stream = Some(stream);
        Ok(())
    }
}

/// The best way to use a device: as things are mixed, if it takes that.
fn config(device: &Device) -> Result<StreamConfig, OutputError> {
    let failed = |error: cpal::Error| OutputError(error.to_string());
    let default = device.default_output_config().map_err(failed)?.config();
    let takes_it = device
        .supported_output_configs()
        .map_err(failed)?
        .any(|range| {
            range.sample_format() == SampleFormat::F32
                && range.channels() == default.channels
                && (range.min_sample_rate()..=range.max_sample_rate()).contains(&RATE)
        });
    Ok(StreamConfig {
        sample_rate: if takes_it { RATE } else { default.sample_rate },
        ..default
    })
}

/// Fills the device's buffers.
struct Maker {
    renderer: Renderer,
    time: Arc<OutputTime>,
    channels: usize,
    /// As things are mixed: left, right.
    stereo: Vec<f32>,
    convert: Option<Convert>,
}

/// From the rate that is mixed to the device's.
struct Convert {
    resampler: FftFixedIn<f32>,
    planar: [Vec<f32>; 2],
    made: Vec<Vec<f32>>,
    ready: VecDeque<[f32; 2]>,
    rate: u32,
}

impl Maker {
    fn new(
        renderer: Renderer,
        time: Arc<OutputTime>,
        config: StreamConfig,
    ) -> Result<Maker, OutputError> {
        let convert = if config.sample_rate == RATE {
            None
        } else {
            let resampler =
                FftFixedIn::new(RATE as usize, config.sample_rate as usize, BLOCK, 1, 2)
                    .map_err(|error| OutputError(error.to_string()))?;
            Some(Convert {
                planar: [Vec::with_capacity(BLOCK), Vec::with_capacity(BLOCK)],
                made: resampler.output_buffer_allocate(true),
                ready: VecDeque::with_capacity(8 * BLOCK),
                resampler,
                rate: config.sample_rate,
            })
        };
        Ok(Maker {
            renderer,
            time,
            channels: usize::from(config.channels).max(1),
            stereo: Vec::with_capacity(1 << 14),
            convert,
        })
    }

    fn fill(&mut self, data: &mut [f32], info: &OutputCallbackInfo) {
        let timestamp = info.timestamp();
        let delay = timestamp.playback.duration_since(timestamp.callback);
        let mut heard = self.time.now() + nanos(delay);
        let frames = data.len() / self.channels;
        match &mut self.convert {
            None => {
                self.stereo.resize(frames * 2, 0.0);
                make(&mut self.renderer, &self.time, heard, &mut self.stereo);
            }
            Some(convert) => {
                let per_frame = 1_000_000_000 / i64::from(convert.rate.max(1));
                heard += convert.ready.len() as i64 * per_frame;
                while convert.ready.len() < frames {
                    self.stereo.resize(BLOCK * 2, 0.0);
                    make(&mut self.renderer, &self.time, heard, &mut self.stereo);
                    let more = convert.push(&self.stereo);
                    heard += more as i64 * per_frame;
                    if more == 0 {
                        break;
                    }
                }
                self.stereo.resize(frames * 2, 0.0);
                for pair in self.stereo.chunks_exact_mut(2) {
                    pair.copy_from_slice(&convert.ready.pop_front().unwrap_or_default());
                }
            }
        }
        for (out, pair) in data
            .chunks_exact_mut(self.channels)
            .zip(self.stereo.chunks_exact(2))
        {
            match out {
                [one] => *one = 0.5 * (pair[0] + pair[1]),
                [left, right, rest @ ..] => {
                    (*left, *right) = (pair[0], pair[1]);
                    rest.fill(0.0);
                }
                [] => {}
            }
        }
    }
}

impl Convert {
    /// Says how many frames became ready.
    fn push(&mut self, stereo: &[f32]) -> usize {
        for (side, samples) in self.planar.iter_mut().enumerate() {
            samples.clear();
            samples.extend(stereo.iter().skip(side).step_by(2));
        }
        let done = self
            .resampler
            .process_into_buffer(&self.planar, &mut self.made, None);
        let frames = done.map_or(0, |(_, frames)| frames);
        for frame in 0..frames {
            self.ready
                .push_back([self.made[0][frame], self.made[1][frame]]);
        }
        frames
    }
}

/// Whether it is worth asking for a device. On Linux, asking where there is none makes the system's own
/// library fill the log with lines that help nobody.
pub(crate) fn sound_possible() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let card = std::fs::read_dir("/dev/snd").is_ok_and(|mut devices| devices.next().is_some());
    let server = std::env::var_os("PULSE_SERVER").is_some()
        || std::env::var_os("XDG_RUNTIME_DIR").is_some_and(|folder| {
            let folder = std::path::PathBuf::from(folder);
            folder.join("pulse/native").exists() || folder.join("pipewire-0").exists()
        });
    card || server
}
