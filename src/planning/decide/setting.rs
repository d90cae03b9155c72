//! What was asked, laid over the ground: the plan to start from, the policy, and both as a problem to search.

use std::collections::BTreeMap;

use super::asked::{KeepTogether, Minimised, SuggestionRequest};
use super::figures_of_areas::{Follows, divided, follows, patients_living, residents};
use super::frontier::asked::{Against, FrontierRequest};
use super::search::{MOST_ZONES, Problem, Range, Tie, Unit};
use super::start::evaluated;
use crate::county::Loaded;
use crate::county::policy::{Amount, Policy, Rule, RuledFigure};
use crate::domain::boundaries::contiguity::neighbours;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::{Area, AreaIx};
use crate::domain::ground::registrations::Home;
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::what_if::{NotEvaluated, WhatIf};

/// A request that holds, ready to be searched.
pub struct Setting<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) asked: &'a SuggestionRequest,
    pub(super) policy: &'a Policy,
    /// The plan to start from.
    pub(super) plan: WhatIf<'a>,
    /// The areas in order, by slot.
    pub(super) areas: Vec<AreaIx>,
    /// The neighbourhoods in order, by slot.
    pub(super) zones: Vec<ZoneIx>,
    /// The rules that are ranges of counts, in the order of the problem's.
    pub(super) rules: Vec<Rule>,
    pub(super) problem: Problem,
}

impl<'a> Setting<'a> {
    /// Looks everything up.
    ///
    /// # Errors
    /// Every defect of the request.
    pub fn of(loaded: &'a Loaded, asked: &'a SuggestionRequest) -> Result<Self, NotEvaluated> {
        let mut defects = asked.defects.clone();
        let policy = match asked.policy.as_ref().map(|policy| policy.find("/policy", &loaded.policies)) {
            Some(Ok(policy)) => Some(policy),
            Some(Err(defect)) => {
                defects.push(*defect);
                None
            }
            None => None,
        };
        let plan = evaluated(loaded, &asked.start, &defects)?;
        let making = Making::new(asked, &plan);
        defects.extend(making.unknown_codes());
        let Some(policy) = policy else { return Err(NotEvaluated::Body(defects)) };
        let figures = making.figures(policy);
        match (figures, defects.is_empty()) {
            (Ok(figures), true) => {
                let problem = making.problem(figures)?;
                let areas = plan.atlas.ground.geography.areas().map(|(area, _)| area).collect();
                let zones = plan.after.roster.iter().map(|(zone, _)| zone).collect();
                let rules =
                    policy.rules.iter().filter(|rule| rule.figure != RuledFigure::Pieces).copied().collect();
                Ok(Self { loaded, asked, policy, plan, areas, zones, rules, problem })
            }
            (Ok(_), false) => Err(NotEvaluated::Body(defects)),
            (Err(more), _) => Err(NotEvaluated::Body(defects.into_iter().chain(more).collect())),
        }
    }

    /// The same of a frontier.
    ///
    /// # Errors
    /// Every defect of the request.
    pub fn of_frontier(loaded: &'a Loaded, asked: &'a FrontierRequest) -> Result<Self, NotEvaluated> {
        let setting = Self::of(loaded, &asked.suggestion)?;
        let needs_registrations = asked.against == Against::PatientsCrossing;
        if needs_registrations && loaded.atlas.ground.registrations.is_none() {
            let reason =
                "is not known: the data loaded has no registrations; ask against neighbourhoods_outside";
            let defect = BodyDefect::new("/against", Some("patients_crossing".into()), reason);
            return Err(NotEvaluated::Body(vec![defect]));
        }
        Ok(setting)
    }

    /// Whether what the search finds least of and holds to are sums over areas, so that what it proves is proven of the plan.
    pub(super) fn is_provable(&self) -> bool {
        let is_of_areas =
            |rule: &Rule| matches!(rule.figure, RuledFigure::Residents | RuledFigure::RegisteredByResidence);
        self.rules.iter().all(is_of_areas)
    }

    pub(super) fn area(&self, slot: usize) -> &Area {
        self.plan.atlas.ground.geography.area(self.areas[slot])
    }
}

/// What moving everybody costs, by residents; 1 where nobody lives.
#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
fn mean_cost_of_a_person(plan: &WhatIf<'_>, problem: &Problem) -> f64 {
    let all: u64 = residents(plan).iter().sum();
    let cost: u64 = problem.units.iter().map(|unit| unit.cost).sum();
    if all == 0 || cost == 0 { 1.0 } else { cost as f64 / all as f64 }
}

