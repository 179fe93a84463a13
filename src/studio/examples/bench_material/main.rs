//! Makes what `cargo xtask bench` measures with, so that nobody has to fetch it.
//!
//! `photos FOLDER`: two experiences, `small` and `photo`, whose panorama tells its directions by colour;
//! the second is as large and as heavy as a good camera's. `manifests SAMPLES FOLDER COUNT`: that many
//! experiences to check, made after the real ones in SAMPLES, with small pictures in them.

mod panorama;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use manifest::{
    Experience, FILE_NAME, MediaKind, MediaUse, Photo, Projection, Purpose, Scene, View,
};

const SOUND: &[u8] = include_bytes!("../../tests/fixtures/valid/ambience-sound/media/p.ogg");

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["photos", folder] => photos(Path::new(folder)),
        ["manifests", samples, folder, count] => manifests(
            Path::new(samples),
            Path::new(folder),
            count.parse().context("COUNT is not a number")?,
        ),
        _ => bail!("bench_material photos FOLDER | manifests SAMPLES FOLDER COUNT"),
    }
}

fn photos(folder: &Path) -> anyhow::Result<()> {
    for (id, width) in [("small", 512), ("photo", 8192)] {
        let experience = folder.join(id);
        fs::create_dir_all(experience.join("media"))?;
        fs::write(
            experience.join("media/photo.jpg"),
            panorama::jpeg(width, width / 2)?,
        )?;
        fs::write(experience.join(FILE_NAME), manifest::write(&showing(id)))?;
    }
    Ok(())
}

/// An experience of one photo.
fn showing(id: &str) -> Experience {
    let both = |text: &str| {
        BTreeMap::from([
            ("sv".to_owned(), text.to_owned()),
            ("en".to_owned(), text.to_owned()),
        ])
    };
    let prompts = vec!["One?".to_owned(), "Two?".to_owned(), "Three?".to_owned()];
    let photo = Photo {
        file: "media/photo.jpg".to_owned(),
        projection: Some(Projection::Equirectangular),
        ..Photo::default()
    };
    let scene = Scene::new(View::Photo(photo));
    Experience {
        title: both(id),
        description: both("Six directions in six colours."),
        prompts: BTreeMap::from([
            ("sv".to_owned(), prompts.clone()),
            ("en".to_owned(), prompts),
        ]),
        start: "scene".to_owned(),
        scenes: BTreeMap::from([("scene".to_owned(), scene)]),
        ..Experience::new(id)
    }
}

fn manifests(samples: &Path, folder: &Path, count: usize) -> anyhow::Result<()> {
    let samples = read_samples(samples)?;
    fs::create_dir_all(folder)?;
    let (photo, sound) = (folder.join("photo"), folder.join("sound"));
    fs::write(&photo, panorama::jpeg(128, 64)?)?;
    fs::write(&sound, SOUND)?;
    for (number, sample) in (0..count).zip(samples.iter().cycle()) {
        let mut experience = sample.experience.clone();
        experience.id = format!("{}-{number:05}", experience.id);
        let place = folder.join(&experience.id);
        for used in &sample.media {
            let file = place.join(&used.path);
            fs::create_dir_all(file.parent().unwrap_or(&place))?;
            // The same few bytes on the disk under all the names.
            let original = match used.kind {
                MediaKind::Photo => &photo,
                MediaKind::Sound => &sound,
                MediaKind::Film | MediaKind::Captions | MediaKind::Model => {
                    bail!("films and models are not made here")
                }
            };
            if !file.exists() {
                fs::hard_link(original, &file)
                    .with_context(|| format!("{} can't be made", file.display()))?;
            }
        }
        fs::write(place.join(FILE_NAME), manifest::write(&experience))?;
    }
    Ok(())
}

/// Whether the same small photo or sound will do for this file: what is measured is how manifests are checked,
/// and not how films are opened.
fn is_plain(used: &MediaUse) -> bool {
    let kind = matches!(used.kind, MediaKind::Photo | MediaKind::Sound);
    kind && used.purpose != Purpose::Ambisonics
}

fn read_samples(folder: &Path) -> anyhow::Result<Vec<manifest::Document>> {
    let mut samples = Vec::new();
    for item in
        fs::read_dir(folder).with_context(|| format!("{} can't be listed", folder.display()))?
    {
        let file = item?.path().join(FILE_NAME);
        if file.is_file()
            && let Ok(sample) = manifest::parse(&fs::read(&file)?)
            && sample.media.iter().all(is_plain)
        {
            samples.push(sample);
        }
    }
    samples.sort_by(|a, b| a.experience.id.cmp(&b.experience.id));
    ensure!(
        !samples.is_empty(),
        "there is no experience of photos and sounds without errors in {}",
        folder.display()
    );
    Ok(samples)
}
