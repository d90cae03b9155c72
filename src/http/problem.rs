//! Everything that goes wrong, as problem details (RFC 9457): the only place that picks a status.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER, VARY};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::domain::atlas::Atlas;
use crate::echo;
use crate::planning::resolve::resolution::{Outcome, Resolution};
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::what_if::NotEvaluated;
use crate::store::StoreError;

/// The media type of problems.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// More defects than this are counted, not listed: the answer to nonsense stays about as large as the nonsense.
const MOST_ERRORS: usize = 5_000;

/// A problem. Small, so that it travels well as the error of a result.
#[derive(Clone, Debug)]
pub struct Problem(Box<Details>);

/// What a problem says. `code` and `description` repeat type and detail under the names OGC API clients read.
#[derive(Clone, Debug, Serialize)]
pub struct Details {
    /// A URI that stands for the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// What went wrong this time, and what to do.
    pub detail: String,
    /// The resource asked for; a long path is cut.
    pub instance: String,
    /// The kind as a word.
    pub code: &'static str,
    /// As `detail`.
    pub description: String,
    /// To be quoted when asking for help; in the log too.
    pub request_id: String,
    /// Every defect of a body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<BodyDefect>,
    /// The answer all the same, for a question that could not be matched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

impl Problem {
    fn new(status: StatusCode, code: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self(Box::new(Details {
            kind: format!("urn:footprint:problem:{code}"),
            title,
            status: status.as_u16(),
            description: detail.clone(),
            detail,
            instance: String::new(),
            code,
            request_id: String::new(),
            errors: vec![],
            outcome: None,
        }))
    }

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
        let count = errors.len();
        let noun = if count == 1 { "defect" } else { "defects" };
        let cut = if count > MOST_ERRORS {
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

    /// A scenario whose changes the data loaded no longer bears: its reader sent none, so no body is at fault.
    #[must_use]
    pub fn of_kept_changes(error: NotEvaluated) -> Self {
        let NotEvaluated::Body(defects) = error else { return error.into() };
        // What the query asks for is read with the changes.
        if let Some(defect) = defects.iter().find(|defect| defect.pointer == "/explain") {
            return Self::bad_parameter("explain", &defect.reason);
        }
        let detail = "the data loaded no longer bears the scenario's changes; errors names every one that does not hold";
        Self::of_kept(("changes_do_not_hold", "The changes no longer hold"), detail, defects)
    }

    /// Something kept that does not hold any more: a code with its title, why, and every misfit.
    #[must_use]
    pub fn of_kept(kind: (&'static str, &'static str), detail: &str, errors: Vec<BodyDefect>) -> Self {
        let mut problem = Self::new(StatusCode::CONFLICT, kind.0, kind.1, detail);
        problem.0.errors = errors.into_iter().take(MOST_ERRORS).collect();
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

    /// Data that an address pins and that is not loaded.
    #[must_use]
    pub fn gone(digest: &str, loaded: &str) -> Self {
        let detail = format!("data: {:?} is not loaded; {loaded} is", echo::cut(digest));
        Self::new(StatusCode::GONE, "data_gone", "The data is gone", detail)
    }

    /// A draft that is not loaded.
    #[must_use]
    pub fn unknown_draft(atlas: &Atlas, id: &str) -> Self {
        let loaded: Vec<&str> = atlas.drafts.iter().map(|draft| draft.id.as_str()).collect();
        Self::not_found(format!(
            "the draft {:?} is not loaded; there is {}",
            echo::cut(id),
            loaded.join(", ")
        ))
    }

    /// A single question that was not matched because of how it was put, or because it is not known.
    #[must_use]
    pub fn unresolved(answer: &Resolution<'_>) -> Option<Self> {
        let detail = answer.reason.clone().unwrap_or_default();
        let mut problem = match answer.outcome {
            Outcome::InvalidFormat => Self::bad_parameter("", detail),
            Outcome::Empty => Self::bad_parameter(
                "",
                "ask with postcode, lon and lat, easting and northing, grid_reference, practice, or area",
            ),
            Outcome::NotFound | Outcome::Elsewhere | Outcome::Pseudo => Self::not_found(detail),
            _ => return None,
        };
        problem.0.outcome = Some(answer.outcome);
        Some(problem)
    }

    /// A scenario, or a revision of it, that is not there.
    #[must_use]
    pub fn unknown_scenario(name: impl std::fmt::Display) -> Self {
        Self::not_found(format!("there is no scenario or revision {}", echo::cut(&name.to_string())))
    }

    /// A job that is not there, or is kept no longer.
    #[must_use]
    pub fn unknown_job(name: &str) -> Self {
        Self::not_found(format!("there is no job {}; one that ended is kept for 7 days", echo::cut(name)))
    }

    /// A job that cannot be cancelled.
    #[must_use]
    pub fn job_ended(state: &str) -> Self {
        let detail = format!("the job has ended: it is {state}");
        Self::new(StatusCode::CONFLICT, "job_ended", "The job has ended", detail)
    }

    /// A scenario whose boundaries are no longer loaded.
    #[must_use]
    pub fn base_not_loaded(base: &str) -> Self {
        let detail = format!("the scenario starts from the draft {base:?}, which is no longer loaded");
        Self::new(StatusCode::CONFLICT, "base_not_loaded", "The base is not loaded", detail)
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

    /// The service runs without a store.
    #[must_use]
    pub fn no_store() -> Self {
        let detail = "this service keeps no scenarios and runs no jobs; start it with --store";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "no_store", "No store", detail)
    }

    /// The store does not do what it is for.
    #[must_use]
    pub fn store_unavailable(why: &str) -> Self {
        let detail = format!("scenarios and jobs cannot be served: {why}; everything else is answered");
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Self::new(status, "store_unavailable", "The store is unavailable", detail)
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

    /// A defect of ours. The cause is in the log under the request id, never in the answer.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Internal error",
            "something went wrong on our side; quote the request id",
        )
    }

    /// Completed with what only the request knows.
    #[must_use]
    pub fn about(mut self, uri: &Uri, request_id: &str) -> Self {
        self.0.instance = echo::cut(uri.path());
        request_id.clone_into(&mut self.0.request_id);
        self
    }

    /// What went wrong this time.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// The status it is answered with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// All that it says.
    #[must_use]
    pub fn details(&self) -> &Details {
        &self.0
    }

    /// Written as a document.
    #[must_use]
    pub fn render(&self) -> Response {
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        let mut response = (self.status(), body).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        response
    }

    /// With the headers that every problem has, however it is written.
    #[must_use]
    pub fn headed(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(VARY, HeaderValue::from_static("Accept, Accept-Encoding"));
        if self.status() == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

impl IntoResponse for Problem {
    /// A bare status that carries the problem; `middleware::finish` completes and writes it.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let detail = error.to_string();
        match error {
            StoreError::NotFound => Self::not_found(detail),
            StoreError::LostRace { .. } => {
                Self::new(StatusCode::PRECONDITION_FAILED, "lost_race", "Another write came first", detail)
            }
            StoreError::TooMany { .. } => {
                Self::new(StatusCode::CONFLICT, "too_many_scenarios", "Too many scenarios", detail)
            }
            StoreError::TooManyJobs { .. } => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "too_many_jobs", "Too many jobs", detail)
            }
            StoreError::KeyReused | StoreError::NothingToUndo | StoreError::NothingToRedo => {
                Self::new(StatusCode::CONFLICT, "conflict", "Conflict", detail)
            }
            StoreError::Full => {
                Self::new(StatusCode::INSUFFICIENT_STORAGE, "store_full", "The store is full", detail)
            }
            StoreError::Busy => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "store_busy", "The store is busy", detail)
            }
            StoreError::ReadOnly => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "store_read_only",
                "The store is read-only",
                detail,
            ),
            StoreError::Corrupt(_)
            | StoreError::NewerSchema { .. }
            | StoreError::Moved
            | StoreError::Away(_)
            | StoreError::Database(_) => {
                tracing::error!(error = &error as &dyn std::error::Error, "the store failed");
                Self::store_unavailable(&error.in_public())
            }
        }
    }
}

impl From<NotEvaluated> for Problem {
    fn from(error: NotEvaluated) -> Self {
        let detail = error.to_string();
        match error {
            NotEvaluated::Body(defects) => Self::defects(defects),
            NotEvaluated::NoAreas => {
                Self::new(StatusCode::CONFLICT, "no_areas", "The data has no areas", detail)
            }
        }
    }
}
