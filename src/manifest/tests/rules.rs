//! What holds for any rules: they are written and read again as the same thing, as RON reads them too.
#![allow(clippy::unwrap_used)] // The helpers of tests may unwrap as well.

use std::collections::BTreeMap;

use manifest::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn both(text: &str) -> Localized<String> {
    [("sv", text), ("en", text)]
        .into_iter()
        .map(|(tag, text)| (tag.to_owned(), text.to_owned()))
        .collect()
}

fn one_of(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(names).prop_map(str::to_owned)
}

/// Hotspots of every scene, and targets of the lake.
fn target() -> impl Strategy<Value = String> {
    one_of(&["first", "second", "duck", "boat", "lantern"])
}

fn trigger() -> impl Strategy<Value = Trigger> {
    let leaf = prop_oneof![
        Just(Trigger::Entered),
        (0.0..=1800.0_f32).prop_map(Trigger::After),
        (target(), option::of(0.8..=10.0_f32))
            .prop_map(|(target, dwell)| Trigger::Gazed(target, dwell)),
        target().prop_map(Trigger::LookedAway),
        one_of(&["here", "always"]).prop_map(Trigger::Cue),
        (Just("things".to_owned()), 1..=1000_u32)
            .prop_map(|(name, number)| Trigger::Counted(name, number)),
        one_of(&["photos", "songs"]).prop_map(Trigger::Filled),
        (3.0..=1800.0_f32).prop_map(Trigger::Idle),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Trigger::All),
            vec(inner.clone(), 0..3).prop_map(Trigger::Any),
            inner.prop_map(|inner| Trigger::Once(Box::new(inner))),
        ]
    })
}

fn weather() -> impl Strategy<Value = Weather> {
    prop::sample::select(&Weather::ALL[..])
}

fn action() -> impl Strategy<Value = Action> {
    let over = || 0.5..=300.0_f32;
    let leaf = prop_oneof![
        one_of(&["bell", "songs"]).prop_map(Action::Play),
        one_of(&["told", "words"]).prop_map(Action::Narrate),
        Just(Action::Caption("text".to_owned())),
        one_of(&["duck-comes", "fish-jumps"]).prop_map(Action::Animate),
        one_of(&["one", "two"]).prop_map(Action::GoTo),
        target().prop_map(Action::Show),
        target().prop_map(Action::Hide),
        (one_of(&["bell", "songs"]), over()).prop_map(|(name, over)| Action::Fade(name, over)),
        (0.0..=1.0_f32, over()).prop_map(|(level, over)| Action::Light(level, over)),
        (weather(), over()).prop_map(|(weather, over)| Action::Weather(weather, over)),
        (0.0..=1800.0_f32).prop_map(Action::Wait),
        Just(Action::Count("things".to_owned())),
        "[a-zå-ö \"\\\\]{1,60}".prop_map(|text| Action::Prompt(both(&format!("ö{text}")))),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        (1..=100_u32, vec(inner, 0..3)).prop_map(|(times, actions)| Action::Repeat(times, actions))
    })
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    vec(action(), 0..4)
}

fn rules() -> impl Strategy<Value = Vec<When>> {
    vec(
        (trigger(), actions()).prop_map(|(trigger, actions)| When(trigger, actions)),
        0..4,
    )
}

fn hotspot(id: &'static str) -> impl Strategy<Value = Hotspot> {
    let place =
        prop_oneof![
            (-180.0..=180.0_f32, -90.0..=90.0_f32, 3.7..=120.0_f32)
                .prop_map(|(yaw, pitch, size)| (Some(yaw), pitch, size, None)),
            one_of(&["duck", "boat"]).prop_map(|target| (None, 0.0, 8.0, Some(target))),
        ];
    (
        place,
        any::<(bool, bool)>(),
        option::of(1.5..=5.0_f32),
        option::of(0.8..=10.0_f32),
        actions(),
    )
        .prop_map(
            move |((yaw, pitch, size, target), (named, hidden), text, dwell, on)| Hotspot {
                id: id.to_owned(),
                yaw,
                pitch,
                size,
                target,
                label: if named { both("Namn") } else { BTreeMap::new() },
                text,
                dwell,
                hidden,
                on,
            },
        )
}

fn surroundings() -> impl Strategy<Value = Surroundings> {
    (
        prop::sample::select(&Season::ALL[..]),
        prop::sample::select(&Time::ALL[..]),
        weather(),
        prop_oneof![Just(0.5), 0.0..=1.0_f32],
    )
        .prop_map(|(season, time, weather, liveliness)| Surroundings {
            season,
            time,
            weather,
            liveliness,
        })
}

fn scene(to: &'static str) -> impl Strategy<Value = Scene> {
    let view = surroundings().prop_map(|surroundings| View::World(World::Lake(surroundings)));
    let moments = vec(
        (0.0..=1800.0_f32, actions()).prop_map(|(at, actions)| Moment(at, actions)),
        0..3,
    );
    (view, hotspot("first"), hotspot("second"), moments, rules()).prop_map(
        move |(view, first, second, timeline, behaviours)| Scene {
            hotspots: vec![first, second],
            timeline,
            behaviours,
            cues: vec![Cue {
                id: "here".to_owned(),
                label: both("Här"),
            }],
            links: vec![Link::Next(Next {
                to: to.to_owned(),
                label: BTreeMap::new(),
            })],
            ..Scene::new(view)
        },
    )
}

