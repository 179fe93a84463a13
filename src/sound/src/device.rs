//! How loud each headset can be, from the table in `assets/devices.ron`, and what of that is let through (H9).

use std::sync::OnceLock;

use serde::Deserialize;

/// What adults may hear, dBA (H9, ITU-T H.870).
const MOST: f32 = 80.0;
const TABLE: &str = include_str!("../../../assets/devices.ron");
/// What is let through where the table cannot be read: as of a headset that is not in it.
const CAREFUL: f32 = -33.0;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Devices {
    unknown: Device,
    known: Vec<Device>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Device {
    #[serde(default)]
    names: Vec<String>,
    /// dBA at full volume of the device,
    level: f32,
    /// of noise that is so loud, root mean square in dB.
    at: f32,
    /// Who says so.
    source: String,
}

impl Device {
    fn cap(&self) -> f32 {
        (self.at + MOST - self.level).min(0.0)
    }
}

/// The loudest that may leave for the headset of this name, as [`crate::Settings::cap`] wants it: what is 80 dBA there.
/// One that nobody has measured is taken to be as loud as any may be that is sold.
///
/// ```
/// assert_eq!(sound::cap_of("Some headset of next year"), -33.0);
/// ```
pub fn cap_of(device: &str) -> f32 {
    static DEVICES: OnceLock<Option<Devices>> = OnceLock::new();
    let read = || {
        ron::from_str(TABLE)
            .inspect_err(|error| tracing::error!(%error, "the table of headsets cannot be read"))
            .ok()
    };
    let Some(devices) = DEVICES.get_or_init(read) else {
        return CAREFUL;
    };
    let found = devices.find(device);
    tracing::debug!(
        device,
        cap = found.cap(),
        source = found.source,
        "no louder than 80 dBA"
    );
    found.cap()
}

impl Devices {
    fn find(&self, name: &str) -> &Device {
        let name = name.to_lowercase();
        let is = |known: &&Device| {
            let mut names = known.names.iter();
            names.any(|known| !known.is_empty() && name.contains(&known.to_lowercase()))
        };
        self.known.iter().find(is).unwrap_or(&self.unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_the_careful_default_is_the_one_in_the_code() {
        let devices: Devices = ron::from_str(TABLE).unwrap();
        assert_eq!(devices.unknown.cap(), CAREFUL);
        for device in devices.known.iter().chain([&devices.unknown]) {
            assert!((80.0..=130.0).contains(&device.level), "{device:?}");
            assert!((-40.0..=-3.0).contains(&device.at), "{device:?}");
            assert!(device.cap() <= device.at, "{device:?}");
            assert!(device.source.len() > 10, "{device:?}");
        }
        assert!(devices.known.iter().all(|device| !device.names.is_empty()));
    }

    #[test]
    fn a_headset_is_found_by_any_part_of_its_name_and_a_soft_one_may_have_more() {
        let table = r#"Devices(
            unknown: Device(level: 100.0, at: -13.0, source: "the law"),
            known: [Device(names: ["Soft One"], level: 88.0, at: -13.0, source: "measured")],
        )"#;
        let devices: Devices = ron::from_str(table).unwrap();
        assert_eq!(devices.find("Maker: soft one (2)").cap(), -21.0);
        assert_eq!(devices.find("Loud One").cap(), -33.0);
        assert_eq!(devices.find("").cap(), -33.0);
    }
}
