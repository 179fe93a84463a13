//! A world as it is now: the time in it, its light and weather, what moves, what is shown. No graphics card here.

use std::sync::Arc;

use glam::{Mat4, Vec3};
use manifest::Surroundings;

use crate::life::Life;
use crate::look::Look;
use crate::model::{Model, Tags};
use crate::pose::{Pose, eased};
use crate::settings::Settings;
use crate::slides::Slides;

/// Seconds in which something shows or hides.
const APPEAR: f32 = 1.5;
/// Seconds in which northern lights come up, and go.
const AURORA: f32 = 7.0;
/// Seconds they stay, where no clip says so.
const AURORA_STAYS: f64 = 45.0;
/// The happening that lets them come.
const NORTHERN_LIGHTS: &str = "northern-lights";

/// A world at a moment.
#[derive(Debug, Clone)]
pub struct Stage {
    model: Arc<Model>,
    settings: Settings,
    surroundings: Surroundings,
    seconds: f64,
    from: Look,
    to: Look,
    change: Change,
    look: Look,
    lamps: Option<Level>,
    aurora_until: f64,
    aurora: f32,
    life: Life,
    slides: Slides,
    /// The slide that is there, or coming.
    slide: Option<usize>,
    pose: Pose,
    /// What rules said of each node: shown or hidden.
    told: Vec<Option<bool>>,
    /// How much of each part is there, and how much is to be.
    presence: Vec<(f32, f32)>,
}

/// A change that takes its time.
#[derive(Debug, Clone, Copy)]
struct Change {
    began: f64,
    over: f32,
}

impl Change {
    fn share(self, now: f64) -> f32 {
        if self.over <= 0.0 {
            1.0
        } else {
            eased((now - self.began) as f32 / self.over)
        }
    }
}

/// A level on its way.
#[derive(Debug, Clone, Copy)]
struct Level {
    from: f32,
    to: f32,
    change: Change,
}

impl Level {
    fn at(self, now: f64) -> f32 {
        self.from + (self.to - self.from) * self.change.share(now)
    }
}

impl Stage {
    /// The world at its beginning. The same `seed` gives the same life.
    pub fn new(
        model: Arc<Model>,
        settings: Settings,
        surroundings: Surroundings,
        seed: u64,
    ) -> Self {
        let look = look_of(&surroundings, &settings);
        let mut stage = Self {
            life: Life::new(&model, surroundings.liveliness, seed),
            slides: slides_of(&model),
            slide: None,
            pose: Pose::new(&model),
            told: vec![None; model.nodes.len()],
            presence: vec![(0.0, 0.0); model.parts.len()],
            surroundings,
            settings,
            seconds: 0.0,
            from: look,
            to: look,
            look,
            change: Change {
                began: 0.0,
                over: 0.0,
            },
            lamps: None,
            aurora_until: f64::NEG_INFINITY,
            aurora: 0.0,
            model,
        };
        for slide in &stage.model.slides {
            stage.told[*slide] = Some(false);
        }
        stage.decide_presence();
        for (now, to) in &mut stage.presence {
            *now = *to;
        }
        stage.life.pose(&stage.model, 0.0, &mut stage.pose);
        stage.pose.settle(&stage.model);
        stage
    }

    /// Time passes. Allocates nothing.
    pub fn advance(&mut self, seconds: f32) {
        let passed = if seconds.is_finite() {
            seconds.clamp(0.0, 3600.0)
        } else {
            0.0
        };
        self.seconds += f64::from(passed);
        let now = self.seconds;
        self.look = self.from.between(&self.to, self.change.share(now));
        if let Some(lamps) = self.lamps {
            self.look.lamps = lamps.at(now);
        }
        let wanted = if now < self.aurora_until { 1.0 } else { 0.0 };
        let step = passed / AURORA;
        self.aurora += (wanted - self.aurora).clamp(-step, step);
        self.look.aurora = self.look.aurora.max(eased(self.aurora));
        if let Some(clip) = self.slides.end_film(now) {
            self.life.happen(&self.model, clip, now);
        }
        self.change_slide();
        for (level, to) in &mut self.presence {
            let step = passed / APPEAR;
            *level += (*to - *level).clamp(-step, step);
        }
        self.life.pose(&self.model, now, &mut self.pose);
        self.pose.settle(&self.model);
    }

    /// Lets something happen. Whether there is such a happening here.
    pub fn happen(&mut self, name: &str) -> bool {
        if let Some(moves) = self.slides.happen(name, self.seconds) {
            if let Some(clip) = moves {
                self.life.happen(&self.model, clip, self.seconds);
            }
            return true;
        }
        let known = self.life.happen(&self.model, name, self.seconds);
        if name == NORTHERN_LIGHTS {
            let clip = self
                .model
                .clip(name)
                .map(|clip| f64::from(self.model.clips[clip].duration));
            self.aurora_until = self.seconds + clip.unwrap_or(0.0).max(AURORA_STAYS);
            return true;
        }
        known
    }

