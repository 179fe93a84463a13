//! The headset: what the resident sees and hears. A Bevy app in an OpenXR session, a window, or offscreen.
//!
//! | part | does |
//! |---|---|
//! | [`supervisor`] | keeps the program alive: builds the app, and again when the runtime below it died |
//! | [`generation`] | one life of the app: the plugins of a mode, frame by frame, until it ends |
//! | [`conductor`] | all that outlives the renderer: carries out what the director decides |
//! | [`systems`] | the order of a frame, [`systems::HeadsetSystems`] |
//! | [`panorama`] | what is seen ([`panorama::Scenery`]) and the full-view material that draws it |
//! | [`world`] | worlds instead of pictures, drawn by crate `worlds` |
//! | [`ring`] | the ring that fills while something is looked at |
//! | [`xr`] | the OpenXR seam: session, eyes, compositor layers, presence |
//! | [`window`] | a window with mouse look |
//! | [`pace`] | how far drawing may fall behind where no display sets the pace |
//! | [`rig`] | the head: where it looks, whether the headset is worn, facing forward |
//! | [`eyes`] | where the eyes look, where they are followed |
//! | [`captions`] | what is said, as words before the eyes |
//! | [`mirror`] | the picture on the tablet |
//! | [`loading`] | photos from the disk to the graphics card |
//! | [`film`] | films from the disk to the graphics card, in step with what is heard |
//! | [`link`], `own` | the connection to the launcher; the resident's own files that come over it |
//! | [`solo`], [`rehearsal`], [`figures`] | runs without a person: pictures; an experience played through; measurements |
//! | [`clock`] | the headset's own time |
//! | [`options`], [`identity`] | the command line, and the headset's own name |
//!
//! What happens next is decided in crate `director`, what the launcher means in crate `protocol`,
//! pictures are decoded in crate `media`: this crate connects them to eyes and ears. Deliberately
//! absent: menus, error screens, controllers, anything for the resident to do wrong. What goes wrong is
//! told to the caregiver as a [`protocol::Notice`]; the resident sees a calm scene.

pub mod captions;
pub mod clock;
pub mod conductor;
pub mod eyes;
pub mod figures;
pub mod film;
pub mod generation;
pub mod identity;
pub mod link;
pub mod loading;
pub mod mirror;
pub mod options;
mod own;
pub mod pace;
pub mod panorama;
pub mod rehearsal;
pub mod rig;
pub mod ring;
pub mod solo;
pub mod supervisor;
pub mod systems;
pub mod window;
pub mod world;
pub mod xr;

#[cfg(target_os = "android")]
mod android;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use library::Library;

use clock::Clock;
use conductor::Conductor;
use link::{Link, LinkConfig};
use options::Options;
use sound::SoundOutput;

/// Runs the headset until `stop` is set or the program ends by itself; gives the exit code.
pub fn run(options: &Options, stop: &Arc<AtomicBool>) -> u8 {
    let library = Library::open(&options.experiences);
    let library = if options.figures || options.picture.is_some() {
        library
    } else {
        library.measuring()
    };
    let id = identity::own_id(&identity::state_folder(options.state.as_deref()));
    tracing::info!(
        id = id.0,
        experiences = library.experiences.len(),
        broken = library.broken.len(),
        "headset starting"
    );
    let link = options.play.is_none().then(|| {
        Link::start(LinkConfig {
            url: options.launcher.clone(),
            id: id.clone(),
            boot: identity::random_name(),
            name: options.name.clone(),
        })
    });
    let clock = Clock::new(hurry(options, &library));
    let is_silent = options.picture.is_some() || options.figures;
    let sound = if clock.hurries() {
        SoundOutput::rehearsal(options.record.clone())
    } else if is_silent || options.record.is_some() {
        SoundOutput::recorded(options.record.clone())
    } else {
        SoundOutput::open()
    };
    let conductor = Conductor::new(options, clock, id, library, sound, link);
    supervisor::supervise(options, conductor, stop)
}

/// How many times as fast as usual things go. A decoder cannot be hurried.
fn hurry(options: &Options, library: &Library) -> u32 {
    let played = options.play.as_ref().and_then(|id| library.find(id));
    let has_film = played.is_some_and(|entry| {
        let mut scenes = entry.experience.scenes.values();
        scenes.any(|scene| scene.film().is_some())
            || library::fill(entry, None)
                .slots
                .iter()
                .any(|(slot, files)| {
                    let kind = entry.experience.slots.get(slot).map(manifest::Slot::kind);
                    kind == Some(manifest::MediaKind::Film) && !files.is_empty()
                })
    });
    if has_film { 1 } else { options.hurry }
}
