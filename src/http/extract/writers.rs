//! Who may list and write scenarios: this machine alone, until there are keys.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// Whether a request was made on this machine: by its own name, through no proxy, and by no page of another origin.
#[must_use]
pub fn is_local(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_this_machine = |authority: &str| {
        let name = authority.rsplit_once(':').map_or(authority, |(name, _)| name);
        [authority, name].iter().any(|name| ["localhost", "127.0.0.1", "[::1]"].contains(name))
    };
    let is_forwarded =
        ["forwarded", "x-forwarded-for", "x-forwarded-host"].iter().any(|name| headers.contains_key(*name));
    let origin = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
    let is_foreign =
        origin.is_some_and(|origin| origin.split_once("://").map(|(_, from)| from) != Some(host));
    !is_forwarded && !is_foreign && is_this_machine(host)
}
