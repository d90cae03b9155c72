//! `GET /v1/resolve`: one question.

use axum::http::HeaderMap;
use serde::Deserialize;

use super::PARTS;
use crate::http::answer::Answer;
use crate::http::extract::params::Params;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::v1::answers::single;
use crate::planning::resolve::question::Asked;
use crate::planning::resolve::resolver::Resolver;

/// Parameters of a single question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResolveParams {
    postcode: Option<String>,
    lon: Option<f64>,
    lat: Option<f64>,
    easting: Option<f64>,
    northing: Option<f64>,
    grid_reference: Option<String>,
    practice: Option<String>,
    area: Option<String>,
    draft: Option<String>,
    scenario: Option<String>,
    compare: Option<String>,
    explain: Option<bool>,
}

impl ResolveParams {
    fn asked(self) -> Asked {
        let Self { postcode, lon, lat, easting, northing, grid_reference, practice, area, .. } = self;
        Asked { postcode, lon, lat, easting, northing, grid_reference, practice, area }
    }
}

/// `GET /v1/resolve`
pub async fn one(
    app: App,
    headers: HeaderMap,
    Params(params): Params<ResolveParams>,
) -> Result<Answer, Problem> {
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let other = match &params.compare {
        Some(name) => Some(app.boundaries_named(name).await?),
        None => None,
    };
    let wants_explanation = params.explain == Some(true);
    let asked = params.asked();
    let resolver = Resolver::new(app.loaded(), &draft);
    let mut item = resolver.asked(&asked);
    if let Some(problem) = Problem::unresolved(&item) {
        return Err(problem);
    }
    if let Some(other) = &other {
        item = item.beside(&Resolver::new(app.loaded(), other).asked(&asked), other);
    }
    if wants_explanation {
        item = resolver.explained(item);
    }
    single(&app, &draft, PARTS, item, &headers)
}
