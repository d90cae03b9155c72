//! What if: figures before and after some changes, what moved, the new borders, and what it means in words.

use geojson::{Feature, FeatureCollection, JsonObject};
use serde_json::Value;

use super::changes::{BodyDefect, Reader, Step, escape};
use super::evaluation::{
    Evaluation, FlowsImpact, Moved, MovedArea, MovedPractice, Total, Totals, Unavailable, ZoneImpact,
};
use super::figures::{FlowTable, ZoneFigures};
use super::provenance::{DraftUsed, Provenance};
use super::{geometry, summary};
use crate::domain::atlas::{Atlas, Draft, Ground};
use crate::domain::change::Plan;
use crate::domain::footprint::Figures;
use crate::domain::impact::{Impact, Side, compare};
use crate::domain::partition::{Partition, ZoneIx};
use crate::domain::registrations::Home;

/// Why a what-if cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotEvaluated {
    /// The body has defects; all of them.
    #[error("the changes cannot be applied: {} defects", .0.len())]
    Body(Vec<BodyDefect>),
    /// There are no areas to move.
    #[error(
        "this data has no areas, so a what-if cannot be computed: areas.csv and areas.geojson are missing"
    )]
    NoAreas,
}

/// A what-if, read and computed; the answer is written from it.
pub struct WhatIf<'a> {
    pub(super) atlas: &'a Atlas,
    pub(super) draft: &'a Draft,
    pub(super) steps: Vec<Step>,
    pub(super) before: &'a Figures,
    pub(super) impact: Impact,
    partition: Partition,
    wants_borders: bool,
}

/// Reads a body and computes what its changes change.
///
/// # Errors
/// [`NotEvaluated`] with every defect of the body; nothing is applied in part.
pub fn evaluate<'a>(atlas: &'a Atlas, body: &Value) -> Result<WhatIf<'a>, NotEvaluated> {
    let mut defects = unknown_members(body);
    let base = body.get("base").and_then(Value::as_str).filter(|base| *base != "current");
    let Some(draft) = atlas.draft(base) else {
        let value = base.map(Value::from);
        let loaded: Vec<&str> = atlas.drafts.iter().map(|draft| draft.id.as_str()).collect();
        let reason = format!("is not a draft that is loaded; there is {}", loaded.join(", "));
        defects.push(BodyDefect { pointer: "/base".to_owned(), value, reason });
        return Err(NotEvaluated::Body(defects));
    };
    let (Some(partition), Some(before), Some(mut plan)) =
        (draft.division.partition(), &draft.figures, Plan::of(&draft.division))
    else {
        return Err(NotEvaluated::NoAreas);
    };
    let reader = Reader::new(&atlas.ground, draft);
    let steps = match reader.apply(body.get("changes").unwrap_or(&Value::Null), &mut plan) {
        Ok(steps) if defects.is_empty() => steps,
        Ok(_) => return Err(NotEvaluated::Body(defects)),
        Err(more) => return Err(NotEvaluated::Body(defects.into_iter().chain(more).collect())),
    };
    let after = plan.assignment.complete().expect("moves leave no area unassigned");
    let homes = plan.homes(&atlas.ground, &draft.division, &after);
    let sides =
        (Side { partition, homes: draft.division.homes() }, Side { partition: &after, homes: &homes });
    let zones = draft.division.roster().len();
    let impact =
        compare(&atlas.ground, zones, sides.0, sides.1).expect("both plans were made on this ground");
    let wants_borders = includes(body).any(|part| part == "borders");
    Ok(WhatIf { atlas, draft, steps, before, impact, partition: after, wants_borders })
}

