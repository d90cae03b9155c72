//! The postcodes that change neighbourhood, as CSV that is written while it is sent.

use std::io::Write;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::pieces;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::what_if::evaluate::{NotEvaluated, evaluate};
use crate::planning::what_if::moved_ground::MovedPostcode;
use crate::planning::what_if::request::Request;

/// Answers with the live postcodes that the changes of a request move. Defects are told before anything is sent.
///
/// # Errors
/// Every defect of the request, as `refused` tells it.
pub async fn csv(
    app: App,
    request: Request,
    refused: fn(NotEvaluated) -> Problem,
) -> Result<Response, Problem> {
    let ((), body) = pieces::streamed(move |start| {
        let what_if = evaluate(app.loaded(), &request).map_err(refused)?;
        let mut out = start.begin(());
        let rows = what_if.moved_postcodes().map(|postcode| postcode.to_csv());
        let mut lines = std::iter::once(MovedPostcode::CSV_HEADER.to_owned()).chain(rows);
        let _hung_up = lines.try_for_each(|line| out.write_all(line.as_bytes()));
        Ok(())
    })
    .await?;
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8"), (CACHE_CONTROL, "no-store")], body).into_response())
}
