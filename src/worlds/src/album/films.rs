//! Films on the screen: how large they are there, and their first pictures.

use std::path::PathBuf;

use crate::model::{Model, Texture};

/// Pixels along the longer side of a film on the screen: 1.5 m wide, 3.3 m away.
const FILM_SIDE: u32 = 800;

/// A film that the room's screen can show.
#[derive(Debug, Clone, PartialEq)]
pub struct Film {
    /// Its file.
    pub path: PathBuf,
    /// The texture that its pictures go to, by its place among the model's.
    pub texture: usize,
    /// How long it lasts.
    pub seconds: f32,
}

/// A film that was found, and its first picture.
#[derive(Debug)]
pub struct Found {
    /// Its file.
    pub path: PathBuf,
    /// How long it lasts.
    pub seconds: f32,
    /// As it is on the screen.
    pub first: Texture,
}

/// A picture of a film as it is on the screen: four bytes a pixel, made smaller by a whole number. The same for every
/// picture of a film.
pub fn as_on_screen(width: u32, height: u32, pixels: &[u8]) -> Texture {
    let step = width.max(height).div_ceil(FILM_SIDE).max(1) as usize;
    let (width, height) = (width as usize, height as usize);
    let (narrow, low) = ((width / step).max(1), (height / step).max(1));
    let mut small = Vec::with_capacity(narrow * low * 4);
    let row = |y: usize| {
        pixels
            .get(y * width * 4..(y + 1) * width * 4)
            .unwrap_or_default()
    };
    let mut sums = vec![0_u32; narrow * 4];
    for y in 0..low {
        sums.fill(0);
        for line in 0..step {
            let line = row(y * step + line);
            for (sum, wide) in sums.chunks_exact_mut(4).zip(line.chunks_exact(4 * step)) {
                for pixel in wide.chunks_exact(4) {
                    for (sum, byte) in sum.iter_mut().zip(pixel) {
                        *sum += u32::from(*byte);
                    }
                }
            }
        }
        let count = (step * step) as u32;
        small.extend(sums.iter().map(|sum| (sum / count).min(255) as u8));
    }
    Texture {
        width: narrow as u32,
        height: low as u32,
        pixels: small,
    }
}

/// The first pictures of films; one that cannot be read is left out and told.
#[cfg(not(target_os = "android"))]
pub(super) fn read(films: &[PathBuf], model: &mut Model) -> Vec<Found> {
    let mut read = Vec::with_capacity(films.len());
    for path in films {
        let still = media::film::still(path, std::time::Duration::ZERO);
        let found = still.and_then(|picture| Ok((picture, media::film::probe(path)?)));
        match found {
            Ok((picture, info)) => {
                let media::Pixels::Rgba(pixels) = &picture.pixels else {
                    continue;
                };
                read.push(Found {
                    path: path.clone(),
                    seconds: info.duration.as_secs_f32(),
                    first: as_on_screen(picture.width, picture.height, pixels),
                });
            }
            Err(error) => {
                let reason = format!("{} is left out: {error}", path.display());
                model.warnings.push(reason);
            }
        }
    }
    read
}

/// No film yet: their decoder is not in this tree.
#[cfg(target_os = "android")]
pub(super) fn read(films: &[PathBuf], model: &mut Model) -> Vec<Found> {
    for path in films {
        let reason = format!("{} is left out: films are not decoded here", path.display());
        model.warnings.push(reason);
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_picture_becomes_small_by_a_whole_number_and_a_small_one_stays() {
        let pixels: Vec<u8> = (0..1602 * 2)
            .flat_map(|at| {
                if at % 1602 < 801 {
                    [200, 0, 0, 255]
                } else {
                    [0, 0, 100, 255]
                }
            })
            .collect();
        let small = as_on_screen(1602, 2, &pixels);
        assert_eq!((small.width, small.height), (534, 1));
        assert_eq!(small.pixels.len(), 534 * 4);
        let own = as_on_screen(40, 30, &[7; 40 * 30 * 4]);
        assert_eq!((own.width, own.height), (40, 30));
        assert!(own.pixels.iter().all(|byte| *byte == 7));
        let large = as_on_screen(1600, 900, &[9; 1600 * 900 * 4]);
        assert_eq!((large.width, large.height), (800, 450));
        assert!(large.pixels.iter().all(|byte| *byte == 9));
    }

    #[test]
    fn what_is_too_short_is_no_fault() {
        assert_eq!(as_on_screen(1, 1, &[]).pixels.len(), 4);
        assert_eq!(
            as_on_screen(2000, 1000, &[1, 2, 3]).pixels.len(),
            666 * 333 * 4
        );
    }
}
