//! Ranges of figures, only where a rule gives one; whatever else is uncertain is a note in words.
//!
//! Three rules. A practice that closed and whose successor is inferred: without and with its patients. An area of 2011 whose parts
//! of 2021 lie in different neighbourhoods, where registrations were counted by areas of 2011: none to all of its patients. A drawn
//! border: people are counted by whole areas, and may live at postcodes across or near it. What several rules say of one figure
//! is added up.

use std::collections::BTreeMap;

use serde::Serialize;

use super::metrics::Basis;
use super::provenance::Named;
use super::vintages;
use super::words::{counted, names};
use crate::county::policy::{Amount, RuledFigure};
use crate::domain::atlas::Atlas;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::boundaries::side::Side;
use crate::domain::draft::Draft;
use crate::domain::figures::astride::AstrideArea;
use crate::domain::figures::counting::Figures;
use crate::domain::figures::flows::{From, To};
use crate::domain::figures::parts_of_2011;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::mergers::Merger;
use crate::domain::ground::registrations::Home;

const CUT_BY_THE_BORDER: &str = "people are counted by whole areas, some of which the drawn border cuts or nears: without and with \
     those who may live at postcodes across it";

/// What a figure of a neighbourhood may be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureRange<'a> {
    /// Which neighbourhood.
    pub neighbourhood: Named<'a>,
    /// Which figure.
    pub figure: RuledFigure,
    /// The least it may be.
    pub least: Amount,
    /// The most it may be.
    pub most: Amount,
    /// What the range rests on: something inferred, or a model.
    pub basis: Basis,
    /// The rules, in words.
    pub reason: String,
    /// Areas of 2011 whose patients are counted by a model, where that is a reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas_of_2011: Vec<GssCode>,
}

/// How much less and more a count may be than it is, by one rule.
struct Doubt {
    less: u64,
    more: u64,
    basis: Basis,
    reason: String,
    areas_of_2011: Vec<GssCode>,
}

/// What is doubtful of each figure of each neighbourhood.
type Doubts = BTreeMap<(ZoneIx, RuledFigure), Vec<Doubt>>;

/// Every range of one side, by neighbourhood and figure. `drawn` is the draft whose borders decided where areas are counted, where
/// these were drawn; of areas that changes have moved since, nothing is doubtful.
#[must_use]
pub fn of<'a>(
    atlas: &Atlas,
    drawn: Option<&Draft>,
    side: Side<'a>,
    figures: &Figures,
) -> Vec<FigureRange<'a>> {
    let ground = &atlas.ground;
    let mut doubts = Doubts::new();
    let mut ranges = Vec::new();
    by_mergers(ground, side, &mut doubts);
    if let Some(draft) = drawn {
        by_drawn_borders(ground, draft, side, &mut doubts);
    }
    if let Some(flows) = figures.flows.as_ref().filter(|_| vintages::registrations_are_of_2011(atlas)) {
        for found in parts_of_2011::ranges(ground, side, flows) {
            let reason = in_parts(&found.areas);
            let [less, more] = found.less_more;
            let doubt =
                Doubt { less, more, basis: Basis::Modelled, reason, areas_of_2011: found.areas.clone() };
            doubts.entry((found.zone, RuledFigure::RegisteredByResidence)).or_default().push(doubt);
            let shares = [
                (RuledFigure::SelfContainment, found.self_containment),
                (RuledFigure::Localisation, found.localisation),
            ];
            ranges.extend(shares.into_iter().filter_map(|(figure, ends)| {
                let [least, most] = ends?.map(Amount::Share);
                Some(FigureRange {
                    neighbourhood: side.roster.neighbourhood(found.zone).into(),
                    figure,
                    least,
                    most,
                    basis: Basis::Modelled,
                    reason: in_parts(&found.areas),
                    areas_of_2011: found.areas.clone(),
                })
            }));
        }
    }
    let counts = doubts
        .into_iter()
        .filter_map(|((zone, figure), doubts)| counted_range(side, figures, zone, figure, &doubts));
    ranges.extend(counts);
    ranges.sort_by(|one, other| {
        (one.neighbourhood.id, one.figure).cmp(&(other.neighbourhood.id, other.figure))
    });
    ranges
}

/// Every range of a draft's figures, or of those of a scenario, which rests on the draft that it starts from.
#[must_use]
pub fn of_draft<'a>(atlas: &'a Atlas, draft: &'a Draft) -> Vec<FigureRange<'a>> {
    let known = draft.division.side().zip(draft.figures.as_ref());
    let drawn = decided_by(atlas, draft);
    known.map(|(side, figures)| of(atlas, drawn, side, figures)).unwrap_or_default()
}

/// The draft whose borders decided where areas are counted: a draft itself, and of a scenario the one it starts from.
#[must_use]
pub fn decided_by<'a>(atlas: &'a Atlas, draft: &'a Draft) -> Option<&'a Draft> {
    match &draft.scenario {
        Some(scenario) => atlas.draft(Some(&scenario.base)).map(|base| &**base),
        None => Some(draft),
    }
}

