//! One film on a thread of its own.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use media::MediaError;
use media::film::{FilmInfo, FilmSound, FilmSource, FilmState, FrameContent};

use crate::panorama::film::FilmTextures;
use crate::panorama::{GpuPicture, Uploader};

/// Opens a film's decoder; run on the film's thread.
pub type Open = Box<dyn FnOnce() -> Result<Box<dyn FilmSource>, MediaError> + Send>;

/// What a film turned out to be.
pub struct Opened {
    /// What it is.
    pub info: FilmInfo,
    /// What is heard, if anything.
    pub sound: Option<Box<dyn FilmSound>>,
}

/// A picture of a film on the graphics card.
#[derive(Debug, Clone)]
pub struct Shot {
    /// The picture; only until the next but one was taken.
    pub picture: GpuPicture,
    /// Counts the pictures of this film from 1.
    pub number: u64,
    /// When it begins to be seen, in run time.
    pub at: Duration,
    /// The seek it belongs to.
    pub serial: u32,
}

/// A film that is shown. Asking never waits.
pub struct Screen {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    orders: Mutex<Orders>,
    changed: Condvar,
    told: Mutex<Told>,
}

/// What the thread is asked for.
#[derive(Default)]
struct Orders {
    news: bool,
    closed: bool,
    uploader: Option<Uploader>,
    /// Counts the graphics cards.
    card: u64,
    /// The moment that is heard when the next picture is seen, in run time.
    at: Option<Duration>,
    seek: Option<(Duration, u32)>,
    run: Option<bool>,
    rate: Option<f64>,
}

/// What the thread says.
#[derive(Default)]
struct Told {
    opened: Option<Result<Opened, MediaError>>,
    /// The newest picture, until it is taken; then the next one may be written.
    shot: Option<Shot>,
    state: Option<FilmState>,
    left_out: u64,
    /// The graphics card that pictures are for.
    card: u64,
    /// A frame that the graphics card does not take.
    refused: Option<String>,
}

impl Screen {
    /// Starts a thread that opens the film, which begins at `start`.
    pub fn start(open: Open, start: Duration) -> Self {
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("film".into())
            .spawn(move || run(open, start, &theirs));
        let thread = thread
            .inspect_err(|error| {
                tracing::error!(%error, "no thread for a film");
                let source = std::io::Error::from(error.kind());
                let path = PathBuf::new();
                shared.told().opened = Some(Err(MediaError::Unreadable { path, source }));
            })
            .ok();
        Self { shared, thread }
    }

    /// Gives the graphics card that pictures go to from now on; none while there is none.
    pub fn connect(&self, uploader: Option<Uploader>) {
        let mut told = self.shared.told();
        told.card += 1;
        // A picture on the old card is worth nothing.
        told.shot = None;
        let card = told.card;
        drop(told);
        self.order(|orders| (orders.uploader, orders.card) = (uploader, card));
    }

    /// What the film turned out to be, once that is known; the first time it is asked for then.
    pub fn opened(&self) -> Option<Result<Opened, MediaError>> {
        self.shared.told().opened.take()
    }

    /// Asks for the picture of the moment `at` (run time).
    pub fn show(&self, at: Duration) {
        self.order(|orders| orders.at = Some(at));
    }

    /// The picture that came since the last call. The one taken before the last is written over from now on.
    pub fn shot(&self) -> Option<Shot> {
        self.shared.told().shot.take()
    }

    /// Lets the decoder work ahead, or rest.
    pub fn run(&self, on: bool) {
        self.order(|orders| orders.run = Some(on));
    }

    /// Goes to a place in the film; pictures that follow carry `serial`.
    pub fn seek(&self, place: Duration, serial: u32) {
        self.order(|orders| orders.seek = Some((place, serial)));
        let mut told = self.shared.told();
        told.state = None;
        told.shot = None;
    }

    /// How fast pictures will be asked for, 0.9 to 1.1.
    pub fn set_rate(&self, rate: f64) {
        self.order(|orders| orders.rate = Some(rate));
    }

    /// Where the film stands; opening until more is known.
    pub fn state(&self) -> FilmState {
        self.shared
            .told()
            .state
            .clone()
            .unwrap_or(FilmState::Opening)
    }

    /// How many pictures were decoded and not shown.
    pub fn left_out(&self) -> u64 {
        self.shared.told().left_out
    }

    /// Why the graphics card does not take the film's frames.
    pub fn refused(&self) -> Option<String> {
        self.shared.told().refused.clone()
    }

    /// Ends the thread; gives it back to be waited for, which may take as long as a decoder needs to end.
    pub fn close(mut self) -> Option<JoinHandle<()>> {
        self.order(|orders| orders.closed = true);
        self.thread.take()
    }

    fn order(&self, change: impl FnOnce(&mut Orders)) {
        let mut orders = lock(&self.shared.orders);
        change(&mut orders);
        orders.news = true;
        self.shared.changed.notify_one();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.order(|orders| orders.closed = true);
    }
}

