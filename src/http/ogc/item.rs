//! `/collections/{collection}/items/{id}`: one feature.

use std::sync::Arc;

use axum::extract::{Path, RawQuery};
use axum::http::HeaderMap;
use axum::response::Response;

use super::document::{to_json, wants_page};
use super::items::in_crs;
use super::items_query::Wanted;
use super::tables;
use crate::domain::draft::Draft;
use crate::echo;
use crate::features::collection::Collection;
use crate::features::rows::Rows;
use crate::features::write::Writer;
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::link::{Link, LinkBase, headers as link_headers};
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;

/// A feature that was asked for.
struct AskedItem {
    app: App,
    draft: Arc<Draft>,
    collection: Collection,
    id: String,
    wanted: Wanted,
    base: LinkBase,
    query: String,
}

/// `GET /collections/{collection}/items/{id}`
pub async fn item(
    app: App,
    headers: HeaderMap,
    Path((collection, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let collection: Collection = collection.parse()?;
    let query = query.unwrap_or_default();
    let wanted = Wanted::read(collection, &query)?;
    let draft = app.boundaries(wanted.draft.as_deref(), wanted.scenario.as_deref()).await?;
    let as_page = wants_page(wanted.page(), Media::GeoJson, &headers)?;
    let (crs, base) = (wanted.writing.crs, wanted.links(app.base_url(&headers)?));
    let asked = AskedItem { app, draft, collection, id, wanted, base, query };
    let answer = off_worker(move || asked.answer(as_page)).await?;
    Ok(in_crs(answer, crs))
}

impl AskedItem {
    fn answer(&self, as_page: bool) -> Result<Answer, Problem> {
        self.app.with_rows(self.collection, &self.draft, self.wanted.zoom, |rows| {
            let row = rows.find(&self.id).ok_or_else(|| {
                let (id, of) = (echo::cut(&self.id), self.collection);
                Problem::not_found(format!("{id:?} is not among the {of} of {}", self.draft.id))
            })?;
            let (media, body, links) = if as_page {
                let links = self.links(Media::Html);
                let shown =
                    tables::Shown { rows, collection: self.collection, draft: &self.draft, base: &self.base };
                (Media::Html, shown.item(&self.app, row, &links).into_bytes(), links)
            } else {
                let links = self.links(Media::GeoJson);
                (Media::GeoJson, self.geojson(rows, row, &links)?, links)
            };
            let answer = Answer::bytes(media, self.app.atlas(), &self.draft, body);
            Ok(answer.with_links(link_headers(&links)))
        })
    }

    fn geojson(&self, rows: &dyn Rows, row: usize, links: &[Link]) -> Result<Vec<u8>, Problem> {
        let mut out = Vec::new();
        Writer::new(rows, &self.wanted.writing).open(&mut out, row);
        out.extend_from_slice(b",\"links\":");
        out.extend_from_slice(&to_json(&links)?);
        out.push(b'}');
        Ok(out)
    }

    fn links(&self, media: Media) -> Vec<Link> {
        let path = format!("/collections/{}", self.collection);
        let own = |format: Option<&str>| {
            let kept = form_urlencoded::parse(self.query.as_bytes()).filter(|(name, _)| name != "f");
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(kept).extend_pairs(format.map(|format| ("f", format)));
            let query = query.finish();
            let id: String = form_urlencoded::byte_serialize(self.id.as_bytes()).collect();
            if query.is_empty() { format!("{path}/items/{id}") } else { format!("{path}/items/{id}?{query}") }
        };
        let other = match media {
            Media::Html => {
                Link::new(&self.base.address, &own(Some("json")), "alternate", Media::GeoJson, "As GeoJSON")
            }
            _ => Link::new(&self.base.address, &own(Some("html")), "alternate", Media::Html, "As HTML"),
        };
        vec![
            Link::new(&self.base.address, &own(None), "self", media, "This feature"),
            other,
            self.base.link(&path, "collection", Media::Json, "Its collection"),
        ]
    }
}
