//! `studio explain`: the page of a code.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, bail};
use manifest::{Code, Severity};

use crate::paint;

/// Explain a code such as E0107; without one, list them all.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The code, as `studio check` prints it.
    code: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut out = anstream::stdout().lock();
    match &arguments.code {
        Some(written) => explain(&mut out, find(written)?)?,
        None => {
            for code in Code::all() {
                let page = code.page();
                writeln!(
                    out,
                    "{}  {:20} {}",
                    paint::bold(page.code),
                    page.name,
                    page.instead
                )?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn find(written: &str) -> anyhow::Result<Code> {
    if let Some(code) = Code::find(written) {
        return Ok(code);
    }
    let by_name = Code::all().find(|code| code.page().name == written);
    let near = manifest::nearest(written, Code::all().map(Code::as_str));
    match (by_name, near) {
        (Some(code), _) => Ok(code),
        (None, Some(near)) => bail!("There is no code {written:?}. Perhaps you mean {near}."),
        (None, None) => None.with_context(|| {
            format!("There is no code {written:?}. `studio explain` lists them all.")
        }),
    }
}

fn explain(out: &mut impl Write, code: Code) -> anyhow::Result<()> {
    let page = code.page();
    let kind = match code.severity() {
        Severity::Error => "error: the experience is not shown",
        Severity::Warning => "warning: the experience is shown all the same",
    };
    writeln!(
        out,
        "{}\n({kind})\n",
        paint::bold(&format!("{} {}", page.code, page.name))
    )?;
    writeln!(out, "{}\n\n{}", page.meaning, page.instead)?;
    if !page.wrong.is_empty() {
        writeln!(out, "\n  wrong  {}\n  right  {}", page.wrong, page.right)?;
    }
    Ok(())
}
