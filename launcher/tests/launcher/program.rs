//! The launcher's program under test.

use std::{
    cell::Cell,
    fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
};

use media::{Picture, Pixels};
use tempfile::TempDir;

use crate::{
    http::{PATIENCE, Web},
    people,
};

/// Folders of a home: experiences and state.
pub(crate) struct Home {
    folder: TempDir,
    /// The cookies of the first tablet, once there is one.
    cookies: Cell<&'static str>,
}

impl Home {
    /// With one experience, `sjo`, of two linked scenes.
    pub(crate) fn new() -> Self {
        let home = Self {
            folder: TempDir::new().unwrap(),
            cookies: Cell::new(""),
        };
        home.add_experience("sjo");
        home
    }

    pub(crate) fn experiences(&self) -> PathBuf {
        self.folder.path().join("experiences")
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.state().join("launcher/launcher.db")
    }

    pub(crate) fn add_experience(&self, id: &str) {
        let folder = self.experiences().join(id);
        fs::create_dir_all(folder.join("media")).unwrap();
        for (name, shade) in [("shore", 40), ("boat", 200)] {
            fs::write(folder.join(format!("media/{name}.jpg")), photo(shade)).unwrap();
        }
        fs::write(folder.join("experience.ron"), manifest(id)).unwrap();
    }
}

/// A small panorama with something to see ahead.
pub(crate) fn photo(shade: u8) -> Vec<u8> {
    let (width, height) = (256_u32, 128_u32);
    let pixels = (0..height).flat_map(|y| {
        (0..width).flat_map(move |x| {
            let near = x.abs_diff(128) < 20 && y.abs_diff(64) < 20;
            let value = if near {
                x.wrapping_mul(37) as u8
            } else {
                shade
            };
            [value, shade, 255 - shade, 255]
        })
    });
    let picture = Picture {
        width,
        height,
        pixels: Pixels::Rgba(pixels.collect()),
    };
    media::encode_jpeg(&picture, 90).unwrap()
}

pub(crate) fn manifest(id: &str) -> String {
    format!(
        r#"Experience(
    format: 1,
    id: "{id}",
    title: {{"sv": "Sjön", "en": "The lake"}},
    description: {{"sv": "Sitt vid sjön. Det är stilla.", "en": "Sit by the lake. It is still."}},
    minutes: 10, stimulation: Low, motion: Still,
    topics: ["nature"], years: (1950, 1980),
    prompts: {{"sv": ["Brukade ni fiska?", "Var badade ni?", "Vem rodde?"], "en": ["Did you fish?", "Where did you swim?", "Who rowed?"]}},
    start: "shore",
    scenes: {{
        "shore": Scene(
            title: {{"sv": "Stranden", "en": "The shore"}},
            view: Photo(file: "media/shore.jpg", projection: Equirectangular, stereo: Mono),
            links: [Next(to: "boat", label: {{"sv": "Ut med ekan", "en": "Out in the boat"}})],
        ),
        "boat": Scene(
            title: {{"sv": "Ekan", "en": "The boat"}},
            view: Photo(file: "media/boat.jpg", projection: Equirectangular, stereo: Mono),
            links: [End(after: 300)],
        ),
    }},
)
"#
    )
}

/// A running launcher; killed when dropped.
pub(crate) struct Launcher {
    child: Child,
    pub(crate) web: Web,
    /// The code with which the first admin comes in, if there was none.
    pub(crate) setup: Option<String>,
    pub(crate) link: SocketAddr,
    log: Receiver<String>,
}

impl Launcher {
    /// On free ports. In a home that is new, somebody looks after it from then on and is logged in.
    pub(crate) fn start(home: &Home) -> Self {
        Self::start_at(home, "127.0.0.1:0", "127.0.0.1:0")
    }

    /// On the ports of one that was killed.
    pub(crate) fn start_again(home: &Home, (web, link): (Web, SocketAddr)) -> Self {
        Self::start_at(home, &web.to_string(), &link.to_string())
    }

