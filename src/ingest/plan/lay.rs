//! Lays a file over a draft: looks up what it names, and makes it whole.

use std::collections::{BTreeMap, BTreeSet};

use super::area_rows::lay_areas;
use super::drawn_rows::lay_drawn;
use super::feature_rows::{Features, sorted};
use super::given_names::refuse_names_of_others;
use super::known::{KnownNeighbourhoods, is_same_word};
use super::laid::{Laid, LaidPlan, Laying, Missing, Names};
use super::layer::Layer;
use super::plan_defect::PlanDefect;
use super::plan_file::{ClosedRow, PlacedRow, PlanContent, PlanFile, Understood};
use crate::county::Loaded;
use crate::domain::boundaries::partition::{Assignment, Neighbourhood, Roster};
use crate::domain::boundaries::practice_decisions::PracticeDecisions;
use crate::domain::draft::Draft;
use crate::domain::ground::codes::{NeighbourhoodId, OdsCode};
use crate::echo;

/// Lays a plan over a draft: how it was understood, and the plan, or every defect in order of their rows.
pub fn lay(
    loaded: &Loaded,
    base: &Draft,
    file: &PlanFile,
    laying: Laying,
) -> (Understood, Result<LaidPlan, Vec<PlanDefect>>) {
    let mut understood = file.understood();
    if !file.findings.is_usable() {
        // What could not be read would be told again as missing.
        let defects = file.findings.defects.iter().cloned().map(PlanDefect::from).collect();
        return (understood, Err(defects));
    }
    let known = KnownNeighbourhoods::of(base.division.roster());
    let (defects, made, unknown, near, unassigned) = Default::default();
    let mut layer = Layer { loaded, base, known, laying, defects, made, unknown, near, unassigned };
    let laid = match &file.content {
        PlanContent::Areas(rows) => lay_areas(&mut layer, rows),
        PlanContent::Features(features) => match sorted(&layer, features, &file.chosen) {
            Ok(sorted) => {
                (understood.kind, understood.columns) = (Some(sorted.kind()), sorted.columns());
                match sorted {
                    Features::Areas(rows) => lay_areas(&mut layer, &rows),
                    Features::Neighbourhoods(drawn) => lay_drawn(&mut layer, drawn),
                }
            }
            Err(defects) => return (understood, Err(defects)),
        },
    };
    let rows = laid.rows;
    let plan = layer.finished(laid, file);
    if plan.is_ok() {
        understood.rows = rows;
    }
    (understood, plan)
}