/// Figures of areas by rule, and what is minimised.
struct FiguresOfAreas {
    costs: Vec<u64>,
    weights: Vec<Vec<u64>>,
    constants: Vec<Vec<u64>>,
    ranges: Vec<Range>,
    most_pieces: Option<usize>,
}

/// The problem while it is made.
struct Making<'a, 'b> {
    asked: &'a SuggestionRequest,
    plan: &'b WhatIf<'a>,
}

impl<'a, 'b> Making<'a, 'b> {
    fn new(asked: &'a SuggestionRequest, plan: &'b WhatIf<'a>) -> Self {
        Self { asked, plan }
    }

    fn unknown_codes(&self) -> Vec<BodyDefect> {
        let mut defects = Vec::new();
        for (number, id) in self.asked.fixed_neighbourhoods.iter().enumerate() {
            if self.plan.after.roster.find(id).is_none() {
                let reason = "is not a neighbourhood of the plan to start from";
                let pointer = format!("/fixed/neighbourhoods/{number}");
                defects.push(BodyDefect::new(pointer, Some(id.as_str().into()), reason));
            }
        }
        for (number, code) in self.asked.fixed_areas.iter().enumerate() {
            if self.plan.atlas.ground.geography.find(*code).is_none() {
                let pointer = format!("/fixed/areas/{number}");
                defects.push(BodyDefect::new(
                    pointer,
                    Some(code.to_string().into()),
                    "no area of the data loaded has it",
                ));
            }
        }
        if self.plan.after.roster.len() > MOST_ZONES {
            let reason = format!(
                "has more than {MOST_ZONES} neighbourhoods, which is most that a suggestion is made for"
            );
            defects.push(BodyDefect::new("/base", None, reason));
        }
        defects
    }

    /// The figures that are searched, or what keeps them from being so.
    fn figures(&self, policy: &Policy) -> Result<FiguresOfAreas, Vec<BodyDefect>> {
        let mut defects = Vec::new();
        let (mut weights, mut constants, mut ranges, mut most_pieces) = (vec![], vec![], vec![], None);
        for (number, rule) in policy.rules.iter().enumerate() {
            let pointer = format!("/policy/rules/{number}");
            if rule.figure == RuledFigure::Pieces {
                most_pieces = rule.most.and_then(Amount::count).and_then(|most| usize::try_from(most).ok());
                if rule.least.and_then(Amount::count).is_some_and(|least| least > 1) || most_pieces == Some(0)
                {
                    let reason =
                        "a suggestion keeps each neighbourhood in one piece, or in no more than it is in";
                    defects.push(BodyDefect::new(pointer, None, reason));
                }
                continue;
            }
            if let Some(divided) = divided(self.plan, rule.figure) {
                weights.push(divided.areas);
                constants.push(divided.constants);
                let limit = |limit: Option<Amount>, none| limit.and_then(Amount::count).unwrap_or(none);
                ranges.push(Range { least: limit(rule.least, 0), most: limit(rule.most, u64::MAX) });
            } else {
                let why = if rule.figure.is_share() {
                    "is a share, and a suggestion can only meet rules about counts"
                } else {
                    "is not known of everything in the data loaded, so that no plan can be suggested by it"
                };
                defects.push(BodyDefect::new(pointer, None, format!("{} {why}", rule.figure.as_str())));
            }
        }
        let costs = self.costs();
        if costs.is_none() {
            let reason = "is not known: the data loaded has no registrations";
            defects.push(BodyDefect::new("/minimise", Some(self.asked.minimise.as_str().into()), reason));
        }
        match costs {
            Some(costs) if defects.is_empty() => {
                Ok(FiguresOfAreas { costs, weights, constants, ranges, most_pieces })
            }
            _ => Err(defects),
        }
    }

    fn costs(&self) -> Option<Vec<u64>> {
        match self.asked.minimise {
            Minimised::Residents => Some(residents(self.plan)),
            Minimised::RegisteredByResidence => patients_living(self.plan),
            Minimised::Areas => Some(vec![1; self.plan.atlas.ground.geography.len()]),
        }
    }

    fn problem(&self, figures: FiguresOfAreas) -> Result<Problem, NotEvaluated> {
        let ground = &self.plan.atlas.ground;
        if ground.geography.is_empty() {
            return Err(NotEvaluated::NoAreas);
        }
        let zones = self.plan.after.roster.len();
        let anchors = self.anchors();
        let groups = self.groups();
        let units = groups.iter().map(|areas| self.unit(areas, zones, &figures, &anchors)).collect();
        let neighbours = neighbours(ground);
        let neighbours =
            neighbours.into_iter().map(|near| near.into_iter().map(AreaIx::slot).collect()).collect();
        let ranges = figures.ranges.iter().map(|range| vec![*range; zones]).collect();
        let mut problem = Problem::new(units, neighbours, zones, ranges, figures.constants);
        if let Some(most) = figures.most_pieces {
            problem = problem.with_most_pieces(most);
        }
        self.tie(&mut problem);
        problem.cost_of_a_person = mean_cost_of_a_person(self.plan, &problem);
        Ok(problem)
    }

