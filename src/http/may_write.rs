//! Who may list and write scenarios: while there are no keys, whoever is on this machine.
//!
//! A proxy on this machine makes everybody look as if they were on it: nginx, told nothing but `proxy_pass`, names itself as Host
//! and speaks HTTP/1.0. So a request with any trace of a proxy is refused. One that leaves no trace cannot be told from a person
//! here, which is why docs/operations.md says what to do.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::header::{HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Version};

use super::app::{App, Settings};
use super::problem::Problem;

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

/// That a request may list and write scenarios.
pub struct MayWrite;

impl<S: Send + Sync> FromRequestParts<S> for MayWrite
where
    App: FromRef<S>,
{
    type Rejection = Problem;

    /// # Errors
    /// A 403 problem that says why not.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let app = App::from_ref(state);
        let why_not = app.settings().writes_closed().or_else(|| why_not(parts.version, &parts.headers));
        why_not.map_or(Ok(Self), |why| Err(Problem::writes_closed(why)))
    }
}

impl Settings {
    /// Why nobody may write, whoever asks; none when those on this machine may.
    #[must_use]
    pub fn writes_closed(&self) -> Option<&'static str> {
        if !self.binds_loopback {
            return Some("it listens to other machines (--bind)");
        }
        if self.public_url.is_some() {
            return Some("it is there for others (--public-url)");
        }
        self.trusts_proxy.then_some("it is there for others, behind a proxy (--trust-proxy)")
    }
}

/// Why this request may not, if the service takes writes at all.
fn why_not(version: Version, headers: &HeaderMap) -> Option<&'static str> {
    let mut names = headers.keys().map(axum::http::HeaderName::as_str);
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
