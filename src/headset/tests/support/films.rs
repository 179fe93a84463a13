//! Films whose every frame shows its number: drawn by us, coded by ffmpeg, read back from what is seen.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use media::film::synthetic::{Synthetic, code};
use media::film::{FilmSource, FrameContent, PlaneFormat};

use super::pictures::Rgb;

/// A small film of 30 frames a second, without sound.
pub fn small(seconds: u64) -> Synthetic {
    Synthetic {
        width: 480,
        height: 240,
        duration: Duration::from_secs(seconds),
        format: PlaneFormat::I420,
        channels: 0,
        looping: false,
        ..Synthetic::default()
    }
}

/// Writes an experience of scenes; `scenes` is what stands in the manifest's braces.
pub fn write_story(experiences: &Path, id: &str, start: &str, scenes: &str) {
    let folder = experiences.join(id);
    std::fs::create_dir_all(folder.join("media")).unwrap();
    let text = format!(
        r#"Experience(
    format: 1, id: "{id}", title: {{"sv": "Prov", "en": "Test"}}, description: {{"sv": "Ett prov.", "en": "A test."}},
    minutes: 10, stimulation: Low,
    prompts: {{"sv": ["Ett?", "Två?", "Tre?"], "en": ["One?", "Two?", "Three?"]}},
    start: "{start}", scenes: {{{scenes}}},
)"#
    );
    std::fs::write(folder.join("experience.ron"), text).unwrap();
}

/// Writes `film` into an experience's media folder as `film.mp4`.
pub fn write_film(experiences: &Path, id: &str, film: &Synthetic) {
    let folder = experiences.join(id).join("media");
    std::fs::create_dir_all(&folder).unwrap();
    let mut drawn = film.clone().open();
    let size = format!("{}x{}", film.width, film.height);
    let mut child = Command::new("ffmpeg")
        .args(["-y", "-v", "error", "-threads", "1"])
        .args(["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", &size])
        .args(["-r", "30", "-i", "pipe:0", "-colorspace", "bt709"])
        .args(["-c:v", "libx264", "-preset", "ultrafast", "-crf", "16"])
        .args(["-g", "15"])
        .arg(folder.join("film.mp4"))
        .stdin(Stdio::piped())
        .spawn()
        .expect("ffmpeg is needed for these tests: sudo apt install ffmpeg");
    let mut pipe = child.stdin.take().unwrap();
    for number in 0..film.frames() {
        let frame = drawn.frame(film.time_of(number)).unwrap();
        let FrameContent::Planes(planes) = frame.content else {
            unreachable!("it is drawn")
        };
        for plane in 0..3 {
            pipe.write_all(planes.plane(plane).0).unwrap();
        }
    }
    drop(pipe);
    assert!(
        child.wait().unwrap().success(),
        "ffmpeg cannot write the film"
    );
}

/// Writes a film that has one colour for four seconds and then another, into an experience's media folder as `film.mp4`.
pub fn write_two_colours(experiences: &Path, id: &str, colours: [[u8; 3]; 2]) {
    let colour = |[red, green, blue]: [u8; 3]| {
        format!("color=c=0x{red:02x}{green:02x}{blue:02x}:s=320x160:r=30:d=4")
    };
    let [first, second] = colours.map(colour);
    let graph = format!(
        "{first}[a];{second}[b];[a][b]concat,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
    );
    let written = Command::new("ffmpeg")
        .args(["-y", "-v", "error", "-filter_complex", &graph])
        .args(["-colorspace", "bt709", "-color_range", "tv"])
        .args(["-c:v", "libx264", "-preset", "ultrafast"])
        .arg(experiences.join(id).join("media/film.mp4"))
        .status()
        .expect("ffmpeg is needed for these tests: sudo apt install ffmpeg");
    assert!(written.success(), "ffmpeg cannot write the film");
}

/// The number of the frame that is seen by a level eye, 90° across, to whom the middle of a sphere is straight ahead.
pub fn number_in(view: &Rgb) -> Option<u32> {
    let reach = view.width as f32 / 2.0;
    code::read(|x, y| {
        let (yaw, pitch) = ((x - 0.5) * 360.0, (0.5 - y) * 180.0);
        let (yaw, pitch) = (yaw.to_radians(), pitch.to_radians());
        let column = reach * (1.0 + yaw.tan());
        let row = view.height as f32 / 2.0 - reach * pitch.tan() / yaw.cos();
        let colour = view.at(column as usize, row as usize);
        colour.iter().map(|&channel| f32::from(channel)).sum()
    })
}
