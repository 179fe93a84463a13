//! Values that stand in their order, without names: `Gazed("duck", 1.2)`.

use super::{Findings, example};
use crate::codes;
use crate::schema::{Need, Struct};
use crate::source::Span;
use crate::tree::{Group, Kind};

impl Findings<'_> {
    /// Looks at what stands in the brackets of such a struct.
    pub(super) fn check_in_order(&mut self, group: &Group<'_>, span: Span, expected: &Struct) {
        let form = expected.signature();
        for field in &group.fields {
            self.add(
                codes::SYNTAX,
                field.name.span,
                format!("The values of `{}` stand without names.", expected.name),
                format!("Write them in their order: `{form}`."),
            );
        }
        for (item, field) in group.items.iter().zip(expected.fields) {
            self.check(item, &field.kind);
        }
        if let Some(extra) = group.items.get(expected.fields.len())
            && extra.kind != Kind::Broken
        {
            self.add(
                codes::WRONG_TYPE,
                extra.span,
                format!("There is one value too many in `{}`.", expected.name),
                format!("Write `{form}`."),
            );
        }
        // What is missing has been said where something stands with a name.
        let missing = expected.fields.iter().skip(group.items.len());
        for field in missing.filter(|field| field.need == Need::InOrder && group.fields.is_empty())
        {
            let span = group.name.map_or(
                Span {
                    start: span.start,
                    end: span.start + 1,
                },
                |name| name.span,
            );
            self.add(
                codes::MISSING_FIELD,
                span,
                format!("`{}` has no {}.", expected.name, field.name),
                format!(
                    "Write `{form}`, such as {} for {}. {}",
                    example(&field.kind),
                    field.name,
                    field.about
                ),
            );
        }
    }
}
