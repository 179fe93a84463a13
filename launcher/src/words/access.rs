//! What is said to who is not let in.

use super::Language;
use crate::access::Refusal;

/// Title and detail.
pub(super) fn refusal(refusal: &Refusal, language: Language) -> (&'static str, String) {
    match language {
        Language::Swedish => swedish(refusal),
        Language::English => english(refusal),
    }
}

fn swedish(refusal: &Refusal) -> (&'static str, String) {
    let (title, detail) = match refusal {
        Refusal::NotEnrolled => (
            "Plattan hör inte hit än",
            "Utsikt visar inget här förrän plattan är med. Be den som sköter Utsikt om en kod.".to_owned(),
        ),
        Refusal::NotLoggedIn => (
            "Lås upp först",
            "Ingen är inloggad på plattan, så inget har ändrats. Tryck på ditt namn och skriv din PIN-kod.".to_owned(),
        ),
        Refusal::NotAllowed => (
            "Det ingår inte i din roll",
            "Inget har ändrats. Be den som sköter Utsikt om du behöver komma åt det.".to_owned(),
        ),
        Refusal::CodeUnknown => (
            "Koden gäller inte",
            "Den är fel, redan använd eller för gammal. Inget har ändrats. Be om en ny kod.".to_owned(),
        ),
        Refusal::SetUpAlready => (
            "Utsikt är redan igång här",
            "Någon sköter redan Utsikt, så inget har ändrats. Be den personen om en kod till plattan.".to_owned(),
        ),
        Refusal::WrongPin { left: 1 } => (
            "Fel PIN-kod",
            "Koden stämmer inte. Ett försök till, sedan är det stängt i fem minuter. Skriv koden lugnt en gång till.".to_owned(),
        ),
        Refusal::WrongPin { left } => (
            "Fel PIN-kod",
            format!("Koden stämmer inte. {left} försök kvar. Skriv den en gång till."),
        ),
        Refusal::Closed { seconds } => {
            let wait = match seconds.div_ceil(60) {
                0 | 1 => "en minut".to_owned(),
                minutes => format!("{minutes} minuter"),
            };
            (
                "För många fel",
                format!("Utsikt väntar med ditt namn på den här plattan. Försök igen om {wait}. Glasögonen fortsätter och går att avsluta."),
            )
        }
        Refusal::PinUnreadable => (
            "En PIN-kod är sex siffror",
            "Inget har ändrats. Skriv sex siffror.".to_owned(),
        ),
        Refusal::StaffUnknown => (
            "Personen finns inte här",
            "Ingen som arbetar här är den personen. Inget har ändrats. Välj en annan i listan.".to_owned(),
        ),
        Refusal::TabletUnknown => (
            "Plattan finns inte här",
            "Ingen platta här är den. Inget har ändrats. Välj en annan i listan.".to_owned(),
        ),
        Refusal::LastAdmin => (
            "Någon måste sköta Utsikt",
            "Personen är den enda som kan släppa in andra, så inget har ändrats. Gör först någon annan till administratör.".to_owned(),
        ),
        Refusal::NameMissing => ("Ett namn saknas", "Inget har ändrats. Skriv ett namn.".to_owned()),
        Refusal::NameTooLong => (
            "Namnet är för långt",
            "Ett namn får ha 100 tecken. Inget har ändrats. Skriv ett kortare.".to_owned(),
        ),
        Refusal::SettingOutOfRange => (
            "Det går inte att ställa in så",
            "Ett värde är för litet eller för stort. Allt är kvar som det var.".to_owned(),
        ),
    };
    (title, detail)
}

fn english(refusal: &Refusal) -> (&'static str, String) {
    let (title, detail) = match refusal {
        Refusal::NotEnrolled => (
            "This tablet does not belong here yet",
            "Utsikt shows nothing here until the tablet is let in. Ask whoever looks after Utsikt for a code.".to_owned(),
        ),
        Refusal::NotLoggedIn => (
            "Unlock first",
            "Nobody is logged in at this tablet, so nothing was changed. Tap your name and type your PIN.".to_owned(),
        ),
        Refusal::NotAllowed => (
            "That is not part of your role",
            "Nothing was changed. Ask whoever looks after Utsikt if you need it.".to_owned(),
        ),
        Refusal::CodeUnknown => (
            "The code is not good",
            "It is wrong, used already or too old. Nothing was changed. Ask for a new one.".to_owned(),
        ),
        Refusal::SetUpAlready => (
            "Utsikt is set up here already",
            "Somebody looks after Utsikt already, so nothing was changed. Ask that person for a code for the tablet.".to_owned(),
        ),
        Refusal::WrongPin { left: 1 } => (
            "Wrong PIN",
            "The PIN does not match. One more try, then it is closed for five minutes. Type it calmly once more.".to_owned(),
        ),
        Refusal::WrongPin { left } => (
            "Wrong PIN",
            format!("The PIN does not match. {left} tries left. Type it once more."),
        ),
        Refusal::Closed { seconds } => {
            let wait = match seconds.div_ceil(60) {
                0 | 1 => "a minute".to_owned(),
                minutes => format!("{minutes} minutes"),
            };
            (
                "Too many wrong tries",
                format!("Utsikt waits with your name on this tablet. Try again in {wait}. The headsets go on and can be ended."),
            )
        }
        Refusal::PinUnreadable => ("A PIN is six digits", "Nothing was changed. Type six digits.".to_owned()),
        Refusal::StaffUnknown => (
            "That person is not here",
            "Nobody who works here is that person. Nothing was changed. Choose another in the list.".to_owned(),
        ),
        Refusal::TabletUnknown => (
            "That tablet is not here",
            "No tablet here is that one. Nothing was changed. Choose another in the list.".to_owned(),
        ),
        Refusal::LastAdmin => (
            "Somebody must look after Utsikt",
            "That person is the only one who can let others in, so nothing was changed. Make somebody else an admin first.".to_owned(),
        ),
        Refusal::NameMissing => ("A name is missing", "Nothing was changed. Type a name.".to_owned()),
        Refusal::NameTooLong => (
            "The name is too long",
            "A name may have 100 characters. Nothing was changed. Type a shorter one.".to_owned(),
        ),
        Refusal::SettingOutOfRange => (
            "It cannot be set to that",
            "A value is too small or too large. All stays as it was.".to_owned(),
        ),
    };
    (title, detail)
}
