//! Connected groups of neighbourhoods in a range of people, and all ways to divide all neighbourhoods among such groups.

use serde::Serialize;

use super::asked::{GroupedFigure, GroupsRequest, RankBy};
use super::cover::{Graph, MOST_NEIGHBOURHOODS, MOST_STEPS, members};
use super::measures::{Measures, Ranking, fewest_crossing};
use super::pieces::Pieces;
use crate::county::Loaded;
use crate::domain::boundaries::contiguity::neighbours;
use crate::domain::figures::flows::{From, To};
use crate::domain::ground::codes::GssCode;
use crate::planning::decide::start::evaluated;
use crate::planning::decide::suggest::{CAVEAT, PARTS};
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::terms::figures::ZoneFigures;
use crate::planning::terms::provenance::{DraftUsed, Provenance};
use crate::planning::terms::words::{counted, grouped, names};
use crate::planning::what_if::{NotEvaluated, WhatIf};

/// The answer.
#[derive(Clone, Debug, Serialize)]
pub struct Groupings<'a> {
    /// The draft used.
    pub draft: DraftUsed<'a>,
    /// The answer in plain sentences.
    pub summary: Vec<String>,
    /// What must be said with it.
    pub caveat: &'static str,
    /// Whom groups are counted by.
    pub figure: GroupedFigure,
    /// The least a group has.
    pub least: u64,
    /// The most a group has.
    pub most: u64,
    /// In all neighbourhoods together.
    pub people: u64,
    /// What ways are ranked by.
    pub rank_by: RankBy,
    /// Connected groups in the range, the one with fewest patients crossing its border first.
    pub groups: Listed<NeighbourhoodGroup>,
    /// Ways to divide all neighbourhoods among such groups, ranked.
    pub ways: Ways,
    /// Ways that no other with as many groups dominates.
    pub not_dominated: Listed<Grouping>,
    /// The data used.
    pub provenance: Provenance<'a>,
}

/// Some of many.
#[derive(Clone, Debug, Serialize)]
pub struct Listed<T> {
    /// How many there are.
    pub total: u64,
    /// How many are listed.
    pub count: usize,
    /// Those.
    pub items: Vec<T>,
}

/// Ways, with how many there are of each number of groups.
#[derive(Clone, Debug, Serialize)]
pub struct Ways {
    /// How many there are.
    pub total: u64,
    /// By number of groups.
    pub by_groups: Vec<WaysOf>,
    /// How many are listed.
    pub count: usize,
    /// Those, the best first.
    pub items: Vec<Grouping>,
}

/// How many ways there are with so many groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct WaysOf {
    /// Groups.
    pub groups: usize,
    /// Ways.
    pub ways: u64,
}

/// A connected group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NeighbourhoodGroup {
    /// Ids, in order.
    pub neighbourhoods: Vec<String>,
    /// Its people.
    pub people: u64,
    /// Patients who live in it and are registered in a neighbourhood outside it, or the other way round; null without registrations.
    pub patients_crossing: Option<u64>,
    /// Councils that some of its areas are of.
    pub councils: Vec<GssCode>,
}

/// A way to divide all neighbourhoods among groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grouping {
    /// The groups, in order of their first neighbourhoods.
    pub groups: Vec<NeighbourhoodGroup>,
    /// Patients who live in one group and are registered in another; null without registrations.
    pub patients_crossing: Option<u64>,
    /// The largest group less the smallest, in people.
    pub balance: u64,
    /// For each council the groups that some of its areas are in, less one, added up.
    pub councils_crossed: u64,
}

