//! The experience format: its types, how a file is read and written, and what makes it right.
//!
//! No input or output happens here and nothing knows of Bevy: bytes come in, values and
//! [problems](Problem) go out, so the tablet, the headset and the command line all agree.
//!
//! | to | use |
//! |---|---|
//! | read a manifest | [`parse()`] |
//! | also look at the files it names | [`check`], or [`validate()`] after [`parse()`] |
//! | write one | [`write()`] |
//! | explain a code | [`codes::Code::find`] |
//! | describe the format | [`schema::EXPERIENCE`] |
//! | know what there is to look at in a built-in world | [`world`] |
//!
//! Reading goes in steps, each in its module: `source` (bytes to text), `reader` (text to a tree
//! that knows its places), `migrate` (older formats to this one), `shape` (the tree against the
//! table of the format), `references` (scenes among each other), `value` (the tree to the types).
//! All that is wrong is reported in one go, and no bytes make it panic.

pub mod codes;
pub mod experience;
mod locate;
mod lookup;
mod migrate;
mod names;
mod parse;
pub mod paths;
mod problem;
mod reader;
mod references;
pub mod schema;
mod shape;
mod source;
mod suggest;
mod tree;
mod validate;
mod value;
pub mod world;
mod write;

pub use codes::{Code, Severity};
pub use experience::*;
pub use locate::{Part, place_of};
pub use lookup::text;
pub use parse::{Checked, Document, MediaUse, Purpose, check, parse};
pub use problem::{FILE_NAME, Place, Problem};
pub use schema::MediaKind;
pub use shape::{as_id, is_id};
pub use source::{LARGEST, too_large};
pub use suggest::nearest;
pub use validate::{Files, Trouble, check_path, validate};
pub use write::{options, write};
