//! `/collections/{collection}/schema`, `/queryables`, `/sortables`: the properties of the features, as JSON Schema.

use axum::extract::Path;
use axum::http::HeaderMap;
use serde_json::Value;

use super::document::{DocumentParams, as_json, as_page};
use super::page::{Crumb, Page};
use super::tables;
use crate::features::collection::Collection;
use crate::features::schema::json_schema;
use crate::http::answer::Answer;
use crate::http::extract::params::Params;
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;

/// What a schema is of.
#[derive(Clone, Copy)]
enum Of {
    Features,
    Queryables,
    Sortables,
}

/// `GET /collections/{collection}/schema`
pub async fn schema(
    app: App,
    headers: HeaderMap,
    Path(id): Path<String>,
    Params(params): Params<DocumentParams>,
) -> Result<Answer, Problem> {
    answer(&app, &headers, &id, &params, Of::Features).await
}

/// `GET /collections/{collection}/queryables`
pub async fn queryables(
    app: App,
    headers: HeaderMap,
    Path(id): Path<String>,
    Params(params): Params<DocumentParams>,
) -> Result<Answer, Problem> {
    answer(&app, &headers, &id, &params, Of::Queryables).await
}

/// `GET /collections/{collection}/sortables`
pub async fn sortables(
    app: App,
    headers: HeaderMap,
    Path(id): Path<String>,
    Params(params): Params<DocumentParams>,
) -> Result<Answer, Problem> {
    answer(&app, &headers, &id, &params, Of::Sortables).await
}

async fn answer(
    app: &App,
    headers: &HeaderMap,
    id: &str,
    params: &DocumentParams,
    of: Of,
) -> Result<Answer, Problem> {
    let collection: Collection = id.parse()?;
    let as_html = params.wants_page(Media::Schema, headers)?;
    let draft = &*params.boundaries(app).await?;
    let base = params.links(app.base_url(headers)?);
    let schema = of.schema(collection, &base.address);
    if as_html {
        let title = schema["title"].as_str().unwrap_or_default().to_owned();
        let crumbs = [Crumb::home(&base), Crumb::collections(&base), Crumb::collection(&base, collection)];
        let page = Page::new(app, &base, draft, &title, &crumbs, &[]);
        return Ok(as_page(app, draft, page.around(&tables::properties(&collection.properties())), &[]));
    }
    as_json(app, draft, Media::Schema, &schema, &[])
}

impl Of {
    fn schema(self, collection: Collection, base: &str) -> Value {
        let (word, what) = match self {
            Self::Features => ("schema", "features"),
            Self::Queryables => ("queryables", "queryables"),
            Self::Sortables => ("sortables", "sortables"),
        };
        let geometry = match self {
            Self::Features | Self::Queryables => Some(collection.geometry()),
            Self::Sortables => None,
        };
        let id = format!("{base}/collections/{collection}/{word}");
        json_schema(&id, &format!("{}: {what}", collection.title()), &collection.properties(), geometry)
    }
}
