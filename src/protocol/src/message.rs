//! The text messages, and how they are read and written.

use serde::{Deserialize, Serialize};

use crate::clock::{ClockAnswer, ClockQuestion};
use crate::desired::is_identifier;
use crate::{
    Desired, HeadsetId, MAX_TEXT_BYTES, Mode, PieceQuestion, Refusal, RefusalCode, Report, VERSION,
};

/// What a headset says.
#[expect(
    clippy::large_enum_variant,
    reason = "a message is read and passed on, never kept in numbers"
)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ToLauncher {
    /// First of all on a connection.
    Hello(Hello),
    /// How it is.
    Report(Box<Report>),
    /// The answer to [`ToHeadset::Ping`], with its number.
    Pong(u64),
    /// Asks what time it is at the launcher.
    Clock(ClockQuestion),
    /// Asks for a piece of one of the resident's own files; it comes as a binary message.
    Fetch(PieceQuestion),
}

/// What the launcher says.
#[expect(
    clippy::large_enum_variant,
    reason = "one is held at a time, never many"
)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ToHeadset {
    /// The headset is let in.
    Welcome(Welcome),
    /// The headset is turned away; the connection is closed after this.
    Refused(Refusal),
    /// What should be.
    Desired(Desired),
    /// Whether someone looks at the preview picture.
    Watch(Watch),
    /// Asks for a [`ToLauncher::Pong`] with the same number.
    Ping(u64),
    /// What time it is.
    Clock(ClockAnswer),
}

/// A headset introduces itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// [`VERSION`] of the messages.
    pub protocol: u32,
    /// Which headset.
    pub id: HeadsetId,
    /// Random at each start of the headset's program: tells a restart from a lost connection.
    pub boot: String,
    /// What people call it, such as "Glasögon 1": 1 to 40 characters.
    pub name: String,
    /// Version of the headset's program.
    pub version: String,
    /// How the picture reaches the eye.
    pub mode: Mode,
    /// The last wish of a launcher that arrived here since the start, acted on or not.
    pub desired: Option<Desired>,
}

/// The launcher lets a headset in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Welcome {
    /// Version of the launcher's program.
    pub version: String,
}

/// Whether someone looks at the preview picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// Pictures should be sent.
    pub on: bool,
    /// At most so many a second.
    pub max_fps: f32,
}

impl ToLauncher {
    /// As a text message.
    pub fn to_text(&self) -> String {
        text(self)
    }

    /// Reads a text message, or says why it cannot be one.
    pub fn from_text(text: &str) -> Result<ToLauncher, Refusal> {
        check_length(text)?;
        let message: ToLauncher = match serde_json::from_str(text) {
            Ok(message) => message,
            Err(error) => return Err(other_version(text).unwrap_or_else(|| unreadable(&error))),
        };
        let problem = match &message {
            ToLauncher::Hello(hello) if hello.protocol != VERSION => {
                return Err(version_refusal(hello.protocol.into()));
            }
            ToLauncher::Hello(hello) => hello.problem(),
            ToLauncher::Report(report) => report.problem(),
            ToLauncher::Fetch(question) => question.problem(),
            ToLauncher::Pong(_) | ToLauncher::Clock(_) => None,
        };
        problem.map_or(Ok(message), |problem| Err(Refusal::malformed(problem)))
    }
}

impl ToHeadset {
    /// As a text message.
    pub fn to_text(&self) -> String {
        text(self)
    }

    /// Reads a text message, or says why it cannot be one.
    pub fn from_text(text: &str) -> Result<ToHeadset, Refusal> {
        check_length(text)?;
        let message: ToHeadset = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
        let problem = match &message {
            ToHeadset::Desired(desired) => desired.problem(),
            ToHeadset::Clock(answer) => answer.problem(),
            ToHeadset::Watch(watch) if !(0.0..=120.0).contains(&watch.max_fps) => {
                Some("max_fps must lie between 0 and 120")
            }
            _ => None,
        };
        problem.map_or(Ok(message), |problem| Err(Refusal::malformed(problem)))
    }
}

impl Hello {
    fn problem(&self) -> Option<&'static str> {
        if !is_identifier(&self.id.0) || !is_identifier(&self.boot) {
            Some("a headset's id and boot must be 1 to 64 letters, digits, - or _")
        } else if !(1..=40).contains(&self.name.chars().count())
            || self.name.trim().is_empty()
            || self.name.chars().any(char::is_control)
        {
            Some("a headset's name must be 1 to 40 printable characters")
        } else if self.version.len() > 64 {
            Some("a version must be at most 64 bytes")
        } else {
            self.desired.as_ref().and_then(Desired::problem)
        }
    }
}

fn text(message: &impl Serialize) -> String {
    // Cannot fail: the types have string keys only and no serializer of their own.
    serde_json::to_string(message).unwrap_or_default()
}

fn check_length(text: &str) -> Result<(), Refusal> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(Refusal::new(
            RefusalCode::TooLarge,
            format!(
                "a text message of {} bytes; {MAX_TEXT_BYTES} is the most",
                text.len()
            ),
        ));
    }
    Ok(())
}

fn unreadable(error: &serde_json::Error) -> Refusal {
    Refusal::malformed(format!("not a message of version {VERSION}: {error}"))
}

/// A Hello of another version may have any fields; all that has to be there is its number.
fn other_version(text: &str) -> Option<Refusal> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let version = value.get("Hello")?.get("protocol")?.as_u64()?;
    (version != u64::from(VERSION)).then(|| version_refusal(version))
}

fn version_refusal(version: u64) -> Refusal {
    Refusal::new(
        RefusalCode::ProtocolVersion,
        format!("the headset speaks version {version}; this launcher speaks {VERSION}"),
    )
}
