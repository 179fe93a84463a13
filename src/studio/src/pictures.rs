//! The files of an experience, looked into: a photo that can't be opened or placed is found before
//! anybody puts on a headset.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use library::FolderFiles;
use manifest::{Files, MediaUse, Trouble, View};
use media::{Limits, MediaError};

/// A folder whose photos are opened, not only looked for.
pub(crate) struct OpenedFiles {
    folder: FolderFiles,
}

impl OpenedFiles {
    pub(crate) fn new(dir: &Path) -> Self {
        Self {
            folder: FolderFiles::new(dir),
        }
    }
}

impl Files for OpenedFiles {
    fn folder_name(&self) -> Option<&str> {
        self.folder.folder_name()
    }

    fn look(&self, wanted: &MediaUse) -> Result<(), Trouble> {
        self.folder.look(wanted)?;
        let Some(View::Photo(photo)) = &wanted.view else {
            return Ok(());
        };
        let file = self
            .folder
            .resolve(&wanted.path)
            .map_err(|problem| Trouble::Unreadable(problem.message))?;
        let info = media::probe(&file).map_err(trouble)?;
        small_enough(&info)?;
        whole(&file, info.kind)?;
        media::geometry(&info, photo).map_err(trouble)?;
        Ok(())
    }
}

fn trouble(error: MediaError) -> Trouble {
    match error {
        MediaError::Empty => Trouble::Empty,
        MediaError::Unreadable { source, .. } => Trouble::Unreadable(source.to_string()),
        MediaError::ProjectionUnknown { .. } => Trouble::Unplaced,
        MediaError::CutShort { .. } => cut_short(),
        MediaError::Damaged { reason, .. } => Trouble::Broken(reason),
        // What to do stands in the second sentence; the problem says that in its own place.
        other => Trouble::Broken(
            other
                .to_string()
                .split(". ")
                .next()
                .unwrap_or("it can't be opened")
                .to_lowercase(),
        ),
    }
}

fn cut_short() -> Trouble {
    Trouble::Broken("it ends before the picture does".to_owned())
}

/// Whether the decoder takes a picture of so many pixels.
fn small_enough(info: &media::PhotoInfo) -> Result<(), Trouble> {
    let most = match info.coding {
        media::probe::Coding::Sequential => Limits::default().max_pixels,
        media::probe::Coding::Passes => Limits::MAX_HELD,
    };
    if u64::from(info.width) * u64::from(info.height) <= most {
        return Ok(());
    }
    let most = most / 1_000_000;
    Err(Trouble::TooLarge(format!(
        "{} × {} pixels, of at most {most} million",
        info.width, info.height
    )))
}

/// Whether the file goes on to its end mark: a copy that was cut short does not.
///
/// In a JPEG the mark `FF D9` can't stand within the coded picture, and is looked for from the end
/// backwards, since cameras write things of their own after it.
fn whole(file: &Path, kind: media::Kind) -> Result<(), Trouble> {
    let mark: &[u8] = match kind {
        media::Kind::Jpeg => b"\xFF\xD9",
        media::Kind::Png => b"IEND",
        // The beginning of a WebP file says how long it is, and the probe goes by that.
        _ => return Ok(()),
    };
    let found =
        ends_with_mark(file, mark).map_err(|reason| Trouble::Unreadable(reason.to_string()))?;
    if found { Ok(()) } else { Err(cut_short()) }
}

fn ends_with_mark(file: &Path, mark: &[u8]) -> std::io::Result<bool> {
    const STEP: u64 = 64 * 1024;
    let mut file = File::open(file)?;
    let mut end = file.metadata()?.len();
    let mut bytes = Vec::new();
    while end > 0 {
        let start = end.saturating_sub(STEP);
        file.seek(SeekFrom::Start(start))?;
        bytes.clear();
        (&mut file).take(end - start).read_to_end(&mut bytes)?;
        if bytes.windows(mark.len()).any(|window| window == mark) {
            return Ok(true);
        }
        // One step overlaps the next, so that a mark on the border is seen.
        end = if start == 0 {
            0
        } else {
            start + mark.len() as u64 - 1
        };
    }
    Ok(false)
}
