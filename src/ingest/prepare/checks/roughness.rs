//! How rough the boundaries are, told and not refused: what a planner should know before showing them to anybody.

use std::collections::BTreeMap;

use crate::domain::boundaries::division::Division;
use crate::domain::figures::counting::Figures;
use crate::domain::ground::Ground;
use crate::reading::findings::Findings;

/// Warns of neighbourhoods in several pieces, of names that several have, and of those without a practice.
pub fn check(ground: &Ground, division: &Division, file: &str, findings: &mut Findings) {
    let mut by_name = BTreeMap::<&str, Vec<&str>>::new();
    for (_, neighbourhood) in division.roster().iter() {
        by_name.entry(&neighbourhood.name).or_default().push(neighbourhood.id.as_str());
    }
    for (name, ids) in by_name.iter().filter(|(_, ids)| ids.len() > 1) {
        findings.warning(file, format!("{name:?} is the name of {}", ids.join(" and ")));
    }
    let Some(side) = division.side() else { return };
    let figures = Figures::count(ground, side);
    for (zone, neighbourhood) in division.roster().iter() {
        let (id, pieces) = (&neighbourhood.id, figures.pieces[zone.slot()]);
        if pieces > 1 {
            findings.warning(file, format!("{id} is in {pieces} pieces"));
        }
        if figures.footprints[zone.slot()].practices == 0 {
            findings.warning(file, format!("no practice has its main site in {id}"));
        }
    }
}
