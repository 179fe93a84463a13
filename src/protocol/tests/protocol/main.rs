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

use protocol::{HeadsetId, Hello, Mode};

/// How the one headset of most tests introduces itself.
fn hello() -> Hello {
    Hello {
        protocol: protocol::VERSION,
        id: HeadsetId("h1".into()),
        boot: "b1".into(),
        name: "Glasögon 1".into(),
        version: "0.1.0".into(),
        mode: Mode::Offscreen,
        desired: None,
    }
}
