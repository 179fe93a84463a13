//! Who may do what: one table of every operation there is.
//!
//! What is not in it is refused, so a route that somebody adds and forgets here answers nobody; a test lists
//! the routes from their own description and tries each as every role and as nobody.

use axum::http::Method;

use super::{Actor, Refusal};
use crate::{
    home::staff::Role::{self, Admin, Auditor, Caregiver, Maker},
    problem::Fault,
};

/// Whom an operation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Open,
    /// Anybody at a tablet that belongs here.
    Tablet,
    /// Those who are logged in with one of these roles.
    Staff(&'static [Role]),
}

impl Access {
    /// Whether it is for this one.
    ///
    /// # Errors
    /// [`Refusal::NotEnrolled`], [`Refusal::NotLoggedIn`], [`Refusal::NotAllowed`].
    pub fn admits(self, actor: &Actor) -> Result<(), Fault> {
        match (self, &actor.tablet, &actor.login) {
            (Self::Open, _, _) | (Self::Tablet, Some(_), _) => Ok(()),
            (Self::Tablet | Self::Staff(_), None, _) => Err(Refusal::NotEnrolled.into()),
            (Self::Staff(_), Some(_), None) => Err(Refusal::NotLoggedIn.into()),
            (Self::Staff(roles), Some(_), Some(login)) if roles.contains(&login.role) => Ok(()),
            (Self::Staff(_), Some(_), Some(_)) => Err(Refusal::NotAllowed.into()),
        }
    }
}

/// One operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// The path as the route has it, such as `/api/v1/sessions/{id}`.
    pub path: &'static str,
    /// Whom it is for.
    pub access: Access,
    /// Whether a page asks it by itself, without anybody touching it: then it keeps nobody logged in.
    pub passive: bool,
}

/// Everybody who is logged in.
const ALL: Access = Access::Staff(&Role::ALL);
/// Those who give residents their sessions.
const CARE: Access = Access::Staff(&[Caregiver, Admin]);
/// Those who see what can be picked.
const CONTENT: Access = Access::Staff(&[Caregiver, Maker, Admin]);
/// Those who look after the home.
const ADMIN: Access = Access::Staff(&[Admin]);
/// Those who see how it goes; auditors see pseudonyms.
const FIGURES: Access = Access::Staff(&[Caregiver, Auditor, Admin]);
/// Those who look at who looked at what.
const AUDIT: Access = Access::Staff(&[Auditor, Admin]);
const OPEN: Access = Access::Open;
const TABLET: Access = Access::Tablet;

const fn rule(method: &'static str, path: &'static str, access: Access) -> Rule {
    Rule {
        method,
        path,
        access,
        passive: false,
    }
}

impl Rule {
    const fn passive(self) -> Self {
        Self {
            passive: true,
            ..self
        }
    }
}

