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
    let draft = params.boundaries(&app).await?;
    let (atlas, base) = (app.atlas(), params.links(app.base_url(&headers)?));
    let (own, other) = if as_html {
        (Media::Html, base.link("/?f=json", "alternate", Media::Json, "This document as JSON"))
    } else {
        (Media::Json, base.link("/?f=html", "alternate", Media::Html, "This document as HTML"))
    };
    let links = [
        base.link("/", "self", own, "This document"),
        other,
        Link::new(&base.address, "/api", "service-desc", Media::OpenApiJson, "The interface, as OpenAPI 3.0"),
        Link::new(&base.address, "/api?f=html", "service-doc", Media::Html, "The interface, to read"),
        base.link("/conformance", "conformance", Media::Json, "Conformance classes"),
        base.link("/collections", "data", Media::Json, "Collections of features"),
        Link::new(
            &base.address,
            "/tileMatrixSets",
            "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes",
            Media::Json,
            "Tile matrix sets",
        ),
    ];
    let title = format!("Footprint: {}", atlas.title);
    let description = format!("{}. Status: {}. {}", draft.title, draft.status, draft.caveat);
    if as_html {
        return Ok(as_page(&app, &draft, front_door(&app, &base.address, &draft, &links), &links));
    }
    let landing =
        Landing { title: &title, description: &description, attribution: &atlas.attribution, links: &links };
    as_json(&app, &draft, Media::Json, &landing, &links)
}
