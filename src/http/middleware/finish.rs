//! What every answer gets at its end: an error its problem document, an answer its version and how long it may be kept.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use axum_extra::headers::{self, Header};

use crate::http::cache::encoding;
use crate::http::middleware::data_pin;
use crate::http::postcodes_io;
use crate::http::problem::{PROBLEM_JSON, Problem};

/// What is to be known of a request when it has been answered.
pub struct Asked<'a> {
    uri: Uri,
    id: &'a HeaderValue,
    /// The versions that the client has.
    known: Vec<HeaderValue>,
}

impl<'a> Asked<'a> {
    /// Of a request, which has an id.
    #[must_use]
    pub fn of(request: &Request, id: &'a HeaderValue) -> Self {
        let known = request.headers().get_all(IF_NONE_MATCH).iter().cloned().collect();
        Self { uri: request.uri().clone(), id, known }
    }

    /// Finishes the answer; `pinned` is the data that the request was held to.
    #[must_use]
    pub fn finish(self, pinned: Option<&str>, response: Response) -> Response {
        let status = response.status();
        if status.is_client_error() || status.is_server_error() {
            return self.with_problem(response);
        }
        let response = data_pin::kept_for_a_year(pinned, encoding::with_weak_tag(response));
        if_other(&self.known, response)
    }

    /// Turns every error into a problem document: ours, which know why, and bare ones of routing and other layers.
    fn with_problem(&self, mut response: Response) -> Response {
        if postcodes_io::owns(self.uri.path()) {
            return postcodes_io::refused(response);
        }
        if response.headers().get(CONTENT_TYPE).is_some_and(|media| media == PROBLEM_JSON) {
            return response;
        }
        let bare = Problem::of_status(response.status());
        let problem = response.extensions_mut().remove::<Problem>().unwrap_or(bare);
        let allow = response.headers_mut().remove(ALLOW);
        let id = self.id.to_str().unwrap_or_default();
        let mut rendered = problem.about(&self.uri, id).allowing(allow).render();
        let kept =
            response.headers().iter().filter(|(name, _)| *name != CONTENT_LENGTH && *name != CONTENT_TYPE);
        rendered.headers_mut().extend(kept.map(|(name, value)| (name.clone(), value.clone())));
        rendered
    }
}

/// Answers 304 when the client has that version (RFC 9110, 13.1.2).
fn if_other(known: &[HeaderValue], mut response: Response) -> Response {
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
        *response.body_mut() = Body::empty();
    }
    response
}
