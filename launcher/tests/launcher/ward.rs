//! The set-up most tests begin with: a launcher, a headset that is linked to it, and a tablet that
//! sees both.

use launcher::api::resources::Session;

use crate::{
    headset::Headset,
    program::{Home, Launcher},
    tablet::Tablet,
};

/// A home with one headset, `g1`, linked and in the calm scene. Its parts can be taken out of it.
pub(crate) struct Ward {
    pub(crate) tablet: Tablet,
    pub(crate) headset: Headset,
    pub(crate) launcher: Launcher,
    pub(crate) home: Home,
}

impl Ward {
    /// With the one experience of a new home.
    pub(crate) fn new() -> Self {
        Self::of(Home::new())
    }

    /// With what the home holds.
    pub(crate) fn of(home: Home) -> Self {
        let launcher = Launcher::start(&home);
        let mut tablet = Tablet::connect(launcher.web);
        let headset = Headset::start(launcher.link, "g1", "Glasögon 1");
        tablet.until_linked("g1");
        Self {
            tablet,
            headset,
            launcher,
            home,
        }
    }

    /// With `sjo` playing on the headset.
    pub(crate) fn playing() -> (Self, Session) {
        let mut ward = Self::new();
        let session = ward.tablet.start("sjo", "g1");
        let session = ward
            .tablet
            .until_session("playing", &session.id, |session| {
                session.acknowledged && session.reported.is_some()
            });
        (ward, session)
    }
}
