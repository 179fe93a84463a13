//! A large home, made up: experiences as folders, and records of five years, written by the launcher's own store.

use std::{fs, path::Path};

use jiff::{Timestamp, ToSpan};
use launcher::home::sqlite::Sqlite;
use rusqlite::params;
use uuid::Uuid;

/// Experiences that were played, out of all.
const PLAYED: usize = 60;
/// People who work there.
const STAFF: usize = 40;
const PLACES: [&str; 8] = [
    "Sjön",
    "Dansbanan",
    "Skogen",
    "Köket",
    "Havet",
    "Fjället",
    "Torget",
    "Kyrkan",
];
const TOPICS: [&str; 10] = [
    "nature", "fishing", "music", "dance", "kitchen", "coffee", "forest", "sea", "winter", "summer",
];

/// Makes it all.
pub(crate) fn seed(state: &Path, folder: &Path, number: usize, residents: usize, sessions: usize) {
    experiences(folder, number);
    let home = Sqlite::new(&state.join("launcher"));
    let mut chance = Chance(1);
    home.write(|change| {
        let residents: Vec<String> = (0..residents).map(|_| Uuid::new_v4().to_string()).collect();
        for (place, id) in residents.iter().enumerate() {
            change.execute(
                "INSERT INTO residents (id, name, room, about, created, changed) VALUES (?1, ?2, ?3, ?4, 0, 0)",
                params![id, format!("Boende {place}"), (place % 90 + 1).to_string(), about(place)],
            )?;
        }
        let staff: Vec<String> = (0..STAFF).map(|_| Uuid::new_v4().to_string()).collect();
        for (place, id) in staff.iter().enumerate() {
            change.execute(
                "INSERT INTO staff (id, name, role, pin, created, left) VALUES (?1, ?2, 'caregiver', '', 0, 1)",
                params![id, format!("Förr {place}")],
            )?;
        }
        let now = Timestamp::now().as_millisecond();
        let years = (5 * 365 * 24).hours();
        let length = years.total(jiff::Unit::Millisecond).unwrap_or_default() as i64;
        for place in 0..sessions {
            let id = Uuid::new_v4().to_string();
            let started = now - length + length / sessions as i64 * place as i64;
            let experience = chance.below(PLAYED.min(number));
            change
                .prepare_cached(
                    "INSERT INTO sessions (id, resident, experience, title, headset, staff, room, started, ended, why,
                        seconds, taps, wiped)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, '12', ?7, ?8, 'Finished', ?9, ?10, ?8)",
                )?
                .execute(params![
                    id,
                    residents[chance.below(residents.len())],
                    format!("upplevelse-{experience}"),
                    format!(r#"{{"sv": "{}", "en": "Place {experience}"}}"#, title(experience)),
                    format!("g{}", chance.below(30)),
                    staff[chance.below(STAFF)],
                    started,
                    started + 600_000,
                    (300 + chance.below(600)) as i64,
                    (2 + chance.below(5)) as i64,
                ])?;
            if chance.below(10) < 8 {
                change
                    .prepare_cached(
                        "INSERT INTO observations (session, before, after, ticks, line, staff, at) VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?6)",
                    )?
                    .execute(params![
                        id,
                        (1 + chance.below(5)) as i64,
                        (1 + chance.below(5)) as i64,
                        r#"[{"tick": "smile", "when": "during", "at": 1}, {"tick": "talks", "when": "after", "at": 2}]"#,
                        "Berättade om båten.",
                        started + 700_000,
                    ])?;
            }
        }
        Ok(())
    })
    .unwrap();
}

fn title(place: usize) -> String {
    format!("{} {place}", PLACES[place % PLACES.len()])
}

fn about(place: usize) -> String {
    format!(
        r#"{{"languages": ["sv"], "life_story": {{"interests": ["{}", "{}"], "music": ["{}"], "places": ["Byn {place}"], "years": {{"from": 1940, "to": 1970}}, "dislikes": []}}}}"#,
        TOPICS[place % 10],
        TOPICS[(place + 3) % 10],
        TOPICS[(place + 2) % 10]
    )
}

/// Folders of experiences, with one small photo each.
fn experiences(folder: &Path, number: usize) {
    let picture = media::Picture {
        width: 256,
        height: 128,
        pixels: media::Pixels::Rgba([90, 120, 140, 255].repeat(256 * 128)),
    };
    let photo = media::encode_jpeg(&picture, 80).unwrap();
    for place in 0..number {
        let own = folder.join(format!("upplevelse-{place}"));
        fs::create_dir_all(own.join("media")).unwrap();
        fs::write(own.join("media/shore.jpg"), &photo).unwrap();
        let (first, second) = (TOPICS[place % 10], TOPICS[(place / 10 + 1) % 10]);
        let topics = if first == second {
            format!("\"{first}\"")
        } else {
            format!("\"{first}\", \"{second}\"")
        };
        fs::write(
            own.join("experience.ron"),
            format!(
                r#"Experience(
    format: 1,
    id: "upplevelse-{place}",
    title: {{"sv": "{title}", "en": "Place {place}"}},
    description: {{"sv": "Upplevelse {place}. Det är stilla.", "en": "Experience {place}. It is still."}},
    minutes: {minutes}, stimulation: {stimulation}, motion: Still,
    topics: [{topics}], years: ({from}, {to}),
    prompts: {{"sv": ["Brukade ni fiska?", "Var badade ni?", "Vem rodde?"], "en": ["Did you fish?", "Where did you swim?", "Who rowed?"]}},
    start: "shore",
    scenes: {{
        "shore": Scene(
            title: {{"sv": "Stranden", "en": "The shore"}},
            view: Photo(file: "media/shore.jpg", projection: Equirectangular, stereo: Mono),
            links: [End(after: 300)],
        ),
    }},
)
"#,
                title = title(place),
                minutes = 5 + place % 15,
                stimulation = ["Low", "Medium", "High"][place % 3],
                from = 1930 + place % 40,
                to = 1950 + place % 40,
            ),
        )
        .unwrap();
    }
}

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}
