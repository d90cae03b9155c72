//! ONS: LSOAs of 2011 and the LSOAs of 2021 that they are, or became, exactly.

use crate::ingest::publishers::published::Published;
use crate::ingest::read_area_changes::read_area_changes;
use crate::reading::findings::Findings;

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    published.area_changes.extend(read_area_changes(file, bytes, findings));
    None
}
