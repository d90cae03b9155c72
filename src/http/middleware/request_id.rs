//! The id of a request: what its log line, its answer and its problem document share.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::Request;
use axum::http::header::{HeaderName, HeaderValue};
use tower_http::request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};

/// Where it stands in requests and answers.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Characters of an id that a client brings, at most.
const MOST: usize = 64;

/// Takes away an id that a client brings and that is none: it would be written into logs and headers.
pub fn without_nonsense(mut request: Request) -> Request {
    if request.headers().get(REQUEST_ID).is_some_and(|id| !is_id(id.as_bytes())) {
        request.headers_mut().remove(REQUEST_ID);
    }
    request
}

/// Gives an id to a request that brings none.
pub fn set() -> SetRequestIdLayer<RequestIds> {
    SetRequestIdLayer::new(REQUEST_ID, RequestIds::new())
}

/// Sends it with the answer.
pub fn propagate() -> PropagateRequestIdLayer {
    PropagateRequestIdLayer::new(REQUEST_ID)
}

/// The id of a request, as text.
#[must_use]
pub fn of(request: &Request) -> &str {
    let id = request.extensions().get::<RequestId>();
    id.and_then(|id| id.header_value().to_str().ok()).unwrap_or_default()
}

/// Makes ids: a random number of the process, and the number of the request in it. A random number for each request would cost a
/// call of the system.
#[derive(Clone)]
pub struct RequestIds {
    process: Arc<str>,
    made: Arc<AtomicU64>,
}

impl RequestIds {
    fn new() -> Self {
        let process = getrandom::u64().expect("the operating system gives random bits once it has started");
        Self { process: format!("{process:016x}-").into(), made: Arc::default() }
    }
}

impl MakeRequestId for RequestIds {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let id = [&self.process, itoa::Buffer::new().format(number)].concat();
        Some(RequestId::new(HeaderValue::try_from(id).ok()?))
    }
}

/// Up to 64 letters, digits, `-`, `_`, `.`.
fn is_id(id: &[u8]) -> bool {
    (1..=MOST).contains(&id.len())
        && id.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}
