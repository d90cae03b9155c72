//! Successful answers: a media type, bytes, and the version of what they say.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LINK, LOCATION,
    VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::domain::atlas::Atlas;
use crate::domain::draft::Draft;
use crate::http::cache::encoding::AsItIs;
use crate::http::cache::rendered::Kept;
use crate::http::media::Media;
use crate::http::middleware::data_pin::FOR_A_YEAR;
use crate::http::problem::Problem;

/// How long a public answer may be used unasked (draft boundaries change by a deployment, not by the minute).
const CACHED: HeaderValue = HeaderValue::from_static("public, max-age=60, stale-while-revalidate=600");
/// Scenarios change at any time, and are for those who have the link.
const REVALIDATED: HeaderValue = HeaderValue::from_static("private, no-cache");
const NOT_STORED: HeaderValue = HeaderValue::from_static("no-store");
/// A page has its style within and a picture drawn in it, and loads nothing.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'",
);
const VARIES: HeaderValue = HeaderValue::from_static("Accept, Accept-Encoding");

/// Headers of an ordinary answer, at most.
const MOST_HEADERS: usize = 12;

/// An answer to a read.
pub struct Answer {
    status: StatusCode,
    location: Option<String>,
    media: Media,
    body: Bytes,
    etag: Option<String>,
    is_private: bool,
    links: Vec<String>,
    kept: Option<Arc<Kept>>,
    is_as_it_is: bool,
    is_for_ever: bool,
    policy: Option<String>,
}

impl Answer {
    /// A JSON answer that depends on the data and on a draft.
    ///
    /// # Errors
    /// A 500 problem when it cannot be written.
    pub fn json(atlas: &Atlas, draft: &Draft, value: &impl Serialize) -> Result<Self, Problem> {
        let written = Self::written(Media::Json, &format!("{}-{}", version(atlas), draft.id), value)?;
        Ok(Self { is_private: draft.scenario.is_some(), ..written })
    }

    /// A JSON answer that depends on the data alone.
    ///
    /// # Errors
    /// A 500 problem when it cannot be written.
    pub fn of_data(atlas: &Atlas, value: &impl Serialize) -> Result<Self, Problem> {
        Self::written(Media::Json, &version(atlas), value)
    }

    /// Bytes of a media type that depend on the data and on a draft.
    #[must_use]
    pub fn bytes(media: Media, atlas: &Atlas, draft: &Draft, body: impl Into<Bytes>) -> Self {
        let etag = format!("{}-{}-{}", version(atlas), draft.id, media.word());
        Self { is_private: draft.scenario.is_some(), ..Self::new(media, Some(etag), body) }
    }

    /// Bytes that are kept, of a media type, that depend on the data and on a draft.
    #[must_use]
    pub fn of_kept(media: Media, atlas: &Atlas, draft: &Draft, kept: Arc<Kept>) -> Self {
        let answer = Self::bytes(media, atlas, draft, kept.plain()).with_links(kept.links.clone());
        Self { kept: Some(kept), ..answer }
    }

    /// Bytes of a media type under a digest of their own.
    #[must_use]
    pub fn of_digest(media: Media, digest: &str, body: impl Into<Bytes>) -> Self {
        let etag = format!("{}-{}", shortened(digest), media.word());
        Self::new(media, Some(etag), body)
    }

    /// Bytes that are kept, of a name that has their digest in it: its address never changes its meaning.
    #[must_use]
    pub fn of_asset(media: Media, name: &str, kept: Arc<Kept>) -> Self {
        let answer = Self::new(media, Some(name.to_owned()), kept.plain());
        Self { kept: Some(kept), is_for_ever: true, ..answer }
    }

    /// With another content security policy than that of pages without scripts.
    #[must_use]
    pub fn with_policy(self, policy: String) -> Self {
        Self { policy: Some(policy), ..self }
    }

    /// A JSON answer to a body, or of the moment: not to be stored.
    ///
    /// # Errors
    /// A 500 problem when it cannot be written.
    pub fn fresh(value: &impl Serialize) -> Result<Self, Problem> {
        Ok(Self { etag: None, ..Self::written(Media::Json, "", value)? })
    }

    /// Bytes of a media type that answer a body, or are of the moment: not to be stored.
    #[must_use]
    pub fn fresh_bytes(media: Media, body: impl Into<Bytes>) -> Self {
        Self::new(media, None, body)
    }

