//! `/v1/evaluate`: what changes when a border moves.

use axum::response::Response;

use super::moved_postcodes;
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::body::JsonBody;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::what_if::evaluate;
use crate::planning::what_if::request::Request;

/// `POST /v1/evaluate`
pub async fn evaluate(app: App, _: Params<NoParams>, JsonBody(body): JsonBody) -> Result<Answer, Problem> {
    off_worker(move || Answer::fresh(&evaluate::evaluate(app.loaded(), &Request::read(&body))?.answer()))
        .await
}

/// `POST /v1/evaluate/postcodes.csv`
pub async fn postcodes(app: App, _: Params<NoParams>, JsonBody(body): JsonBody) -> Result<Response, Problem> {
    moved_postcodes::csv(app, Request::read(&body), Problem::from).await
}
