//! What if: figures before and after some changes, what moved, the new borders, and what it means in words.

use geojson::{Feature, FeatureCollection, JsonObject};
use serde_json::Value;

use super::changes::{Applied, BodyDefect, Note, Reader, escape};
use super::evaluation::{
    Evaluation, FlowsImpact, Moved, MovedArea, MovedPractice, Total, Totals, Unavailable, Verdicts,
    ZoneImpact,
};
use super::figures::{FlowTable, ZoneFigures};
use super::policies::{Policy, policies, policy};
use super::provenance::{DraftUsed, Provenance};
use super::{geometry, summary};
use crate::domain::atlas::{Atlas, Ground};
use crate::domain::draft::Draft;
use crate::domain::footprint::Figures;
use crate::domain::impact::{Impact, Side, compare};
use crate::domain::partition::{Neighbourhood, ZoneIx};
use crate::domain::plan::{Divided, Plan};
use crate::domain::registrations::Home;
use crate::ingest::Loaded;

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

/// Parts of the answer that are made only when asked for.
const INCLUDES: [&str; 2] = ["access", "borders"];

/// A what-if, read and computed; the answer is written from it.
pub struct WhatIf<'a> {
    pub(super) atlas: &'a Atlas,
    pub(super) draft: &'a Draft,
    pub(super) plan: Plan,
    pub(super) after: Divided,
    pub(super) before: &'a Figures,
    pub(super) impact: Impact,
    pub(super) changes: usize,
    policy: Option<&'static Policy>,
    notes: Vec<Note>,
    pub(super) wants_access: bool,
    wants_borders: bool,
}

/// Reads a body and computes what its changes change.
///
/// # Errors
/// [`NotEvaluated`] with every defect of the body; nothing is applied in part.
pub fn evaluate<'a>(loaded: &'a Loaded, body: &Value) -> Result<WhatIf<'a>, NotEvaluated> {
    let atlas = &loaded.atlas;
    let mut defects = unknown_members(body);
    let base = body.get("base").and_then(Value::as_str).filter(|base| *base != "current");
    let Some(draft) = atlas.draft(base) else {
        let value = base.map(Value::from);
        let known: Vec<&str> = atlas.drafts.iter().map(|draft| draft.id.as_str()).collect();
        let reason = format!("is not a draft that is loaded; there is {}", known.join(", "));
        defects.push(BodyDefect { pointer: "/base".to_owned(), value, reason });
        return Err(NotEvaluated::Body(defects));
    };
    let division = &draft.division;
    let (Some(partition), Some(before), Some(plan)) =
        (division.partition(), &draft.figures, Plan::of(division))
    else {
        return Err(NotEvaluated::NoAreas);
    };
    let changes = body.get("changes").unwrap_or(&Value::Null);
    let Applied { plan, count, notes } = match Reader::new(loaded, draft, plan).apply(changes) {
        Ok(applied) if defects.is_empty() => applied,
        Ok(_) => return Err(NotEvaluated::Body(defects)),
        Err(more) => return Err(NotEvaluated::Body(defects.into_iter().chain(more).collect())),
    };
    let after = plan.complete(&atlas.ground, division).expect("changes leave no area unassigned");
    let before_side = Side { roster: division.roster(), partition, homes: division.homes() };
    let impact =
        compare(&atlas.ground, before_side, side(&after)).expect("both plans were made on this ground");
    let wants = |wanted| includes(body).any(|part| part == wanted);
    let (wants_borders, wants_access) = (wants("borders"), wants("access"));
    let policy = body.get("policy").and_then(Value::as_str).and_then(policy);
    Ok(WhatIf {
        atlas,
        draft,
        plan,
        after,
        before,
        impact,
        changes: count,
        policy,
        notes,
        wants_access,
        wants_borders,
    })
}

fn side(divided: &Divided) -> Side<'_> {
    Side { roster: &divided.roster, partition: &divided.partition, homes: &divided.homes }
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
            "policy" if value.as_str().is_some_and(|id| policy(id).is_some()) => {}
            "policy" => {
                let known: Vec<&str> = policies().iter().map(|policy| policy.id.as_str()).collect();
                defects.push(defect(pointer, Some(value), &format!("expected one of {}", known.join(", "))));
            }
            "base" if value.is_string() => {}
            "base" => defects.push(defect(pointer, None, "expected the id of a draft, or current")),
            "include" => match value.as_array() {
                None => defects.push(defect(pointer, None, "expected a list")),
                Some(parts) => {
                    for (number, part) in parts
                        .iter()
                        .enumerate()
                        .filter(|(_, part)| !part.as_str().is_some_and(|part| INCLUDES.contains(&part)))
                    {
                        defects.push(defect(
                            format!("{pointer}/{number}"),
                            Some(part),
                            "expected access or borders",
                        ));
                    }
                }
            },
            _ => {
                defects.push(defect(
                    pointer,
                    None,
                    "unknown member: expected base, policy, changes, include",
                ));
            }
        }
    }
    defects
}

