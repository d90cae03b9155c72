//! Nothing is asked of a request whose Host cannot be told.

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use tower_http::validate_request::ValidateRequestHeaderLayer;

use crate::http::extract::host::checked;

type Check = fn(&mut Request) -> Result<(), Response>;

/// The layer: a 400 problem to a request without a Host, with two, or with one that is no host.
pub fn layer() -> ValidateRequestHeaderLayer<Check> {
    ValidateRequestHeaderLayer::custom(check)
}

#[expect(clippy::result_large_err, reason = "the layer takes a whole answer")]
fn check(request: &mut Request) -> Result<(), Response> {
    checked(request).map_err(IntoResponse::into_response)
}
