//! What the launcher and a headset say to each other, and how both keep to the truth.
//!
//! A headset opens one WebSocket to the launcher. Over it go text messages, each one JSON value
//! ([`ToLauncher`], [`ToHeadset`]), and as binary messages pictures to the launcher ([`picture`]) and pieces of a
//! resident's own files to the headset ([`own`]).
//!
//! ```text
//! headset                                   launcher
//!   Hello {id, boot, name, desired, …}  ──▶   compares what the headset was last told with what it wants
//!                                       ◀──   Welcome        (or Refused {code, text} and the end)
//!                                       ◀──   Desired {revision, target}   again until acknowledged
//!   Report {desired, state, …}          ──▶   at each change and at least once a second
//!                                       ◀──   Ping           once a second
//!   Pong                                ──▶
//!                                       ◀──   Watch {on}     while someone looks
//!   picture 1, picture 2, …             ──▶
//!   Fetch {hash, from}                  ──▶    a resident's own files, before a session
//!                                       ◀──   piece 1, piece 2, …
//!   Clock {asked}                       ──▶    often at first, then a little more than once a second
//!                                       ◀──   Clock {asked, received, answered}
//! ```
//!
//! Everything the launcher wants is **state**, never a command: a [`Desired`] says all of it, its
//! `revision` says which is newer, and sending it twice does nothing twice. What happens once
//! (face forward, next scene, a cue of the experience) is a counter in that state. So a broken network, a killed launcher and a
//! killed headset are all mended the same way: the whole state is sent again.
//!
//! Several headsets begin together at a moment of the launcher's clock ([`Together`]), which each of them knows from
//! asking for it ([`clock`]); one that comes later is told where the others are ([`Play::resume`]).
//!
//! Here stand the messages and two pure machines, [`headset::Link`] and [`launcher::Headsets`]. Time
//! and messages come in, messages and events go out. No clock, no socket, no thread, no randomness;
//! those belong to the programs. Not here either: pairing and encryption, which concern the
//! transport.

pub mod clock;
mod desired;
pub mod headset;
pub mod launcher;
mod message;
mod notice;
pub mod own;
mod person;
pub mod picture;
mod refusal;
mod report;

pub use desired::{Desired, How, Listening, Play, Resume, SessionId, Target, Together};
pub use message::{Hello, ToHeadset, ToLauncher, Watch, Welcome};
pub use notice::Notice;
pub use own::{Fetched, Own, PieceQuestion};
pub use person::{Ceiling, Person};
pub use refusal::{Refusal, RefusalCode};
pub use report::{
    Cue, Ended, EndedReason, Frames, HeadsetId, InStep, Mode, NextScene, Prompt, Report, State,
    Task,
};

/// The version of these messages. Another one is refused with [`RefusalCode::ProtocolVersion`].
pub const VERSION: u32 = 5;

/// The longest text message, in bytes.
pub const MAX_TEXT_BYTES: usize = 256 * 1024;

/// The longest binary message (a picture with its number), in bytes.
pub const MAX_BINARY_BYTES: usize = 2 * 1024 * 1024;

/// The volume of a session that was given none.
pub const DEFAULT_VOLUME: f32 = 0.7;
