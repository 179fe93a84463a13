//! The headsets' listener: WebSockets at `/link`, carrying bytes to and from the truth.
//!
//! What the messages mean is decided in [`protocol::launcher`]; here are the sockets only: how long
//! a handshake may take, how long a message may be, what is closed when. Whatever one connection
//! sends, the others do not notice.
//!
//! Pieces of residents' own files are read here and not by the truth's thread; which headset may have which is decided
//! before ([`protocol::launcher::Output::Piece`]).
//!
//! A web page must not pose as a headset: whoever names an `Origin` is a page and is refused.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use futures_util::{SinkExt, StreamExt};
use protocol::{
    PieceQuestion,
    launcher::ConnectionId,
    own::{self, PIECE_BYTES},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc, watch},
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream, accept_hdr_async_with_config,
    tungstenite::{
        Error, Message,
        error::ProtocolError,
        handshake::server::{ErrorResponse, Request, Response},
        http::{StatusCode, header},
        protocol::{CloseFrame, WebSocketConfig, frame::coding::CloseCode},
    },
};

use crate::{
    home::Records,
    launcher::ended,
    state::{Heard, State, ToConnection},
};

/// Where headsets link.
pub const PATH: &str = "/link";

/// Connections at once: more than any home has headsets.
const CONNECTIONS: usize = 256;
/// Messages that wait to be sent to one headset.
const QUEUE: usize = 64;
/// How long a handshake may take.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(4);
/// How long sending one message may take.
const SEND_WITHIN: Duration = Duration::from_secs(4);
/// How long what still comes is read and dropped after the end, so that the reason arrives before it.
const DRAIN_FOR: Duration = Duration::from_secs(1);

/// Takes connections until the launcher ends.
pub async fn listen(
    listener: TcpListener,
    state: State,
    records: Records,
    ending: watch::Receiver<bool>,
) {
    let numbers = AtomicU64::new(1);
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let accepted = tokio::select! {
            () = ended(ending.clone()) => return,
            accepted = listener.accept() => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Out of file handles, mostly: wait for some to come free.
                tracing::warn!("a connection could not be taken: {error}");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else {
            tracing::warn!(
                connections = CONNECTIONS,
                "too many connections; one more was closed"
            );
            continue;
        };
        let id = ConnectionId(numbers.fetch_add(1, Ordering::Relaxed));
        let (state, records, ending) = (state.clone(), records.clone(), ending.clone());
        tokio::spawn(async move {
            connection(stream, id, &state, &records, ending).await;
            drop(place);
        });
    }
}

async fn connection(
    stream: TcpStream,
    id: ConnectionId,
    state: &State,
    records: &Records,
    ending: watch::Receiver<bool>,
) {
    // Taps must not wait for a full packet.
    let _ = stream.set_nodelay(true);
    let limits = WebSocketConfig::default()
        .max_message_size(Some(protocol::MAX_BINARY_BYTES))
        .max_frame_size(Some(protocol::MAX_BINARY_BYTES));
    let handshake = accept_hdr_async_with_config(stream, admit, Some(limits));
    let mut socket = match timeout(HANDSHAKE_WITHIN, handshake).await {
        Ok(Ok(socket)) => socket,
        Ok(Err(error)) => {
            return tracing::warn!(
                connection = id.0,
                "a connection to the headsets' port is no headset: {error}"
            );
        }
        Err(_) => {
            return tracing::warn!(
                connection = id.0,
                seconds = HANDSHAKE_WITHIN.as_secs(),
                "a connection said nothing and was closed"
            );
        }
    };
    let (sender, mut orders) = mpsc::channel(QUEUE);
    state.heard(id, Heard::Opened(sender)).await;
    // False after something unreadable: what follows it means nothing, only the answer is waited for.
    let mut reads = true;
    loop {
        tokio::select! {
            () = ended(ending.clone()) => {
                close(&mut socket, CloseCode::Restart, "the launcher is ending").await;
                break;
            }
            order = orders.recv() => match order {
                Some(ToConnection::Text(text)) => {
                    if !matches!(timeout(SEND_WITHIN, socket.send(Message::text(text))).await, Ok(Ok(()))) {
                        break;
                    }
                }
                Some(ToConnection::Piece(question)) => {
                    let Some(piece) = piece(records, question).await else { continue };
                    if !matches!(timeout(SEND_WITHIN, socket.send(Message::binary(piece))).await, Ok(Ok(()))) {
                        break;
                    }
                }
                Some(ToConnection::Close(Some(refusal))) => {
                    close(&mut socket, CloseCode::Policy, &format!("{:?}", refusal.code)).await;
                    break;
                }
                Some(ToConnection::Close(None)) | None => {
                    close(&mut socket, CloseCode::Normal, "").await;
                    break;
                }
            },
            message = socket.next(), if reads => {
                let heard = match message {
                    Some(Ok(Message::Text(text))) => Heard::Text(text.as_str().to_owned()),
                    Some(Ok(Message::Binary(bytes))) => Heard::Binary(bytes.into()),
                    Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => continue,
                    Some(Ok(Message::Close(_))) | None => break,
                    // A program that was killed says no goodbye; nothing is wrong with what it sent.
                    Some(Err(Error::Protocol(ProtocolError::ResetWithoutClosingHandshake))) => break,
                    Some(Err(Error::Capacity(_))) => Heard::TooLarge,
                    Some(Err(Error::Utf8(_) | Error::Protocol(_))) => Heard::Unreadable,
                    Some(Err(_)) => break,
                };
                reads = matches!(heard, Heard::Text(_) | Heard::Binary(_));
                state.heard(id, heard).await;
            }
        }
    }
    state.heard(id, Heard::Closed).await;
}

/// A piece of a resident's own file, as it is sent; none when it cannot be read now: the headset asks again.
async fn piece(records: &Records, question: PieceQuestion) -> Option<Vec<u8>> {
    let asked = question.clone();
    let read = records.ask(move |home| home.piece(&asked.hash, asked.from, PIECE_BYTES));
    match read.await {
        Ok(bytes) => Some(own::encode(&question, &bytes)),
        Err(fault) => {
            tracing::warn!("a resident's own file cannot be read for a headset: {fault}");
            None
        }
    }
}

/// Lets in whoever asks for [`PATH`] and is no web page.
// The type of the error is the library's.
#[expect(clippy::result_large_err)]
fn admit(request: &Request, response: Response) -> Result<Response, ErrorResponse> {
    let refuse = |status, why: &str| {
        let mut response = ErrorResponse::new(Some(why.to_owned()));
        *response.status_mut() = status;
        Err(response)
    };
    if request.headers().contains_key(header::ORIGIN) {
        return refuse(
            StatusCode::FORBIDDEN,
            "this is for headsets, not for web pages",
        );
    }
    if request.uri().path() != PATH {
        return refuse(StatusCode::NOT_FOUND, "headsets link at /link");
    }
    Ok(response)
}

async fn close(socket: &mut WebSocketStream<TcpStream>, code: CloseCode, reason: &str) {
    let frame = CloseFrame {
        code,
        reason: reason.to_owned().into(),
    };
    let _ = timeout(SEND_WITHIN, socket.send(Message::Close(Some(frame)))).await;
    // Closing a socket that holds unread bytes would throw away what was sent last.
    let stream = socket.get_mut();
    let _ = stream.shutdown().await;
    let drain = async {
        let mut dropped = vec![0; 64 * 1024];
        while matches!(stream.read(&mut dropped).await, Ok(read) if read > 0) {}
    };
    let _ = timeout(DRAIN_FOR, drain).await;
}