fn fill() -> impl Strategy<Value = Fill> {
    (any::<bool>(), 1..=100_u32).prop_map(|(named, max)| Fill {
        label: if named { both("Egna") } else { BTreeMap::new() },
        max,
        samples: Vec::new(),
    })
}

prop_compose! {
    /// An experience of two lakes in which any rules stand, and a room and a model beside them.
    fn experience()(
        scenes in (scene("two"), scene("room")),
        elsewhere in (surroundings(), surroundings(), -180.0..=180.0_f32),
        behaviours in rules(),
        fills in (fill(), fill(), fill()),
        sound in (any::<bool>(), option::of((-180.0..=180.0_f32, -90.0..=90.0_f32, 0.2..=100.0_f32))),
        goal in option::of(1..=1000_u32),
    ) -> Experience {
        let prompts = vec!["Ett?".to_owned(), "Två?".to_owned(), "Tre?".to_owned()];
        let files = |ending: &str| -> Localized<String> {
            ["sv", "en"].into_iter().map(|tag| (tag.to_owned(), format!("media/told.{tag}.{ending}"))).collect()
        };
        let (one, two) = scenes;
        let album = Album {
            room: Room::Cottage,
            frames: Some("photos".to_owned()),
            projector: None,
            film: None,
            radio: Some("songs".to_owned()),
            surroundings: elsewhere.0,
        };
        let model = Model { file: "media/own.glb".to_owned(), heading: elsewhere.2, surroundings: elsewhere.1 };
        let on = |to: &str| vec![Link::Next(Next { to: to.to_owned(), label: BTreeMap::new() })];
        let (loops, place) = sound;
        let (yaw, pitch, distance) = place.map_or((None, 0.0, 2.0), |(yaw, pitch, distance)| (Some(yaw), pitch, distance));
        let bell = Recording { file: "media/bell.ogg".to_owned(), gain: 0.0, loops, target: None, yaw, pitch, distance };
        let counted = Hotspot {
            on: vec![Action::Count("things".to_owned())],
            ..one.hotspots[0].clone()
        };
        let one = Scene { hotspots: vec![counted, one.hotspots[1].clone()], ..one };
        Experience {
            title: both("Sjön"),
            description: both("En sjö."),
            prompts: [("sv".to_owned(), prompts.clone()), ("en".to_owned(), prompts)].into(),
            start: "one".to_owned(),
            scenes: BTreeMap::from([
                ("one".to_owned(), one),
                ("two".to_owned(), two),
                ("room".to_owned(), Scene { links: on("own"), ..Scene::new(View::Album(album)) }),
                ("own".to_owned(), Scene { links: on("one"), ..Scene::new(View::Model(model)) }),
            ]),
            cues: vec![Cue { id: "always".to_owned(), label: both("Alltid") }],
            behaviours,
            task: goal.map(|goal| Task { label: both("Saker"), count: "things".to_owned(), goal }),
            sounds: BTreeMap::from([("bell".to_owned(), bell)]),
            narrations: BTreeMap::from([("told".to_owned(), Told { file: files("ogg"), captions: files("vtt"), gain: 0.0, stand_in: loops })]),
            captions: BTreeMap::from([("text".to_owned(), both("Där är lommen."))]),
            slots: BTreeMap::from([
                ("photos".to_owned(), Slot::Photos(fills.0)),
                ("songs".to_owned(), Slot::Sound(fills.1)),
                ("words".to_owned(), Slot::Words(fills.2)),
            ]),
            ..Experience::new("any-rules")
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rules_that_are_written_are_read_as_the_same_thing(experience in experience()) {
        let written = write(&experience);
        match parse(written.as_bytes()) {
            Ok(document) => prop_assert_eq!(document.experience, experience),
            Err(problems) => prop_assert!(false, "{:#?}\n{}", problems, written),
        }
        let by_ron: Experience = options().from_str(&written).unwrap();
        prop_assert_eq!(by_ron, parse(written.as_bytes()).unwrap().experience);
    }
}

#[test]
fn the_sample_has_every_word_of_the_format() {
    let sample = include_str!("sample.ron");
    let document = parse(sample.as_bytes()).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(document.warnings, []);
    let written = write(&document.experience);
    // One word of each kind is enough where words are many.
    let others = [
        "Lake",
        "Meadow",
        "Cabin",
        "Garden",
        "Pavilion",
        "Kitchen",
        "Loop",
        "Surroundings",
    ];
    for one in schema::structs() {
        let there = written.contains(&format!("{}(", one.name))
            || written.contains(&format!("({},", one.name));
        assert!(
            there || others.contains(&one.name),
            "{} is not in the sample",
            one.name
        );
    }
}
