//! PINs: six digits, kept as argon2id hashes.
//!
//! A million PINs are few: what keeps them is that they work on an enrolled tablet only and that
//! five wrong ones close the door ([`super::Door`]). The hash keeps whoever reads a backup from reading
//! PINs at once.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier},
};
use tokio::sync::Semaphore;

use super::Refusal;
use crate::problem::Fault;

/// Digits of a PIN.
const DIGITS: usize = 6;
/// Hashes worked out at once: each takes 19 MiB and a processor for some hundredths of a second.
const AT_ONCE: usize = 2;

/// Works out hashes, a few at a time.
#[derive(Debug, Clone)]
pub struct Pins(Arc<Semaphore>);

impl Default for Pins {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Pins {
    /// The hash of a PIN, to be kept.
    ///
    /// # Errors
    /// [`Refusal::PinUnreadable`] when it is not six digits.
    pub async fn hash(&self, pin: &str) -> Result<String, Fault> {
        let pin = readable(pin)?;
        self.work(move || hash(&pin)).await?
    }

    /// Whether a PIN is the one of this hash.
    ///
    /// # Errors
    /// [`Refusal::PinUnreadable`] when it is not six digits.
    pub async fn is_right(&self, pin: &str, hash: String) -> Result<bool, Fault> {
        let pin = readable(pin)?;
        self.work(move || {
            Argon2::default()
                .verify_password(pin.as_bytes(), hash.as_str())
                .is_ok()
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let _turn = self.0.acquire().await.map_err(|_| Fault::Closing)?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| Fault::Closing)
    }
}

/// A PIN if it is six digits.
///
/// # Errors
/// [`Refusal::PinUnreadable`].
pub fn readable(pin: &str) -> Result<String, Fault> {
    if pin.len() == DIGITS && pin.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(pin.to_owned())
    } else {
        Err(Refusal::PinUnreadable.into())
    }
}

/// The hash of a PIN; takes some hundredths of a second.
///
/// # Errors
/// When the system gives no randomness.
pub fn hash(pin: &str) -> Result<String, Fault> {
    match Argon2::default().hash_password(pin.as_bytes()) {
        Ok(hash) => Ok(hash.to_string()),
        Err(error) => {
            tracing::error!("a PIN cannot be hashed: {error}");
            Err(Fault::Storage)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_same_pin_is_right() {
        let pins = Pins::default();
        let hash = pins.hash("280417").await.unwrap();
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        assert_ne!(hash, pins.hash("280417").await.unwrap(), "salted");
        assert_eq!(pins.is_right("280417", hash.clone()).await, Ok(true));
        assert_eq!(pins.is_right("280418", hash).await, Ok(false));
        assert_eq!(
            pins.is_right("280417", "no hash".to_owned()).await,
            Ok(false)
        );
        for pin in ["", "12345", "1234567", "12345a", "１２３４５６", "12 456"] {
            assert_eq!(
                pins.hash(pin).await,
                Err(Refusal::PinUnreadable.into()),
                "{pin:?}"
            );
        }
    }
}
