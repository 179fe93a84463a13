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
//! assert!(commands.contains(&Command::Load { ticket: Ticket::LOBBY, place: Place::Lobby }));
//! let commands = director.handle(Duration::from_secs(1), Event::Loaded { ticket: Ticket::LOBBY });
//! assert!(commands.contains(&Command::Show { ticket: Ticket::LOBBY }));
//! assert_eq!(director.report(Duration::from_secs(1)).state, State::Lobby);
//! ```
//!
//! ## What always holds
//! - Nothing ever cuts (H8): pictures are swapped ([`Command::Show`]) at fade level 0 only.
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
//! | another scene | the old one stays until the new is loaded, then as at the start | the same |
//! | end | dark in [`Comfort::fade_out`], then the calm scene | ends [`Comfort::sound_tail`] after the picture |
//! | dizzy | at the calm scene, full, within [`Comfort::dizzy`] | the same time |

mod comfort;
mod director;
mod event;
mod session;
mod stage;

pub use comfort::Comfort;
pub use director::Director;
pub use event::{
    Command, EndReason, Event, How, NextScene, Note, Place, Resume, State, Status, Ticket,
};
