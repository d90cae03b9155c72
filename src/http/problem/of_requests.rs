//! Requests that cannot be read, or not be answered as they ask.

use axum::http::StatusCode;

use super::problem::Problem;
use crate::planning::terms::body_defect::BodyDefect;

/// More defects than this are counted, not listed: the answer to nonsense stays about as large as the nonsense.
pub(super) const MOST_ERRORS: usize = 5_000;

impl Problem {
    /// A query parameter (or header) that is unknown, repeated or cannot be read.
    #[must_use]
    pub fn bad_parameter(name: &str, reason: impl std::fmt::Display) -> Self {
        let detail = if name.is_empty() { reason.to_string() } else { format!("{name}: {reason}") };
        Self::new(StatusCode::BAD_REQUEST, "invalid_parameter", "Invalid parameter", detail)
    }

    /// A body that is not what the resource takes.
    #[must_use]
    pub fn bad_body(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_body", "Invalid body", detail)
    }

    /// A body with defects, all of them.
    #[must_use]
    pub fn defects(errors: Vec<BodyDefect>) -> Self {
        let count = BodyDefect::count(&errors);
        let noun = if count == 1 { "defect" } else { "defects" };
        let cut = if errors.len() > MOST_ERRORS {
            format!(" (the first {MOST_ERRORS} are listed)")
        } else {
            String::new()
        };
        let detail = format!("the body has {count} {noun}{cut}; nothing was applied");
        let errors = errors.into_iter().take(MOST_ERRORS).collect();
        let mut problem = Self::bad_body(detail);
        problem.0.errors = errors;
        problem
    }

    /// A body larger than the resource takes.
    #[must_use]
    pub fn too_large(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "Too large", detail)
    }

    /// A body of another media type.
    #[must_use]
    pub fn unsupported_media_type(expected: &str) -> Self {
        let detail = format!("send the body as {expected}");
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            "Unsupported media type",
            detail,
        )
    }

    /// No representation the client accepts.
    #[must_use]
    pub fn not_acceptable(available: &str) -> Self {
        let detail = format!("this resource is available as {available}");
        Self::new(StatusCode::NOT_ACCEPTABLE, "not_acceptable", "Not acceptable", detail)
    }

    /// Something that is not there.
    #[must_use]
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "Not found", detail)
    }

    /// A write without If-Match.
    #[must_use]
    pub fn precondition_required() -> Self {
        let detail = "send If-Match with the ETag of the scenario you have read";
        Self::new(StatusCode::PRECONDITION_REQUIRED, "precondition_required", "Precondition required", detail)
    }

    /// A write that is not from this machine, or of a service that takes none.
    #[must_use]
    pub fn writes_closed(why: &str) -> Self {
        let detail = format!(
            "this service lets nobody list or save scenarios, or have jobs, but people on its own machine, and {why}"
        );
        Self::new(StatusCode::FORBIDDEN, "forbidden", "Forbidden", detail)
    }

    /// All turns to search are taken.
    #[must_use]
    pub fn busy_searching() -> Self {
        let detail = "other searches are running; send the request again in some seconds, or as a job (Prefer: respond-async)";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "Busy", detail)
    }

    /// The problem of a bare status, as routing and layers give it.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => {
                Self::not_found("there is no such resource; the paths are listed at /api")
            }
            StatusCode::METHOD_NOT_ALLOWED => Self::new(
                status,
                "method_not_allowed",
                "Method not allowed",
                "the resource takes other methods; see the Allow header",
            ),
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large("the body is larger than this resource takes"),
            StatusCode::REQUEST_TIMEOUT => {
                Self::new(status, "timeout", "Timeout", "the request was not complete and answered in time")
            }
            // Accept is answered where what there is is known; this is of the layer that compresses.
            StatusCode::NOT_ACCEPTABLE => Self::new(
                status,
                "not_acceptable",
                "Not acceptable",
                "Accept-Encoding takes none of the encodings there are: gzip, br, zstd, deflate, and identity (as it is)",
            ),
            status if status.is_client_error() => {
                Self::new(status, "bad_request", "Bad request", "the request cannot be understood")
            }
            _ => Self::internal(),
        }
    }
}
