//! Answers that were sent before, sent again whole, headers and all.
//!
//! What is public and kept is the same for everybody who asks in the same way, until other data is loaded: then there is no need to
//! pass it through all layers again. Each version of the service has its own, so none outlives its data.

use std::convert::Infallible;
use std::future::{Future, Ready as Done, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request};
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, FORWARDED, HOST, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::future::Either;
use moka::sync::Cache;
use tower::{Layer, Service};

use super::encoding::FromKept;
use super::layers::{log, span};
use super::request_id::{REQUEST_ID, RequestIds};
use super::versions::Versions;

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

impl Default for ReadyAnswers {
    fn default() -> Self {
        let weigher = |question: &String, whole: &Arc<Whole>| {
            u32::try_from(question.len() + whole.body.len() + HEADERS).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().max_capacity(BUDGET).weigher(weigher).build())
    }
}

impl Whole {
    /// Takes an answer that everybody gets who asks the same.
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

    /// The answer to a request, with an id of its own, and a log line as every request has.
    fn answer(&self, request: &Request, ids: &RequestIds, started: Instant) -> Response {
        let id = ids.of(request);
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers.clone();
        let span = span(request.method(), id.to_str().unwrap_or_default());
        span.record("route", self.route.as_str());
        span.in_scope(|| log(self.status, started.elapsed()));
        response.headers_mut().insert(REQUEST_ID, id);
        response
    }
}

/// Everything of a request that its answer depends on; none when it asks for more than a plain answer.
fn question(request: &Request) -> Option<String> {
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
    Some(question)
}

/// Answers from what was sent before.
#[derive(Clone)]
pub struct ReadyLayer {
    versions: Versions,
    ids: RequestIds,
}

impl ReadyLayer {
    /// Of whichever version is current; each answer goes with an id of its own.
    #[must_use]
    pub fn new(versions: Versions, ids: RequestIds) -> Self {
        Self { versions, ids }
    }
}

impl<S> Layer<S> for ReadyLayer {
    type Service = ReadyService<S>;

    fn layer(&self, inner: S) -> ReadyService<S> {
        ReadyService { ready: self.clone(), inner }
    }
}

/// The service of [`ReadyLayer`].
#[derive(Clone)]
pub struct ReadyService<S> {
    ready: ReadyLayer,
    inner: S,
}

type Answering = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

impl<S> Service<Request> for ReadyService<S>
where
    S: Service<Request, Error = Infallible>,
    S::Response: IntoResponse,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Either<Done<Result<Response, Infallible>>, Answering>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let started = Instant::now();
        let Some(question) = question(&request) else {
            let answering = self.inner.call(request);
            return Either::Right(Box::pin(async move { Ok(answering.await?.into_response()) }));
        };
        let app = self.ready.versions.current();
        if let Some(whole) = app.ready().0.get(&question) {
            return Either::Left(ready(Ok(whole.answer(&request, &self.ready.ids, started))));
        }
        let answers = app.ready().clone();
        let answering = self.inner.call(request);
        Either::Right(Box::pin(async move {
            let response = answering.await?.into_response();
            if let Some(whole) = Whole::of(&response) {
                answers.0.insert(question, Arc::new(whole));
            }
            Ok(response)
        }))
    }
}
