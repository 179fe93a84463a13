//! The format as a table: which fields there are, what may stand in each, and what it means.
//!
//! The reader of values (`shape`), the reference for content makers and the suggestions for
//! misspelt names all go by this table; a test holds it against the types in [`crate::experience`].

use crate::codes::Code;

mod format1;

pub use format1::EXPERIENCE;

/// Something written `Name(field: value, …)`, `Name(value, …)` or `Name` alone.
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

    /// Whether its values stand in their order, without names: `Wait(3)`.
    pub fn is_in_order(&self) -> bool {
        self.fields
            .first()
            .is_some_and(|field| field.need.is_in_order())
    }

    /// Whether it is a slot, of whatever kind.
    pub fn is_slot(&self) -> bool {
        self.fields.iter().any(|field| field.name == "samples")
    }

    /// It with the names of what stands in it: `Gazed(target, dwell)`; [`Struct::example`] of one with names.
    pub fn signature(&self) -> String {
        if !self.is_in_order() {
            return self.example();
        }
        let names: Vec<_> = self.fields.iter().map(|field| field.name).collect();
        format!("{}({})", self.name, names.join(", "))
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

impl Field {
    /// One that must be there.
    const fn must(name: &'static str, kind: Kind, about: &'static str) -> Field {
        let need = Need::Always;
        Field {
            name,
            kind,
            need,
            about,
        }
    }

    /// One that may be left out; then `otherwise` holds.
    const fn may(
        name: &'static str,
        kind: Kind,
        otherwise: &'static str,
        about: &'static str,
    ) -> Field {
        let need = Need::Else(otherwise);
        Field {
            name,
            kind,
            need,
            about,
        }
    }

    /// A value that stands in its place, without its name.
    const fn value(name: &'static str, kind: Kind, about: &'static str) -> Field {
        let need = Need::InOrder;
        Field {
            name,
            kind,
            need,
            about,
        }
    }

    /// A value that stands last, without its name, and may be left out; then `otherwise` holds.
    const fn last(
        name: &'static str,
        kind: Kind,
        otherwise: &'static str,
        about: &'static str,
    ) -> Field {
        let need = Need::InOrderElse(otherwise);
        Field {
            name,
            kind,
            need,
            about,
        }
    }
}

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Always,
    /// It may be left out; then this holds.
    Else(&'static str),
    /// It must, in its place and without its name.
    InOrder,
    /// It stands last, in its place and without its name, and may be left out; then this holds.
    InOrderElse(&'static str),
}

impl Need {
    /// Whether it stands without its name.
    pub const fn is_in_order(self) -> bool {
        matches!(self, Need::InOrder | Need::InOrderElse(_))
    }
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
    /// The name of something else in it, or in a world.
    Ref(Ref),
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
    /// Other things by name, in `{ }`.
    Named(&'static Kind),
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ref {
    /// A hotspot of the scene, a target of its world or a node of its model.
    Target,
    /// The same, of any scene.
    AnyTarget,
    /// Something that can happen in the world, or an animation of the model.
    Happening,
    /// Something to play: a sound, a slot for sounds, a sound of the world, or a tune.
    Sound,
    /// Something to tell: a narration, or a slot for words.
    Narration,
    /// A text to show.
    Caption,
    /// A button for the caregiver.
    Cue,
    /// A name under which something is counted.
    Count,
    /// A slot of any kind.
    Slot,
    /// A slot for photos.
    Photos,
    /// A slot for songs.
    Songs,
    /// A slot for films.
    Films,
}

impl Ref {
    /// What it is, in words.
    pub const fn about(self) -> &'static str {
        match self {
            Ref::Target | Ref::AnyTarget => {
                "a hotspot, a target of the world or a node of the model"
            }
            Ref::Happening => "a happening of the world or an animation of the model",
            Ref::Sound => "a sound, a slot for sounds, a sound of the world or a tune",
            Ref::Narration => "a narration or a slot for words",
            Ref::Caption => "a caption",
            Ref::Cue => "a cue",
            Ref::Count => "a count",
            Ref::Slot => "a slot",
            Ref::Photos => "a slot for photos",
            Ref::Songs => "a slot for sounds",
            Ref::Films => "a slot for films",
        }
    }
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
    /// A scene as glTF, in one piece.
    Model,
}

impl MediaKind {
    /// The endings that file names of this kind have.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            MediaKind::Photo => &["jpg", "jpeg", "png", "webp"],
            MediaKind::Film => &["mp4", "m4v", "mov", "mkv", "webm"],
            MediaKind::Sound => &["ogg", "wav", "flac", "mp3", "m4a"],
            MediaKind::Captions => &["vtt", "srt"],
            MediaKind::Model => &["glb"],
        }
    }

    /// The kind in a word.
    pub const fn name(self) -> &'static str {
        match self {
            MediaKind::Photo => "photo",
            MediaKind::Film => "film",
            MediaKind::Sound => "sound",
            MediaKind::Captions => "caption file",
            MediaKind::Model => "model",
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
        Kind::List(inner)
        | Kind::Localized(inner)
        | Kind::LocalizedOrNone(inner)
        | Kind::Named(inner) => {
            return collect(inner, all);
        }
        _ => &[],
    };
    for one in found {
        if !all.iter().any(|known| std::ptr::eq(*known, *one)) {
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
        match crate::options().from_str::<T>(text).unwrap_err().code {
            ron::Error::NoSuchStructField { expected, .. } => expected.to_vec(),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn the_table_names_the_fields_of_the_types() {
        for one in structs() {
            let typed = match one.name {
                _ if one.is_in_order() => continue,
                _ if one.is_slot() => fields_of::<experience::Fill>(),
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
                "Loop" | "Entered" => Vec::new(),
                "Once" => fields_in::<experience::Times>("Once(no_such_field: 1)"),
                "Every" => fields_in::<experience::Times>("Every(no_such_field: 1)"),
                "After" => fields_of::<experience::After>(),
                "Next" => fields_of::<experience::Next>(),
                "End" => fields_of::<experience::End>(),
                "Ended" => fields_of::<experience::Ended>(),
                "Lake" | "Meadow" | "Cabin" | "Garden" | "Pavilion" | "Kitchen" => {
                    fields_in::<experience::World>(&format!("{}(no_such_field: 1)", one.name))
                }
                "Surroundings" => fields_of::<experience::Surroundings>(),
                "Model" => fields_of::<experience::Model>(),
                "Album" => fields_of::<experience::Album>(),
                "Hotspot" => fields_of::<experience::Hotspot>(),
                "Cue" => fields_of::<experience::Cue>(),
                "Task" => fields_of::<experience::Task>(),
                "Recording" => fields_of::<experience::Recording>(),
                "Told" => fields_of::<experience::Told>(),
                other => panic!("{other} has no type"),
            };
            let listed: Vec<_> = one.fields.iter().map(|field| field.name).collect();
            assert_eq!(listed, typed, "{}", one.name);
        }
    }

    /// The variants of a type, as serde knows them.
    fn variants_of<T: serde::de::DeserializeOwned + Debug>() -> Vec<&'static str> {
        match ron::from_str::<T>("NoSuchVariant").unwrap_err().code {
            ron::Error::NoSuchEnumVariant { expected, .. } => expected.to_vec(),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn the_table_names_the_variants_of_the_types() {
        let field = |one: &str, field: &str| -> Vec<&'static str> {
            let one = structs()
                .into_iter()
                .find(|known| known.name == one)
                .unwrap();
            let field = one.fields.iter().find(|known| known.name == field).unwrap();
            let mut kind = &field.kind;
            while let Kind::List(inner) | Kind::Named(inner) = kind {
                kind = inner;
            }
            match kind {
                Kind::OneOf(all) => all.iter().map(|one| one.name).collect(),
                Kind::Word(words) => words.iter().map(|word| word.name).collect(),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(
            field("When", "trigger"),
            variants_of::<experience::Trigger>()
        );
        assert_eq!(
            field("When", "actions"),
            variants_of::<experience::Action>()
        );
        assert_eq!(
            field("Experience", "slots"),
            variants_of::<experience::Slot>()
        );
        assert_eq!(field("Scene", "view"), variants_of::<experience::View>());
        assert_eq!(field("World", "world"), variants_of::<experience::World>());
        assert_eq!(field("Lake", "season"), variants_of::<experience::Season>());
        assert_eq!(field("Lake", "time"), variants_of::<experience::Time>());
        assert_eq!(
            field("Lake", "weather"),
            variants_of::<experience::Weather>()
        );
        assert_eq!(field("Album", "room"), variants_of::<experience::Room>());
    }
}
