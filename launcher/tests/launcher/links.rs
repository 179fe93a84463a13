//! What a broken, a foreign or a second headset may send: it is refused with a reason, and nobody else notices.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
};

use protocol::{Refusal, RefusalCode, ToHeadset, ToLauncher};
use serde_json::json;
use tungstenite::{Message, WebSocket, client::IntoClientRequest};

use crate::{
    headset::{Headset, hello},
    http::PATIENCE,
    program::{Home, Launcher},
    tablet::{self, Tablet},
    ward::Ward,
};

fn connect(link: SocketAddr) -> WebSocket<TcpStream> {
    let stream = TcpStream::connect(link).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    tungstenite::client(format!("ws://{link}/link"), stream)
        .unwrap()
        .0
}

fn refusal(socket: &mut WebSocket<TcpStream>) -> Refusal {
    loop {
        match socket.read() {
            Ok(Message::Text(text)) => match ToHeadset::from_text(&text).unwrap() {
                ToHeadset::Refused(refusal) => return refusal,
                _ => continue,
            },
            Ok(_) => {}
            Err(error) => panic!("closed without a reason: {error}"),
        }
    }
}

#[test]
fn strange_messages_are_refused_and_other_links_stay_up() {
    let mut ward = Ward::new();
    let tablet = &mut ward.tablet;
    let link = ward.launcher.link;
    let before = tablet.until_linked("g1");

    let mut other_version = connect(link);
    other_version
        .send(Message::text(r#"{"Hello":{"protocol":99,"shoe_size":43}}"#))
        .unwrap();
    assert_eq!(
        refusal(&mut other_version).code,
        RefusalCode::ProtocolVersion
    );
    ward.launcher.wait_for_log("ProtocolVersion");

    let mut nonsense = connect(link);
    nonsense.send(Message::text("hej")).unwrap();
    assert_eq!(refusal(&mut nonsense).code, RefusalCode::Malformed);
    ward.launcher.wait_for_log("Malformed");

    let mut bytes = connect(link);
    bytes
        .send(Message::binary(
            (0..5000_u32)
                .map(|i| ((i * 7919) >> 3) as u8)
                .collect::<Vec<_>>(),
        ))
        .unwrap();
    assert_eq!(refusal(&mut bytes).code, RefusalCode::Malformed);

    // Introduced well, and then too long a message.
    let mut long = connect(link);
    long.send(Message::text(
        ToLauncher::Hello(hello("g2", "Glasögon 2", "first")).to_text(),
    ))
    .unwrap();
    long.send(Message::text("x".repeat(protocol::MAX_TEXT_BYTES + 1)))
        .unwrap();
    assert_eq!(refusal(&mut long).code, RefusalCode::TooLarge);

    // Bytes that are no frames at all: the reserved bits are set.
    let mut frames = connect(link);
    frames.get_mut().write_all(&[0xFF; 64]).unwrap();
    assert_eq!(refusal(&mut frames).code, RefusalCode::Malformed);

    // No WebSocket either.
    let mut plain = TcpStream::connect(link).unwrap();
    plain
        .write_all(&[0x16, 0x03, 0x01, 0x00, 0xFF, 0x0D, 0x0A, 0x0D, 0x0A])
        .unwrap();
    plain.set_read_timeout(Some(PATIENCE)).unwrap();
    // Closed by an end or by a reset, either will do.
    let _ = plain.read_to_end(&mut Vec::new());
    ward.launcher.wait_for_log("no headset");

    let session = tablet.start("sjo", "g1");
    let now = tablet.until_session("playing", &session.id, |session| session.acknowledged);
    assert_eq!(now.headset, "g1");
    let truth = tablet.until("still", |_| true);
    assert_eq!(
        tablet::headset(&truth, "g1").map(|headset| headset.since),
        Some(before.since),
        "its link was never broken"
    );
    ward.headset
        .until_desired(|desired| desired.play().is_some());
}

#[test]
fn a_message_of_a_hundred_megabytes_is_not_read() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let mut tablet = Tablet::connect(launcher.web);
    let mut huge = connect(launcher.link);
    huge.send(Message::text(
        ToLauncher::Hello(hello("g2", "Glasögon 2", "first")).to_text(),
    ))
    .unwrap();
    tablet.until("linked", |truth| {
        tablet::headset(truth, "g2").is_some_and(|headset| headset.connected)
    });
    // The head of a masked binary frame of 100 MB, and as much of it as is taken.
    let stream = huge.get_mut();
    stream.write_all(&[0x82, 0xFF]).unwrap();
    stream.write_all(&100_000_000_u64.to_be_bytes()).unwrap();
    stream.write_all(&[1, 2, 3, 4]).unwrap();
    let piece = vec![0_u8; 1 << 20];
    for _ in 0..4 {
        // The launcher may have closed in the middle.
        if stream.write_all(&piece).is_err() {
            break;
        }
    }
    launcher.wait_for_log("TooLarge");
    tablet.until("closed", |truth| {
        tablet::headset(truth, "g2").is_some_and(|headset| !headset.connected)
    });
    let _headset = Headset::start(launcher.link, "g3", "Glasögon 3");
    tablet.until_linked("g3");
}

#[test]
fn two_headsets_with_one_name() {
    let mut ward = Ward::new();
    let tablet = &mut ward.tablet;
    let second = Headset::start(ward.launcher.link, "g2", "Glasögon 1");
    assert_eq!(second.until_refused().code, RefusalCode::NameTaken);
    ward.launcher.wait_for_log("NameTaken");
    let truth = tablet.until("told", |truth| {
        tablet::headset(truth, "g1").is_some_and(|headset| !headset.notices.is_empty())
    });
    let told = tablet::headset(&truth, "g1").unwrap();
    assert!(told.connected, "the first one keeps its link");
    assert_eq!(told.notices[0].code, "NameTaken");
    assert!(
        told.notices[0].text["sv"].contains("Glasögon 1")
            && told.notices[0].text.contains_key("en")
    );
    assert!(tablet::headset(&truth, "g2").is_none());
}

#[test]
fn two_programs_that_are_one_headset() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let mut tablet = Tablet::connect(launcher.web);
    let _first = Headset::start_as(launcher.link, hello("g1", "Glasögon 1", "first"));
    tablet.until_linked("g1");
    let copy = Headset::start_as(launcher.link, hello("g1", "Glasögon 1", "second"));
    assert_eq!(copy.until_refused().code, RefusalCode::IdInUse);
    launcher.wait_for_log("IdInUse");
}