impl Layer<'_> {
    /// Everything together: each area in a neighbourhood, each neighbourhood with an area.
    fn finished(mut self, mut laid: Laid, file: &PlanFile) -> Result<LaidPlan, Vec<PlanDefect>> {
        for (count, mut defect) in std::mem::take(&mut self.unknown).into_values() {
            if count > 1 {
                defect.reason = format!("{} (it stands in {count} rows)", defect.reason);
            }
            self.defects.push(defect);
        }
        self.tell_unassigned(&mut laid);
        for (text, meant) in &self.near {
            let (text, meant) = (echo::cut(text), meant.join(" or "));
            laid.warnings.push(format!(
                "{text:?} is made, and is nearly a neighbourhood of the draft: did you mean {meant}?"
            ));
        }
        refuse_names_of_others(&mut self, &laid);
        if laid.rows == 0 && self.defects.is_empty() {
            self.defects.push(PlanDefect::of_file("it has no row that names an area or a neighbourhood"));
        }
        // What is not known would be told again as missing.
        if !self.defects.is_empty() {
            return Err(self.in_order());
        }
        let roster = self.roster(&mut laid);
        let placed = self.placed(&roster, &file.placed);
        let practices = PracticeDecisions { placed, closed: self.closed(&file.closed) };
        let geography = &self.loaded.atlas.ground.geography;
        let mut assignment = Assignment::new(vec![None; geography.len()]);
        for (area, id) in &laid.homes {
            assignment.assign(*area, roster.find(id));
        }
        let partition = match assignment.complete() {
            Ok(partition) => partition,
            Err(unassigned) => {
                for area in unassigned.0 {
                    let code = geography.area(area).code;
                    let reason = format!(
                        "{code} is in no neighbourhood (missing=keep leaves it where the base has it)"
                    );
                    self.defects.push(PlanDefect::of_file(reason));
                }
                return Err(self.in_order());
            }
        };
        if !self.defects.is_empty() {
            return Err(self.in_order());
        }
        let Laid { warnings, split, .. } = laid;
        Ok(LaidPlan { roster, partition, practices, split, warnings })
    }

    fn in_order(mut self) -> Vec<PlanDefect> {
        self.defects.sort_by_key(|defect| defect.row);
        self.defects
    }

    /// Areas that are said to have none: as those that are not named.
    fn tell_unassigned(&mut self, laid: &mut Laid) {
        for (text, origins) in std::mem::take(&mut self.unassigned) {
            let text = echo::cut(&text);
            let (count, first) = (origins.len(), &origins[0]);
            let rows = if count == 1 { format!("row {}", first.line) } else { format!("{count} rows") };
            if self.laying.missing == Missing::Keep {
                laid.warnings.push(format!(
                    "{text:?} in {rows} was read as \"no neighbourhood\": these areas stay where the base has them"
                ));
                continue;
            }
            for origin in &origins {
                let reason = "means that the area is in no neighbourhood: give it one, or import with missing=keep, which \
                              leaves it where the base has it";
                self.defects.push(PlanDefect::at(origin, "neighbourhood", &text, reason));
            }
        }
    }

    /// The neighbourhoods that have areas, under the names that the file gives them, else those of the base.
    fn roster(&self, laid: &mut Laid) -> Roster {
        let texts: BTreeMap<&NeighbourhoodId, &String> =
            self.made.iter().map(|(text, id)| (id, text)).collect();
        let ids: BTreeSet<&NeighbourhoodId> = laid.homes.values().collect();
        let mut neighbourhoods = Vec::new();
        for id in ids {
            let known = self.known.name(id);
            let named = laid.names.get(id).map(|given| given.name.as_str());
            let is_known = |named: &str| {
                self.laying.names == Names::AsKnown && known.is_some_and(|known| is_same_word(known, named))
            };
            let name = named.filter(|named| !is_known(named)).or(known).unwrap_or(id.as_str());
            if known.is_none() && texts.get(id).is_some_and(|text| **text != id.as_str().to_lowercase()) {
                laid.warnings.push(format!("{:?} has no id: it is made as {id}", echo::cut(name)));
            }
            neighbourhoods.push(Neighbourhood { id: id.clone(), name: name.to_owned() });
        }
        let mut by_name = BTreeMap::<&str, Vec<&str>>::new();
        for neighbourhood in &neighbourhoods {
            by_name.entry(&neighbourhood.name).or_default().push(neighbourhood.id.as_str());
        }
        for (name, ids) in by_name.into_iter().filter(|(_, ids)| ids.len() > 1) {
            let name = echo::cut(name);
            laid.warnings.push(format!("{} would all be called {name:?}", ids.join(", ")));
        }
        Roster::new(neighbourhoods)
    }

    fn placed(&mut self, roster: &Roster, placed: &[PlacedRow]) -> Vec<(OdsCode, NeighbourhoodId)> {
        let mut found: Vec<(OdsCode, NeighbourhoodId)> = Vec::with_capacity(placed.len());
        for PlacedRow { practice, home } in placed {
            let known = self.practice(practice);
            let id = home.parse::<NeighbourhoodId>().ok().filter(|id| roster.find(id).is_some());
            let id = id.or_else(|| self.known.find(home).filter(|id| roster.find(id).is_some()));
            match (known, id) {
                (Some(code), Some(id)) => match found.iter().find(|(other, _)| *other == code) {
                    None => found.push((code, id)),
                    Some((_, other)) if *other == id => {}
                    Some((_, other)) => {
                        let reason = format!(
                            "practices_placed: {code} is placed in {other} and in {id}: take one of the two out"
                        );
                        self.defects.push(PlanDefect::of_file(reason));
                    }
                },
                (None, _) => {
                    self.refuse_practice("practices_placed", practice);
                }
                (_, None) => {
                    let (practice, home) = (echo::cut(practice), echo::cut(home));
                    let reason = format!(
                        "practices_placed: {home:?}, of {practice}, is not a neighbourhood of the plan"
                    );
                    self.defects.push(PlanDefect::of_file(reason));
                }
            }
        }
        found
    }

    fn closed(&mut self, closed: &[ClosedRow]) -> Vec<(OdsCode, OdsCode)> {
        let mut found: Vec<(OdsCode, OdsCode)> = Vec::with_capacity(closed.len());
        for ClosedRow { practice, taker } in closed {
            let codes = [practice, taker].map(|code| (code, self.practice(code)));
            for (code, _) in codes.iter().filter(|(_, known)| known.is_none()) {
                self.refuse_practice("practices_closed", code);
            }
            let [(_, Some(closed)), (_, Some(taker))] = codes else { continue };
            match found.iter().find(|(other, _)| *other == closed) {
                None => found.push((closed, taker)),
                Some((_, other)) if *other == taker => {}
                Some((_, other)) => {
                    let reason = format!(
                        "practices_closed: {closed} closes into {other} and into {taker}: take one of the two out"
                    );
                    self.defects.push(PlanDefect::of_file(reason));
                }
            }
        }
        found
    }

    /// A practice that is loaded.
    fn practice(&self, text: &str) -> Option<OdsCode> {
        let code = text.parse::<OdsCode>().ok();
        code.filter(|code| self.loaded.atlas.ground.practices.find(*code).is_some())
    }

    fn refuse_practice(&mut self, column: &str, practice: &str) {
        let practice = echo::cut(practice);
        let reason = format!("{column}: {practice:?} is not a practice that is loaded");
        self.defects.push(PlanDefect::of_file(reason));
    }
}
