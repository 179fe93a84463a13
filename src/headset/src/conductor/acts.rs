//! What rules have heard, told and written, besides what a scene begins with; and what is heard in a built-in world.
//!
//! Which sounds a world has stands in its `sounds.ron` ([`manifest::world::sounds`]): loops for its season and hour,
//! voices now and then, and what belongs to something that happens there.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use director::{Act, Event, Place, Ticket};
use library::Filled;
use manifest::world::TUNES;
use manifest::world::sounds::{Heard, Place as Voice, Sounds};
use manifest::{Album, Experience, Localized, Surroundings, View};
use media::captions::Cue;
use protocol::Notice;
use sound::{AudioFile, Narration, Times, Tone, Track, TrackKind};

use super::Conductor;
use super::sounds::in_language;
use crate::captions::Captions;

/// Sounds of worlds are made as they are heard from this far, in metres.
const AS_RECORDED: f32 = 2.0;
/// Letters in a line of a text that a rule shows.
const LINE: usize = 28;
/// A label is one that is shown all this time, from this far in it: there is no end to come to while it is looked at.
const LABEL_LASTS: Duration = Duration::from_secs(3600);
const LABEL_AT: Duration = Duration::from_secs(1);
/// A narration that was asked for begins within this, or not at all.
const BEGINS: Duration = Duration::from_secs(2);

/// What rules need to know of the scene that is heard.
#[derive(Default)]
pub(super) struct Acts {
    scene: Option<Scene>,
    /// What is in the slots of the experience that plays.
    filled: Filled,
    /// What is told when what is being told has ended.
    waits: Option<Told>,
    /// When the last narration was asked for.
    asked: Option<Duration>,
    text: Option<Text>,
    /// What stands beside what is looked at.
    label: Option<Arc<[Cue]>>,
    /// Counts what was heard, so that variants take turns.
    heard: usize,
}

struct Scene {
    experience: Arc<Experience>,
    world: Option<(Sounds, Surroundings)>,
    /// The slot whose songs the radio plays, in an album's room.
    radio: Option<String>,
}

struct Told {
    narration: Narration,
    words: Option<PathBuf>,
}

struct Text {
    pages: Arc<[Cue]>,
    began: Duration,
}

impl Conductor {
    /// Looks what is in the slots of an experience that is about to be played; what can't be used is told.
    pub(super) fn fill_slots(&mut self, experience: &Experience) {
        self.acts.filled = Filled::default();
        if experience.slots.is_empty() {
            return;
        }
        let Some(entry) = self.library.find(&experience.id) else {
            return;
        };
        let filled = library::fill(entry, self.own.folder().as_deref());
        for file in self.own.missing() {
            self.notices.push(Notice::SlotFileLeftOut { file });
        }
        for left_out in &filled.left_out {
            tracing::warn!(
                slot = left_out.slot,
                reason = left_out.reason,
                "a file in a slot is left out"
            );
            let name = left_out.file.file_name().unwrap_or_default();
            let file = name.to_string_lossy().into_owned();
            self.notice(Notice::SlotFileLeftOut { file });
        }
        self.pending.push_back(Event::Slots(filled.counts()));
        self.acts.filled = filled;
    }

    /// The room of an album, with what is in the slots that it names.
    pub(super) fn room_with(&self, album: &Album) -> worlds::Source {
        let files = |slot: &Option<String>| {
            let files = slot
                .as_ref()
                .and_then(|slot| self.acts.filled.slots.get(slot));
            files.cloned().unwrap_or_default()
        };
        worlds::Source::Album {
            folder: self.worlds_folder.clone(),
            kind: worlds::album::world_of(album.room),
            album: worlds::Album {
                frames: files(&album.frames),
                slides: files(&album.projector),
                films: files(&album.film),
            },
        }
    }