    /// No content: what was asked is done.
    #[must_use]
    pub fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT, ..Self::new(Media::Json, None, Bytes::new()) }
    }

    /// The same answer without content: there is nothing to say, and that may be kept like any answer.
    #[must_use]
    pub fn without_content(self) -> Self {
        Self { status: StatusCode::NO_CONTENT, body: Bytes::new(), kept: None, ..self }
    }

    /// A scenario's answer, with its revision as entity tag: what If-Match is compared with.
    #[must_use]
    pub fn at_revision(mut self, revision: i64) -> Self {
        self.etag = Some(revision.to_string());
        self.is_private = true;
        self.is_as_it_is = true;
        self
    }

    /// 201, and where the new resource is.
    #[must_use]
    pub fn created(mut self, location: &str) -> Self {
        self.status = StatusCode::CREATED;
        self.location = Some(location.to_owned());
        self
    }

    /// With a Link header for each of the body's links.
    #[must_use]
    pub fn with_links(mut self, links: Vec<String>) -> Self {
        self.links = links;
        self
    }

    /// Refused when the client asked for something else, unless it said so by `f`.
    ///
    /// # Errors
    /// A 406 problem naming the media type.
    pub fn accepted_by(self, headers: &HeaderMap) -> Result<Self, Problem> {
        if self.media.is_accepted(headers) {
            Ok(self)
        } else {
            Err(Problem::not_acceptable(self.media.content_type()))
        }
    }

    fn new(media: Media, etag: Option<String>, body: impl Into<Bytes>) -> Self {
        let (status, location, links) = (StatusCode::OK, None, vec![]);
        Self {
            status,
            location,
            media,
            body: body.into(),
            etag,
            is_private: false,
            links,
            kept: None,
            is_as_it_is: false,
            is_for_ever: false,
            policy: None,
        }
    }

    fn written(media: Media, version: &str, value: &impl Serialize) -> Result<Self, Problem> {
        match serde_json::to_vec(value) {
            Ok(body) => Ok(Self::new(media, Some(format!("{version}-{}", media.word())), body)),
            Err(error) => {
                tracing::error!(%error, "an answer could not be written");
                Err(Problem::internal())
            }
        }
    }
}

/// The data and the program that made an answer of it.
fn version(atlas: &Atlas) -> String {
    format!("{}-{}", shortened(&atlas.digest), env!("CARGO_PKG_VERSION"))
}

/// Enough of a digest to tell versions apart.
#[must_use]
pub fn shortened(digest: &str) -> &str {
    digest.get(..16).unwrap_or(digest)
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let is_empty = self.status == StatusCode::NO_CONTENT;
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = HeaderMap::with_capacity(MOST_HEADERS);
        let headers = response.headers_mut();
        if !is_empty {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.media.content_type()));
        }
        if let Some(location) = &self.location {
            insert(headers, LOCATION, location);
        }
        headers.insert(VARY, VARIES);
        match self.etag {
            Some(etag) => {
                let cached = match (self.is_private, self.is_for_ever) {
                    (true, _) => REVALIDATED,
                    (false, true) => FOR_A_YEAR,
                    (false, false) => CACHED,
                };
                headers.insert(CACHE_CONTROL, cached);
                insert(headers, ETAG, &format!("\"{etag}\""));
            }
            None => {
                headers.insert(CACHE_CONTROL, NOT_STORED);
            }
        }
        if matches!(self.media, Media::JavaScript | Media::Css | Media::Html) {
            headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        }
        match &self.policy {
            Some(policy) => insert(headers, CONTENT_SECURITY_POLICY, policy),
            None if self.media == Media::Html => {
                headers.insert(CONTENT_SECURITY_POLICY, PAGE_POLICY);
            }
            None => {}
        }
        for link in &self.links {
            if let Ok(value) = HeaderValue::from_str(link) {
                headers.append(LINK, value);
            }
        }
        if self.is_as_it_is {
            response.extensions_mut().insert(AsItIs);
        }
        if let Some(kept) = self.kept {
            response.extensions_mut().insert(kept);
        }
        response
    }
}

/// An answer that is written while it is made; not to be stored.
pub struct Streamed {
    /// Its media type.
    pub media: Media,
    /// What is written.
    pub body: Body,
    /// Link headers.
    pub links: Vec<String>,
}

impl IntoResponse for Streamed {
    fn into_response(self) -> Response {
        let mut response = self.body.into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.media.content_type()));
        headers.insert(CACHE_CONTROL, NOT_STORED);
        for link in &self.links {
            if let Ok(value) = HeaderValue::from_str(link) {
                headers.append(LINK, value);
            }
        }
        response
    }
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
