//! The name a headset has for itself: random, made once, kept in its state folder.

use std::path::{Path, PathBuf};

use anyhow::Context;
use protocol::HeadsetId;

/// Where the headset keeps what it must remember.
pub fn state_folder(given: Option<&Path>) -> PathBuf {
    if let Some(folder) = given {
        return folder.to_owned();
    }
    let base = std::env::var_os("XDG_STATE_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/state")));
    base.unwrap_or_else(std::env::temp_dir)
        .join("utsikt/headset")
}

/// Reads the headset's own name, or makes one and keeps it.
///
/// A folder that cannot be written costs the headset only that it is a new one to the launcher after
/// each start; that is logged, and the resident is not kept waiting for it.
pub fn own_id(folder: &Path) -> HeadsetId {
    let file = folder.join("id");
    if let Ok(id) = std::fs::read_to_string(&file)
        && !id.trim().is_empty()
        && id.trim().len() <= 64
        && id
            .trim()
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-')
    {
        return HeadsetId(id.trim().to_owned());
    }
    let id = random_name();
    if let Err(error) = keep(&file, &id) {
        tracing::warn!(
            error = format!("{error:#}"),
            "this headset will be a new one after its next start"
        );
    }
    HeadsetId(id)
}

/// A random name of 32 hexadecimal digits.
pub fn random_name() -> String {
    use std::hash::{BuildHasher, RandomState};
    // The standard library seeds each `RandomState` from the system's random numbers; a name must
    // only be unlike others, it is no secret.
    let part = || RandomState::new().hash_one(std::process::id());
    format!("{:016x}{:016x}", part(), part())
}

fn keep(file: &Path, id: &str) -> anyhow::Result<()> {
    let folder = file.parent().context("no folder")?;
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let new = file.with_extension("new");
    std::fs::write(&new, id).with_context(|| format!("writing {}", new.display()))?;
    std::fs::rename(&new, file).with_context(|| format!("naming {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_stays_and_a_damaged_one_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let first = own_id(folder.path());
        assert_eq!(own_id(folder.path()), first);
        std::fs::write(folder.path().join("id"), "two words\n").unwrap();
        let second = own_id(folder.path());
        assert_ne!(second, first);
        assert_eq!(own_id(folder.path()), second);
        assert_ne!(random_name(), random_name());
    }

    #[test]
    fn a_folder_that_cannot_be_written_still_gives_a_name() {
        let folder = tempfile::tempdir().unwrap();
        let blocked = folder.path().join("file");
        std::fs::write(&blocked, "").unwrap();
        assert_eq!(own_id(&blocked.join("below")).0.len(), 32);
    }
}
