//! The launcher as a program. `launcher --help` says what it takes.

use std::{
    io::{IsTerminal, Write},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use clap::{Parser, Subcommand};
use launcher::{
    api::openapi,
    server::{NotLoopback, Server, Settings, default_state_folder, loopback_only},
};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// Drives headsets from a tablet.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Where browsers are answered: an address of this machine itself. Port 0 takes any that is free.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8750", value_parser = address)]
    listen: SocketAddr,
    /// Where headsets link: an address of this machine itself. Port 0 takes any that is free.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8751", value_parser = address)]
    headset_listen: SocketAddr,
    /// The folder of experiences.
    #[arg(long, value_name = "DIR", default_value = "experiences")]
    experiences: PathBuf,
    /// The folder for what must survive a restart [default: $XDG_STATE_HOME/utsikt].
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
    /// Fills a home in which nothing is kept yet with made-up people, and prints their PINs.
    #[arg(long)]
    sample: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prints the description of the HTTP API (OpenAPI 3.1) and ends.
    Openapi,
}

fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    if let Some(Command::Openapi) = arguments.command {
        std::io::stdout().write_all(openapi::text()?.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let state = arguments
        .state
        .or_else(default_state_folder)
        .context("no home folder is known; say where to keep state with --state DIR")?;
    serve(Settings {
        listen: arguments.listen,
        headset_listen: arguments.headset_listen,
        experiences: arguments.experiences,
        state,
        sample: arguments.sample,
    })?;
    Ok(ExitCode::SUCCESS)
}

#[tokio::main]
async fn serve(settings: Settings) -> anyhow::Result<()> {
    // Before the ready line, so that whoever waits for it can end us at once.
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    let server = Server::start(&settings).await?;
    let mut out = std::io::stdout();
    // In one piece, so that whoever reads the first line has them all.
    out.write_all((server.ready_lines().join("\n") + "\n").as_bytes())?;
    out.flush()?;
    let told_to_end = async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
    };
    Ok(server.run(told_to_end).await?)
}

/// Reads an address and refuses what other machines can reach; the program then ends with code 2.
fn address(text: &str) -> Result<SocketAddr, AddressError> {
    let address = text.parse().map_err(|_| AddressError::Unreadable)?;
    loopback_only(address).map_err(AddressError::NotLoopback)
}

#[derive(Debug, thiserror::Error)]
enum AddressError {
    #[error("write an address and a port, such as 127.0.0.1:8750 or [::1]:8750")]
    Unreadable,
    #[error(transparent)]
    NotLoopback(NotLoopback),
}
