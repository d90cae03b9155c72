//! `?data=<digest>`: an address that pins the data it is answered from, and so never changes its meaning.
//!
//! Such an answer may be kept for a year. When other data is loaded it is gone: 410, never another answer.

use axum::extract::Request;
use axum::http::Method;
use axum::http::header::{CACHE_CONTROL, HeaderMap};
use axum::middleware::Next;
use axum::response::Response;

use crate::http::answer::CacheControl;
use crate::http::extract::params::{PIN, Pinned};
use crate::http::problem::Problem;
use crate::http::state::app::App;

/// Holds a read to the data it names, and lets what is for everybody be kept.
///
/// # Errors
/// A 400 problem for what is no digest, a 410 problem for one of data that is not loaded.
pub async fn hold(app: App, mut request: Request, next: Next) -> Result<Response, Problem> {
    let Some(digest) = pin(&request)? else { return Ok(next.run(request).await) };
    let loaded = app.atlas().digest.as_str();
    if !loaded.starts_with(&digest) {
        return Err(Problem::gone(&digest, loaded));
    }
    request.extensions_mut().insert(Pinned);
    let mut response = next.run(request).await;
    if response.status().is_success() && is_public(response.headers()) {
        response.headers_mut().insert(CACHE_CONTROL, CacheControl::Immutable.header());
    }
    Ok(response)
}

/// The digest that a read names.
fn pin(request: &Request) -> Result<Option<String>, Problem> {
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    let Some(query) = request.uri().query().filter(|query| is_read && query.contains(PIN)) else {
        return Ok(None);
    };
    let mut given = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == PIN);
    let Some((_, digest)) = given.next() else { return Ok(None) };
    if given.next().is_some() {
        return Err(Problem::bad_parameter(PIN, "it was given more than once"));
    }
    if !is_digest(&digest) {
        let expected =
            "expected the digest that /v1/data tells, or 16 or more of its first digits (0 to 9, a to f)";
        return Err(Problem::bad_parameter(PIN, expected));
    }
    Ok(Some(digest.into_owned()))
}

/// Whether a text is a digest, or enough of its beginning.
fn is_digest(text: &str) -> bool {
    (16..=64).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_public(headers: &HeaderMap) -> bool {
    headers.get(CACHE_CONTROL).is_some_and(|value| value.as_bytes().starts_with(b"public"))
}
