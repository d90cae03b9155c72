//! A collection as it is described, in its own document and in the list.

use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::draft::Draft;
use crate::features::collection::Collection;
use crate::features::crs::Crs;
use crate::http::link::{Link, LinkBase};
use crate::http::media::Media;
use crate::http::state::app::App;
use crate::tiles::kind::LayerKind;

const TILESETS: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

/// A collection as it is described.
#[derive(Serialize)]
pub(super) struct CollectionDocument {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) description: String,
    attribution: String,
    extent: Value,
    #[serde(rename = "itemType")]
    item_type: &'static str,
    crs: [&'static str; 4],
    #[serde(rename = "storageCrs")]
    storage_crs: &'static str,
    pub(super) links: Vec<Link>,
}

impl CollectionDocument {
    /// Describes a collection by a draft.
    pub(super) fn of(app: &App, draft: &Draft, collection: Collection, base: &LinkBase) -> Self {
        let atlas = app.atlas();
        let path = format!("/collections/{collection}");
        let is_part = |path: &str| collection.parts().iter().any(|part| path.starts_with(part));
        let vintages: Vec<String> = atlas
            .sources
            .iter()
            .filter(|source| is_part(&source.path))
            .map(|source| format!("{}: {}", source.title, source.vintage))
            .collect();
        let title = match collection {
            Collection::Neighbourhoods => draft.title.clone(),
            other => format!("{} of {}", other.title(), atlas.title),
        };
        let link =
            |tail: &str, rel, media, title: &str| base.link(&format!("{path}{tail}"), rel, media, title);
        let schema_rel = |name: &'static str| match name {
            "schema" => "http://www.opengis.net/def/rel/ogc/1.0/schema",
            "queryables" => "http://www.opengis.net/def/rel/ogc/1.0/queryables",
            _ => "http://www.opengis.net/def/rel/ogc/1.0/sortables",
        };
        Self {
            id: collection.id(),
            title,
            description: format!(
                "{} Status: {}. {} Boundaries of {}. Figures: {}.",
                collection.description(),
                draft.status,
                draft.caveat,
                draft.date.as_deref().unwrap_or("no stated date"),
                vintages.join("; ")
            ),
            attribution: atlas.attribution.clone(),
            extent: extent(app.with_rows(collection, draft, None, |rows| rows.extent())),
            item_type: "feature",
            crs: Crs::ALL.map(Crs::uri),
            storage_crs: Crs::Epsg27700.uri(),
            links: [
                link("", "self", Media::Json, "This document"),
                link("?f=html", "alternate", Media::Html, "This document as HTML"),
                link("/items", "items", Media::GeoJson, "The features as GeoJSON"),
                link("/items?f=html", "items", Media::Html, "The features as HTML"),
                link("/schema", schema_rel("schema"), Media::Schema, "Schema of the features"),
                link("/queryables", schema_rel("queryables"), Media::Schema, "What filters may name"),
                link("/sortables", schema_rel("sortables"), Media::Schema, "What features may be sorted by"),
            ]
            .into_iter()
            .chain(link_to_tilesets(base, collection))
            .collect(),
        }
    }
}

fn extent(bbox: Option<[f64; 4]>) -> Value {
    let boxes: Vec<[f64; 4]> = bbox.into_iter().collect();
    json!({ "spatial": { "bbox": boxes, "crs": Crs::Crs84.uri() } })
}

/// The link from a collection to its tilesets; none where it has none.
fn link_to_tilesets(base: &LinkBase, collection: Collection) -> Option<Link> {
    LayerKind::of(collection)?;
    Some(base.link(&format!("/collections/{collection}/tiles"), TILESETS, Media::Json, "Vector tiles"))
}
