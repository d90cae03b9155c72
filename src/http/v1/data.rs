//! `/v1/data`: what is loaded, from whom, of when.

use axum::extract::State;
use axum::http::HeaderMap;

use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::planning::describe::profile;

/// `GET /v1/data`
pub async fn data(
    State(app): State<App>,
    headers: HeaderMap,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    Answer::of_data(app.atlas(), &profile::data(app.atlas()))?.accepted_by(&headers)
}