    /// The sounds of the world of a place that is heard from now on.
    pub(super) fn enter(&mut self, ticket: Ticket, place: &Place) -> Vec<Track> {
        (self.acts.scene, self.acts.waits, self.acts.text) = (None, None, None);
        let Place::Scene { experience, .. } = place else {
            return Vec::new();
        };
        let view = place.scene().map(|scene| &scene.view);
        let radio = match view {
            Some(View::Album(album)) => album.radio.clone(),
            _ => None,
        };
        let world = match view {
            Some(View::World(world)) => self
                .table_of(world.kind())
                .map(|table| (table, *world.surroundings())),
            Some(View::Album(album)) => {
                self.table_of(worlds::album::world_of(album.room))
                    .map(|mut table| {
                        // Its radio plays what the resident chose, or nothing: never both.
                        table.places.retain(|voice| voice.id != "radio");
                        (table, album.surroundings)
                    })
            }
            _ => None,
        };
        let tracks = world
            .iter()
            .flat_map(|(sounds, now)| self.always(ticket, sounds, now))
            .collect();
        self.acts.scene = Some(Scene {
            experience: Arc::clone(experience),
            world,
            radio,
        });
        tracks
    }

    fn table_of(&self, kind: manifest::WorldKind) -> Option<Sounds> {
        let path = self.worlds_folder.join(kind.name()).join("sounds.ron");
        let read = std::fs::read_to_string(&path).map_err(anyhow::Error::from);
        let table = read.and_then(|text| Ok(Sounds::parse(&text, kind)?));
        table
            .inspect_err(|error| tracing::warn!(%error, world = kind.name(), "a world is silent"))
            .ok()
    }

    /// What is heard in a world whatever happens.
    fn always(&self, ticket: Ticket, sounds: &Sounds, now: &Surroundings) -> Vec<Track> {
        let mut tracks: Vec<Track> = sounds
            .beds_in(now)
            .map(|bed| self.as_it_is(&bed.file, bed.gain, TrackKind::Ambience))
            .collect();
        for voice in sounds.places_in(now) {
            let count = voice.files.len() as f32;
            let times = match (&voice.heard, voice.heard.pauses(now.liveliness)) {
                // Each variant by itself, so much more seldom.
                (_, Some((from, to))) => Times::Every {
                    from: Duration::from_secs_f32(from * count),
                    to: Duration::from_secs_f32(to * count),
                },
                (Heard::Always, None) => Times::Loop,
                _ => continue,
            };
            let kind = self.placed_at_node(ticket, voice, times);
            let files = voice.files.iter();
            tracks.extend(files.map(|file| self.as_it_is(file, voice.gain, kind)));
        }
        tracks
    }

    fn as_it_is(&self, file: &str, gain: f32, kind: TrackKind) -> Track {
        Track {
            gain,
            ..Track::new(AudioFile::at(self.worlds_folder.join(file), file), kind)
        }
    }

    fn placed_at_node(&self, ticket: Ticket, voice: &Voice, times: Times) -> TrackKind {
        let node = voice.node.strip_prefix("sound-").unwrap_or(&voice.node);
        let direction = self.stages.direction(ticket, node);
        let (yaw, pitch) = direction.unwrap_or((voice.yaw, voice.pitch));
        TrackKind::Placed {
            yaw,
            pitch,
            distance: AS_RECORDED,
            times,
        }
    }

    /// Carries out what a rule does.
    pub(super) fn act(&mut self, now: Duration, ticket: Ticket, act: &Act) {
        match act {
            Act::Answer { .. } => self.sound.tone(Tone::Chosen),
            Act::Play { name, number } => match self.named(ticket, name, *number) {
                Some(track) => self.sound.play(name, track),
                None => tracing::warn!(name, "there is no such sound"),
            },
            Act::Fade { name, over } => self.sound.hush(name, *over),
            Act::Narrate { name, number } => match self.told_by(name, *number) {
                Some(told) if self.speaks(now) => self.acts.waits = Some(told),
                Some(told) => self.say(now, told),
                None => tracing::warn!(name, "there is no such narration"),
            },
            Act::Caption { name, lasts } => {
                let experience = self.acts.scene.as_ref().map(|scene| &scene.experience);
                let text = experience.and_then(|experience| experience.captions.get(name));
                let text = text.and_then(|text| in_language(text, &self.listening));
                self.acts.text = text.map(|text| Text::new(text, *lasts, now));
            }
            Act::Animate { happening } => {
                self.stages.act(ticket, act);
                self.hear_happening(ticket, happening);
            }
            Act::Show { .. } | Act::Light { .. } | Act::Weather { .. } => {
                self.stages.act(ticket, act);
            }
        }
    }

