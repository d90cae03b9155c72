//! `?data=<digest>`: an address that pins the data it is answered from, and so never changes its meaning.
//!
//! Such an answer may be kept for a year. When other data is loaded it is gone: 410, never another answer.

use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, ETAG, HeaderValue};
use axum::http::{HeaderMap, Method};
use axum::response::Response;

use super::answer::shortened;
use super::postcodes_io;
use super::problem::Problem;
use super::versions::Versions;

/// What an address that never changes its meaning is kept for.
pub const FOR_A_YEAR: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The name of the parameter.
pub const PARAMETER: &str = "data";

/// Marks a request whose parameter was looked at.
#[derive(Clone, Copy, Debug)]
pub struct Pinned;

/// Holds reads to the data they name; hands on which, where they name some.
///
/// # Errors
/// A 400 problem for what is no digest, a 410 problem for one of data that is not loaded.
pub fn held(versions: &Versions, request: &mut Request) -> Result<Option<String>, Problem> {
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    let query = request.uri().query().unwrap_or_default();
    if !is_read || !query.contains(PARAMETER) || postcodes_io::owns(request.uri().path()) {
        return Ok(None);
    }
    let mut given = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == PARAMETER);
    let Some((_, digest)) = given.next() else {
        return Ok(None);
    };
    if given.next().is_some() {
        return Err(Problem::bad_parameter(PARAMETER, "it was given more than once"));
    }
    if !is_digest(&digest) {
        let expected =
            "expected the digest that /v1/data tells, or 16 or more of its first digits (0 to 9, a to f)";
        return Err(Problem::bad_parameter(PARAMETER, expected));
    }
    let loaded = versions.current().atlas().digest.clone();
    if !loaded.starts_with(&*digest) {
        return Err(Problem::gone(&digest, &loaded));
    }
    request.extensions_mut().insert(Pinned);
    Ok(Some(loaded))
}

/// Whether a text is a digest, or enough of its beginning.
fn is_digest(text: &str) -> bool {
    (16..=64).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Lets what was asked of named data be kept.
#[must_use]
pub fn kept_for_a_year(digest: Option<&str>, mut response: Response) -> Response {
    if let Some(digest) = digest
        && response.status().is_success()
        && is_of(response.headers(), digest)
    {
        response.headers_mut().insert(CACHE_CONTROL, FOR_A_YEAR);
    }
    response
}

/// Whether an answer is for everybody, and was made of this data: other data may have been loaded in between.
fn is_of(headers: &HeaderMap, digest: &str) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text(CACHE_CONTROL).starts_with("public")
        && text(ETAG).trim_start_matches("W/").trim_start_matches('"').starts_with(shortened(digest))
}
