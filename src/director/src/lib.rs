//! What happens next in a headset: `Boot → Lobby → Loading → Playing ⇄ Paused → Ending → Lobby`.
//!
//! [`Director`] is a pure state machine. What happened goes in as an [`Event`] with the time, and
//! what to do comes out as [`Command`]s, in order. It loads nothing, draws nothing, plays nothing
//! and has no clock; the headset carries its commands out, and tests drive it through hours in
//! milliseconds.
//!
//! ```
//! use std::time::Duration;
//! use director::{Comfort, Command, Director, Event, Place, State, Ticket};
//!
//! let mut director = Director::new(Comfort::default());
//! let commands = director.handle(Duration::ZERO, Event::Started);
//! let load = Command::Load { ticket: Ticket::LOBBY, place: Place::Lobby, in_scene: Duration::ZERO };
//! assert!(commands.contains(&load));
//! let commands = director.handle(Duration::from_secs(1), Event::Loaded { ticket: Ticket::LOBBY });
//! assert!(commands.contains(&Command::Show { ticket: Ticket::LOBBY }));
//! assert_eq!(director.report(Duration::from_secs(1)).state, State::Lobby);
//! ```
//!
//! ## What always holds
//! - Nothing ever cuts (H8): pictures are swapped ([`Command::Show`]) at fade level 0 only, or cross-fade
//!   ([`Command::CrossFade`]), one at a time.
//! - The calm scene has [`Ticket::LOBBY`] and stays loaded, so that leaving needs no loading.
//! - [`Event::Stop`] is answered in the same step.
//! - A session ends by itself: by its story, by its minutes, at the latest by [`Comfort::hard_stop`] (H1).
//! - A pause by the caregiver goes to the calm scene; lifting the headset off holds everything where
//!   it is (H11). The two do not know of each other: putting the headset on ends only its own pause.
//!
//! ## The order of things
//! | | picture | sound |
//! |---|---|---|
//! | start | the calm scene stays until the scene is loaded, dips to dark in [`Comfort::dip`], then the scene comes in [`Comfort::fade_in`] | begins with the dip, [`Comfort::dip`] before the picture |
//! | another scene | the old one stays until the new is loaded, then becomes it in [`Comfort::cross`] | the same |
//! | another experience | the old one stays until the new is loaded, then as at the start | as at the start |
//! | end | dark in [`Comfort::fade_out`], then the calm scene | ends [`Comfort::sound_tail`] after the picture |
//! | pause | dips to dark, the calm scene; and back | the same; a film is held at once |
//! | dizzy | at the calm scene, full, within [`Comfort::dizzy`] | the same time |
//!
//! ## Rules
//! What is looked at comes in as [`Event::Gaze`], a caregiver's button as [`Event::Cue`]; what rules do goes out
//! as [`Command::Act`]. Which things answer when they are looked at, and where they are, says
//! [`Director::live`] in every frame; how far the ring has filled, [`Director::ring`]. Rules go by what has been
//! played, so that a pause holds them as it holds everything. They lead on to another scene after five seconds
//! there at the soonest, and end nothing: a stop, the minutes and [`Comfort::hard_stop`] go before them.
//!
//! ## Films
//! A film runs ([`Command::Film`]) from when its sound begins until its sound is gone; it is held by a pause and
//! by a lifted headset, and goes on where it was. When one that does not loop is over, the scene's `Ended` link
//! leads on; where there is no link at all, the experience ends; else its last picture stays.
//!
//! ## Together
//! After [`Event::StartAt`] the next session is, at that moment, in the place where it begins (a [`Resume`] for one
//! that comes later), in every headset of a group; half a second of dip and sound come before it. Its films are told
//! their moment ([`Command::FilmBegins`]), and have to keep to it; the session's own time, by which scenes and rules go,
//! runs a hundredth faster or slower where it is not where it should be. Another scene that comes by its time
//! begins two seconds later than it would alone, at one moment in all. What was not loaded by its moment begins where
//! the others are, and [`Note::CameLate`] says so. Who is held, or goes on to another scene by a tap or a rule, keeps
//! step no more ([`Keeping`]).

mod act;
mod comfort;
mod director;
mod event;
mod films;
mod review;
mod rules;
mod session;
mod stage;
mod together;

pub use act::{Act, Live, LivePlace, Progress, Raised, Ring};
pub use comfort::Comfort;
pub use director::Director;
pub use event::{
    Command, EndReason, Event, How, NextScene, Note, Place, Resume, State, Status, Ticket,
};
pub use review::{RuleFault, RuleFinding, RuleList, review};
pub use together::Keeping;
