//! Sums and means over areas of what their tables hold: counts are added, other indicators are means weighted by residents.

use crate::domain::ground::Ground;
use crate::domain::ground::area_tables::AreaTable;
use crate::domain::ground::geography::AreaIx;

/// A column's sum over areas; none where an area's value is not known.
pub fn sum(table: &AreaTable, column: usize, areas: impl Iterator<Item = AreaIx>) -> Option<f64> {
    areas.map(|area| table.value(area, column)).sum()
}

/// A column of whole numbers, added up over areas; none where an area's is not known.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole counts of people, checked when they were read"
)]
pub fn count(table: &AreaTable, column: usize, areas: impl Iterator<Item = AreaIx>) -> Option<u64> {
    sum(table, column, areas).map(|sum| sum as u64)
}

/// The resident-weighted mean of a column: `sum of pop(l) * value(l) / sum of pop(l)`; none where an area's value is not known, or
/// nobody resides.
pub fn mean(
    ground: &Ground,
    table: &AreaTable,
    column: usize,
    areas: impl Iterator<Item = AreaIx>,
) -> Option<f64> {
    let (mut residents, mut weighted) = (0.0, 0.0);
    for area in areas {
        let people = f64::from(ground.geography.area(area).residents);
        residents += people;
        weighted += people * table.value(area, column)?;
    }
    (residents > 0.0).then(|| weighted / residents)
}
