//! Whether the process lives, and whether it answers from its data.

use axum::extract::State;
use serde::Serialize;

use crate::http::answer::Answer;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::versions::{Refusal, Versions};

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
    refused: Option<Refusal>,
}

/// `GET /health/live`
pub async fn live(_: Params<NoParams>) -> Result<Answer, Problem> {
    Answer::fresh(&Live { status: "live" })
}

/// `GET /health/ready`
pub async fn ready(State(versions): State<Versions>, _: Params<NoParams>) -> Result<Answer, Problem> {
    let app = versions.current();
    let atlas = app.atlas();
    Answer::fresh(&Ready {
        status: "ready",
        data: &atlas.digest,
        draft: &app.draft(None)?.id,
        warnings: &atlas.warnings,
        refused: versions.refused(),
    })
}
