//! On a real sound device: a drawn film with a click each second, and what its clock says; for a look at a new device.
//!
//! ```text
//! cargo run -p sound --example in_step -- 10
//! ```
//! Prints the clock against the machine's time twice a second. Recording what is heard (a loopback, a microphone)
//! shows the clicks, which should come when the clock is half a second past each second.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use media::film::FilmSource;
use media::film::synthetic::Synthetic;
use sound::{FilmTrack, SoundOutput};

fn main() -> anyhow::Result<()> {
    let lasts = std::env::args()
        .nth(1)
        .map_or(Ok(10), |word| word.parse::<u64>())?;
    let sound = SoundOutput::open();
    let mut film = Synthetic::default().open();
    let clock = sound.film(FilmTrack {
        sound: film.take_sound(),
        heading: 0.0,
        gain: 0.0,
        loudness: None,
        start: Duration::ZERO,
        fade: Duration::ZERO,
        playing: true,
    });
    let began = Instant::now();
    let mut next = Duration::ZERO;
    while began.elapsed() < Duration::from_secs(lasts) {
        std::thread::sleep(Duration::from_millis(2));
        let place = clock.position();
        if place >= next || began.elapsed() > next + Duration::from_secs(3) {
            let time = SystemTime::now().duration_since(UNIX_EPOCH)?;
            println!(
                "at {:.3} ({:.3} s since the beginning) the clock says {:.3} s; underruns {}, device {}, level {:.3}",
                time.as_secs_f64(),
                began.elapsed().as_secs_f64(),
                place.as_secs_f64(),
                clock.underruns(),
                !sound.is_silent(),
                sound.level(),
            );
            next = place.max(next) + Duration::from_millis(500);
        }
    }
    for problem in sound.problems() {
        println!("{problem:?}");
    }
    Ok(())
}