impl WhatIf<'_> {
    /// The changes' effect: what moved and all figures.
    #[must_use]
    pub fn impact(&self) -> &Impact {
        &self.impact
    }

    /// The whole answer.
    #[must_use]
    pub fn answer(&self) -> Evaluation<'_> {
        let flows = self.before.flows.as_ref().zip(self.impact.after.flows.as_ref());
        Evaluation {
            draft: DraftUsed::of(self.draft),
            summary: summary::sentences(self),
            notes: &self.notes,
            neighbourhoods: self.impact.touched.iter().map(|pair| self.zone_impact(*pair)).collect(),
            totals: Totals { before: Total::of(self.before), after: Total::of(&self.impact.after) },
            verdict: self.policy.map(|policy| self.verdicts(policy)),
            moved: self.moved(),
            consequences: self.consequences(),
            flows: flows.map(|(before, after)| FlowsImpact {
                before: FlowTable::of(before, self.draft.division.roster()),
                after: FlowTable::of(after, &self.after.roster),
            }),
            borders: self.wants_borders.then(|| self.borders()),
            unavailable: unavailable(&self.atlas.ground),
            provenance: Provenance::of(self.atlas, self.draft, &["areas", "practices", "registrations"]),
        }
    }

    pub(super) fn side_before(&self) -> Side<'_> {
        let division = &self.draft.division;
        let partition = division.partition().expect("a what-if has areas");
        Side { roster: division.roster(), partition, homes: division.homes() }
    }

    pub(super) fn side_after(&self) -> Side<'_> {
        side(&self.after)
    }

    fn verdicts(&self, policy: &'static Policy) -> Verdicts<'_> {
        let before = self.draft.division.roster().iter();
        let after = self.after.roster.iter();
        Verdicts {
            before: policy
                .judge(before.map(|(zone, named)| (named.into(), ZoneFigures::of(self.before, zone)))),
            after: policy
                .judge(after.map(|(zone, named)| (named.into(), ZoneFigures::of(&self.impact.after, zone)))),
        }
    }

    /// A neighbourhood before and after; one that came or went has figures on one side alone.
    fn zone_impact(&self, (from, to): (Option<ZoneIx>, Option<ZoneIx>)) -> ZoneImpact<'_> {
        let before = from.map(|zone| (self.was(zone), ZoneFigures::of(self.before, zone)));
        let after = to.map(|zone| (self.is(zone), ZoneFigures::of(&self.impact.after, zone)));
        let named = after.as_ref().or(before.as_ref()).map(|(named, _)| *named).expect("one side is there");
        let renamed_from =
            before.as_ref().map(|(was, _)| was.name.as_str()).filter(|name| *name != named.name);
        let (before, after) = (before.map(|(_, figures)| figures), after.map(|(_, figures)| figures));
        let nothing = ZoneFigures::nothing(self.atlas.ground.registrations.is_some());
        let difference = after.as_ref().unwrap_or(&nothing).less(before.as_ref().unwrap_or(&nothing));
        ZoneImpact { id: named.id.as_str(), name: &named.name, renamed_from, before, after, difference }
    }

    /// A neighbourhood as it was.
    pub(super) fn was(&self, zone: ZoneIx) -> &Neighbourhood {
        self.draft.division.roster().neighbourhood(zone)
    }

    /// A neighbourhood as it is after the changes.
    pub(super) fn is(&self, zone: ZoneIx) -> &Neighbourhood {
        self.after.roster.neighbourhood(zone)
    }

    fn moved(&self) -> Moved<'_> {
        let ground = &self.atlas.ground;
        let areas = self.impact.areas.iter().map(|(ix, from, to)| {
            let area = ground.geography.area(*ix);
            let (from, to) = (self.was(*from).id.as_str(), self.is(*to).id.as_str());
            MovedArea { code: area.code, name: &area.name, residents: area.residents, from, to }
        });
        let practices = self.impact.practices.iter().map(|(ix, from, to)| {
            let practice = ground.practices.practice(*ix);
            let (from, to) =
                (from.map(|zone| self.was(zone).id.as_str()), to.map(|zone| self.is(zone).id.as_str()));
            MovedPractice { code: practice.code, name: &practice.name, from, to }
        });
        let areas: Vec<MovedArea<'_>> = areas.collect();
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
        for zone in self.impact.touched.iter().filter_map(|(_, to)| *to) {
            let partition = &self.after.partition;
            let shape = coverage.dissolve(|face| partition.zone_of_owner(coverage.owner(face)) == zone);
            let neighbourhood = self.is(zone);
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
