//! Files written here, read back: every sample, every channel, the joins of loops, and what is broken.

use std::fs;
use std::path::{Path, PathBuf};

use super::{AudioError, SoundFile};

/// A 16-bit WAV file with the samples that `sample(frame, channel)` gives.
fn wav(
    path: &Path,
    rate: u32,
    channels: u16,
    frames: u32,
    sample: impl Fn(u32, u16) -> f32,
) -> PathBuf {
    let data: Vec<u8> = (0..frames)
        .flat_map(|frame| (0..channels).map(move |channel| (frame, channel)))
        .flat_map(|(frame, channel)| {
            ((sample(frame, channel) * 32767.0).round() as i16).to_le_bytes()
        })
        .collect();
    let mut file = Vec::from(*b"RIFF");
    file.extend((36 + data.len() as u32).to_le_bytes());
    file.extend(b"WAVEfmt ");
    let block = u32::from(channels) * 2;
    for word in [
        16,
        1 | (u32::from(channels) << 16),
        rate,
        rate * block,
        block | (16 << 16),
    ] {
        file.extend(word.to_le_bytes());
    }
    file.extend(b"data");
    file.extend((data.len() as u32).to_le_bytes());
    file.extend(data);
    fs::write(path, file).unwrap();
    path.to_owned()
}

fn all(file: &mut SoundFile) -> Result<Vec<f32>, AudioError> {
    let (mut samples, mut piece) = (Vec::new(), Vec::new());
    while file.read(&mut piece)? > 0 {
        samples.extend_from_slice(&piece);
    }
    Ok(samples)
}

#[test]
fn every_channel_comes_out_as_it_went_in() {
    let folder = tempfile::tempdir().unwrap();
    for channels in [1, 2, 4] {
        let ramp = |frame: u32, channel: u16| {
            (frame % 1000) as f32 / 2000.0 * (f32::from(channel) + 1.0) / 4.0
        };
        let path = wav(&folder.path().join("a.wav"), 32_000, channels, 5000, ramp);
        let mut file = SoundFile::open(&path).unwrap();
        assert_eq!(
            (file.channels(), file.rate(), file.frames()),
            (channels, 32_000, 5000)
        );
        let samples = all(&mut file).unwrap();
        assert_eq!(samples.len(), 5000 * usize::from(channels));
        for (index, sample) in samples.iter().enumerate() {
            let (frame, channel) = (index as u32 / u32::from(channels), index as u16 % channels);
            assert!((sample - ramp(frame, channel)).abs() < 1e-4);
        }
    }
}

#[test]
fn after_a_seek_the_samples_are_those_of_that_place() {
    let folder = tempfile::tempdir().unwrap();
    let ramp = |frame: u32, _| frame as f32 / 100_000.0;
    let path = wav(&folder.path().join("a.wav"), 48_000, 1, 90_000, ramp);
    let mut file = SoundFile::open(&path).unwrap();
    let mut piece = Vec::new();
    for wanted in [48_000, 10, 0, 89_000] {
        let at = file.seek(wanted).unwrap();
        assert!(at <= wanted, "never later than {wanted}: {at}");
        file.read(&mut piece).unwrap();
        assert!((piece[0] - ramp(at as u32, 0)).abs() < 1e-4);
    }
    file.seek(0).unwrap();
    assert_eq!(all(&mut file).unwrap().len(), 90_000);
}

#[test]
fn vorbis_has_as_many_frames_as_it_says() {
    // One second of a 480 Hz sine at half height.
    let mut file = SoundFile::from_bytes(include_bytes!("../../tests/sine.ogg")).unwrap();
    assert_eq!((file.channels(), file.rate()), (1, 48_000));
    for _ in 0..2 {
        let samples = all(&mut file).unwrap();
        assert_eq!(samples.len() as u64, file.frames());
        let power = samples.iter().map(|sample| sample * sample).sum::<f32>();
        assert!((power / samples.len() as f32 - 0.125).abs() < 0.003);
        file.seek(0).unwrap();
    }
}

#[test]
fn what_is_no_sound_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ogg");
    let open = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        SoundFile::open(&path).map(|_| ()).unwrap_err().code()
    };
    assert_eq!(open(b"not a sound at all"), "M0502");
    assert_eq!(
        SoundFile::open(&folder.path().join("none.wav"))
            .unwrap_err()
            .code(),
        "M0501"
    );
    wav(&path, 48_000, 1, 0, |_, _| 0.0);
    assert_eq!(SoundFile::open(&path).unwrap_err().code(), "M0503");
    wav(&path, 900, 1, 100, |_, _| 0.0);
    assert_eq!(SoundFile::open(&path).unwrap_err().code(), "M0505");
}

