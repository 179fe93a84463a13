//! The live picture: asked for, waited for, not kept.

use crate::{http::get, ward::Ward};

#[test]
fn a_picture_comes_while_somebody_looks() {
    let ward = Ward::new();
    let mut after = 0_u64;
    for _ in 0..3 {
        let view = get(
            ward.launcher.web,
            &format!("/api/v1/headsets/g1/view.jpg?after={after}"),
        );
        assert_eq!(
            (
                view.status,
                view.header("content-type"),
                view.header("cache-control")
            ),
            (200, Some("image/jpeg"), Some("no-store"))
        );
        let number = view.header("x-picture-number").unwrap().parse().unwrap();
        assert!(number > after, "each is newer than the one before");
        after = number;
        assert_eq!(
            media::decode_bytes(&view.body, &media::Limits::default())
                .unwrap()
                .picture
                .width,
            256
        );
    }
    ward.headset.until_watched(true);
    // Nobody asks any more, so the headset is told to cease.
    ward.headset.until_watched(false);
    assert_eq!(
        get(ward.launcher.web, "/api/v1/headsets/g2/view.jpg").problem(),
        "headset-unknown"
    );
    assert_eq!(
        get(ward.launcher.web, "/api/v1/headsets/g1/view.jpg?after=soon").problem(),
        "unreadable-query"
    );
}

#[test]
fn no_picture_is_no_error() {
    let ward = Ward::new();
    ward.headset.freeze();
    let none = get(ward.launcher.web, "/api/v1/headsets/g1/view.jpg");
    assert_eq!((none.status, none.body.len()), (204, 0));
}
