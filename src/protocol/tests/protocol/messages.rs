//! The messages as they go over the wire: written and read again, refused with a reason, never a panic.

use proptest::prelude::*;
use protocol::{
    Ceiling, Cue, Desired, Ended, EndedReason, Frames, HeadsetId, Hello, How, InStep, Listening,
    MAX_BINARY_BYTES, MAX_TEXT_BYTES, Mode, NextScene, Notice, Own, Person, Play, Prompt,
    RefusalCode, Report, Resume, SessionId, State, Target, Task, ToHeadset, ToLauncher, Together,
    picture,
};

use crate::hello;

fn share() -> impl Strategy<Value = f32> {
    0.0_f32..=1.0
}

fn listening() -> impl Strategy<Value = Listening> {
    ("[a-z]{2}", any::<[bool; 4]>()).prop_map(
        |(language, [captions, description, mono, speech_boost])| Listening {
            language,
            captions,
            description,
            mono,
            speech_boost,
        },
    )
}

fn person() -> impl Strategy<Value = Person> {
    let ceiling = prop_oneof![
        Just(Ceiling::Low),
        Just(Ceiling::Medium),
        Just(Ceiling::High)
    ];
    (
        (0.8_f32..=2.0, 1.0_f32..=3.0, 1.5_f32..=3.0),
        any::<(bool, bool)>(),
        prop::option::of(0.5_f32..=2.0),
        ceiling,
    )
        .prop_map(
            |(
                (dwell_seconds, yaw_gain, text_degrees),
                (reclined, eye_gaze),
                eye_height,
                stimulation,
            )| Person {
                dwell_seconds,
                yaw_gain,
                reclined,
                eye_height,
                text_degrees,
                stimulation,
                eye_gaze,
            },
        )
}

fn desired() -> impl Strategy<Value = Desired> {
    let resume = ("[a-z]{1,8}", 0.0_f32..2000.0, 0.0_f32..2000.0, any::<u32>()).prop_map(
        |(scene, elapsed_seconds, scene_seconds, advances)| Resume {
            scene,
            elapsed_seconds,
            scene_seconds,
            advances,
            cues: [("ducks".to_owned(), advances)].into(),
        },
    );
    let play = (
        "[a-z0-9-]{1,64}",
        any::<bool>(),
        share(),
        any::<(u32, u32)>(),
        (listening(), person()),
        prop::collection::btree_map("[a-z0-9-]{1,48}", any::<u32>(), 0..5),
        prop::option::of(resume),
    )
        .prop_map(
            |(id, paused, volume, (recentres, advances), (listening, person), cues, resume)| {
                let (session, experience) = (SessionId(id.clone()), id);
                Target::Play(Play {
                    session,
                    experience,
                    paused,
                    volume,
                    recentres,
                    advances,
                    cues,
                    listening,
                    person,
                    together: resume.is_some().then(|| Together {
                        group: "g".into(),
                        era: "e".into(),
                        begins: u64::MAX,
                    }),
                    minutes: (advances > 2).then_some(8),
                    own: (0..advances % 3)
                        .map(|number| {
                            let own = Own {
                                hash: format!("{number:064x}"),
                                ending: "jpg".into(),
                                bytes: u64::from(number) + 1,
                            };
                            (format!("slot-{number}"), vec![own; 2])
                        })
                        .collect(),
                    resume,
                })
            },
        );
    let lobby =
        prop_oneof![Just(How::Gentle), Just(How::Dizzy)].prop_map(|how| Target::Lobby { how });
    (any::<u64>(), prop_oneof![play, lobby])
        .prop_map(|(revision, target)| Desired { revision, target })
}

