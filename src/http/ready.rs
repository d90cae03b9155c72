//! Answers that were sent before, sent again whole, headers and all.
//!
//! What is public and kept is the same for everybody who asks in the same way, until other data is loaded: then there is no need to
//! pass it through all layers again. Each version of the service has its own, so none outlives its data.

use std::convert::Infallible;
use std::future::{Future, Ready as Done, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, FORWARDED, HOST, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use futures_util::future::Either;
use moka::sync::Cache;
use tower::{Layer, Service};

use super::encoding::FromKept;
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
        is_it.then(|| Self { status: response.status(), headers: headers.clone(), body: kept.bytes.clone() })
    }

    fn to_response(&self) -> Response {
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers.clone();
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
pub struct ReadyLayer(pub Versions);

impl<S> Layer<S> for ReadyLayer {
    type Service = ReadyService<S>;

    fn layer(&self, inner: S) -> ReadyService<S> {
        ReadyService { versions: self.0.clone(), inner }
    }
}

/// The service of [`ReadyLayer`].
#[derive(Clone)]
pub struct ReadyService<S> {
    versions: Versions,
    inner: S,
}

type Answering = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

impl<S> Service<Request> for ReadyService<S>
where
    S: Service<Request, Response = Response, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Either<Done<Result<Response, Infallible>>, Answering>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let Some(question) = question(&request) else {
            return Either::Right(Box::pin(self.inner.call(request)));
        };
        let answers = self.versions.current().ready().clone();
        if let Some(whole) = answers.0.get(&question) {
            return Either::Left(ready(Ok(whole.to_response())));
        }
        let answering = self.inner.call(request);
        Either::Right(Box::pin(async move {
            let response = answering.await?;
            if let Some(whole) = Whole::of(&response) {
                answers.0.insert(question, Arc::new(whole));
            }
            Ok(response)
        }))
    }
}
