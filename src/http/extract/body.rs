//! JSON bodies: of the right media type and size, and parsed with a place for what is wrong.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::Value;

use super::content_type::{essence, said};
use crate::cause;
use crate::http::extract::blocking::off_worker;
use crate::http::problem::Problem;
use crate::json::members::read_whole;

/// Larger bodies are parsed off the async workers.
const PARSED_INLINE: usize = 64 * 1024;

/// A body as a JSON value.
pub struct JsonBody(pub Value);

/// A body of JSON as it is written, not yet parsed.
pub struct JsonText(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for JsonText {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if essence(said(request.headers())) != "application/json" {
            return Err(Problem::unsupported_media_type("application/json"));
        }
        Bytes::from_request(request, state).await.map(Self).map_err(refused)
    }
}

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let JsonText(bytes) = JsonText::from_request(request, state).await?;
        if bytes.len() > PARSED_INLINE { off_worker(move || parse(&bytes)).await } else { parse(&bytes) }
    }
}

fn parse(bytes: &[u8]) -> Result<JsonBody, Problem> {
    read_whole(bytes).map(JsonBody).map_err(|error| not_json(&error))
}

/// What is said of a body that is not JSON, or holds a member twice.
pub fn not_json(error: &serde_json::Error) -> Problem {
    Problem::bad_body(cause::of_json("the body", error))
}

fn refused(rejection: BytesRejection) -> Problem {
    match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE),
        _ => Problem::bad_body("the body could not be read to its end"),
    }
}
