//! Secrets that the launcher makes: cookies' tokens and codes that people type. Only hashes are kept.
//!
//! Both come from the system's own source of randomness. A plain hash is enough for them, as nobody
//! can try out 2²⁵⁶ tokens, nor 2⁶⁰ codes within ten minutes; PINs are another matter ([`super::pins`]).

use crate::problem::Fault;

/// Letters and digits that are not taken for one another (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code: 60 bits.
const CODE: usize = 12;

/// A new token of 256 bits, in hexadecimal.
///
/// # Errors
/// [`Fault::Storage`] when the system has no randomness to give; then nothing may be let in.
pub fn token() -> Result<String, Fault> {
    let bytes: [u8; 32] = random()?;
    Ok(blake3::Hash::from_bytes(bytes).to_hex().to_string())
}

/// A new code of twelve letters and digits.
///
/// # Errors
/// As [`token`].
pub fn code() -> Result<String, Fault> {
    let bytes: [u8; CODE] = random()?;
    let letters = bytes.map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    Ok(letters.iter().collect())
}

/// The hash under which a token is kept.
pub fn hash_of_token(token: &str) -> String {
    hash("token", token)
}

/// The hash under which a code is kept, however it was typed: in small letters, with dashes or spaces, with O
/// for 0 and I or L for 1.
pub fn hash_of_code(typed: &str) -> String {
    let meant: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    hash("code", &meant)
}

fn hash(kind: &str, secret: &str) -> String {
    blake3::hash(format!("utsikt {kind} {secret}").as_bytes())
        .to_hex()
        .to_string()
}

fn random<const N: usize>() -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!("the system gives no randomness: {error}");
        Fault::Storage
    })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_another() {
        assert_ne!(token().unwrap(), token().unwrap());
        assert_eq!(token().unwrap().len(), 64);
        assert_ne!(code().unwrap(), code().unwrap());
    }

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        let code = code().unwrap();
        let typed = format!("{}-{} {}", &code[..4], &code[4..8], &code[8..]).to_lowercase();
        let typed = typed.replace('0', "o").replace('1', "l");
        assert_eq!(hash_of_code(&typed), hash_of_code(&code));
        assert_ne!(hash_of_code(&typed[1..]), hash_of_code(&code));
    }
}
