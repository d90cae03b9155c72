//! Nothing is asked of a request whose Host cannot be told.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

use crate::http::extract::host::checked;
use crate::http::problem::Problem;

/// Refuses a request without a Host, with two, or with one that is no host.
///
/// # Errors
/// A 400 problem.
pub async fn check(request: Request, next: Next) -> Result<Response, Problem> {
    checked(&request)?;
    Ok(next.run(request).await)
}
