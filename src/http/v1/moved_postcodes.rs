//! The postcodes that change neighbourhood, as CSV that is written while it is sent.

use std::io::Write;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::pieces;
use crate::http::extract::blocking::off_worker;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::what_if::evaluate::{NotEvaluated, evaluate};
use crate::planning::what_if::moved_ground::MovedPostcode;

/// Answers with the live postcodes that the changes of a body move. Defects of the body are told before anything is sent.
///
/// # Errors
/// Every defect of the body, as `refused` tells it.
pub async fn csv(app: App, body: Value, refused: fn(NotEvaluated) -> Problem) -> Result<Response, Problem> {
    let checked = app.clone();
    let body = off_worker(move || {
        evaluate(checked.loaded(), &body).map_err(refused)?;
        Ok(body)
    })
    .await?;
    let body = pieces::streamed(move |out| {
        let Ok(what_if) = evaluate(app.loaded(), &body) else { return };
        let rows = what_if.moved_postcodes().map(|postcode| postcode.to_csv());
        let mut lines = std::iter::once(MovedPostcode::CSV_HEADER.to_owned()).chain(rows);
        let _hung_up = lines.try_for_each(|line| out.write_all(line.as_bytes()));
    });
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8"), (CACHE_CONTROL, "no-store")], body).into_response())
}
