//! Values of options, read with a reason that says what is expected.

use std::net::SocketAddr;
use std::num::ParseIntError;
use std::str::FromStr;

use crate::cause;

/// A whole number, 0 or more, that the type can hold.
pub(super) fn whole_number<T: FromStr<Err = ParseIntError>>(text: &str) -> Result<T, String> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_whole = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    text.parse().map_err(|error: ParseIntError| match beyond::<T>() {
        Some(beyond) if is_whole => format!("expected a whole number from 0 to {}", beyond - 1),
        _ => cause::of_member(&error.to_string()),
    })
}

/// The least whole number that a type without a sign cannot hold.
fn beyond<T>() -> Option<u128> {
    u32::try_from(8 * size_of::<T>()).ok().and_then(|bits| 1_u128.checked_shl(bits))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_that_is_none_of_the_range_is_told_the_range() {
        assert_eq!(whole_number::<u8>(" 7 "), Ok(7));
        let range = Err("expected a whole number from 0 to 255".to_owned());
        for text in ["-1", "256", "999999999999999999999999999999999999999999"] {
            assert_eq!(whole_number::<u8>(text), range, "{text}");
        }
        assert!(whole_number::<u64>("-1").unwrap_err().ends_with("from 0 to 18446744073709551615"));
        for text in ["few", "", "-", "1.5"] {
            assert_eq!(whole_number::<u8>(text).unwrap_err(), "expected a whole number, 0 or more", "{text}");
        }
    }
}
