//! `/collections`: what features there are.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde::Serialize;
use serde_json::{Value, json};

use super::landing::DocumentParams;
use super::link::{Link, headers as link_headers};
use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::media::Media;
use crate::http::params::Params;
use crate::http::problem::Problem;

/// The only collection so far.
pub const NEIGHBOURHOODS: &str = "neighbourhoods";
const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

#[derive(Serialize)]
struct Collections {
    links: Vec<Link>,
    collections: Vec<Collection>,
}

#[derive(Serialize)]
struct Collection {
    id: &'static str,
    title: String,
    description: String,
    attribution: String,
    extent: Value,
    #[serde(rename = "itemType")]
    item_type: &'static str,
    crs: [&'static str; 1],
    links: Vec<Link>,
}

/// `GET /collections`
pub async fn collections(
    State(app): State<App>,
    headers: HeaderMap,
    Params(params): Params<DocumentParams>,
) -> Result<Answer, Problem> {
    let base = app.base_url(&headers)?;
    let links = vec![Link::new(&base, "/collections", "self", Media::Json, "This document")];
    let header_links = link_headers(&links);
    let document = Collections { links, collections: vec![neighbourhoods(&app, &base)?] };
    let answer = Answer::json(app.atlas(), app.draft(None)?, &document)?.with_links(header_links);
    params.accept(answer, &headers)
}

/// `GET /collections/{collection}`
pub async fn collection(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Params(params): Params<DocumentParams>,
) -> Result<Answer, Problem> {
    known(&id)?;
    let document = neighbourhoods(&app, &app.base_url(&headers)?)?;
    let header_links = link_headers(&document.links);
    let answer = Answer::json(app.atlas(), app.draft(None)?, &document)?.with_links(header_links);
    params.accept(answer, &headers)
}

/// Refuses a collection that is not there.
///
/// # Errors
/// A 404 problem that names those there are.
pub fn known(collection: &str) -> Result<(), Problem> {
    if collection == NEIGHBOURHOODS {
        return Ok(());
    }
    Err(Problem::not_found(format!("{collection:?} is not a collection; there is {NEIGHBOURHOODS}")))
}

fn neighbourhoods(app: &App, base: &str) -> Result<Collection, Problem> {
    let draft = app.draft(None)?;
    let path = format!("/collections/{NEIGHBOURHOODS}");
    let vintages: Vec<String> = app
        .atlas()
        .sources
        .iter()
        .filter(|source| ["areas.csv", "registrations.csv", "practices.csv"].contains(&source.path.as_str()))
        .map(|source| format!("{}: {}", source.title, source.vintage))
        .collect();
    Ok(Collection {
        id: NEIGHBOURHOODS,
        title: draft.title.clone(),
        description: format!(
            "Status: {}. {} Boundaries of {}. Figures: {}.",
            draft.status,
            draft.caveat,
            draft.date.as_deref().unwrap_or("no stated date"),
            vintages.join("; ")
        ),
        attribution: app.atlas().attribution.clone(),
        extent: extent(app.features(draft)?.bbox()),
        item_type: "feature",
        crs: [CRS84],
        links: vec![
            Link::new(base, &path, "self", Media::Json, "This document"),
            Link::new(
                base,
                &format!("{path}/items"),
                "items",
                Media::GeoJson,
                "The neighbourhoods as GeoJSON",
            ),
        ],
    })
}

fn extent(bbox: Option<[f64; 4]>) -> Value {
    let boxes: Vec<[f64; 4]> = bbox.into_iter().collect();
    json!({ "spatial": { "bbox": boxes, "crs": CRS84 } })
}
