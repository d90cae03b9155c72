//! `/xyz/style`: a style for `MapLibre` that draws the tiles, so that a map needs an address and nothing else.

use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::params::TilesParams;
use crate::domain::draft::Draft;
use crate::fonts;
use crate::http::answer::Answer;
use crate::http::extract::params::Params;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::terms::colours::{FILLS, OTHER};
use crate::tiles::kind::LayerKind;

const GROUND: &str = "#f7f6f2";
/// What lies under the fills is seen through them.
const OPACITY: f64 = 0.55;
const INK: &str = "#212b32";

/// `GET /xyz/style`
pub async fn style(
    app: App,
    headers: HeaderMap,
    Params(params): Params<TilesParams>,
) -> Result<Answer, Problem> {
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let base = params.links(app.base_url(&headers)?);
    let source = |kind: LayerKind| {
        let source = json!({ "type": "vector", "url": base.url(&format!("/xyz/{kind}")) });
        (kind.name().to_owned(), source)
    };
    let is_drawn = |kind: &LayerKind| *kind != LayerKind::Moved || params.scenario.is_some();
    let sources: serde_json::Map<String, Value> =
        LayerKind::ALL.into_iter().filter(is_drawn).map(source).collect();
    let mut metadata = json!({ "status": draft.status, "caveat": draft.caveat, "draft": draft.base_id() });
    if let Some(basemap) = app.basemap() {
        metadata["basemap"] = json!(basemap.described(&base.address));
    }
    let style = json!({
        "version": 8,
        "name": draft.title,
        "metadata": metadata,
        "center": center(&app, &draft),
        "zoom": 9,
        "glyphs": format!("{}/xyz/fonts/{{fontstack}}/{{range}}.pbf", base.address),
        "sources": sources,
        "layers": layers(params.scenario.is_some()),
    });
    Answer::json(app.atlas(), &draft, &style)
}

/// The middle of the labels; the middle of the world for none.
fn center(app: &App, draft: &Draft) -> [f64; 2] {
    let extent = app.with_rows(LayerKind::Labels.collection(), draft, None, |rows| rows.extent());
    extent.map_or([0.0, 0.0], |[west, south, east, north]| {
        [f64::midpoint(west, east), f64::midpoint(south, north)]
    })
}

fn layers(with_moved: bool) -> Vec<Value> {
    let mut fills = vec![json!("match"), json!(["get", "colour"])];
    for (number, fill) in FILLS.iter().enumerate() {
        fills.extend([json!(number), json!(fill)]);
    }
    fills.push(json!(OTHER));
    let mut layers = vec![
        json!({ "id": "background", "type": "background", "paint": { "background-color": GROUND } }),
        with(
            of("fill", "neighbourhoods", "neighbourhoods"),
            json!({ "paint": { "fill-color": fills, "fill-opacity": OPACITY, "fill-antialias": false } }),
        ),
        with(
            of("circle", "settlement", "settlement"),
            json!({ "paint": {
                "circle-color": INK, "circle-opacity": 0.45,
                "circle-radius": ["interpolate", ["exponential", 1.6], ["zoom"], 7, 0.5, 10, 0.9, 14, 3],
            } }),
        ),
        with(
            of("line", "areas", "areas"),
            json!({ "minzoom": 10, "paint": { "line-color": INK, "line-opacity": 0.25, "line-width": 0.5 } }),
        ),
    ];
    if with_moved {
        layers.push(with(
            of("fill", "moved", "moved"),
            json!({ "paint": { "fill-color": INK, "fill-opacity": 0.35 } }),
        ));
    }
    layers.extend(lines_and_names());
    layers
}

fn lines_and_names() -> [Value; 5] {
    [
        with(
            of("line", "neighbourhood-casings", "neighbourhoods"),
            json!({ "paint": { "line-color": "#ffffff", "line-width": ["interpolate", ["linear"], ["zoom"], 7, 2.5, 12, 6] } }),
        ),
        with(
            of("line", "neighbourhood-borders", "neighbourhoods"),
            json!({ "paint": { "line-color": INK, "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.75, 12, 2.5] } }),
        ),
        with(
            of("line", "districts", "districts"),
            json!({ "layout": { "visibility": "none" }, "paint": { "line-color": INK, "line-dasharray": [4, 2] } }),
        ),
        with(
            of("circle", "practices", "practices"),
            json!({ "minzoom": 9, "paint": {
                "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 2, 13, 6],
                "circle-color": "#ffffff", "circle-stroke-color": INK, "circle-stroke-width": 1.5,
            } }),
        ),
        with(
            of("symbol", "labels", "labels"),
            json!({
                "layout": { "text-field": ["get", "name"], "text-font": [fonts::NAME], "text-size": 13, "text-max-width": 8 },
                "paint": { "text-color": INK, "text-halo-color": "#ffffff", "text-halo-width": 1.5 },
            }),
        ),
    ]
}

fn of(kind: &str, id: &str, source: &str) -> Value {
    json!({ "id": id, "type": kind, "source": source, "source-layer": source })
}

fn with(mut layer: Value, members: Value) -> Value {
    if let (Some(layer), Value::Object(members)) = (layer.as_object_mut(), members) {
        layer.extend(members);
    }
    layer
}
