//! Groups described as neighbourhoods are: a plan whose neighbourhoods are the groups has figures, profiles, flows and outlines as any.

use serde::Serialize;

use super::asked::GroupedFigure;
use super::chosen::{ChosenGroup, misfits};
use super::groupings::{Grouped, Grouping};
use crate::county::Loaded;
use crate::domain::boundaries::division::Division;
use crate::domain::boundaries::partition::{Assignment, Divided, Neighbourhood, Roster, ZoneIx};
use crate::domain::boundaries::practice_decisions::PracticeDecisions;
use crate::domain::draft::{Draft, DraftTitle, ScenarioUsed};
use crate::domain::geometry::coverage::Shape;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId, OdsCode};
use crate::planning::decide::start::evaluated;
use crate::planning::decide::suggest::{CAVEAT, PARTS};
use crate::planning::describe::neighbourhood_profile::{self, Flow, Insight};
use crate::planning::describe::profile::{self, NeighbourhoodProfile, Single};
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::terms::figures::FlowTable;
use crate::planning::terms::provenance::{DraftUsed, Named, Provenance};
use crate::planning::what_if::request::Request;
use crate::planning::what_if::{NotEvaluated, WhatIf};

/// The tables that a profile is made of.
const PROFILE_PARTS: [&str; 6] =
    ["areas", "practices", "registrations", "ages", "accommodation", "indicators"];

/// A plan in groups.
pub struct DescribedGroups<'a> {
    loaded: &'a Loaded,
    /// Boundaries whose neighbourhoods are the groups.
    pub draft: Draft,
    /// Neighbourhoods in order, each with its group.
    neighbourhoods: Vec<(Neighbourhood, ZoneIx)>,
    /// By area: its neighbourhood, by place among those.
    neighbourhood_of: Vec<usize>,
    grouping: Grouping,
    /// Practices placed by hand, each with the group it counts in, and those that close.
    practices: PracticeDecisions,
}

/// The answer.
#[derive(Clone, Debug, Serialize)]
pub struct GroupsAnswer<'a> {
    /// The draft used.
    pub draft: DraftUsed<'a>,
    /// What must be said with it.
    pub caveat: &'static str,
    /// The groups, in order of id.
    pub groups: Vec<GroupAnswer<'a>>,
    /// The measures of the groups together.
    pub grouping: &'a Grouping,
    /// Patients by the group they live in and the one they are registered in; not there without registrations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flows: Option<FlowTable>,
    /// Practices that count in a group, in order of code.
    pub practices: Vec<PracticeAnswer<'a>>,
    /// The data used.
    pub provenance: Provenance<'a>,
}

/// A group, as a neighbourhood is described.
#[derive(Clone, Debug, Serialize)]
pub struct GroupAnswer<'a> {
    /// Its neighbourhoods, in order of id.
    pub neighbourhoods: Vec<Named<'a>>,
    /// Its figures.
    pub figures: NeighbourhoodProfile<'a>,
    /// What it is like.
    pub profile: Single<'a, Insight<'a>>,
}

/// A practice, and the groups that its patients live in.
#[derive(Clone, Debug, Serialize)]
pub struct PracticeAnswer<'a> {
    /// ODS code.
    pub code: OdsCode,
    /// Name.
    pub name: &'a str,
    /// The group it counts in.
    pub group: Named<'a>,
    /// Where its patients live, most first; null without registrations.
    pub patients_from: Option<Vec<Flow<'a>>>,
}

/// An area with its neighbourhood and its group.
#[derive(Clone, Copy, Debug)]
pub struct GroupedArea<'a> {
    /// The area.
    pub area: GssCode,
    /// Its neighbourhood.
    pub neighbourhood: &'a Neighbourhood,
    /// Its group.
    pub group: &'a Neighbourhood,
}

