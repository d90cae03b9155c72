//! A problem: what it says, and how it is written. Its kinds are in the files beside, by what goes wrong.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER, VARY};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::echo;
use crate::planning::resolve::resolution::Outcome;
use crate::planning::terms::body_defect::BodyDefect;
use crate::reading::options::{Face, Piece, names_one, pieces, worded};

/// The media type of problems.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// A problem. Small, so that it travels well as the error of a result.
#[derive(Clone, Debug)]
pub struct Problem(pub(super) Box<Details>);

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
    /// The detail in pieces, where it names options by which a table is read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Piece>,
    /// The answer all the same, for a question that could not be matched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

impl Problem {
    /// Of a kind: its status, its word and its title; and what went wrong this time.
    pub(super) fn new(
        status: StatusCode,
        code: &'static str,
        title: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        let said = detail.into();
        let detail = worded(&said, Face::Http);
        let pieces = if names_one(&said) { pieces(&said) } else { vec![] };
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
            pieces,
            outcome: None,
        }))
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
