//! A tablet: the events socket, and the taps.

use std::{net::TcpStream, time::Instant};

use launcher::api::resources::{Headset, Session, Truth};
use serde_json::json;
use tungstenite::{
    HandshakeError, Message, WebSocket, client::IntoClientRequest,
    handshake::client::ClientHandshake,
};

use crate::http::{Answer, PATIENCE, Web, send};

type Refused = HandshakeError<ClientHandshake<TcpStream>>;

/// A tablet's events socket.
pub(crate) struct Tablet {
    pub(crate) socket: WebSocket<TcpStream>,
    web: Web,
    last: Option<Truth>,
}

impl Tablet {
    pub(crate) fn connect(web: Web) -> Self {
        Self::try_connect(web).unwrap()
    }

    /// Opens the socket, or gives how it was refused.
    #[expect(
        clippy::result_large_err,
        reason = "the type of the error is the library's"
    )]
    pub(crate) fn try_connect(web: Web) -> Result<Self, Refused> {
        let stream = TcpStream::connect(web.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut request = format!("ws://{web}/api/v1/events")
            .into_client_request()
            .unwrap();
        request
            .headers_mut()
            .insert("cookie", web.cookies.parse().unwrap());
        let (socket, _) = tungstenite::client(request, stream)?;
        Ok(Self {
            socket,
            web,
            last: None,
        })
    }

    /// The next truth.
    pub(crate) fn next(&mut self) -> Truth {
        let begun = Instant::now();
        loop {
            assert!(begun.elapsed() < PATIENCE, "nothing changes any more");
            match self.socket.read() {
                Ok(Message::Text(text)) => {
                    let truth: Truth = serde_json::from_str(&text).unwrap();
                    self.last = Some(truth.clone());
                    return truth;
                }
                Ok(Message::Ping(_) | Message::Pong(_)) => {}
                other => panic!("no truth comes: {other:?}"),
            }
        }
    }

    /// The first truth of which `right` holds, beginning with the one that came last.
    pub(crate) fn until(&mut self, what: &str, right: impl Fn(&Truth) -> bool) -> Truth {
        let begun = Instant::now();
        let mut known = self.last.take();
        loop {
            let truth = known.take().unwrap_or_else(|| self.next());
            if right(&truth) {
                eprintln!("{what}: after {} ms", begun.elapsed().as_millis());
                self.last = Some(truth.clone());
                return truth;
            }
            assert!(begun.elapsed() < PATIENCE, "never {what}: {truth:#?}");
        }
    }

    /// Waits until a headset is linked.
    pub(crate) fn until_linked(&mut self, id: &str) -> Headset {
        let truth = self.until("linked", |truth| {
            headset(truth, id).is_some_and(|headset| headset.connected && headset.mode.is_some())
        });
        headset(&truth, id).unwrap().clone()
    }

    /// Waits until a session is as `right` says.
    pub(crate) fn until_session(
        &mut self,
        what: &str,
        id: &str,
        right: impl Fn(&Session) -> bool,
    ) -> Session {
        let truth = self.until(what, |truth| session(truth, id).is_some_and(&right));
        session(&truth, id).unwrap().clone()
    }

    /// Taps an experience for a headset.
    pub(crate) fn start(&self, experience: &str, headset: &str) -> Session {
        let answer = self.try_start(experience, headset);
        assert_eq!(answer.status, 201, "{}", answer.text());
        let session: Session = serde_json::from_value(answer.json()).unwrap();
        assert_eq!(
            answer.header("location"),
            Some(format!("/api/v1/sessions/{}", session.id).as_str())
        );
        session
    }

    pub(crate) fn try_start(&self, experience: &str, headset: &str) -> Answer {
        send(
            self.web,
            "POST",
            "/api/v1/sessions",
            &json!({"experience": experience, "headset": headset}),
        )
    }

    /// Taps in a session; `tap` is `stop`, `recentre` or `next`.
    pub(crate) fn tap(&self, session: &str, tap: &str, body: serde_json::Value) -> Answer {
        send(
            self.web,
            "POST",
            &format!("/api/v1/sessions/{session}/{tap}"),
            &body,
        )
    }

    pub(crate) fn change(&self, session: &str, body: serde_json::Value) -> Answer {
        send(
            self.web,
            "PATCH",
            &format!("/api/v1/sessions/{session}"),
            &body,
        )
    }
}

pub(crate) fn headset<'a>(truth: &'a Truth, id: &str) -> Option<&'a Headset> {
    truth.headsets.iter().find(|headset| headset.id == id)
}

pub(crate) fn session<'a>(truth: &'a Truth, id: &str) -> Option<&'a Session> {
    truth.sessions.iter().find(|session| session.id == id)
}
