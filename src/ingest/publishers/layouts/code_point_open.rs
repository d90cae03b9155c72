//! OS Code-Point Open: ten columns without a header, one file a postcode area.

use crate::domain::geometry::crs::Bng;
use crate::domain::ground::places::Standing;
use crate::ingest::publishers::published::Published;
use crate::ingest::tables::PlaceRow;
use crate::reading::findings::Findings;
use crate::reading::table::read_headless;

const COLUMNS: &str =
    "postcode,positional_quality,easting,northing,country,nhs_regional_ha,nhs_ha,county,district,ward";
/// A postcode of this quality has no coordinates; they are written as nought.
const NO_COORDINATES: u8 = 90;

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let rows = read_headless(COLUMNS, file, bytes, findings, |row| {
        let quality: Option<u8> = row.whole("positional_quality")?;
        let point = if quality == Some(NO_COORDINATES) {
            None
        } else {
            let (easting, northing) = (row.coordinate("easting")?, row.coordinate("northing")?);
            let point = Bng::from_easting_northing(easting, northing);
            Some(point.map_err(|error| row.unread(error.axis, error.to_string()))?.to_grid())
        };
        Ok(PlaceRow {
            postcode: row.parse("postcode")?,
            standing: Standing::Live,
            point,
            district: row.optional("district")?,
            ward: row.optional("ward")?,
            quality,
        })
    });
    published.code_points.extend(rows);
    None
}
