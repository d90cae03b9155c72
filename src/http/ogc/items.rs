//! `/collections/{collection}/items`: features, by box, value and filter, in order and by page.

use std::sync::Arc;

use axum::extract::{OriginalUri, Path, RawQuery};
use axum::http::HeaderMap;
use axum::http::header::HeaderName;
use axum::response::{IntoResponse, Response};
use rayon::prelude::*;

use super::document::{to_json, wants_page};
use super::items_query::ItemsQuery;
use super::tables;
use crate::domain::draft::Draft;
use crate::export::boundaries::known_by;
use crate::features::collection::Collection;
use crate::features::crs::Crs;
use crate::features::query::PageOfRows;
use crate::features::rows::Rows;
use crate::features::write::Writer;
use crate::http::answer::Answer;
use crate::http::cache::Rendered;
use crate::http::link::{Link, LinkBase, headers as link_headers};
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;

/// Features that one core writes at a time.
const AT_A_TIME: usize = 128;

/// A page that was asked for, and where from.
struct AskedItems {
    app: App,
    draft: Arc<Draft>,
    collection: Collection,
    query: ItemsQuery,
    base: LinkBase,
}

/// `GET /collections/{collection}/items`
pub async fn items(
    app: App,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Path(collection): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let collection: Collection = collection.parse()?;
    let query = ItemsQuery::read(collection, query.as_deref().unwrap_or_default())?;
    let wanted = &query.wanted;
    let draft = app.boundaries(wanted.draft.as_deref(), wanted.scenario.as_deref()).await?;
    let as_page = wants_page(wanted.page(), Media::GeoJson, &headers)?;
    let (crs, base) = (wanted.writing.crs, wanted.links(app.base_url(&headers)?));
    let media = if as_page { Media::Html } else { Media::GeoJson };
    let question = format!("{} {} {}{uri}", media.word(), draft.id, base.address);
    let asked = AskedItems { app: app.clone(), draft: Arc::clone(&draft), collection, query, base };
    let render = move || if as_page { asked.page() } else { asked.geojson() };
    let rendered = app.rendered().answer(question, &headers, render).await?;
    Ok(in_crs(Answer::of_rendered(media, app.atlas(), &draft, rendered), crs))
}

/// Features, with commas between them.
fn written(writer: &Writer<'_>, rows: &[usize]) -> Vec<u8> {
    let mut out = Vec::with_capacity(rows.len() * 512);
    for (number, row) in rows.iter().enumerate() {
        if number > 0 {
            out.push(b',');
        }
        writer.open(&mut out, *row);
        out.push(b'}');
    }
    out
}

/// With the reference system its positions are in (OGC 18-058r1, /req/crs/ogc-crs-header).
#[must_use]
pub fn in_crs(answer: Answer, crs: Crs) -> Response {
    let mut response = answer.into_response();
    if let Ok(value) = format!("<{}>", crs.uri()).parse() {
        response.headers_mut().insert(HeaderName::from_static("content-crs"), value);
    }
    response
}

impl AskedItems {
    fn geojson(&self) -> Result<Rendered, Problem> {
        self.with_page(|rows, page| {
            let links = self.links(page.matched, Media::GeoJson);
            let writer = Writer::new(rows, &self.query.wanted.writing);
            let parts: Vec<Vec<u8>> =
                page.rows.par_chunks(AT_A_TIME).map(|rows| written(&writer, rows)).collect();
            let mut out = Vec::with_capacity(parts.iter().map(|part| part.len() + 1).sum::<usize>() + 4096);
            out.extend_from_slice(b"{\"type\":\"FeatureCollection\",\"features\":[");
            for (number, part) in parts.iter().enumerate() {
                if number > 0 {
                    out.push(b',');
                }
                out.extend_from_slice(part);
            }
            let (draft, atlas) = (&self.draft, self.app.atlas());
            let mut said = serde_json::json!({
                "numberMatched": page.matched,
                "numberReturned": page.rows.len(),
                "draft": draft.base_id(),
                "scenario": draft.scenario.as_ref().map(|_| &draft.id),
                "status": draft.status,
                "caveat": draft.caveat,
                "attribution": atlas.attribution,
                "links": links,
            });
            let plan = draft.plan.as_ref().filter(|_| self.collection.is_of_plans());
            if let (Some(plan), Some(said)) = (plan, said.as_object_mut()) {
                said.extend(known_by(Some(&plan.content_digest), &plan.practices));
            }
            if let Some(crs) = self.query.wanted.writing.crs.declared() {
                said["crs"] = crs;
            }
            out.extend_from_slice(b"],");
            // Its members follow those of the collection: without its opening brace.
            out.extend_from_slice(&to_json(&said)?[1..]);
            Ok(Rendered::new(out, link_headers(&links)))
        })
    }

    fn page(&self) -> Result<Rendered, Problem> {
        self.with_page(|rows, page| {
            let links = self.links(page.matched, Media::Html);
            let shown =
                tables::Shown { rows, collection: self.collection, draft: &self.draft, base: &self.base };
            let html = shown.items(&self.app, page, &self.query, &links);
            Ok(Rendered::new(html, link_headers(&links)))
        })
    }

    fn with_page<T>(
        &self,
        with: impl FnOnce(&dyn Rows, &PageOfRows) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.app.with_rows(self.collection, &self.draft, self.query.wanted.zoom, |rows| {
            let page = self.query.query.page(rows, &self.app.loaded().projector);
            with(rows, &page)
        })
    }

    /// This page, in its formats, the next and the previous, each with every parameter of the request.
    fn links(&self, matched: usize, media: Media) -> Vec<Link> {
        let path = format!("/collections/{}/items", self.collection);
        let link = |query: String, rel, media, title: &str| {
            let query = if query.is_empty() { query } else { format!("?{query}") };
            Link::new(&self.base.address, &format!("{path}{query}"), rel, media, title)
        };
        let (offset, limit) = (self.query.query.offset, self.query.query.limit);
        let mut links = vec![link(self.query.at(offset, limit), "self", media, "This page")];
        if media == Media::Html {
            links.push(link(
                self.query.in_format("json"),
                "alternate",
                Media::GeoJson,
                "This page as GeoJSON",
            ));
        } else {
            links.push(link(self.query.in_format("html"), "alternate", Media::Html, "This page as HTML"));
        }
        if offset.saturating_add(limit) < matched {
            links.push(link(self.query.at(offset + limit, limit), "next", media, "The next page"));
        }
        if offset > 0 {
            let query = self.query.at(offset.saturating_sub(limit), limit.min(offset));
            links.push(link(query, "prev", media, "The previous page"));
        }
        let collection = format!("/collections/{}", self.collection);
        links.push(self.base.link(&collection, "collection", Media::Json, "The collection"));
        links
    }
}
