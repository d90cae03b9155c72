//! What every request passes through, from its id to its line in the log: one function, for a stack of layers costs a microsecond a
//! layer.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::header::ACCEPT_ENCODING;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::Route;
use futures_util::future::Either;
use futures_util::{FutureExt, TryFutureExt};
use tower::layer::layer_fn;
use tower::{Layer, Service, ServiceExt, service_fn};
use tower_http::compression::{Compression, CompressionLayer, CompressionLevel};
use tracing::field::Empty;
use tracing::{Instrument, Span};

use super::cors;
use super::encoding::{self, WorthCompressing};
use super::finished::Asked;
use super::host;
use super::pins;
use super::problem::Problem;
use super::ready::Question;
use super::request_id::{REQUEST_ID, RequestIds};
use super::versions::Versions;

/// The whole of an ordinary request, body included.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// Bodies of JSON, unless a route says otherwise.
const BODY_LIMIT: usize = 1024 * 1024;

struct Passage {
    versions: Versions,
    ids: RequestIds,
    routes: Router,
    compressing: Compression<Router, WorthCompressing>,
}

/// A router behind it.
pub fn passage(routes: Router, versions: Versions) -> Router {
    let routes = routes.layer(layer_fn(with_kept_bytes));
    let compressing =
        CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(WorthCompressing);
    let compressing = compressing.layer(routes.clone());
    let passage = Arc::new(Passage { versions, ids: RequestIds::new(), routes, compressing });
    Router::new().fallback_service(service_fn(move |request| Arc::clone(&passage).logged(request)))
}

impl Passage {
    /// Answers, with the id of the request and a line in the log.
    async fn logged(self: Arc<Self>, request: Request) -> Result<Response, Infallible> {
        let started = Instant::now();
        let id = self.ids.of(&request);
        let span = span(request.method(), &id);
        let answering = async {
            let mut response = self.answered(request, &id).await;
            response.headers_mut().insert(REQUEST_ID, id);
            let latency_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
            tracing::info!(status = response.status().as_u16(), latency_us, "answered");
            response
        };
        Ok(answering.instrument(span).await)
    }

    /// Sends what was sent before, or answers: within bounds, finished, for pages of any origin.
    async fn answered(&self, mut request: Request, id: &HeaderValue) -> Response {
        let question = Question::of(&request).map(|question| (self.versions.current(), question));
        if let Some((app, question)) = &question
            && let Some((route, response)) = app.ready().get(question)
        {
            record(&route);
            return response;
        }
        let asked = Asked::of(&request, id);
        let held = host::checked(&request).and_then(|()| pins::held(&self.versions, &mut request));
        if request.method() == Method::OPTIONS && held.is_ok() {
            return cors::preflight();
        }
        let (pinned, response) = match held {
            Ok(pinned) => (pinned, self.within_bounds(request).await),
            Err(refused) => (None, refused.into_response()),
        };
        let response = cors::readable(asked.finish(pinned.as_deref(), response));
        if let Some((app, question)) = question {
            app.ready().keep(question, &response);
        }
        response
    }

    /// Answers within a time and a length, whatever panics.
    fn within_bounds(&self, mut request: Request) -> impl Future<Output = Response> + use<> {
        DefaultBodyLimit::max(BODY_LIMIT).apply(&mut request);
        let answering = AssertUnwindSafe(self.routed(request)).catch_unwind();
        let answering = tokio::time::timeout(REQUEST_TIMEOUT, answering);
        async {
            match answering.await {
                Ok(Ok(response)) => response,
                Ok(Err(_panic)) => {
                    tracing::error!("a handler panicked; the message is on standard error");
                    Problem::internal().into_response()
                }
                Err(_elapsed) => StatusCode::REQUEST_TIMEOUT.into_response(),
            }
        }
    }

    /// Answers by the routes; compressed, where the client takes that and it was not kept so.
    fn routed(&self, request: Request) -> impl Future<Output = Response> + use<> {
        let answering = if request.headers().contains_key(ACCEPT_ENCODING) {
            let answering = self.compressing.clone().oneshot(request);
            Either::Left(answering.map_ok(IntoResponse::into_response))
        } else {
            Either::Right(self.routes.clone().call(request))
        };
        answering.map(|Ok(response)| response)
    }
}

/// What log lines of a request carry; the route is recorded when it is known.
fn span(method: &Method, id: &HeaderValue) -> Span {
    let request_id = id.to_str().unwrap_or_default();
    tracing::info_span!("request", %method, route = Empty, request_id)
}

/// Tells the log the route, never the path: a path can hold a postcode.
fn record(route: &MatchedPath) {
    Span::current().record("route", route.as_str());
}

/// A route whose kept bytes are sent in the encoding that the client likes best. Within the routes, for here is known which it is.
fn with_kept_bytes(
    mut route: Route,
) -> impl Service<Request, Response = Response, Error = Infallible, Future: Send> + Clone + Send + Sync {
    service_fn(move |request: Request| {
        if let Some(route) = request.extensions().get() {
            record(route);
        }
        let wanted = encoding::wanted(&request);
        let answering = route.call(request);
        async {
            let Ok(response) = answering.await;
            Ok(encoding::kept_bytes(wanted, response).await)
        }
    })
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::header::CONTENT_TYPE;
    use axum::routing::get;

    use super::*;
    use crate::http::{App, Settings};
    use crate::ingest::{Files, load};

    async fn panics() -> &'static str {
        panic!("on purpose")
    }

    #[test]
    fn a_handler_that_panics_is_a_problem_of_ours_and_the_next_is_answered() {
        let app = App::new(load(&Files::Embedded).unwrap(), Settings::default()).unwrap();
        let routes = Router::new().route("/panics", get(panics)).route("/answers", get(|| async { "yes" }));
        let service = passage(routes, Versions::from(app));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let ask = |path: &str, encoding: &str| {
            let request = axum::http::Request::get(path).header(ACCEPT_ENCODING, encoding);
            let request = request.body(Body::empty()).unwrap();
            runtime.block_on(async {
                let Ok(response) = service.clone().oneshot(request).await;
                let (head, body) = response.into_parts();
                let body = to_bytes(body, usize::MAX).await.unwrap();
                (head, String::from_utf8(body.to_vec()).unwrap())
            })
        };
        for encoding in ["identity", "gzip"] {
            let (head, body) = ask("/panics", encoding);
            assert_eq!(
                (head.status.as_u16(), &head.headers[CONTENT_TYPE]),
                (500, &"application/problem+json".parse().unwrap())
            );
            assert!(head.headers.contains_key(REQUEST_ID) && !body.contains("purpose"), "{body}");
            assert_eq!(ask("/answers", encoding).1, "yes");
        }
    }
}
