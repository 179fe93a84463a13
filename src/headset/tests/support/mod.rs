//! What the integration tests share.
#![allow(dead_code, reason = "each test program uses its own part of this")]

pub mod monado;
