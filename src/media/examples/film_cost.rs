//! What decoding a film costs: the processor time of asking for each of its frames when it is due, and of seeking.
//!
//! `film_cost FILM SECONDS [SEEKS]` prints one line of JSON. Nothing is shown and nothing is heard.

use std::time::{Duration, Instant};

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;
use media::film::{FilmSource, Heard, OpenOptions};

fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let film = words.next().ok_or("which film?")?;
    let seconds: f64 = words.next().ok_or("for how many seconds?")?.parse()?;
    let seeks: u32 = words.next().map_or(Ok(0), |seeks| seeks.parse())?;
    let options = OpenOptions {
        looping: true,
        ..OpenOptions::default()
    };
    let mut film = media::film::open(film.as_ref(), &options)?;
    let frames = play(&mut *film, Duration::from_secs_f64(seconds));
    let spent = processor_seconds()?;
    let dropped = film.dropped();
    let mut times: Vec<f64> = (1..=seeks).map(|number| seek(&mut *film, number)).collect();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied();
    println!(
        "{{\"seconds\": {seconds}, \"frames\": {frames}, \"dropped\": {dropped}, \"processor_seconds\": {spent}, \"peak_kib\": {}, \"seek_ms\": [{:.1}, {:.1}]}}",
        peak_kib()?,
        at(50).unwrap_or_default(),
        at(95).unwrap_or_default(),
    );
    Ok(())
}

/// Asks for frames sixty times a second, as a headset does; how many came.
fn play(film: &mut dyn FilmSource, lasts: Duration) -> u64 {
    let sound = film.take_sound().map(|mut sound| {
        let until = Instant::now() + lasts;
        std::thread::spawn(move || {
            let began = Instant::now();
            while Instant::now() < until {
                match sound.read(Duration::from_millis(50)) {
                    Heard::Piece(piece) => {
                        std::thread::sleep(piece.at.saturating_sub(began.elapsed()));
                    }
                    Heard::Nothing => {}
                    Heard::Ended => return,
                }
            }
        })
    });
    let began = Instant::now();
    let mut frames = 0;
    let mut shown = None;
    while began.elapsed() < lasts {
        let newer = film.frame(began.elapsed());
        frames += u64::from(newer.is_some());
        shown = newer.or(shown);
        std::thread::sleep(Duration::from_micros(16_667));
    }
    drop(shown);
    if let Some(sound) = sound {
        let _ = sound.join();
    }
    frames
}

/// Milliseconds until the frame of a place is there.
fn seek(film: &mut dyn FilmSource, number: u32) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_895;
    let place = film
        .info()
        .duration
        .mul_f64((f64::from(number) * GOLDEN).fract());
    let began = Instant::now();
    film.seek(place, number);
    while film.frame(place).is_none_or(|frame| frame.serial != number) {
        std::thread::sleep(Duration::from_millis(1));
    }
    began.elapsed().as_secs_f64() * 1000.0
}

fn processor_seconds() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(") ").ok_or("an odd process")?;
    let ticks = fields.split(' ').skip(11).take(2);
    let ticks: Result<Vec<u64>, std::num::ParseIntError> = ticks.map(str::parse).collect();
    Ok(ticks?.iter().sum::<u64>() as f64 / 100.0)
}

fn peak_kib() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .ok_or("no peak")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
