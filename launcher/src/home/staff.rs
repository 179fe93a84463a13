//! Who works here.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{By, HomeError};

/// What somebody is here for. What each may do stands in [`crate::access::policy`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Gives residents their sessions.
    Caregiver,
    /// Makes experiences; sees nothing of residents.
    Maker,
    /// Looks after the home: staff, tablets, settings, and all a caregiver does.
    Admin,
    /// Reads the access log and figures; steers nothing.
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Caregiver, Self::Maker, Self::Admin, Self::Auditor];

    /// As it is kept and sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::Caregiver => "caregiver",
            Self::Maker => "maker",
            Self::Admin => "admin",
            Self::Auditor => "auditor",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|role| role.name() == name)
            .ok_or(())
    }
}

/// Somebody who works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Which.
    pub id: String,
    /// Called so.
    pub name: String,
    /// What for.
    pub role: Role,
    /// The PIN as an argon2id hash in PHC form.
    pub pin: String,
    /// Since when.
    pub created: Timestamp,
    /// Until when; none while still here.
    pub left: Option<Timestamp>,
}

/// What is changed of a member; what is none stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeMember {
    /// A new name.
    pub name: Option<String>,
    /// Another role.
    pub role: Option<Role>,
    /// A new PIN, hashed.
    pub pin: Option<String>,
}

/// The people who work here.
pub trait Staff {
    /// Those who work here now, by name.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn staff(&self) -> Result<Vec<Member>, HomeError>;

    /// One of them, also one who has left.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn member(&self, id: &str) -> Result<Option<Member>, HomeError>;

    /// Somebody begins here.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn add_member(&self, by: &By, member: &Member) -> Result<(), HomeError>;

    /// Changes somebody who works here; none if nobody with that id does. A PIN that somebody else
    /// sets ends what the member is logged in to.
    ///
    /// # Errors
    /// [`HomeError::LastAdmin`] when nobody would be left who can let others in.
    fn change_member(
        &self,
        by: &By,
        id: &str,
        change: &ChangeMember,
    ) -> Result<Option<Member>, HomeError>;

    /// Somebody leaves: keeps what they did, ends what they are logged in to. False if nobody with that
    /// id works here.
    ///
    /// # Errors
    /// [`HomeError::LastAdmin`] as above.
    fn member_leaves(&self, by: &By, id: &str) -> Result<bool, HomeError>;
}
