//! What the head looks at, for the director; and its ring, for the eye (H4, H5).

use std::time::Duration;

use bevy::math::Vec3;
use director::{Event, LivePlace};
use manifest::{Action, Experience};
use protocol::Person;
use worlds::gaze::looked_at;

use super::{Conductor, Turn};
use crate::captions::size::TextSize;
use crate::panorama::Scenery;
use crate::rig::{Head, turn_further};
use crate::ring::Ring;

/// What stands in a picture is as far away as pictures look, in metres.
const FAR: f32 = 30.0;
/// A ring is not drawn nearer than eyes like to look, in metres (H3).
const NEAREST: f32 = 1.2;

impl Conductor {
    /// The view and its texts are as the resident needs them (H3, H6).
    pub(super) fn seat(&self, turn: &mut Turn) {
        /// The height of the eyes that worlds are made for, in metres.
        const SEATED: f32 = 1.2;
        turn_further(turn.scenery, turn.head, self.person.yaw_gain);
        let rise = self.person.eye_height.map_or(0.0, |height| height - SEATED);
        turn.scenery.rise = rise;
        turn.captions
            .set_size(TextSize::of_capitals(self.person.text_degrees));
    }

    /// Whether the resident's eyes are followed where that can be, in place of the head.
    pub fn follows_eyes(&self) -> bool {
        self.person.eye_gaze
    }

    /// What is looked at now, by its name.
    pub fn looks_at(&self) -> Option<&str> {
        self.gazed.as_deref()
    }

    /// Lets the resident sit, look and read in this way from now on.
    pub fn set_person(&mut self, person: Person) {
        self.person = person.sane();
        let dwell = Duration::from_secs_f32(self.person.dwell_seconds);
        self.tell(Event::Dwell(dwell));
    }

    /// Tells the director what is looked at, and shows its ring.
    pub(super) fn look(&mut self, now: Duration, turn: &mut Turn) {
        let front = turn.scenery.front_from_room();
        turn.scenery.origin.get_or_insert(turn.head.position);
        let head = turn.scenery.from_seat(turn.head.position);
        let towards = front * turn.gaze.unwrap_or(turn.head.turn) * Vec3::NEG_Z;
        let live = self.director.live();
        let sights: Vec<Option<(Vec3, f32)>> = live
            .iter()
            .map(|live| self.sight(&live.place, head))
            .collect();
        let things = sights.iter().map(|sight| match sight {
            Some((middle, rim)) => (middle.angle_between(towards).to_degrees(), *rim),
            None => (f32::INFINITY, 0.0),
        });
        let looked_at = looked_at(things).map(|place| &live[place]);
        let target = looked_at.map(|live| live.id.clone());
        if target != self.gazed {
            self.gazed.clone_from(&target);
            self.label(looked_at.map(|live| &live.label));
            match &target {
                Some(id) => tracing::info!(id, "the resident looks at something"),
                None => tracing::info!("the resident looks elsewhere"),
            }
            self.step(now, Event::Gaze { target }, turn);
        }
        let ring = self.director.ring().and_then(|ring| {
            let place = live.iter().position(|live| live.id == ring.target)?;
            let (middle, _) = sights[place]?;
            let away = middle.length().max(NEAREST);
            Some(Ring {
                middle: turn.head.position + front.inverse() * (middle.normalize_or_zero() * away),
                progress: ring.progress,
            })
        });
        turn.scenery.ring = ring;
    }

    /// What listens for a gaze now, and in which direction of the room it is from the head.
    pub fn sights(&self, scenery: &Scenery, head: &Head) -> Vec<(String, Vec3)> {
        let from_seat = scenery.from_seat(head.position);
        let room = scenery.front_from_room().inverse();
        let seen = |live: director::Live| {
            let (middle, _) = self.sight(&live.place, from_seat)?;
            Some((live.id, room * middle))
        };
        self.director.live().into_iter().filter_map(seen).collect()
    }

    /// The buttons that the caregiver has now, by their ids.
    pub fn buttons(&self) -> Vec<String> {
        let cues = self.director.report(self.now()).cues;
        cues.into_iter().map(|cue| cue.id).collect()
    }

    /// Where something is in front of the resident, from the head on, and how far it reaches in degrees.
    fn sight(&self, place: &LivePlace, head: Vec3) -> Option<(Vec3, f32)> {
        match place {
            LivePlace::Direction { yaw, pitch, size } => {
                Some((worlds::look::direction(*yaw, *pitch) * FAR, size / 2.0))
            }
            LivePlace::Node(id) => {
                let sight = self.stages.sight(self.seen.shown()?, id, head)?;
                Some((sight.middle, sight.reach))
            }
        }
    }
}

/// The names that rules of a scene show and hide: these are kept apart in its world.
pub(super) fn shown_and_hidden(experience: &Experience, scene: &str) -> Vec<String> {
    let scene = experience.scenes.get(scene);
    let of_scene = scene.into_iter().flat_map(|scene| &scene.behaviours);
    let rules = of_scene.chain(&experience.behaviours).map(|when| &when.1);
    let moments = scene
        .into_iter()
        .flat_map(|scene| &scene.timeline)
        .map(|moment| &moment.1);
    let spots = scene
        .into_iter()
        .flat_map(|scene| &scene.hotspots)
        .map(|spot| &spot.on);
    let mut names: Vec<String> = rules
        .chain(moments)
        .chain(spots)
        .flat_map(|actions| Action::all(actions))
        .filter_map(|action| match action {
            Action::Show(name) | Action::Hide(name) => Some(name.clone()),
            _ => None,
        })
        .collect();
    names.sort();
    names.dedup();
    names
}
