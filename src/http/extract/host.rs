//! The Host header: every request of HTTP/1.1 has one, and it is a host (RFC 9112, 3.2). What is built on it, such as links and who
//! may write, would otherwise hang on which of two a proxy believes.

use axum::extract::Request;
use axum::http::Version;
use axum::http::header::HOST;

use crate::http::problem::Problem;

/// Holds a request to its Host.
///
/// # Errors
/// A 400 problem when it is missing in HTTP/1.1, given twice, or no host.
pub fn checked(request: &Request) -> Result<(), Problem> {
    let mut hosts = request.headers().get_all(HOST).iter();
    let wrong = |reason| Err(Problem::bad_parameter("Host", reason));
    match (hosts.next(), hosts.next()) {
        (None, _) if request.version() == Version::HTTP_11 => wrong("it is missing, and HTTP/1.1 needs it"),
        (None, _) => Ok(()),
        (Some(_), Some(_)) => wrong("it was given more than once"),
        (Some(host), None) if !is_host(host.as_bytes()) => wrong(NOT_A_HOST),
        (Some(_), None) => Ok(()),
    }
}

/// What a text that is no host is told.
pub const NOT_A_HOST: &str = "expected a host name and perhaps a port";

/// Whether a text is made like a host, perhaps with a port.
#[must_use]
pub fn is_host(text: &[u8]) -> bool {
    let is_host_character = |byte: &u8| byte.is_ascii_alphanumeric() || b".-:[]_".contains(byte);
    !text.is_empty() && text.iter().all(is_host_character)
}
