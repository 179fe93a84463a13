//! What is heard in a place: from the words of the manifest to the crate `sound`.

use std::time::{Duration, Instant};

use director::Place;
use manifest::{Localized, Sound, Times};
use protocol::{Listening, Notice};
use sound::{AudioFile, Narration, SceneSound, Settings, Track, TrackKind};

use super::Conductor;
use crate::captions::{Captions, Said};

impl Conductor {
    /// What is being said in this frame, for its captions.
    pub(super) fn follow_words(&mut self, now: Duration, captions: &mut Captions) {
        let mut said = Vec::new();
        let narrated = self.sound.narrated();
        self.listen_to_words(narrated);
        let spoken = narrated.filter(|at| self.voice.goes_on(*at, now));
        if self.listening.captions {
            let told = self.told_words.clone().zip(spoken);
            said.extend(told.map(|(file, at)| Said { file, at }));
            said.extend(self.said_in_film());
        }
        captions.follow(said);
        for broken in captions.broken() {
            let name = broken.file_name().unwrap_or_default();
            let file = name.to_string_lossy().into_owned();
            self.notice(Notice::CaptionsBroken { file });
        }
    }

    fn said_in_film(&mut self) -> Option<Said> {
        let (experience, words, at) = self.films.said(self.seen.shown()?)?;
        let name = format!("{experience}/{}", in_language(words, &self.listening)?);
        // Looked for once, not in every frame.
        if self
            .film_words
            .as_ref()
            .is_none_or(|(known, _)| *known != name)
        {
            let file = in_language(words, &self.listening)?;
            let path = self.media(experience, file);
            self.film_words = Some((name, path));
        }
        let file = self.film_words.as_ref()?.1.clone()?;
        Some(Said { file, at })
    }

    /// The sounds of a place but its film's, and what is told there; `in_scene` is so `at` a moment, or as soon as it can be.
    /// Files that cannot be had are left out, with a notice.
    pub(super) fn heard_in(
        &mut self,
        place: &Place,
        in_scene: Duration,
        at: Option<Instant>,
    ) -> (SceneSound, Option<Narration>) {
        // Where several headsets go by one moment, all counts from the scene's beginning: what is past is left out there.
        let begins = at.and_then(|at| at.checked_sub(in_scene));
        let in_scene = if begins.is_some() {
            Duration::ZERO
        } else {
            in_scene
        };
        self.told_words = None;
        let Place::Scene { experience, .. } = place else {
            return (SceneSound::lobby(), None);
        };
        let mut heard = SceneSound::default();
        let mut told = None;
        for sound in place
            .scene()
            .map(|scene| &scene.sound[..])
            .unwrap_or_default()
        {
            match sound {
                Sound::Narration(narration) => {
                    told = told.or_else(|| self.told(&experience.id, narration, in_scene));
                }
                other => heard
                    .tracks
                    .extend(self.track(&experience.id, other, in_scene)),
            }
        }
        let film = place.scene().and_then(|scene| scene.film());
        if let Some(film) = film.filter(|_| self.listening.description && told.is_none()) {
            told = self.described(&experience.id, film, in_scene);
        }
        for track in &mut heard.tracks {
            track.begins = begins;
        }
        if let Some(told) = &mut told {
            told.begins = begins;
        }
        (heard, told)
    }

    fn track(&mut self, experience: &str, sound: &Sound, in_scene: Duration) -> Option<Track> {
        let (file, gain, kind) = match sound {
            Sound::Ambience(ambience) => (&ambience.file, ambience.gain, TrackKind::Ambience),
            Sound::Ambisonics(ambisonics) => {
                let heading = ambisonics.heading;
                let kind = TrackKind::Ambisonics { heading };
                (&ambisonics.file, ambisonics.gain, kind)
            }
            Sound::At(placed) => {
                let times = match placed.times {
                    Times::Loop => sound::Times::Loop,
                    Times::Once { after } => sound::Times::Once {
                        after: still_to_come(after, in_scene)?,
                    },
                    Times::Every { from, to } => sound::Times::Every {
                        from: seconds(from),
                        to: seconds(to),
                    },
                };
                let kind = TrackKind::Placed {
                    yaw: placed.yaw,
                    pitch: placed.pitch,
                    distance: placed.distance,
                    times,
                };
                (&placed.file, placed.gain, kind)
            }
            Sound::Music(music) => {
                let after = seconds(music.after).saturating_sub(in_scene);
                let loops = music.loops;
                (&music.file, music.gain, TrackKind::Music { after, loops })
            }
            Sound::Narration(_) => return None,
        };
        Some(Track {
            gain,
            loudness: self.loudness(experience, file),
            ..Track::new(self.audio(experience, file)?, kind)
        })
    }

