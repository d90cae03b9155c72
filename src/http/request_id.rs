//! The id of a request: what its log line, its answer and its problem document share.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::Request;
use axum::http::header::{HeaderName, HeaderValue};
use tower_http::request_id::{MakeRequestId, RequestId};

/// Where it stands in requests and answers.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Makes ids: a random number of the process, and the number of the request in it. A random number for each request would cost a
/// call of the system.
#[derive(Clone)]
pub struct RequestIds {
    process: u64,
    made: Arc<AtomicU64>,
}

impl RequestIds {
    /// Ids of this process.
    #[must_use]
    pub fn new() -> Self {
        let process = getrandom::u64().expect("the operating system gives random bits once it has started");
        Self { process, made: Arc::default() }
    }
}

impl RequestIds {
    /// The id of a request: the one it brings, else a new one.
    #[must_use]
    pub fn of(&self, request: &Request) -> HeaderValue {
        request.headers().get(REQUEST_ID).cloned().unwrap_or_else(|| self.next())
    }

    fn next(&self) -> HeaderValue {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let id = format!("{:016x}-{number:x}", self.process);
        HeaderValue::try_from(id).expect("digits and a hyphen are a header's")
    }
}

impl MakeRequestId for RequestIds {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        Some(RequestId::new(self.next()))
    }
}

/// An id that is brought is kept when it is one: up to 64 letters, digits, `-`, `_`, `.`; else a new one is made.
pub fn without_odd(mut request: Request) -> Request {
    let is_id = |id: &[u8]| {
        id.len() <= 64 && id.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
    };
    if request.headers().get(REQUEST_ID).is_some_and(|id| !is_id(id.as_bytes())) {
        request.headers_mut().remove(REQUEST_ID);
    }
    request
}

/// The id of a request that passed the layers; empty before.
pub fn of(request: &Request) -> &str {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok());
    id.unwrap_or_default()
}
