//! What is wrong with experiences, to the caregiver: what it is about, how bad it is, and whom to tell.
//! The exact words, to whoever can mend it, are the checker's own and stand beside these.

use media::MediaError;

use super::both;
use crate::api::resources::Texts;

/// Stands where a broken experience's description would.
pub fn broken_experience() -> Texts {
    both(
        "Något är fel i upplevelsen, så den går inte att starta. Välj en annan och säg till den som gjort den.",
        "Something is wrong in the experience, so it cannot be started. Choose another and tell whoever made it.",
    )
}

/// What is wrong with an experience's manifest or with the files it names.
pub fn experience_problem(problem: &manifest::Problem) -> Texts {
    let code = problem.code.as_str();
    let (sv, en) = match (code, code.get(1..3)) {
        ("E0411", _) => ("En film går inte att spela", "A film cannot be played"),
        ("E0412" | "W0402", _) => (
            "Texten till det som sägs är fel",
            "The captions of what is said are wrong",
        ),
        ("W0401", _) => (
            "En film med ljud saknar text",
            "A film with sound has no captions",
        ),
        (_, Some("01")) => (
            "Beskrivningen går inte att läsa",
            "The description cannot be read",
        ),
        (_, Some("02")) => (
            "Platserna hänger inte ihop",
            "The scenes do not hang together",
        ),
        (_, Some("03")) => ("En text saknas eller är fel", "A text is missing or wrong"),
        (_, Some("04")) => (
            "En bild, en film eller ett ljud är fel",
            "A picture, a film or a sound is wrong",
        ),
        _ => ("En siffra är fel", "A figure is wrong"),
    };
    with_consequence(sv, en, problem.is_error())
}

/// What is wrong with the film `file`; `stops` when the experience cannot be started for it.
pub fn film_problem(file: &str, error: &MediaError, stops: bool) -> Texts {
    let (sv, en) = match error {
        MediaError::CodecUnknown { codec } => (
            format!("Filmen {file} är kodad som {codec}, och det kan glasögonen inte spela"),
            format!("The film {file} is coded as {codec}, which headsets cannot play"),
        ),
        MediaError::FilmCutShort { percent, .. } => (
            format!("Filmen {file} tar slut för tidigt: {percent} % av den finns"),
            format!("The film {file} ends too early: {percent} % of it is there"),
        ),
        MediaError::NoPicture => (
            format!("Filmen {file} har ingen bild"),
            format!("The film {file} has no picture"),
        ),
        MediaError::ProjectionUnknown { .. } | MediaError::Impossible { .. } => (
            format!("Det är oklart hur filmen {file} ska ligga runt den som tittar"),
            format!("It is not clear how the film {file} lies around the viewer"),
        ),
        _ => (
            format!("Filmen {file} går inte att läsa"),
            format!("The film {file} cannot be read"),
        ),
    };
    with_consequence(&sv, &en, stops)
}

fn with_consequence(swedish: &str, english: &str, stops: bool) -> Texts {
    if stops {
        both(
            format!("{swedish}. Upplevelsen går inte att starta. Säg till den som gjort den."),
            format!("{english}. The experience cannot be started. Tell whoever made it."),
        )
    } else {
        both(
            format!("{swedish}. Upplevelsen går att starta ändå. Säg till den som gjort den."),
            format!("{english}. The experience can be started all the same. Tell whoever made it."),
        )
    }
}
