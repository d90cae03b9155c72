//! The id of a request: what its log line, its answer and its problem document share.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::Request;
use axum::http::header::{HeaderName, HeaderValue};

/// Where it stands in requests and answers.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Characters of an id that a client brings, at most.
const MOST: usize = 64;

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

    /// The id of a request: the one it brings, when that is one, else a new one.
    #[must_use]
    pub fn of(&self, request: &Request) -> HeaderValue {
        let brought = request.headers().get(REQUEST_ID).filter(|id| is_id(id.as_bytes()));
        brought.cloned().unwrap_or_else(|| self.next())
    }

    fn next(&self) -> HeaderValue {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let id = format!("{:016x}-{number:x}", self.process);
        HeaderValue::try_from(id).expect("digits and a hyphen are a header's")
    }
}

/// Up to 64 letters, digits, `-`, `_`, `.`.
fn is_id(id: &[u8]) -> bool {
    id.len() <= MOST && id.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}