fn report() -> impl Strategy<Value = Report> {
    let text = "\\PC{0,20}";
    (
        prop::option::of(desired()),
        share(),
        prop::option::of(share()),
        any::<bool>(),
        0.0_f32..86_400.0,
        text,
    )
        .prop_map(|(desired, volume, battery, worn, seconds, text)| Report {
            desired,
            ended: worn.then(|| Ended {
                session: SessionId("s".into()),
                reason: EndedReason::Finished,
            }),
            state: State::Playing,
            experience: Some(text.clone()),
            scene: Some(text.clone()),
            next: Some(NextScene {
                scene: text.clone(),
                label: [("sv".to_owned(), text.clone())].into(),
            }),
            cues: vec![Cue {
                id: "ducks".into(),
                label: [("sv".to_owned(), text.clone())].into(),
            }],
            prompts: vec![Prompt {
                number: 3,
                text: [("sv".to_owned(), text.clone())].into(),
            }],
            task: worn.then(|| Task {
                label: [("sv".to_owned(), text.clone())].into(),
                counted: 2,
                goal: 10,
            }),
            elapsed_seconds: seconds,
            scene_seconds: seconds / 2.0,
            remaining_seconds: Some(seconds),
            volume,
            level: battery.map(|battery| battery / 2.0),
            worn: Some(worn),
            battery,
            notices: vec![
                Notice::PhotoReduced {
                    file: text.clone(),
                    from: (30_000, 15_000),
                    to: (8192, 4096),
                },
                Notice::NoSoundDevice,
            ],
            frames: Some(Frames {
                per_second: 72.0,
                longest_ms: seconds,
            }),
            together: worn.then_some(InStep {
                skew_ms: Some(-seconds),
                uncertain_ms: battery,
                late: true,
                alone: false,
            }),
            ..Report::new(Mode::Xr)
        })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(desired in desired(), report in report()) {
        let message = ToHeadset::Desired(desired);
        prop_assert_eq!(ToHeadset::from_text(&message.to_text()), Ok(message));
        let message = ToLauncher::Report(Box::new(report));
        prop_assert_eq!(ToLauncher::from_text(&message.to_text()), Ok(message));
    }

    #[test]
    fn no_text_is_answered_with_a_panic(text in "\\PC{0,200}") {
        prop_assert!(ToLauncher::from_text(&text).is_err());
        prop_assert!(ToHeadset::from_text(&text).is_err());
    }

    #[test]
    fn a_message_with_one_byte_changed_is_read_or_refused(report in report(), at in any::<prop::sample::Index>(), byte in 0x20_u8..0x7f) {
        let mut text = ToLauncher::Report(Box::new(report)).to_text().into_bytes();
        let at = at.index(text.len());
        text[at] = byte;
        if let Err(refusal) = ToLauncher::from_text(&String::from_utf8_lossy(&text)) {
            prop_assert_eq!(refusal.code, RefusalCode::Malformed);
            prop_assert!(!refusal.detail.is_empty());
        }
    }

    #[test]
    fn no_bytes_are_answered_with_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok((_, jpeg)) = picture::decode(&bytes) {
            prop_assert_eq!(jpeg.len() + 8, bytes.len());
        }
    }
}

#[test]
fn a_message_over_the_limit_is_too_large() {
    let text = "x".repeat(MAX_TEXT_BYTES + 1);
    assert_eq!(
        ToLauncher::from_text(&text).unwrap_err().code,
        RefusalCode::TooLarge
    );
    let jpeg = vec![0xFF; MAX_BINARY_BYTES];
    assert_eq!(
        picture::decode(&picture::encode(1, &jpeg))
            .unwrap_err()
            .code,
        RefusalCode::TooLarge
    );
}

#[test]
fn brackets_without_end_are_malformed() {
    let text = "[".repeat(100_000);
    assert_eq!(
        ToLauncher::from_text(&text).unwrap_err().code,
        RefusalCode::Malformed
    );
}

