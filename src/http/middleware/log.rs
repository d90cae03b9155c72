//! A line in the log for every request: its id, method and route, its status, and how long it took.

use std::time::Duration;

use axum::extract::{MatchedPath, Request};
use axum::response::Response;
use tower_http::trace::{HttpMakeClassifier, TraceLayer};
use tracing::Span;

use super::request_id;

type MakeSpan = fn(&Request) -> Span;
type OnResponse = fn(&Response, Duration, &Span);

/// The layer. What it does not write at is handed `()`: a request that came, pieces of a body, its end, failures.
pub fn layer() -> TraceLayer<HttpMakeClassifier, MakeSpan, (), OnResponse, (), (), ()> {
    TraceLayer::new_for_http()
        .make_span_with(span as MakeSpan)
        .on_request(())
        .on_response(answered as OnResponse)
        .on_body_chunk(())
        .on_eos(())
        .on_failure(())
}

/// What log lines of a request carry: the route, never the path, for a path can hold a postcode.
fn span(request: &Request) -> Span {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let (method, request_id) = (request.method(), request_id::of(request));
    tracing::info_span!("request", %method, route, request_id)
}

fn answered(response: &Response, latency: Duration, _: &Span) {
    let latency_us = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
    tracing::info!(status = response.status().as_u16(), latency_us, "answered");
}
