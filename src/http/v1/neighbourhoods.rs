//! `/v1/neighbourhoods`: the neighbourhoods of a draft, with their figures.

use axum::extract::Path;
use axum::http::HeaderMap;

use super::answers::{listing, single};
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::draft::Draft;
use crate::domain::ground::codes::NeighbourhoodId;
use crate::http::answer::Answer;
use crate::http::extract::params::Params;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::state::scenario_drafts::BoundariesParams;
use crate::planning::describe::{neighbourhood_profile, neighbours, profile};

const PARTS: &[&str] = &["areas", "practices", "registrations"];
/// Those of a profile, which says who lives there too.
const PROFILE_PARTS: &[&str] =
    &["areas", "practices", "registrations", "area_changes", "ages", "accommodation", "indicators"];

/// `GET /v1/neighbourhoods`
pub async fn list(
    app: App,
    headers: HeaderMap,
    Params(params): Params<BoundariesParams>,
) -> Result<Answer, Problem> {
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let zones = draft.division.roster().iter().map(|(zone, _)| zone);
    let items: Vec<_> = zones.map(|zone| profile::neighbourhood(app.atlas(), &draft, zone)).collect();
    listing(&app, &draft, PARTS, items, &headers)
}

/// `GET /v1/neighbourhoods/{id}`
pub async fn one(
    app: App,
    headers: HeaderMap,
    Path(id): Path<String>,
    Params(params): Params<BoundariesParams>,
) -> Result<Answer, Problem> {
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let item = profile::neighbourhood(app.atlas(), &draft, zone(&draft, &id)?);
    single(&app, &draft, PARTS, item, &headers)
}

/// `GET /v1/neighbourhoods/{id}/neighbours`
pub async fn neighbours(
    app: App,
    headers: HeaderMap,
    Path(id): Path<String>,
    Params(params): Params<BoundariesParams>,
) -> Result<Answer, Problem> {
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let items = neighbours::neighbours(&app.atlas().ground, &draft, zone(&draft, &id)?);
    listing(&app, &draft, &["areas"], items, &headers)
}

/// `GET /v1/neighbourhoods/{id}/profile`
pub async fn insight(
    app: App,
    headers: HeaderMap,
    Path(id): Path<String>,
    Params(params): Params<BoundariesParams>,
) -> Result<Answer, Problem> {
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let item = neighbourhood_profile::insight(app.loaded(), &draft, zone(&draft, &id)?);
    single(&app, &draft, PROFILE_PARTS, item, &headers)
}

pub(super) fn zone(draft: &Draft, id: &str) -> Result<ZoneIx, Problem> {
    let id: NeighbourhoodId = id.parse().map_err(|error| Problem::bad_parameter("id", error))?;
    let found = draft.division.roster().find(&id);
    found.ok_or_else(|| Problem::not_found(format!("{id} is not a neighbourhood of {}", draft.id)))
}
