//! One WebSocket to the launcher: opened, written to, read from with short waits.

use std::io::ErrorKind;
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use protocol::MAX_TEXT_BYTES;
use tungstenite::http::Uri;
use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Error, Message, WebSocket};

/// The longest wait for a connection or its handshake.
const OPEN_WITHIN: Duration = Duration::from_secs(2);
/// The longest wait for the launcher to take what is sent.
const WRITE_WITHIN: Duration = Duration::from_secs(2);
/// How long [`Socket::read`] waits; also the longest that a report waits to be sent.
const READ_FOR: Duration = Duration::from_millis(10);

/// One WebSocket to the launcher.
#[derive(Debug)]
pub(super) struct Socket(WebSocket<TcpStream>);

/// A message from the launcher.
#[derive(Debug)]
pub(super) enum Said {
    Text(String),
    Binary(Vec<u8>),
}

/// Why there is no connection, in words for a log.
#[derive(Debug, thiserror::Error)]
pub(super) enum SocketError {
    #[error("{0} is not an address such as ws://127.0.0.1:8751/link")]
    Address(String),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    WebSocket(Box<Error>),
    #[error("the launcher closed the connection")]
    Closed,
}

impl Socket {
    pub(super) fn open(url: &str) -> Result<Socket, SocketError> {
        let address = || SocketError::Address(url.to_owned());
        let uri: Uri = url.parse().map_err(|_| address())?;
        let host = uri
            .host()
            .filter(|_| uri.scheme_str() == Some("ws"))
            .ok_or_else(address)?;
        // An IPv6 address stands in brackets in a URL, and without them everywhere else.
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let mut failure = address();
        for address in (host, uri.port_u16().unwrap_or(80)).to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, OPEN_WITHIN) {
                Ok(stream) => return Socket::greet(&uri, stream),
                Err(error) => failure = error.into(),
            }
        }
        Err(failure)
    }

    fn greet(uri: &Uri, stream: TcpStream) -> Result<Socket, SocketError> {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(OPEN_WITHIN))?;
        stream.set_write_timeout(Some(WRITE_WITHIN))?;
        let limits = WebSocketConfig::default()
            .max_message_size(Some(MAX_TEXT_BYTES))
            .max_frame_size(Some(MAX_TEXT_BYTES));
        let (socket, _) = tungstenite::client::client_with_config(
            uri.clone(),
            stream,
            Some(limits),
        )
        .map_err(|error| match error {
            tungstenite::HandshakeError::Failure(error) => SocketError::WebSocket(Box::new(error)),
            tungstenite::HandshakeError::Interrupted(_) => {
                SocketError::Io(ErrorKind::TimedOut.into())
            }
        })?;
        socket.get_ref().set_read_timeout(Some(READ_FOR))?;
        Ok(Socket(socket))
    }

    /// Waits a moment for a message.
    pub(super) fn read(&mut self) -> Result<Option<Said>, SocketError> {
        match self.0.read() {
            Ok(Message::Text(text)) => Ok(Some(Said::Text(text.as_str().to_owned()))),
            Ok(Message::Binary(bytes)) => Ok(Some(Said::Binary(bytes.into()))),
            Ok(Message::Close(_)) => Err(SocketError::Closed),
            Ok(_) => Ok(None),
            Err(Error::Io(error))
                if matches!(
                    error.kind(),
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
                ) =>
            {
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn text(&mut self, text: String) -> Result<(), SocketError> {
        Ok(self.0.send(Message::text(text))?)
    }

    pub(super) fn binary(&mut self, bytes: Vec<u8>) -> Result<(), SocketError> {
        Ok(self.0.send(Message::binary(bytes))?)
    }

    /// Says goodbye, as far as the launcher still listens.
    pub(super) fn close(mut self) {
        let farewell = self.0.close(None).and_then(|()| self.0.flush());
        if let Err(error) = farewell {
            tracing::debug!(%error, "the connection to the launcher ended without a goodbye");
        }
    }
}

impl From<Error> for SocketError {
    fn from(error: Error) -> SocketError {
        match error {
            Error::Io(error) => SocketError::Io(error),
            Error::ConnectionClosed | Error::AlreadyClosed => SocketError::Closed,
            error => SocketError::WebSocket(Box::new(error)),
        }
    }
}
