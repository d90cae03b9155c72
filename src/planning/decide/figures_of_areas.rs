//! What each area brings its neighbourhood, by figure: a count that goes where the area goes, or stays whatever moves.

use crate::county::policy::RuledFigure;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::practices::PracticeIx;
use crate::domain::ground::registrations::Home;
use crate::planning::what_if::WhatIf;

/// A figure, divided among what moves and what does not.
pub(super) struct Divided {
    /// By area.
    pub(super) areas: Vec<u64>,
    /// By neighbourhood: what it has whatever moves.
    pub(super) constants: Vec<u64>,
}

/// Divides a figure of a plan. None when it is no count, or not known of everything.
pub(super) fn divided(plan: &WhatIf<'_>, figure: RuledFigure) -> Option<Divided> {
    match figure {
        RuledFigure::Residents => Some(by_area(plan, residents(plan))),
        RuledFigure::RegisteredByResidence => Some(by_area(plan, patients_living(plan)?)),
        RuledFigure::RegisteredByPractice => {
            let patients = patients_registered(plan)?;
            of_practices(plan, |practice| Some(patients[practice.slot()]))
        }
        RuledFigure::ListSize => {
            let practices = &plan.atlas.ground.practices;
            of_practices(plan, |practice| plan.after.closures.list_size(practices, practice))
        }
        RuledFigure::Practices => of_practices(plan, |_| Some(1)),
        RuledFigure::Pieces | RuledFigure::SelfContainment | RuledFigure::Localisation => None,
    }
}

/// Residents by area.
pub(super) fn residents(plan: &WhatIf<'_>) -> Vec<u64> {
    plan.atlas.ground.geography.areas().map(|(_, area)| area.residents.into()).collect()
}

/// Patients by the area they live in; none without registrations.
pub(super) fn patients_living(plan: &WhatIf<'_>) -> Option<Vec<u64>> {
    let mut patients = vec![0; plan.atlas.ground.geography.len()];
    for row in plan.atlas.ground.registrations.as_ref()?.rows() {
        if let Home::Area(area) = row.home {
            patients[area.slot()] += u64::from(row.patients);
        }
    }
    Some(patients)
}

/// Patients by the practice that has their list, wherever they live; none without registrations.
fn patients_registered(plan: &WhatIf<'_>) -> Option<Vec<u64>> {
    let mut patients = vec![0; plan.atlas.ground.practices.len()];
    for row in plan.atlas.ground.registrations.as_ref()?.rows() {
        patients[plan.after.closures.holder(row.practice).slot()] += u64::from(row.patients);
    }
    Some(patients)
}

/// Where a practice counts, as long as nothing but areas moves.
pub(super) enum Follows {
    /// Where this area goes.
    Area(AreaIx),
    /// Always in the neighbourhood of this slot.
    Zone(usize),
}

/// What a practice follows; none for one that counts in no neighbourhood. A practice goes with the area of its site, unless it was
/// placed by hand, or counts elsewhere than its area does.
pub(super) fn follows(plan: &WhatIf<'_>, practice: PracticeIx) -> Option<Follows> {
    let zone = plan.after.homes[practice.slot()]?;
    let area = plan.atlas.ground.area_of_practice(practice);
    let goes_along = |area: &AreaIx| {
        let division = &plan.draft.division;
        !plan.placed[practice.slot()]
            && plan.after.partition.zone(*area) == zone
            && division.home(practice) == division.zone_of_area(*area)
    };
    Some(area.filter(goes_along).map_or(Follows::Zone(zone.slot()), Follows::Area))
}

fn by_area(plan: &WhatIf<'_>, areas: Vec<u64>) -> Divided {
    Divided { areas, constants: vec![0; plan.after.roster.len()] }
}

fn of_practices(plan: &WhatIf<'_>, count: impl Fn(PracticeIx) -> Option<u64>) -> Option<Divided> {
    let mut divided = by_area(plan, vec![0; plan.atlas.ground.geography.len()]);
    for (practice, _) in plan.atlas.ground.practices.iter() {
        match follows(plan, practice) {
            Some(Follows::Area(area)) => divided.areas[area.slot()] += count(practice)?,
            Some(Follows::Zone(zone)) => divided.constants[zone] += count(practice)?,
            None => {}
        }
    }
    Some(divided)
}
