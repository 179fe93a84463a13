//! Whether the folder of an experience holds what its manifest names.
//!
//! The folder is behind [`Files`], so that a folder on disk, a pack or a test can stand there.

use crate::codes;
use crate::parse::{Document, MediaUse, Purpose};
use crate::paths;
use crate::problem::{Place, Problem};
use crate::schema::MediaKind;

/// The folder of an experience, seen from its manifest.
pub trait Files {
    /// The name of the folder, which is to be the id; `None` where there is no such thing.
    fn folder_name(&self) -> Option<&str>;

    /// Looks for a file.
    ///
    /// Its path has been found to stay inside the folder as far as can be told from the writing.
    ///
    /// # Errors
    /// Why the file can't be used.
    fn look(&self, wanted: &MediaUse) -> Result<(), Trouble>;
}

/// Why a file can't be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Trouble {
    /// It is not there.
    #[error("it is not there")]
    Missing {
        /// A file that is there and may be meant, as a path the manifest could write.
        near: Option<String>,
    },
    /// A link on its path leads out of the folder.
    #[error("a link on its path leads out of the folder")]
    Outside,
    /// It is there but does not open; the reason in words.
    #[error("{0}")]
    Unreadable(String),
    /// It has no bytes.
    #[error("it has 0 bytes")]
    Empty,
    /// It is of another kind than its name says; the ending it should have.
    #[error("it is a {0} file")]
    Misnamed(&'static str),
    /// It is damaged; the reason in words.
    #[error("{0}")]
    Broken(String),
    /// Neither the picture nor the manifest says how it lies around the resident.
    #[error("it does not say how it lies around the resident")]
    Unplaced,
    /// It has more pixels than can be handled; the reason in words.
    #[error("{0}")]
    TooLarge(String),
    /// A film without a picture, or coded in a way that is not played.
    #[error("{reason}")]
    Unplayable {
        /// Why, in words.
        reason: String,
        /// What to do about it, a whole sentence.
        advice: String,
    },
    /// A film shorter than the second it should begin at.
    #[error("it lasts only {seconds:.1} seconds")]
    StartsAfterEnd {
        /// How long the film is.
        seconds: f32,
    },
    /// A caption file that breaks its rules.
    #[error("{reason}")]
    Captions {
        /// Why, in words, with its line.
        reason: String,
        /// What to write instead, a whole sentence.
        advice: String,
    },
    /// A caption file of which no words are lost, but something is not as it should be.
    #[error("{reason}")]
    CaptionsUntidy {
        /// Why, in words, with its line.
        reason: String,
        /// What to write instead, a whole sentence.
        advice: String,
    },
    /// Ambisonics with another number of channels than four.
    #[error("it has {channels} channels")]
    NotAmbisonics {
        /// How many it has.
        channels: u16,
    },
    /// A model with more in it than can be loaded; the reason in words.
    #[error("{0}")]
    ModelTooLarge(String),
    /// A model with more in it than is drawn smoothly; the reason in words.
    #[error("{0}")]
    OverBudget(String),
    /// A model that names a picture which is not in its file.
    #[error("its texture {0} is not in the file")]
    TextureMissing(String),
    /// A model with an animation that has no end.
    #[error("its animation {0} has no end")]
    AnimationEndless(String),
    /// A model with nothing before the resident's eyes.
    #[error("there is nothing before the resident's eyes")]
    NothingInView,
    /// A film that flashes; seconds into it.
    #[error("it flashes {flashes} times in a second at {at:.0} s")]
    Flashing {
        /// Seconds into the film.
        at: f32,
        /// How often in the second from there.
        flashes: u32,
    },
    /// A film with sound but without captions.
    #[error("it has sound but no captions")]
    Uncaptioned,
    /// Captions that go on after the end.
    #[error("its last caption is at {at:.0} s, after the end at {end:.0} s")]
    CaptionsLate {
        /// Seconds at which the last one begins.
        at: f32,
        /// Seconds at which the film or recording ends.
        end: f32,
    },
}

/// Looks whether the folder has the right name and every file that is named.
pub fn validate(document: &Document, files: &dyn Files) -> Vec<Problem> {
    in_folder(
        Some(&document.experience.id),
        document.id_place,
        &document.media,
        files,
    )
}

pub(crate) fn in_folder(
    id: Option<&str>,
    id_place: Place,
    media: &[MediaUse],
    files: &dyn Files,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let (Some(id), Some(folder)) = (id, files.folder_name())
        && id != folder
    {
        let message = format!(
            "The id is \"{id}\", but the folder is named \"{}\".",
            crate::tree::shortened(folder)
        );
        problems.push(Problem::new(
            codes::ID_NOT_FOLDER,
            id_place,
            message,
            format!("Name the folder \"{id}\", or change the id."),
        ));
    }
    for wanted in media {
        let Err(trouble) = files.look(wanted) else {
            continue;
        };
        if wanted.purpose == Purpose::Sample {
            problems.push(Problem::new(
                codes::SAMPLE_LEFT_OUT,
                wanted.place,
                format!("{} is left out of its slot: {trouble}.", wanted.path),
                "Put a sound one in its place, or take it away.",
            ));
        } else {
            problems.push(trouble_with(
                &wanted.path,
                wanted.kind,
                &trouble,
                wanted.place,
            ));
        }
    }
    problems.sort_by_key(|problem| problem.place);
    problems
}

