//! Ranges of figures, only where a rule gives one: a neighbourhood's registrations without and with the patients of practices that
//! closed and whose successor is inferred. Whatever else is uncertain is a note in words.

use serde::Serialize;

use super::provenance::Named;
use super::words::{counted, names};
use crate::county::policy::RuledFigure;
use crate::domain::boundaries::side::Side;
use crate::domain::figures::counting::Figures;
use crate::domain::figures::flows::To;
use crate::domain::ground::Ground;
use crate::domain::ground::mergers::Merger;

/// What a figure of a neighbourhood may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureRange<'a> {
    /// Which neighbourhood.
    pub neighbourhood: Named<'a>,
    /// Which figure.
    pub figure: RuledFigure,
    /// The least it may be.
    pub least: u64,
    /// The most it may be.
    pub most: u64,
    /// The rule, in words.
    pub reason: String,
}

/// Every range of one side.
#[must_use]
pub fn of<'a>(ground: &Ground, side: Side<'a>, figures: &Figures) -> Vec<FigureRange<'a>> {
    let Some(flows) = &figures.flows else { return Vec::new() };
    let inferred: Vec<Merger<'_>> = ground.practices.mergers().filter(Merger::is_inferred).collect();
    let mut ranges = Vec::new();
    for (zone, named) in side.roster.iter() {
        let here = inferred.iter().filter(|merger| side.homes[merger.successor.slot()] == Some(zone));
        let known: Vec<(&Merger<'_>, u64)> =
            here.filter_map(|merger| Some((merger, u64::from(merger.patients?)))).collect();
        let patients: u64 = known.iter().map(|(_, patients)| patients).sum();
        if patients == 0 {
            continue;
        }
        let most = flows.registered(To::Zone(zone));
        let closed: Vec<String> =
            known.iter().map(|(merger, _)| format!("{} ({})", merger.name, merger.closed)).collect();
        let reason = format!(
            "without and with the {} of {}, which closed and whose successor is inferred",
            counted(patients, "patient", "patients"),
            names(&closed)
        );
        ranges.push(FigureRange {
            neighbourhood: named.into(),
            figure: RuledFigure::RegisteredByPractice,
            least: most.saturating_sub(patients),
            most,
            reason,
        });
    }
    ranges
}
