//! Holds the tree of a file against the [table of the format](crate::schema) and lists all that is wrong.
//!
//! Every value is looked at, also beside a broken one. How scenes hang together is looked at in
//! [`crate::references`].

use std::collections::HashSet;

use crate::codes::{self, Code};
use crate::experience::FORMAT;
use crate::parse::{MediaUse, Purpose};
use crate::paths;
use crate::problem::Problem;
use crate::schema::{Field, Kind, LANGUAGES, MediaKind, Need, Range, Ref, Struct, Word};
use crate::source::{Source, Span};
use crate::suggest::nearest;
use crate::tree::{self, Group, Node, shortened};

mod in_order;
mod purposes;
mod relations;
mod texts;

pub use texts::{as_id, is_id};

/// Problems that are listed before the rest is left out.
const MOST_PROBLEMS: usize = 300;

/// Collects what is wrong, with its place.
pub(crate) struct Findings<'s> {
    source: &'s Source<'s>,
    pub(crate) problems: Vec<Problem>,
    /// The files that are named and may be looked for.
    pub(crate) media: Vec<MediaUse>,
    /// The names of other things that are used.
    pub(crate) names: Vec<NameUse>,
    /// The number of the scene that is looked at.
    scene: Option<usize>,
}

/// A name that stands for something else.
pub(crate) struct NameUse {
    pub(crate) what: Ref,
    pub(crate) name: String,
    pub(crate) span: Span,
    /// The number of the scene it stands in; none for what holds in all of them.
    pub(crate) scene: Option<usize>,
}

impl<'s> Findings<'s> {
    pub(crate) fn new(source: &'s Source<'s>) -> Self {
        Self {
            source,
            problems: Vec::new(),
            media: Vec::new(),
            names: Vec::new(),
            scene: None,
        }
    }

