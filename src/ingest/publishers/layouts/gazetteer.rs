//! Populated places: OS Open Names (a row a feature, 34 columns without a header), or a table made of GeoNames.

use crate::domain::geometry::crs::{Bng, Crs84};
use crate::ingest::publishers::published::Published;
use crate::ingest::tables::NamedPlaceRow;
use crate::projection::Projector;
use crate::reading::findings::{Findings, wanted};
use crate::reading::table::{Row, Unread, read_headless, read_rows};

/// The columns of OS Open Names that we read, and those between them.
const OPEN_NAMES: &str = "id,names_uri,name1,name1_lang,name2,name2_lang,type,local_type,geometry_x,geometry_y,c11,c12,c13,c14,\
    c15,c16,c17,c18,c19,c20,c21,c22,c23,c24,c25,c26,c27,c28,c29,c30,c31,c32,c33,c34";
/// Its other types are roads, postcodes, hills and waters.
const POPULATED: &str = "populatedPlace";

pub fn read_open_names(
    file: &str,
    bytes: &[u8],
    findings: &mut Findings,
    published: &mut Published,
) -> Option<String> {
    let rows = read_headless(OPEN_NAMES, file, bytes, findings, |row| {
        if row.text("type") == POPULATED { open_name(row).map(Some) } else { Ok(None) }
    });
    published.gazetteer.extend(wanted(rows));
    None
}

fn open_name(row: &mut Row<'_>) -> Result<NamedPlaceRow, Unread> {
    let point = Bng::from_easting_northing(row.coordinate("geometry_x")?, row.coordinate("geometry_y")?);
    let (name, other) = (row.name("name1")?, row.text("name2").to_owned());
    Ok(NamedPlaceRow {
        code: row.name("id")?.to_lowercase(),
        other_name: Some(other).filter(|name| !name.is_empty()),
        name,
        kind: Some(row.name("local_type")?),
        point: point.map_err(|error| row.unread(error.axis, error.to_string()))?.to_grid(),
        population: None,
    })
}

pub fn read_geonames(
    file: &str,
    bytes: &[u8],
    projector: &Projector,
    findings: &mut Findings,
    published: &mut Published,
) -> Option<String> {
    let columns = ["geonames_id", "name", "latitude", "longitude"];
    let rows = read_rows(file, bytes, &columns, findings, |row| {
        let point = Crs84::from_lon_lat(row.coordinate("longitude")?, row.coordinate("latitude")?);
        let point = point.map_err(Into::into).and_then(|point| projector.to_bng(point));
        let point = point.map_err(|error| row.unread("longitude", error.to_string()))?;
        // They are known to a metre or so, and a town has no exact middle.
        let point = Bng::from_easting_northing(point.easting_m().round(), point.northing_m().round());
        let id: u64 = row.parse("geonames_id")?;
        Ok(NamedPlaceRow {
            code: format!("geonames{id}"),
            name: row.name("name")?,
            other_name: None,
            kind: None,
            point: point.map_err(|error| row.unread("longitude", error.to_string()))?.to_grid(),
            population: row.whole("population")?,
        })
    });
    published.gazetteer.extend(rows);
    None
}