fn trouble_with(path: &str, kind: MediaKind, trouble: &Trouble, place: Place) -> Problem {
    let kind = kind.name();
    let (code, message, instead) = match trouble {
        Trouble::Missing { near: Some(near) } => {
            (codes::FILE_MISSING, format!("There is no file {path}, but there is {near}."), format!("Write \"{near}\"."))
        }
        Trouble::Missing { near: None } => {
            (codes::FILE_MISSING, format!("There is no file {path}."), format!("Put the {kind} there, or write the path of one that is."))
        }
        Trouble::Outside => (
            codes::PATH_OUTSIDE,
            format!("{path} is a link that leads out of the experience's folder."),
            "Copy the file itself into the media folder.".to_owned(),
        ),
        Trouble::Unreadable(reason) => {
            (codes::UNREADABLE, format!("{path} can't be read: {reason}."), "Check that it is a file and that you may open it.".to_owned())
        }
        Trouble::Empty => (codes::FILE_EMPTY, format!("{path} has 0 bytes."), "Copy it anew from the original.".to_owned()),
        Trouble::Misnamed(ending) => {
            let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
            let message = format!("{path} is a .{ending} file by its content.");
            (codes::MISNAMED, message, format!("Name it {stem}.{ending}, here and in the folder."))
        }
        Trouble::Broken(reason) => {
            (codes::FILE_BROKEN, format!("{path} is damaged: {reason}."), format!("Copy or save the {kind} anew from the original."))
        }
        Trouble::Unplaced => (
            codes::PROJECTION_UNKNOWN,
            format!("{path} does not say how it lies around the resident."),
            "Add `projection: Equirectangular`, `HalfEquirectangular` or `Flat`, and `stereo` if it holds two pictures.".to_owned(),
        ),
        Trouble::TooLarge(reason) => {
            (codes::PHOTO_TOO_LARGE, format!("{path} is too large: {reason}."), "Save it smaller; 8192 × 4096 is plenty for a panorama.".to_owned())
        }
        Trouble::Unplayable { reason, advice } => {
            (codes::FILM_UNPLAYABLE, format!("{path} can't be played: {reason}."), advice.clone())
        }
        Trouble::StartsAfterEnd { seconds } => (
            codes::FILM_START,
            format!("{path} is over before it begins: it lasts {seconds:.1} seconds."),
            "Write a smaller `start`, or leave it out.".to_owned(),
        ),
        Trouble::Captions { reason, advice } => {
            (codes::CAPTIONS_BROKEN, format!("{path} can't be shown: {reason}."), advice.clone())
        }
        Trouble::CaptionsUntidy { reason, advice } => {
            (codes::CAPTIONS_UNTIDY, format!("{path} is not quite right: {reason}."), advice.clone())
        }
        Trouble::NotAmbisonics { channels } => (
            codes::NOT_AMBISONICS,
            format!("{path} has another number of channels than ambisonics' four: {channels}."),
            "Export it as AmbiX, or use it as an `Ambience`.".to_owned(),
        ),
        Trouble::ModelTooLarge(reason) => (
            codes::MODEL_TOO_LARGE,
            format!("{path} can't be loaded: {reason}."),
            "Make it simpler; 150,000 triangles is plenty.".to_owned(),
        ),
        Trouble::OverBudget(reason) => (
            codes::OVER_BUDGET,
            format!("{path} is more than a headset draws smoothly: {reason}."),
            "Make it simpler, or join parts of the same material.".to_owned(),
        ),
        Trouble::TextureMissing(name) => (
            codes::TEXTURE_MISSING,
            format!("{path} names the picture {}, which is not in it.", crate::tree::shortened(name)),
            "Export it again as .glb with its textures packed into it.".to_owned(),
        ),
        Trouble::AnimationEndless(name) => (
            codes::ANIMATION_ENDLESS,
            format!("The animation {} in {path} has no end, or one after more than half an hour.", crate::tree::shortened(name)),
            "Cut it; one named `idle-…` begins anew at its end by itself.".to_owned(),
        ),
        Trouble::NothingInView => (
            codes::NOTHING_IN_VIEW,
            format!("Nothing in {path} stands before the resident's eyes."),
            "Turn it with `heading`, or put something within 60 degrees of straight ahead.".to_owned(),
        ),
        Trouble::Flashing { at, flashes } => (
            codes::FLASHING,
            format!("{path} flashes {flashes} times in the second from {at:.1}."),
            "Take that part out, or soften it: at most three times in a second.".to_owned(),
        ),
        Trouble::Uncaptioned => (
            codes::FILM_UNCAPTIONED,
            format!("{path} has sound but no captions."),
            "Add `captions` in each language; if nobody speaks in it, write `captions: {}`.".to_owned(),
        ),
        Trouble::CaptionsLate { at, end } => (
            codes::CAPTIONS_LATE,
            format!("{path} goes on to {at:.0} seconds, but what it belongs to is over after {end:.0}."),
            "Check that it is the right file, and that its times begin at 0.".to_owned(),
        ),
    };
    Problem::new(code, place, message, instead)
}

/// Whether a path may be used at all; see [`paths::inside`].
///
/// # Errors
/// The problem with it.
pub fn check_path(path: &str) -> Result<(), Problem> {
    paths::inside(path)
        .map_err(|(code, message, instead)| Problem::new(code, Place::START, message, instead))
}
