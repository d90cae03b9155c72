//! Joins the table to the postcodes.

use super::table::{UnitNumbers, UnitTable};
use crate::domain::ground::named::postcode_units::{PostcodeUnit, PostcodeUnits, UnitColumn};
use crate::domain::ground::places::Places;
use crate::reading::findings::{At, Findings};
use crate::reading::repeats::refuse_repeats;

/// The units of every postcode; one that is not loaded is a defect, since nobody could ask for it.
pub fn assemble(table: &UnitTable, places: &Places, findings: &mut Findings) -> PostcodeUnits {
    refuse_repeats("postcode", &table.rows, |(postcode, _)| *postcode, findings);
    let mut by_place: Vec<Option<&UnitNumbers>> = vec![None; places.all().len()];
    for At { row: (postcode, numbers), origin } in &table.rows {
        match places.find(*postcode) {
            Some(place) => by_place[place] = Some(numbers),
            None => findings.defect_at(origin, "postcode", format!("{postcode} is not among the postcodes")),
        }
    }
    PostcodeUnits::new(PostcodeUnit::ALL.map(|kind| {
        let code =
            |numbers: Option<&UnitNumbers>| table.texts.text(numbers.map_or(0, |of| of[kind as usize]));
        let name = |code: &str| table.name(kind, code).map(Into::into);
        UnitColumn::of(by_place.iter().copied().map(code), name)
    }))
}
