//! The headset program on a computer; see the library.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::Parser;
use headset::options::Options;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    // What the libraries below have to say is for those who work on them.
    let quiet = "info,wgpu=error,wgpu_core=error,wgpu_hal=error,naga=error,bevy_render=error,bevy_mod_openxr=warn,symphonia_format_ogg=warn";
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(quiet));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let options = Options::parse();
    let stop = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    for signal in [signal_hook::consts::SIGTERM, signal_hook::consts::SIGINT] {
        if let Err(error) = signal_hook::flag::register(signal, Arc::clone(&stop)) {
            tracing::warn!(%error, "the program can only be ended hard");
        }
    }
    ExitCode::from(headset::run(&options, &stop))
}
