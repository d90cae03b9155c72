//! What every request passes through, outermost first: request id, log, answers that are ready, CORS, problems, panics, timeout, pins, conditions,
//! encodings.

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::header::{
    CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName, IF_NONE_MATCH, LINK, LOCATION, RETRY_AFTER,
};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum_extra::headers::{self, Header};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::cors::{Any as AnyOrigin, CorsLayer};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultOnFailure, TraceLayer};
use tracing::{Level, Span};

use super::encoding::{self, WorthCompressing};
use super::pins::pins;
use super::postcodes_io;
use super::problem::{PROBLEM_JSON, Problem};
use super::ready::ReadyLayer;
use super::versions::Versions;

/// The whole of an ordinary request, body included.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// Bodies of JSON, unless a route says otherwise.
const BODY_LIMIT: usize = 1024 * 1024;
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Wraps a router in all of them.
pub fn wrap(router: Router, versions: Versions) -> Router {
    let trace = TraceLayer::new_for_http()
        .make_span_with(span)
        .on_request(())
        .on_response(log)
        .on_failure(DefaultOnFailure::new().level(Level::DEBUG));
    // One layer of a stack, not a layer for each of it: a router boxes what it is given, and clones the box and all within for every
    // request.
    router.layer(
        ServiceBuilder::new()
            .map_request(without_odd_request_id)
            .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
            .layer(trace)
            .layer(PropagateRequestIdLayer::new(REQUEST_ID))
            .layer(ReadyLayer(versions.clone()))
            .layer(cors())
            .layer(from_fn(problems))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, REQUEST_TIMEOUT))
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .layer(from_fn_with_state(versions, pins))
            .layer(from_fn(versioned))
            .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(WorthCompressing))
            .layer(from_fn(encoding::kept_bytes)),
    )
}

/// A request id that is brought is kept when it is one: up to 64 letters, digits, `-`, `_`, `.`; else a new one is made.
fn without_odd_request_id(mut request: Request) -> Request {
    let is_id = |id: &[u8]| {
        id.len() <= 64 && id.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
    };
    if request.headers().get(REQUEST_ID).is_some_and(|id| !is_id(id.as_bytes())) {
        request.headers_mut().remove(REQUEST_ID);
    }
    request
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

/// The matched route, never the path: a path can hold a postcode.
fn span(request: &Request) -> Span {
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str);
    tracing::info_span!("request", method = %request.method(), route, request_id = id(request))
}

fn log(response: &Response, latency: Duration, _: &Span) {
    let latency_us = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
    tracing::info!(status = response.status().as_u16(), latency_us, "answered");
}

fn id(request: &Request) -> &str {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok());
    id.unwrap_or_default()
}

/// Turns every error into a problem document: ours, which know why, and bare ones of routing and other layers.
async fn problems(request: Request, next: Next) -> Response {
    let (uri, request_id) = (request.uri().clone(), id(&request).to_owned());
    let mut response = next.run(request).await;
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

/// Gives the answer the entity tag of how it is encoded, and answers 304 when the client has that version (RFC 9110, 13.1.2).
async fn versioned(request: Request, next: Next) -> Response {
    let known: Vec<_> = request.headers().get_all(IF_NONE_MATCH).iter().cloned().collect();
    let mut response = encoding::with_weak_tag(next.run(request).await);
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
