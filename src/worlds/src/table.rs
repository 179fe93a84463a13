//! Whether a world's file has what the table of names promises.

use manifest::{WorldKind, world};

use crate::model::Model;

/// What rules may name in a world of this kind, and what the file does not have; in plain words.
pub fn differences(model: &Model, kind: WorldKind) -> Vec<String> {
    let names = world::of(kind);
    let targets = names
        .targets
        .iter()
        .filter(|name| {
            !model
                .targets
                .iter()
                .any(|target| target.declared && target.id == **name)
        })
        .map(|name| {
            format!(
                "there is no target \"{name}\": a node of this name with the property target = true"
            )
        });
    let happenings = names
        .happenings
        .iter()
        .filter(|name| model.clip(name).is_none())
        .map(|name| format!("there is no happening \"{name}\": an animation of this name"));
    targets.chain(happenings).collect()
}
