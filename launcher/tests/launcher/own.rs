//! A resident's own files on their way to the headset: what fills a slot comes, in its order and whole, to the headset
//! of that resident's session and to no other.

use std::{fs, fs::OpenOptions, io::Write as _};

use serde_json::{Value, json};

use crate::{
    headset::Headset,
    http::{Answer, Web, send},
    program::{Home, manifest, photo},
    residents::{resident, upload},
    ward::Ward,
};

/// An experience with slots for photos.
fn add_album(home: &Home) {
    home.add_experience("album");
    let with_slots = manifest("album").replace(
        "    },\n)\n",
        "    },\n    slots: {\"photos\": Photos(max: 12), \"best\": Photos(max: 1)},\n)\n",
    );
    let file = home.experiences().join("album/experience.ron");
    fs::write(file, with_slots).unwrap();
}

fn kept(answer: &Answer) -> Value {
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["id"].clone()
}

fn fill(web: Web, resident: &str, slot: &str, media: &[&Value]) {
    let path = format!("/api/v1/residents/{resident}/slots/album/{slot}");
    let filled = send(web, "PUT", &path, &json!({ "media": media }));
    assert_eq!(filled.status, 200, "{}", filled.text());
}

fn start(web: Web, headset: &str, resident: Option<&str>) -> String {
    let asked =
        json!({"experience": "album", "headset": headset, "resident": resident, "replace": true});
    let started = send(web, "POST", "/api/v1/sessions", &asked);
    assert_eq!(started.status, 201, "{}", started.text());
    started.json()["id"].as_str().unwrap().to_owned()
}

#[test]
fn what_fills_a_slot_comes_to_the_headset_and_only_for_its_resident() {
    let home = Home::new();
    add_album(&home);
    let mut ward = Ward::of(home);
    let web = ward.launcher.web;
    let marta = resident(web, "Märta");
    // More than one piece: a JPEG may have anything after its end.
    let large: Vec<u8> = [photo(90), vec![7; 300 * 1024]].concat();
    let pier = kept(&upload(web, &marta, "brygga.jpg", &large));
    let boat = kept(&upload(web, &marta, "ekan.jpg", &photo(40)));
    fill(web, &marta, "photos", &[&boat, &pier]);
    fill(web, &marta, "best", &[&pier]);

    let headset = &ward.headset;
    let session = start(web, "g1", Some(&marta));
    let wish = headset.until_desired(|desired| desired.session().is_some());
    let play = wish.play().unwrap();
    assert_eq!(play.session.0, session);
    let hashes: Vec<_> = play.own["photos"]
        .iter()
        .map(|own| own.hash.clone())
        .collect();
    let (of_boat, of_pier) = (hash(&photo(40)), hash(&large));
    assert_eq!(hashes, [of_boat.clone(), of_pier.clone()]);
    assert_eq!(play.own["best"].len(), 1);
    let told = serde_json::to_string(play).unwrap();
    for name in ["brygga", "ekan", "Märta"] {
        assert!(!told.contains(name), "no name leaves the launcher: {told}");
    }
    let mut arrived = [
        headset.until_fetched(),
        headset.until_fetched(),
        headset.until_fetched(),
    ];
    arrived.sort_by_key(|fetched| fetched.content.as_ref().map(Vec::len));
    assert_eq!(arrived[0].content.as_deref(), Some(&photo(40)[..]));
    assert_eq!(arrived[1].content.as_deref(), Some(&large[..]));
    assert_eq!(arrived[1], arrived[2]);

    let other = Headset::start(ward.launcher.link, "g2", "Glasögon 2");
    ward.tablet.until_linked("g2");
    start(web, "g2", None);
    let wish = other.until_desired(|desired| desired.session().is_some());
    assert!(
        wish.play().unwrap().own.is_empty(),
        "nobody's session has nobody's files"
    );
}

#[test]
fn a_file_that_is_gone_from_the_disk_is_told_as_gone_and_one_that_was_cut_too() {
    let home = Home::new();
    add_album(&home);
    let ward = Ward::of(home);
    let web = ward.launcher.web;
    let marta = resident(web, "Märta");
    let [one, two, three] =
        [40, 90, 120].map(|shade| kept(&upload(web, &marta, "a.jpg", &photo(shade))));
    fill(web, &marta, "photos", &[&one, &two, &three]);
    let folder = ward.home.state().join("launcher/media");
    fs::remove_file(folder.join(hash(&photo(40)))).unwrap();
    let cut = OpenOptions::new()
        .write(true)
        .open(folder.join(hash(&photo(90))))
        .unwrap();
    cut.set_len(10).unwrap();
    (&cut).flush().unwrap();

    let headset = &ward.headset;
    start(web, "g1", Some(&marta));
    let arrived: Vec<_> = (0..3).map(|_| headset.until_fetched().content).collect();
    assert_eq!(arrived, [None, None, Some(photo(120))]);
}

fn hash(content: &[u8]) -> String {
    blake3::hash(content).to_hex().to_string()
}