/// Every group in the range whose areas hang together in one piece, and every way to divide all neighbourhoods among such groups.
///
/// # Errors
/// Every defect of the request; among them a range that leaves more than can be tried.
pub fn groupings<'a>(loaded: &'a Loaded, asked: &'a GroupsRequest) -> Result<Groupings<'a>, NotEvaluated> {
    let plan = evaluated(loaded, &asked.start, &asked.defects)?;
    let mut defects = asked.defects.clone();
    let grouping = match Grouped::of(&plan, asked.figure) {
        Ok(grouping) if defects.is_empty() => grouping,
        Ok(_) => return Err(NotEvaluated::Body(defects)),
        Err(defect) => {
            defects.push(*defect);
            return Err(NotEvaluated::Body(defects));
        }
    };
    let neighbourhoods = plan.after.roster.len();
    if let Some(count) = asked.groups.filter(|count| *count > neighbourhoods) {
        let reason = format!("there are {neighbourhoods} neighbourhoods, and none can be in two groups");
        return Err(NotEvaluated::Body(vec![BodyDefect::new("/groups", Some(count.into()), reason)]));
    }
    let too_many = |error: super::cover::TooMany| {
        let or = if asked.groups.is_none() { ", or say how many groups there are to be" } else { "" };
        let reason = format!("{error}{or}");
        NotEvaluated::Body(vec![BodyDefect::new("/most", Some(asked.people.most.into()), reason)])
    };
    let mut groups = grouping.graph.groups(asked.people, MOST_STEPS).map_err(too_many)?;
    groups.retain(|group| grouping.pieces.hang_together(*group));
    let mut ranking = Ranking::new(asked.rank_by, asked.limit);
    let mut show = |way: &[u64]| ranking.add(grouping.measures.of(&grouping.graph, way), way);
    grouping.graph.ways(&groups, asked.people, asked.groups, MOST_STEPS, &mut show).map_err(too_many)?;
    Ok(grouping.answer(&plan, loaded, asked, &groups, &ranking))
}

/// A plan as a graph of neighbourhoods.
pub(super) struct Grouped {
    ids: Vec<String>,
    pub(super) graph: Graph,
    measures: Measures,
    councils: Vec<GssCode>,
    pieces: Pieces,
}

impl Grouped {
    /// Who is next to whom, and everything that groups are measured by.
    pub(super) fn of(plan: &WhatIf<'_>, figure: GroupedFigure) -> Result<Self, Box<BodyDefect>> {
        let (roster, geography) = (&plan.after.roster, &plan.atlas.ground.geography);
        let councils: Vec<GssCode> = geography.districts().iter().map(|district| district.code).collect();
        if roster.len() > MOST_NEIGHBOURHOODS || councils.len() > u128::BITS as usize {
            let reason = "has more neighbourhoods or councils than groups are made of: at most 64, and 128";
            return Err(Box::new(BodyDefect::new("/base", None, reason)));
        }
        let figures = roster.iter().map(|(zone, _)| figure.of(&ZoneFigures::of(&plan.impact.after, zone)));
        let Some(people) = figures.collect::<Option<Vec<u64>>>() else {
            let reason = "is not known of every neighbourhood in the data loaded";
            return Err(Box::new(BodyDefect::new("/figure", Some(figure.as_str().into()), reason)));
        };
        let mut adjacent = vec![0; roster.len()];
        let mut councils_of = vec![0; roster.len()];
        let near = neighbours(&plan.atlas.ground);
        for ((area, known), near) in geography.areas().zip(&near) {
            let zone = plan.after.partition.zone(area).slot();
            let others = near.iter().map(|other| plan.after.partition.zone(*other).slot());
            adjacent[zone] |= others.filter(|other| *other != zone).fold(0u64, |all, other| all | 1 << other);
            if let Ok(council) = councils.binary_search(&known.district) {
                councils_of[zone] |= 1 << council;
            }
        }
        let ids = roster.iter().map(|(_, named)| named.id.to_string()).collect();
        let measures = Measures { between: between(plan), councils: councils_of };
        let pieces = Pieces::of(plan, &near);
        Ok(Self { ids, graph: Graph { people, adjacent }, measures, councils, pieces })
    }

