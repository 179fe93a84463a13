//! Pictures whose every pixel tells its direction, experiences made of them, and pictures compared.

use std::fmt::Write as _;
use std::path::Path;

use media::{Eye, Picture, Pixels, View};

/// Names what an experience for a test shows.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// As in the manifest.
    pub projection: &'static str,
    /// As in the manifest.
    pub stereo: &'static str,
    /// Degrees.
    pub heading: f32,
    /// Degrees.
    pub pitch: f32,
    /// Degrees.
    pub roll: f32,
}

impl Case {
    /// A level picture.
    pub const fn level(projection: &'static str, stereo: &'static str, heading: f32) -> Self {
        Self {
            projection,
            stereo,
            heading,
            pitch: 0.0,
            roll: 0.0,
        }
    }

    /// Every projection with every stereo layout, straight and turned.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for projection in ["Equirectangular", "HalfEquirectangular", "Flat"] {
            for stereo in ["Mono", "TopBottom", "LeftRight"] {
                all.extend([0.0, 40.0].map(|heading| Self::level(projection, stereo, heading)));
            }
        }
        all
    }

    /// The colour straight ahead, by the processor's own projection.
    pub fn middle(&self, file: &Path, eye: Eye) -> [u8; 3] {
        const SIDE: u32 = 9;
        let decoded = media::decode(file, &media::Limits::default()).unwrap();
        let geometry = media::geometry(&decoded.info, &self.photo()).unwrap();
        let view = View {
            eye,
            yaw: 0.0,
            pitch: 0.0,
            roll: 0.0,
            horizontal_fov: 2.0,
            width: SIDE,
            height: SIDE,
        };
        let seen = media::project::view(&decoded.picture, &geometry, &view);
        Rgb::of(&seen).at(SIDE as usize / 2, SIDE as usize / 2)
    }

    /// An experience id for it.
    pub fn id(&self) -> String {
        let Self {
            projection,
            stereo,
            heading,
            pitch,
            roll,
        } = self;
        format!("{projection}-{stereo}-{heading}-{pitch}-{roll}")
            .to_lowercase()
            .replace('.', "")
    }

    /// What the manifest says of the photo, as a Rust value.
    pub fn photo(&self) -> manifest::Photo {
        manifest::Photo {
            file: "media/photo.jpg".into(),
            projection: Some(match self.projection {
                "Equirectangular" => manifest::Projection::Equirectangular,
                "HalfEquirectangular" => manifest::Projection::HalfEquirectangular,
                _ => manifest::Projection::Flat,
            }),
            stereo: Some(match self.stereo {
                "Mono" => manifest::Stereo::Mono,
                "TopBottom" => manifest::Stereo::TopBottom,
                _ => manifest::Stereo::LeftRight,
            }),
            heading: Some(self.heading),
            pitch: Some(self.pitch),
            roll: Some(self.roll),
            width: (self.projection == "Flat").then_some(70.0),
        }
    }

    /// Writes the experience into a folder of experiences.
    pub fn write(&self, experiences: &Path) {
        let jpeg = media::encode_jpeg(&self.picture(), 97).unwrap();
        let Self {
            projection,
            stereo,
            heading,
            pitch,
            roll,
        } = self;
        let width = if *projection == "Flat" {
            ", width: 70"
        } else {
            ""
        };
        let words = format!(
            "projection: {projection}, stereo: {stereo}, heading: {heading:?}, pitch: {pitch:?}, roll: {roll:?}{width}"
        );
        write_experience(experiences, &self.id(), "photo.jpg", &jpeg, &words);
    }

    /// A picture whose pixels tell where they stand; the right eye's has red and blue changed.
    fn picture(&self) -> Picture {
        let (columns, rows) = match self.stereo {
            "Mono" => (1, 1),
            "TopBottom" => (1, 2),
            _ => (2, 1),
        };
        let (width, height) = match self.projection {
            "Equirectangular" => (1024, 512),
            "HalfEquirectangular" => (512, 512),
            _ => (640, 480),
        };
        let around = if self.projection == "Equirectangular" {
            360.0
        } else {
            180.0
        };
        let mut data = Vec::with_capacity((columns * width * rows * height * 4) as usize);
        for y in 0..rows * height {
            for x in 0..columns * width {
                let right = x >= width || y >= height;
                let (u, v) = (share(x % width, width), share(y % height, height));
                let [r, g, b] = if self.projection == "Flat" {
                    [
                        30.0 + 200.0 * u,
                        30.0 + 200.0 * v,
                        220.0 - 90.0 * u - 90.0 * v,
                    ]
                    .map(|value| value as u8)
                } else {
                    colour_towards(
                        ((u - 0.5) * around).to_radians(),
                        ((0.5 - v) * 180.0).to_radians(),
                    )
                };
                data.extend(if right {
                    [b, g, r, 255]
                } else {
                    [r, g, b, 255]
                });
            }
        }
        Picture {
            width: columns * width,
            height: rows * height,
            pixels: Pixels::Rgba(data),
        }
    }
}

