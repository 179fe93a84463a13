//! What is said when something about a resident is not done, or not yet.

use super::Language;
use crate::obstacle::Obstacle;

/// Title and detail.
pub(super) fn obstacle(obstacle: &Obstacle, language: Language) -> (&'static str, String) {
    match language {
        Language::Swedish => swedish(obstacle),
        Language::English => english(obstacle),
    }
}

fn swedish(obstacle: &Obstacle) -> (&'static str, String) {
    match obstacle {
        Obstacle::ResidentUnknown => (
            "Den boende finns inte här",
            "Den boende finns inte kvar. Inget har ändrats. Gå tillbaka till listan.".to_owned(),
        ),
        Obstacle::ChecklistDue => (
            "Några frågor först",
            "Frågorna före en stund är inte besvarade det senaste året. Inget har startat. Svara på dem, sedan går det att starta.".to_owned(),
        ),
        Obstacle::ChecklistConcerns(concerns) => (
            "Tänk efter först",
            format!(
                "Här finns något att vara försiktig med: {}. Inget har startat. Starta ändå om du bedömer att det går bra.",
                concerns.iter().map(|name| concern_sv(name)).collect::<Vec<_>>().join(", ")
            ),
        ),
        Obstacle::HeadsetNotWiped => (
            "Torka av glasögonen först",
            "Någon annan har haft dem. Inget har startat. Torka av dem, sätt på ett nytt skydd och tryck på \"torkad och nytt skydd\".".to_owned(),
        ),
        Obstacle::HeadsetTaken { tablet, staff } => (
            "Glasögonen används redan",
            match staff {
                Some(staff) => format!(
                    "{staff} har en stund igång på dem, från plattan {tablet}. Inget har ändrats. Välj andra glasögon eller prata med {staff}."
                ),
                None => format!(
                    "En stund är igång på dem, från plattan {tablet}. Inget har ändrats. Välj andra glasögon."
                ),
            },
        ),
        Obstacle::MinutesOutOfRange => (
            "Så lång kan en stund inte vara",
            "En stund är mellan 1 och 30 minuter. Inget har startat. Välj en annan längd.".to_owned(),
        ),
        Obstacle::SmileyOutOfRange => (
            "Det går inte att läsa vad som skickades",
            "En min går från 1 till 5. Inget har ändrats. Välj en av de fem.".to_owned(),
        ),
        Obstacle::TextTooLong(most) => (
            "Texten är för lång",
            format!("Den får vara högst {most} tecken. Inget har ändrats. Skriv det kortare."),
        ),
        Obstacle::TooMany(most) => (
            "Det är för många",
            format!("Det får vara högst {most}. Inget har ändrats. Ta bort några."),
        ),
        Obstacle::YearsUnreadable => (
            "Åren går inte ihop",
            "Det första året kommer före det sista, mellan 1880 och 2100. Inget har ändrats. Skriv åren igen.".to_owned(),
        ),
        Obstacle::IdUnreadable => (
            "Det går inte att läsa vad som skickades",
            "Inget har ändrats. Ladda om sidan och försök igen.".to_owned(),
        ),
        Obstacle::FileTooLarge(megabytes) => (
            "Filen är för stor",
            format!("Den får vara högst {megabytes} MB. Inget har sparats. Välj en mindre, eller ta bilden med plattans kamera."),
        ),
        Obstacle::PhotoUnsupported => (
            "Bilden är i ett format som glasögonen inte kan visa",
            "Det är en HEIC- eller AVIF-bild. Inget har sparats. Skicka den som JPEG, eller ta en skärmbild av den och välj den.".to_owned(),
        ),
        Obstacle::FileUnreadable => (
            "Filen går inte att använda",
            "Den är varken en bild eller ett ljud som går att läsa, vad den än heter. Inget har sparats. Välj en JPEG, en PNG, en MP3 eller en annan ljudfil.".to_owned(),
        ),
        Obstacle::MediaUnknown => (
            "Filen finns inte här",
            "Den hör inte till den här boende, eller är borttagen. Inget har ändrats. Välj en annan.".to_owned(),
        ),
        Obstacle::SlotUnknown => (
            "Platsen finns inte i upplevelsen",
            "Upplevelsen har ingen sådan plats att fylla. Inget har ändrats. Gå tillbaka och välj igen.".to_owned(),
        ),
        Obstacle::SlotOtherKind => (
            "Filen passar inte där",
            "Platsen tar bilder eller ljud, inte båda. Inget har ändrats. Välj en annan fil.".to_owned(),
        ),
        Obstacle::SlotFull(most) => (
            "Det får inte plats fler",
            format!("Här finns plats för {most}. Inget har ändrats. Ta bort några först."),
        ),
    }
}