    fn start_at(home: &Home, web: &str, link: &str) -> Self {
        let state = home.state();
        Self::start_with(&home.experiences(), &state, web, link)
            .unwrap_or_else(|(status, log)| panic!("{status}: {log}"))
            .let_in(home)
    }

    /// Makes sure that somebody looks after the home, and is logged in.
    pub(crate) fn let_in(mut self, home: &Home) -> Self {
        if let Some(code) = &self.setup
            && home.cookies.get().is_empty()
        {
            home.cookies.set(people::set_up(self.web, code).cookies);
        }
        self.web.cookies = home.cookies.get();
        self
    }

    /// As it is on a new home: nobody is let in yet.
    pub(crate) fn start_untouched(home: &Home) -> Self {
        let free = "127.0.0.1:0";
        Self::start_with(&home.experiences(), &home.state(), free, free)
            .unwrap_or_else(|(status, log)| panic!("{status}: {log}"))
    }

    /// Starts it, or says how it ended and what it wrote.
    pub(crate) fn start_with(
        experiences: &Path,
        state: &Path,
        web: &str,
        link: &str,
    ) -> Result<Self, (ExitStatus, String)> {
        Self::start_saying(experiences, state, web, link, &[]).map(|(launcher, _)| launcher)
    }

    /// The same with more flags; gives the lines that it prints when it is ready, too.
    pub(crate) fn start_saying(
        experiences: &Path,
        state: &Path,
        web: &str,
        link: &str,
        flags: &[&str],
    ) -> Result<(Self, Vec<String>), (ExitStatus, String)> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_launcher"))
            .args(["--listen", web, "--headset-listen", link])
            .arg("--experiences")
            .arg(experiences)
            .arg("--state")
            .arg(state)
            .args(flags)
            .env_remove("RUST_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (tell, log) = channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        thread::spawn(move || {
            stderr
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| tell.send(line))
        });
        // One read gives all the lines: they are written at once.
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let lines = String::from_utf8(said.fill_buf().unwrap().to_vec()).unwrap();
        let lines: Vec<_> = lines.lines().map(ToOwned::to_owned).collect();
        let ready = lines.first().map(String::as_str).unwrap_or_default();
        let Some(addresses) = ready.strip_prefix("launcher ready http://") else {
            let status = child.wait().unwrap();
            return Err((status, log.iter().collect::<Vec<_>>().join("\n")));
        };
        let (web, link) = addresses.split_once("/ headsets ws://").unwrap();
        let link = link.strip_suffix("/link").unwrap();
        let web = Web {
            address: web.parse().unwrap(),
            cookies: "",
        };
        let mut codes = lines.iter().filter_map(|line| line.split_once("/#/setup/"));
        let launcher = Self {
            child,
            web,
            setup: codes.next().map(|(_, code)| code.to_owned()),
            link: link.parse().unwrap(),
            log,
        };
        Ok((launcher, lines))
    }

    /// Waits for a log line that holds `part`, and gives those before it.
    pub(crate) fn wait_for_log(&self, part: &str) -> Vec<String> {
        let mut seen = Vec::new();
        loop {
            match self.log.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(part) => return seen,
                Ok(line) => seen.push(line),
                Err(error) => panic!("no log line with {part:?} ({error}); seen: {seen:#?}"),
            }
        }
    }

    /// `kill -9`, and waits until it is gone.
    pub(crate) fn kill(mut self) -> (Web, SocketAddr) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        (self.web, self.link)
    }

    /// SIGTERM, and everything it has logged.
    pub(crate) fn end(mut self) -> Vec<String> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").arg(pid).status().unwrap().success());
        self.child.wait().unwrap();
        self.log.iter().collect()
    }

    /// SIGTERM, and waits for how it ends.
    pub(crate) fn terminate(mut self) -> ExitStatus {
        let sent = Command::new("kill")
            .arg(self.child.id().to_string())
            .status()
            .unwrap();
        assert!(sent.success());
        self.child.wait().unwrap()
    }
}

impl Drop for Launcher {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
