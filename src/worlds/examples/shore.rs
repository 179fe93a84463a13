//! Writes the small world that tests are made with, to look at it: `shore out.glb`.
#![allow(
    clippy::unwrap_used,
    reason = "an example says what is wrong by ending"
)]

#[path = "../tests/support/mod.rs"]
mod support;

fn main() {
    let path = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "shore.glb".to_owned());
    std::fs::write(path, support::shore().bytes()).unwrap();
}
