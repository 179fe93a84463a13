//! What the files that a manifest names are wanted for: looked at by those who open them.

use super::Findings;
use crate::experience::View;
use crate::parse::Purpose;
use crate::schema::{MediaKind, Struct};
use crate::tree::{Group, Kind, Node};
use crate::value;

impl Findings<'_> {
    /// Writes down what the files that this struct names are for; `from` is the first of them.
    pub(super) fn note_purposes(
        &mut self,
        node: &Node<'_>,
        group: &Group<'_>,
        expected: &Struct,
        from: usize,
    ) {
        // Most structs name no file.
        if from == self.media.len() {
            return;
        }
        if expected.is_slot() {
            for wanted in &mut self.media[from..] {
                wanted.purpose = Purpose::Sample;
            }
            return;
        }
        match expected.name {
            "Photo" => {
                if let Ok(photo) = value::read(node) {
                    self.note_view(MediaKind::Photo, View::Photo(photo), false, from);
                }
            }
            "Film" => {
                if let Ok(film) = value::read(node) {
                    let speechless = group
                        .get("captions")
                        .is_some_and(|captions| captions.kind == Kind::Map(Vec::new()));
                    self.note_view(MediaKind::Film, View::Film(film), speechless, from);
                }
                if let Some(film) = group.get("file").and_then(Node::text) {
                    self.note_captions(group, |_| Some(film), from);
                }
            }
            "Model" => {
                if let Ok(model) = value::read(node) {
                    self.note_view(MediaKind::Model, View::Model(model), false, from);
                }
            }
            "Narration" | "Told" => {
                let spoken = group.get("file").map_or(&[][..], Node::map);
                let recording = |tag: &str| {
                    let same = |(key, _): &&(Node<'_>, Node<'_>)| key.text() == Some(tag);
                    spoken.iter().find(same)?.1.text()
                };
                self.note_captions(group, recording, from);
            }
            "Ambisonics" => {
                for wanted in &mut self.media[from..] {
                    wanted.purpose = Purpose::Ambisonics;
                }
            }
            _ => {}
        }
    }

    fn note_view(&mut self, kind: MediaKind, view: View, speechless: bool, from: usize) {
        let mut wanted = self.media[from..].iter_mut();
        if let Some(wanted) = wanted.find(|wanted| wanted.kind == kind) {
            wanted.purpose = Purpose::View { view, speechless };
        }
    }

    /// `spoken` is what is said in a language.
    fn note_captions<'n>(
        &mut self,
        group: &Group<'_>,
        spoken: impl Fn(&str) -> Option<&'n str>,
        from: usize,
    ) {
        for (tag, captions) in group.get("captions").map_or(&[][..], Node::map) {
            let (Some(spoken), Some(path)) = (tag.text().and_then(&spoken), captions.text()) else {
                continue;
            };
            for wanted in &mut self.media[from..] {
                if wanted.kind == MediaKind::Captions && wanted.path == path {
                    wanted.purpose = Purpose::CaptionsOf(spoken.to_owned());
                }
            }
        }
    }
}
