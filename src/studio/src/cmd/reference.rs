//! `studio reference`: the whole format on one page, made from the table that `check` goes by.

use std::io::Write;
use std::process::ExitCode;

use manifest::schema::{self, Field, Kind, MediaKind, Need, Range, Word};
use manifest::{Code, FORMAT, WorldKind, world};

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
    page += RULES;
    let all = schema::structs();
    for one in &all {
        // Some words stand for several things: `After` is a way on, and starts a rule.
        let alone = all.iter().filter(|other| other.name == one.name).count() == 1;
        let role = match one {
            _ if alone => "",
            slot if slot.is_slot() => " (slot)",
            rule if rule.about.starts_with("A trigger") => " (trigger)",
            moment if moment.is_in_order() => " (timeline)",
            _ => "",
        };
        page += &format!("\n## {}{role}\n\n{}\n", one.name, one.about);
        if one.is_in_order() {
            page += &format!("\nWritten `{}`, without the names.\n", one.signature());
        }
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
    page += &worlds();
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

/// How rules go, for which no one field is the place.
const RULES: &str = "
## What happens in a scene

A rule is `When(trigger, [actions])`, in the `behaviours` of a scene or of the experience. When its trigger comes \
about, its actions are done one after the other; `Wait` holds up that rule only. It is done again each time the \
trigger comes about anew, and what would start it while it is being done is let pass.

- Looks (`Gazed`, `LookedAway`), taps (`Cue`) and `Idle` happen again and again. `Entered`, `After`, `Counted` and \
`Filled` come true once and stay so: in a scene, for each visit to it; in the experience, for the session.
- Time is what has been played. A pause and a lifted headset hold rules as they hold everything.
- A rule leads on (`GoTo`) after five seconds in a scene at the soonest. The caregiver's taps go before.
- A resident's own dwell decides how long a look lasts before it is answered; a dwell that is written is for somebody \
with the usual 1.2 seconds, and longer or shorter in proportion for others. While something is looked at, a ring \
fills; looking away empties it slowly.
- `studio check` finds rules that never start. `studio check --play 60` plays the experience through with somebody \
made up, and prints what happened.

A resident's own photos, films, songs and words lie in the folder `slots` beside the manifest, in a folder for each \
slot with its name, and come in the order of their names. While there are none, a slot has its `samples`. A file that \
can't be used is left out; the others are there.
";

/// What there is in each world.
fn worlds() -> String {
    let listed = |names: &[&str]| {
        let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
        names.join(", ")
    };
    let mut page = "\n## What there is in the worlds\n\n\
         | world | to look at | to make happen with `Animate` | to be heard with `Play` |\n|---|---|---|---|\n"
        .to_owned();
    let kinds = WorldKind::ALL.into_iter();
    let all = kinds.map(|kind| (kind.name(), *world::of(kind)));
    for (name, names) in all.chain([("an album's room", world::ALBUM)]) {
        page += &format!(
            "| {name} | {} | {} | {} |\n",
            listed(names.targets),
            listed(names.happenings),
            listed(names.sounds)
        );
    }
    page + &format!(
        "\nTunes that `Play` knows everywhere: {}.\n",
        listed(world::TUNES)
    )
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
        for kind in WorldKind::ALL {
            let names = world::of(kind);
            for name in names.targets.iter().chain(names.happenings) {
                assert!(page.contains(&format!("`{name}`")), "{name}");
            }
        }
        assert!(page.contains("Written `Gazed(target, dwell)`"));
        assert!(Code::all().all(|code| page.contains(&format!("### {code} "))));
    }
}
