//! Who sends a request: put there by [`super::layer`], taken out by handlers.

use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::Timestamp;

use super::Refusal;
use crate::{
    home::{By, staff::Role},
    problem::Fault,
};

/// Who sends a request. As a handler's argument it is whoever was let through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// The tablet, if the browser is one of this home.
    pub tablet: Option<AtTablet>,
    /// Who is logged in at it.
    pub login: Option<LoggedIn>,
}

/// A tablet of this home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtTablet {
    /// Its id.
    pub id: String,
    /// Called so.
    pub name: String,
    /// The hash of its cookie.
    pub(super) token: String,
}

/// Somebody who is logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedIn {
    /// The id of the member of staff.
    pub staff: String,
    /// Called so.
    pub name: String,
    /// What for.
    pub role: Role,
    /// The hash of the login's cookie.
    pub(super) token: String,
}

impl Actor {
    /// The tablet.
    ///
    /// # Errors
    /// [`Refusal::NotEnrolled`]; never where the table asks for a tablet.
    pub fn tablet(&self) -> Result<&AtTablet, Fault> {
        self.tablet.as_ref().ok_or(Refusal::NotEnrolled.into())
    }

    /// Who is logged in.
    ///
    /// # Errors
    /// [`Refusal::NotLoggedIn`]; never where the table asks for staff.
    pub fn login(&self) -> Result<&LoggedIn, Fault> {
        self.login.as_ref().ok_or(Refusal::NotLoggedIn.into())
    }

    /// For the access log: this one, now.
    pub fn by(&self) -> By {
        By {
            at: Timestamp::now(),
            staff: self.login.as_ref().map(|login| login.staff.clone()),
            tablet: self.tablet.as_ref().map(|tablet| tablet.id.clone()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Actor {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        // A route that the layer did not look at answers nobody.
        let actor = parts.extensions.get::<Self>().cloned();
        actor.ok_or(Refusal::NotAllowed.into())
    }
}
