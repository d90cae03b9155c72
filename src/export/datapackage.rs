//! A descriptor of exported files: what they are, of when, from whom, and their columns (Frictionless Data Package, v2).

use serde_json::{Value, json};

use super::lookups::{ColumnType, Lookup, LookupColumn};
use crate::digest::sha256;
use crate::domain::atlas::Atlas;
use crate::domain::draft::Draft;

/// A file that was written.
pub struct Written {
    /// Its name.
    pub path: String,
    /// The lookup in it; `None` when it holds boundaries.
    pub lookup: Option<Lookup>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Describes files of one draft. The same files have the same descriptor.
#[must_use]
pub fn describe(atlas: &Atlas, draft: &Draft, files: &[Written]) -> Value {
    let resource = |file: &Written| {
        let mut resource = resource(&file.path, &file.path, file.lookup);
        resource["bytes"] = file.bytes.len().into();
        resource["hash"] = format!("sha256:{}", sha256(&file.bytes)).into();
        resource
    };
    package(atlas, draft, &files.iter().map(resource).collect::<Vec<_>>())
}

/// Describes what can be read at addresses: each with its name, as that of a file, and the lookup that it is.
#[must_use]
pub fn describe_addresses(
    atlas: &Atlas,
    draft: &Draft,
    addresses: &[(String, String, Option<Lookup>)],
) -> Value {
    let resources = addresses.iter().map(|(name, address, lookup)| resource(name, address, *lookup));
    package(atlas, draft, &resources.collect::<Vec<_>>())
}

fn package(atlas: &Atlas, draft: &Draft, resources: &[Value]) -> Value {
    let sources: Vec<Value> = atlas
        .sources
        .iter()
        .map(|source| json!({"title": source.title, "path": source.path, "version": source.vintage, "publisher": source.source}))
        .collect();
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": format!("footprint-{}", draft.id.to_lowercase().replace('@', "-")),
        "title": format!("{}: {}", atlas.title, draft.title),
        "description": format!("{}. {} {}", draft.status, draft.caveat, atlas.attribution),
        "version": atlas.digest,
        "licenses": [{
            "name": "OGL-UK-3.0",
            "title": "Open Government Licence v3.0",
            "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        }],
        "sources": sources,
        "resources": resources,
    })
}

fn resource(name: &str, path: &str, lookup: Option<Lookup>) -> Value {
    let extension = name.rsplit('.').next().unwrap_or_default();
    let mediatype = match extension {
        "csv" => "text/csv",
        "ndjson" => "application/x-ndjson",
        "geojson" => "application/geo+json",
        "fgb" => "application/vnd.flatgeobuf",
        "gpkg" => "application/geopackage+sqlite3",
        _ => "application/vnd.apache.parquet",
    };
    let mut resource = json!({
        "name": name.replace('.', "-"),
        "title": lookup.map_or("The neighbourhoods, as polygons in longitude and latitude", Lookup::title),
        "path": path,
        "format": extension,
        "mediatype": mediatype,
    });
    if let Some(lookup) = lookup {
        let columns = lookup.columns();
        resource["type"] = "table".into();
        resource["schema"] = json!({
            "fields": columns.iter().map(field).collect::<Vec<_>>(),
            "primaryKey": [columns[0].name],
            "missingValues": [""],
        });
    }
    if ["csv", "ndjson", "geojson"].contains(&extension) {
        resource["encoding"] = "utf-8".into();
    }
    resource
}

fn field(column: &LookupColumn) -> Value {
    let kind = match column.kind {
        ColumnType::Text => "string",
        ColumnType::Number => "number",
    };
    json!({"name": column.name, "type": kind, "description": described(column.name)})
}

/// What a column holds.
pub(super) fn described(name: &str) -> &'static str {
    match name {
        "outcome" => {
            "how it was found: matched, matched_near_boundary, on_boundary, terminated_matched, outside_area, .."
        }
        "neighbourhood_id" | "NBHD26CD" => "id of the neighbourhood",
        "neighbourhood_name" => "its name",
        "distance_to_boundary_m" => "metres to the nearest border with another neighbourhood",
        "runner_up_id" => "id of the neighbourhood across that border",
        "runner_up_name" => "name of the neighbourhood across that border",
        "area_code" | "LSOA21CD" => "GSS code of the area (LSOA 2021)",
        "area_name" | "LSOA21NM" => "name of the area",
        "district_code" => "GSS code of the local authority district",
        "easting" => "metres east on the National Grid (EPSG:27700)",
        "northing" => "metres north on the National Grid (EPSG:27700)",
        "lon" => "degrees east (WGS84)",
        "lat" => "degrees north (WGS84)",
        "shares" => "addresses by neighbourhood, where they were counted",
        "postcode" => "the postcode, with its space",
        "practice_code" => "ODS code of the practice",
        "practice_name" => "name of the practice",
        "status" | "NBHD_STATUS" => "how official the boundaries are",
        "practice_status" => "of a practice: active, dormant or closed",
        "base" => "id of the draft that the plan starts from",
        "plan_digest" => {
            "digest of the plan, by which it is known when it is imported; empty for a draft as it is"
        }
        "practices_placed" | "NBHD_PRACTICES_PLACED" => {
            "practices that are counted elsewhere by hand, such as K84060=N08, each in the row of its site"
        }
        "practices_closed" | "NBHD_PRACTICES_CLOSED" => {
            "practices that close, and who has their lists, such as K84060=K84012, each in the row of its site"
        }
        "annotations" | "NBHD_ANNOTATIONS" => {
            "how much the scenario keeps beside what the table has; empty for a draft as it is"
        }
        "NBHD26NM" => "name of the neighbourhood",
        "NBHD_VERSION" => "digest of the plan; of a draft as it is, its id",
        _ => "",
    }
}
