//! `/xyz/{layer}`: what a layer holds and where its tiles are, as `TileJSON` 3.0.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::HeaderMap;
use tilejson::{Bounds, Center, TileJSON, VectorLayer, tilejson};

use super::params::{TilesParams, moved_by_one};
use crate::domain::draft::Draft;
use crate::features::schema::PropertyKind;
use crate::features::zoom::EXACT;
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::params::Params;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::tiles::kind::LayerKind;

/// `GET /xyz/{layer}`
pub async fn description(
    app: App,
    headers: HeaderMap,
    Path(layer): Path<String>,
    Params(params): Params<TilesParams>,
) -> Result<Answer, Problem> {
    let kind: LayerKind = layer.parse().map_err(|error| Problem::not_found(format!("{error}")))?;
    moved_by_one(kind, params.scenario.as_ref())?;
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let tiles = params.links(app.base_url(&headers)?).url(&format!("/xyz/{kind}/{{z}}/{{x}}/{{y}}"));
    let (asked, by) = (app.clone(), draft.clone());
    let described = off_worker(move || Ok(describe(&asked, &by, kind, tiles))).await?;
    Answer::json(app.atlas(), &draft, &described)
}

fn describe(app: &App, draft: &Draft, kind: LayerKind, tiles: String) -> TileJSON {
    let word = |kind| match kind {
        PropertyKind::Text => "String",
        PropertyKind::Integer | PropertyKind::Number => "Number",
        PropertyKind::Boolean => "Boolean",
    };
    let properties = kind.properties();
    let fields: BTreeMap<String, String> = properties
        .iter()
        .map(|property| {
            (property.name.to_owned(), format!("{}. {}", word(property.kind), property.description))
        })
        .collect();
    let layer = VectorLayer {
        description: Some(kind.description().to_owned()),
        minzoom: Some(0),
        maxzoom: Some(EXACT),
        ..VectorLayer::new(kind.name().to_owned(), fields)
    };
    let mut described = tilejson! { tiles: vec![tiles] };
    // What a map shows in its corner says first that this is a draft.
    described.attribution = Some(format!("{}: {}. {}", draft.title, draft.status, app.atlas().attribution));
    described.name = Some(format!("{}: {}", draft.title, kind.name()));
    described.description =
        Some(format!("{} Status: {}. {}", kind.description(), draft.status, draft.caveat));
    described.version = Some("1.0.0".to_owned());
    described.scheme = Some("xyz".to_owned());
    described.minzoom = Some(0);
    described.maxzoom = Some(EXACT);
    described.vector_layers = Some(vec![layer]);
    let extent = app.with_rows(kind.collection(), draft, None, |rows| rows.extent());
    if let Some([west, south, east, north]) = extent {
        described.bounds = Some(Bounds::new(west, south, east, north));
        described.center = Some(Center::new(f64::midpoint(west, east), f64::midpoint(south, north), 9));
    }
    described
}
