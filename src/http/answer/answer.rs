//! Successful answers: a media type, bytes, and the version of what they say.

use axum::body::{Body, Bytes};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderName, HeaderValue,
    LINK, LOCATION, RETRY_AFTER, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::cache_control::CacheControl;
use crate::domain::atlas::Atlas;
use crate::domain::draft::Draft;
use crate::http::cache::{Encoding, Rendered};
use crate::http::link::LinkHeaders;
use crate::http::media::Media;
use crate::http::problem::Problem;

/// A page has its style within and a picture drawn in it, and loads nothing.
const PAGE_POLICY_TEXT: &str = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'";
/// The same as a header.
pub const PAGE_POLICY: HeaderValue = HeaderValue::from_static(PAGE_POLICY_TEXT);
const VARIES: HeaderValue = HeaderValue::from_static("Accept, Accept-Encoding");

/// Headers of an ordinary answer, at most, with those that middleware adds.
const MOST_HEADERS: usize = 15;
/// Bytes of an ordinary answer in JSON.
const OF_AN_ANSWER: usize = 4096;

/// An answer to a read.
pub struct Answer {
    status: StatusCode,
    location: Option<String>,
    is_to_be_asked_again: bool,
    media: Media,
    body: Bytes,
    coding: Coding,
    etag: Option<String>,
    cache: CacheControl,
    links: LinkHeaders,
    policy: Option<String>,
}

/// How the body stands to content encodings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    /// It may be compressed while it is sent; its entity tag is then made weak.
    Open,
    /// It is sent as it is: its entity tag is what If-Match is compared with, which takes strong ones alone.
    AsItIs,
    /// It is encoded already.
    Encoded(Encoding),
}

/// Marks a response whose body must not be compressed on the way, and whose entity tag stays strong.
#[derive(Clone, Copy, Debug)]
pub struct AsItIs;

impl Answer {
    /// A JSON answer that depends on the data and on a draft.
    ///
    /// # Errors
    /// A 500 problem when it cannot be written.
    pub fn json(atlas: &Atlas, draft: &Draft, value: &impl Serialize) -> Result<Self, Problem> {
        Ok(Self::bytes(Media::Json, atlas, draft, written(value)?))
    }

    /// A JSON answer that depends on the data alone.
    ///
    /// # Errors
    /// A 500 problem when it cannot be written.
    pub fn of_data(atlas: &Atlas, value: &impl Serialize) -> Result<Self, Problem> {
        let etag = [version(atlas).as_str(), "-", Media::Json.word()].concat();
        Ok(Self::tagged(Media::Json, etag, CacheControl::Public, written(value)?))
    }

    /// Bytes of a media type that depend on the data and on a draft.
    #[must_use]
    pub fn bytes(media: Media, atlas: &Atlas, draft: &Draft, body: impl Into<Bytes>) -> Self {
        let etag = [version(atlas).as_str(), "-", &draft.id, "-", media.word()].concat();
        let cache = if draft.scenario.is_some() { CacheControl::Private } else { CacheControl::Public };
        Self::tagged(media, etag, cache, body)
    }

    /// Rendered bytes of a media type that depend on the data and on a draft.
    #[must_use]
    pub fn of_rendered(media: Media, atlas: &Atlas, draft: &Draft, rendered: Rendered) -> Self {
        Self::bytes(media, atlas, draft, Bytes::new()).with_rendered(rendered)
    }

    /// Bytes of a media type under a digest of their own.
    #[must_use]
    pub fn of_digest(media: Media, digest: &str, body: impl Into<Bytes>) -> Self {
        let etag = format!("{}-{}", shortened(digest), media.word());
        Self::tagged(media, etag, CacheControl::Public, body)
    }

    /// Rendered bytes under a name that has their digest in it: its address never changes its meaning.
    #[must_use]
    pub fn of_asset(media: Media, name: &str, rendered: Rendered) -> Self {
        let answer = Self::tagged(media, name.to_owned(), CacheControl::Immutable, Bytes::new());
        answer.with_rendered(rendered)
    }

    /// A JSON answer to a body, or of the moment: not to be stored.
    ///
    /// # Errors
    /// A 500 problem when it cannot be written.
    pub fn fresh(value: &impl Serialize) -> Result<Self, Problem> {
        Ok(Self::fresh_bytes(Media::Json, written(value)?))
    }

    /// Bytes of a media type that answer a body, or are of the moment: not to be stored.
    #[must_use]
    pub fn fresh_bytes(media: Media, body: impl Into<Bytes>) -> Self {
        Self {
            status: StatusCode::OK,
            location: None,
            is_to_be_asked_again: false,
            media,
            body: body.into(),
            coding: Coding::Open,
            etag: None,
            cache: CacheControl::NoStore,
            links: LinkHeaders::default(),
            policy: None,
        }
    }

