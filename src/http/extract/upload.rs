//! A file that is sent: as the body, or as the one file of a form.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse;

use super::content_type::{essence, said};
use crate::echo;
use crate::http::problem::Problem;

/// What browsers send forms as.
pub(super) const FORM: &str = "multipart/form-data";

/// The bytes of a file, and the media type they were sent as.
pub struct Upload {
    /// Without parameters, in lower case; empty when none was said.
    pub media: String,
    /// The file.
    pub bytes: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let media = essence(said(request.headers()));
        if media != FORM {
            let bytes = Bytes::from_request(request, state)
                .await
                .map_err(|error| refused(error.into_response().status()))?;
            return Ok(Self { media, bytes });
        }
        let form = Multipart::from_request(request, state).await;
        let mut form = form.map_err(|error| refused(error.into_response().status()))?;
        let mut sent: Option<(String, Self)> = None;
        while let Some(field) = form.next_field().await.map_err(|error| refused(error.status()))? {
            let Some(file) = field.file_name().map(echo::cut) else {
                return Err(Problem::bad_body(beside_the_file(field.name().unwrap_or_default())));
            };
            let media = essence(field.content_type().unwrap_or("application/octet-stream"));
            let bytes = field.bytes().await.map_err(|error| refused(error.status()))?;
            // A form has a field for each file that could have been chosen.
            if file.is_empty() && bytes.is_empty() {
                continue;
            }
            if let Some((first, _)) = sent {
                return Err(Problem::bad_body(format!(
                    "the form has two files, {first:?} and {file:?}: send one at a time"
                )));
            }
            sent = Some((file, Self { media, bytes }));
        }
        sent.map(|(_, upload)| upload).ok_or_else(|| Problem::bad_body("the form has no file"))
    }
}

/// What is said of a field that is no file: options are taken from the query alone, and one that is passed over does something else than
/// was asked for.
fn beside_the_file(field: &str) -> String {
    let field = echo::cut(field);
    format!(
        "the field {field:?} of the form is no file, and is not read: give it in the query (?{field}=…), or leave it out"
    )
}

fn refused(status: StatusCode) -> Problem {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::of_status(status),
        _ => Problem::bad_body("the body could not be read to its end"),
    }
}
