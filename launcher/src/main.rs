//! The launcher as a program.

use std::io::Write;

use clap::{Parser, Subcommand};

/// Drives headsets from a tablet.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prints the description of the HTTP API (OpenAPI 3.1) and ends.
    Openapi,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    if let Some(Command::Openapi) = arguments.command {
        std::io::stdout().write_all(launcher::api::openapi::text()?.as_bytes())?;
    }
    Ok(())
}