    /// The film that is on the screen now, by its place among [`Model::films`].
    pub fn film(&self) -> Option<usize> {
        let slides = self.model.slides.len() - self.model.films.len();
        self.slide?.checked_sub(slides)
    }

    fn change_slide(&mut self) {
        let slide = self.slides.shown(self.seconds);
        if slide == self.slide {
            return;
        }
        self.slide = slide;
        for (number, node) in self.model.slides.iter().enumerate() {
            self.told[*node] = Some(slide == Some(number));
        }
        self.decide_presence();
    }

    /// Whether a happening is under way.
    pub fn runs(&self, name: &str) -> bool {
        self.life.runs(&self.model, name, self.seconds)
    }

    /// Shows or hides a node and all below it. Whether there is one of this name.
    pub fn show(&mut self, name: &str, shown: bool) -> bool {
        let mut known = false;
        for (told, node) in self.told.iter_mut().zip(&self.model.nodes) {
            if node.name == name {
                *told = Some(shown);
                known = true;
            }
        }
        self.decide_presence();
        known
    }

    /// Season, time and weather become others in so many seconds.
    pub fn become_like(&mut self, surroundings: Surroundings, over: f32) {
        self.from = self.look;
        self.to = look_of(&surroundings, &self.settings);
        self.change = Change {
            began: self.seconds,
            over,
        };
        self.surroundings = surroundings;
        self.decide_presence();
    }

    /// The level of lamps and fires, 0 to 1, reached in so many seconds.
    pub fn lamps(&mut self, level: f32, over: f32) {
        self.lamps = Some(Level {
            from: self.look.lamps,
            to: level.clamp(0.0, 1.0),
            change: Change {
                began: self.seconds,
                over,
            },
        });
    }

    fn decide_presence(&mut self) {
        for part in 0..self.presence.len() {
            let own = &self.model.parts[part];
            self.presence[part].1 = if self.is_there(own.tags, own.node) {
                1.0
            } else {
                0.0
            };
        }
    }

    /// Whether a node is there, or on its way to be.
    pub fn is_shown(&self, node: usize) -> bool {
        self.is_there(self.model.nodes[node].tags, Some(node))
    }

    /// What rules said last counts; else when it is there by its tags.
    fn is_there(&self, tags: Tags, node: Option<usize>) -> bool {
        let mut at = node;
        while let Some(node) = at {
            if let Some(told) = self.told[node] {
                return told;
            }
            at = self.model.nodes[node].parent;
        }
        let Surroundings {
            season,
            time,
            weather,
            ..
        } = self.surroundings;
        tags.hold(season, time, weather)
    }

    /// What it is made of.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// What its table says.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Season, time and weather, or those that are coming.
    pub fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// Seconds since its beginning.
    pub fn seconds(&self) -> f64 {
        self.seconds
    }

    /// Its light now.
    pub fn look(&self) -> &Look {
        &self.look
    }

    /// Whether light and weather are on their way to others.
    pub fn changes(&self) -> bool {
        self.change.share(self.seconds) < 1.0
    }

    /// How much of a part is there, 0 to 1.
    pub fn presence(&self, part: usize) -> f32 {
        self.presence[part].0
    }

    /// Where nodes are.
    pub fn pose(&self) -> &Pose {
        &self.pose
    }

    /// From a part to the room.
    pub fn place_of(&self, part: usize) -> Mat4 {
        self.model.parts[part]
            .node
            .map_or(Mat4::IDENTITY, |node| self.pose.in_room(node))
    }

    /// Where a sound of the world comes from now, in metres.
    pub fn sound_place(&self, id: &str) -> Option<Vec3> {
        let sound = self.model.sounds.iter().find(|sound| sound.id == id)?;
        Some(self.pose.in_room(sound.node).w_axis.truncate())
    }

    /// How bright flames are just now, about 1.
    pub fn flicker(&self) -> f32 {
        let t = self.seconds as f32;
        let waver =
            (t * 7.3).sin() * 0.45 + (t * 12.7 + 1.3).sin() * 0.3 + (t * 3.1 + 0.4).sin() * 0.25;
        1.0 + waver * self.settings.flicker
    }
}

fn look_of(surroundings: &Surroundings, settings: &Settings) -> Look {
    let mut look = Look::of(surroundings, &settings.suns);
    if let Some(lamps) = settings.lamps {
        look.lamps = lamps[surroundings.time as usize];
    }
    look.haze_density *= settings.haze;
    look.wind *= settings.wind;
    look.exposure *= settings.exposure;
    if !settings.snow {
        look.snow = 0.0;
    }
    look
}

fn slides_of(model: &Model) -> Slides {
    let films: Vec<f32> = model.films.iter().map(|film| film.seconds).collect();
    Slides::new(model.slides.len() - films.len(), &films)
}
