//! A file that is sent to be answered while it comes: as the body, packed by gzip, or as the one file of a form.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use http_body_util::{BodyExt, Limited};

use super::blocking::off_worker;
use super::content_type::{essence, said};
use super::sent_media::SentMedia;
use super::upload::{FORM, Upload};
use crate::http::problem::Problem;
use crate::reading::container::ungzipped;
use crate::reading::rows::object_lines;

/// What has to be read whole, as it is packed or in a form, may be as large.
const MOST_HELD: usize = 32 * 1024 * 1024;
/// A client that sends nothing for this long has given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// A body whose media type leaves open what it is, is known by so much of it.
const LOOKED_AT: usize = 64 * 1024;
const ENCODINGS: &str = "it is, or packed by gzip (Content-Encoding: gzip)";
/// Before each text of a sequence (RFC 7464, 2.2).
const SEQUENCE: u8 = 0x1e;

/// A file, and what it is said to be.
pub struct SentFile {
    /// The media type, with its parameters.
    pub media: String,
    /// The request with the file itself as its body.
    pub request: Request,
}

impl<S: Send + Sync> FromRequest<S> for SentFile {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let request = unpacked(request).await?;
        let media = said(request.headers()).to_owned();
        if essence(&media) != FORM {
            return Ok(Self { media, request });
        }
        let (head, body) = request.into_parts();
        let limited = Request::from_parts(head.clone(), Body::new(Limited::new(body, MOST_HELD)));
        let Upload { media, bytes } = Upload::from_request(limited, state).await?;
        let mut request = Request::from_parts(head, Body::from(bytes));
        let header =
            HeaderValue::try_from(&media).map_err(|_unreadable| Problem::bad_body("the form has no file"))?;
        request.headers_mut().insert(CONTENT_TYPE, header);
        Ok(Self { media, request })
    }
}

impl SentFile {
    /// What the body is: as its media type says, and by its first bytes where that says no more than that it is a file or a text. None of
    /// a media type that is not taken.
    ///
    /// # Errors
    /// A 400 problem when the body breaks off, a 408 problem when nothing comes.
    pub async fn kind(&mut self) -> Result<Option<SentMedia>, Problem> {
        let essence = essence(&self.media);
        if !["application/octet-stream", "binary/octet-stream", "text/plain"].contains(&essence.as_str()) {
            return Ok(SentMedia::of(&self.media));
        }
        let mut body = std::mem::take(self.request.body_mut());
        let mut beginning = Vec::new();
        while beginning.len() < LOOKED_AT && !beginning.contains(&b'\n') {
            let frame = tokio::time::timeout(PATIENCE, body.frame()).await;
            let frame = frame.map_err(|_elapsed| Problem::of_status(StatusCode::REQUEST_TIMEOUT))?;
            let Some(frame) = frame else { break };
            let frame = frame.map_err(|_broken| broken())?;
            beginning.extend_from_slice(frame.data_ref().map_or(&[][..], |data| data));
        }
        let text = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&beginning);
        let is_lines = text.first() == Some(&SEQUENCE) || object_lines::is_rows(text);
        let kind = if is_lines { SentMedia::Lines } else { SentMedia::Table };
        let first = futures_util::stream::iter([Ok::<_, axum::Error>(Bytes::from(beginning))]);
        let rest = body.into_data_stream();
        *self.request.body_mut() = Body::from_stream(futures_util::StreamExt::chain(first, rest));
        Ok(Some(kind))
    }
}

/// A request whose body is as it was before it was packed for the way.
async fn unpacked(request: Request) -> Result<Request, Problem> {
    let encoding = request.headers().get(CONTENT_ENCODING).map(|encoding| encoding.to_str().unwrap_or("?"));
    match encoding.map(str::to_ascii_lowercase).as_deref() {
        None | Some("identity") => return Ok(request),
        Some("gzip" | "x-gzip") => {}
        Some(_) => return Err(Problem::unsupported_media_type(ENCODINGS)),
    }
    let (mut head, body) = request.into_parts();
    let collected = Limited::new(body, MOST_HELD).collect().await;
    let packed = collected.map_err(|error| {
        if error.is::<http_body_util::LengthLimitError>() { too_large() } else { broken() }
    })?;
    let packed = packed.to_bytes();
    let bytes =
        off_worker(move || ungzipped(&packed).map_err(|error| Problem::bad_body(error.to_string()))).await?;
    head.headers.remove(CONTENT_ENCODING);
    head.headers.remove(CONTENT_LENGTH);
    Ok(Request::from_parts(head, Body::from(bytes)))
}

fn too_large() -> Problem {
    Problem::too_large(format!(
        "a body packed by gzip of more than {} MiB: send it as it is, of any size",
        MOST_HELD >> 20
    ))
}

fn broken() -> Problem {
    Problem::bad_body("the body could not be read to its end")
}
