//! Addresses of postcodes, counted by area (ONS, National Statistics UPRN Lookup, added up).

use super::tables::ShareRow;
use crate::reading::findings::At;
use crate::reading::findings::Findings;
use crate::reading::table::read_rows;

/// Reads a table of addresses.
pub fn read_shares(file: &str, bytes: &[u8], findings: &mut Findings) -> Vec<At<ShareRow>> {
    read_rows(file, bytes, &["postcode|pcds", "area_code|lsoa_code|lsoa21cd", "addresses"], findings, |row| {
        let addresses = row.count("addresses")?;
        if addresses == 0 {
            return Err(row.unread("addresses", "0 is no count: leave the row out".to_owned()));
        }
        Ok(ShareRow {
            postcode: row.parse("postcode|pcds")?,
            area: row.parse("area_code|lsoa_code|lsoa21cd")?,
            addresses,
        })
    })
}
