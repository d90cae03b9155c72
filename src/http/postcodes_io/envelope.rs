//! The envelope: `{"status":200,"result":..}`, or a status and an error whose text is part of the contract.

use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::wishes::Wishes;
use crate::domain::atlas::Atlas;
use crate::domain::draft::Draft;
use crate::domain::ground::Ground;
use crate::domain::ground::named::postcode_units::PostcodeUnit;
use crate::http::answer::Answer;
use crate::http::extract::params::EMPTY;
use crate::http::link::described_by;
use crate::http::media::Media;
use crate::http::middleware::finish::Envelope;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::json::{push_decimal, push_or_null, push_whole};

/// What the layer that finishes answers needs of this face.
pub const ENVELOPE: Envelope = Envelope { owns, write: refused };

/// First segments of paths whose errors are written in the envelope of postcodes.io, also where it has a path and we do not.
const FIRST_SEGMENTS: [&str; 7] =
    ["postcodes", "outcodes", "terminated_postcodes", "random", "ping", "places", "scotland"];

/// Whether a path is one of postcodes.io, in any case.
#[must_use]
pub fn owns(path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    FIRST_SEGMENTS.iter().any(|known| first.eq_ignore_ascii_case(known))
}

/// Whether an answer is the same when asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasts {
    /// As long as data and boundaries do.
    WithTheData,
    /// It is of the moment, or answers a body.
    Not,
}

/// An error as postcodes.io answers it.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    error: String,
    terminated: Option<String>,
}

/// The opening of every answer that is none of an error.
pub const OPENING: &[u8] = b"{\"status\":200,\"result\":";

/// Wraps a result that was written after [`OPENING`], as a script when a callback is named.
///
/// # Errors
/// A 400 refusal when the callback is not a name of letters, digits, `_` and `.`.
pub fn reply(
    atlas: &Atlas,
    draft: &Draft,
    wishes: &Wishes,
    lasts: Lasts,
    mut body: Vec<u8>,
) -> Result<Answer, Refusal> {
    body.push(b'}');
    let (media, body) = match wishes.named("callback") {
        Some(callback) => (Media::JavaScript, script(callback, &body)?),
        None => (Media::Json, body),
    };
    let answer = match lasts {
        Lasts::WithTheData => Answer::bytes(media, atlas, draft, body),
        Lasts::Not => Answer::fresh_bytes(media, body),
    };
    Ok(answer.with_links(described_by(draft)))
}

/// The boundaries asked for.
///
/// # Errors
/// The refusal of a draft or scenario that is not there, or that is empty.
pub async fn boundaries(app: &App, wishes: &Wishes) -> Result<std::sync::Arc<Draft>, Refusal> {
    // An empty value is not passed over, as others are: the answer would be by other boundaries than were meant.
    for name in ["draft", "scenario"] {
        if wishes.given(name) == Some("") {
            return Err(Problem::bad_parameter(name, EMPTY).into());
        }
    }
    Ok(app.boundaries(wishes.named("draft"), wishes.named("scenario")).await?)
}

/// JSON as an argument of a function, safe to load from anywhere (the comment keeps plug-ins from reading it as their own).
fn script(callback: &str, json: &[u8]) -> Result<Vec<u8>, Refusal> {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.';
    if callback.len() > 128 || !callback.bytes().all(is_allowed) {
        return Err(Refusal::bad_request("Invalid callback: expected letters, digits, _ and ."));
    }
    let mut script = format!("/**/ typeof {callback} === 'function' && {callback}(").into_bytes();
    // Two separators are line ends in a script, and not in JSON.
    let text = String::from_utf8_lossy(json).replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    script.extend_from_slice(text.as_bytes());
    script.extend_from_slice(b");");
    Ok(script)
}

impl Refusal {
    fn new(status: StatusCode, error: impl Into<String>) -> Self {
        Self { status, error: error.into(), terminated: None }
    }

