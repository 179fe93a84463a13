//! The events socket: the whole truth on connect and whenever it changes.
//!
//! There are no deltas, so a tablet that slept for ten minutes is right again with its first
//! message. Changes within `QUIET` are sent as one; a tablet that takes longer than `PATIENCE`
//! for a message is let go and comes back by itself.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{
        State, WebSocketUpgrade,
        ws::{CloseFrame, Message, WebSocket, close_code},
    },
    response::Response,
};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout};

use super::resources::Truth;
use crate::launcher::{Launcher, ended};

/// Shortest time between two messages: at most ten a second.
const QUIET: Duration = Duration::from_millis(100);
/// Time between two pings.
const PING: Duration = Duration::from_secs(2);
/// How long a message may take to be taken.
const PATIENCE: Duration = Duration::from_secs(5);
/// Largest message taken from a tablet, in bytes; nothing is asked of it.
const MESSAGE_LIMIT: usize = 4096;

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
    upgrade: WebSocketUpgrade,
) -> Response {
    upgrade
        .max_message_size(MESSAGE_LIMIT)
        .max_frame_size(MESSAGE_LIMIT)
        .on_upgrade(async move |socket| tell(socket, &launcher).await)
}

async fn tell(mut socket: WebSocket, launcher: &Launcher) {
    let mut changed = launcher.state.changes();
    let mut ping = interval(PING);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // The first truth is sent at once.
    changed.mark_changed();
    let mut next = Instant::now();
    loop {
        let message = tokio::select! {
            () = ended(launcher.ending.clone()) => break,
            told = async { sleep_until(next).await; changed.changed().await } => {
                if told.is_err() {
                    break;
                }
                next = Instant::now() + QUIET;
                match serde_json::to_string(&*launcher.state.truth()) {
                    Ok(text) => Message::text(text),
                    Err(error) => {
                        tracing::error!("the truth cannot be written as JSON: {error}");
                        break;
                    }
                }
            }
            _ = ping.tick() => Message::Ping(Default::default()),
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
    let goodbye = CloseFrame {
        code: close_code::RESTART,
        reason: "the launcher is ending".into(),
    };
    let _ = timeout(PATIENCE, socket.send(Message::Close(Some(goodbye)))).await;
}
