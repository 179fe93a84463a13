//! Names for what leaves the home: the same for the same person each time, and back to them leads no way without the
//! home's own secret.
//!
//! A pseudonym is a keyed BLAKE3 hash of the opaque id. The key is made once and stays in the home's database.

/// Makes pseudonyms with the home's secret.
#[derive(Clone)]
pub struct Pseudonyms {
    key: [u8; 32],
}

impl std::fmt::Debug for Pseudonyms {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Pseudonyms")
    }
}

impl Pseudonyms {
    /// With the home's secret, whatever its length.
    pub fn new(secret: &[u8]) -> Self {
        Self {
            key: *blake3::hash(secret).as_bytes(),
        }
    }

    /// A resident's, such as `R-3f9a0c61d2`.
    pub fn resident(&self, id: &str) -> String {
        self.of("R", id)
    }

    /// Somebody's who works here, such as `S-3f9a0c61d2`.
    pub fn staff(&self, id: &str) -> String {
        self.of("S", id)
    }

    fn of(&self, kind: &str, id: &str) -> String {
        let hash = blake3::keyed_hash(&self.key, format!("{kind}:{id}").as_bytes());
        format!("{kind}-{}", &hash.to_hex()[..10])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_is_steady_and_differs_by_person_kind_and_home() {
        let home = Pseudonyms::new(b"one home");
        let first = home.resident("a");
        assert_eq!(first, Pseudonyms::new(b"one home").resident("a"));
        assert_ne!(first, home.resident("b"));
        assert_ne!(first[2..], home.staff("a")[2..]);
        assert_ne!(first, Pseudonyms::new(b"another").resident("a"));
        assert_eq!(first.len(), 12);
    }
}
