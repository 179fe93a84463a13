//! The page's addresses are answered, built or not.

use crate::{
    http::{get, request, send},
    program::{Home, Launcher},
};

#[test]
fn every_address_of_the_page_answers_safely() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    for path in ["/", "/board", "/session/abc"] {
        let page = get(launcher.web, path);
        assert_eq!(
            (page.status, page.header("content-type")),
            (200, Some("text/html; charset=utf-8")),
            "{path}"
        );
        assert!(
            page.header("content-security-policy")
                .unwrap()
                .contains("default-src 'self'")
        );
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
        assert!(["no-cache", "no-store"].contains(&page.header("cache-control").unwrap()));
    }
    assert_eq!(
        get(launcher.web, "/assets/nothing.js").problem(),
        "not-found"
    );
    assert_eq!(request(launcher.web, "HEAD", "/", &[], b"").status, 200);
    assert_eq!(
        send(launcher.web, "POST", "/", &serde_json::json!({})).problem(),
        "method-not-allowed"
    );
}

#[test]
fn the_api_describes_itself() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let described = get(launcher.web, "/api/v1/openapi.json").json();
    assert_eq!(described["openapi"], "3.1.0");
    let committed: serde_json::Value =
        serde_json::from_str(include_str!("../../openapi.json")).unwrap();
    assert_eq!(described, committed);
}
