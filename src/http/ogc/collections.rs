//! `/collections`: what features there are.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde::Serialize;
use serde_json::{Value, json};

use super::document::{DocumentParams, as_json, as_page};
use super::items::unknown;
use super::link::Link;
use super::page::{Crumb, Page};
use super::tables;
use crate::domain::draft::Draft;
use crate::features::collection::Collection;
use crate::features::crs::Crs;
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::params::Params;
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::tiles::ogc::link_to_tilesets;

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the standard calls it so")]
struct Collections {
    links: Vec<Link>,
    crs: [&'static str; 4],
    collections: Vec<CollectionDocument>,
}

/// A collection as it is described.
#[derive(Serialize)]
pub(super) struct CollectionDocument {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) description: String,
    attribution: String,
    extent: Value,
    #[serde(rename = "itemType")]
    item_type: &'static str,
    crs: [&'static str; 4],
    #[serde(rename = "storageCrs")]
    storage_crs: &'static str,
    pub(super) links: Vec<Link>,
}

/// `GET /collections`
pub async fn collections(
    State(app): State<App>,
    headers: HeaderMap,
    Params(params): Params<DocumentParams>,
) -> Result<Answer, Problem> {
    let as_html = params.wants_page(Media::Json, &headers)?;
    let base = app.base_url(&headers)?;
    let draft = app.draft(None)?.clone();
    let (asked, from, by) = (app.clone(), base.clone(), draft.clone());
    let collections = off_worker(move || {
        Ok(Collection::ALL.map(|collection| document(&asked, &by, collection, &from)).into_iter().collect())
    });
    let collections: Vec<CollectionDocument> = collections.await?;
    let links = vec![
        Link::new(
            &base,
            "/collections",
            "self",
            if as_html { Media::Html } else { Media::Json },
            "This document",
        ),
        if as_html {
            Link::new(&base, "/collections?f=json", "alternate", Media::Json, "This document as JSON")
        } else {
            Link::new(&base, "/collections?f=html", "alternate", Media::Html, "This document as HTML")
        },
    ];
    if as_html {
        let page = Page::new(&app, &draft, "Collections", &[Crumb::home(&base)], &links);
        return Ok(as_page(&app, &draft, page.around(&tables::collections(&collections, &base)), &links));
    }
    let document = Collections { links: links.clone(), crs: Crs::ALL.map(Crs::uri), collections };
    as_json(&app, &draft, Media::Json, &document, &links)
}

/// `GET /collections/{collection}`
pub async fn collection(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Params(params): Params<DocumentParams>,
) -> Result<Answer, Problem> {
    let collection: Collection = id.parse().map_err(|error| unknown(&error))?;
    let as_html = params.wants_page(Media::Json, &headers)?;
    let base = app.base_url(&headers)?;
    let draft = app.draft(None)?.clone();
    let (asked, from, by) = (app.clone(), base.clone(), draft.clone());
    let document = off_worker(move || Ok(document(&asked, &by, collection, &from))).await?;
    if as_html {
        let crumbs = [Crumb::home(&base), Crumb::collections(&base)];
        let page = Page::new(&app, &draft, &document.title, &crumbs, &document.links);
        let body = tables::collection(&document, &collection.properties(), &base);
        return Ok(as_page(&app, &draft, page.around(&body), &document.links));
    }
    as_json(&app, &draft, Media::Json, &document, &document.links)
}

fn document(app: &App, draft: &Draft, collection: Collection, base: &str) -> CollectionDocument {
    let atlas = app.atlas();
    let path = format!("/collections/{collection}");
    let is_part = |path: &str| collection.parts().iter().any(|part| path.starts_with(part));
    let vintages: Vec<String> = atlas
        .sources
        .iter()
        .filter(|source| is_part(&source.path))
        .map(|source| format!("{}: {}", source.title, source.vintage))
        .collect();
    let title = match collection {
        Collection::Neighbourhoods => draft.title.clone(),
        other => format!("{} of {}", other.title(), atlas.title),
    };
    let link =
        |tail: &str, rel, media, title: &str| Link::new(base, &format!("{path}{tail}"), rel, media, title);
    let schema_rel = |name: &'static str| match name {
        "schema" => "http://www.opengis.net/def/rel/ogc/1.0/schema",
        "queryables" => "http://www.opengis.net/def/rel/ogc/1.0/queryables",
        _ => "http://www.opengis.net/def/rel/ogc/1.0/sortables",
    };
    CollectionDocument {
        id: collection.id(),
        title,
        description: format!(
            "{} Status: {}. {} Boundaries of {}. Figures: {}.",
            collection.description(),
            draft.status,
            draft.caveat,
            draft.date.as_deref().unwrap_or("no stated date"),
            vintages.join("; ")
        ),
        attribution: atlas.attribution.clone(),
        extent: extent(app.with_rows(collection, draft, None, |rows| rows.extent())),
        item_type: "feature",
        crs: Crs::ALL.map(Crs::uri),
        storage_crs: Crs::Epsg27700.uri(),
        links: [
            link("", "self", Media::Json, "This document"),
            link("?f=html", "alternate", Media::Html, "This document as HTML"),
            link("/items", "items", Media::GeoJson, "The features as GeoJSON"),
            link("/items?f=html", "items", Media::Html, "The features as HTML"),
            link("/schema", schema_rel("schema"), Media::Schema, "Schema of the features"),
            link("/queryables", schema_rel("queryables"), Media::Schema, "What filters may name"),
            link("/sortables", schema_rel("sortables"), Media::Schema, "What features may be sorted by"),
        ]
        .into_iter()
        .chain(link_to_tilesets(base, collection))
        .collect(),
    }
}

fn extent(bbox: Option<[f64; 4]>) -> Value {
    let boxes: Vec<[f64; 4]> = bbox.into_iter().collect();
    json!({ "spatial": { "bbox": boxes, "crs": Crs::Crs84.uri() } })
}