#[test]
fn a_file_that_is_cut_off_says_how_much_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = wav(&folder.path().join("a.wav"), 48_000, 2, 48_000, |_, _| 0.1);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    match all(&mut SoundFile::open(&path).unwrap()) {
        Err(AudioError::Short { missing, frames }) => {
            assert_eq!(frames, 48_000);
            assert!((23_900..24_100).contains(&missing), "{missing}");
        }
        other => panic!("{:?}", other.map(|samples| samples.len())),
    }
}

mod loudness {
    use super::*;
    use crate::loudness::{Loudness, Meter, gain_to, measure};

    fn sine(level: f32, hertz: f32) -> impl Fn(u32, u16) -> f32 {
        let amplitude = 10_f32.powf(level / 20.0);
        move |frame, _| amplitude * (frame as f32 * hertz / 48_000.0 * std::f32::consts::TAU).sin()
    }

    /// EBU Tech 3341, cases 1 and 2: a stereo sine of 1 kHz at −23 and at −33 dBFS.
    #[test]
    fn a_sine_has_the_loudness_that_the_ebu_says() {
        let folder = tempfile::tempdir().unwrap();
        for level in [-23.0, -33.0] {
            let path = folder.path().join("sine.wav");
            wav(&path, 48_000, 2, 48_000 * 20, sine(level, 1000.0));
            let measured = measure(&path).unwrap();
            assert!((measured.integrated - level).abs() <= 0.1, "{measured:?}");
            assert!((measured.true_peak - level).abs() <= 0.2, "{measured:?}");
        }
    }

    /// EBU Tech 3341, case 3: what is soft beside what is loud does not count.
    #[test]
    fn silence_and_softness_between_do_not_make_it_softer() {
        let mut meter = Meter::new(2, 48_000).unwrap();
        for (level, seconds) in [(-36.0, 10), (-23.0, 60), (-36.0, 10)] {
            let tone = sine(level, 1000.0);
            let samples: Vec<f32> = (0..48_000 * seconds * 2)
                .map(|index| tone(index / 2, 0))
                .collect();
            meter.add(&samples);
        }
        let measured = meter.loudness();
        assert!((measured.integrated + 23.0).abs() <= 0.1, "{measured:?}");
    }

    /// One channel reaches both ears, and so does the channel W of ambisonics.
    #[test]
    fn one_channel_is_as_loud_as_it_is_heard() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sine.wav");
        for channels in [1, 4] {
            let tone = sine(-23.0, 1000.0);
            wav(&path, 48_000, channels, 48_000 * 5, |frame, channel| {
                if channel == 0 { tone(frame, 0) } else { 0.5 }
            });
            let measured = measure(&path).unwrap();
            assert!((measured.integrated + 23.0).abs() <= 0.1, "{measured:?}");
        }
    }

    /// EBU Tech 3341, case 15 and on: the peak lies between the samples.
    #[test]
    fn a_peak_between_samples_is_found() {
        let mut meter = Meter::new(1, 48_000).unwrap();
        let samples: Vec<f32> = (0..48_000)
            .map(|frame| {
                0.5 * (frame as f32 * std::f32::consts::FRAC_PI_2 + std::f32::consts::FRAC_PI_4)
                    .sin()
            })
            .collect();
        meter.add(&samples);
        let peak = meter.loudness().true_peak;
        assert!((peak + 6.0).abs() < 0.4, "samples reach −9 dB only: {peak}");
    }

    #[test]
    fn silence_has_a_loudness_and_is_left_alone() {
        let mut meter = Meter::new(2, 48_000).unwrap();
        meter.add(&vec![0.0; 96_000]);
        let silence = meter.loudness();
        assert_eq!((silence.integrated, silence.true_peak), (-70.0, -70.0));
        assert_eq!(silence.gain(), 0.0);
        assert!(Meter::new(0, 48_000).is_err());
    }

    #[test]
    fn the_gain_stops_where_peaks_would_be_too_high() {
        let soft_with_peaks = Loudness {
            integrated: -40.0,
            true_peak: -6.0,
        };
        assert_eq!(soft_with_peaks.gain(), 5.0);
        assert_eq!(gain_to(soft_with_peaks, -23.0, 30.0), 17.0);
        let broken = Loudness {
            integrated: f32::NAN,
            true_peak: 0.0,
        };
        assert_eq!(broken.gain(), 0.0);
    }
}
