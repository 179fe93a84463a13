//! `studio new`: a folder with a manifest that is right from the start and says what each line is for.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use manifest::{FILE_NAME, MediaKind};
use media::{MediaError, Picture, Pixels, Projection, Stereo};

use crate::paint;

/// Start an experience: a folder with a commented manifest and a photo or film.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Its name in files and addresses: a-z, 0-9 and -.
    id: String,
    /// The folder of experiences to put it in.
    #[arg(long, default_value = "experiences")]
    dir: PathBuf,
    /// A photo to copy into it; without one a quiet sky is made, to be replaced.
    #[arg(long)]
    photo: Option<PathBuf>,
    /// A film to copy into it instead.
    #[arg(long, conflicts_with = "photo")]
    film: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Arguments {
        id,
        dir,
        photo,
        film,
    } = arguments;
    if !manifest::is_id(id) {
        match manifest::as_id(id) {
            Some(near) => bail!("{id:?} can't be an id. Try {near:?}: only a-z, 0-9 and -."),
            None => bail!("{id:?} can't be an id: write a name of a-z, 0-9 and -."),
        }
    }
    let view = match (photo, film) {
        (_, Some(film)) => NewView::film(film)?,
        (Some(photo), None) => NewView::copied(photo)?,
        (None, None) => NewView::made()?,
    };
    let folder = dir.join(id);
    fs::create_dir_all(dir).with_context(|| format!("{} can't be made", dir.display()))?;
    // Making the folder is what decides: whatever is there already stays as it is.
    match fs::create_dir(&folder) {
        Err(reason) if reason.kind() == std::io::ErrorKind::AlreadyExists => {
            bail!(
                "{} is there already, and is left as it is. Take another id.",
                folder.display()
            )
        }
        made => made.with_context(|| format!("{} can't be made", folder.display()))?,
    }
    fs::create_dir(folder.join("media"))?;
    let file = folder.join("media").join(&view.name);
    match &view.content {
        Content::Made(bytes) => create(&file, bytes)?,
        Content::Copied(from) => {
            fs::copy(from, &file)
                .with_context(|| format!("{} can't be written", file.display()))?;
        }
    }
    create(&folder.join(FILE_NAME), text(id, &view).as_bytes())?;
    let mut out = anstream::stdout().lock();
    writeln!(
        out,
        "{} is ready. Now:",
        paint::bold(&folder.display().to_string())
    )?;
    writeln!(
        out,
        "  1. Write its title, description and prompts in {}.",
        folder.join(FILE_NAME).display()
    )?;
    writeln!(out, "  2. {}", view.next)?;
    writeln!(out, "  3. studio check {}", folder.display())?;
    Ok(ExitCode::SUCCESS)
}

fn create(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .with_context(|| format!("{} can't be written", path.display()))?;
    file.write_all(bytes)
        .with_context(|| format!("{} can't be written", path.display()))
}

/// What a new experience shows.
struct NewView {
    /// The word before the bracket in the manifest.
    word: &'static str,
    /// Its name in the media folder.
    name: String,
    content: Content,
    /// What the manifest says of it after its file.
    fields: String,
    /// What the content maker does with it next.
    next: String,
}

enum Content {
    Made(Vec<u8>),
    /// Films may be larger than the memory.
    Copied(PathBuf),
}

impl NewView {
    fn film(path: &Path) -> anyhow::Result<Self> {
        let refused = || format!("{} can't be used as the film", path.display());
        let info = media::film::probe(path).with_context(refused)?;
        let name = file_name(path);
        if let Err((_, message, instead)) = manifest::paths::ending(&name, MediaKind::Film) {
            bail!("{}: {message} {instead}", refused());
        }
        let (mut fields, found) =
            match media::place::film_geometry(&info, &manifest::Film::default()) {
                Ok(_) if info.spherical.is_some() => (
                    String::new(),
                    "says of itself how it lies around the resident",
                ),
                Ok(_) => (String::new(), "is placed by its shape"),
                Err(MediaError::ProjectionUnknown { .. }) => (
                    format!(", projection: {:?}", Projection::Equirectangular),
                    "is taken as a panorama",
                ),
                Err(error) => return Err(error).with_context(refused),
            };
        if !info.audio.is_empty() {
            // Until somebody who has heard it writes otherwise.
            fields += ", captions: {}";
        }
        let next = format!(
            "The film, {} × {} in {}, {found}: change that if it is wrong. If somebody speaks in it, add captions.",
            info.width, info.height, info.codec
        );
        Ok(Self {
            word: "Film",
            name,
            content: Content::Copied(path.to_owned()),
            fields,
            next,
        })
    }