#[test]
fn a_web_page_is_no_headset() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    for (path, origin, status) in [
        ("/link", Some("http://evil.example"), 403),
        ("/elsewhere", None, 404),
    ] {
        let stream = TcpStream::connect(launcher.link).unwrap();
        let mut request = format!("ws://{}{path}", launcher.link)
            .into_client_request()
            .unwrap();
        if let Some(origin) = origin {
            request
                .headers_mut()
                .insert("origin", origin.parse().unwrap());
        }
        match tungstenite::client(request, stream) {
            Err(tungstenite::HandshakeError::Failure(tungstenite::Error::Http(answer))) => {
                assert_eq!(answer.status(), status)
            }
            other => panic!("let in: {other:?}"),
        }
    }
}

#[test]
fn a_headset_that_hangs_is_unreachable_and_one_that_returns_goes_on() {
    let (mut ward, session) = Ward::playing();
    let tablet = &mut ward.tablet;
    assert_eq!(
        tablet
            .tap(&session.id, "next", json!({"from": "shore"}))
            .status,
        200
    );
    tablet.until_session("in the boat", &session.id, |session| {
        session
            .reported
            .as_ref()
            .is_some_and(|reported| reported.scene.as_deref() == Some("boat"))
    });
    ward.headset.freeze();
    let gone = tablet.until("unreachable", |truth| {
        tablet::headset(truth, "g1").is_some_and(|headset| !headset.connected)
    });
    let told = tablet::headset(&gone, "g1").unwrap();
    assert_eq!(
        (told.state, told.notices[0].code.as_str()),
        (
            launcher::api::resources::HeadsetState::Unreachable,
            "Unreachable"
        )
    );
    assert!(
        tablet::session(&gone, &session.id).unwrap().ended.is_none(),
        "the session goes on in the headset"
    );

    // Its program is started again, with no memory of the session.
    let again = Headset::start_as(ward.launcher.link, hello("g1", "Glasögon 1", "second"));
    let wish = again.until_desired(|desired| desired.play().is_some());
    let play = wish.play().unwrap();
    assert_eq!(play.session.0, session.id);
    assert_eq!(
        play.resume.as_ref().map(|resume| resume.scene.as_str()),
        Some("boat"),
        "where it was"
    );
    tablet.until_session("back", &session.id, |session| {
        session.acknowledged
            && session.desired.revision == wish.revision
            && session
                .reported
                .as_ref()
                .is_some_and(|reported| reported.scene.as_deref() == Some("boat"))
    });
}