    /// The area of each neighbourhood's largest practice, by list size.
    fn anchors(&self) -> Vec<Option<AreaIx>> {
        let mut largest: Vec<Option<(u64, AreaIx)>> = vec![None; self.plan.after.roster.len()];
        if !self.asked.anchors {
            return vec![None; largest.len()];
        }
        let practices = &self.plan.atlas.ground.practices;
        for (practice, _) in practices.iter() {
            if let Some(Follows::Area(area)) = follows(self.plan, practice) {
                let zone = self.plan.after.partition.zone(area).slot();
                let size = self.plan.after.closures.list_size(practices, practice).unwrap_or(0);
                if largest[zone].is_none_or(|(most, _)| size > most) {
                    largest[zone] = Some((size, area));
                }
            }
        }
        largest.into_iter().map(|largest| largest.map(|(_, area)| area)).collect()
    }

    /// The areas that move together, in order of their first.
    fn groups(&self) -> Vec<Vec<AreaIx>> {
        let label: fn(&Area) -> Option<GssCode> = match self.asked.keep_together {
            None => |_| None,
            Some(KeepTogether::Msoa) => |area| area.msoa,
            Some(KeepTogether::Ward) => |area| area.ward,
            Some(KeepTogether::District) => |area| Some(area.district),
        };
        let mut groups: Vec<Vec<AreaIx>> = Vec::new();
        let mut place_of: BTreeMap<(ZoneIx, GssCode), usize> = BTreeMap::new();
        for (ix, area) in self.plan.atlas.ground.geography.areas() {
            let key = label(area).map(|label| (self.plan.after.partition.zone(ix), label));
            if let Some(place) = key.and_then(|key| place_of.get(&key)) {
                groups[*place].push(ix);
            } else {
                if let Some(key) = key {
                    place_of.insert(key, groups.len());
                }
                groups.push(vec![ix]);
            }
        }
        groups
    }

    fn unit(
        &self,
        areas: &[AreaIx],
        zones: usize,
        figures: &FiguresOfAreas,
        anchors: &[Option<AreaIx>],
    ) -> Unit {
        let (plan, geography) = (self.plan, &self.plan.atlas.ground.geography);
        let base = plan.after.partition.zone(areas[0]).slot();
        let is_fixed = |id| plan.after.roster.find(id).map(ZoneIx::slot);
        let fixed: Vec<usize> = self.asked.fixed_neighbourhoods.iter().filter_map(is_fixed).collect();
        let stays = fixed.contains(&base)
            || areas.iter().any(|area| {
                anchors.contains(&Some(*area)) || self.asked.fixed_areas.contains(&geography.area(*area).code)
            });
        let all = if zones == MOST_ZONES { u64::MAX } else { (1 << zones) - 1 };
        let open = fixed.iter().fold(all, |open, zone| open & !(1 << zone));
        let sum = |of: &[u64]| areas.iter().map(|area| of[area.slot()]).sum();
        Unit {
            areas: areas.iter().map(|area| area.slot()).collect(),
            cost: sum(&figures.costs),
            weights: figures.weights.iter().map(|weights| sum(weights)).collect(),
            base,
            allowed: if stays { 1 << base } else { open },
        }
    }

    /// Ties units by the patients who live in one and are registered in the other.
    fn tie(&self, problem: &mut Problem) {
        let Some(registrations) = &self.plan.atlas.ground.registrations else { return };
        let mut between: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for row in registrations.rows() {
            let Home::Area(home) = row.home else { continue };
            let home = problem.unit_of[home.slot()];
            match follows(self.plan, self.plan.after.closures.holder(row.practice)) {
                Some(Follows::Area(area)) => {
                    let site = problem.unit_of[area.slot()];
                    *between.entry((home.min(site), home.max(site))).or_default() += u64::from(row.patients);
                }
                Some(Follows::Zone(zone)) => problem.fixed_ties[home].push((zone, row.patients.into())),
                None => {}
            }
        }
        for ((one, other), patients) in between.into_iter().filter(|((one, other), _)| one != other) {
            problem.ties[one].push(Tie { unit: other, patients });
            problem.ties[other].push(Tie { unit: one, patients });
        }
    }
}