#[test]
fn another_version_is_named_whatever_else_it_says() {
    let refusal =
        ToLauncher::from_text(r#"{"Hello": {"protocol": 7, "colour": "blue"}}"#).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::ProtocolVersion);
    assert!(refusal.detail.contains('7'), "{refusal}");
    let same_shape = ToLauncher::Hello(Hello {
        protocol: protocol::VERSION + 1,
        ..hello()
    })
    .to_text();
    assert_eq!(
        ToLauncher::from_text(&same_shape).unwrap_err().code,
        RefusalCode::ProtocolVersion
    );
}

#[test]
fn unknown_fields_and_values_out_of_range_are_malformed() {
    for text in [
        r#"{"Pong": 1, "more": 2}"#.to_owned(),
        r#"{"Pong": -1}"#.to_owned(),
        ToLauncher::Pong(1).to_text().replace("Pong", "Pang"),
        ToLauncher::Hello(Hello {
            name: " ".into(),
            ..hello()
        })
        .to_text(),
        ToLauncher::Hello(Hello {
            name: "a\nb".into(),
            ..hello()
        })
        .to_text(),
        ToLauncher::Hello(Hello {
            id: HeadsetId("../x".into()),
            ..hello()
        })
        .to_text(),
        ToLauncher::Report(Box::new(Report {
            volume: 1.5,
            ..Report::new(Mode::Xr)
        }))
        .to_text(),
        ToLauncher::Report(Box::new(Report {
            level: Some(-0.1),
            ..Report::new(Mode::Xr)
        }))
        .to_text(),
        ToLauncher::Report(Box::new(Report::new(Mode::Xr)))
            .to_text()
            .replace("0.7", "1e99"),
        ToLauncher::Report(Box::new(Report::new(Mode::Xr)))
            .to_text()
            .replace("\"notices\"", "\"extra\":1,\"notices\""),
    ] {
        assert_eq!(
            ToLauncher::from_text(&text).unwrap_err().code,
            RefusalCode::Malformed,
            "{text}"
        );
    }
}

#[test]
fn every_notice_and_refusal_has_words_in_both_languages() {
    let name = || "Glasögon 2".to_owned();
    let notices = [
        Notice::PhotoReduced {
            file: name(),
            from: (2, 1),
            to: (2, 1),
        },
        Notice::PhotoBroken { file: name() },
        Notice::SoundBroken { file: name() },
        Notice::FilmBroken {
            file: name(),
            media_code: "M0105".into(),
        },
        Notice::FilmCutShort { file: name() },
        Notice::FilmUnplayable {
            file: name(),
            codec: "ProRes".into(),
        },
        Notice::FilmTooSlow { file: name() },
        Notice::CaptionsBroken { file: name() },
        Notice::NoSoundDevice,
        Notice::SoundDeviceGone,
        Notice::RuntimeLost,
        Notice::ExperienceRemoved { experience: name() },
        Notice::ExperienceUnknown { experience: name() },
        Notice::ExperienceBroken { experience: name() },
        Notice::SceneNotShown { scene: name() },
        Notice::LongSession { minutes: 20 },
        Notice::LongestSession { minutes: 30 },
        Notice::CameLate,
        Notice::Unreachable { name: name() },
        Notice::NameTaken { name: name() },
        Notice::IdInUse { name: name() },
    ];
    for notice in notices {
        let written = serde_json::to_value(&notice).unwrap();
        assert_eq!(written["code"], notice.code());
        for language in ["sv", "en"] {
            let text = &notice.text()[language];
            assert!(
                text.ends_with('.') && text.matches(". ").count() >= 2,
                "three short sentences: {text}"
            );
            assert!(!text.contains('!'), "{text}");
        }
    }
    let lost = Notice::Unreachable { name: name() }.text();
    assert_eq!(
        lost["sv"],
        "Glasögon 2 tappade nätet. Upplevelsen fortsätter där. Gå närmare basstationen om bilden här fryser."
    );
    for code in [
        RefusalCode::ProtocolVersion,
        RefusalCode::NameTaken,
        RefusalCode::IdInUse,
        RefusalCode::Malformed,
    ] {
        let refusal = protocol::Refusal {
            code,
            detail: String::new(),
        };
        assert!(refusal.text()["sv"].ends_with('.') && refusal.text()["en"].ends_with('.'));
    }
}