    fn told(
        &mut self,
        experience: &str,
        narration: &manifest::Narration,
        in_scene: Duration,
    ) -> Option<Narration> {
        let (after, from) = from_here(narration.after, in_scene);
        let file = in_language(&narration.file, &self.listening)?.clone();
        let words = in_language(&narration.captions, &self.listening);
        self.told_words = words.and_then(|words| self.media(experience, words));
        Some(Narration {
            file: self.audio(experience, &file)?,
            gain: narration.gain,
            loudness: self.loudness(experience, &file),
            after,
            begins: None,
            from,
        })
    }

    /// What is seen in a film, told. It is as long as the film, and begins where that does: after a restart, in its
    /// middle. When the film comes round again it has all been told.
    fn described(
        &mut self,
        experience: &str,
        film: &manifest::Film,
        in_scene: Duration,
    ) -> Option<Narration> {
        let file = in_language(&film.description, &self.listening)?.clone();
        Some(Narration {
            file: self.audio(experience, &file)?,
            gain: 0.0,
            loudness: self.loudness(experience, &file),
            after: Duration::ZERO,
            begins: None,
            from: seconds(film.start) + in_scene,
        })
    }

    pub(super) fn audio(&mut self, experience: &str, file: &str) -> Option<AudioFile> {
        let path = self.media(experience, file);
        if path.is_none() {
            let file = file.to_owned();
            self.notice(Notice::SoundBroken { file });
        }
        Some(AudioFile::at(path?, file))
    }

    /// Lets the resident hear and read in this way from now on.
    pub(super) fn listen_as(&mut self, listening: Listening) {
        self.listening = listening;
        self.set_sound();
    }

    /// Says what is worn: nothing in it is louder than 80 dBA (H9).
    pub fn set_device(&mut self, name: &str) {
        self.cap = sound::cap_of(name);
        tracing::info!(device = name, cap = self.cap, "what is worn");
        self.set_sound();
    }

    fn set_sound(&self) {
        self.sound.settings(Settings {
            mono: self.listening.mono,
            speech_boost: self.listening.speech_boost,
            cap: Some(self.cap),
        });
    }
}

/// The one in the resident's language, else in any.
pub(super) fn in_language<'a, T>(
    localized: &'a Localized<T>,
    listening: &Listening,
) -> Option<&'a T> {
    localized
        .get(&listening.language)
        .or_else(|| localized.values().next())
}

fn seconds(value: f32) -> Duration {
    Duration::try_from_secs_f32(value).unwrap_or_default()
}

/// How long until words begin that begin `after` seconds into a scene, and where in their recording that is: in the
/// middle, when they had begun before.
fn from_here(after: f32, in_scene: Duration) -> (Duration, Duration) {
    let begins = seconds(after);
    (
        begins.saturating_sub(in_scene),
        in_scene.saturating_sub(begins),
    )
}

/// How long until something begins that begins `after` seconds into a scene; nothing when it has.
fn still_to_come(after: f32, in_scene: Duration) -> Option<Duration> {
    seconds(after).checked_sub(in_scene)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_residents_language_comes_first_and_another_before_none() {
        let listening = |language: &str| Listening {
            language: language.into(),
            ..Listening::default()
        };
        let both: Localized<u8> = [("en".into(), 1), ("sv".into(), 2)].into();
        assert_eq!(in_language(&both, &listening("sv")), Some(&2));
        assert_eq!(in_language(&both, &listening("fi")), Some(&1));
        assert_eq!(in_language(&Localized::<u8>::new(), &listening("sv")), None);
    }

    #[test]
    fn what_was_to_begin_before_is_over() {
        let ten = Duration::from_secs(10);
        assert_eq!(still_to_come(12.0, ten), Some(Duration::from_secs(2)));
        assert_eq!(still_to_come(5.0, ten), None);
        assert_eq!(still_to_come(0.0, Duration::ZERO), Some(Duration::ZERO));
    }

    #[test]
    fn words_that_had_begun_go_on_where_they_were() {
        let ten = Duration::from_secs(10);
        let two = Duration::from_secs(2);
        assert_eq!(from_here(12.0, ten), (two, Duration::ZERO));
        assert_eq!(from_here(8.0, ten), (Duration::ZERO, two));
    }
}
