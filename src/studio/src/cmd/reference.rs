//! `studio reference`: the whole format on one page, made from the table that `check` goes by.

use std::io::Write;
use std::process::ExitCode;

use manifest::schema::{self, Field, Kind, MediaKind, Need, Range, Word};
use manifest::{Code, FORMAT};

/// Print the reference of the format, as Markdown.
#[derive(clap::Args)]
pub(crate) struct Arguments {}

/// A manifest of ten lines that is right.
const EXAMPLE: &str = include_str!("../example.ron");

pub(crate) fn run(_: &Arguments) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    write!(out, "{}", page())?;
    Ok(ExitCode::SUCCESS)
}

fn page() -> String {
    let mut page = format!(
        "# The experience format, version {FORMAT}\n\n\
         An experience is a folder with the name of its `id`. In it stands `experience.ron`, a text in UTF-8, and \
         beside it a folder `media` with the photos, films, sounds and captions. A small one, all of it:\n\n```ron\n{EXAMPLE}```\n\n\
         Fields stand as `name: value` with commas between, in any order, `format` first. `//` begins a comment. \
         Angles are degrees: yaw to the right is +, pitch up is +. Paths go from the folder of the experience, with `/`. \
         Texts stand in every language of {}; more may be added. Unknown fields are errors.\n",
        languages()
    );
    for one in schema::structs() {
        page += &format!("\n## {}\n\n{}\n", one.name, one.about);
        if !one.fields.is_empty() {
            page += "\n| field | value | left out | meaning |\n|---|---|---|---|\n";
        }
        for field in one.fields {
            page += &row(field);
        }
        for (field, words) in one
            .fields
            .iter()
            .filter_map(|field| Some((field.name, words(&field.kind)?)))
        {
            page += &format!("\nWords for `{field}`:\n\n");
            for Word { name, about } in words {
                page += &format!("- `{name}`: {about}\n");
            }
        }
    }
    page += "\n## Codes\n\n`studio explain CODE` prints one of these.\n";
    for code in Code::all() {
        let about = code.page();
        page += &format!(
            "\n### {} {}\n\n{} {}\n",
            about.code, about.name, about.meaning, about.instead
        );
        if !about.wrong.is_empty() {
            page += &format!("\n- wrong: `{}`\n- right: `{}`\n", about.wrong, about.right);
        }
    }
    page
}

fn row(field: &Field) -> String {
    let need = match field.need {
        Need::Always | Need::InOrder => "must be there",
        Need::Else(value) | Need::InOrderElse(value) => value,
    };
    format!(
        "| `{}` | {} | {} | {} |\n",
        field.name,
        value(&field.kind),
        need,
        field.about
    )
}

fn value(kind: &Kind) -> String {
    match kind {
        Kind::Format => format!("`{FORMAT}`"),
        Kind::Id => "an id: `\"a-z, 0-9 and -\"`".to_owned(),
        Kind::Scene => "the id of a scene".to_owned(),
        Kind::Ref(what) => format!("the name of {}", what.about()),
        Kind::Named(inner) => format!("`{{\"name\": …}}`, each {}", value(inner)),
        Kind::Text(longest) => format!("a text of at most {longest} letters"),
        Kind::Whole(range) => format!("a whole number of {}", figures(range)),
        Kind::Number(range) => figures(range),
        Kind::Years => "`(first, last)`".to_owned(),
        Kind::File(media) => format!("a {} ({})", media.name(), endings(*media)),
        Kind::Truth => "`true` or `false`".to_owned(),
        Kind::Word(words) => words
            .iter()
            .map(|word| format!("`{}`", word.name))
            .collect::<Vec<_>>()
            .join(", "),
        Kind::Struct(one) => format!("`{}`", one.example()),
        Kind::OneOf(several) => several
            .iter()
            .map(|one| format!("`{}`", one.example()))
            .collect::<Vec<_>>()
            .join(" or "),
        Kind::List(inner) => format!("`[…]` of {}", value(inner)),
        Kind::Localized(inner) => format!("`{{\"sv\": …, \"en\": …}}`, each {}", value(inner)),
        Kind::LocalizedOrNone(inner) => {
            format!(
                "`{{\"sv\": …, \"en\": …}}`, each {}, or `{{}}`",
                value(inner)
            )
        }
        Kind::Prompts(0) => "`{\"sv\": […], \"en\": […]}`, texts".to_owned(),
        Kind::Prompts(least) => {
            format!("`{{\"sv\": […], \"en\": […]}}`, at least {least} texts each")
        }
        Kind::Scenes(one) => format!("`{{\"id\": {}(…), …}}`", one.name),
    }
}

fn figures(Range { from, to, unit, .. }: &Range) -> String {
    format!("{unit}, {from} to {to}")
}

fn endings(media: MediaKind) -> String {
    media
        .endings()
        .iter()
        .map(|ending| format!(".{ending}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn words(kind: &Kind) -> Option<&'static [Word]> {
    match kind {
        Kind::Word(words) => Some(words),
        _ => None,
    }
}

fn languages() -> String {
    schema::LANGUAGES
        .iter()
        .map(|(tag, name)| format!("{name} (`{tag}`)"))
        .collect::<Vec<_>>()
        .join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_right() {
        manifest::parse(EXAMPLE.as_bytes()).unwrap();
    }

    #[test]
    fn every_field_and_every_code_is_on_the_page() {
        let page = page();
        for one in schema::structs() {
            assert!(page.contains(&format!("## {}\n", one.name)));
            for field in one.fields {
                assert!(
                    page.contains(&format!("| `{}` |", field.name)),
                    "{}",
                    field.name
                );
            }
        }
        assert!(Code::all().all(|code| page.contains(&format!("### {code} "))));
    }
}
