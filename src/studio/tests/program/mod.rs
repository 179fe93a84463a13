//! The program under test.

use std::process::Command;

/// The program, without the colours that the surroundings may ask for.
pub(crate) fn studio() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_studio"));
    program.env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
    program
}
