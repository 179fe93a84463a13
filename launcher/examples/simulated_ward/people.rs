//! Tablets and people, let in through the door as everybody is.

use std::net::SocketAddr;

use serde_json::json;

use crate::http::Browser;

const PIN: &str = "280417";

/// The first admin of a home that has none, at the first tablet, logged in. `setup` is the code that the launcher prints.
pub(crate) async fn admin(web: SocketAddr, setup: &str) -> Browser {
    let mut browser = Browser::open(web).await;
    let asked = json!({"code": setup, "name": "Anna", "pin": PIN, "tablet": "Platta 0"});
    browser
        .send("POST", "/api/v1/setup", &asked)
        .await
        .expect(201);
    log_in(&mut browser, "Anna").await;
    browser
}

/// A caregiver at a tablet of their own, logged in.
pub(crate) async fn caregiver(admin: &mut Browser, number: usize) -> Browser {
    let name = format!("Medarbetare {number}");
    let asked = json!({"name": name, "role": "caregiver", "pin": PIN});
    admin
        .send("POST", "/api/v1/staff", &asked)
        .await
        .expect(201);
    let invitation = admin
        .send("POST", "/api/v1/tablets/invitations", &json!({}))
        .await
        .expect(201)
        .json();
    let mut browser = Browser::open(admin.web()).await;
    let asked = json!({"code": invitation["code"], "name": format!("Platta {number}")});
    browser
        .send("POST", "/api/v1/enrolment", &asked)
        .await
        .expect(201);
    log_in(&mut browser, &name).await;
    browser
}

async fn log_in(browser: &mut Browser, name: &str) {
    let door = browser.get("/api/v1/door").await.expect(200).json();
    let mut staff = door["staff"].as_array().unwrap().iter();
    let id = &staff.find(|member| member["name"] == name).unwrap()["id"];
    let asked = json!({"staff": id, "pin": PIN});
    browser
        .send("POST", "/api/v1/login", &asked)
        .await
        .expect(200);
}
