//! Whether the process lives, and whether it answers from its data.

use axum::extract::State;
use serde::Serialize;

use super::answer::Answer;
use super::app::App;
use super::params::{NoParams, Params};
use super::problem::Problem;

#[derive(Serialize)]
struct Live {
    status: &'static str,
}

#[derive(Serialize)]
struct Ready<'a> {
    status: &'static str,
    data: &'a str,
    draft: &'a str,
    warnings: &'a [String],
}

/// `GET /health/live`
pub async fn live(_: Params<NoParams>) -> Result<Answer, Problem> {
    Answer::fresh(&Live { status: "live" })
}

/// `GET /health/ready`
pub async fn ready(State(app): State<App>, _: Params<NoParams>) -> Result<Answer, Problem> {
    let atlas = app.atlas();
    let draft = &app.draft(None)?.id;
    Answer::fresh(&Ready { status: "ready", data: &atlas.digest, draft, warnings: &atlas.warnings })
}