/// Puts all neighbourhoods of a plan into groups. `known` are the defects of the request otherwise, `scenario` what the plan is a
/// revision of.
///
/// # Errors
/// Every defect; among them a neighbourhood that is in no group, or a group of one that is not there.
pub fn described<'a>(
    loaded: &'a Loaded,
    start: &'a Request,
    groups: &[ChosenGroup],
    known: &[BodyDefect],
    scenario: Option<ScenarioUsed>,
) -> Result<DescribedGroups<'a>, NotEvaluated> {
    described_of(loaded, &evaluated(loaded, start, known)?, groups, known, scenario)
}

/// The same of a plan that was evaluated.
///
/// # Errors
/// As [`described`].
pub fn described_of<'a>(
    loaded: &'a Loaded,
    plan: &WhatIf<'a>,
    groups: &[ChosenGroup],
    known: &[BodyDefect],
    scenario: Option<ScenarioUsed>,
) -> Result<DescribedGroups<'a>, NotEvaluated> {
    let mut defects = known.to_vec();
    if known.is_empty() {
        defects.extend(misfits("/groups", groups, &plan.after.roster));
    }
    match Grouped::of(plan, GroupedFigure::Residents) {
        Ok(graph) if defects.is_empty() => Ok(DescribedGroups::of(loaded, plan, groups, &graph, scenario)),
        Ok(_) => Err(NotEvaluated::Body(defects)),
        Err(defect) => {
            defects.push(*defect);
            Err(NotEvaluated::Body(defects))
        }
    }
}

impl<'a> DescribedGroups<'a> {
    fn of(
        loaded: &'a Loaded,
        plan: &WhatIf<'a>,
        groups: &[ChosenGroup],
        graph: &Grouped,
        scenario: Option<ScenarioUsed>,
    ) -> Self {
        let read = |id: &str| id.parse::<NeighbourhoodId>().expect("ids of groups were read as such");
        let named =
            groups.iter().map(|group| Neighbourhood { id: read(&group.id), name: group.name.clone() });
        let roster = Roster::new(named.collect());
        let group_of = |id: &NeighbourhoodId| {
            let group = groups.iter().find(|group| group.neighbourhoods.iter().any(|own| own == id.as_str()));
            let group = group.expect("every neighbourhood is in a group");
            roster.find(&read(&group.id)).expect("the roster was made of these")
        };
        let neighbourhoods: Vec<(Neighbourhood, ZoneIx)> =
            plan.after.roster.iter().map(|(_, named)| (named.clone(), group_of(&named.id))).collect();
        let of_zone = |zone: ZoneIx| neighbourhoods[zone.slot()].1;
        let geography = &plan.atlas.ground.geography;
        let neighbourhood_of: Vec<usize> =
            geography.areas().map(|(area, _)| plan.after.partition.zone(area).slot()).collect();
        let areas =
            geography.areas().map(|(area, _)| Some(of_zone(plan.after.partition.zone(area)))).collect();
        let partition = Assignment::new(areas).complete().expect("every area is in a group");
        let homes = plan.after.homes.iter().map(|home| home.map(of_zone)).collect();
        let mut ways = vec![0u64; roster.len()];
        for (place, (_, group)) in neighbourhoods.iter().enumerate() {
            ways[group.slot()] |= 1 << place;
        }
        let PracticeDecisions { placed, closed } = plan.practice_decisions();
        let in_group = |home: &NeighbourhoodId| roster.neighbourhood(group_of(home)).id.clone();
        let placed = placed.iter().map(|(practice, home)| (*practice, in_group(home))).collect();
        let practices = PracticeDecisions { placed, closed };
        let closures = plan.after.closures.clone();
        let divided = Divided { roster, partition, homes, closures };
        let division = Division::planned(&plan.atlas.ground, divided);
        let draft = draft(loaded, plan, division, scenario);
        Self { loaded, grouping: graph.way(&ways), neighbourhoods, neighbourhood_of, practices, draft }
    }

    /// Practices placed by hand, each with the group it counts in, and those that close.
    #[must_use]
    pub fn practices(&self) -> &PracticeDecisions {
        &self.practices
    }

