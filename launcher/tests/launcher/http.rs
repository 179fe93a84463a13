//! Just enough of an HTTP client: one request a connection, everything sent as it is written.

use std::{
    fmt,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use serde_json::Value;

/// Nothing takes this long; a test that waits so long hangs.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A browser: where the launcher answers it, and the cookies it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Web {
    pub(crate) address: SocketAddr,
    /// As they are sent; empty without any.
    pub(crate) cookies: &'static str,
}

impl Web {
    /// A browser that was never here before.
    pub(crate) fn stranger(self) -> Self {
        Self {
            cookies: "",
            ..self
        }
    }

    /// The same browser after an answer has given it cookies, or taken them.
    pub(crate) fn after(self, answer: &Answer) -> Self {
        let mut cookies: Vec<_> = self
            .cookies
            .split("; ")
            .filter_map(|cookie| cookie.split_once('='))
            .collect();
        let given = answer
            .headers
            .iter()
            .filter(|(name, _)| name == "set-cookie");
        for (_, cookie) in given {
            let (name, value) = cookie.split_once('=').unwrap();
            let (value, how) = value.split_once("; ").unwrap();
            assert!(name.starts_with("__Host-"), "{cookie}");
            for must in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
                assert!(how.contains(must), "{cookie}");
            }
            cookies.retain(|(known, _)| *known != name);
            if !value.is_empty() {
                cookies.push((name, value));
            }
        }
        let cookies: Vec<_> = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        Self {
            // A handful of words for each test: never given back, so that a browser can be copied.
            cookies: cookies.join("; ").leak(),
            ..self
        }
    }

    pub(crate) fn port(self) -> u16 {
        self.address.port()
    }
}

impl fmt::Display for Web {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address.fmt(out)
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The code of a problem, once its form is checked.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{}",
            self.text()
        );
        let problem = self.json();
        let code = problem["code"].as_str().unwrap().to_owned();
        assert_eq!(problem["status"], self.status);
        assert_eq!(problem["type"], format!("urn:utsikt:problem:{code}"));
        assert!(
            !problem["title"].as_str().unwrap().is_empty()
                && !problem["detail"].as_str().unwrap().is_empty()
        );
        code
    }
}

/// Sends a request and waits for the whole answer.
pub(crate) fn request(
    to: Web,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut stream = TcpStream::connect(to.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    if !headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("host"))
    {
        head += &format!("Host: {to}\r\n");
    }
    if !to.cookies.is_empty() {
        head += &format!("Cookie: {}\r\n", to.cookies);
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    // In one go: a small body is read with the head, also where nobody wants it, so that no reset takes the answer away.
    let whole = [(head + "\r\n").as_bytes(), body].concat();
    // The server may answer and close before it has read a large body that it does not want.
    let _ = stream.write_all(&whole);
    let mut answer = Vec::new();
    if let Err(error) = stream.read_to_end(&mut answer) {
        // What was answered before the reset has come.
        assert!(
            error.kind() == std::io::ErrorKind::ConnectionReset && !answer.is_empty(),
            "{error}"
        );
    }
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a head");
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Answer {
        status,
        headers,
        body: answer[end + 4..].to_vec(),
    }
}

pub(crate) fn get(to: Web, path: &str) -> Answer {
    request(to, "GET", path, &[], b"")
}

pub(crate) fn send(to: Web, method: &str, path: &str, body: &Value) -> Answer {
    request(
        to,
        method,
        path,
        &[("Content-Type", "application/json")],
        body.to_string().as_bytes(),
    )
}
