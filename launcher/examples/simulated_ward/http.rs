//! Just enough of an HTTP client: one connection kept open, one request after the other, with cookies.

use std::{collections::BTreeMap, net::SocketAddr};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

/// A browser at a tablet.
pub(crate) struct Browser {
    web: SocketAddr,
    stream: BufReader<TcpStream>,
    cookies: BTreeMap<String, String>,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The same, if it is as it should be.
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(
            self.status,
            status,
            "{}",
            String::from_utf8_lossy(&self.body)
        );
        self
    }
}

impl Browser {
    pub(crate) async fn open(web: SocketAddr) -> Self {
        let stream = TcpStream::connect(web).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            web,
            stream: BufReader::new(stream),
            cookies: BTreeMap::new(),
        }
    }

    /// Another one at the same tablet.
    pub(crate) async fn beside(&self) -> Self {
        Self {
            cookies: self.cookies.clone(),
            ..Self::open(self.web).await
        }
    }

    pub(crate) fn web(&self) -> SocketAddr {
        self.web
    }

    /// What stands in its `Cookie` header.
    pub(crate) fn cookies(&self) -> String {
        let all = self.cookies.iter();
        let pairs: Vec<_> = all.map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, None).await
    }

    pub(crate) async fn send(&mut self, method: &str, path: &str, body: &Value) -> Answer {
        self.ask(method, path, Some(body.to_string())).await
    }

    async fn ask(&mut self, method: &str, path: &str, body: Option<String>) -> Answer {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n",
            self.web,
            self.cookies()
        );
        if let Some(body) = &body {
            request += &format!(
                "Content-Type: application/json\r\nContent-Length: {}\r\n",
                body.len()
            );
        }
        request += "\r\n";
        request += body.as_deref().unwrap_or_default();
        self.stream
            .get_mut()
            .write_all(request.as_bytes())
            .await
            .unwrap();
        let mut line = String::new();
        self.stream.read_line(&mut line).await.unwrap();
        let status = line.split(' ').nth(1).unwrap().parse().unwrap();
        let mut headers = BTreeMap::new();
        loop {
            line.clear();
            self.stream.read_line(&mut line).await.unwrap();
            let Some((name, value)) = line.trim_end().split_once(": ") else {
                break;
            };
            if name.eq_ignore_ascii_case("set-cookie") {
                let (name, rest) = value.split_once('=').unwrap();
                let value = rest.split(';').next().unwrap();
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            headers.insert(name.to_lowercase(), value.to_owned());
        }
        let length = headers
            .get("content-length")
            .map_or(0, |length| length.parse().unwrap());
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await.unwrap();
        Answer {
            status,
            headers,
            body,
        }
    }
}
