//! The launcher: what a caregiver's tablet talks to, and what drives the headsets.
//!
//! It holds what each headset *should* be doing and what each *reports*, and brings the two
//! together through [`protocol`]; see [`state`]. Tablets speak HTTP and a socket of events
//! ([`api`]); headsets speak WebSocket on a listener of their own.
//!
//! Who works and lives here, and what was done, stands in the records of the home ([`home`]); who may do
//! what is decided in one place ([`access`]).
//!
//! Deliberately absent: pairing and encryption. Until they exist it listens on loopback only. It plays no
//! film and renders no view but the posters.

pub mod access;
pub mod api;
pub mod clock;
pub mod films;
pub mod guard;
pub mod home;
pub mod housekeeping;
pub mod launcher;
pub mod link;
pub mod names;
pub mod obstacle;
pub mod pictures;
pub mod posters;
pub mod problem;
pub mod recorder;
pub mod reports;
pub mod residents;
pub mod rules;
pub mod sample;
pub mod search;
pub mod server;
pub mod shelf;
pub mod starting;
pub mod state;
pub mod store;
pub mod suggest;
pub mod uploads;
pub mod words;
