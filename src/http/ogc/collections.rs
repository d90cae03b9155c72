//! `/collections`: what features there are.

use axum::extract::Path;
use axum::http::HeaderMap;
use serde::Serialize;

use super::collection_document::CollectionDocument;
use super::document::{DocumentParams, as_json, as_page};
use super::page::{Crumb, Page};
use super::tables;
use crate::features::collection::Collection;
use crate::features::crs::Crs;
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::params::Params;
use crate::http::link::Link;
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the standard calls it so")]
struct Collections {
    links: Vec<Link>,
    crs: [&'static str; 4],
    collections: Vec<CollectionDocument>,
}

/// `GET /collections`
pub async fn collections(
    app: App,
    headers: HeaderMap,
    Params(params): Params<DocumentParams>,
) -> Result<Answer, Problem> {
    let as_html = params.wants_page(Media::Json, &headers)?;
    let draft = params.boundaries(&app).await?;
    let base = params.links(app.base_url(&headers)?);
    let (asked, from, by) = (app.clone(), base.clone(), draft.clone());
    let collections = off_worker(move || {
        Ok(Collection::ALL
            .map(|collection| CollectionDocument::of(&asked, &by, collection, &from))
            .into_iter()
            .collect())
    });
    let collections: Vec<CollectionDocument> = collections.await?;
    let links = vec![
        base.link("/collections", "self", if as_html { Media::Html } else { Media::Json }, "This document"),
        if as_html {
            base.link("/collections?f=json", "alternate", Media::Json, "This document as JSON")
        } else {
            base.link("/collections?f=html", "alternate", Media::Html, "This document as HTML")
        },
    ];
    if as_html {
        let page = Page::new(&app, &base, &draft, "Collections", &[Crumb::home(&base)], &links);
        return Ok(as_page(&app, &draft, page.around(&tables::collections(&collections, &base)), &links));
    }
    let document = Collections { links: links.clone(), crs: Crs::ALL.map(Crs::uri), collections };
    as_json(&app, &draft, Media::Json, &document, &links)
}

/// `GET /collections/{collection}`
pub async fn collection(
    app: App,
    headers: HeaderMap,
    Path(id): Path<String>,
    Params(params): Params<DocumentParams>,
) -> Result<Answer, Problem> {
    let collection: Collection = id.parse()?;
    let as_html = params.wants_page(Media::Json, &headers)?;
    let draft = params.boundaries(&app).await?;
    let base = params.links(app.base_url(&headers)?);
    let (asked, from, by) = (app.clone(), base.clone(), draft.clone());
    let document = off_worker(move || Ok(CollectionDocument::of(&asked, &by, collection, &from))).await?;
    if as_html {
        let crumbs = [Crumb::home(&base), Crumb::collections(&base)];
        let page = Page::new(&app, &base, &draft, &document.title, &crumbs, &document.links);
        let body = tables::collection(&document, &collection.properties(), &base);
        return Ok(as_page(&app, &draft, page.around(&body), &document.links));
    }
    as_json(&app, &draft, Media::Json, &document, &document.links)
}
