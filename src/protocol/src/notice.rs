//! What a caregiver should know: codes with values, and the words for each in Swedish and English.
//!
//! A text says what happened, what Utsikt did about it, and the one thing to do. A headset sends
//! only code and values; words are put in where they are shown.

use manifest::Localized;
use serde::{Deserialize, Serialize};

/// Something a caregiver should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", content = "values", deny_unknown_fields)]
pub enum Notice {
    /// A photo was larger than this headset takes.
    PhotoReduced {
        /// The file, relative to its experience.
        file: String,
        /// Width and height of the file, in pixels.
        from: (u32, u32),
        /// Width and height as shown, in pixels.
        to: (u32, u32),
    },
    /// A photo could not be read.
    PhotoBroken {
        /// The file, relative to its experience.
        file: String,
    },
    /// A sound could not be read.
    SoundBroken {
        /// The file, relative to its experience.
        file: String,
    },
    /// A film is damaged, or could not be opened.
    FilmBroken {
        /// The file, relative to its experience.
        file: String,
        /// What was wrong with it, for the person who made the experience: a code of the crate `media`.
        media_code: String,
    },
    /// A film ends before it should: a copy that was cut short, or a file that shrank while it played.
    FilmCutShort {
        /// The file, relative to its experience.
        file: String,
    },
    /// A film is coded in a way that this headset does not play.
    FilmUnplayable {
        /// The file, relative to its experience.
        file: String,
        /// The codec as people call it.
        codec: String,
    },
    /// The headset is not fast enough to show every picture of a film.
    FilmTooSlow {
        /// The file, relative to its experience.
        file: String,
    },
    /// A file in a slot can't be used and is left out; the others are there.
    SlotFileLeftOut {
        /// The name of the file.
        file: String,
    },
    /// Captions could not be read.
    CaptionsBroken {
        /// The file, relative to its experience.
        file: String,
    },
    /// The headset has nothing to play sound with.
    NoSoundDevice,
    /// What the sound was played with went away while it played.
    SoundDeviceGone,
    /// The software that shows the picture in the headset stopped.
    RuntimeLost,
    /// The experience was removed while it played.
    ExperienceRemoved {
        /// Its id.
        experience: String,
    },
    /// The headset does not have the experience.
    ExperienceUnknown {
        /// Its id.
        experience: String,
    },
    /// The experience's manifest has errors.
    ExperienceBroken {
        /// Its id.
        experience: String,
    },
    /// A scene could not be shown.
    SceneNotShown {
        /// Its id.
        scene: String,
    },
    /// The session has lasted as long as is good for most (H1).
    LongSession {
        /// Minutes played.
        minutes: u32,
    },
    /// The session was ended because it had lasted as long as any may (H1).
    LongestSession {
        /// Minutes played.
        minutes: u32,
    },
    /// The headset could not begin with the others of its group, and is where they are now (T10).
    CameLate,
    /// The launcher does not hear the headset.
    Unreachable {
        /// The headset's name.
        name: String,
    },
    /// Another headset with this one's name wants to be let in.
    NameTaken {
        /// The name.
        name: String,
    },
    /// Another headset with this one's id wants to be let in.
    IdInUse {
        /// The name of the one that waits.
        name: String,
    },
}

