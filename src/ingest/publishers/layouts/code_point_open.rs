//! OS Code-Point Open: ten columns without a header, one file a postcode area. With a header, which people give it, columns go by their
//! names, wherever they stand; so do those of a table of postcodes with their points that people keep.

use crate::domain::geometry::crs::Bng;
use crate::domain::ground::places::Standing;
use crate::ingest::publishers::organisation_columns::has_point;
use crate::ingest::publishers::published::Published;
use crate::ingest::publishers::recognise::{Kind, headings};
use crate::ingest::read_places::point;
use crate::ingest::tables::PlaceRow;
use crate::projection::Projector;
use crate::reading::findings::Findings;
use crate::reading::headings::{DISTRICT, EASTING, NORTHING, POSITIONAL_QUALITY, POSTCODE, WARD};
use crate::reading::table::{Row, Unread, read_headless, read_rows};

const COLUMNS: &str =
    "postcode,positional_quality,easting,northing,country,nhs_regional_ha,nhs_ha,county,district,ward";
/// A postcode of this quality has no coordinates; they are written as nought.
const NO_COORDINATES: u8 = 90;

pub fn read(
    kind: Kind,
    file: &str,
    bytes: &[u8],
    projector: &Projector,
    findings: &mut Findings,
    published: &mut Published,
) -> Option<String> {
    let rows = if has_point(&headings(bytes)) {
        read_rows(file, bytes, &[POSTCODE], findings, |row| place(row, projector))
    } else {
        read_headless(COLUMNS, file, bytes, findings, |row| place(row, projector))
    };
    match kind {
        Kind::Postcodes => published.own_points.extend(rows),
        _ => published.code_points.extend(rows),
    }
    None
}

fn place(row: &mut Row<'_>, projector: &Projector) -> Result<PlaceRow, Unread> {
    let quality: Option<u8> = row.whole(POSITIONAL_QUALITY)?;
    let point = if quality == Some(NO_COORDINATES) {
        None
    } else if row.has(EASTING) {
        let (easting, northing) = (row.coordinate(EASTING)?, row.coordinate(NORTHING)?);
        let point = Bng::from_easting_northing(easting, northing);
        Some(point.map_err(|error| row.unread(error.axis, error.to_string()))?.to_grid())
    } else {
        point(row, projector)?
    };
    Ok(PlaceRow {
        postcode: row.parse(POSTCODE)?,
        standing: Standing::Live,
        point,
        district: row.optional(DISTRICT)?,
        ward: row.optional(WARD)?,
        quality,
    })
}