    /// The groups with all that is known of them.
    #[must_use]
    pub fn answer(&self) -> GroupsAnswer<'_> {
        let atlas = &self.loaded.atlas;
        let flows = self.draft.figures.as_ref().and_then(|figures| figures.flows.as_ref());
        let roster = self.draft.division.roster();
        let practices = atlas.ground.practices.iter().filter_map(|(ix, practice)| {
            let group = roster.neighbourhood(self.draft.division.home(ix)?).into();
            let patients_from = neighbourhood_profile::practice(self.loaded, &self.draft, ix).patients_from;
            Some(PracticeAnswer { code: practice.code, name: &practice.name, group, patients_from })
        });
        GroupsAnswer {
            draft: DraftUsed::of(&self.draft),
            caveat: CAVEAT,
            groups: self.groups().map(|(group, own)| self.group(group, &own)).collect(),
            grouping: &self.grouping,
            flows: flows.map(|flows| FlowTable::of(flows, roster)),
            practices: practices.collect(),
            provenance: Provenance::of(atlas, &self.draft, &PARTS),
        }
    }

    fn group<'b>(&'b self, group: ZoneIx, own: &[&'b Neighbourhood]) -> GroupAnswer<'b> {
        let atlas = &self.loaded.atlas;
        GroupAnswer {
            neighbourhoods: own.iter().copied().map(Into::into).collect(),
            figures: profile::neighbourhood(atlas, &self.draft, group),
            profile: Single {
                item: neighbourhood_profile::insight(self.loaded, &self.draft, group),
                draft: DraftUsed::of(&self.draft),
                provenance: Provenance::of(atlas, &self.draft, &PROFILE_PARTS),
            },
        }
    }

    /// The data.
    #[must_use]
    pub fn loaded(&self) -> &'a Loaded {
        self.loaded
    }

    /// Each neighbourhood with its outline, over the coverage of areas.
    #[must_use]
    pub fn outlines(&self) -> Vec<Shape> {
        let ground = &self.loaded.atlas.ground;
        let mut areas = vec![Vec::new(); self.neighbourhoods.len()];
        for ((area, _), place) in ground.geography.areas().zip(&self.neighbourhood_of) {
            areas[*place].push(area);
        }
        areas.iter().map(|areas| ground.outline_of(areas)).collect()
    }

    /// Each group with its neighbourhoods, in order of id.
    pub fn groups(&self) -> impl Iterator<Item = (ZoneIx, Vec<&Neighbourhood>)> {
        self.draft.division.roster().iter().map(|(group, _)| {
            let own = self.neighbourhoods.iter().filter(move |(_, of)| *of == group);
            (group, own.map(|(named, _)| named).collect())
        })
    }

    /// The measures of the groups together.
    #[must_use]
    pub fn grouping(&self) -> &Grouping {
        &self.grouping
    }

    /// The group of each area, in order of code.
    pub fn areas(&self) -> impl Iterator<Item = GroupedArea<'_>> {
        let areas = self.loaded.atlas.ground.geography.areas().zip(&self.neighbourhood_of);
        areas.map(|((_, area), place)| {
            let (neighbourhood, group) = &self.neighbourhoods[*place];
            let group = self.draft.division.roster().neighbourhood(*group);
            GroupedArea { area: area.code, neighbourhood, group }
        })
    }
}

fn draft(loaded: &Loaded, plan: &WhatIf<'_>, division: Division, scenario: Option<ScenarioUsed>) -> Draft {
    let base = plan.draft;
    let title = DraftTitle {
        id: base.id.clone(),
        title: base.title.clone(),
        date: base.date.clone(),
        status: format!("groups of neighbourhoods, decided by nobody, on: {}", base.status),
        caveat: base.caveat.clone(),
        scenario,
    };
    let projector = loaded.projector.clone();
    Draft::new(title, &loaded.atlas.ground, division, move |grid| projector.site(grid))
}
