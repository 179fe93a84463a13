//! Fields that only make sense beside certain others.

use super::Findings;
use crate::codes;
use crate::schema::Struct;
use crate::tree::{Group, Kind, Node, shortened};

impl Findings<'_> {
    /// Looks at the fields of one struct beside each other.
    pub(super) fn check_relations(&mut self, group: &Group<'_>, expected: &Struct) {
        match expected.name {
            "Photo" | "Film" => self.check_width(group),
            "Narration" | "Told" => self.check_captions(group),
            "Hotspot" => self.check_place(group),
            "Recording" => self.check_source(group),
            "Every" => self.check_every(group),
            _ => {}
        }
    }

    fn check_width(&mut self, group: &Group<'_>) {
        let flat = group
            .get("projection")
            .is_some_and(|value| value.kind == Kind::Word("Flat"));
        if let Some(width) = group.get("width").filter(|_| !flat) {
            self.add(
                codes::WIDTH_NOT_FLAT,
                width.span,
                "`width` is for flat pictures; a panorama has its width already.",
                "Take it away, or write `projection: Flat` beside it.",
            );
        }
    }

    /// What is spoken in a language can be read in it, too (H13).
    fn check_captions(&mut self, group: &Group<'_>) {
        // The two that everything stands in are asked for by the table.
        let always = |tag: &str| {
            crate::schema::LANGUAGES
                .iter()
                .any(|(known, _)| *known == tag)
        };
        let captions = group.get("captions").map_or(&[][..], Node::map);
        for (key, _) in group.get("file").map_or(&[][..], Node::map) {
            let Some(tag) = key.text().filter(|tag| !always(tag)) else {
                continue;
            };
            if !captions.iter().any(|(key, _)| key.text() == Some(tag)) {
                let tag = shortened(tag);
                self.add(
                    codes::CAPTIONS_MISSING,
                    key.span,
                    format!("What is said in \"{tag}\" has no captions."),
                    format!("Add `\"{tag}\": \"media/told.{tag}.vtt\"` to `captions`."),
                );
            }
        }
    }

    /// A hotspot lies in a direction or on a target, and not on both.
    fn check_place(&mut self, group: &Group<'_>) {
        match (group.get("yaw"), group.get("target")) {
            (None, None) => {
                let Some(name) = group.name else { return };
                self.add(
                    codes::HOTSPOT_PLACE,
                    name.span,
                    "This hotspot has neither a direction nor a target.",
                    "Add `yaw`, or `target` with something in the world.",
                );
            }
            (_, Some(_)) => {
                for field in ["yaw", "pitch", "size"] {
                    if let Some(node) = group.get(field) {
                        self.add(
                            codes::HOTSPOT_PLACE,
                            node.span,
                            format!(
                                "A hotspot on a target lies where that is; `{field}` says nothing."
                            ),
                            format!("Take `{field}` away, or `target`."),
                        );
                    }
                }
            }
            (Some(_), None) => {}
        }
    }

    /// A sound comes from a direction or from a target, and not from both.
    fn check_source(&mut self, group: &Group<'_>) {
        if let (Some(yaw), Some(_)) = (group.get("yaw"), group.get("target")) {
            self.add(
                codes::HOTSPOT_PLACE,
                yaw.span,
                "A sound from a target comes from where that is; `yaw` says nothing.",
                "Take `yaw` away, or `target`.",
            );
        }
    }

    fn check_every(&mut self, group: &Group<'_>) {
        let (Some(from), Some(to)) = (group.get("from"), group.get("to")) else {
            return;
        };
        if let (Some(shortest), Some(longest)) = (from.number(), to.number())
            && shortest > longest
        {
            self.add(
                codes::EVERY_BACKWARDS,
                from.span,
                format!("The silence goes from {shortest} down to {longest} seconds."),
                format!("Write `Every(from: {longest}, to: {shortest})`."),
            );
        }
    }
}
