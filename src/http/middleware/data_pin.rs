//! `?data=<digest>`: an address that pins the data it is answered from, and so never changes its meaning.
//!
//! Such an answer may be kept for a year. When other data is loaded it is gone: 410, never another answer.

use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, ETAG, HeaderValue};
use axum::http::{HeaderMap, Method};
use axum::response::Response;

use crate::http::answer::shortened;
use crate::http::postcodes_io;
use crate::http::problem::Problem;
use crate::http::state::versions::Versions;

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
/// A 410 problem for data that is not loaded.
pub fn held(versions: &Versions, request: &mut Request) -> Result<Option<String>, Problem> {
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    let query = request.uri().query().unwrap_or_default();
    if !is_read || !query.contains(PARAMETER) || postcodes_io::owns(request.uri().path()) {
        return Ok(None);
    }
    let given = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == PARAMETER);
    let Some(digest) = given.map(|(_, digest)| digest.into_owned()) else {
        return Ok(None);
    };
    let loaded = versions.current().atlas().digest.clone();
    if digest.len() < shortened(&loaded).len() || !loaded.starts_with(&digest) {
        return Err(Problem::gone(&digest, &loaded));
    }
    request.extensions_mut().insert(Pinned);
    Ok(Some(loaded))
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
