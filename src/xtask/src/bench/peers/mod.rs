//! Other programs that show the same photo, and the same film, in the same size: VLC on a virtual display, and two web viewers in Chromium,
//! all drawing without a graphics card as the headset does here.
//!
//! A frame is right when the colours in it say that one looks to the front of the panorama. The web viewers count their
//! frames themselves, through a script that stands between them and the browser (`bench-peers/probe.js`).

mod packages;
mod server;
mod vlc;
mod vlc_film;
mod web;

use super::figures::Samples;
use super::material::Material;
use anyhow::Result;

/// What the peers need, prepared.
pub(super) struct Peers<'a> {
    material: &'a Material,
}

impl<'a> Peers<'a> {
    /// Fetches the web viewers, if they are not there.
    pub(super) fn prepare(material: &'a Material) -> Result<Self> {
        packages::fetch(&material.packages())?;
        Ok(Self { material })
    }

    /// Their cold starts, and what the web viewers' frames cost.
    pub(super) fn cold(&self, samples: &mut Samples) -> Result<()> {
        samples.add(
            "vlc.cold",
            vlc::run(self.material, false)?.first.as_secs_f64(),
        );
        for viewer in &web::VIEWERS {
            let run = web::run(self.material, viewer, false)?;
            let [cold, processor, rate, _] = viewer.names;
            samples.add(cold, run.first);
            samples.add(processor, run.processor_ms_per_frame);
            samples.add(rate, run.frames_per_second);
        }
        Ok(())
    }

    /// How VLC plays the film.
    pub(super) fn film(&self, samples: &mut Samples) -> Result<()> {
        let run = vlc_film::run(self.material)?;
        samples.add("vlc.film.shown", run.shown);
        samples.add("vlc.film.processor", run.processor_ms_per_frame);
        samples.add("vlc.film.memory", vlc_film::memory(self.material)? as f64);
        Ok(())
    }

    /// The most memory they take.
    pub(super) fn memory(&self, samples: &mut Samples) -> Result<()> {
        if let Some(memory) = vlc::run(self.material, true)?.memory {
            samples.add("vlc.memory", memory as f64);
        }
        for viewer in &web::VIEWERS {
            if let Some(memory) = web::run(self.material, viewer, true)?.memory {
                samples.add(viewer.names[3], memory as f64);
            }
        }
        Ok(())
    }
}
