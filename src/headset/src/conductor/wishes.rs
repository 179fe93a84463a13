//! What the launcher wants, turned into events for the director.

use std::time::Duration;

use director::{EndReason, Event, How, Note, Resume};
use protocol::headset::{Event as LinkEvent, Step};
use protocol::{Desired, Ended, EndedReason, Notice, SessionId, Together};

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
                LinkEvent::Fetched(fetched) => self.own.take(fetched),
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
                    together,
                    own,
                } => {
                    let resume = resume.map(place_to_resume);
                    self.begin_with(session, experience, resume, together, own);
                    continue;
                }
                Step::Stop(how) => {
                    self.begin_waiting();
                    Event::Stop(match how {
                        protocol::How::Gentle => How::Gentle,
                        protocol::How::Dizzy => How::Dizzy,
                    })
                }
                Step::Pause(paused) => Event::Pause(paused),
                Step::Volume(volume) => Event::Volume(volume),
                Step::Listening(listening) => {
                    self.listen_as(listening);
                    continue;
                }
                Step::Person(person) => {
                    self.set_person(person);
                    continue;
                }
                Step::Cue(id) => Event::Cue { id },
                Step::Minutes(minutes) => {
                    Event::Longest(Duration::from_secs(u64::from(minutes) * 60))
                }
                Step::Recentre => Event::Recentre,
                Step::NextScene => Event::NextScene,
            };
            self.then(event);
        }
    }

    pub(super) fn begin(
        &mut self,
        session: SessionId,
        id: &str,
        resume: Option<Resume>,
        together: Option<Together>,
    ) {
        self.group = None;
        // What was told of the former session is over; what is told of the headset itself stays.
        self.notices
            .retain(|notice| matches!(notice, Notice::NoSoundDevice));
        let former = self.session.replace(session);
        let replaces = former.is_some();
        if let Some(former) = former {
            self.steps.ended(former.clone());
            self.ended = Some(Ended {
                session: former,
                reason: EndedReason::Replaced,
            });
        }
        match self.experience(id) {
            Ok(experience) => {
                self.replaced += u32::from(replaces);
                self.fill_slots(&experience);
                let resume = match together {
                    Some(together) => self.gather(together, resume, &experience.start),
                    None => resume,
                };
                self.pending.push_back(Event::Play { experience, resume });
            }
            Err(notice) => {
                self.notice(notice);
                self.pending.push_back(Event::Stop(How::Gentle));
                self.session_ended(EndReason::Failed);
            }
        }
    }

    /// Tells the caregiver what the director noted.
    pub(super) fn note(&mut self, now: Duration, note: Note) {
        let minutes = (self.director.report(now).elapsed.as_secs() / 60) as u32;
        let notice = match note {
            Note::LongSession => Notice::LongSession { minutes },
            Note::LongestSession => Notice::LongestSession { minutes },
            Note::SceneNotShown { scene } => Notice::SceneNotShown { scene },
            Note::CameLate => Notice::CameLate,
            Note::ExperienceGone => {
                let experience = self.director.report(now).experience.unwrap_or_default();
                Notice::ExperienceRemoved { experience }
            }
        };
        self.notice(notice);
    }

    pub(super) fn session_ended(&mut self, reason: EndReason) {
        self.own.clear_former();
        if self.replaced > 0 {
            // That was the session before; it was told when this one took its place.
            self.replaced -= 1;
            return;
        }
        let reason = match reason {
            EndReason::Finished => EndedReason::Finished,
            EndReason::Stopped => EndedReason::Stopped,
            EndReason::Dizzy => EndedReason::Dizzy,
            EndReason::Replaced => EndedReason::Replaced,
            EndReason::Failed => EndedReason::Failed,
        };
        self.group = None;
        if self.waiting.is_none() {
            // Nothing of a resident's stays longer than it is needed.
            self.own.clear();
        }
        if let Some(session) = self.session.take() {
            self.steps.ended(session.clone());
            self.ended = Some(Ended { session, reason });
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