    fn copied(path: &Path) -> anyhow::Result<Self> {
        let refused = || format!("{} can't be used as the photo", path.display());
        let info = media::probe(path).with_context(refused)?;
        if let Some(ending) = &info.named_wrong {
            bail!(
                "{}: it is a {} file, but named .{ending}. Give it the right ending.",
                refused(),
                info.kind.name()
            );
        }
        let name = file_name(path);
        if let Err((_, message, instead)) = manifest::paths::ending(&name, MediaKind::Photo) {
            bail!("{}: {message} {instead}", refused());
        }
        let stereo = info.panorama.as_ref().and_then(|panorama| panorama.stereo);
        let size = format!("{} × {}", info.width, info.height);
        let (fields, found) = match media::geometry(&info, &manifest::Photo::default()) {
            Ok(_) if info.panorama.is_some() => (
                String::new(),
                "says of itself how it lies around the resident".to_owned(),
            ),
            Ok(geometry) => {
                let projection = if matches!(geometry.shape, media::Shape::Flat { .. }) {
                    Projection::Flat
                } else {
                    Projection::Equirectangular
                };
                (
                    format!(", projection: {projection:?}"),
                    format!("is taken as {projection:?} by its shape"),
                )
            }
            // A square is most often two panoramas, one above the other.
            Err(MediaError::ProjectionUnknown { .. }) => {
                let stereo = stereo.unwrap_or(Stereo::TopBottom);
                let fields = format!(
                    ", projection: {:?}, stereo: {stereo:?}",
                    Projection::Equirectangular
                );
                (
                    fields,
                    format!("is taken as a stereo panorama ({stereo:?}) by its shape"),
                )
            }
            Err(error) => return Err(error).with_context(refused),
        };
        let next = format!("The photo, {size}, {found}: change that if it is wrong.");
        Ok(Self {
            word: "Photo",
            name,
            content: Content::Copied(path.to_owned()),
            fields,
            next,
        })
    }

    fn made() -> anyhow::Result<Self> {
        let bytes = media::encode_jpeg(&dusk(), 85)?;
        let next = "Put your own 360° photo in place of media/view.jpg.".to_owned();
        Ok(Self {
            word: "Photo",
            name: "view.jpg".to_owned(),
            content: Content::Made(bytes),
            fields: ", projection: Equirectangular".to_owned(),
            next,
        })
    }
}

/// The name of the copy: that of the file, unless it could not stand in a manifest.
fn file_name(path: &Path) -> String {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or("");
    if manifest::paths::inside(name).is_ok() {
        return name.to_owned();
    }
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or("jpg");
    format!("view.{ending}")
}

/// A clear sky after sunset over still water, as a small panorama.
fn dusk() -> Picture {
    const WIDTH: u32 = 1024;
    const HEIGHT: u32 = 512;
    let mut pixels = Vec::with_capacity((WIDTH * HEIGHT * 4) as usize);
    for row in 0..HEIGHT {
        for column in 0..WIDTH {
            let pitch = 90.0 - (row as f32 + 0.5) * 180.0 / HEIGHT as f32;
            let yaw = (column as f32 + 0.5) * 360.0 / WIDTH as f32 - 180.0;
            pixels.extend(colour(yaw, pitch));
        }
    }
    Picture {
        width: WIDTH,
        height: HEIGHT,
        pixels: Pixels::Rgba(pixels),
    }
}

/// The colour of that sky in one direction, in degrees.
fn colour(yaw: f32, pitch: f32) -> [u8; 4] {
    let height = (pitch.abs() / 90.0).sqrt();
    let glow = (-((yaw / 50.0).powi(2) + (pitch / 14.0).powi(2))).exp();
    let under_water = if pitch < 0.0 { 0.62 } else { 1.0 };
    let zenith = [38.0, 62.0, 96.0];
    let horizon = [214.0, 170.0, 148.0];
    let light = [250.0, 206.0, 140.0];
    let channel = |number: usize| {
        let sky = horizon[number] + (zenith[number] - horizon[number]) * height;
        ((sky + (light[number] - sky) * glow * 0.8) * under_water) as u8
    };
    [channel(0), channel(1), channel(2), 255]
}

/// The manifest of a new experience.
fn text(id: &str, view: &NewView) -> String {
    let NewView {
        word, name, fields, ..
    } = view;
    format!(
        r#"// An experience for Utsikt. Lines that begin with // are comments; `studio reference` explains every field.
Experience(
    format: 1,
    id: "{id}", // the same as the folder

    // What the caregiver reads on the tablet, in Swedish and English.
    title: {{"sv": "Ny upplevelse", "en": "New experience"}},
    description: {{
        "sv": "Skriv här vad man ser och hör.",
        "en": "Write here what one sees and hears.",
    }},

    minutes: 10,      // how long a session is meant to be; 8 to 10 suits most people
    stimulation: Low, // how much happens: Low, Medium or High
    motion: Still,    // Moving if the camera travels
    topics: [],       // words to find it by: ["nature", "summer"]
    // years: (1950, 1980), // the years it reminds of

    // Openings for a conversation, at least three: easy to answer, about what is seen.
    prompts: {{
        "sv": ["Vad ser du?", "Har du varit på ett sådant ställe?", "Vem skulle du vilja ha med dig här?"],
        "en": ["What do you see?", "Have you been to a place like this?", "Who would you like to have here with you?"],
    }},

    start: "first",
    scenes: {{
        "first": Scene(
            view: {word}(file: "media/{name}"{fields}),
            // sound: [Ambience(file: "media/waves.ogg", gain: -3)],

            // With a second scene, each needs a way on:
            // links: [After(seconds: 240, to: "second"), Next(to: "second")],
        ),
    }},
)
"#
    )
}
