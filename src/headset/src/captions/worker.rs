//! A thread of its own for what would hold up a frame: reading caption files and drawing their pages.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use media::captions::Cue;

use super::lettering::{CaptionPicture, Lettering};
use super::size::TextSize;

/// Pixels a degree of a caption's picture; today's headsets show 20 to 35.
const DENSITY: f32 = 30.0;

/// What is asked of the thread.
enum Job {
    Read(PathBuf),
    Draw(Vec<String>),
}

/// What the thread has done.
pub(super) enum Done {
    /// A file's pages, or none where it cannot be used.
    Read(PathBuf, Option<Arc<[Cue]>>),
    /// A page as a picture, followed by smaller ones (each half of the one before).
    Drawn(Vec<String>, Vec<CaptionPicture>),
}

/// A handle to the thread, which ends when this is dropped.
pub(super) struct Worker {
    jobs: Sender<Job>,
    done: Mutex<Receiver<Done>>,
}

impl Worker {
    pub(super) fn start(size: TextSize) -> Self {
        let (jobs, orders) = channel();
        let (finished, done) = channel();
        let spawned = std::thread::Builder::new()
            .name("captions".into())
            .spawn(move || work(size, &orders, &finished));
        if let Err(error) = spawned {
            tracing::error!(%error, "no thread for captions; there will be none");
        }
        Self {
            jobs,
            done: Mutex::new(done),
        }
    }

    /// Asks for the pages of a file.
    pub(super) fn read(&self, file: PathBuf) {
        self.ask(Job::Read(file));
    }

    /// Asks for the picture of a page.
    pub(super) fn draw(&self, lines: Vec<String>) {
        self.ask(Job::Draw(lines));
    }

    fn ask(&self, job: Job) {
        // Without a thread there are no captions, which was told when it could not be started.
        if self.jobs.send(job).is_err() {
            tracing::debug!("the thread for captions is not there");
        }
    }

    /// What has been done since last time.
    pub(super) fn done(&mut self) -> Vec<Done> {
        let done = self.done.get_mut().unwrap_or_else(PoisonError::into_inner);
        done.try_iter().collect()
    }
}

fn work(size: TextSize, orders: &Receiver<Job>, finished: &Sender<Done>) {
    let Some(lettering) = Lettering::new(size, DENSITY) else {
        tracing::error!("the typeface of captions is damaged; there will be none");
        return;
    };
    let lettering = RefCell::new(lettering);
    for job in orders {
        let done = match job {
            Job::Read(file) => {
                let pages = read(&file, &|line| lettering.borrow_mut().fits(line));
                Done::Read(file, pages)
            }
            Job::Draw(lines) => {
                let picture = lettering.borrow_mut().picture(&lines);
                Done::Drawn(lines, smaller_and_smaller(picture))
            }
        };
        if finished.send(done).is_err() {
            break;
        }
    }
}

fn read(file: &Path, fits: &dyn Fn(&str) -> bool) -> Option<Arc<[Cue]>> {
    let captions = media::captions::open(file)
        .inspect_err(|error| tracing::warn!(%error, "captions cannot be read"))
        .ok()?;
    for problem in &captions.problems {
        tracing::warn!(file = %file.display(), code = problem.fault.code(), "captions: {problem}");
    }
    (!captions.cues.is_empty()).then(|| media::captions::pages(&captions.cues, fits).into())
}

/// A picture and its halves, for eyes that see it from farther than it was drawn for.
fn smaller_and_smaller(picture: CaptionPicture) -> Vec<CaptionPicture> {
    /// The smallest shows it with a sixteenth of the pixels a degree.
    const SIZES: usize = 4;
    let mut sizes = vec![picture];
    while let Some(last) = sizes.last().filter(|last| last.width.min(last.height) > 1)
        && sizes.len() < SIZES
    {
        sizes.push(half(last));
    }
    sizes
}

/// Half as wide and high; the mean of four pixels each.
fn half(picture: &CaptionPicture) -> CaptionPicture {
    let (width, height) = (picture.width / 2, picture.height / 2);
    let row = picture.width as usize * 4;
    let mut pixels = Vec::with_capacity((width * height * 4) as usize);
    for y in 0..height as usize {
        for x in 0..width as usize {
            let first = 2 * y * row + 8 * x;
            let mean = |channel: usize| {
                let corners = [first, first + 4, first + row, first + row + 4];
                let sum: u16 = corners
                    .iter()
                    .map(|corner| u16::from(picture.pixels[corner + channel]))
                    .sum();
                ((sum + 2) / 4) as u8
            };
            pixels.extend((0..4).map(mean));
        }
    }
    CaptionPicture {
        width,
        height,
        pixels,
        ..*picture
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_picture_is_half_of_the_one_before_and_as_bright() {
        let mean = |picture: &CaptionPicture| {
            let sum: u64 = picture.pixels.iter().map(|&value| u64::from(value)).sum();
            sum as f32 / picture.pixels.len() as f32
        };
        let pixels = (0..64 * 32 * 4)
            .map(|index| (index * 7 % 251) as u8)
            .collect();
        let sizes = smaller_and_smaller(CaptionPicture {
            width: 64,
            height: 32,
            across: 2.0,
            high: 1.0,
            pixels,
        });
        let widths: Vec<u32> = sizes.iter().map(|picture| picture.width).collect();
        assert_eq!(widths, [64, 32, 16, 8]);
        for size in &sizes {
            assert_eq!(size.pixels.len() as u32, size.width * size.height * 4);
            assert!((mean(size) - mean(&sizes[0])).abs() < 1.0);
        }
    }
}