fn english(obstacle: &Obstacle) -> (&'static str, String) {
    match obstacle {
        Obstacle::ResidentUnknown => (
            "The resident is not here",
            "The resident is not here any more. Nothing was changed. Go back to the list.".to_owned(),
        ),
        Obstacle::ChecklistDue => (
            "A few questions first",
            "The questions before a session were not answered during the last year. Nothing was started. Answer them, then it can be started.".to_owned(),
        ),
        Obstacle::ChecklistConcerns(concerns) => (
            "Think first",
            format!(
                "There is something to be careful about: {}. Nothing was started. Start all the same if you judge that it is fine.",
                concerns.iter().map(|name| concern_en(name)).collect::<Vec<_>>().join(", ")
            ),
        ),
        Obstacle::HeadsetNotWiped => (
            "Wipe the headset first",
            "Somebody else has worn it. Nothing was started. Wipe it, put a new liner on and tap \"wiped and new liner\".".to_owned(),
        ),
        Obstacle::HeadsetTaken { tablet, staff } => (
            "The headset is in use",
            match staff {
                Some(staff) => format!(
                    "{staff} has a session on it, from the tablet {tablet}. Nothing was changed. Choose another headset or talk to {staff}."
                ),
                None => format!(
                    "A session is on it, from the tablet {tablet}. Nothing was changed. Choose another headset."
                ),
            },
        ),
        Obstacle::MinutesOutOfRange => (
            "A session cannot be that long",
            "A session is 1 to 30 minutes. Nothing was started. Choose another length.".to_owned(),
        ),
        Obstacle::SmileyOutOfRange => (
            "What was sent cannot be read",
            "A smiley goes from 1 to 5. Nothing was changed. Choose one of the five.".to_owned(),
        ),
        Obstacle::TextTooLong(most) => (
            "The text is too long",
            format!("It may have {most} characters at most. Nothing was changed. Make it shorter."),
        ),
        Obstacle::TooMany(most) => (
            "That is too many",
            format!("There may be {most} at most. Nothing was changed. Take some away."),
        ),
        Obstacle::YearsUnreadable => (
            "The years do not fit together",
            "The first year comes before the last, between 1880 and 2100. Nothing was changed. Write the years again.".to_owned(),
        ),
        Obstacle::IdUnreadable => (
            "What was sent cannot be read",
            "Nothing was changed. Reload the page and try again.".to_owned(),
        ),
        Obstacle::FileTooLarge(megabytes) => (
            "The file is too large",
            format!("It may have {megabytes} MB at most. Nothing was saved. Choose a smaller one, or take the picture with the tablet's camera."),
        ),
        Obstacle::PhotoUnsupported => (
            "The headset cannot show this kind of picture",
            "It is a HEIC or AVIF picture. Nothing was saved. Send it as JPEG, or take a screenshot of it and choose that.".to_owned(),
        ),
        Obstacle::FileUnreadable => (
            "The file cannot be used",
            "It is neither a picture nor a sound that can be read, whatever it is called. Nothing was saved. Choose a JPEG, a PNG, an MP3 or another sound file.".to_owned(),
        ),
        Obstacle::MediaUnknown => (
            "The file is not here",
            "It does not belong to this resident, or was taken away. Nothing was changed. Choose another.".to_owned(),
        ),
        Obstacle::SlotUnknown => (
            "The experience has no such place",
            "The experience has no such place to fill. Nothing was changed. Go back and choose again.".to_owned(),
        ),
        Obstacle::SlotOtherKind => (
            "The file does not fit there",
            "The place takes pictures or sounds, not both. Nothing was changed. Choose another file.".to_owned(),
        ),
        Obstacle::SlotFull(most) => (
            "There is no room for more",
            format!("There is room for {most}. Nothing was changed. Take some away first."),
        ),
    }
}

fn concern_sv(name: &str) -> &str {
    match name {
        "epilepsy" => "epilepsi eller kramper",
        "pacemaker" => "pacemaker",
        "wounds" => "sår på ansikte eller huvud",
        "neck" => "ont i nacken",
        "stroke" => "stroke nyligen",
        "blindness" => "blindhet",
        other => other,
    }
}

fn concern_en(name: &str) -> &str {
    match name {
        "epilepsy" => "epilepsy or fits",
        "pacemaker" => "a pacemaker",
        "wounds" => "wounds on face or head",
        "neck" => "pain in the neck",
        "stroke" => "a stroke lately",
        "blindness" => "blindness",
        other => other,
    }
}
