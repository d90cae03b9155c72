//! A handler that panics is a defect of ours: a 500 for one client, and nothing for the others.

use std::any::Any;

use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

use crate::http::problem::Problem;

type Handler = fn(Box<dyn Any + Send>) -> Response;

/// The layer.
pub fn layer() -> CatchPanicLayer<Handler> {
    CatchPanicLayer::custom(answer as Handler)
}

fn answer(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a handler panicked; the message is on standard error");
    Problem::internal().into_response()
}
