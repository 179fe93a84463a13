//! Captions: the words that are said now, before the resident's eyes (H3, H13).
//!
//! | part | does |
//! |---|---|
//! | [`size`] | how large letters are, and the cone they stand in |
//! | [`lettering`] | words to pixels, without a graphics card |
//! | `worker` | reads files and draws pages beside the frame loop |
//! | `level` | one page after the other, coming in half a second |
//! | `facing` | stays where it is until the head has turned away, then glides after |
//! | `gpu` | one draw over the picture, in every camera, and only while there is something to read |
//!
//! Whoever plays films and narrations says in every frame what is being said and how far it has come
//! ([`Captions::follow`]); this module finds the words for it and shows them. It never decides whether
//! captions are wanted. Words are dimmed with the light of the scene and stand at the same place for both eyes, 2.5 m
//! away, on a gently curved pane: every letter of a line is as far from the eye as its middle one.

mod facing;
mod gpu;
pub mod lettering;
mod level;
pub mod size;
mod worker;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bevy::app::{App, Plugin, Update};
use bevy::ecs::prelude::*;
use bevy::math::Quat;
use bevy::render::extract_resource::{ExtractResource, ExtractResourcePlugin};
use bevy::render::renderer::{RenderDevice, RenderQueue};
use bevy::time::{Real, Time};
use media::captions::Cue;

use crate::rig::Head;
use crate::systems::HeadsetSystems;
use facing::Facing;
use gpu::CaptionTexture;
use level::{GOES, Level};
use size::TextSize;
use worker::{Done, Worker};

/// Shows [`Captions`] in every camera that shows the scenery.
pub struct CaptionPlugin {
    /// No fades: for pictures and measurements.
    pub instant: bool,
}

impl Plugin for CaptionPlugin {
    fn build(&self, app: &mut App) {
        app.insert_resource(Captions::new(TextSize::default(), self.instant))
            .init_resource::<SeenCaption>()
            .init_resource::<EyeDistance>()
            .add_plugins(ExtractResourcePlugin::<SeenCaption>::default())
            .add_systems(
                Update,
                carry
                    .after(HeadsetSystems::Conduct)
                    .before(HeadsetSystems::Mirror),
            );
        gpu::add_to(app);
    }
}

/// Something that is being said: the file with its words, and how far it has come in the film or narration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The caption file.
    pub file: PathBuf,
    /// From its beginning.
    pub at: Duration,
}

/// The words of what is being said.
#[derive(Resource)]
pub struct Captions {
    worker: Worker,
    size: TextSize,
    said: Vec<Said>,
    /// A text that is no caption of anything said, and how far it has come.
    text: Option<(Arc<[Cue]>, Duration)>,
    files: HashMap<PathBuf, Words>,
    broken: Vec<PathBuf>,
    level: Level<Vec<String>>,
    facing: Facing,
    page: Option<Page>,
}

/// A page whose picture was asked for.
struct Page {
    lines: Vec<String>,
    /// The picture, once it has come.
    texture: Option<Arc<CaptionTexture>>,
}

/// What is known of a caption file.
enum Words {
    Awaited,
    None,
    Pages(Arc<[Cue]>),
}

impl Captions {
    fn new(size: TextSize, instant: bool) -> Self {
        Self {
            worker: Worker::start(size),
            size,
            said: Vec::new(),
            text: None,
            files: HashMap::new(),
            broken: Vec::new(),
            level: Level::new(instant),
            facing: Facing::default(),
            page: None,
        }
    }

    /// What is being said in this frame; the first that has words now is shown. Nothing, where no captions are wanted.
    ///
    /// A file is read when it is first named and forgotten when it is not named any more.
    pub fn follow(&mut self, said: impl IntoIterator<Item = Said>) {
        self.said.clear();
        self.said.extend(said);
        let named = &self.said;
        self.files
            .retain(|file, _| named.iter().any(|said| said.file == *file));
        for said in &self.said {
            if !self.files.contains_key(&said.file) {
                self.files.insert(said.file.clone(), Words::Awaited);
                self.worker.read(said.file.clone());
            }
        }
    }

    /// Letters are of this size from now on; what is read is set anew.
    pub fn set_size(&mut self, size: TextSize) {
        if size != self.size {
            self.size = size;
            self.worker = Worker::start(size);
            self.files.clear();
            self.page = None;
        }
    }

    /// A text to be shown while nothing is said, and how far it has come.
    pub fn show(&mut self, text: Option<(Arc<[Cue]>, Duration)>) {
        self.text = text;
    }

