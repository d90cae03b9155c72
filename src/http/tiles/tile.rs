//! One tile: `/xyz/{layer}/{z}/{x}/{y}`, and `/collections/{collection}/tiles/{set}/{matrix}/{row}/{column}`, OGC's order.

use axum::extract::Path;
use axum::http::HeaderMap;
use serde::Deserialize;

use super::ogc::{layer_of, only_set};
use super::params::moved_by_one;
use crate::http::answer::Answer;
use crate::http::cache::Rendered;
use crate::http::extract::params::Params;
use crate::http::link::LinkHeaders;
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::tiles::coordinate::TileCoord;
use crate::tiles::kind::LayerKind;

/// Parameters of a tile.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TileParams {
    draft: Option<String>,
    scenario: Option<String>,
    #[expect(dead_code, reason = "there is one format: what else is asked for is refused")]
    f: Option<TileFormat>,
}

/// Formats of tiles.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TileFormat {
    Mvt,
}

/// `GET /xyz/{layer}/{z}/{x}/{y}`
pub async fn by_zoom(
    app: App,
    headers: HeaderMap,
    Path((layer, z, x, y)): Path<(String, String, String, String)>,
    Params(params): Params<TileParams>,
) -> Result<Answer, Problem> {
    let kind = layer.parse().map_err(|error| Problem::not_found(format!("{error}")))?;
    answer(&app, &headers, kind, [&z, &x, &y], params).await
}

/// `GET /collections/{collection}/tiles/{set}/{matrix}/{row}/{column}`
pub async fn by_matrix(
    app: App,
    headers: HeaderMap,
    Path((collection, set, matrix, row, column)): Path<(String, String, String, String, String)>,
    Params(params): Params<TileParams>,
) -> Result<Answer, Problem> {
    let kind = layer_of(&collection)?;
    only_set(&set)?;
    answer(&app, &headers, kind, [&matrix, &column, &row], params).await
}

async fn answer(
    app: &App,
    headers: &HeaderMap,
    kind: LayerKind,
    [zoom, column, row]: [&String; 3],
    params: TileParams,
) -> Result<Answer, Problem> {
    let tile = TileCoord::new(zoom, column, row).map_err(|error| Problem::not_found(error.to_string()))?;
    moved_by_one(kind, params.scenario.as_ref())?;
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let question = ["tile ", kind.name(), " ", &draft.id, " ", zoom, "/", column, "/", row].concat();
    let (asked, by) = (app.clone(), draft.clone());
    let render = move || {
        let bytes = asked.layer(kind, &by, tile.zoom()).tile(tile).map_err(|error| {
            tracing::error!(%error, "a tile could not be written");
            Problem::internal()
        })?;
        Ok(Rendered::new(bytes, LinkHeaders::default()))
    };
    let rendered = app.rendered().answer(question, headers, render).await?;
    let is_empty = rendered.bytes.is_empty();
    let answer =
        Answer::of_rendered(Media::VectorTile, app.atlas(), &draft, rendered).accepted_by(headers)?;
    Ok(if is_empty { answer.without_content() } else { answer })
}
