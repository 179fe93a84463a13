//! The colours of films, beside ffmpeg's own conversion of the same files.
#![cfg(not(target_os = "android"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod film_files;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use film_files::ffmpeg;
use media::Pixels;
use media::film::still;

const WIDTH: usize = 256;
const HEIGHT: usize = 128;

/// The first frame as ffmpeg shows it: R, G, B.
fn by_ffmpeg(path: &Path) -> Vec<u8> {
    let output = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(path)
        .args([
            "-frames:v",
            "1",
            "-vf",
            "scale=flags=bilinear+accurate_rnd+full_chroma_int+full_chroma_inp",
        ])
        .args(["-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"])
        .output()
        .unwrap();
    assert_eq!(
        output.stdout.len(),
        WIDTH * HEIGHT * 3,
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// CIE L*a*b* of an sRGB colour, D65.
fn lab(rgb: [u8; 3]) -> [f64; 3] {
    let [r, g, b] = rgb.map(|value| {
        let share = f64::from(value) / 255.0;
        if share <= 0.040_45 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    });
    let x = (0.412_456 * r + 0.357_576 * g + 0.180_437 * b) / 0.950_47;
    let y = 0.212_673 * r + 0.715_152 * g + 0.072_175 * b;
    let z = (0.019_334 * r + 0.119_192 * g + 0.950_304 * b) / 1.088_83;
    let [x, y, z] = [x, y, z].map(|t: f64| {
        if t > 0.008_856 {
            t.cbrt()
        } else {
            7.787 * t + 16.0 / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIEDE2000 (CIE 142-2001), all weights 1.
fn difference(one: [f64; 3], two: [f64; 3]) -> f64 {
    let chroma = |a: f64, b: f64| a.hypot(b);
    let mean = (chroma(one[1], one[2]) + chroma(two[1], two[2])) / 2.0;
    let g = 0.5 * (1.0 - (mean.powi(7) / (mean.powi(7) + 25_f64.powi(7))).sqrt());
    let (a1, a2) = (one[1] * (1.0 + g), two[1] * (1.0 + g));
    let (c1, c2) = (chroma(a1, one[2]), chroma(a2, two[2]));
    let hue = |a: f64, b: f64| {
        if a == 0.0 && b == 0.0 {
            0.0
        } else {
            b.atan2(a).to_degrees().rem_euclid(360.0)
        }
    };
    let (h1, h2) = (hue(a1, one[2]), hue(a2, two[2]));
    let step = if c1 * c2 == 0.0 {
        0.0
    } else {
        (h2 - h1 + 180.0).rem_euclid(360.0) - 180.0
    };
    let delta_h = 2.0 * (c1 * c2).sqrt() * (step / 2.0).to_radians().sin();
    let mean_h = if c1 * c2 == 0.0 {
        h1 + h2
    } else {
        (h1 + step / 2.0).rem_euclid(360.0)
    };
    let (mean_l, mean_c) = ((one[0] + two[0]) / 2.0, (c1 + c2) / 2.0);
    let t = 1.0 - 0.17 * (mean_h - 30.0).to_radians().cos()
        + 0.24 * (2.0 * mean_h).to_radians().cos()
        + 0.32 * (3.0 * mean_h + 6.0).to_radians().cos()
        - 0.20 * (4.0 * mean_h - 63.0).to_radians().cos();
    let s_l = 1.0 + 0.015 * (mean_l - 50.0).powi(2) / (20.0 + (mean_l - 50.0).powi(2)).sqrt();
    let s_c = 1.0 + 0.045 * mean_c;
    let s_h = 1.0 + 0.015 * mean_c * t;
    let turn = 30.0 * (-((mean_h - 275.0) / 25.0).powi(2)).exp();
    let r_c = 2.0 * (mean_c.powi(7) / (mean_c.powi(7) + 25_f64.powi(7))).sqrt();
    let r_t = -(2.0 * turn).to_radians().sin() * r_c;
    let (l, c, h) = ((two[0] - one[0]) / s_l, (c2 - c1) / s_c, delta_h / s_h);
    (l * l + c * c + h * h + r_t * c * h).max(0.0).sqrt()
}

#[test]
fn the_measure_agrees_with_published_pairs() {
    // From Sharma, Wu and Dalal's supplementary test data for CIEDE2000.
    for (one, two, wanted) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, -1.0, 2.0], [50.0, 0.0, 0.0], 2.3669),
        (
            [60.2574, -34.0099, 36.2677],
            [60.4626, -34.1751, 39.4387],
            1.2644,
        ),
        ([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082),
    ] {
        assert!(
            (difference(one, two) - wanted).abs() < 1e-4,
            "{one:?} {two:?}"
        );
    }
}

#[test]
fn colours_are_those_that_ffmpeg_shows() {
    let folder = tempfile::tempdir().unwrap();
    let mut worst = (0.0_f64, 0.0_f64);
    for (matrix, name) in [("smpte170m", "601"), ("bt709", "709"), ("bt2020nc", "2020")] {
        for range in ["tv", "pc"] {
            for (bits, format, codec) in [
                (
                    8,
                    "yuv420p",
                    ["-c:v", "libx264", "-preset", "ultrafast", "-qp", "4"],
                ),
                (
                    10,
                    "yuv420p10le",
                    ["-c:v", "libx265", "-preset", "ultrafast", "-qp", "4"],
                ),
            ] {
                let path = folder.path().join(format!("{name}-{range}-{bits}.mp4"));
                // All colours from dark to light, without edges: those are the codec's matter.
                let source = format!(
                    "color=s={WIDTH}x{HEIGHT}:r=10,format=gbrp,geq=r=X*255/W:g=Y*255/H:b=128+127*cos((X+Y)/40)"
                );
                let out_matrix = matrix
                    .replace("smpte170m", "bt601")
                    .replace("bt2020nc", "bt2020");
                let filter = format!(
                    "scale=out_color_matrix={out_matrix}:out_range={range}:flags=accurate_rnd,format={format}"
                );
                let mut arguments = vec!["-f", "lavfi", "-i", &source, "-t", "0.3", "-vf", &filter];
                arguments.extend(codec);
                arguments.extend([
                    "-colorspace",
                    matrix,
                    "-color_range",
                    range,
                    "-color_primaries",
                    "bt709",
                    "-color_trc",
                    "bt709",
                ]);
                let settings = "log-level=error";
                if bits == 10 {
                    arguments.extend(["-x265-params", settings, "-tag:v", "hvc1"]);
                }
                arguments.push(path.to_str().unwrap());
                ffmpeg(&arguments);
                let ours = still(&path, Duration::ZERO)
                    .unwrap_or_else(|error| panic!("{path:?}: {error}"));
                let Pixels::Rgba(ours) = ours.pixels else {
                    panic!("a still is RGBA")
                };
                let theirs = by_ffmpeg(&path);
                let apart: Vec<f64> = ours
                    .chunks_exact(4)
                    .zip(theirs.chunks_exact(3))
                    .map(|(ours, theirs)| {
                        difference(
                            lab([ours[0], ours[1], ours[2]]),
                            lab([theirs[0], theirs[1], theirs[2]]),
                        )
                    })
                    .collect();
                let mean = apart.iter().sum::<f64>() / apart.len() as f64;
                let most = apart.iter().copied().fold(0.0, f64::max);
                println!("BT.{name} {range} {bits} bit: ΔE2000 mean {mean:.3}, max {most:.2}");
                assert!(
                    mean <= 1.0,
                    "BT.{name} {range} {bits} bit: mean ΔE {mean:.2}"
                );
                assert!(
                    most <= 5.0,
                    "BT.{name} {range} {bits} bit: max ΔE {most:.2}"
                );
                worst = (worst.0.max(mean), worst.1.max(most));
            }
        }
    }
    println!(
        "worst of all: ΔE2000 mean {:.3}, max {:.2}",
        worst.0, worst.1
    );
}
