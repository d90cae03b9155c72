//! Groups of neighbourhoods as a table: the group of each area.

use super::spreadsheet::inert;
use crate::planning::decide::groups::described::DescribedGroups;
use crate::reading::record::push_field;

const HEADER: &str = "area_code,neighbourhood_id,neighbourhood_name,group_id,group_name\n";

/// Comma-separated values in UTF-8, areas in order of code.
#[must_use]
pub fn write_csv(groups: &DescribedGroups<'_>) -> Vec<u8> {
    let mut out = HEADER.as_bytes().to_vec();
    for row in groups.areas() {
        out.extend_from_slice(row.area.as_bytes());
        let (neighbourhood, group) = (row.neighbourhood, row.group);
        for text in [neighbourhood.id.as_str(), &neighbourhood.name, group.id.as_str(), &group.name] {
            out.push(b',');
            push_field(&mut out, inert(text).as_bytes(), b',');
        }
        out.push(b'\n');
    }
    out
}
