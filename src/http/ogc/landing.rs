//! `/`: where a client finds everything else.

use axum::http::HeaderMap;
use serde::Serialize;

use super::document::{DocumentParams, as_json, as_page};
use super::front_door::front_door;
use crate::http::answer::Answer;
use crate::http::extract::params::Params;
use crate::http::link::Link;
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;

#[derive(Serialize)]
struct Landing<'a> {
    title: &'a str,
    description: &'a str,
    attribution: &'a str,
    links: &'a [Link],
}

/// `GET /`
pub async fn landing(
    app: App,
    headers: HeaderMap,
    Params(params): Params<DocumentParams>,
) -> Result<Answer, Problem> {
    let as_html = params.wants_page(Media::Json, &headers)?;
    let base = app.base_url(&headers)?;
    let (atlas, draft) = (app.atlas(), app.draft(None)?);
    let (own, other) = if as_html {
        (Media::Html, Link::new(&base, "/?f=json", "alternate", Media::Json, "This document as JSON"))
    } else {
        (Media::Json, Link::new(&base, "/?f=html", "alternate", Media::Html, "This document as HTML"))
    };
    let links = [
        Link::new(&base, "/", "self", own, "This document"),
        other,
        Link::new(&base, "/api", "service-desc", Media::OpenApiJson, "The interface, as OpenAPI 3.0"),
        Link::new(&base, "/api?f=html", "service-doc", Media::Html, "The interface, to read"),
        Link::new(&base, "/conformance", "conformance", Media::Json, "Conformance classes"),
        Link::new(&base, "/collections", "data", Media::Json, "Collections of features"),
        Link::new(
            &base,
            "/tileMatrixSets",
            "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes",
            Media::Json,
            "Tile matrix sets",
        ),
    ];
    let title = format!("Footprint: {}", atlas.title);
    let description = format!("{}. Status: {}. {}", draft.title, draft.status, draft.caveat);
    if as_html {
        return Ok(as_page(&app, draft, front_door(&app, &base, draft, &links), &links));
    }
    let landing =
        Landing { title: &title, description: &description, attribution: &atlas.attribution, links: &links };
    as_json(&app, draft, Media::Json, &landing, &links)
}