    /// The files that turned out to hold no captions, since last time.
    pub fn broken(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.broken)
    }

    /// The lines to be seen now.
    fn wanted(&self) -> Option<&Vec<String>> {
        let mut said = self.said.iter();
        let said = said.find_map(|said| match self.files.get(&said.file)? {
            Words::Pages(pages) => page_at(pages, said.at),
            Words::Awaited | Words::None => None,
        });
        let text = self.text.as_ref();
        said.or_else(|| text.and_then(|(pages, at)| page_at(pages, *at)))
    }

    fn hear_worker(&mut self, device: &RenderDevice, queue: &RenderQueue) {
        for done in self.worker.done() {
            match done {
                Done::Read(file, pages) => {
                    if pages.is_none() {
                        self.broken.push(file.clone());
                    }
                    if let Some(words) = self.files.get_mut(&file) {
                        *words = pages.map_or(Words::None, Words::Pages);
                    }
                }
                Done::Drawn(lines, sizes) => {
                    if let Some(page) = self.page.as_mut().filter(|page| page.lines == lines) {
                        page.texture = CaptionTexture::new(device, queue, &sizes).map(Arc::new);
                    }
                }
            }
        }
    }

    /// One frame: towards the words of now, and to where the head looks.
    fn step(&mut self, head: Quat, seconds: f32) -> Option<Seen> {
        let wanted = self.wanted().cloned();
        let page = self
            .page
            .as_ref()
            .filter(|page| wanted.as_ref() == Some(&page.lines));
        let asked = page.is_some();
        // A page may begin to come when the one before has gone and its own picture is there.
        let ready = page.is_some_and(|page| page.texture.is_some());
        self.level.step(wanted.clone().filter(|_| ready), seconds);
        if self.level.shown().is_none()
            && !asked
            && let Some(lines) = &wanted
        {
            self.worker.draw(lines.clone());
            self.page = Some(Page {
                lines: lines.clone(),
                texture: None,
            });
        }
        if wanted.is_none() && self.level.shown().is_none() {
            self.page = None;
        }
        let level = self.level.seen();
        let seen = self.level.shown().is_some() && level > 0.0;
        self.facing.step(head, seen, seconds);
        let texture = self.page.as_ref()?.texture.clone()?;
        seen.then(|| Seen {
            texture,
            level,
            room_from_caption: self.facing.room_from_caption(),
            eye_distance: 0.0,
        })
    }
}

/// The page to be seen at a time. It begins to go a little before its end, so that it has gone by then.
fn page_at(pages: &[Cue], at: Duration) -> Option<&Vec<String>> {
    let next = pages.partition_point(|page| page.from <= at);
    let page = pages.get(next.checked_sub(1)?)?;
    let going = Duration::from_secs_f32(GOES).min((page.to - page.from) / 4);
    (at + going < page.to).then_some(&page.lines)
}

/// How far apart the two eyes' cameras stand, in metres; zero where both see the same.
#[derive(Resource, Debug, Clone, Copy, Default, PartialEq)]
pub struct EyeDistance(pub f32);

/// The caption that is seen in this frame; nothing is drawn without.
#[derive(Resource, Clone, Default, ExtractResource)]
pub struct SeenCaption(Option<Seen>);

impl SeenCaption {
    /// Whether there is something to draw.
    pub fn is_seen(&self) -> bool {
        self.0.is_some()
    }
}

#[derive(Clone)]
struct Seen {
    texture: Arc<CaptionTexture>,
    /// How much of it is seen, 0 to 1.
    level: f32,
    room_from_caption: Quat,
    eye_distance: f32,
}

fn carry(
    mut captions: ResMut<Captions>,
    mut seen: ResMut<SeenCaption>,
    head: Res<Head>,
    eyes: Res<EyeDistance>,
    time: Res<Time<Real>>,
    device: Res<RenderDevice>,
    queue: Res<RenderQueue>,
) {
    captions.hear_worker(&device, &queue);
    let now = captions.step(head.turn, time.delta_secs());
    seen.0 = now.map(|now| Seen {
        eye_distance: eyes.0,
        ..now
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_there_from_its_first_moment_until_it_has_gone_at_its_last() {
        let page = |from, to, line: &str| Cue {
            from: Duration::from_millis(from),
            to: Duration::from_millis(to),
            lines: vec![line.to_owned()],
        };
        let pages = [
            page(1000, 3000, "a"),
            page(3000, 3100, "b"),
            page(5000, 6000, "c"),
        ];
        let at =
            |millis| page_at(&pages, Duration::from_millis(millis)).map(|lines| lines[0].as_str());
        assert_eq!(at(999), None);
        assert_eq!(at(1000), Some("a"));
        assert_eq!(at(2749), Some("a"));
        assert_eq!(at(2750), None, "a quarter of a second to go in");
        assert_eq!(at(3000), Some("b"));
        assert_eq!(at(3074), Some("b"));
        assert_eq!(at(4000), None);
        assert_eq!(at(5500), Some("c"));
        assert_eq!(at(60_000), None);
    }
}
