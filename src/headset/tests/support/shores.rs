//! An experience in a small world of its own: a shore with a duck that comes when it is looked at.

use std::path::Path;

/// The duck's colour in pictures, as a rule: more red and green than blue.
pub fn is_duck([red, green, blue]: [u8; 3]) -> bool {
    red > 150 && green > 110 && u16::from(blue) + 70 < u16::from(green) && red > green
}

/// Where the duck is at first: degrees right and up, seen from the seat.
pub const DUCK: (f32, f32) = (12.1, -5.6);

/// Writes the experience `duck` into a folder of experiences; the duck comes after being looked at as long as is usual.
pub fn write(experiences: &Path, glb: &[u8]) {
    write_with_dwell(experiences, glb, 1.2);
}

/// The same with another dwell, in seconds.
pub fn write_with_dwell(experiences: &Path, glb: &[u8], dwell: f32) {
    let folder = experiences.join("duck");
    std::fs::create_dir_all(folder.join("media")).unwrap();
    std::fs::write(folder.join("media/shore.glb"), glb).unwrap();
    let manifest = r#"Experience(
    format: 1,
    id: "duck",
    title: {"sv": "Anden", "en": "The duck"},
    description: {"sv": "En and.", "en": "A duck."},
    minutes: 10, stimulation: Low, motion: Still,
    topics: ["nature"], years: (1950, 1980),
    prompts: {"sv": ["Matade ni änder?", "Simmade ni?", "Rodde ni?"], "en": ["Ducks?", "Swimming?", "Rowing?"]},
    start: "shore",
    scenes: {
        "shore": Scene(
            title: {"sv": "Stranden", "en": "The shore"},
            view: Model(file: "media/shore.glb", surroundings: Surroundings(season: Summer, time: Day, liveliness: 0.0)),
            behaviours: [When(Once(Gazed("duck", 1.2)), [Animate("duck-comes")])],
        ),
    },
)"#;
    let manifest = manifest.replace("1.2)", &format!("{dwell:?})"));
    std::fs::write(folder.join("experience.ron"), manifest).unwrap();
}
