//! That a request may list and write scenarios, asked before its body is read.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::app::{App, Settings};
use crate::http::extract::writers::why_not_local;
use crate::http::problem::Problem;

/// That a request may list and write scenarios.
pub struct MayWrite;

impl<S: Send + Sync> FromRequestParts<S> for MayWrite {
    type Rejection = Problem;

    /// # Errors
    /// A 403 problem that says why not.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let app = App::from_request_parts(parts, state).await?;
        let closed = app.settings().writes_closed();
        let why_not = closed.or_else(|| why_not_local(parts.version, &parts.headers));
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
