//! Paths as manifests write them: `media/shore.jpg`, always inside the experience's folder.
//!
//! Only the writing is judged here. Whether a folder on the way is a link that leads out can only
//! be seen on the disk.

use crate::codes::{self, Code};
use crate::schema::MediaKind;

/// Why a path is refused: the code, what is wrong, and what to write instead.
pub type Refusal = (Code, String, String);

/// Whether the path stays inside the folder and can be written on every system.
pub fn inside(path: &str) -> Result<(), Refusal> {
    let outside = |what: &str| {
        Err((
            codes::PATH_OUTSIDE,
            format!("`{}` {what}.", crate::tree::shortened(path)),
            "Copy the file into the media folder and write `media/…`.".to_owned(),
        ))
    };
    let form = |what: &str| {
        let instead = "Write the path as `media/name.jpg`.".to_owned();
        Err((
            codes::PATH_FORM,
            format!("`{}` {what}.", crate::tree::shortened(path)),
            instead,
        ))
    };
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with(['/', '\\', '~']) || drive || path.contains("://") {
        return outside("does not begin in the experience's folder");
    }
    if path.split(['/', '\\']).any(|part| part == "..") {
        return outside("leads out of the experience's folder");
    }
    if path.contains('\\') {
        return form("has `\\` between its parts");
    }
    if path
        .chars()
        .any(|c| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*'))
    {
        return form("has a character that some systems can't have in file names");
    }
    if path.split('/').any(|part| part.is_empty() || part == ".") {
        return form("has an empty part");
    }
    if path.len() > 240
        || path
            .split('/')
            .any(|part| part.ends_with(['.', ' ']) || part.starts_with(' '))
    {
        return form("is too long, or has a part that begins or ends with a space or a dot");
    }
    Ok(())
}

/// Whether the ending is one of a file of this kind.
pub fn ending(path: &str, kind: MediaKind) -> Result<(), Refusal> {
    let ending = path
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map_or("", |(_, ending)| ending);
    let endings = kind.endings();
    if endings
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
    {
        return Ok(());
    }
    let listed = endings
        .iter()
        .map(|ending| format!(".{ending}"))
        .collect::<Vec<_>>()
        .join(", ");
    let message = match ending {
        "" => format!("`{}` has no ending.", crate::tree::shortened(path)),
        _ => format!(
            "A {} named .{} can't be used.",
            kind.name(),
            crate::tree::shortened(ending)
        ),
    };
    Err((
        codes::WRONG_ENDING,
        message,
        format!("Save the {} as one of {listed}.", kind.name()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_out_of_the_folder_are_refused() {
        for path in [
            "../../etc/passwd",
            "/etc/passwd",
            "media/../../x.jpg",
            "C:/x.jpg",
            "\\\\server\\x.jpg",
            "..\\x.jpg",
            "~/x.jpg",
            "file:///x",
        ] {
            assert_eq!(inside(path).unwrap_err().0, codes::PATH_OUTSIDE, "{path}");
        }
        for path in [
            "",
            "media//x.jpg",
            "./x.jpg",
            "media\\x.jpg",
            "media/a\u{0}.jpg",
            "media/x.jpg ",
            "a?.jpg",
            "media/",
        ] {
            assert_eq!(inside(path).unwrap_err().0, codes::PATH_FORM, "{path}");
        }
        for path in [
            "x.jpg",
            "media/x.jpg",
            "media/Vår brygga (2).JPG",
            "media/.x.jpg",
            "a..b.jpg",
        ] {
            assert!(inside(path).is_ok(), "{path}");
        }
    }

    #[test]
    fn endings_belong_to_their_kind() {
        assert!(ending("media/x.JPG", MediaKind::Photo).is_ok());
        assert!(ending("media/x.ogg", MediaKind::Photo).is_err());
        assert!(ending("media.jpg/x", MediaKind::Photo).is_err());
        assert!(ending("media/x.ogg", MediaKind::Sound).is_ok());
    }
}