    /// 400 with a text.
    pub fn bad_request(error: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error)
    }

    /// 404 with a text.
    pub fn not_found(error: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, error)
    }

    /// What is no postcode.
    pub fn invalid_postcode() -> Self {
        Self::not_found("Invalid postcode")
    }

    /// A postcode that is not known; when it was in use once, that is told.
    pub fn postcode_not_found(terminated: Option<(&Ground, usize)>) -> Self {
        let terminated = terminated.map(|(ground, number)| {
            let mut out = Vec::new();
            push_terminated(&mut out, ground, number);
            String::from_utf8(out).expect("only text was written")
        });
        Self { terminated, ..Self::not_found("Postcode not found") }
    }

    /// Of a status that routing or a layer gave, with what is known of it.
    fn of_status(status: StatusCode, problem: Option<&Problem>) -> Self {
        let error = match (status, problem) {
            (StatusCode::NOT_FOUND, None) => "Resource not found",
            (StatusCode::METHOD_NOT_ALLOWED, _) => "Method not allowed",
            (StatusCode::PAYLOAD_TOO_LARGE, _) => "Request body too large",
            (StatusCode::REQUEST_TIMEOUT, _) => "Request timed out",
            (status, Some(problem)) if status != StatusCode::INTERNAL_SERVER_ERROR => problem.detail(),
            (status, None) if status.is_client_error() => "Invalid request",
            _ => "Internal server error",
        };
        Self::new(status, error)
    }
}

/// What is known of a postcode that is no longer in use, as an object; when it ended, where a directory is loaded.
pub fn push_terminated(out: &mut Vec<u8>, ground: &Ground, number: usize) {
    let place = ground.places.place(number);
    let ended =
        ground.postcode_units().code(PostcodeUnit::Ended, number).and_then(|ended| ended.split_at_checked(4));
    out.extend_from_slice(b"{\"postcode\":\"");
    out.extend_from_slice(place.postcode.spaced().as_bytes());
    out.extend_from_slice(b"\",\"year_terminated\":");
    push_or_null(out, ended.and_then(|(year, _)| year.parse().ok()), push_whole);
    out.extend_from_slice(b",\"month_terminated\":");
    push_or_null(out, ended.and_then(|(_, month)| month.parse().ok()), push_whole);
    out.extend_from_slice(b",\"longitude\":");
    match place.site {
        Some(site) => {
            push_decimal(out, site.lon_lat.longitude_e7().into(), 7);
            out.extend_from_slice(b",\"latitude\":");
            push_decimal(out, site.lon_lat.latitude_e7().into(), 7);
        }
        None => out.extend_from_slice(b"null,\"latitude\":null"),
    }
    out.push(b'}');
}

/// Writes an error of routing, of a layer or of ours in the envelope; one that is written already stays.
fn refused(mut response: Response) -> Response {
    if response.headers().get(CONTENT_TYPE).is_some_and(|media| media == "application/json") {
        return response;
    }
    let problem = response.extensions_mut().remove::<Problem>();
    let mut refused = Refusal::of_status(response.status(), problem.as_ref()).into_response();
    let is_kept = |name: &HeaderName| *name != CONTENT_LENGTH && *name != CONTENT_TYPE;
    let kept = response.headers().iter().filter(|(name, _)| is_kept(name));
    let kept: HeaderMap = kept.map(|(name, value)| (name.clone(), value.clone())).collect();
    refused.headers_mut().extend(kept);
    refused
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let error = serde_json::Value::from(self.error);
        let terminated = self.terminated.map(|place| format!(",\"terminated\":{place}")).unwrap_or_default();
        let body = format!("{{\"status\":{},\"error\":{error}{terminated}}}", self.status.as_u16());
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::of_status(problem.status(), Some(&problem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_postcodes_io_speak_its_language() {
        assert!(
            owns("/postcodes/OX11ND/none") && owns("/ping") && owns("/places") && owns("/Postcodes/OX11ND/")
        );
        assert!(!owns("/v1/postcodes") && !owns("/") && !owns("/postcodesx"));
    }
}
