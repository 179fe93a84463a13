//! Residents' files: kept once, given out, taken away with their content; slots in order.

use launcher::{
    api::resources::MediaKind,
    home::{
        Home,
        media::{Added, File, Fill},
    },
};

use crate::{
    residents::resident,
    support::{at, by, set_up, told},
};

fn file(id: &str, resident: &str, content: &[u8]) -> File {
    File {
        id: id.to_owned(),
        resident: resident.to_owned(),
        kind: MediaKind::Photo,
        name: "bröllop 💒.jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        bytes: content.len() as u64,
        hash: blake3::hash(content).to_hex().to_string(),
        added: at(1),
    }
}

pub(crate) fn contract(home: &dyn Home) {
    set_up(home);
    for id in ["marta", "elsa"] {
        home.add_resident(&by(1), &resident(id, id)).unwrap();
    }
    let photo = file("m1", "marta", b"wedding");
    assert_eq!(
        home.add_medium(&by(2), &photo, b"wedding").unwrap(),
        Added::New
    );
    let again = file("m2", "marta", b"wedding");
    assert_eq!(
        home.add_medium(&by(3), &again, b"wedding").unwrap(),
        Added::Known(photo.clone())
    );
    // The same picture of two residents is theirs both.
    let of_elsa = file("m3", "elsa", b"wedding");
    assert_eq!(
        home.add_medium(&by(4), &of_elsa, b"wedding").unwrap(),
        Added::New
    );
    let lake = file("m4", "marta", b"lake");
    assert_eq!(home.add_medium(&by(5), &lake, b"lake").unwrap(), Added::New);
    let of_nobody = file("m5", "nobody", b"lake");
    assert_eq!(
        home.add_medium(&by(6), &of_nobody, b"lake").unwrap(),
        Added::NoSuchResident
    );

    assert_eq!(
        home.media(&by(7), "marta").unwrap().unwrap(),
        [photo.clone(), lake.clone()]
    );
    assert_eq!(home.media(&by(7), "nobody").unwrap(), None);
    assert_eq!(
        home.medium(&by(8), "marta", "m1").unwrap(),
        Some((photo.clone(), b"wedding".to_vec()))
    );
    assert_eq!(
        home.medium(&by(8), "elsa", "m1").unwrap(),
        None,
        "it is not hers"
    );
    assert_eq!(told(home).last().map(String::as_str), Some("media-read"));

    slots(home, &photo, &lake);

    assert!(home.remove_medium(&by(20), "marta", "m1").unwrap());
    assert!(!home.remove_medium(&by(20), "marta", "m1").unwrap());
    assert!(
        home.content(&photo.hash).unwrap().is_some(),
        "the other resident has it, too"
    );
    assert_eq!(
        home.fills(&by(21), "marta").unwrap().unwrap()[0].media,
        ["m4"]
    );
    assert!(home.erase_resident(&by(22), "elsa").unwrap());
    assert_eq!(
        home.content(&photo.hash).unwrap(),
        None,
        "nobody has it any more"
    );
    assert_eq!(home.content(&lake.hash).unwrap(), Some(b"lake".to_vec()));
    home.sweep_media().unwrap();
    assert_eq!(home.content(&lake.hash).unwrap(), Some(b"lake".to_vec()));
    for out in ["../home.db", "", "..", &"g".repeat(64)] {
        assert_eq!(home.content(out).unwrap(), None);
    }
}

fn slots(home: &dyn Home, photo: &File, lake: &File) {
    let fill = |slot: &str, media: &[&str]| Fill {
        experience: "album".to_owned(),
        slot: slot.to_owned(),
        media: media.iter().map(|id| (*id).to_owned()).collect(),
    };
    assert!(
        home.set_fill(&by(10), "marta", &fill("photos", &["m1", "m4", "m1"]))
            .unwrap()
    );
    assert!(
        home.set_fill(&by(11), "marta", &fill("photos", &["m4", "m1"]))
            .unwrap()
    );
    assert!(
        home.set_fill(&by(12), "marta", &fill("slides", &["m1"]))
            .unwrap()
    );
    assert!(
        !home
            .set_fill(&by(13), "marta", &fill("slides", &["m4", "m3"]))
            .unwrap(),
        "not hers"
    );
    let fills = [fill("photos", &["m4", "m1"]), fill("slides", &["m1"])];
    assert_eq!(home.fills(&by(14), "marta").unwrap().unwrap(), fills);
    assert_eq!(home.fills(&by(14), "nobody").unwrap(), None);
    let filling = [
        ("photos".to_owned(), lake.clone()),
        ("photos".to_owned(), photo.clone()),
        ("slides".to_owned(), photo.clone()),
    ];
    assert_eq!(home.filling("marta", "album").unwrap(), filling);
    assert!(home.filling("marta", "other").unwrap().is_empty());
    assert!(
        home.set_fill(&by(15), "marta", &fill("slides", &[]))
            .unwrap()
    );
    assert_eq!(home.fills(&by(16), "marta").unwrap().unwrap().len(), 1);
}
