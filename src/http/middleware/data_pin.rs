//! `?data=<digest>`: an address that pins the data it is answered from, and so never changes its meaning.
//!
//! Such an answer may be kept for a year. When other data is loaded it is gone: 410, never another answer.

use axum::extract::Request;
use axum::http::Method;
use axum::http::header::{CACHE_CONTROL, HeaderMap};
use axum::middleware::Next;
use axum::response::Response;

use crate::http::answer::{CacheControl, shortened};
use crate::http::extract::params::{PIN, Pinned};
use crate::http::problem::Problem;
use crate::http::state::app::App;

/// Holds a read to the data it names, and lets what is for everybody be kept.
///
/// # Errors
/// A 410 problem for data that is not loaded.
pub async fn hold(app: App, mut request: Request, next: Next) -> Result<Response, Problem> {
    let Some(digest) = pin(&request) else { return Ok(next.run(request).await) };
    let loaded = app.atlas().digest.as_str();
    if digest.len() < shortened(loaded).len() || !loaded.starts_with(&digest) {
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
fn pin(request: &Request) -> Option<String> {
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    let query = request.uri().query().filter(|query| is_read && query.contains(PIN))?;
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == PIN).map(|(_, digest)| digest.into_owned())
}

fn is_public(headers: &HeaderMap) -> bool {
    headers.get(CACHE_CONTROL).is_some_and(|value| value.as_bytes().starts_with(b"public"))
}
