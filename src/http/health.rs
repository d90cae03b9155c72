//! Whether the process lives, whether it answers from its data, and what its store can do.

use axum::extract::State;
use serde::Serialize;

use crate::http::answer::Answer;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::state::versions::{Refusal, Versions};
use crate::store::Health;

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
    store: Option<StoreState>,
}

/// A store whose scenarios can be read.
#[derive(Serialize)]
struct StoreState {
    writes: bool,
    reason: Option<String>,
}

/// `GET /health/live`
pub async fn live(_: Params<NoParams>) -> Result<Answer, Problem> {
    Answer::fresh(&Live { status: "live" })
}

/// `GET /health/ready`
pub async fn ready(State(versions): State<Versions>, _: Params<NoParams>) -> Result<Answer, Problem> {
    let app = versions.current();
    let atlas = app.atlas();
    let store = store_state(&app).await?;
    let takes_writes = store.as_ref().is_none_or(|store| store.writes);
    Answer::fresh(&Ready {
        status: if takes_writes { "ready" } else { "degraded" },
        data: &atlas.digest,
        draft: &app.draft(None)?.id,
        warnings: &atlas.warnings,
        refused: versions.refused(),
        store,
    })
}

/// What the store can do; none when the service runs without one. Who cannot write can still answer every question, so a load
/// balancer should go on asking; who cannot read scenarios is not ready.
async fn store_state(app: &App) -> Result<Option<StoreState>, Problem> {
    let Ok(store) = app.store() else { return Ok(None) };
    match store.health().await {
        Health::Writable => Ok(Some(StoreState { writes: true, reason: None })),
        Health::ReadOnly { why } => Ok(Some(StoreState { writes: false, reason: Some(why) })),
        Health::Unreadable { why } => Err(Problem::store_unavailable(&why)),
    }
}
