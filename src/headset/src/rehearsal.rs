//! An experience played through without a person: somebody made up looks at this and that, and a made-up caregiver
//! taps the buttons there are. The same each time, for pictures of whole experiences; nothing of it runs for a resident.
//!
//! In a real runtime the head is the runtime's own, and only the buttons are tapped.

use bevy::app::{App, Plugin, Update};
use bevy::ecs::prelude::*;
use bevy::math::Vec3;
use director::Event;

use crate::conductor::Conductor;
use crate::panorama::Scenery;
use crate::rig::Head;
use crate::systems::HeadsetSystems;

/// Seconds from one look at something to the next, and how long it lasts: longer than any dwell.
const LOOKS: (f32, f32) = (11.0, 4.0);
/// Seconds until the first button is tapped, and from each to the next.
const TAPS: (f32, f32) = (40.0, 55.0);
/// Degrees a second that a head turns without hurry.
const TURNS: f32 = 50.0;
/// Degrees to the side at which somebody who sits does not look.
const ASIDE: f32 = 110.0;

/// Plays the resident, where the runtime does not, and the caregiver.
pub struct RehearsalPlugin {
    /// Whether the head is turned.
    pub looks: bool,
}

impl Plugin for RehearsalPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Rehearsal>();
        if self.looks {
            let order = look
                .after(HeadsetSystems::Conduct)
                .before(HeadsetSystems::Mirror);
            app.add_systems(Update, order);
        }
        app.add_systems(Update, tap.after(HeadsetSystems::Conduct));
    }
}

#[derive(Resource, Default)]
struct Rehearsal {
    /// Where the head looks: degrees right and up.
    at: (f32, f32),
    before: f32,
    /// The look that goes on, by its number, and what it is at.
    look: Option<(u32, String)>,
    taps: u32,
}

fn look(
    mut rehearsal: ResMut<Rehearsal>,
    conductor: Res<Conductor>,
    scenery: Res<Scenery>,
    mut head: ResMut<Head>,
) {
    let played = conductor.played().unwrap_or_default().as_secs_f32();
    let passed = (played - rehearsal.before).clamp(0.0, 1.0);
    rehearsal.before = played;
    if conductor.shows().is_none() {
        return;
    }
    let number = (played / LOOKS.0) as u32;
    let sights = conductor.sights(&scenery, &head);
    let wanted = if played % LOOKS.0 > LOOKS.0 - LOOKS.1 {
        let seated: Vec<_> = sights
            .iter()
            .filter(|(_, direction)| angles(*direction).0.abs() < ASIDE)
            .collect();
        if rehearsal
            .look
            .as_ref()
            .is_none_or(|(known, _)| *known != number)
            && let Some((id, _)) = seated.get(number as usize % seated.len().max(1))
        {
            rehearsal.look = Some((number, id.clone()));
        }
        let id = rehearsal.look.as_ref().map(|(_, id)| id);
        let sight = sights.iter().find(|(known, _)| Some(known) == id);
        sight.map(|(_, direction)| angles(*direction))
    } else {
        None
    };
    let goal = wanted.unwrap_or_else(|| wanders(played));
    rehearsal.at = turned(rehearsal.at, goal, TURNS * passed);
    *head = Head {
        position: head.position,
        ..Head::looking(rehearsal.at.0, rehearsal.at.1)
    };
}

fn tap(mut rehearsal: ResMut<Rehearsal>, mut conductor: ResMut<Conductor>) {
    let played = conductor.played().unwrap_or_default().as_secs_f32();
    if conductor.shows().is_none() || played < TAPS.0 + TAPS.1 * rehearsal.taps as f32 {
        return;
    }
    let mut buttons = conductor.buttons();
    if !buttons.is_empty() {
        let id = buttons.swap_remove(rehearsal.taps as usize % buttons.len());
        tracing::info!(id, "the made-up caregiver taps a button");
        conductor.tell(Event::Cue { id });
    }
    rehearsal.taps += 1;
}

/// Straight ahead, more or less.
fn wanders(played: f32) -> (f32, f32) {
    (
        16.0 * (played / 9.0).sin(),
        -3.0 + 3.0 * (played / 7.0).cos(),
    )
}

/// Degrees right and up.
fn angles(direction: Vec3) -> (f32, f32) {
    let ahead = direction.normalize_or(Vec3::NEG_Z);
    let yaw = ahead.x.atan2(-ahead.z).to_degrees();
    (yaw, ahead.y.clamp(-1.0, 1.0).asin().to_degrees())
}

/// So many degrees nearer to the goal.
fn turned(from: (f32, f32), to: (f32, f32), degrees: f32) -> (f32, f32) {
    let (right, up) = (to.0 - from.0, to.1 - from.1);
    let share = (degrees / right.hypot(up).max(1e-3)).min(1.0);
    (from.0 + right * share, from.1 + up * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_turns_to_where_something_is_and_no_further() {
        let goal = angles(Vec3::new(1.0, 0.0, -1.0));
        assert!(
            (goal.0 - 45.0).abs() < 0.01 && goal.1.abs() < 0.01,
            "{goal:?}"
        );
        let mut at = (0.0, 0.0);
        for _ in 0..4 {
            at = turned(at, goal, 10.0);
        }
        assert!((at.0 - 40.0).abs() < 0.01, "{at:?}");
        assert_eq!(turned(at, goal, 10.0), goal);
        assert_eq!(turned(goal, goal, 10.0), goal);
    }
}
