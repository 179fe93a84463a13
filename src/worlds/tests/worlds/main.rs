//! Worlds from files: what is read, what is refused, what happens in them.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod albums;
mod bad_input;
mod living;
mod reading;
#[path = "../support/mod.rs"]
mod support;
