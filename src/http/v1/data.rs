//! `/v1/data`: what is loaded, from whom, of when.

use axum::http::HeaderMap;

use crate::http::answer::Answer;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::describe::profile;

/// `GET /v1/data`
pub async fn data(app: App, headers: HeaderMap, _: Params<NoParams>) -> Result<Answer, Problem> {
    Answer::of_data(app.atlas(), &profile::data(app.atlas()))?.accepted_by(&headers)
}