    pub(crate) fn add(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        instead: impl Into<String>,
    ) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem::new(
                code,
                self.source.place(span),
                message,
                instead,
            ));
        } else if self.problems.len() == MOST_PROBLEMS {
            let message =
                format!("There are more than {MOST_PROBLEMS} problems; the rest are not listed.");
            let place = self.source.place(span);
            self.problems.push(Problem::new(
                codes::TOO_MANY_PROBLEMS,
                place,
                message,
                "Put these right, then check again.",
            ));
        }
    }

    /// Looks at a struct: its name, its fields and what they hold.
    pub(crate) fn check_struct(&mut self, node: &Node<'_>, expected: &Struct) {
        let Some(group) = self.group(node, expected) else {
            return;
        };
        let media = self.media.len();
        self.check_fields(group, node.span, expected);
        self.note_purposes(node, group, expected, media);
    }

    fn group<'n, 'a>(&mut self, node: &'n Node<'a>, expected: &Struct) -> Option<&'n Group<'a>> {
        match &node.kind {
            tree::Kind::Group(group) => {
                if let Some(name) = group.name.filter(|name| name.text != expected.name) {
                    if name.text == "Some" {
                        self.wrong_type(node, &format!("`{}(…)`", expected.name));
                        return None;
                    }
                    let message = format!("`{}` can't stand here.", shortened(name.text));
                    self.add(
                        codes::UNKNOWN_WORD,
                        name.span,
                        message,
                        format!("Write `{}(…)`.", expected.name),
                    );
                    // Another word before the bracket is another thing: its fields say nothing.
                    return None;
                }
                Some(group)
            }
            tree::Kind::Broken => None,
            _ => {
                self.wrong_type(node, &format!("`{}(…)`", expected.name));
                None
            }
        }
    }

    fn check_fields(&mut self, group: &Group<'_>, span: Span, expected: &Struct) {
        if expected.is_in_order() {
            return self.check_in_order(group, span, expected);
        }
        let mut seen = HashSet::new();
        for field in &group.fields {
            let name = field.name.text;
            if !seen.insert(name) {
                let message = format!(
                    "`{}` stands twice in this `{}`.",
                    shortened(name),
                    expected.name
                );
                self.add(
                    codes::DUPLICATE_FIELD,
                    field.name.span,
                    message,
                    "Keep one of them.",
                );
            }
            match expected.fields.iter().find(|known| known.name == name) {
                Some(known) => self.check(&field.value, &known.kind),
                None => self.unknown_field(field, expected),
            }
        }
        for item in &group.items {
            if item.kind != tree::Kind::Broken {
                let message = format!("Here stands {} without a name.", item.describe());
                self.add(
                    codes::SYNTAX,
                    item.span,
                    message,
                    "Write it as `name: value`.",
                );
            }
        }
        for missing in expected
            .fields
            .iter()
            .filter(|field| field.need == Need::Always)
        {
            if group.get(missing.name).is_none() {
                self.missing_field(group, span, expected, missing);
            }
        }
        self.check_relations(group, expected);
    }

    fn unknown_field(&mut self, field: &tree::Field<'_>, expected: &Struct) {
        let names = || expected.fields.iter().map(|known| known.name);
        let written = field.name.text;
        let message = format!("`{}` has no field `{}`.", expected.name, shortened(written));
        let instead = match nearest(written, names()) {
            Some(name) => format!("Write `{name}`."),
            None => format!("Take it away. The fields here are {}.", listed(names())),
        };
        self.add(codes::UNKNOWN_FIELD, field.name.span, message, instead);
    }

    fn missing_field(&mut self, group: &Group<'_>, span: Span, expected: &Struct, missing: &Field) {
        let span = group.name.map_or(
            Span {
                start: span.start,
                end: span.start + 1,
            },
            |name| name.span,
        );
        let message = format!("`{}` has no `{}`.", expected.name, missing.name);
        let (code, example) = match missing.kind {
            Kind::Format => (codes::FORMAT_MISSING, format!("format: {FORMAT}")),
            _ => (
                codes::MISSING_FIELD,
                format!("{}: {}", missing.name, example(&missing.kind)),
            ),
        };
        self.add(
            code,
            span,
            message,
            format!("Add `{example}`. {}", missing.about),
        );
    }

    fn check(&mut self, node: &Node<'_>, kind: &Kind) {
        if node.kind == tree::Kind::Broken {
            return;
        }
        match kind {
            // The number of the format has been looked at before anything else.
            Kind::Format => {}
            Kind::Id | Kind::Scene => {
                if let Some(id) = self.text(node) {
                    self.check_id(id, node.span);
                }
            }
            // What it stands for is looked for when all names are known.
            Kind::Ref(what) => {
                if let Some(name) = self.text(node) {
                    self.names.push(NameUse {
                        what: *what,
                        name: name.to_owned(),
                        span: node.span,
                        scene: self.scene,
                    });
                }
            }
            Kind::Text(longest) => self.check_text(node, *longest),
            Kind::Whole(range) => self.check_whole(node, range),
            Kind::Number(range) => self.check_number(node, range),
            Kind::Years => self.check_years(node),
            Kind::File(media) => self.check_file(node, *media),
            Kind::Truth => self.check_truth(node),
            Kind::Word(words) => self.check_word(node, words),
            Kind::Struct(expected) => self.check_struct(node, expected),
            Kind::OneOf(variants) => self.check_variant(node, variants),
            Kind::List(inner) => match &node.kind {
                tree::Kind::List(items) => items.iter().for_each(|item| self.check(item, inner)),
                _ => self.wrong_type(node, &format!("a list such as `[{}]`", example(inner))),
            },
            Kind::LocalizedOrNone(_) if node.kind == tree::Kind::Map(Vec::new()) => {}
            Kind::Localized(inner) | Kind::LocalizedOrNone(inner) => {
                let each = match inner {
                    Kind::File(media) => media.name(),
                    _ => "text",
                };
                self.check_languages(node, each, |findings, value| findings.check(value, inner));
            }
            Kind::Prompts(least) => self.check_prompts(node, *least),
            Kind::Scenes(scene) => self.check_scenes(node, scene),
            Kind::Named(inner) => self.check_named(node, inner),
        }
    }

    fn check_named(&mut self, node: &Node<'_>, inner: &Kind) {
        let tree::Kind::Map(entries) = &node.kind else {
            let expected = format!("things by name such as `{{\"name\": {}}}`", example(inner));
            return self.wrong_type(node, &expected);
        };
        self.check_keys(entries);
        for (key, value) in entries {
            if let Some(id) = self.text(key) {
                self.check_id(id, key.span);
            }
            self.check(value, inner);
        }
    }

    fn check_scenes(&mut self, node: &Node<'_>, scene: &Struct) {
        let tree::Kind::Map(entries) = &node.kind else {
            return self.wrong_type(node, "scenes by id such as `{\"shore\": Scene(…)}`");
        };
        self.check_keys(entries);
        for (number, (key, value)) in entries.iter().enumerate() {
            if let Some(id) = self.text(key) {
                self.check_id(id, key.span);
            }
            self.scene = Some(number);
            self.check_struct(value, scene);
        }
        self.scene = None;
        if entries.is_empty() {
            let example = "Add one: `\"shore\": Scene(view: Photo(file: \"media/shore.jpg\"))`.";
            self.add(
                codes::NO_SCENES,
                node.span,
                "There is no scene, so there is nothing to see.",
                example,
            );
        }
    }

    /// Reports keys that stand twice.
    fn check_keys(&mut self, entries: &[(Node<'_>, Node<'_>)]) {
        let mut seen = HashSet::new();
        for (key, _) in entries {
            if let Some(text) = key.text()
                && !seen.insert(text)
            {
                let message = format!("\"{}\" stands twice here.", shortened(text));
                self.add(
                    codes::DUPLICATE_KEY,
                    key.span,
                    message,
                    "Keep one of them, or give one another name.",
                );
            }
        }
    }

    fn check_variant(&mut self, node: &Node<'_>, variants: &[&Struct]) {
        let names = || variants.iter().map(|variant| variant.name);
        let one_of = listed(variants.iter().map(|variant| variant.example()));
        let (name, span) = match &node.kind {
            tree::Kind::Group(Group {
                name: Some(name), ..
            }) => (name.text, name.span),
            tree::Kind::Word(word) => (*word, node.span),
            _ => return self.wrong_type(node, &one_of),
        };
        match variants.iter().find(|variant| variant.name == name) {
            Some(word) if word.fields.is_empty() => {
                if !matches!(node.kind, tree::Kind::Word(_)) {
                    self.wrong_type(node, &format!("`{}` without a bracket", word.name));
                }
            }
            Some(variant) => self.check_struct(node, variant),
            None => {
                let message = format!("`{}` can't stand here.", shortened(name));
                let meant = nearest(name, names())
                    .and_then(|meant| variants.iter().find(|variant| variant.name == meant));
                let instead = match meant {
                    Some(meant) => format!("Write `{}`.", meant.example()),
                    None => format!("Write {one_of}."),
                };
                self.add(codes::UNKNOWN_WORD, span, message, instead);
            }
        }
    }

    fn check_word(&mut self, node: &Node<'_>, words: &[Word]) {
        let names = || words.iter().map(|word| word.name);
        let written = match &node.kind {
            tree::Kind::Word(written) if *written != "None" => *written,
            tree::Kind::Text(text) if names().any(|name| name == text) => {
                let instead = format!("Write `{text}` without quotes.");
                return self.add(
                    codes::WRONG_TYPE,
                    node.span,
                    "A word has no quotes.",
                    instead,
                );
            }
            _ => return self.wrong_type(node, &listed(names())),
        };
        if names().any(|name| name == written) {
            return;
        }
        let message = format!("`{}` can't stand here.", shortened(written));
        let instead = match nearest(written, names()) {
            Some(meant) => format!("Write `{meant}`. ({} can stand here.)", listed(names())),
            None => format!("Write {}.", listed(names())),
        };
        self.add(codes::UNKNOWN_WORD, node.span, message, instead);
    }

    fn check_truth(&mut self, node: &Node<'_>) {
        if !matches!(node.kind, tree::Kind::Word("true" | "false")) {
            self.wrong_type(node, "`true` or `false`");
        }
    }

    fn check_whole(&mut self, node: &Node<'_>, range: &Range) {
        let whole = node
            .whole()
            .is_some_and(|value| (range.from..=range.to).contains(&(value as f32)));
        if !whole {
            self.outside(node, range, "a whole number");
        }
    }

    fn check_number(&mut self, node: &Node<'_>, range: &Range) {
        if !node
            .number()
            .is_some_and(|value| (range.from..=range.to).contains(&value))
        {
            self.outside(node, range, "a number");
        }
    }

    fn outside(&mut self, node: &Node<'_>, range: &Range, kind: &str) {
        let Range {
            from,
            to,
            unit,
            code,
        } = range;
        let Some(value) = node.number() else {
            return self.wrong_type(node, &format!("{kind} of {unit}, {from} to {to},"));
        };
        let message = if (*from..=*to).contains(&value) {
            format!("{} {unit} is not {kind}.", shortened(written(node)))
        } else {
            format!(
                "{} {unit} is outside {from} to {to}.",
                shortened(written(node))
            )
        };
        self.add(
            *code,
            node.span,
            message,
            format!("Write {kind} from {from} to {to}."),
        );
    }

    fn check_years(&mut self, node: &Node<'_>) {
        let expected = "two years such as `(1950, 1980)`";
        let Some([first, last]) = node
            .group()
            .filter(|group| group.name.is_none() && group.fields.is_empty())
            .map(|group| group.items.as_slice())
        else {
            return self.wrong_type(node, expected);
        };
        let years = [first, last].map(|year| year.whole());
        match years {
            [Some(from), Some(to)]
                if (1800..=2100).contains(&from) && (1800..=2100).contains(&to) && from <= to => {}
            [Some(from), Some(to)] if from > to => {
                let message = format!("The years go from {from} back to {to}.");
                self.add(
                    codes::YEARS,
                    node.span,
                    message,
                    format!("Write `({to}, {from})`."),
                );
            }
            [Some(_), Some(_)] => {
                self.add(
                    codes::YEARS,
                    node.span,
                    "The years are not between 1800 and 2100.",
                    "Write the years as `(1950, 1980)`.",
                );
            }
            _ => self.wrong_type(node, expected),
        }
    }

    fn check_file(&mut self, node: &Node<'_>, media: MediaKind) {
        let Some(path) = self.text(node) else { return };
        match paths::inside(path).and_then(|()| paths::ending(path, media)) {
            Ok(()) => {
                let place = self.source.place(node.span);
                self.media.push(MediaUse {
                    path: path.to_owned(),
                    kind: media,
                    purpose: Purpose::Other,
                    place,
                });
            }
            Err((code, message, instead)) => self.add(code, node.span, message, instead),
        }
    }

    fn wrong_type(&mut self, node: &Node<'_>, expected: &str) {
        let instead = match &node.kind {
            tree::Kind::Group(Group {
                name: Some(name), ..
            }) if name.text == "Some" => "Write the value itself, without `Some( )`.".to_owned(),
            tree::Kind::Word("None") => "Leave the field out.".to_owned(),
            _ => format!("Write {expected}."),
        };
        let message = format!("Here stands {}, where {expected} belongs.", node.describe());
        self.add(codes::WRONG_TYPE, node.span, message, instead);
    }
}