fn includes(body: &Value) -> impl Iterator<Item = &str> {
    body.get("include").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// Members of the body other than those read, and members of a wrong type.
fn unknown_members(body: &Value) -> Vec<BodyDefect> {
    let defect = |pointer: String, value: Option<&Value>, reason: &str| BodyDefect {
        pointer,
        value: value.filter(|value| value.is_string()).cloned(),
        reason: reason.to_owned(),
    };
    let Value::Object(members) = body else {
        return vec![defect(String::new(), None, "expected an object with changes")];
    };
    let mut defects = Vec::new();
    for (name, value) in members {
        let pointer = format!("/{}", escape(name));
        match name.as_str() {
            "changes" => {}
            "base" if value.is_string() => {}
            "base" => defects.push(defect(pointer, None, "expected the id of a draft, or current")),
            "include" => match value.as_array() {
                None => defects.push(defect(pointer, None, "expected a list")),
                Some(parts) => {
                    for (number, part) in
                        parts.iter().enumerate().filter(|(_, part)| part.as_str() != Some("borders"))
                    {
                        defects.push(defect(format!("{pointer}/{number}"), Some(part), "expected borders"));
                    }
                }
            },
            _ => defects.push(defect(pointer, None, "unknown member: expected base, changes, include")),
        }
    }
    defects
}

impl<'a> WhatIf<'a> {
    /// The figures of one neighbourhood before and after.
    #[must_use]
    pub fn zone(&self, zone: ZoneIx) -> (ZoneFigures, ZoneFigures) {
        (ZoneFigures::of(self.before, zone), ZoneFigures::of(&self.impact.after, zone))
    }

    /// The changes' effect: what moved and all figures.
    #[must_use]
    pub fn impact(&self) -> &Impact {
        &self.impact
    }

    /// The whole answer.
    #[must_use]
    pub fn answer(&self) -> Evaluation<'a> {
        let roster = self.draft.division.roster();
        let neighbourhoods = self.impact.touched.iter().map(|zone| {
            let (before, after) = self.zone(*zone);
            let neighbourhood = roster.neighbourhood(*zone);
            let difference = after.less(&before);
            ZoneImpact { id: neighbourhood.id.as_str(), name: &neighbourhood.name, before, after, difference }
        });
        let flows = self.before.flows.as_ref().zip(self.impact.after.flows.as_ref());
        Evaluation {
            draft: DraftUsed::of(self.draft),
            summary: summary::sentences(self),
            neighbourhoods: neighbourhoods.collect(),
            totals: Totals { before: Total::of(self.before), after: Total::of(&self.impact.after) },
            moved: self.moved(),
            flows: flows.map(|(before, after)| FlowsImpact {
                before: FlowTable::of(before, roster),
                after: FlowTable::of(after, roster),
            }),
            borders: self.wants_borders.then(|| self.borders()),
            unavailable: unavailable(&self.atlas.ground),
            provenance: Provenance::of(self.atlas, self.draft, &["areas", "practices", "registrations"]),
        }
    }

    fn moved(&self) -> Moved<'a> {
        let ground = &self.atlas.ground;
        let roster = self.draft.division.roster();
        let id = |zone: ZoneIx| roster.neighbourhood(zone).id.as_str();
        let areas = self.impact.areas.iter().map(|(ix, from, to)| {
            let area = ground.geography.area(*ix);
            MovedArea {
                code: area.code,
                name: &area.name,
                residents: area.residents,
                from: id(*from),
                to: id(*to),
            }
        });
        let practices = self.impact.practices.iter().map(|(ix, from, to)| {
            let practice = ground.practices.practice(*ix);
            MovedPractice { code: practice.code, name: &practice.name, from: from.map(id), to: to.map(id) }
        });
        let areas: Vec<MovedArea<'a>> = areas.collect();
        Moved {
            residents: areas.iter().map(|area| u64::from(area.residents)).sum(),
            registered_by_residence: self.patients_of_moved_areas(),
            areas,
            practices: practices.collect(),
        }
    }

    fn patients_of_moved_areas(&self) -> Option<u64> {
        let registrations = self.atlas.ground.registrations.as_ref()?;
        let moved: Vec<Home> = self.impact.areas.iter().map(|(area, ..)| Home::Area(*area)).collect();
        let rows = registrations.rows().iter().filter(|row| moved.contains(&row.home));
        Some(rows.map(|row| u64::from(row.patients)).sum())
    }

    /// The new outlines of the neighbourhoods that changed, bit-equal along the borders they share.
    fn borders(&self) -> FeatureCollection {
        let coverage = &self.atlas.ground.areas;
        let mut features = Vec::new();
        for zone in &self.impact.touched {
            let shape = coverage.dissolve(|face| self.partition.zone_of_owner(coverage.owner(face)) == *zone);
            let neighbourhood = self.draft.division.roster().neighbourhood(*zone);
            let mut properties = JsonObject::new();
            properties.insert("id".to_owned(), neighbourhood.id.as_str().into());
            properties.insert("name".to_owned(), neighbourhood.name.as_str().into());
            properties.insert("caveat".to_owned(), self.draft.caveat.as_str().into());
            features.push(Feature {
                bbox: geometry::bbox(coverage, &shape).map(geometry::to_geojson_bbox),
                geometry: Some(geometry::multi_polygon(coverage, &shape)),
                id: Some(geojson::feature::Id::String(neighbourhood.id.to_string())),
                properties: Some(properties),
                foreign_members: None,
            });
        }
        FeatureCollection { bbox: None, features, foreign_members: None }
    }
}

/// What the data loaded does not allow to be computed.
fn unavailable(ground: &Ground) -> Vec<Unavailable> {
    let reason = "no registrations are loaded";
    let figures = [
        "registered_by_practice",
        "registered_by_residence",
        "registered_at_home",
        "self_containment",
        "localisation",
        "flows",
    ];
    let missing = ground.registrations.is_none();
    figures.into_iter().filter(|_| missing).map(|figure| Unavailable { figure, reason }).collect()
}