impl Notice {
    /// The code alone, stable across versions.
    pub fn code(&self) -> &'static str {
        match self {
            Notice::PhotoReduced { .. } => "PhotoReduced",
            Notice::PhotoBroken { .. } => "PhotoBroken",
            Notice::SoundBroken { .. } => "SoundBroken",
            Notice::FilmBroken { .. } => "FilmBroken",
            Notice::FilmCutShort { .. } => "FilmCutShort",
            Notice::FilmUnplayable { .. } => "FilmUnplayable",
            Notice::FilmTooSlow { .. } => "FilmTooSlow",
            Notice::SlotFileLeftOut { .. } => "SlotFileLeftOut",
            Notice::CaptionsBroken { .. } => "CaptionsBroken",
            Notice::NoSoundDevice => "NoSoundDevice",
            Notice::SoundDeviceGone => "SoundDeviceGone",
            Notice::RuntimeLost => "RuntimeLost",
            Notice::ExperienceRemoved { .. } => "ExperienceRemoved",
            Notice::ExperienceUnknown { .. } => "ExperienceUnknown",
            Notice::ExperienceBroken { .. } => "ExperienceBroken",
            Notice::SceneNotShown { .. } => "SceneNotShown",
            Notice::LongSession { .. } => "LongSession",
            Notice::LongestSession { .. } => "LongestSession",
            Notice::CameLate => "CameLate",
            Notice::Unreachable { .. } => "Unreachable",
            Notice::NameTaken { .. } => "NameTaken",
            Notice::IdInUse { .. } => "IdInUse",
        }
    }

    /// What a caregiver reads, in each language.
    pub fn text(&self) -> Localized<String> {
        let (sv, en) = match self {
            Notice::PhotoReduced { file, from, to } => (
                format!("Bilden {file} är större än glasögonen klarar. Den visas i {} × {} i stället för {} × {} bildpunkter. Du behöver inte göra något.", to.0, to.1, from.0, from.1),
                format!("The picture {file} is larger than the headset can take. It is shown at {} × {} instead of {} × {} pixels. You need not do anything.", to.0, to.1, from.0, from.1),
            ),
            Notice::PhotoBroken { file } => (
                format!("Bilden {file} går inte att läsa. Den boende ser den lugna platsen. Välj en annan upplevelse."),
                format!("The picture {file} cannot be read. The resident sees the calm scene. Choose another experience."),
            ),
            Notice::SoundBroken { file } => (
                format!("Ljudet {file} går inte att spela. Upplevelsen fortsätter utan det. Säg till den som gjort upplevelsen."),
                format!("The sound {file} cannot be played. The experience goes on without it. Tell the person who made it."),
            ),
            Notice::FilmBroken { file, media_code } => (
                format!("Filmen {file} går inte att läsa ({media_code}). Den boende ser den lugna platsen. Välj en annan upplevelse."),
                format!("The film {file} cannot be read ({media_code}). The resident sees the calm scene. Choose another experience."),
            ),
            Notice::FilmCutShort { file } => (
                format!("Filmen {file} tar slut för tidigt. Den boende ser den lugna platsen. Säg till den som gjort upplevelsen att kopiera filmen igen."),
                format!("The film {file} ends too early. The resident sees the calm scene. Tell the person who made it to copy the film again."),
            ),
            Notice::FilmUnplayable { file, codec } => (
                format!("Filmen {file} är kodad som {codec}, och det kan glasögonen inte spela. Den boende ser den lugna platsen. Be den som gjort upplevelsen att spara filmen som H.264."),
                format!("The film {file} is coded as {codec}, which the headset cannot play. The resident sees the calm scene. Ask the person who made it to save the film as H.264."),
            ),
            Notice::FilmTooSlow { file } => (
                format!("Glasögonen hinner inte visa alla bilder i filmen {file}. Ljudet fortsätter som det ska och några bilder hoppas över. Säg till den som gjort upplevelsen om det stör."),
                format!("The headset is not fast enough to show every picture of the film {file}. The sound goes on as it should and some pictures are left out. Tell the person who made it if it disturbs."),
            ),
            Notice::SlotFileLeftOut { file } => (
                format!("{file} går inte att visa eller spela. Allt annat i upplevelsen är kvar. Lägg in den på nytt."),
                format!("{file} cannot be shown or played. Everything else in the experience is there. Put it in again."),
            ),
            Notice::CaptionsBroken { file } => (
                format!("Textningen {file} går inte att läsa. Upplevelsen fortsätter utan text. Säg till den som gjort upplevelsen."),
                format!("The captions {file} cannot be read. The experience goes on without them. Tell the person who made it."),
            ),
            Notice::SoundDeviceGone => (
                "Hörlurarna försvann. Bilden fortsätter utan ljud, och ljudet kommer tillbaka när de gör det. Kontrollera sladden.".into(),
                "The headphones went away. The picture goes on without sound, and the sound comes back when they do. Check the cable.".into(),
            ),
            Notice::NoSoundDevice => (
                "Glasögonen hittar inget att spela ljud med. Bilden fortsätter utan ljud. Kontrollera hörlurarna.".into(),
                "The headset finds nothing to play sound with. The picture goes on without sound. Check the headphones.".into(),
            ),
            Notice::RuntimeLost => (
                "Bilden i glasögonen försvann. Utsikt startar den igen på samma ställe. Starta om glasögonen om den inte är tillbaka om en minut.".into(),
                "The picture in the headset went away. Utsikt starts it again at the same place. Restart the headset if it is not back in a minute.".into(),
            ),
            Notice::ExperienceRemoved { experience } => (
                format!("Upplevelsen {experience} togs bort medan den spelades. Det som redan är laddat fortsätter. Välj en annan nästa gång."),
                format!("The experience {experience} was removed while it played. What is already loaded goes on. Choose another next time."),
            ),
            Notice::ExperienceUnknown { experience } => (
                format!("Upplevelsen {experience} finns inte i glasögonen. De visar den lugna platsen. Välj en annan upplevelse."),
                format!("The experience {experience} is not in the headset. It shows the calm scene. Choose another experience."),
            ),
            Notice::ExperienceBroken { experience } => (
                format!("Upplevelsen {experience} har ett fel. Glasögonen visar den lugna platsen. Välj en annan upplevelse."),
                format!("The experience {experience} has an error. The headset shows the calm scene. Choose another experience."),
            ),
            Notice::SceneNotShown { scene } => (
                format!("Platsen {scene} gick inte att visa. Den boende ser den lugna platsen. Välj en annan upplevelse."),
                format!("The scene {scene} could not be shown. The resident sees the calm scene. Choose another experience."),
            ),
            Notice::LongSession { minutes } => (
                format!("Stunden har varat i {minutes} minuter. Den fortsätter. Fråga hur det känns och avsluta snart."),
                format!("The session has lasted {minutes} minutes. It goes on. Ask how it feels, and end it soon."),
            ),
            Notice::LongestSession { minutes } => (
                format!("Stunden varade i {minutes} minuter. Utsikt avslutade den lugnt. Ta en paus före nästa."),
                format!("The session lasted {minutes} minutes. Utsikt ended it gently. Take a break before the next."),
            ),
            Notice::CameLate => (
                "Upplevelsen tog tid att hämta, så de här glasögonen började senare än de andra. De är nu på samma ställe som de andra. Du behöver inte göra något.".into(),
                "The experience took time to fetch, so this headset began later than the others. It is now at the same place as they are. You need not do anything.".into(),
            ),
            Notice::Unreachable { name } => (
                format!("{name} tappade nätet. Upplevelsen fortsätter där. Gå närmare basstationen om bilden här fryser."),
                format!("{name} lost the network. The experience goes on there. Move closer to the base station if the view here freezes."),
            ),
            Notice::NameTaken { name } => (
                format!("Ett par glasögon till heter {name}. De får vänta. Ge ett av dem ett annat namn."),
                format!("One more headset is called {name}. It has to wait. Give one of them another name."),
            ),
            Notice::IdInUse { name } => (
                format!("{name} säger att de är samma glasögon som dessa. De får vänta. Töm tillståndsmappen i ett av dem och starta det igen."),
                format!("{name} says that it is the same headset as this one. It has to wait. Empty the state folder of one and start it again."),
            ),
        };
        both(sv, en)
    }
}

pub(crate) fn both(sv: String, en: String) -> Localized<String> {
    [("sv".into(), sv), ("en".into(), en)].into_iter().collect()
}
