//! From an experience to the text of its manifest.
//!
//! The text is the same for the same experience: fields in the order of the format, what holds
//! anyway left out, short things on one line. Comments of a file that was read are not kept.

use ron::extensions::Extensions;

use crate::experience::Experience;
use crate::reader;
use crate::tree::{Kind, Node};

/// Columns of the longest line that holds a whole struct or list.
const WIDTH: usize = 100;

/// Writes an experience as a manifest.
///
/// Reading it again gives the same experience. Figures that are no numbers (`NaN`) can be written but
/// not read again, as in any manifest.
pub fn write(experience: &Experience) -> String {
    let options = options().with_default_extension(Extensions::EXPLICIT_STRUCT_NAMES);
    // The types hold only what RON has a form for, so there is always a text.
    let plain = options.to_string(experience).unwrap_or_default();
    let (root, _) = reader::read(&plain);
    let mut text = String::with_capacity(plain.len() * 2);
    lay_out(&root, 0, &mut text);
    text.push('\n');
    text
}

/// How the `ron` crate is set to read and write manifests, for those who want to use it directly.
pub fn options() -> ron::Options {
    ron::Options::default()
        .with_default_extension(Extensions::UNWRAP_NEWTYPES)
        .with_default_extension(Extensions::UNWRAP_VARIANT_NEWTYPES)
        .with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Writes a value that begins at the end of `text`, in lines that are indented by `depth`.
fn lay_out(node: &Node<'_>, depth: usize, text: &mut String) {
    let column = text.len() - text.rfind('\n').map_or(0, |at| at + 1);
    let mut line = String::new();
    let fits = depth > 0 && on_one_line(node, &mut line) && column + line.chars().count() < WIDTH;
    if fits {
        text.push_str(&line);
        return;
    }
    let (open, close) = brackets(node);
    text.push_str(&open);
    let mut part = |head: &dyn Fn(&mut String), value: &Node<'_>| {
        text.push('\n');
        text.push_str(&"    ".repeat(depth + 1));
        head(text);
        lay_out(value, depth + 1, text);
        text.push(',');
    };
    match &node.kind {
        Kind::Group(group) => {
            for field in group.fields.iter().filter(|field| !left_out(&field.value)) {
                part(&|text| text.extend([field.name.text, ": "]), &field.value);
            }
            let items = group.items.iter().filter(|item| !not_given(item));
            items.for_each(|item| part(&|_| {}, item));
        }
        Kind::List(items) => items.iter().for_each(|item| part(&|_| {}, item)),
        Kind::Map(entries) => {
            for (key, value) in entries {
                part(
                    &|text| {
                        scalar(key, text);
                        text.push_str(": ");
                    },
                    value,
                );
            }
        }
        _ => return scalar(node, text),
    }
    text.push('\n');
    text.push_str(&"    ".repeat(depth));
    text.push_str(&close);
}

/// Writes a value without line breaks; false if it is a thing that is easier to read in several.
fn on_one_line(node: &Node<'_>, text: &mut String) -> bool {
    let (open, close) = brackets(node);
    text.push_str(&open);
    let mut first = true;
    let mut separate = |text: &mut String| {
        if !std::mem::take(&mut first) {
            text.push_str(", ");
        }
    };
    let simple = match &node.kind {
        Kind::Group(group) => {
            let named = group.name.is_some_and(|name| name.text == "Scene");
            let fields = group
                .fields
                .iter()
                .filter(|field| !left_out(&field.value))
                .all(|field| {
                    separate(text);
                    text.extend([field.name.text, ": "]);
                    on_one_line(&field.value, text)
                });
            let mut given = group.items.iter().filter(|item| !not_given(item));
            let items = given.all(|item| {
                separate(text);
                on_one_line(item, text)
            });
            !named && fields && items
        }
        Kind::List(items) => items.iter().all(|item| {
            separate(text);
            on_one_line(item, text)
        }),
        Kind::Map(entries) => entries.iter().all(|(key, value)| {
            separate(text);
            scalar(key, text);
            text.push_str(": ");
            on_one_line(value, text)
        }),
        _ => {
            scalar(node, text);
            true
        }
    };
    text.push_str(&close);
    simple
}

/// What begins and ends a value that holds others.
fn brackets(node: &Node<'_>) -> (String, String) {
    match &node.kind {
        Kind::Group(group) => (
            format!("{}(", group.name.map_or("", |name| name.text)),
            ")".to_owned(),
        ),
        Kind::List(_) => ("[".to_owned(), "]".to_owned()),
        Kind::Map(_) => ("{".to_owned(), "}".to_owned()),
        _ => (String::new(), String::new()),
    }
}

/// Whether a value without a name is one that was left out.
fn not_given(value: &Node<'_>) -> bool {
    value.kind == Kind::Word("None")
}

/// Whether a field says nothing that does not hold anyway.
fn left_out(value: &Node<'_>) -> bool {
    match &value.kind {
        Kind::Word("None") => true,
        Kind::List(items) => items.is_empty(),
        Kind::Map(entries) => entries.is_empty(),
        _ => false,
    }
}

fn scalar(node: &Node<'_>, text: &mut String) {
    match &node.kind {
        Kind::Text(value) => quote(value, text),
        // A whole figure needs no decimals.
        Kind::Number(written) => text.push_str(written.strip_suffix(".0").unwrap_or(written)),
        Kind::Word(word) => text.push_str(word),
        _ => {}
    }
}

fn quote(value: &str, text: &mut String) {
    text.push('"');
    for character in value.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            _ if character.is_control() => {
                text.push_str(&format!("\\u{{{:x}}}", u32::from(character)))
            }
            _ => text.push(character),
        }
    }
    text.push('"');
}