    /// No content: what was asked is done.
    #[must_use]
    pub fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT, ..Self::fresh_bytes(Media::Json, Bytes::new()) }
    }

    /// The same answer without content: there is nothing to say, and that may be kept like any answer.
    #[must_use]
    pub fn without_content(self) -> Self {
        Self { status: StatusCode::NO_CONTENT, body: Bytes::new(), coding: Coding::Open, ..self }
    }

    /// Sent as it is, in no encoding: it is compressed already.
    #[must_use]
    pub fn uncompressed(self) -> Self {
        Self { coding: Coding::AsItIs, ..self }
    }

    /// With scripts that bear a number which nobody can guess; otherwise held as pages without scripts are.
    #[must_use]
    pub fn with_scripts(self, nonce: &str) -> Self {
        let policy = format!("{PAGE_POLICY_TEXT}; script-src 'nonce-{nonce}'");
        self.with_policy(policy)
    }

    /// With another content security policy than that of pages without scripts.
    #[must_use]
    pub fn with_policy(self, policy: String) -> Self {
        Self { policy: Some(policy), ..self }
    }

    /// A scenario's answer, with its revision as entity tag: what If-Match is compared with.
    #[must_use]
    pub fn at_revision(self, revision: i64) -> Self {
        let (etag, cache) = (Some(revision.to_string()), CacheControl::Private);
        Self { etag, cache, coding: Coding::AsItIs, ..self }
    }

    /// 201, and where the new resource is.
    #[must_use]
    pub fn created(self, location: &str) -> Self {
        Self { status: StatusCode::CREATED, location: Some(location.to_owned()), ..self }
    }

    /// 202, and where it is told how far what was asked is.
    #[must_use]
    pub fn accepted(self, location: &str) -> Self {
        let location = Some(location.to_owned());
        Self { status: StatusCode::ACCEPTED, location, is_to_be_asked_again: true, ..self }
    }

    /// Of something that is not at its end: the client is to ask again in a second.
    #[must_use]
    pub fn asked_again_soon(self) -> Self {
        Self { is_to_be_asked_again: true, ..self }
    }

    /// With a Link header for each of the body's links.
    #[must_use]
    pub fn with_links(self, links: LinkHeaders) -> Self {
        Self { links, ..self }
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

    fn tagged(media: Media, etag: String, cache: CacheControl, body: impl Into<Bytes>) -> Self {
        Self { etag: Some(etag), cache, ..Self::fresh_bytes(media, body) }
    }

    /// Each encoding has an entity tag of its own (RFC 9110, 8.8.3).
    fn with_rendered(self, rendered: Rendered) -> Self {
        let Rendered { bytes: body, encoding, links } = rendered;
        let (coding, etag) = match encoding {
            Some(encoding) => {
                let etag = self.etag.map(|etag| [etag.as_str(), "-", encoding.name()].concat());
                (Coding::Encoded(encoding), etag)
            }
            None => (Coding::Open, self.etag),
        };
        Self { body, coding, etag, links, ..self }
    }
}

fn written(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    let mut written = Vec::with_capacity(OF_AN_ANSWER);
    match serde_json::to_writer(&mut written, value) {
        Ok(()) => Ok(written),
        Err(error) => {
            tracing::error!(%error, "an answer could not be written");
            Err(Problem::internal())
        }
    }
}

/// The data and the program that made an answer of it.
fn version(atlas: &Atlas) -> String {
    [shortened(&atlas.digest), "-", env!("CARGO_PKG_VERSION")].concat()
}

/// Enough of a digest to tell versions apart.
fn shortened(digest: &str) -> &str {
    digest.get(..16).unwrap_or(digest)
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = HeaderMap::with_capacity(MOST_HEADERS);
        let headers = response.headers_mut();
        if self.status != StatusCode::NO_CONTENT {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.media.content_type()));
        }
        if let Some(location) = self.location {
            insert(headers, LOCATION, location);
        }
        if self.is_to_be_asked_again {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        headers.insert(VARY, VARIES);
        headers.insert(CACHE_CONTROL, self.cache.header());
        if let Some(etag) = &self.etag {
            insert(headers, ETAG, ["\"", etag.as_str(), "\""].concat());
        }
        match self.policy {
            Some(policy) => insert(headers, CONTENT_SECURITY_POLICY, policy),
            None if self.media == Media::Html => {
                headers.insert(CONTENT_SECURITY_POLICY, PAGE_POLICY);
            }
            None => {}
        }
        for link in self.links.iter() {
            headers.append(LINK, link.clone());
        }
        if let Coding::Encoded(encoding) = self.coding {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
        }
        if self.coding != Coding::Open {
            response.extensions_mut().insert(AsItIs);
        }
        response
    }
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: String) {
    if let Ok(value) = HeaderValue::try_from(value) {
        headers.insert(name, value);
    }
}
