//! The experiences on this machine.