    fn hear_happening(&mut self, ticket: Ticket, happening: &str) {
        let Some((sounds, now)) = self
            .acts
            .scene
            .as_ref()
            .and_then(|scene| scene.world.as_ref())
        else {
            return;
        };
        for voice in sounds.silenced_by(happening) {
            self.sound.hush(&voice.id, Duration::from_secs(1));
        }
        let heard: Vec<(String, Track)> = sounds
            .heard_with(happening, now)
            .filter_map(|voice| Some((voice.id.clone(), self.once(ticket, voice)?)))
            .collect();
        for (name, track) in heard {
            self.sound.play(name, track);
        }
        self.acts.heard += 1;
    }

    /// A sound of a world that something makes heard: its variants take turns.
    fn once(&self, ticket: Ticket, voice: &Voice) -> Option<Track> {
        let file = voice
            .files
            .get(self.acts.heard % voice.files.len().max(1))?;
        let late = |after: f32| Duration::from_secs_f32(after);
        let times = match voice.heard {
            Heard::With { after, .. } => Times::Once { after: late(after) },
            Heard::Between { after, .. } => Times::Every {
                from: late(after),
                to: late(after),
            },
            Heard::Always | Heard::Often { .. } => Times::Once {
                after: Duration::ZERO,
            },
        };
        Some(self.as_it_is(file, voice.gain, self.placed_at_node(ticket, voice, times)))
    }

    /// What a rule calls by this name: a sound of the experience, a slot's, the world's, or a tune.
    fn named(&mut self, ticket: Ticket, name: &str, number: usize) -> Option<Track> {
        self.acts.heard += 1;
        let scene = self.acts.scene.as_ref()?;
        let experience = Arc::clone(&scene.experience);
        if let Some(recording) = experience.sounds.get(name) {
            let kind = self.kind_of(ticket, recording);
            return Some(Track {
                gain: recording.gain,
                loudness: self.loudness(&experience.id, &recording.file),
                ..Track::new(self.audio(&experience.id, &recording.file)?, kind)
            });
        }
        let all_around = TrackKind::Music {
            after: Duration::ZERO,
            loops: false,
        };
        if let Some(file) = self.in_slot(name, number) {
            let kind = self.radio_sound(ticket, name).unwrap_or(all_around);
            return Some(Track::new(AudioFile::at(file, name), kind));
        }
        let scene = self.acts.scene.as_ref()?;
        if let Some(voice) = scene
            .world
            .as_ref()
            .and_then(|(sounds, _)| sounds.place(name))
        {
            return self.once(ticket, voice);
        }
        let tune = TUNES.contains(&name);
        tune.then(|| self.as_it_is(&format!("../music/{name}.ogg"), 0.0, all_around))
    }

    /// What is in the slot of an album's radio is heard from there.
    fn radio_sound(&self, ticket: Ticket, slot: &str) -> Option<TrackKind> {
        let scene = self.acts.scene.as_ref()?;
        scene.radio.as_deref().filter(|radio| *radio == slot)?;
        let (yaw, pitch) = self.stages.direction(ticket, "radio")?;
        Some(TrackKind::Placed {
            yaw,
            pitch,
            distance: AS_RECORDED,
            times: Times::Once {
                after: Duration::ZERO,
            },
        })
    }

    fn kind_of(&self, ticket: Ticket, recording: &manifest::Recording) -> TrackKind {
        let target = recording.target.as_ref();
        let node = target.and_then(|target| self.stages.direction(ticket, target));
        let direction = node.or(recording.yaw.map(|yaw| (yaw, recording.pitch)));
        match direction {
            Some((yaw, pitch)) => TrackKind::Placed {
                yaw,
                pitch,
                distance: recording.distance,
                times: if recording.loops {
                    Times::Loop
                } else {
                    Times::Once {
                        after: Duration::ZERO,
                    }
                },
            },
            None => TrackKind::Music {
                after: Duration::ZERO,
                loops: recording.loops,
            },
        }
    }

