//! A web server for one browser on this machine: files under a few names, and messages from the page.
//!
//! It speaks as little HTTP as a browser needs to load a page: GET and POST, one request a connection, nothing cached.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// More than any message of the page.
const LONGEST_MESSAGE: u64 = 64 * 1024;

/// A message from the page: its name, and what it says.
pub(super) type Message = (String, serde_json::Value);
/// What to do with a message before it is answered: the page waits meanwhile.
pub(super) type Listener = dyn Fn(&Message) + Send + Sync;

/// What is served: files in these folders, under these first parts of the address.
pub(super) struct Places(pub(super) Vec<(&'static str, PathBuf)>);

/// Serves until this program ends; gives the port. Each message goes to `hear` first and then into `messages`.
pub(super) fn serve(places: Places, hear: Box<Listener>, messages: Sender<Message>) -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
    let port = listener.local_addr().context("no free port")?.port();
    let shared = Arc::new((places, hear));
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let (shared, messages) = (Arc::clone(&shared), messages.clone());
            // A browser that goes away in the middle is no trouble.
            std::thread::spawn(move || answer(stream, &shared.0, shared.1.as_ref(), &messages));
        }
    });
    Ok(port)
}

fn answer(
    stream: TcpStream,
    places: &Places,
    hear: &Listener,
    messages: &Sender<Message>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut words = request.split(' ');
    let (method, address) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let path = address.split('?').next().unwrap_or("");
    if method == "POST" {
        let mut body = Vec::new();
        reader
            .take(length.min(LONGEST_MESSAGE))
            .read_to_end(&mut body)?;
        let name = path.rsplit('/').next().unwrap_or("").to_owned();
        let message = (name, serde_json::from_slice(&body).unwrap_or_default());
        hear(&message);
        let _ = messages.send(message);
        return respond(stream, "204 No Content", "text/plain", None);
    }
    match places
        .find(path)
        .and_then(|file| Some((File::open(&file).ok()?, file)))
    {
        Some((file, path)) => respond(stream, "200 OK", kind(&path), Some(file)),
        None => respond(stream, "404 Not Found", "text/plain", None),
    }
}

fn respond(
    mut stream: TcpStream,
    status: &str,
    kind: &str,
    file: Option<File>,
) -> std::io::Result<()> {
    let length = match &file {
        Some(file) => file.metadata()?.len(),
        None => 0,
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    if let Some(mut file) = file {
        std::io::copy(&mut file, &mut stream)?;
    }
    Ok(())
}

impl Places {
    /// The file an address means, if it is one of those that are served.
    fn find(&self, address: &str) -> Option<PathBuf> {
        let (first, rest) = address.strip_prefix('/')?.split_once('/')?;
        let (_, folder) = self.0.iter().find(|(name, _)| *name == first)?;
        let rest = Path::new(rest);
        rest.components()
            .all(|part| matches!(part, Component::Normal(_)))
            .then(|| folder.join(rest))
    }
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("jpg") => "image/jpeg",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    fn ask(port: u16, request: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn files_are_served_messages_heard_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.js"), "let a").unwrap();
        let (sender, messages) = mpsc::channel();
        let places = Places(vec![("here", folder.path().to_owned())]);
        let port = serve(places, Box::new(|_| ()), sender).unwrap();
        let page = ask(port, "GET /here/a.js?x=1 HTTP/1.1\r\nHost: a\r\n\r\n");
        assert!(
            page.starts_with("HTTP/1.1 200")
                && page.contains("text/javascript")
                && page.ends_with("let a"),
            "{page}"
        );
        assert!(ask(port, "GET /here/../a.js HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"));
        assert!(ask(port, "GET /there/a.js HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"));
        let told = ask(
            port,
            "POST /tell/first HTTP/1.1\r\nContent-Length: 9\r\n\r\n{\"at\": 7}",
        );
        assert!(told.starts_with("HTTP/1.1 204"), "{told}");
        let (name, said) = messages.recv().unwrap();
        assert_eq!((name.as_str(), said["at"].as_u64()), ("first", Some(7)));
    }
}