/// A count with all that is doubtful of it; none without the count.
fn counted_range<'a>(
    side: Side<'a>,
    figures: &Figures,
    zone: ZoneIx,
    figure: RuledFigure,
    doubts: &[Doubt],
) -> Option<FigureRange<'a>> {
    let flows = figures.flows.as_ref();
    let count = match figure {
        RuledFigure::RegisteredByPractice => flows?.registered(To::Zone(zone)),
        RuledFigure::RegisteredByResidence => flows?.living(From::Zone(zone)),
        _ => figures.footprints[zone.slot()].residents,
    };
    let sum = |of: fn(&Doubt) -> u64| doubts.iter().map(of).sum::<u64>();
    let (least, most) = (count.saturating_sub(sum(|doubt| doubt.less)), count + sum(|doubt| doubt.more));
    let reasons: Vec<&str> = doubts.iter().map(|doubt| doubt.reason.as_str()).collect();
    Some(FigureRange {
        neighbourhood: side.roster.neighbourhood(zone).into(),
        figure,
        least: Amount::Count(least),
        most: Amount::Count(most),
        basis: doubts.iter().map(|doubt| doubt.basis).max()?,
        reason: reasons.join("; and "),
        areas_of_2011: doubts.iter().flat_map(|doubt| doubt.areas_of_2011.iter().copied()).collect(),
    })
}

fn by_mergers(ground: &Ground, side: Side<'_>, doubts: &mut Doubts) {
    let inferred: Vec<Merger<'_>> = ground.practices.mergers().filter(Merger::is_inferred).collect();
    for (zone, _) in side.roster.iter() {
        let here = inferred.iter().filter(|merger| side.registered_in(merger.successor) == Some(zone));
        let known: Vec<(&Merger<'_>, u64)> =
            here.filter_map(|merger| Some((merger, u64::from(merger.patients?)))).collect();
        let patients: u64 = known.iter().map(|(_, patients)| patients).sum();
        if patients == 0 {
            continue;
        }
        let closed: Vec<String> =
            known.iter().map(|(merger, _)| ground.practices.practice(merger.closed).called()).collect();
        let reason = format!(
            "without and with the {} of {}, which closed and whose successor is inferred",
            counted(patients, "patient", "patients"),
            names(&closed)
        );
        let doubt = Doubt { less: patients, more: 0, basis: Basis::Inferred, reason, areas_of_2011: vec![] };
        doubts.entry((zone, RuledFigure::RegisteredByPractice)).or_default().push(doubt);
    }
}

fn by_drawn_borders(ground: &Ground, draft: &Draft, side: Side<'_>, doubts: &mut Doubts) {
    let (Some(base), astride) = (draft.division.side(), draft.astride_areas(ground)) else { return };
    if astride.is_empty() {
        return;
    }
    let living = ground.registrations.as_ref().map(|registrations| {
        let mut living = vec![0u64; ground.geography.len()];
        for row in registrations.rows() {
            if let Home::Area(area) = row.home {
                living[area.slot()] += u64::from(row.patients);
            }
        }
        living
    });
    let same = |zone: ZoneIx| side.roster.find(&base.roster.neighbourhood(zone).id);
    let mut sums = BTreeMap::<(ZoneIx, RuledFigure), (u64, u64)>::new();
    let stays = |area: AreaIx| same(base.partition.zone(area)) == Some(side.partition.zone(area));
    for found in astride.iter().filter(|found| stays(found.area)) {
        let residents = u64::from(ground.geography.area(found.area).residents);
        let patients = living.as_ref().map(|living| living[found.area.slot()]);
        let people =
            [(RuledFigure::Residents, Some(residents)), (RuledFigure::RegisteredByResidence, patients)];
        for (figure, people) in people.into_iter().filter_map(|(figure, people)| Some((figure, people?))) {
            let own = base.partition.zone(found.area);
            sums.entry((side.partition.zone(found.area), figure)).or_default().0 +=
                found.people_elsewhere(people, own);
            for (zone, perhaps) in perhaps_in(found, own, people) {
                if let Some(zone) = same(zone) {
                    sums.entry((zone, figure)).or_default().1 += perhaps;
                }
            }
        }
    }
    for (key, (less, more)) in sums {
        let reason = CUT_BY_THE_BORDER.to_owned();
        let doubt = Doubt { less, more, basis: Basis::Modelled, reason, areas_of_2011: vec![] };
        doubts.entry(key).or_default().push(doubt);
    }
}

/// Neighbourhoods that do not count an area, and how many of its people may live there.
fn perhaps_in(found: &AstrideArea, own: ZoneIx, people: u64) -> impl Iterator<Item = (ZoneIx, u64)> {
    let others = found.sides.iter().map(|side| side.zone).filter(move |zone| *zone != own);
    others.map(move |zone| (zone, found.people_perhaps_in(people, zone)))
}

fn in_parts(areas: &[GssCode]) -> String {
    let areas: Vec<&str> = areas.iter().map(GssCode::as_str).collect();
    format!(
        "registrations were counted by areas of 2011, and of {} parts lie in different neighbourhoods: none to all of the \
         patients",
        names(&areas)
    )
}