    fn in_slot(&self, name: &str, number: usize) -> Option<PathBuf> {
        let files = self.acts.filled.slots.get(name)?;
        files.get(number % files.len().max(1)).cloned()
    }

    fn told_by(&mut self, name: &str, number: usize) -> Option<Told> {
        let experience = Arc::clone(&self.acts.scene.as_ref()?.experience);
        let spoken = |file, gain, loudness| Narration {
            file,
            gain,
            loudness,
            begins: None,
            after: Duration::ZERO,
            from: Duration::ZERO,
        };
        let Some(told) = experience.narrations.get(name) else {
            let file = AudioFile::at(self.in_slot(name, number)?, name);
            return Some(Told {
                narration: spoken(file, 0.0, None),
                words: None,
            });
        };
        let file = in_language(&told.file, &self.listening)?;
        let loudness = self.loudness(&experience.id, file);
        let words = in_language(&told.captions, &self.listening);
        Some(Told {
            words: words.and_then(|words| self.media(&experience.id, words)),
            narration: spoken(self.audio(&experience.id, file)?, told.gain, loudness),
        })
    }

    /// Whether something is being told, or about to be.
    fn speaks(&mut self, now: Duration) -> bool {
        let begins = self.acts.asked.is_some_and(|asked| now < asked + BEGINS);
        let narrated = self.sound.narrated();
        begins || narrated.is_some_and(|at| self.voice.goes_on(at, now))
    }

    fn say(&mut self, now: Duration, told: Told) {
        self.acts.asked = Some(now);
        self.told_words = told.words;
        self.sound.narrate(told.narration);
    }

    /// What waits to be told is, when it is its turn; the texts that rules and labels show come and go.
    pub(super) fn follow_acts(&mut self, now: Duration, captions: &mut Captions) {
        if self.acts.waits.is_some()
            && !self.speaks(now)
            && let Some(told) = self.acts.waits.take()
        {
            self.say(now, told);
        }
        let over = |text: &Text| {
            text.pages
                .last()
                .is_none_or(|page| now > text.began + page.to)
        };
        if self.acts.text.as_ref().is_some_and(over) {
            self.acts.text = None;
        }
        let text = self.acts.text.as_ref().map(|text| {
            let at = now.saturating_sub(text.began);
            (Arc::clone(&text.pages), at)
        });
        let label = || Some((Arc::clone(self.acts.label.as_ref()?), LABEL_AT));
        captions.show(text.or_else(label));
    }

    /// What stands beside what is looked at from now on; nothing for what has no label.
    pub(super) fn label(&mut self, label: Option<&Localized<String>>) {
        let label = label.and_then(|label| in_language(label, &self.listening));
        self.acts.label = label.map(|text| pages(text, LABEL_LASTS));
    }
}

impl Text {
    fn new(text: &str, lasts: Duration, now: Duration) -> Text {
        Text {
            pages: pages(text, lasts),
            began: now,
        }
    }
}

fn pages(text: &str, lasts: Duration) -> Arc<[Cue]> {
    let cue = Cue {
        from: Duration::ZERO,
        to: lasts,
        lines: vec![text.to_owned()],
    };
    media::captions::pages(&[cue], &|line| line.chars().count() <= LINE).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_broken_into_lines_that_are_read_one_page_after_the_other() {
        let lasts = Duration::from_secs(12);
        let text =
            "Titta, anden kommer simmande mot bryggan. Den vill nog ha lite bröd, som den brukar.";
        let text = Text::new(text, lasts, Duration::ZERO);
        assert!(text.pages.len() > 1, "{:?}", text.pages);
        let lines = text.pages.iter().flat_map(|page| &page.lines);
        assert!(lines.into_iter().all(|line| line.chars().count() <= LINE));
        assert_eq!(text.pages.last().map(|page| page.to), Some(lasts));
    }
}
