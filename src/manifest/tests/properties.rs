//! What holds for any bytes and for any experience.
#![allow(clippy::unwrap_used)] // The helpers of tests may unwrap as well.

#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub)]
mod invariants;

use std::collections::BTreeMap;

use manifest::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

const SAMPLE: &str = include_str!("sample.ron");

/// A text that may stand on the tablet: any letters, on one line.
fn words(longest: usize) -> impl Strategy<Value = String> {
    let odd = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    let letter = any::<char>().prop_map(move |c| if odd(c) { '"' } else { c });
    vec(letter, 0..longest)
        .prop_map(|letters| format!("ö{}", letters.into_iter().collect::<String>()))
}

fn localized(longest: usize) -> impl Strategy<Value = Localized<String>> {
    (words(longest), words(longest), option::of(words(longest))).prop_map(|(sv, en, fi)| {
        let pairs = [("sv", Some(sv)), ("en", Some(en)), ("fi", fi)];
        pairs
            .into_iter()
            .filter_map(|(tag, text)| Some((tag.to_owned(), text?)))
            .collect()
    })
}

fn maybe<S: Strategy>(inner: S) -> impl Strategy<Value = S::Value>
where
    S::Value: Default,
{
    option::of(inner).prop_map(Option::unwrap_or_default)
}

fn prompts(least: usize) -> impl Strategy<Value = Localized<Vec<String>>> {
    vec((words(60), words(60)), least..least + 3).prop_map(|pairs| {
        let (sv, en) = pairs.into_iter().unzip();
        BTreeMap::from([("sv".to_owned(), sv), ("en".to_owned(), en)])
    })
}

fn photo() -> impl Strategy<Value = Photo> {
    let projection = prop_oneof![
        Just(Projection::Equirectangular),
        Just(Projection::HalfEquirectangular),
        Just(Projection::Flat)
    ];
    let stereo = prop_oneof![
        Just(Stereo::Mono),
        Just(Stereo::TopBottom),
        Just(Stereo::LeftRight)
    ];
    let angle = |to: f32| option::of(-to..=to);
    (
        "[a-zå-ö0-9 ]{0,8}",
        option::of(projection),
        option::of(stereo),
        angle(180.0),
        angle(90.0),
        angle(180.0),
        1.0..=170.0_f32,
    )
        .prop_map(
            |(name, projection, stereo, heading, pitch, roll, width)| Photo {
                file: format!("media/x{name}.jpg").replace(" .", "."),
                projection,
                stereo,
                heading,
                pitch,
                roll,
                width: (projection == Some(Projection::Flat)).then_some(width),
            },
        )
}

/// The same name in each language, and perhaps in one more.
fn files(stem: &'static str, ending: &'static str) -> impl Strategy<Value = Localized<String>> {
    any::<bool>().prop_map(move |more| {
        ["sv", "en", "fi"]
            .into_iter()
            .take(if more { 3 } else { 2 })
            .map(|tag| (tag.to_owned(), format!("media/{stem}.{tag}.{ending}")))
            .collect()
    })
}

fn film() -> impl Strategy<Value = Film> {
    let ending = prop::sample::select(vec!["mp4", "m4v", "MOV", "mkv", "webm"]);
    let figures = (option::of(0.0..=43_200.0_f32), option::of(-40.0..=6.0_f32));
    (
        (photo(), ending, any::<bool>(), figures),
        option::of(any::<bool>()),
        option::of(Just("media/still.jpg".to_owned())),
        maybe(files("film", "vtt")),
        maybe(files("described", "ogg")),
    )
        .prop_map(
            |((photo, ending, loops, (start, gain)), ambisonics, still, captions, description)| {
                Film {
                    file: format!("media/film.{ending}"),
                    projection: photo.projection,
                    stereo: photo.stereo,
                    heading: photo.heading,
                    pitch: photo.pitch,
                    roll: photo.roll,
                    width: photo.width,
                    start: start.unwrap_or_default(),
                    loops,
                    gain: gain.unwrap_or_default(),
                    ambisonics,
                    still,
                    captions,
                    description,
                }
            },
        )
}

fn sound() -> impl Strategy<Value = Sound> {
    let file = || "[a-zå-ö0-9]{1,8}".prop_map(|name| format!("media/{name}.ogg"));
    let gain = || maybe(-40.0..=6.0_f32);
    let wait = || 0.0..=1800.0_f32;
    let times = prop_oneof![
        Just(Times::Loop),
        wait().prop_map(|after| Times::Once { after }),
        (1.0..=900.0_f32, 0.0..=900.0_f32).prop_map(|(from, more)| Times::Every {
            from,
            to: from + more
        }),
    ];
    let placed = (
        file(),
        -180.0..=180.0_f32,
        maybe(-90.0..=90.0_f32),
        prop_oneof![Just(2.0), 0.2..=100.0_f32],
        gain(),
        times,
    );
    let narration = (
        prop_oneof![Just(5.0), wait()],
        gain(),
        any::<bool>(),
        files("told", "ogg"),
        files("told", "vtt"),
    )
        .prop_map(|(after, gain, stand_in, file, mut captions)| {
            let spoken = file.keys().cloned();
            captions.extend(spoken.map(|tag| (tag, "media/all.srt".to_owned())));
            Sound::Narration(Narration {
                file,
                captions,
                after,
                gain,
                stand_in,
            })
        });
    prop_oneof![
        (file(), gain()).prop_map(|(file, gain)| Sound::Ambience(Ambience { file, gain })),
        (file(), maybe(-180.0..=180.0_f32), gain()).prop_map(|(file, heading, gain)| {
            Sound::Ambisonics(Ambisonics {
                file,
                heading,
                gain,
            })
        }),
        placed.prop_map(
            |(file, yaw, pitch, distance, gain, times)| Sound::At(Placed {
                file,
                yaw,
                pitch,
                distance,
                gain,
                times,
            })
        ),
        narration,
        (file(), gain(), maybe(wait()), any::<bool>()).prop_map(|(file, gain, after, loops)| {
            Sound::Music(Music {
                file,
                gain,
                after,
                loops,
            })
        }),
    ]
}

