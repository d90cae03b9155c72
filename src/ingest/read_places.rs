//! Postcodes: by easting and northing as Ordnance Survey publishes them, or by latitude and longitude.

use super::tables::PlaceRow;
use crate::domain::geometry::crs::{Bng, Crs84, GridPoint};
use crate::domain::ground::places::Standing;
use crate::projection::Projector;
use crate::reading::findings::At;
use crate::reading::findings::Findings;
use crate::reading::headings::{EASTING, LATITUDE, LONGITUDE, NORTHING};
use crate::reading::table::{Row, Unread, read_rows};

/// Reads a table of postcodes, all of one standing.
pub fn read_places(
    file: &str,
    bytes: &[u8],
    standing: Standing,
    projector: &Projector,
    findings: &mut Findings,
) -> Vec<At<PlaceRow>> {
    read_rows(file, bytes, &["postcode|pcds"], findings, |row| {
        Ok(PlaceRow {
            postcode: row.parse("postcode|pcds")?,
            standing,
            point: point(row, projector)?,
            district: row.optional("lad_code")?,
            ward: row.optional("ward_code")?,
            quality: row.optional("positional_quality")?,
        })
    })
}

/// A row's point on the grid; none where the row gives no coordinates.
pub fn point(row: &mut Row<'_>, projector: &Projector) -> Result<Option<GridPoint>, Unread> {
    if !row.text(EASTING).is_empty() || !row.text(NORTHING).is_empty() {
        let (easting, northing) = (row.coordinate(EASTING)?, row.coordinate(NORTHING)?);
        let point = Bng::from_easting_northing(easting, northing);
        return point
            .map(|point| Some(point.to_grid()))
            .map_err(|error| row.unread(error.axis, error.to_string()));
    }
    if row.text(LONGITUDE).is_empty() && row.text(LATITUDE).is_empty() {
        return Ok(None);
    }
    let (longitude, latitude) = (row.coordinate(LONGITUDE)?, row.coordinate(LATITUDE)?);
    let point = Crs84::from_lon_lat(longitude, latitude)
        .map_err(Into::into)
        .and_then(|point| projector.to_bng(point));
    point.map(|point| Some(point.to_grid())).map_err(|error| row.unread(LONGITUDE, error.to_string()))
}
