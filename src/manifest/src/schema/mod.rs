//! The format as a table: which fields there are, what may stand in each, and what it means.
//!
//! The reader of values (`shape`), the reference for content makers and the suggestions for
//! misspelt names all go by this table; a test holds it against the types in [`crate::experience`].

use crate::codes::Code;

mod format1;

pub use format1::EXPERIENCE;

/// Something written `Name(field: value, …)`.
#[derive(Debug)]
pub struct Struct {
    /// The word before the bracket.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// What may stand in the brackets.
    pub fields: &'static [Field],
}

impl Struct {
    /// It in short: `Photo(…)`, or the word alone where it has no fields.
    pub fn example(&self) -> String {
        if self.fields.is_empty() {
            self.name.to_owned()
        } else {
            format!("{}(…)", self.name)
        }
    }
}

/// One field of a [`Struct`].
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What may stand after the colon.
    pub kind: Kind,
    /// Whether it must be there.
    pub need: Need,
    /// What it means.
    pub about: &'static str,
}

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Always,
    /// It may be left out; then this holds.
    Else(&'static str),
}

/// What may stand as a value.
#[derive(Debug)]
pub enum Kind {
    /// The number of the format.
    Format,
    /// The name of the experience in files and addresses.
    Id,
    /// The id of one of its scenes.
    Scene,
    /// A text of at most so many letters.
    Text(usize),
    /// A whole number.
    Whole(&'static Range),
    /// A number.
    Number(&'static Range),
    /// The first year and the last.
    Years,
    /// The path of a file below the experience's folder.
    File(MediaKind),
    /// `true` or `false`.
    Truth,
    /// One of these words.
    Word(&'static [Word]),
    /// This and nothing else.
    Struct(&'static Struct),
    /// One of these; one without fields is its word alone.
    OneOf(&'static [&'static Struct]),
    /// Any number of these in `[ ]`.
    List(&'static Kind),
    /// The same thing in each language, in `{ }`.
    Localized(&'static Kind),
    /// The same, or `{}` for "there is none".
    LocalizedOrNone(&'static Kind),
    /// Openings for a conversation: at least so many in each language.
    Prompts(usize),
    /// Scenes by id, in `{ }`.
    Scenes(&'static Struct),
}

/// A word that may stand as a value.
#[derive(Debug)]
pub struct Word {
    /// The word.
    pub name: &'static str,
    /// What it means.
    pub about: &'static str,
}

/// The figures that make sense.
#[derive(Debug)]
pub struct Range {
    /// The least.
    pub from: f32,
    /// The most.
    pub to: f32,
    /// What they count, such as `degrees`.
    pub unit: &'static str,
    /// What a figure outside is called.
    pub code: Code,
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// A picture.
    Photo,
    /// A film.
    Film,
    /// A recording.
    Sound,
    /// What is said, as text with times.
    Captions,
}

impl MediaKind {
    /// The endings that file names of this kind have.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            MediaKind::Photo => &["jpg", "jpeg", "png", "webp"],
            MediaKind::Film => &["mp4", "m4v", "mov", "mkv", "webm"],
            MediaKind::Sound => &["ogg", "wav", "flac", "mp3", "m4a"],
            MediaKind::Captions => &["vtt", "srt"],
        }
    }

    /// The kind in a word.
    pub const fn name(self) -> &'static str {
        match self {
            MediaKind::Photo => "photo",
            MediaKind::Film => "film",
            MediaKind::Sound => "sound",
            MediaKind::Captions => "caption file",
        }
    }
}

/// The languages every text stands in, with their names.
pub const LANGUAGES: [(&str, &str); 2] = [("sv", "Swedish"), ("en", "English")];

/// Every struct of the format, [`EXPERIENCE`] first and each after one that uses it.
pub fn structs() -> Vec<&'static Struct> {
    let mut all = vec![&EXPERIENCE];
    let mut next = 0;
    while let Some(current) = all.get(next).copied() {
        for field in current.fields {
            collect(&field.kind, &mut all);
        }
        next += 1;
    }
    all
}

fn collect(kind: &Kind, all: &mut Vec<&'static Struct>) {
    let found: &[&'static Struct] = match kind {
        Kind::Struct(one) | Kind::Scenes(one) => &[one],
        Kind::OneOf(several) => several,
        Kind::List(inner) | Kind::Localized(inner) | Kind::LocalizedOrNone(inner) => {
            return collect(inner, all);
        }
        _ => &[],
    };
    for one in found {
        if !all.iter().any(|known| known.name == one.name) {
            all.push(one);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experience;
    use std::fmt::Debug;

    /// The fields of a type, as serde knows them: the error for an unknown field lists them.
    fn fields_of<T: serde::de::DeserializeOwned + Debug>() -> Vec<&'static str> {
        fields_in::<T>("(no_such_field: 1)")
    }

    fn fields_in<T: serde::de::DeserializeOwned + Debug>(text: &str) -> Vec<&'static str> {
        match ron::from_str::<T>(text).unwrap_err().code {
            ron::Error::NoSuchStructField { expected, .. } => expected.to_vec(),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn the_table_names_the_fields_of_the_types() {
        for one in structs() {
            let typed = match one.name {
                "Experience" => fields_of::<experience::Experience>(),
                "Poster" => fields_of::<experience::Poster>(),
                "Scene" => fields_of::<experience::Scene>(),
                "Photo" => fields_of::<experience::Photo>(),
                "Film" => fields_of::<experience::Film>(),
                "Ambience" => fields_of::<experience::Ambience>(),
                "Ambisonics" => fields_of::<experience::Ambisonics>(),
                "At" => fields_of::<experience::Placed>(),
                "Narration" => fields_of::<experience::Narration>(),
                "Music" => fields_of::<experience::Music>(),
                "Loop" => Vec::new(),
                "Once" => fields_in::<experience::Times>("Once(no_such_field: 1)"),
                "Every" => fields_in::<experience::Times>("Every(no_such_field: 1)"),
                "After" => fields_of::<experience::After>(),
                "Next" => fields_of::<experience::Next>(),
                "End" => fields_of::<experience::End>(),
                "Ended" => fields_of::<experience::Ended>(),
                other => panic!("{other} has no type"),
            };
            let listed: Vec<_> = one.fields.iter().map(|field| field.name).collect();
            assert_eq!(listed, typed, "{}", one.name);
        }
    }
}
