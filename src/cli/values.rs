//! Values of options, read with a reason that says what is expected.

use std::net::SocketAddr;
use std::num::ParseIntError;
use std::str::FromStr;

use crate::cause;

/// A whole number that the type can hold.
pub(super) fn whole_number<T: FromStr<Err = ParseIntError>>(text: &str) -> Result<T, String> {
    text.trim().parse().map_err(|error: ParseIntError| cause::of_member(&error.to_string()))
}

/// An address of this machine with a port.
pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_not_one| {
        "expected an IP address of this machine and a port, such as 127.0.0.1:8080, or [::1]:8080".to_owned()
    })
}

/// The URL of a service.
pub(super) fn http_url(text: &str) -> Result<String, String> {
    let uri = text.parse::<axum::http::Uri>().ok();
    match uri.as_ref().map(|uri| (uri.scheme_str(), uri.authority())) {
        Some((Some("http" | "https"), Some(_))) => Ok(text.to_owned()),
        _ => Err("expected a URL such as https://footprint.example.org".to_owned()),
    }
}
