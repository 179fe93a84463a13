//! Writes into an MP4 file that its film is a whole sphere (the `sv3d` box of Spherical Video V2), as 360° cameras do.
//!
//! Only for files as ffmpeg writes them here: one film in H.264, with the index (`moov`) at the end, so that nothing in
//! the file moves when it grows.

use anyhow::{Context, Result, ensure};

/// Where the description of the film stands, from box to box.
const PATH: [&[u8; 4]; 7] = [
    b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"avc1",
];
/// What stands in a box before the boxes in it: a head of 8 bytes, and in these two some fields of their own.
const ENTRIES_HEAD: usize = 16;
const PICTURE_HEAD: usize = 86;

/// The same file, marked.
///
/// # Errors
/// When the file is of another make.
pub(super) fn marked(mut file: Vec<u8>) -> Result<Vec<u8>> {
    let boxes = description(&file, 0..file.len(), &PATH).context("there is no H.264 film in it")?;
    let (index, _) = boxes[0];
    let (_, end) = boxes[boxes.len() - 1];
    ensure!(
        find(&file, index..file.len(), b"mdat").is_none(),
        "its index stands before the film"
    );
    let mark = mark();
    for (start, _) in boxes {
        let size = size_at(&file, start).context("a box without a size")? + mark.len();
        file[start..start + 4].copy_from_slice(&u32::try_from(size)?.to_be_bytes());
    }
    file.splice(end..end, mark);
    Ok(file)
}

/// Start and end of each box of `path`, all of them within one another.
fn description(
    file: &[u8],
    range: std::ops::Range<usize>,
    path: &[&[u8; 4]],
) -> Option<Vec<(usize, usize)>> {
    let Some((name, rest)) = path.split_first() else {
        return Some(Vec::new());
    };
    let mut from = range.start;
    // The sound's track is passed over: it has no such description in it.
    while let Some((start, end)) = find(file, from..range.end, name) {
        let head = match *name {
            b"stsd" => ENTRIES_HEAD,
            b"avc1" => PICTURE_HEAD,
            _ => 8,
        };
        if let Some(inner) = description(file, start + head..end, rest) {
            return Some([vec![(start, end)], inner].concat());
        }
        from = end;
    }
    None
}

/// The first box of that name that begins in `range`.
fn find(file: &[u8], range: std::ops::Range<usize>, name: &[u8; 4]) -> Option<(usize, usize)> {
    let mut start = range.start;
    while start + 8 <= range.end {
        let end = start + size_at(file, start)?;
        if &file[start + 4..start + 8] == name {
            return (end <= range.end).then_some((start, end));
        }
        start = end;
    }
    None
}

/// The size of the box that begins at `start`; none if it is not a whole box.
fn size_at(file: &[u8], start: usize) -> Option<usize> {
    let short = u32::from_be_bytes(file.get(start..start + 4)?.try_into().ok()?);
    let size = match short {
        0 => file.len() - start,
        1 => u64::from_be_bytes(file.get(start + 8..start + 16)?.try_into().ok()?)
            .try_into()
            .ok()?,
        size => size as usize,
    };
    (size >= 8).then_some(size)
}

/// `sv3d`: made by whom, looking straight ahead, the whole sphere in equal steps of its angles.
fn mark() -> Vec<u8> {
    let wrapped = |name: &[u8; 4], content: &[u8]| {
        let size = (content.len() + 8) as u32;
        [&size.to_be_bytes(), name.as_slice(), content].concat()
    };
    let maker = wrapped(b"svhd", b"\0\0\0\0Utsikt\0");
    let pose = wrapped(b"prhd", &[0; 4 + 3 * 4]);
    let whole = wrapped(b"equi", &[0; 4 + 4 * 4]);
    let projection = wrapped(b"proj", &[pose, whole].concat());
    wrapped(b"sv3d", &[maker, projection].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = (content.len() + 8) as u32;
        [&size.to_be_bytes(), name.as_slice(), content].concat()
    }

    /// A track with one kind of content.
    fn track(kind: &[u8; 4]) -> Vec<u8> {
        let entry = boxed(kind, &[0; PICTURE_HEAD - 8]);
        let entries = boxed(b"stsd", &[&[0; ENTRIES_HEAD - 8], &entry[..]].concat());
        let mut inner = entries;
        for name in [b"stbl", b"minf", b"mdia", b"trak"] {
            inner = boxed(name, &inner);
        }
        inner
    }

    #[test]
    fn the_mark_goes_into_the_films_description_and_all_around_it_grow() {
        let index = boxed(b"moov", &[track(b"mp4a"), track(b"avc1")].concat());
        let film = boxed(b"mdat", b"pixels");
        let before = [film.clone(), index].concat();
        let after = marked(before.clone()).unwrap();
        assert_eq!(after.len(), before.len() + mark().len());
        assert!(after.starts_with(&film));
        assert!(after.ends_with(&mark()));
        let boxes = description(&after, 0..after.len(), &PATH).unwrap();
        assert!(
            boxes.iter().all(|(_, end)| *end == after.len()),
            "{boxes:?}"
        );
        let (start, end) = boxes[PATH.len() - 1];
        assert_eq!(end - start, PICTURE_HEAD + mark().len());
    }

    #[test]
    fn a_file_of_another_make_is_refused() {
        assert!(marked(boxed(b"moov", &track(b"hvc1"))).is_err());
        let index_first = [boxed(b"moov", &track(b"avc1")), boxed(b"mdat", b"")].concat();
        assert!(marked(index_first).is_err());
        assert!(marked(vec![0, 0, 0, 3, 1, 2]).is_err());
    }
}
