//! Who may do what: tablets that belong here, people who log in at them, and one check before every route.
//!
//! ```text
//! request ─► routing ─► layer: which operation? ─► policy: for whom? ─► Door: who is it? ─► handler(Actor)
//! ```
//!
//! - [`policy`] has one table of all operations. What is not in it is refused.
//! - [`Door`] knows tablets by their cookie and people by a second one, and lets both in and out.
//! - [`limits`] says how long a login lasts, [`pins`] keeps PINs, [`tokens`] makes secrets, [`cookies`] carries them.
//!
//! A tablet is let in by a code that an admin makes, the very first one by the code that the launcher
//! prints when it starts without an admin. Codes, tokens and PINs are never logged and kept as hashes only.
//!
//! Deliberately absent: encryption (it listens on loopback), locks by network address (a home has one),
//! and anything that ends a session in a headset: a login that ends leaves residents where they are.

mod actor;
pub mod cookies;
mod door;
pub mod layer;
pub mod limits;
pub mod pins;
pub mod policy;
mod refusal;
pub mod tokens;

pub use actor::{Actor, AtTablet, LoggedIn};
pub use door::{Door, FirstAdmin, INVITATION, State};
pub use refusal::Refusal;
