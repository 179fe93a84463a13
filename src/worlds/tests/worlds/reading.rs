//! What a file holds is found in it.

use glam::Vec3;
use manifest::{Season, Time, Weather};
use worlds::model::{ClipKind, EmitterKind, Kind, Limits, read};

use crate::support::shore;

#[test]
fn everything_of_a_file_is_found() {
    let model = read(&shore().bytes(), &Limits::default()).unwrap();
    assert_eq!(model.warnings, Vec::<String>::new());
    assert_eq!(model.seat, Vec3::new(0.0, 1.2, 0.0));
    assert_eq!(model.water, Some(-0.3));
    let declared: Vec<&str> = model
        .targets
        .iter()
        .filter(|target| target.declared)
        .map(|target| target.id.as_str())
        .collect();
    assert_eq!(declared.len(), 2);
    assert!(declared.contains(&"duck") && declared.contains(&"boat"));
    let kind = |name: &str| model.clips[model.clip(name).unwrap()].kind;
    assert_eq!(kind("idle-boat"), ClipKind::Idle);
    assert_eq!(kind("life-bird"), ClipKind::Life);
    assert_eq!(kind("duck-comes"), ClipKind::Happening);
    assert_eq!(model.emitters[0].kind, EmitterKind::Smoke);
    assert_eq!(model.sounds[0].id, "boat");
}

#[test]
fn what_stands_still_is_joined_and_what_moves_is_not() {
    let model = read(&shore().bytes(), &Limits::default()).unwrap();
    let of = |kind: Kind| -> Vec<&worlds::model::Part> {
        let is = |part: &&worlds::model::Part| model.materials[part.material].kind == kind;
        model.parts.iter().filter(is).collect()
    };
    assert_eq!(of(Kind::Needle).len(), 1, "nine spruces are one part");
    assert_eq!(of(Kind::Needle)[0].indices.len(), 9 * 36);
    let moving = model
        .parts
        .iter()
        .filter(|part| part.node.is_some())
        .count();
    assert_eq!(moving, 3, "duck, boat, bird");
    let window = of(Kind::Glow)[0];
    assert!(window.tags.hold(Season::Winter, Time::Night, Weather::Fog));
    assert!(!window.tags.hold(Season::Winter, Time::Day, Weather::Clear));
}
