//! What the integration tests share.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test program uses its own part of this"
)]
#![allow(clippy::unwrap_used, reason = "a test may")]

pub mod films;
pub mod headset;
pub mod heard;
pub mod home;
pub mod monado;
pub mod pictures;
pub mod relay;
pub mod screen;
pub mod shores;
pub mod theatre;