impl Shared {
    fn told(&self) -> MutexGuard<'_, Told> {
        lock(&self.told)
    }

    /// Waits for news, and takes them.
    fn news(&self) -> Orders {
        let mut orders = lock(&self.orders);
        while !orders.news {
            orders = self
                .changed
                .wait(orders)
                .unwrap_or_else(PoisonError::into_inner);
        }
        orders.news = false;
        Orders {
            news: true,
            closed: orders.closed,
            uploader: orders.uploader.clone(),
            card: orders.card,
            at: orders.at,
            seek: orders.seek.take(),
            run: orders.run.take(),
            rate: orders.rate.take(),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn run(open: Open, start: Duration, shared: &Shared) {
    let mut source = match open() {
        Ok(source) => source,
        Err(error) => {
            shared.told().opened = Some(Err(error));
            return;
        }
    };
    let opened = Opened {
        info: source.info().clone(),
        sound: source.take_sound(),
    };
    shared.told().opened = Some(Ok(opened));
    let mut projector = Projector {
        source,
        card: None,
        at: start,
        serial: 0,
        running: false,
        last: start,
        number: 0,
    };
    loop {
        let orders = shared.news();
        if orders.closed {
            return;
        }
        projector.take(orders, shared);
    }
}

/// The film's decoder and its place on the graphics card.
struct Projector {
    source: Box<dyn FilmSource>,
    card: Option<(u64, FilmTextures)>,
    /// The moment asked for last.
    at: Duration,
    /// The seek asked for last.
    serial: u32,
    running: bool,
    /// The moment of the frame that was handed over last; a film that is held may be a little behind it.
    last: Duration,
    number: u64,
}

impl Projector {
    fn take(&mut self, orders: Orders, shared: &Shared) {
        if let Some((place, serial)) = orders.seek {
            self.source.seek(place, serial);
            (self.at, self.last, self.serial) = (place, place, serial);
        } else if let Some(at) = orders.at {
            self.at = at;
        }
        if let Some(run) = orders.run {
            self.source.play(run);
            self.running = run;
        }
        if let Some(rate) = orders.rate {
            self.source.set_rate(rate);
        }
        match (&self.card, &orders.uploader) {
            (_, None) => self.card = None,
            (Some((card, _)), Some(_)) if *card == orders.card => {}
            (_, Some(uploader)) => {
                let orientation = self.source.info().orientation;
                let textures = FilmTextures::new(uploader.clone(), orientation);
                self.card = Some((orders.card, textures));
                // No frame is kept for this: it is large, and a film that runs has a new one soon.
                let rests = !self.running || self.source.state() == FilmState::Ended;
                if self.number > 0 && rests {
                    self.source.seek(self.last, self.serial);
                }
            }
        }
        self.show(shared);
        let mut told = shared.told();
        told.state = Some(self.source.state());
        told.left_out = self.source.dropped();
    }

    /// Sends what is due to the graphics card.
    fn show(&mut self, shared: &Shared) {
        let Some((card, textures)) = &mut self.card else {
            return;
        };
        if shared.told().shot.is_some() {
            // Not taken yet: the other textures may still be seen.
            return;
        }
        let at = if self.running {
            self.at
        } else {
            self.at.max(self.last)
        };
        let Some(frame) = self.source.frame(at) else {
            return;
        };
        let FrameContent::Planes(planes) = frame.content else {
            return;
        };
        match textures.write(planes) {
            Ok(picture) => {
                self.number += 1;
                self.last = frame.at;
                let mut told = shared.told();
                if told.card == *card {
                    told.shot = Some(Shot {
                        picture,
                        number: self.number,
                        at: frame.at,
                        serial: frame.serial,
                    });
                }
            }
            Err(error) => {
                tracing::warn!(%error, "a frame of a film cannot be shown");
                shared.told().refused = Some(error.to_string());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use media::film::synthetic::Synthetic;

    use super::*;

    fn opened(screen: &Screen) -> Result<Opened, MediaError> {
        loop {
            match screen.opened() {
                Some(opened) => return opened,
                None => std::thread::yield_now(),
            }
        }
    }

    #[test]
    fn a_film_is_opened_on_its_thread_and_its_sound_given_away_once() {
        let film = Synthetic::default();
        let screen = Screen::start(
            Box::new(move || Ok(Box::new(film.open()))),
            Duration::from_secs(2),
        );
        let opened = opened(&screen).expect("a drawn film always opens");
        assert_eq!(opened.info.width, 1280);
        assert!(opened.sound.is_some());
        assert!(screen.opened().is_none());
        // Without a graphics card there is nothing to see, and nothing is lost.
        screen.show(Duration::from_secs(3));
        assert!(screen.shot().is_none());
        let thread = screen.close().expect("it has a thread");
        assert!(thread.join().is_ok());
    }

    #[test]
    fn a_film_that_cannot_be_opened_says_why() {
        let screen = Screen::start(Box::new(|| Err(MediaError::Unknown)), Duration::ZERO);
        assert!(matches!(opened(&screen), Err(MediaError::Unknown)));
        assert!(screen.close().is_some_and(|thread| thread.join().is_ok()));
    }
}