/// Every operation there is.
pub const RULES: &[Rule] = &[
    // The launcher itself.
    rule("GET", "/healthz", OPEN).passive(),
    rule("GET", "/readyz", OPEN).passive(),
    rule("GET", "/api/v1/openapi.json", OPEN).passive(),
    // The door.
    rule("GET", "/api/v1/door", OPEN).passive(),
    rule("POST", "/api/v1/setup", OPEN),
    rule("POST", "/api/v1/enrolment", OPEN),
    rule("POST", "/api/v1/login", TABLET),
    rule("POST", "/api/v1/login/touch", ALL),
    rule("POST", "/api/v1/logout", TABLET),
    // The home.
    rule("GET", "/api/v1/staff", ADMIN),
    rule("POST", "/api/v1/staff", ADMIN),
    rule("PATCH", "/api/v1/staff/{id}", ADMIN),
    rule("DELETE", "/api/v1/staff/{id}", ADMIN),
    rule("POST", "/api/v1/staff/me/pin", ALL),
    rule("GET", "/api/v1/tablets", ADMIN),
    rule("POST", "/api/v1/tablets/invitations", ADMIN),
    rule("PATCH", "/api/v1/tablets/{id}", ADMIN),
    rule("DELETE", "/api/v1/tablets/{id}", ADMIN),
    rule("GET", "/api/v1/home", ALL),
    rule("PATCH", "/api/v1/home", ADMIN),
    rule("GET", "/api/v1/access-log", AUDIT),
    rule("GET", "/api/v1/access-log/check", AUDIT),
    // What was done. Who works how much is for those who look after the home, and those who audit it.
    rule("GET", "/api/v1/reports/overview", FIGURES),
    rule("GET", "/api/v1/reports/residents", FIGURES),
    rule("GET", "/api/v1/reports/experiences", FIGURES),
    rule("GET", "/api/v1/reports/staff", AUDIT),
    rule("GET", "/api/v1/exports/sessions.csv", ADMIN),
    rule("GET", "/api/v1/exports/sessions.json", ADMIN),
    rule("GET", "/api/v1/exports/questionnaire-responses.json", ADMIN),
    rule("GET", "/api/v1/backups", ADMIN),
    rule("POST", "/api/v1/backups", ADMIN),
    rule("POST", "/api/v1/backups/{name}/restore", ADMIN),
    rule("GET", "/api/v1/about", ALL),
    rule("GET", "/api/v1/about/sbom.json", ALL),
    // The board on the wall names no resident.
    rule("GET", "/api/v1/board", TABLET).passive(),
    // What can be picked.
    rule("GET", "/api/v1/experiences", CONTENT),
    rule("GET", "/api/v1/experiences/{id}/poster.jpg", TABLET).passive(),
    // Headsets and sessions.
    rule("GET", "/api/v1/events", ALL).passive(),
    rule("GET", "/api/v1/headsets", CARE),
    rule("GET", "/api/v1/headsets/{id}", CARE),
    rule("PATCH", "/api/v1/headsets/{id}", ADMIN),
    rule("POST", "/api/v1/headsets/{id}/wiped", CARE),
    rule("GET", "/api/v1/headsets/{id}/view.jpg", CARE).passive(),
    rule("GET", "/api/v1/sessions", CARE),
    rule("POST", "/api/v1/sessions", CARE),
    rule("GET", "/api/v1/sessions/{id}", CARE),
    rule("PATCH", "/api/v1/sessions/{id}", CARE),
    // Whoever stands at a tablet may bring a resident back.
    rule("POST", "/api/v1/sessions/{id}/stop", TABLET),
    rule("POST", "/api/v1/sessions/{id}/recentre", CARE),
    rule("POST", "/api/v1/sessions/{id}/next", CARE),
    rule("POST", "/api/v1/sessions/{id}/cue", CARE),
    rule("POST", "/api/v1/sessions/{id}/ticks", CARE),
    rule("GET", "/api/v1/sessions/{id}/observation", CARE),
    rule("PUT", "/api/v1/sessions/{id}/observation", CARE),
    rule("GET", "/api/v1/history", CARE),
    rule("POST", "/api/v1/groups", CARE),
    rule("GET", "/api/v1/groups/{id}", CARE),
    rule("POST", "/api/v1/groups/{id}/members", CARE),
    // Residents.
    rule("GET", "/api/v1/residents", CARE),
    rule("POST", "/api/v1/residents", CARE),
    rule("GET", "/api/v1/residents/{id}", CARE),
    rule("PATCH", "/api/v1/residents/{id}", CARE),
    rule("DELETE", "/api/v1/residents/{id}", CARE),
    rule("GET", "/api/v1/residents/{id}/export", CARE),
    rule("PUT", "/api/v1/residents/{id}/checklist", CARE),
    rule("PUT", "/api/v1/residents/{id}/tastes/{experience}", CARE),
    rule("GET", "/api/v1/residents/{id}/suggestions", CARE),
    rule("GET", "/api/v1/residents/{id}/media", CARE),
    rule("POST", "/api/v1/residents/{id}/media", CARE),
    rule("GET", "/api/v1/residents/{id}/media/{media}", CARE),
    rule("DELETE", "/api/v1/residents/{id}/media/{media}", CARE),
    rule("GET", "/api/v1/residents/{id}/slots", CARE),
    rule(
        "PUT",
        "/api/v1/residents/{id}/slots/{experience}/{slot}",
        CARE,
    ),
];

/// What the table says of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It is this operation.
    Rule(&'static Rule),
    /// The path takes these methods only.
    OtherMethods(String),
    /// The path is not in the table.
    Nothing,
}

/// The operation that a request is.
pub fn find(method: &Method, path: &str) -> Found {
    // What answers GET answers HEAD, too.
    let method = if method == Method::HEAD {
        "GET"
    } else {
        method.as_str()
    };
    let of_path = || RULES.iter().filter(|rule| rule.path == path);
    if let Some(rule) = of_path().find(|rule| rule.method == method) {
        return Found::Rule(rule);
    }
    let methods: Vec<_> = of_path().map(|rule| rule.method).collect();
    if methods.is_empty() {
        Found::Nothing
    } else {
        Found::OtherMethods(methods.join(","))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_operation_stands_once_and_each_one_there_is() {
        let table: BTreeSet<_> = RULES.iter().map(|rule| (rule.method, rule.path)).collect();
        assert_eq!(table.len(), RULES.len(), "twice in the table");
        let described = serde_json::to_value(crate::api::openapi::description()).unwrap();
        let described: BTreeSet<_> = described["paths"]
            .as_object()
            .unwrap()
            .iter()
            .flat_map(|(path, operations)| {
                let methods = operations.as_object().unwrap().keys();
                methods.map(move |method| (method.to_uppercase(), path.clone()))
            })
            .collect();
        let table: BTreeSet<_> = table
            .into_iter()
            .map(|(method, path)| (method.to_owned(), path.to_owned()))
            .collect();
        assert_eq!(table, described);
    }

    #[test]
    fn what_is_not_in_the_table_is_nothing() {
        assert_eq!(find(&Method::GET, "/api/v1/secrets"), Found::Nothing);
        assert_eq!(
            find(&Method::DELETE, "/api/v1/home"),
            Found::OtherMethods("GET,PATCH".to_owned())
        );
        assert!(matches!(
            find(&Method::HEAD, "/api/v1/home"),
            Found::Rule(_)
        ));
    }
}
