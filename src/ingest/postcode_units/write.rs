//! Writes the two files of a data directory, in order, kinds that no postcode has left out.

use std::collections::BTreeSet;

use super::table::UnitTable;
use crate::domain::ground::named::postcode_units::PostcodeUnit;

/// Postcodes with what they are in.
///
/// # Errors
/// As writing CSV.
pub fn postcode_units(table: &UnitTable) -> csv::Result<Vec<u8>> {
    let is_there = |kind: &PostcodeUnit| table.rows.iter().any(|at| at.row.1[*kind as usize] > 0);
    let kinds: Vec<PostcodeUnit> = PostcodeUnit::ALL.into_iter().filter(is_there).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(std::iter::once("postcode").chain(kinds.iter().map(|kind| kind.as_str())))?;
    let mut rows: Vec<_> = table.rows.iter().map(|at| &at.row).collect();
    rows.sort_by_key(|(postcode, _)| *postcode);
    for (postcode, numbers) in rows {
        let code = |kind: &PostcodeUnit| table.texts.text(numbers[*kind as usize]).unwrap_or_default();
        let postcode = postcode.to_string();
        writer.write_record(std::iter::once(postcode.as_str()).chain(kinds.iter().map(code)))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// The names of the units that occur, and how many there are.
///
/// # Errors
/// As writing CSV.
pub fn unit_names(table: &UnitTable) -> csv::Result<(Vec<u8>, usize)> {
    let mut named = BTreeSet::new();
    for kind in PostcodeUnit::ALL {
        let numbers: BTreeSet<u32> = table.rows.iter().map(|at| at.row.1[kind as usize]).collect();
        let codes = numbers.into_iter().filter_map(|number| table.texts.text(number));
        // A second partnership has the names of the first.
        let kind = if kind == PostcodeUnit::SecondPartnership { PostcodeUnit::Partnership } else { kind };
        named.extend(codes.filter_map(|code| Some((kind, code, table.name(kind, code)?))));
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["kind", "code", "name"])?;
    for (kind, code, name) in &named {
        writer.write_record([kind.as_str(), code, name])?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok((bytes, named.len()))
}
