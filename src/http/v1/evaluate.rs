//! `/v1/evaluate`: what changes when a border moves.

use axum::extract::State;
use axum::response::Response;

use super::moved_postcodes;
use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::blocking::off_worker;
use crate::http::body::JsonBody;
use crate::http::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::planning::what_if::evaluate;

/// `POST /v1/evaluate`
pub async fn evaluate(
    State(app): State<App>,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    off_worker(move || Answer::fresh(&evaluate::evaluate(app.loaded(), &body)?.answer())).await
}

/// `POST /v1/evaluate/postcodes.csv`
pub async fn postcodes(
    State(app): State<App>,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Response, Problem> {
    moved_postcodes::csv(app, body, Problem::from).await
}
