//! Answers that were sent before, sent again whole, headers and all.
//!
//! What is public and kept is the same for everybody who asks in the same way, until other data is loaded: then there is no need to
//! answer it again. Each version of the service has its own, so none outlives its data.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request};
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, FORWARDED, HOST, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use moka::sync::Cache;

use crate::http::cache::encoding::FromKept;

/// Bytes of bodies and headers.
const BUDGET: u64 = 64 * 1024 * 1024;
/// What the headers of an answer take, about.
const HEADERS: usize = 2048;

/// Whole answers, by the question.
#[derive(Clone)]
pub struct ReadyAnswers(Cache<String, Arc<Whole>>);

/// An answer.
struct Whole {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    route: MatchedPath,
}

/// Everything of a request that its answer depends on.
pub struct Question(String);

impl Default for ReadyAnswers {
    fn default() -> Self {
        let weigher = |question: &String, whole: &Arc<Whole>| {
            u32::try_from(question.len() + whole.body.len() + HEADERS).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().max_capacity(BUDGET).weigher(weigher).build())
    }
}

impl ReadyAnswers {
    /// What was answered before, and by which route.
    #[must_use]
    pub fn get(&self, question: &Question) -> Option<(MatchedPath, Response)> {
        let whole = self.0.get(&question.0)?;
        let mut response = Response::new(Body::from(whole.body.clone()));
        *response.status_mut() = whole.status;
        *response.headers_mut() = whole.headers.clone();
        Some((whole.route.clone(), response))
    }

    /// Keeps an answer that everybody gets who asks the same.
    pub fn keep(&self, question: Question, response: &Response) {
        if let Some(whole) = Whole::of(response) {
            self.0.insert(question.0, Arc::new(whole));
        }
    }
}

impl Whole {
    /// Takes an answer, when it is public and was made of bytes that are kept.
    fn of(response: &Response) -> Option<Self> {
        let kept = response.extensions().get::<FromKept>()?;
        let headers = response.headers();
        let encoding = headers.get(CONTENT_ENCODING).and_then(|name| name.to_str().ok());
        let is_public =
            headers.get(CACHE_CONTROL).is_some_and(|control| control.as_bytes().starts_with(b"public"));
        let is_it = response.status().is_success() && is_public && encoding == kept.encoding;
        let route = kept.route.clone().filter(|_| is_it)?;
        Some(Self { status: response.status(), headers: headers.clone(), body: kept.bytes.clone(), route })
    }
}

impl Question {
    /// The question of a request; none when it asks for more than a plain answer.
    #[must_use]
    pub fn of(request: &Request) -> Option<Self> {
        let headers = request.headers();
        let is_plain = request.method() == Method::GET
            && !headers.contains_key(IF_NONE_MATCH)
            && !headers.contains_key(FORWARDED)
            && !headers.keys().any(|name| name.as_str().starts_with("x-forwarded-"));
        if !is_plain {
            return None;
        }
        let path = request.uri().path_and_query()?.as_str();
        let mut question = String::with_capacity(path.len() + 192);
        question.push_str(path);
        for name in [HOST, ACCEPT, ACCEPT_ENCODING] {
            for value in headers.get_all(name) {
                question.push('\n');
                question.push_str(value.to_str().ok()?);
            }
            question.push('\n');
        }
        Some(Self(question))
    }
}
