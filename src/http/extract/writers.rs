//! Who may list and write scenarios: this machine alone, until there are keys.
//!
//! A proxy on this machine makes everybody look as if they were on it: nginx, told nothing but `proxy_pass`, names itself as Host
//! and, up to 1.29.6, speaks HTTP/1.0. So a request with any trace of a proxy is refused. One that leaves no trace cannot be told
//! from a person here; docs/operations.md says what to do.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, Version};

/// What proxies add to a request, besides everything that begins with `x-forwarded-`.
const TRACES: [&str; 7] = [
    "forwarded",
    "via",
    "x-real-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "cf-connecting-ip",
    "true-client-ip",
];
/// Names of this machine.
const HERE: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Why a request does not count as made on this machine; none for one made by its own name, through no proxy, and by no page of
/// another origin.
#[must_use]
pub fn why_not_local(version: Version, headers: &HeaderMap) -> Option<&'static str> {
    let mut names = headers.keys().map(HeaderName::as_str);
    if names.any(|name| TRACES.contains(&name) || name.starts_with("x-forwarded-")) {
        return Some("the request came through a proxy");
    }
    if version < Version::HTTP_11 {
        return Some("the request is HTTP/1.0, as proxies send it");
    }
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    if ![host, name].iter().any(|name| HERE.contains(name)) {
        return Some("it was asked for under another name than localhost");
    }
    let origin = headers.get(ORIGIN).map(|origin| origin.to_str().unwrap_or_default());
    let is_foreign =
        origin.is_some_and(|origin| origin.split_once("://").map(|(_, from)| from) != Some(host));
    is_foreign.then_some("a page of another service asks")
}
