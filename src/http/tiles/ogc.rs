//! OGC API - Tiles (20-057): tile matrix sets, and the tilesets of each collection.

use axum::extract::Path;
use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::params::{DocumentOnly, TilesParams};
use crate::echo;
use crate::features::collection::Collection;
use crate::features::crs::Crs;
use crate::features::rows::Rows;
use crate::features::zoom::CIRCUMFERENCE_M;
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::params::Params;
use crate::http::link::{Link, headers as link_headers};
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::tiles::coordinate::TileCoord;
use crate::tiles::kind::LayerKind;

/// The one tile matrix set.
pub const SET: &str = "WebMercatorQuad";
const SET_TITLE: &str = "Google Maps Compatible for the World";
const SET_URI: &str = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
const TILING_SCHEME: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";
/// Pixels across a tile, and metres across a pixel, of the set's scale denominators (17-083r4, 6.2).
const PIXELS: f64 = 256.0;
const PIXEL_M: f64 = 0.000_28;

/// `GET /tileMatrixSets`
pub async fn tile_matrix_sets(
    app: App,
    headers: HeaderMap,
    Params(_): Params<DocumentOnly>,
) -> Result<Answer, Problem> {
    let base = app.base_url(&headers)?;
    let set = Link::new(&base, &format!("/tileMatrixSets/{SET}"), "self", Media::Json, SET_TITLE);
    let links = [Link::new(&base, "/tileMatrixSets", "self", Media::Json, "This document")];
    let sets = json!({
        "links": links,
        "tileMatrixSets": [{
            "id": SET, "title": SET_TITLE, "uri": SET_URI, "crs": Crs::Epsg3857.uri(), "links": [set],
        }],
    });
    Ok(Answer::of_data(app.atlas(), &sets)?.with_links(link_headers(&links)))
}

/// `GET /tileMatrixSets/{set}`
pub async fn tile_matrix_set(
    app: App,
    Path(set): Path<String>,
    Params(_): Params<DocumentOnly>,
) -> Result<Answer, Problem> {
    only_set(&set)?;
    let matrices: Vec<Value> = (0..=TileCoord::MOST_ZOOM).map(matrix).collect();
    let set = json!({
        "id": SET,
        "title": SET_TITLE,
        "uri": SET_URI,
        "crs": Crs::Epsg3857.uri(),
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": matrices,
    });
    Answer::of_data(app.atlas(), &set)
}

fn matrix(zoom: u8) -> Value {
    let across = TileCoord::across(zoom);
    let cell_m = CIRCUMFERENCE_M / PIXELS / f64::from(across);
    json!({
        "id": zoom.to_string(),
        "scaleDenominator": cell_m / PIXEL_M,
        "cellSize": cell_m,
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": [-CIRCUMFERENCE_M / 2.0, CIRCUMFERENCE_M / 2.0],
        "tileWidth": 256,
        "tileHeight": 256,
        "matrixWidth": across,
        "matrixHeight": across,
    })
}

/// `GET /collections/{collection}/tiles`
pub async fn tilesets(
    app: App,
    headers: HeaderMap,
    Path(collection): Path<String>,
    Params(params): Params<TilesParams>,
) -> Result<Answer, Problem> {
    let kind = layer_of(&collection)?;
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let base = params.links(app.base_url(&headers)?);
    let own = format!("/collections/{kind}/tiles");
    let links = [base.link(&own, "self", Media::Json, "This document")];
    let set = base.link(&format!("{own}/{SET}"), "self", Media::Json, SET_TITLE);
    let document = json!({
        "links": links,
        "tilesets": [{
            "title": kind.collection().title(),
            "dataType": "vector",
            "crs": Crs::Epsg3857.uri(),
            "tileMatrixSetURI": SET_URI,
            "links": [set, scheme(&base.address)],
        }],
    });
    Ok(Answer::json(app.atlas(), &draft, &document)?.with_links(link_headers(&links)))
}

/// `GET /collections/{collection}/tiles/{set}`
pub async fn tileset(
    app: App,
    headers: HeaderMap,
    Path((collection, set)): Path<(String, String)>,
    Params(params): Params<TilesParams>,
) -> Result<Answer, Problem> {
    let kind = layer_of(&collection)?;
    only_set(&set)?;
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let base = params.links(app.base_url(&headers)?);
    let (asked, by) = (app.clone(), draft.clone());
    let extent =
        off_worker(
            move || Ok(asked.with_rows(kind.collection(), &by, None, |rows: &dyn Rows| rows.extent())),
        );
    let extent = extent.await?;
    let path = format!("/collections/{kind}/tiles/{SET}");
    let links = [
        base.link(&path, "self", Media::Json, "This document"),
        scheme(&base.address),
        base.link(&format!("/xyz/{kind}"), "describedby", Media::Json, "The same tiles as TileJSON"),
        base.link(&format!("/collections/{kind}"), "collection", Media::Json, "The collection"),
    ];
    let mut listed: Vec<Value> = links.iter().map(|link| json!(link)).collect();
    listed.push(json!({
        "href": base.url(&format!("{path}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}")),
        "rel": "item",
        "type": Media::VectorTile.content_type(),
        "title": "Tiles",
        "templated": true,
    }));
    let document = json!({
        "title": format!("{}: {}", draft.title, kind.collection().title()),
        "description": format!("{} Status: {}. {}", kind.description(), draft.status, draft.caveat),
        "attribution": app.atlas().attribution,
        "dataType": "vector",
        "crs": Crs::Epsg3857.uri(),
        "tileMatrixSetURI": SET_URI,
        "boundingBox": extent.map(|[west, south, east, north]| json!({
            "lowerLeft": [west, south], "upperRight": [east, north], "crs": Crs::Crs84.uri(),
        })),
        "layers": [content(kind)],
        "links": listed,
    });
    Ok(Answer::json(app.atlas(), &draft, &document)?.with_links(link_headers(&links)))
}

/// What the tiles of a layer hold.
fn content(kind: LayerKind) -> Value {
    let properties: serde_json::Map<String, Value> = kind
        .properties()
        .iter()
        .map(|property| {
            let schema = json!({ "type": property.kind.as_str(), "description": property.description });
            (property.name.to_owned(), schema)
        })
        .collect();
    json!({
            "id": kind.name(),
            "title": kind.collection().title(),
            "description": kind.description(),
            "dataType": "vector",
            "geometryDimension": if kind.geometry() == "point" { 0 } else { 2 },
            "minTileMatrix": "0",
            "maxTileMatrix": TileCoord::MOST_ZOOM.to_string(),
            "propertiesSchema": { "type": "object", "properties": properties },
    })
}

fn scheme(base: &str) -> Link {
    Link::new(base, &format!("/tileMatrixSets/{SET}"), TILING_SCHEME, Media::Json, SET_TITLE)
}

/// The layer of a collection.
///
/// # Errors
/// A 404 problem for an unknown collection and for one that has no tiles.
pub fn layer_of(collection: &str) -> Result<LayerKind, Problem> {
    let collection: Collection = collection.parse()?;
    LayerKind::of(collection).ok_or_else(|| {
        Problem::not_found(format!(
            "{collection} has no tiles: ask /collections/{collection}/items with a bbox"
        ))
    })
}

/// Holds a path to the one set there is.
///
/// # Errors
/// A 404 problem that names it.
pub fn only_set(set: &str) -> Result<(), Problem> {
    let other =
        || Problem::not_found(format!("there is no tile matrix set {:?}: there is {SET}", echo::cut(set)));
    if set == SET { Ok(()) } else { Err(other()) }
}
