//! `/conformance`: the requirements classes that are implemented and tested.

use axum::http::HeaderMap;
use maud::html;
use serde::Serialize;

use super::document::{DocumentParams, as_json, as_page};
use super::page::{Crumb, Page};
use crate::http::answer::Answer;
use crate::http::extract::params::Params;
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;

/// Features Part 1 (OGC 17-069r4), Part 2 (18-058r1), Part 3 (19-079r2), Part 5 (23-058r1), CQL2 (21-065r2), and Tiles
/// Part 1 (20-057). Of each class every requirement has a test named after it (tests/it/conformance).
const CLASSES: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/sortables",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
];

#[derive(Serialize)]
struct Conformance {
    #[serde(rename = "conformsTo")]
    conforms_to: &'static [&'static str],
}

/// `GET /conformance`
pub async fn conformance(
    app: App,
    headers: HeaderMap,
    Params(params): Params<DocumentParams>,
) -> Result<Answer, Problem> {
    let as_html = params.wants_page(Media::Json, &headers)?;
    let draft = params.boundaries(&app).await?;
    if as_html {
        let base = params.links(app.base_url(&headers)?);
        let page = Page::new(&app, &base, &draft, "Conformance", &[Crumb::home(&base)], &[]);
        let body = html! {
            p { "The requirements classes of OGC standards that are implemented, each requirement tested." }
            ul { @for class in CLASSES { li { code { (class) } } } }
        };
        return Ok(as_page(&app, &draft, page.around(&body), &[]));
    }
    as_json(&app, &draft, Media::Json, &Conformance { conforms_to: CLASSES }, &[])
}
