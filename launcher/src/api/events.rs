//! The events socket: the whole truth on connect and whenever it changes.
//!
//! There are no deltas, so a tablet that slept for ten minutes is right again with its first
//! message. Changes within `QUIET` are sent as one, unless somebody waits for one: that a headset has
//! taken what was tapped, and that a session or a link has begun or ended, is sent `SOON`. A tablet that takes longer
//! than `PATIENCE` for a message is let go and comes back by itself.
//!
//! Before each message it is looked at whether whoever opened the socket is still logged in, and in which
//! role; the socket closes within two seconds of the end of a login (4401), and what is sent is
//! what the role may see.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::{
        State, WebSocketUpgrade,
        ws::{CloseFrame, Message, Utf8Bytes, WebSocket, close_code},
    },
    response::Response,
};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout};

use super::resources::Truth;
use crate::{
    access::{Actor, Refusal},
    home::staff::Role,
    launcher::{Launcher, ended},
    problem::Fault,
};

/// Shortest time between two messages that nobody waits for: ten a second.
const QUIET: Duration = Duration::from_millis(100);
/// Shortest time between two messages of which somebody waits for the second.
const SOON: Duration = Duration::from_millis(10);
/// Time between two pings.
const PING: Duration = Duration::from_secs(2);
/// How long a message may take to be taken.
const PATIENCE: Duration = Duration::from_secs(5);
/// Largest message taken from a tablet, in bytes; nothing is asked of it.
const MESSAGE_LIMIT: usize = 4096;
/// The socket closes with this when nobody is logged in any more. Ask the door before opening another.
pub const LOGGED_OUT: u16 = 4401;

/// A WebSocket on which each message is the whole truth: the first at once, then one for each change.
#[utoipa::path(
    get,
    path = "/api/v1/events",
    tag = "events",
    operation_id = "events",
    responses((status = 101, body = Truth, description = "each text message is a Truth; a ping comes every two seconds"))
)]
pub(crate) async fn events(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    upgrade: WebSocketUpgrade,
) -> Response {
    upgrade
        .max_message_size(MESSAGE_LIMIT)
        .max_frame_size(MESSAGE_LIMIT)
        .on_upgrade(async move |socket| tell(socket, &launcher, &actor).await)
}

async fn tell(mut socket: WebSocket, launcher: &Launcher, actor: &Actor) {
    let mut changed = launcher.state.changes();
    let mut ping = interval(PING);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // The first truth is sent at once.
    changed.mark_changed();
    let mut due = None;
    let mut sent: Option<(Instant, u64)> = None;
    loop {
        let message = tokio::select! {
            () = ended(launcher.ending.clone()) => break,
            told = changed.changed() => {
                if told.is_err() {
                    break;
                }
                let waited_for = waited_for(&changed.borrow());
                let next = match sent {
                    None => Instant::now(),
                    Some((at, before)) if before != waited_for => at + SOON,
                    Some((at, _)) => at + QUIET,
                };
                due = Some(due.map_or(next, |due| next.min(due)));
                continue;
            }
            () = until(due) => {
                due = None;
                let truth = launcher.state.truth();
                sent = Some((Instant::now(), waited_for(&truth)));
                let Some(state) = launcher.login_state(actor) else {
                    return close(socket, LOGGED_OUT, Refusal::NotLoggedIn.code()).await;
                };
                match launcher.written.of(&seen_by(state.role, truth)) {
                    Ok(text) => Message::Text(text),
                    Err(error) => {
                        tracing::error!("the truth cannot be written as JSON: {error}");
                        break;
                    }
                }
            }
            _ = ping.tick() => match launcher.login_state(actor) {
                Some(_) => Message::Ping(Default::default()),
                None => return close(socket, LOGGED_OUT, Refusal::NotLoggedIn.code()).await,
            },
            heard = socket.recv() => match heard {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => continue,
            },
        };
        match timeout(PATIENCE, socket.send(message)).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return,
            Err(_) => {
                tracing::info!(
                    seconds = PATIENCE.as_secs(),
                    "a tablet takes no messages; let go"
                );
                return;
            }
        }
    }
    close(socket, close_code::RESTART, Fault::Closing.code()).await;
}

async fn until(due: Option<Instant>) {
    match due {
        Some(due) => sleep_until(due).await,
        None => std::future::pending().await,
    }
}

/// What somebody waits for: a number that is another when any of it is.
fn waited_for(truth: &Truth) -> u64 {
    let mut hasher = DefaultHasher::new();
    for session in &truth.sessions {
        session.id.hash(&mut hasher);
        session.desired.revision.hash(&mut hasher);
        (session.acknowledged, session.ended.is_some()).hash(&mut hasher);
    }
    for headset in &truth.headsets {
        (&headset.id, headset.connected).hash(&mut hasher);
    }
    hasher.finish()
}

/// The newest truth as text, written once for all the tablets that are sent it.
#[derive(Debug, Default)]
pub struct Written(Mutex<Option<(Arc<Truth>, Utf8Bytes)>>);

impl Written {
    fn of(&self, truth: &Arc<Truth>) -> Result<Utf8Bytes, serde_json::Error> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((written, text)) = &*last
            && Arc::ptr_eq(written, truth)
        {
            return Ok(text.clone());
        }
        let text = Utf8Bytes::from(serde_json::to_string(&**truth)?);
        *last = Some((Arc::clone(truth), text.clone()));
        Ok(text)
    }
}

/// What a role may see of the truth: residents are for those who care for them.
fn seen_by(role: Role, truth: Arc<Truth>) -> Arc<Truth> {
    match role {
        Role::Caregiver | Role::Admin => truth,
        Role::Maker | Role::Auditor => Arc::new(Truth {
            headsets: Vec::new(),
            sessions: Vec::new(),
            groups: Vec::new(),
            residents: 0,
            ..(*truth).clone()
        }),
    }
}

async fn close(mut socket: WebSocket, code: u16, reason: &'static str) {
    let goodbye = CloseFrame {
        code,
        reason: reason.into(),
    };
    // Whoever does not take it is gone already.
    let _ = timeout(PATIENCE, socket.send(Message::Close(Some(goodbye)))).await;
}
