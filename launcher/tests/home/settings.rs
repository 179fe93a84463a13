//! Settings: what was set is what is read.

use std::collections::BTreeMap;

use launcher::home::{Home, settings::HomeSettings};

use crate::support::{by, told};

pub(crate) fn contract(home: &dyn Home) {
    assert!(home.settings().unwrap().is_empty());
    assert_eq!(HomeSettings::of(home).unwrap(), HomeSettings::default());
    let some = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    };
    home.set(&by(1), &some(&[("name", "Solgården 🌻"), ("months", "24")]))
        .unwrap();
    home.set(&by(2), &some(&[("months", "12")])).unwrap();
    assert_eq!(
        home.settings().unwrap(),
        some(&[("name", "Solgården 🌻"), ("months", "12")])
    );
    home.set(&by(3), &some(&[("months", "12")])).unwrap();
    assert_eq!(told(home).len(), 3, "the same again is no change");

    let chosen = HomeSettings {
        name: "Solgården 🌻".to_owned(),
        languages: vec!["fi".to_owned(), "sv".to_owned()],
        retention_months: 6,
        eye_gaze: true,
        first_visit_minutes: 5,
    };
    home.set(&by(4), &chosen.values()).unwrap();
    assert_eq!(HomeSettings::of(home).unwrap(), chosen);
}
