//! From bytes to an experience, or to everything that is wrong with them.

use crate::codes;
use crate::experience::{Experience, View};
use crate::migrate;
use crate::names;
use crate::problem::{Place, Problem};
use crate::references;
use crate::schema::{EXPERIENCE, MediaKind};
use crate::shape::Findings;
use crate::source::Source;
use crate::validate::{Files, in_folder};
use crate::{reader, value};

/// An experience whose text is right. Whether its files are, [`crate::validate()`] says.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What the text says.
    pub experience: Experience,
    /// What is probably not meant, though it can be shown.
    pub warnings: Vec<Problem>,
    /// Where the id stands.
    pub id_place: Place,
    /// The files it names, and where.
    pub media: Vec<MediaUse>,
}

/// A file that a manifest names.
#[derive(Debug, Clone, PartialEq)]
pub struct MediaUse {
    /// Its path below the experience's folder.
    pub path: String,
    /// What it is for.
    pub kind: MediaKind,
    /// What the manifest wants with it, as far as that matters for whether it fits.
    pub purpose: Purpose,
    /// Where the manifest names it.
    pub place: Place,
}

/// What a manifest wants with a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// It surrounds the resident.
    View {
        /// What the manifest says of it.
        view: View,
        /// The manifest says of a film, with `captions: {}`, that nobody speaks in it.
        speechless: bool,
    },
    /// A recording in first-order ambisonics.
    Ambisonics,
    /// What is in a slot while nobody has filled it.
    Sample,
    /// Captions of what is said in the film or recording of this path.
    CaptionsOf(String),
    /// Anything else.
    Other,
}

/// What is known of a manifest after a full look.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The experience, if there are no errors in the text or the files.
    pub experience: Option<Experience>,
    /// Everything that is wrong, in the order of the text.
    pub problems: Vec<Problem>,
}

/// Reads a manifest from its bytes, without a look at the files it names.
///
/// # Errors
/// Everything that is wrong in the text, in its order, with warnings among the errors.
///
/// ```
/// let text = r#"Experience(
///     format: 1, id: "shore", stimulation: Low, start: "shore",
///     title: {"sv": "Stranden", "en": "The shore"},
///     description: {"sv": "En stilla strand.", "en": "A quiet shore."},
///     prompts: {"sv": ["Badade du?", "Var?", "Med vem?"], "en": ["Did you swim?", "Where?", "Who with?"]},
///     scenes: {"shore": Scene(view: Photo(file: "media/shore.jpg"))},
/// )"#;
/// assert_eq!(manifest::parse(text.as_bytes()).unwrap().experience.minutes, 10);
/// ```
pub fn parse(bytes: &[u8]) -> Result<Document, Vec<Problem>> {
    let (read, problems) = examine(bytes);
    match read {
        Some(Read {
            experience: Some(experience),
            id_place,
            media,
        }) if !problems.iter().any(Problem::is_error) => Ok(Document {
            experience,
            warnings: problems,
            id_place,
            media,
        }),
        _ => Err(problems),
    }
}

/// Reads a manifest and looks at its folder, so that all that is wrong is known at once.
pub fn check(bytes: &[u8], files: &dyn Files) -> Checked {
    let (read, mut problems) = examine(bytes);
    let mut experience = None;
    if let Some(read) = read {
        problems.extend(in_folder(read.id(), read.id_place, &read.media, files));
        problems.sort_by_key(|problem| problem.place);
        experience = read
            .experience
            .filter(|_| !problems.iter().any(Problem::is_error));
    }
    Checked {
        experience,
        problems,
    }
}

/// As much as could be read of a text.
struct Read {
    experience: Option<Experience>,
    id_place: Place,
    media: Vec<MediaUse>,
}

impl Read {
    fn id(&self) -> Option<&str> {
        self.experience
            .as_ref()
            .map(|experience| experience.id.as_str())
    }
}

fn examine(bytes: &[u8]) -> (Option<Read>, Vec<Problem>) {
    let source = match Source::new(bytes) {
        Ok(source) => source,
        Err(problem) => return (None, vec![problem]),
    };
    let (mut root, mistakes) = reader::read(source.text);
    let mut findings = Findings::new(&source);
    if !migrate::upgrade(&mut root, &mut findings) {
        return (None, findings.problems);
    }
    findings.check_struct(&root, &EXPERIENCE);
    if let Some(group) = root.group() {
        references::check(group, &mut findings);
        names::check(group, &mut findings);
    }
    if !mistakes.is_empty() {
        // What could not be read may be the very thing that seems to be missing.
        findings
            .problems
            .retain(|problem| !ABSENCES.contains(&problem.code));
    }
    for mistake in mistakes {
        let place = source.place(mistake.span);
        findings.problems.push(Problem::new(
            mistake.code,
            place,
            mistake.message,
            mistake.instead,
        ));
    }
    let Findings {
        mut problems,
        media,
        ..
    } = findings;
    let mut experience = None;
    if !problems.iter().any(Problem::is_error) {
        match value::read(&root) {
            Ok(value) => experience = Some(value),
            Err(error) => {
                let place = source.place(root.span);
                problems.push(Problem::new(
                    codes::WRONG_TYPE,
                    place,
                    format!("The file can't be used: {error}."),
                    "Compare it with the reference.",
                ));
            }
        }
    }
    problems.sort_by_key(|problem| problem.place);
    let id = root.group().and_then(|group| group.get("id"));
    let read = Read {
        experience,
        id_place: id.map_or(Place::START, |id| source.place(id.span)),
        media,
    };
    (Some(read), problems)
}

/// Codes that say that something is not there, or that it stands oddly beside a mistake.
const ABSENCES: [codes::Code; 20] = [
    codes::SYNTAX,
    codes::MISSING_FIELD,
    codes::FORMAT_MISSING,
    codes::NO_SUCH_SCENE,
    codes::START_UNKNOWN,
    codes::SCENE_UNREACHABLE,
    codes::NO_WAY_OUT,
    codes::NO_SCENES,
    codes::LANGUAGE_MISSING,
    codes::TOO_FEW_PROMPTS,
    codes::NO_SUCH_TARGET,
    codes::NO_SUCH_HAPPENING,
    codes::NO_SUCH_SOUND,
    codes::NO_SUCH_NARRATION,
    codes::NO_SUCH_CAPTION,
    codes::NO_SUCH_CUE,
    codes::NO_SUCH_SLOT,
    codes::NEVER_COUNTED,
    codes::NOT_DRAWN,
    codes::HOTSPOT_PLACE,
];