fn share(at: u32, of: u32) -> f32 {
    (at as f32 + 0.5) / of as f32
}

/// A colour for each direction (yaw right, pitch up; radians): red grows to the right, green upwards, blue to the front.
pub fn colour_towards(yaw: f32, pitch: f32) -> [u8; 3] {
    let direction = [
        pitch.cos() * yaw.sin(),
        pitch.sin(),
        pitch.cos() * yaw.cos(),
    ];
    direction.map(|part| (128.0 + 100.0 * part).round() as u8)
}

/// Writes an experience of one photo; `words` is what the manifest says of it besides the file.
pub fn write_experience(experiences: &Path, id: &str, file: &str, content: &[u8], words: &str) {
    let folder = experiences.join(id);
    std::fs::create_dir_all(folder.join("media")).unwrap();
    std::fs::write(folder.join("media").join(file), content).unwrap();
    let comma = if words.is_empty() { "" } else { ", " };
    let mut text = String::new();
    write!(
        text,
        r#"Experience(
    format: 1, id: "{id}", title: {{"sv": "Prov", "en": "Test"}}, description: {{"sv": "Ett prov.", "en": "A test."}},
    minutes: 10, stimulation: Low,
    prompts: {{"sv": ["Ett?", "Två?", "Tre?"], "en": ["One?", "Two?", "Three?"]}},
    start: "only", scenes: {{"only": Scene(view: Photo(file: "media/{file}"{comma}{words}))}},
)"#
    )
    .unwrap();
    std::fs::write(folder.join("experience.ron"), text).unwrap();
}

/// A picture without transparency.
#[derive(Debug, Clone, PartialEq)]
pub struct Rgb {
    /// Pixels.
    pub width: usize,
    /// Pixels.
    pub height: usize,
    /// Rows from the top.
    pub pixels: Vec<[u8; 3]>,
}

impl Rgb {
    /// Reads a PNG.
    pub fn read(file: &Path) -> Self {
        let mut decoder =
            png::Decoder::new(std::io::BufReader::new(std::fs::File::open(file).unwrap()));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().unwrap();
        let mut data = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut data).unwrap();
        let samples = info.color_type.samples();
        let pixel = |part: &[u8]| {
            if samples >= 3 {
                [part[0], part[1], part[2]]
            } else {
                [part[0]; 3]
            }
        };
        let pixels = data[..info.buffer_size()]
            .chunks_exact(samples)
            .map(pixel)
            .collect();
        Self {
            width: info.width as usize,
            height: info.height as usize,
            pixels,
        }
    }

    /// From one of our own pictures.
    pub fn of(picture: &Picture) -> Self {
        let Pixels::Rgba(data) = &picture.pixels else {
            panic!("a picture in RGBA is needed")
        };
        let pixels = data
            .chunks_exact(4)
            .map(|part| [part[0], part[1], part[2]])
            .collect();
        Self {
            width: picture.width as usize,
            height: picture.height as usize,
            pixels,
        }
    }

    /// A part of it.
    pub fn crop(&self, left: usize, top: usize, width: usize, height: usize) -> Self {
        let row = |y: usize| {
            self.pixels[y * self.width + left..][..width]
                .iter()
                .copied()
        };
        Self {
            width,
            height,
            pixels: (top..top + height).flat_map(row).collect(),
        }
    }

    /// The mean colour of a square of 9 pixels around a place.
    pub fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let mut sum = [0_u32; 3];
        for pixel in &self.crop(x - 4, y - 4, 9, 9).pixels {
            (0..3).for_each(|channel| sum[channel] += u32::from(pixel[channel]));
        }
        sum.map(|value| (value / 81) as u8)
    }

    /// How many pixels are of a kind.
    pub fn count(&self, is: impl Fn([u8; 3]) -> bool) -> usize {
        self.pixels.iter().filter(|pixel| is(**pixel)).count()
    }

    /// How far two pictures are apart: the mean difference of a channel, and the share of pixels of which
    /// a channel differs by more than 12.
    pub fn difference(&self, other: &Self) -> (f32, f32) {
        assert_eq!((self.width, self.height), (other.width, other.height));
        let (mut sum, mut far) = (0_u64, 0_u32);
        for (a, b) in self.pixels.iter().zip(&other.pixels) {
            let apart = [0, 1, 2].map(|channel| a[channel].abs_diff(b[channel]));
            sum += apart.iter().map(|&value| u64::from(value)).sum::<u64>();
            far += u32::from(apart.iter().any(|&value| value > 12));
        }
        (
            sum as f32 / (self.pixels.len() * 3) as f32,
            far as f32 / self.pixels.len() as f32,
        )
    }
}
