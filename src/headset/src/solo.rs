//! Runs without a person: one picture into a file, a turning head, an end by itself.
//! For tests and pictures of experiences; nothing of it runs for a resident.

use std::time::Instant;

use bevy::app::{App, AppExit, Last, Plugin, Update};
use bevy::ecs::prelude::*;

use crate::conductor::Conductor;
use crate::figures::FiguresPlugin;
use crate::mirror::Mirror;
use crate::options::Options;
use crate::rehearsal::RehearsalPlugin;
use crate::rig::Head;
use crate::systems::HeadsetSystems;

/// Carries out the options that need no launcher.
pub struct SoloPlugin {
    /// What was asked for.
    pub options: Options,
    /// Whether the picture on the tablet is the only one there is to measure.
    pub own_picture: bool,
}

impl Plugin for SoloPlugin {
    fn build(&self, app: &mut App) {
        let options = &self.options;
        app.insert_resource(Solo {
            options: options.clone(),
            began: Instant::now(),
        });
        if options.rehearse {
            app.add_plugins(RehearsalPlugin {
                looks: self.own_picture,
            });
        } else if options.turn.is_some() || options.look != (0.0, 0.0) {
            app.add_systems(
                Update,
                turn_head
                    .after(HeadsetSystems::Conduct)
                    .before(HeadsetSystems::Mirror),
            );
        }
        if options.picture.is_some() {
            let order = take_picture
                .after(HeadsetSystems::Conduct)
                .after(turn_head)
                .before(HeadsetSystems::Mirror);
            app.add_systems(Update, order);
        }
        if options.pictures.is_some() {
            let order = take_pictures
                .after(HeadsetSystems::Conduct)
                .after(turn_head)
                .before(HeadsetSystems::Mirror);
            app.add_systems(Update, order);
        }
        if options.figures {
            app.add_plugins(FiguresPlugin {
                then: options.then.clone(),
                seconds: options.seconds,
                seeks: options.seeks,
                own_picture: self.own_picture,
            });
        } else if options.seconds.is_some() {
            app.add_systems(Last, end);
        }
    }
}

#[derive(Resource)]
struct Solo {
    options: Options,
    began: Instant,
}

/// Turns the head once there is something to see: the picture begins in front of a head at rest (H7).
fn turn_head(solo: Res<Solo>, conductor: Res<Conductor>, mut head: ResMut<Head>) {
    if solo.options.play.is_some() && conductor.shows().is_none() {
        return;
    }
    let turned = solo.options.turn.unwrap_or_default() * solo.began.elapsed().as_secs_f32();
    *head = Head::looking(solo.options.look.0 + turned, solo.options.look.1);
}

fn take_picture(
    solo: Res<Solo>,
    conductor: Res<Conductor>,
    mut mirror: ResMut<Mirror>,
    mut asked: Local<bool>,
    mut exit: MessageWriter<AppExit>,
) {
    if !*asked && conductor.shows().is_some() {
        mirror.file.clone_from(&solo.options.picture);
        *asked = true;
    }
    if let Some(reason) = conductor.cannot_show() {
        tracing::error!("{reason}");
        exit.write(AppExit::error());
    }
    for file in mirror.files() {
        match file {
            Ok(_) => drop(exit.write(AppExit::Success)),
            Err(error) => {
                tracing::error!(%error, "the picture could not be written");
                exit.write(AppExit::error());
            }
        }
    }
}

/// A picture every so often from when the experience is seen to its end, which ends the program.
fn take_pictures(
    solo: Res<Solo>,
    conductor: Res<Conductor>,
    mut mirror: ResMut<Mirror>,
    mut next: Local<f32>,
    mut exit: MessageWriter<AppExit>,
) {
    for file in mirror.files() {
        match file {
            Ok(file) => tracing::info!(file = %file.display(), "a picture was written"),
            Err(error) => {
                tracing::error!(%error, "a picture could not be written");
                exit.write(AppExit::error());
            }
        }
    }
    let Some(folder) = &solo.options.pictures else {
        return;
    };
    if let Some(reason) = conductor.cannot_show() {
        tracing::error!("{reason}");
        exit.write(AppExit::error());
    }
    match conductor.played() {
        Some(played) => {
            let played = played.as_secs_f32();
            if played >= *next && mirror.file.is_none() && conductor.shows().is_some() {
                mirror.file = Some(folder.join(format!("{:05}.png", played.round())));
                *next = played + solo.options.every.max(0.1);
            }
        }
        // It was played, and now it is not.
        None if *next > 0.0 => drop(exit.write(AppExit::Success)),
        None => {}
    }
}

fn end(solo: Res<Solo>, mut exit: MessageWriter<AppExit>) {
    if solo
        .options
        .seconds
        .is_some_and(|limit| solo.began.elapsed().as_secs_f32() >= limit)
    {
        exit.write(AppExit::Success);
    }
}
