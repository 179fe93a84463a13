//! A whole home made up, to measure a launcher with: `cargo xtask bench` starts it, and it says what it measured.
//!
//! Every part is a program of its own that speaks to the launcher as the real one does: headsets over their link, with the
//! headset's own protocol machine and pictures; tablets over HTTP and the events socket, let in and logged in through
//! the door. Beside them an echo answers bare WebSocket messages, so that what the launcher takes can be told from what
//! the machine does to everybody.
//!
//! ```text
//! simulated_ward seed STATE EXPERIENCES      2,000 experiences, 500 residents, 200,000 sessions over five years
//! simulated_ward headsets LINK               30 of them; `ready` when all are up, ends with its input
//! simulated_ward echo                        says its address, ends with its input
//! simulated_ward tablets WEB SETUP ECHO      10 of them; one line of JSON
//! simulated_ward lists WEB SETUP             lists, searches and reports, one after the other; one line of JSON
//! ```
#![allow(
    clippy::unwrap_used,
    reason = "what goes wrong here ends the measurement"
)]

mod echo;
mod headsets;
mod http;
mod lists;
mod people;
mod seed;
mod tablets;

use std::{io::Read, net::SocketAddr, path::PathBuf};

use clap::Parser;

#[derive(Debug, Parser)]
enum Verb {
    /// Makes experiences and records, the launcher not running.
    Seed {
        state: PathBuf,
        experiences: PathBuf,
        #[arg(long, default_value_t = 2000)]
        number: usize,
        #[arg(long, default_value_t = 500)]
        residents: usize,
        #[arg(long, default_value_t = 200_000)]
        sessions: usize,
    },
    /// Headsets that play what they are told.
    Headsets {
        link: SocketAddr,
        #[arg(long, default_value_t = 30)]
        number: usize,
    },
    /// Answers each WebSocket message with itself.
    Echo,
    /// Tablets that look and tap.
    Tablets {
        web: SocketAddr,
        setup: String,
        echo: SocketAddr,
        #[arg(long, default_value_t = 10)]
        number: usize,
        #[arg(long, default_value_t = 20)]
        seconds: u64,
    },
    /// One who lists, searches and reads reports.
    Lists {
        web: SocketAddr,
        setup: String,
        #[arg(long, default_value_t = 300)]
        times: usize,
    },
}

#[tokio::main]
async fn main() {
    match Verb::parse() {
        Verb::Seed {
            state,
            experiences,
            number,
            residents,
            sessions,
        } => seed::seed(&state, &experiences, number, residents, sessions),
        Verb::Headsets { link, number } => headsets::run(link, number).await,
        Verb::Echo => echo::run().await,
        Verb::Tablets {
            web,
            setup,
            echo,
            number,
            seconds,
        } => println!("{}", tablets::run(web, &setup, echo, number, seconds).await),
        Verb::Lists { web, setup, times } => {
            println!("{}", lists::run(web, &setup, times).await);
        }
    }
}

/// Waits until whoever started this closes its input.
async fn until_input_ends() {
    tokio::task::spawn_blocking(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
    })
    .await
    .unwrap();
}

/// The sample that so many of a hundred lie at or below; milliseconds in, milliseconds out.
fn percentile(samples: &mut [f64], of_hundred: f64) -> f64 {
    samples.sort_by(f64::total_cmp);
    let place = (samples.len() as f64 * of_hundred / 100.0).ceil() as usize;
    samples[place.clamp(1, samples.len()) - 1]
}
