//! What every request passes through, outermost first: answers that are ready, request id, log, CORS, problems, panics,
//! timeout, pins, conditions, encodings.

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::header::{
    CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, IF_NONE_MATCH, LINK, LOCATION, RETRY_AFTER,
};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum_extra::headers::{self, Header};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::cors::{Any as AnyOrigin, CorsLayer};
use tower_http::request_id::{PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultOnFailure, TraceLayer};
use tracing::field::Empty;
use tracing::{Level, Span};

use super::around::around;
use super::encoding::{self, WorthCompressing};
use super::pins;
use super::postcodes_io;
use super::problem::{PROBLEM_JSON, Problem};
use super::ready::ReadyLayer;
use super::request_id::{self, REQUEST_ID, RequestIds};
use super::versions::Versions;

/// The whole of an ordinary request, body included.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// Bodies of JSON, unless a route says otherwise.
const BODY_LIMIT: usize = 1024 * 1024;

/// Wraps a router in all of them.
pub fn wrap(router: Router, versions: Versions) -> Router {
    let trace = TraceLayer::new_for_http()
        .make_span_with(|request: &Request| span(request.method(), request_id::of(request)))
        .on_request(())
        .on_response(|response: &Response, latency, _: &Span| log(response.status(), latency))
        .on_failure(DefaultOnFailure::new().level(Level::DEBUG));
    let router = router.layer(
        ServiceBuilder::new()
            .map_request(with_route)
            .layer(around(|request| Ok(encoding::wanted(request)), encoding::kept_bytes)),
    );
    // Around the router, not within it: what is ready never gets as far, and the layers are not cloned for each route.
    let (pinned, ids) = (versions.clone(), RequestIds::new());
    Router::new().fallback_service(
        ServiceBuilder::new()
            .map_request(request_id::without_odd)
            .layer(ReadyLayer::new(versions, ids.clone()))
            .layer(SetRequestIdLayer::new(REQUEST_ID, ids))
            .layer(trace)
            .layer(PropagateRequestIdLayer::new(REQUEST_ID))
            .layer(cors())
            .layer(around(|request| Ok(asked(request)), with_problem))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, REQUEST_TIMEOUT))
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .layer(around(move |request| pins::held(&pinned, request), pins::kept_for_a_year))
            .layer(around(|request| Ok(known_versions(request)), versioned))
            .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(WorthCompressing))
            .service(router),
    )
}

fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AnyOrigin)
        .allow_methods([
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PATCH,
            Method::DELETE,
            Method::OPTIONS,
        ])
        .allow_headers(AnyOrigin)
        .expose_headers([
            ETAG,
            LINK,
            LOCATION,
            RETRY_AFTER,
            REQUEST_ID,
            HeaderName::from_static("content-crs"),
        ])
        .max_age(Duration::from_hours(24))
}

/// What log lines of a request carry; the route is recorded when it is known.
pub fn span(method: &Method, request_id: &str) -> Span {
    tracing::info_span!("request", %method, route = Empty, request_id)
}

/// Records the matched route, never the path: a path can hold a postcode.
fn with_route(request: Request) -> Request {
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str);
    Span::current().record("route", route);
    request
}

/// The log line of a request, within its span.
pub fn log(status: StatusCode, latency: Duration) {
    let latency_us = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
    tracing::info!(status = status.as_u16(), latency_us, "answered");
}

/// What a problem document says of its request.
fn asked(request: &Request) -> (Uri, String) {
    (request.uri().clone(), request_id::of(request).to_owned())
}

/// Turns every error into a problem document: ours, which know why, and bare ones of routing and other layers.
async fn with_problem((uri, request_id): (Uri, String), mut response: Response) -> Response {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    if postcodes_io::owns(uri.path()) {
        return postcodes_io::refused(response);
    }
    if response.headers().get(CONTENT_TYPE).is_some_and(|media| media == PROBLEM_JSON) {
        return response;
    }
    let problem = response.extensions_mut().remove::<Problem>().unwrap_or_else(|| Problem::of_status(status));
    let allow = response.headers_mut().remove(axum::http::header::ALLOW);
    let mut rendered = problem.about(&uri, &request_id).allowing(allow).render();
    let kept = response.headers().iter().filter(|(name, _)| *name != CONTENT_LENGTH && *name != CONTENT_TYPE);
    rendered.headers_mut().extend(kept.map(|(name, value)| (name.clone(), value.clone())));
    rendered
}

fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked; the message is on standard error");
    Problem::internal().into_response()
}

/// The versions that the client has.
fn known_versions(request: &Request) -> Vec<HeaderValue> {
    request.headers().get_all(IF_NONE_MATCH).iter().cloned().collect()
}

/// Gives the answer the entity tag of how it is encoded, and answers 304 when the client has that version (RFC 9110, 13.1.2).
async fn versioned(known: Vec<HeaderValue>, response: Response) -> Response {
    let mut response = encoding::with_weak_tag(response);
    if known.is_empty() || !response.status().is_success() {
        return response;
    }
    let condition = headers::IfNoneMatch::decode(&mut known.iter());
    let etag = headers::ETag::decode(&mut response.headers().get_all(ETAG).iter());
    if let (Ok(condition), Ok(etag)) = (condition, etag)
        && !condition.precondition_passes(&etag)
    {
        response.headers_mut().remove(CONTENT_TYPE);
        response.headers_mut().remove(CONTENT_LENGTH);
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = axum::body::Body::empty();
    }
    response
}
