//! From a place that the director wants to what loads it: a photo, a film, a world, a room.

use std::time::Duration;

use director::{Event, Place, Ticket};
use protocol::Notice;

use super::films::Wanted;
use super::{Conductor, gaze, stages};

impl Conductor {
    pub(super) fn load(&mut self, ticket: Ticket, place: &Place, in_scene: Duration) {
        let loads = match place {
            Place::Lobby => {
                self.pictures.load_lobby(ticket);
                Ok(())
            }
            Place::Scene { experience, scene } => {
                self.load_scene(ticket, experience, scene, in_scene)
            }
        };
        if let Err(notice) = loads {
            self.notice(notice);
            self.pending.push_back(Event::LoadFailed { ticket });
        }
    }

    fn load_scene(
        &mut self,
        ticket: Ticket,
        experience: &manifest::Experience,
        scene: &str,
        in_scene: Duration,
    ) -> Result<(), Notice> {
        let gone = || Notice::SceneNotShown {
            scene: scene.to_owned(),
        };
        match &experience.scenes.get(scene).ok_or_else(gone)?.view {
            manifest::View::Photo(photo) => {
                let file = photo.file.clone();
                let path = self
                    .media(&experience.id, &file)
                    .ok_or(Notice::PhotoBroken { file })?;
                self.pictures.load(ticket, photo.clone(), path);
            }
            manifest::View::Film(film) => {
                let (file, media_code) = (film.file.clone(), "M0101".to_owned());
                let path = self
                    .media(&experience.id, &file)
                    .ok_or(Notice::FilmBroken { file, media_code })?;
                let wanted = Wanted {
                    experience: experience.id.clone(),
                    loudness: self.loudness(&experience.id, &film.file),
                    film: film.clone(),
                    path,
                    in_scene,
                };
                self.films.load(ticket, wanted);
                let still = film.still.as_ref();
                if let Some(path) = still.and_then(|still| self.media(&experience.id, still)) {
                    self.pictures.load_still(ticket, film, path);
                }
            }
            manifest::View::World(world) => {
                let source = worlds::Source::BuiltIn {
                    folder: self.worlds_folder.clone(),
                    kind: world.kind(),
                };
                self.load_world(
                    ticket,
                    experience,
                    scene,
                    (source, *world.surroundings(), 0.0),
                );
            }
            manifest::View::Model(model) => {
                let path = self.media(&experience.id, &model.file).ok_or_else(gone)?;
                let source = worlds::Source::File(path);
                let how = (source, model.surroundings, model.heading);
                self.load_world(ticket, experience, scene, how);
            }
            manifest::View::Album(album) => {
                let source = self.room_with(album);
                let how = (source, album.surroundings, worlds::album::HEADING);
                self.load_world(ticket, experience, scene, how);
            }
        }
        Ok(())
    }

    fn load_world(
        &mut self,
        ticket: Ticket,
        experience: &manifest::Experience,
        scene: &str,
        (source, surroundings, heading): (worlds::Source, manifest::Surroundings, f32),
    ) {
        let apart = gaze::shown_and_hidden(experience, scene);
        let wanted = stages::Wanted {
            source,
            surroundings: manifest::Surroundings {
                liveliness: self.person.stimulation.calm(surroundings.liveliness),
                ..surroundings
            },
            heading,
            apart,
            scene: scene.to_owned(),
        };
        self.stages.load(ticket, wanted);
    }

    /// How loud a file of an experience is, where that was measured.
    pub(super) fn loudness(&self, id: &str, file: &str) -> Option<media::loudness::Loudness> {
        self.library.find(id)?.loudness(file)
    }

    /// Where a file of an experience lies; the reason why not is logged.
    pub(super) fn media(&self, id: &str, file: &str) -> Option<std::path::PathBuf> {
        let entry = self.library.find(id)?;
        self.library
            .resolve(entry, file)
            .inspect_err(|problem| tracing::warn!(%problem, "a file cannot be used"))
            .ok()
    }
}
