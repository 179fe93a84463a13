//! The two cookies: which tablet this is, and who is logged in at it.
//!
//! `__Host-` and `Secure` hold on loopback, too: Chromium takes and sends such cookies at
//! `http://127.0.0.1`, which it trusts as it does TLS (tried with Debian's Chromium, for pages and the socket).

use axum::http::{HeaderMap, HeaderValue, header};

/// Names the tablet.
pub const TABLET: &str = "__Host-utsikt-tablet";
/// Names who is logged in.
pub const LOGIN: &str = "__Host-utsikt-login";

/// How long a browser keeps a tablet's cookie, in seconds: 400 days, the most that browsers take. It is given
/// anew at each login.
const TABLET_AGE: u32 = 400 * 24 * 3600;

/// The value of a cookie, if it is there once. Two of the same name are none: one of them was put there
/// by somebody else.
pub fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .filter(|(known, _)| *known == name)
        .map(|(_, value)| value);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Gives a browser its tablet's token.
pub fn of_tablet(token: &str) -> HeaderValue {
    set(TABLET, token, &format!("; Max-Age={TABLET_AGE}"))
}

/// Gives a browser its login's token, until it is closed.
pub fn of_login(token: &str) -> HeaderValue {
    set(LOGIN, token, "")
}

/// Takes the login's token away.
pub fn no_login() -> HeaderValue {
    set(LOGIN, "", "; Max-Age=0")
}

fn set(name: &str, value: &str, age: &str) -> HeaderValue {
    let cookie = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Strict{age}");
    // Tokens are hexadecimal, so it is a header's value.
    HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_and_never_guessed() {
        let mut headers = HeaderMap::new();
        assert_eq!(value(&headers, TABLET), None);
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("a=1; __Host-utsikt-tablet=x; __Host-utsikt-tablets=z"),
        );
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("__Host-utsikt-login=y"),
        );
        assert_eq!(value(&headers, TABLET), Some("x"));
        assert_eq!(value(&headers, LOGIN), Some("y"));
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("__Host-utsikt-tablet=other"),
        );
        assert_eq!(value(&headers, TABLET), None);
    }
}
