//! What the launcher wants, turned into events for the director.

use std::time::Duration;

use director::{Event, How, Resume};
use protocol::headset::{Event as LinkEvent, Step};
use protocol::{Desired, Notice, SessionId};

use super::Conductor;

impl Conductor {
    pub(super) fn hear_launcher(&mut self) {
        let events = self
            .link
            .as_ref()
            .map(|link| link.events())
            .unwrap_or_default();
        for event in events {
            match event {
                LinkEvent::Desired(desired) => self.take(&desired),
                LinkEvent::Watch(watch) => self.watch = watch.on.then_some(watch),
                LinkEvent::Up => tracing::info!("the launcher is there"),
                LinkEvent::Down => tracing::info!("the launcher is away; what plays goes on"),
                LinkEvent::Refused(refusal) => {
                    tracing::warn!(code = ?refusal.code, "the launcher turned this headset away")
                }
                LinkEvent::NotUnderstood(refusal) => {
                    tracing::warn!(code = ?refusal.code, "a message from the launcher was passed over")
                }
            }
        }
    }

    fn take(&mut self, desired: &Desired) {
        for step in self.steps.take(desired) {
            let event = match step {
                Step::Play {
                    session,
                    experience,
                    resume,
                } => {
                    self.begin(session, &experience, resume.map(place_to_resume));
                    continue;
                }
                Step::Stop(protocol::How::Gentle) => Event::Stop(How::Gentle),
                Step::Stop(protocol::How::Dizzy) => Event::Stop(How::Dizzy),
                Step::Pause(paused) => Event::Pause(paused),
                Step::Volume(volume) => Event::Volume(volume),
                Step::Listening(listening) => {
                    self.listen_as(listening);
                    continue;
                }
                Step::Person(person) => {
                    self.person = person.sane();
                    Event::Dwell(Duration::from_secs_f32(self.person.dwell_seconds))
                }
                Step::Cue(id) => Event::Cue { id },
                Step::Recentre => Event::Recentre,
                Step::NextScene => Event::NextScene,
            };
            self.pending.push_back(event);
        }
    }

    fn begin(&mut self, session: SessionId, id: &str, resume: Option<Resume>) {
        // What was told of the former session is over; what is told of the headset itself stays.
        self.notices
            .retain(|notice| matches!(notice, Notice::NoSoundDevice));
        if let Some(former) = self.session.replace(session) {
            self.steps.ended(former.clone());
            self.ended = Some(protocol::Ended {
                session: former,
                reason: protocol::EndedReason::Replaced,
            });
        }
        match self.experience(id) {
            Ok(experience) => {
                self.fill_slots(&experience);
                self.pending.push_back(Event::Play { experience, resume });
            }
            Err(notice) => {
                self.notice(notice);
                self.pending.push_back(Event::Stop(How::Gentle));
                self.session_ended(director::EndReason::Failed);
            }
        }
    }

    /// Plays without a launcher: what the command line asks for.
    pub fn play_alone(&mut self, id: &str, scene: Option<&str>) {
        let resume = scene.map(|scene| Resume {
            scene: scene.to_owned(),
            elapsed: Duration::ZERO,
            in_scene: Duration::ZERO,
        });
        match self.experience(id) {
            Ok(experience) => {
                self.fill_slots(&experience);
                self.pending.push_back(Event::Play { experience, resume });
            }
            Err(notice) => self.notice(notice),
        }
    }
}

fn place_to_resume(resume: protocol::Resume) -> Resume {
    let time = |seconds: f32| Duration::try_from_secs_f32(seconds).unwrap_or_default();
    Resume {
        scene: resume.scene,
        elapsed: time(resume.elapsed_seconds),
        in_scene: time(resume.scene_seconds),
    }
}
