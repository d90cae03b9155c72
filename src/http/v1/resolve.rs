//! `/v1/resolve`: the neighbourhood of a postcode, point, practice or area.

use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::single;
use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::blocking::off_worker;
use crate::http::body::JsonBody;
use crate::http::boundaries::BoundariesParams;
use crate::http::params::Params;
use crate::http::problem::Problem;
use crate::planning::changes::{BodyDefect, escape};
use crate::planning::provenance::{DraftUsed, Provenance};
use crate::planning::question::Asked;
use crate::planning::resolution::Resolution;
use crate::planning::resolve::Resolver;

/// Most items of one body.
const MOST_ITEMS: usize = 10_000;
/// The parts of the data an answer can be made from.
const PARTS: &[&str] = &["areas", "districts", "postcodes", "practices", "registrations", "ostn15"];

/// Parameters of a single question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResolveParams {
    postcode: Option<String>,
    lon: Option<f64>,
    lat: Option<f64>,
    easting: Option<f64>,
    northing: Option<f64>,
    practice: Option<String>,
    area: Option<String>,
    draft: Option<String>,
    scenario: Option<String>,
    compare: Option<String>,
    explain: Option<bool>,
}

#[derive(Serialize)]
struct Resolutions<'a> {
    draft: DraftUsed<'a>,
    provenance: Provenance<'a>,
    items: Vec<Resolution<'a>>,
}

impl ResolveParams {
    fn asked(self) -> Asked {
        let Self { postcode, lon, lat, easting, northing, practice, area, .. } = self;
        Asked { postcode, lon, lat, easting, northing, practice, area }
    }
}

/// `GET /v1/resolve`
pub async fn one(
    State(app): State<App>,
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

/// `POST /v1/resolve`
pub async fn many(
    State(app): State<App>,
    Params(params): Params<BoundariesParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    off_worker(move || {
        let items = items(&body)?;
        let resolver = Resolver::new(app.loaded(), &draft);
        let items = items.iter().map(|item| resolver.item(item)).collect();
        let provenance = Provenance::of(app.atlas(), &draft, PARTS);
        Answer::fresh(&Resolutions { draft: DraftUsed::of(&draft), provenance, items })
    })
    .await
}

fn items(body: &Value) -> Result<&[Value], Problem> {
    let defect =
        |pointer: String, reason: &str| BodyDefect { pointer, value: None, reason: reason.to_owned() };
    let Some(members) = body.as_object() else {
        return Err(Problem::defects(vec![defect(String::new(), "expected an object with items")]));
    };
    let unknown = members.keys().filter(|name| *name != "items");
    let mut defects: Vec<BodyDefect> =
        unknown.map(|name| defect(format!("/{}", escape(name)), "unknown member: expected items")).collect();
    let items = members.get("items").and_then(Value::as_array);
    if items.is_none() {
        defects.push(defect("/items".to_owned(), "expected a list of objects"));
    }
    match items {
        Some(items) if items.len() > MOST_ITEMS => Err(Problem::too_large(format!(
            "{} items, at most {MOST_ITEMS} in one body: send them in several",
            items.len()
        ))),
        Some(items) if defects.is_empty() => Ok(items),
        _ => Err(Problem::defects(defects)),
    }
}
