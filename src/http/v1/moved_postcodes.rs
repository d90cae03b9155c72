//! The postcodes that change neighbourhood, as CSV that is written while it is sent.

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::Value;
use tokio::sync::mpsc;

use crate::http::app::App;
use crate::http::blocking::off_worker;
use crate::http::problem::Problem;
use crate::planning::evaluate::evaluate;
use crate::planning::moved_ground::MovedPostcode;

/// Rows are sent in pieces of about this many bytes.
const PIECE: usize = 16 * 1024;
/// Pieces that wait for a slow reader before the writer waits too.
const WAITING: usize = 4;

/// Answers with the live postcodes that the changes of a body move. Defects of the body are told before anything is sent.
///
/// # Errors
/// Every defect of the body.
pub async fn csv(app: App, body: Value) -> Result<Response, Problem> {
    let checked = app.clone();
    let body = off_worker(move || {
        evaluate(checked.loaded(), &body)?;
        Ok(body)
    })
    .await?;
    let (pieces, receiver) = mpsc::channel::<Bytes>(WAITING);
    tokio::task::spawn_blocking(move || {
        let Ok(what_if) = evaluate(app.loaded(), &body) else { return };
        let mut piece = MovedPostcode::CSV_HEADER.to_owned();
        for postcode in what_if.moved_postcodes() {
            piece.push_str(&postcode.to_csv());
            // A client that hung up has dropped the receiver.
            if piece.len() >= PIECE && pieces.blocking_send(std::mem::take(&mut piece).into()).is_err() {
                return;
            }
        }
        let _hung_up = pieces.blocking_send(piece.into());
    });
    let stream = stream::unfold(receiver, |mut receiver| async {
        let piece = receiver.recv().await?;
        Some((Ok::<_, std::convert::Infallible>(piece), receiver))
    });
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    Ok((headers, Body::from_stream(stream)).into_response())
}
