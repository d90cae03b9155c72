//! ONS: LSOAs of 2011 and the LSOAs of 2021 that they are, or became, exactly.

use crate::ingest::publishers::published::Published;
use crate::reading::findings::Findings;
use crate::reading::table::read_rows;

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let rows = read_rows(file, bytes, &["lsoa11cd", "lsoa21cd"], findings, |row| {
        Ok((row.parse("lsoa11cd")?, row.parse("lsoa21cd")?))
    });
    published.area_changes.extend(rows);
    None
}
