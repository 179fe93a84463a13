//! A made-up home to try Utsikt with: `launcher --sample`.
//!
//! Only a home in which nothing is kept yet is filled, and everything in it is plainly made up. A home that was
//! filled so once is known by a setting, and each start lets one more browser in; a real home is
//! never touched.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    access::{pins, tokens},
    home::{
        By, Home,
        settings::HomeSettings,
        staff::{Member, Role},
    },
    problem::Fault,
};

mod residents;

/// The setting that marks a made-up home.
const MARK: &str = "sample";

/// Somebody made up, and the PIN, which everybody may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Called so.
    pub name: &'static str,
    /// What for.
    pub role: Role,
    /// The PIN.
    pub pin: &'static str,
}

/// The people who work in the made-up home.
pub const STAFF: [Person; 4] = [
    Person {
        name: "Anna (prov)",
        role: Role::Admin,
        pin: "111111",
    },
    Person {
        name: "Bosse (prov)",
        role: Role::Caregiver,
        pin: "222222",
    },
    Person {
        name: "Maja (prov)",
        role: Role::Maker,
        pin: "333333",
    },
    Person {
        name: "Greta (prov)",
        role: Role::Auditor,
        pin: "444444",
    },
];

/// Fills a home in which nothing is kept yet, and makes a code that lets one browser into it. None if the
/// home is a real one.
///
/// # Errors
/// When it cannot be kept.
pub fn open(home: &dyn Home, at: Timestamp) -> Result<Option<String>, Fault> {
    if home.staff()?.is_empty() {
        fill(home, at)?;
    }
    if !home.settings()?.contains_key(MARK) {
        return Ok(None);
    }
    let code = tokens::code()?;
    let until = at + crate::access::INVITATION;
    home.invite(&By::launcher(at), &tokens::hash_of_code(&code), until)?;
    Ok(Some(code))
}

fn fill(home: &dyn Home, at: Timestamp) -> Result<(), Fault> {
    let by = By::launcher(at);
    let mut settings = HomeSettings {
        name: "Provgården".to_owned(),
        ..HomeSettings::default()
    }
    .values();
    settings.insert(MARK.to_owned(), "true".to_owned());
    home.set(&by, &settings)?;
    staff(home, &by)?;
    let cares = |member: &Member| member.role == Role::Caregiver;
    let by = By {
        staff: home
            .staff()?
            .into_iter()
            .find(cares)
            .map(|member| member.id),
        ..by
    };
    residents::fill(home, &by)?;
    Ok(())
}

fn staff(home: &dyn Home, by: &By) -> Result<(), Fault> {
    for person in STAFF {
        let member = Member {
            id: Uuid::new_v4().to_string(),
            name: person.name.to_owned(),
            role: person.role,
            pin: pins::hash(person.pin)?,
            created: by.at,
            left: None,
        };
        home.add_member(by, &member)?;
    }
    Ok(())
}
