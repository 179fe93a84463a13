//! Messages and machines from outside: each alone, and both against each other.

#![allow(
    clippy::unwrap_used,
    reason = "in tests a failure is what it should be: loud"
)]

mod clock;
mod headsets;
mod link;
mod messages;
mod own;
mod simulation;
mod together;
