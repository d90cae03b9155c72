//! National Statistics UPRN Lookup: a row an address, with its point, its postcode and the area it is in.
//!
//! A UPRN may be no home, so we say addresses. Which area an address is in is found by its point, as for everything else.

use super::postcode_directory::is_real;
use crate::domain::geometry::crs::Bng;
use crate::domain::ground::codes::GssCode;
use crate::ingest::publishers::published::Published;
use crate::ingest::publishers::rows::AddressRow;
use crate::reading::findings::Findings;
use crate::reading::findings::wanted;
use crate::reading::table::read_rows;

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let columns = ["uprn", "gridgb1e", "gridgb1n", "pcds", "lsoa21cd"];
    let rows = read_rows(file, bytes, &columns, findings, |row| {
        if row.text("pcds").is_empty() {
            return Ok(None);
        }
        let point = Bng::from_easting_northing(row.coordinate("gridgb1e")?, row.coordinate("gridgb1n")?);
        let point = point.map_err(|error| row.unread(error.axis, error.to_string()))?.to_grid();
        let area = row.optional::<GssCode>("lsoa21cd")?.filter(is_real);
        Ok(Some(AddressRow { postcode: row.parse("pcds")?, point, area }))
    });
    published.addresses.extend(wanted(rows));
    None
}
