//! What every answer gets at its end: an error its document, and who has that version already no body.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, IF_NONE_MATCH,
};
use axum::http::{StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::headers::{self, Header};

use super::compression::with_weak_tag;
use super::{problem_page, request_id};
use crate::http::problem::{PROBLEM_JSON, Problem};

/// How a face writes errors that are not problem documents.
#[derive(Clone, Copy, Debug)]
pub struct Envelope {
    /// Whether a path is the face's, also where it has no resource.
    pub owns: fn(&str) -> bool,
    /// Writes an error of routing, of a layer or of a handler.
    pub write: fn(Response) -> Response,
}

/// What is to be known of a request when it has been answered.
struct Preferences {
    uri: Uri,
    request_id: String,
    /// The versions that the client has.
    known: Vec<HeaderValue>,
    /// Whether a person reads the answer.
    wants_page: bool,
}

/// Answers, and finishes the answer.
pub async fn finish(State(envelopes): State<&'static [Envelope]>, request: Request, next: Next) -> Response {
    let asked = Preferences {
        uri: request.uri().clone(),
        request_id: request_id::of(&request).to_owned(),
        known: request.headers().get_all(IF_NONE_MATCH).iter().cloned().collect(),
        wants_page: problem_page::is_wanted(request.headers()),
    };
    let response = next.run(request).await;
    if response.status().is_client_error() || response.status().is_server_error() {
        asked.as_error(envelopes, response)
    } else {
        asked.if_other(with_weak_tag(response))
    }
}

impl Preferences {
    /// Turns an error into a document: ours, which know why, and bare ones of routing and of other layers.
    fn as_error(&self, envelopes: &[Envelope], mut response: Response) -> Response {
        if let Some(envelope) = envelopes.iter().find(|envelope| (envelope.owns)(self.uri.path())) {
            return (envelope.write)(response);
        }
        if response.headers().get(CONTENT_TYPE).is_some_and(|media| media == PROBLEM_JSON) {
            return response;
        }
        let bare = Problem::of_status(response.status());
        let problem = response.extensions_mut().remove::<Problem>().unwrap_or(bare);
        let problem = problem.about(&self.uri, &self.request_id);
        let page = self.wants_page.then(|| problem_page::page(&problem, self.uri.path()));
        let mut rendered = problem.headed(page.unwrap_or_else(|| problem.render()));
        // What described the answer that was refused does not describe this one; a range that is refused is of the version named.
        let is_refused = response.status() == StatusCode::NOT_ACCEPTABLE;
        let described = [CONTENT_LENGTH, CONTENT_TYPE, CACHE_CONTROL];
        let is_left = |name: &HeaderName| described.contains(name) || is_refused && name == ETAG;
        let kept = response.headers().iter().filter(|(name, _)| !is_left(name));
        rendered.headers_mut().extend(kept.map(|(name, value)| (name.clone(), value.clone())));
        rendered
    }

    /// Answers 304 when the client has that version (RFC 9110, 13.1.2).
    fn if_other(&self, mut response: Response) -> Response {
        if self.known.is_empty() || !response.status().is_success() {
            return response;
        }
        let condition = headers::IfNoneMatch::decode(&mut self.known.iter());
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
}
