//! `studio`: the content maker's tool. Start an experience, check it, measure its sounds, look things up.
//!
//! One file a verb in [`cmd`]. It ends with 0 when all is well, 1 when what it checked has errors,
//! 2 when it could not do what it was asked (wrong words on the command line, a disk that refuses).

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod cmd;
mod files;
mod paint;

/// Make experiences for Utsikt: start one, check it, look up a problem.
#[derive(Parser)]
#[command(name = "studio", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    New(cmd::new::Arguments),
    Check(cmd::check::Arguments),
    Loudness(cmd::loudness::Arguments),
    Explain(cmd::explain::Arguments),
    Reference(cmd::reference::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().verb {
        Verb::New(arguments) => cmd::new::run(&arguments),
        Verb::Check(arguments) => cmd::check::run(&arguments),
        Verb::Loudness(arguments) => cmd::loudness::run(&arguments),
        Verb::Explain(arguments) => cmd::explain::run(&arguments),
        Verb::Reference(arguments) => cmd::reference::run(&arguments),
    };
    outcome.unwrap_or_else(|error| {
        // A reader that has seen enough, as in `studio reference | head`, is no trouble.
        let pipe = error
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe);
        if pipe {
            return ExitCode::SUCCESS;
        }
        anstream::eprintln!("{}", paint::refusal(&format!("{error:#}")));
        ExitCode::from(2)
    })
}