    fn answer<'a>(
        &self,
        plan: &WhatIf<'a>,
        loaded: &'a Loaded,
        asked: &GroupsRequest,
        groups: &[u64],
        ranking: &Ranking,
    ) -> Groupings<'a> {
        let by_groups: Vec<WaysOf> =
            ranking.by_groups().into_iter().map(|(groups, ways)| WaysOf { groups, ways }).collect();
        let total = by_groups.iter().map(|of| of.ways).sum();
        let best: Vec<Grouping> = ranking.best().iter().map(|way| self.way(way)).collect();
        let front = ranking.not_dominated();
        let not_dominated: Vec<Grouping> = front.iter().take(asked.limit).map(|way| self.way(way)).collect();
        let shown = fewest_crossing(&self.measures, groups, asked.limit);
        let shown: Vec<NeighbourhoodGroup> = shown.into_iter().map(|group| self.group(group)).collect();
        Groupings {
            draft: DraftUsed::of(plan.draft),
            summary: self.summary(asked, groups.len(), &by_groups, best.first()),
            caveat: CAVEAT,
            figure: asked.figure,
            least: asked.people.least,
            most: asked.people.most,
            people: self.graph.people.iter().sum(),
            rank_by: asked.rank_by,
            groups: Listed { total: groups.len() as u64, count: shown.len(), items: shown },
            ways: Ways { total, by_groups, count: best.len(), items: best },
            not_dominated: Listed {
                total: front.len() as u64,
                count: not_dominated.len(),
                items: not_dominated,
            },
            provenance: Provenance::of(&loaded.atlas, plan.draft, &PARTS),
        }
    }

    fn group(&self, group: u64) -> NeighbourhoodGroup {
        let councils = self.measures.councils_of(group);
        let is_of_group = |(place, _): &(usize, &GssCode)| councils >> place & 1 == 1;
        NeighbourhoodGroup {
            neighbourhoods: members(group).map(|place| self.ids[place].clone()).collect(),
            people: self.graph.people_of(group),
            patients_crossing: self.measures.crossing(group),
            councils: self.councils.iter().enumerate().filter(is_of_group).map(|(_, code)| *code).collect(),
        }
    }

    /// A way with its measures.
    pub(super) fn way(&self, way: &[u64]) -> Grouping {
        let measured = self.measures.of(&self.graph, way);
        Grouping {
            groups: way.iter().map(|group| self.group(*group)).collect(),
            patients_crossing: self.measures.between.as_ref().map(|_| measured.crossing),
            balance: measured.balance,
            councils_crossed: measured.councils_crossed,
        }
    }

    fn summary(
        &self,
        asked: &GroupsRequest,
        groups: usize,
        by_groups: &[WaysOf],
        best: Option<&Grouping>,
    ) -> Vec<String> {
        let (one, many) = asked.figure.nouns();
        let (least, most) = (grouped(asked.people.least), counted(asked.people.most, one, many));
        let all = self.ids.len() as u64;
        let mut sentences = vec![format!(
            "There {} {} of neighbourhoods that hang together and have {least} to {most}.",
            if groups == 1 { "is" } else { "are" },
            counted(groups as u64, "group", "groups")
        )];
        let broken: Vec<String> = self.pieces.of_several().map(|place| self.ids[place].clone()).collect();
        if !broken.is_empty() {
            sentences.push(format!(
                "{} {} in more than one piece: it is in groups that join its pieces alone.",
                names(&broken),
                if broken.len() == 1 { "is" } else { "are each" }
            ));
        }
        let Some(best) = best else {
            sentences.push(format!(
                "There is no way to divide all {all} neighbourhoods, with {}, among such groups{}.",
                counted(self.graph.people.iter().sum(), one, many),
                asked.groups.map_or_else(String::new, |count| format!(": {count} of them"))
            ));
            return sentences;
        };
        let told: Vec<String> = by_groups
            .iter()
            .map(|of| {
                format!(
                    "{} with {}",
                    counted(of.ways, "way", "ways"),
                    counted(of.groups as u64, "group", "groups")
                )
            })
            .collect();
        sentences.push(format!(
            "All {all} neighbourhoods can be divided among such groups in {}; every way was tried.",
            names(&told)
        ));
        let crossing = best.patients_crossing.map_or_else(String::new, |crossing| {
            format!(
                "{} live in one group and are registered in another, ",
                counted(crossing, "patient", "patients")
            )
        });
        sentences.push(format!(
            "In the first of them {crossing}the largest group has {} more than the smallest, and councils are divided {}.",
            counted(best.balance, one, many),
            counted(best.councils_crossed, "time", "times")
        ));
        sentences
    }
}

/// Patients who live in one of two neighbourhoods and are registered in the other; none without registrations.
fn between(plan: &WhatIf<'_>) -> Option<Vec<Vec<u64>>> {
    let flows = plan.impact.after.flows.as_ref()?;
    let zones: Vec<_> = plan.after.roster.iter().map(|(zone, _)| zone).collect();
    let one_way = |from, to| flows.patients(From::Zone(from), To::Zone(to));
    let both = |one, other| if one == other { 0 } else { one_way(one, other) + one_way(other, one) };
    Some(zones.iter().map(|one| zones.iter().map(|other| both(*one, *other)).collect()).collect())
}