/// A value such as may stand there.
fn example(kind: &Kind) -> String {
    match kind {
        Kind::Format => FORMAT.to_string(),
        Kind::Id => "\"my-experience\"".to_owned(),
        Kind::Scene => "\"shore\"".to_owned(),
        Kind::Ref(_) => "\"name\"".to_owned(),
        Kind::Text(_) => "\"…\"".to_owned(),
        Kind::Whole(range) | Kind::Number(range) => range.to.min(60.0).to_string(),
        Kind::Years => "(1950, 1980)".to_owned(),
        Kind::File(MediaKind::Photo) => "\"media/shore.jpg\"".to_owned(),
        Kind::File(MediaKind::Film) => "\"media/walk.mp4\"".to_owned(),
        Kind::File(MediaKind::Sound) => "\"media/waves.ogg\"".to_owned(),
        Kind::File(MediaKind::Captions) => "\"media/told.vtt\"".to_owned(),
        Kind::File(MediaKind::Model) => "\"media/room.glb\"".to_owned(),
        Kind::Truth => "true".to_owned(),
        Kind::Word(words) => words.first().map_or("", |word| word.name).to_owned(),
        Kind::Struct(one) => one.example(),
        Kind::OneOf(variants) => variants.first().map_or(String::new(), |one| one.example()),
        Kind::List(inner) => format!("[{}]", example(inner)),
        Kind::Localized(inner) | Kind::LocalizedOrNone(inner) => {
            let entries: Vec<_> = LANGUAGES
                .iter()
                .map(|(tag, _)| format!("\"{tag}\": {}", example(inner)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Kind::Prompts(_) => "{\"sv\": [\"…\"], \"en\": [\"…\"]}".to_owned(),
        Kind::Scenes(_) => "{\"shore\": Scene(…)}".to_owned(),
        Kind::Named(inner) => format!("{{\"name\": {}}}", example(inner)),
    }
}

/// `` `a`, `b` or `c` ``
fn listed<S: AsRef<str>>(names: impl Iterator<Item = S>) -> String {
    let mut names: Vec<_> = names.map(|name| format!("`{}`", name.as_ref())).collect();
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} or {last}", names.join(", ")),
        None => String::new(),
    }
}

fn written<'a>(node: &Node<'a>) -> &'a str {
    match node.kind {
        tree::Kind::Number(written) => written,
        _ => "",
    }
}
