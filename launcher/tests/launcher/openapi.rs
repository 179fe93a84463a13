//! The committed description of the API is the one the code makes.

#[test]
fn the_snapshot_is_what_the_code_says() {
    let written = include_str!("../../openapi.json");
    let said = launcher::api::openapi::text().unwrap();
    assert!(
        written == said,
        "launcher/openapi.json is out of date; write it again with: cargo run -p launcher -- openapi > launcher/openapi.json"
    );
}
