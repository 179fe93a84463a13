//! The home's settings: names and values in the store, and what they mean.

use std::collections::BTreeMap;

use super::{By, HomeError};

/// What a home has chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeSettings {
    /// What the home is called; empty until it is given a name.
    pub name: String,
    /// Languages that people speak here, the first one first.
    pub languages: Vec<String>,
    /// How long what was done is kept, in months.
    pub retention_months: u32,
    /// Whether headsets may say where eyes look. Off until the home turns it on.
    pub eye_gaze: bool,
    /// How long a resident's first session is, in minutes (H1).
    pub first_visit_minutes: u32,
}

impl Default for HomeSettings {
    fn default() -> Self {
        Self {
            name: String::new(),
            languages: vec!["sv".to_owned(), "en".to_owned()],
            retention_months: 24,
            eye_gaze: false,
            first_visit_minutes: 8,
        }
    }
}

impl HomeSettings {
    /// As they are kept. What is missing or cannot be read is as usual.
    ///
    /// # Errors
    /// See [`HomeError`].
    pub fn of(home: &(impl Settings + ?Sized)) -> Result<Self, HomeError> {
        let values = home.settings()?;
        let usual = Self::default();
        let value = |name: &str| values.get(name).map(String::as_str);
        let number =
            |name: &str, usual| value(name).and_then(|it| it.parse().ok()).unwrap_or(usual);
        Ok(Self {
            name: value("name").unwrap_or_default().to_owned(),
            languages: value("languages").map_or(usual.languages, |it| {
                it.split(' ').map(ToOwned::to_owned).collect()
            }),
            retention_months: number("retention_months", usual.retention_months),
            eye_gaze: value("eye_gaze").map_or(usual.eye_gaze, |it| it == "true"),
            first_visit_minutes: number("first_visit_minutes", usual.first_visit_minutes),
        })
    }

    /// The values to [`Settings::set`].
    pub fn values(&self) -> BTreeMap<String, String> {
        let values = [
            ("name", self.name.clone()),
            ("languages", self.languages.join(" ")),
            ("retention_months", self.retention_months.to_string()),
            ("eye_gaze", self.eye_gaze.to_string()),
            ("first_visit_minutes", self.first_visit_minutes.to_string()),
        ];
        values.map(|(name, value)| (name.to_owned(), value)).into()
    }
}

/// Settings.
pub trait Settings {
    /// All that were ever set.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn settings(&self) -> Result<BTreeMap<String, String>, HomeError>;

    /// Sets some, all or none. Only what is different is told in the access log.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn set(&self, by: &By, values: &BTreeMap<String, String>) -> Result<(), HomeError>;
}