fn scene() -> impl Strategy<Value = Scene> {
    let view = prop_oneof![photo().prop_map(View::Photo), film().prop_map(View::Film),];
    (
        maybe(localized(39)),
        view,
        vec(sound(), 0..4),
        maybe(prompts(1)),
    )
        .prop_map(|(title, view, sound, prompts)| Scene {
            title,
            sound,
            prompts,
            ..Scene::new(view)
        })
}

prop_compose! {
    /// An experience in which everything is right: its scenes follow each other in a ring or a line.
    fn experience()(
        scenes in vec((scene(), 10.0..=1800.0_f32, 0..4_u8, maybe(localized(27))), 1..5),
        texts in (localized(39), localized(199), prompts(3), vec(words(29), 0..4)),
        minutes in 1..=30_u32,
        stimulation in prop_oneof![Just(Stimulation::Low), Just(Stimulation::Medium), Just(Stimulation::High)],
        motion in prop_oneof![Just(Motion::Still), Just(Motion::Moving)],
        years in option::of((1800..=1950_u16, 1950..=2100_u16)),
        poster in option::of((-180.0..=180.0_f32, -90.0..=90.0_f32, 1.0..=170.0_f32)),
    ) -> Experience {
        let (title, description, prompts, topics) = texts;
        let count = scenes.len();
        let name = |number: usize| format!("scene-{number}");
        let scenes = scenes.into_iter().enumerate().map(|(number, (mut scene, seconds, way, label))| {
            let to = name((number + 1) % count);
            scene.links = match way {
                _ if count == 1 => vec![],
                0 if number + 1 == count => vec![Link::End(End { after: seconds })],
                1 => vec![Link::After(After { seconds, to })],
                2 if scene.film().is_some_and(|film| !film.loops) => vec![Link::Ended(Ended { to })],
                _ => vec![Link::Next(Next { to, label })],
            };
            (name(number), scene)
        }).collect();
        let poster = poster.map(|(yaw, pitch, width)| Poster { scene: name(0), yaw, pitch, width, file: None });
        Experience {
            title, description, minutes, stimulation, motion, topics, years, prompts, poster, start: name(0), scenes,
            ..Experience::new("any-experience")
        }
    }
}

/// Changes to a text of the kind that slips of the hand make, and some that hands do not.
fn slips() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    let piece = prop_oneof![
        4 => "[(){}\\[\\]:,\"\\\\/*#r'0-9xeE_.+ \n-]{0,2}",
        2 => prop::sample::select(vec!["format: 1,", "None", "Some(3)", "Some(", "//", "/*", "*/", "\r\n", "\u{85}", "“", "r#\"a\"#", "()", "inf", "1_0", "#![enable(implicit_some)]", "Scene", "\\u{e5}", "\\x41", "\\\n  "]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    vec((any::<usize>(), 0..3_usize, piece), 1..4)
}

fn slipped(text: &str, slips: &[(usize, usize, String)]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for (at, length, piece) in slips {
        let at = at % (letters.len() + 1);
        let end = (at + length).min(letters.len());
        letters.splice(at..end, piece.chars());
    }
    letters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused_with_a_reason(bytes in vec(any::<u8>(), 0..400)) {
        invariants::hold(&bytes);
    }

    #[test]
    fn any_brackets_are_read_or_refused_with_a_reason(text in "[(){}\\[\\]:,\"a1 \n\\\\r#/*.-]{0,200}") {
        invariants::hold(text.as_bytes());
    }

    #[test]
    fn what_is_written_is_read_as_the_same_thing(experience in experience()) {
        let written = write(&experience);
        prop_assert!(written.starts_with("Experience(\n    format: 1,\n"), "{}", written);
        match parse(written.as_bytes()) {
            Ok(document) => prop_assert_eq!(document.experience, experience),
            Err(problems) => prop_assert!(false, "{:#?}\n{}", problems, written),
        }
        prop_assert_eq!(options().from_str::<Experience>(&written).unwrap(), parse(written.as_bytes()).unwrap().experience);
    }

    #[test]
    fn a_slip_is_seen_or_changes_what_ron_reads_as_well(slips in slips()) {
        let text = slipped(SAMPLE, &slips);
        invariants::hold(text.as_bytes());
        // What RON itself takes is never called a mistake in RON.
        if options().from_str::<Experience>(&text).is_ok() {
            for problem in parse(text.as_bytes()).err().into_iter().flatten() {
                prop_assert!(problem.code != codes::SYNTAX && problem.code != codes::UNKNOWN_FIELD, "{}", problem);
            }
        }
    }

    #[test]
    fn slips_in_bytes_never_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        invariants::hold(&bytes);
        bytes.truncate(cut.index(SAMPLE.len()));
        invariants::hold(&bytes);
    }
}
