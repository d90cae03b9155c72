//! What a change means beyond the first figures: equity, shape, split practices, networks, pockets, borders, and who moves.

use std::collections::BTreeMap;

use serde::Serialize;

use super::boundary_sets::{BoundaryFit, SetFit};
use super::crossing::CrossingChange;
use super::request::Include;
use super::sides::{SideFacts, Sides};
use crate::domain::boundaries::partition::{Partition, Roster, ZoneIx};
use crate::domain::boundaries::side::Side;
use crate::domain::change::movement::{self, Movement};
use crate::domain::figures::access::{Access, ZoneAccess};
use crate::domain::figures::compactness::Compactness;
use crate::domain::figures::equity::{self, CensusSums, Equity};
use crate::domain::figures::splits::{NetworkAlignment, PracticeSplit};
use crate::domain::ground::codes::{GssCode, OdsCode};
use crate::domain::ground::practices::Network;
use crate::planning::terms::coded::Coded;
use crate::planning::terms::population::Population;
use crate::planning::terms::provenance::Named;
use crate::planning::what_if::WhatIf;

/// Who lives in a neighbourhood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ZoneEquity {
    /// Usual residents on Census Day 2021, by age.
    pub census_2021: CensusSums,
    /// IMD 2025 decile, weighted by residents; null when not published.
    pub mean_imd_decile: Option<f64>,
    /// Share of residents in deciles 1 and 2.
    pub core20_share: Option<f64>,
    /// Residents of rural areas; null where that is not known of every area, as the next.
    pub rural_residents: Option<u64>,
    /// Their share.
    pub rural_share: Option<f64>,
}

/// The shape of a neighbourhood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ZoneShape {
    /// Polsby-Popper, Reock and hull ratio, on unsimplified EPSG:27700.
    #[serde(flatten)]
    pub compactness: Compactness,
    /// Of its border with other neighbourhoods, the share that is a district border too; null without such a border.
    pub district_border_share: Option<f64>,
}

/// One neighbourhood beyond its first figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ZoneConsequences<'a> {
    /// Its id.
    pub id: &'a str,
    /// Who lives in it.
    pub equity: Sides<Option<ZoneEquity>>,
    /// Its shape.
    pub shape: Sides<Option<ZoneShape>>,
    /// How far its residents are from practices; only when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<Sides<Option<ZoneAccess>>>,
    /// Who lives in it by age, accommodation and indicators; only when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub population: Option<Sides<Option<Population<'a>>>>,
}

/// A share of something in one neighbourhood.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct ZoneShare<'a> {
    pub neighbourhood: &'a str,
    pub share: f64,
}

/// Where the patients of a practice live, and which teams it would deal with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Split<'a> {
    /// The neighbourhood it counts in.
    pub counts_in: Option<&'a str>,
    /// Share of its patients of known area by neighbourhood, those with any.
    pub shares: Vec<ZoneShare<'a>>,
    /// The share living outside the study area.
    pub outside: Option<f64>,
    /// One over the sum of squared shares: how many neighbourhoods it serves, in effect.
    pub effective_number: Option<f64>,
    /// Whether less than four fifths live in one neighbourhood.
    pub split: bool,
    /// Neighbourhoods with at least one in twenty of its patients.
    pub teams: Vec<&'a str>,
}

/// A practice whose patients' neighbourhoods change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct PracticeConsequences<'a> {
    pub code: OdsCode,
    pub name: &'a str,
    #[serde(flatten)]
    pub splits: Sides<Option<Split<'a>>>,
}

/// How a primary care network lies among neighbourhoods.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alignment<'a> {
    /// How many neighbourhoods its practices count in.
    pub neighbourhoods: usize,
    /// The neighbourhood with most of its patients, by list size.
    pub modal: Option<&'a str>,
    /// The share of its patients there.
    pub modal_share: Option<f64>,
}

/// A network whose alignment changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct NetworkConsequences<'a> {
    pub code: OdsCode,
    pub name: &'a str,
    #[serde(flatten)]
    pub alignments: Sides<Option<Alignment<'a>>>,
}

/// A deprived area in a neighbourhood that is not, on average.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct Pocket<'a> {
    pub area: Coded<'a>,
    pub neighbourhood: &'a str,
    pub residents: u64,
}

/// An area whose registered patients and residents do not fit together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct CoverageFlag {
    pub area: GssCode,
    pub residents: u64,
    pub registered: u64,
    pub ratio: Option<f64>,
}

/// A neighbourhood wholly inside another: told, and no error.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct Enclave<'a> {
    pub inner: Named<'a>,
    pub outer: Named<'a>,
}

/// Everything a change means beyond the first figures.
#[derive(Clone, Debug, Serialize)]
pub struct Consequences<'a> {
    /// People, patients, practices, areas and postcodes that go elsewhere.
    pub movement: Movement,
    /// Patients with a border between home and practice, before and after; null without registrations.
    pub crossing: Option<CrossingChange>,
    /// Residents whose neighbourhood keeps its id, of all.
    pub core_retention: Option<f64>,
    /// The neighbourhoods touched.
    pub neighbourhoods: Vec<ZoneConsequences<'a>>,
    /// Practices whose patients' neighbourhoods change.
    pub practices: Vec<PracticeConsequences<'a>>,
    /// Networks whose alignment changes.
    pub networks: Vec<NetworkConsequences<'a>>,
    /// Areas in deciles 1 and 2 of neighbourhoods whose mean decile is 6 or more.
    pub hidden_pockets: Sides<Vec<Pocket<'a>>>,
    /// How neighbourhoods and districts go together.
    pub districts: Sides<BoundaryFit>,
    /// The same with every other set of boundaries loaded; only when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boundary_sets: Option<Vec<SetFit<'a>>>,
    /// Neighbourhoods wholly inside another.
    pub enclaves: Sides<Vec<Enclave<'a>>>,
    /// Areas with registered patients under 85 % or over 125 % of residents; null without registrations.
    pub coverage_flags: Option<Vec<CoverageFlag>>,
}

impl WhatIf<'_> {
    /// Everything the change means beyond the first figures; with access to practices where it was asked for.
    pub(super) fn consequences<'a>(&'a self, facts: &Sides<SideFacts<'a>>) -> Consequences<'a> {
        let Sides { before, after } = facts;
        let movement = movement::between(&self.atlas.ground, before.side, after.side)
            .expect("both were made on this ground");
        Consequences {
            core_retention: movement.core_retention(),
            crossing: self.crossing(),
            movement,
            neighbourhoods: self.zones_beyond(before, after),
            practices: self.split_practices(before, after),
            networks: self.networks(before, after),
            hidden_pockets: Sides { before: self.pockets(before), after: self.pockets(after) },
            districts: Sides {
                before: BoundaryFit::of(&before.districts),
                after: BoundaryFit::of(&after.districts),
            },
            boundary_sets: self
                .request
                .includes(Include::BoundarySets)
                .then(|| self.boundary_sets(before.side, after.side)),
            enclaves: Sides { before: enclaves(before), after: enclaves(after) },
            coverage_flags: self.coverage_flags(),
        }
    }

    fn zones_beyond<'a>(
        &'a self,
        before: &SideFacts<'a>,
        after: &SideFacts<'a>,
    ) -> Vec<ZoneConsequences<'a>> {
        let ground = &self.atlas.ground;
        let with_access = self.request.includes(Include::Access);
        let with_population = self.request.includes(Include::Population);
        let measure = |side: Side<'_>| Access::of(ground.nearest_practices(), side);
        let access = with_access.then(|| [measure(before.side), measure(after.side)]);
        let of_zone = |facts: &SideFacts<'a>, access: Option<&Access>, zone: ZoneIx| ZoneBeyond {
            equity: facts.equities[zone.slot()].into(),
            shape: self.shape(facts, zone),
            access: access.map(|access| access.zones[zone.slot()]),
            population: with_population.then(|| self.population(facts.side.partition, zone)),
        };
        let mut zones = Vec::new();
        for &(from, to) in &self.impact.touched {
            let was = from.map(|zone| of_zone(before, access.as_ref().map(|[was, _]| was), zone));
            let is = to.map(|zone| of_zone(after, access.as_ref().map(|[_, is]| is), zone));
            let named = to.map(|zone| self.is(zone)).or(from.map(|zone| self.was(zone)));
            let id = named.map_or("", |neighbourhood| neighbourhood.id.as_str());
            zones.push(ZoneConsequences::new(id, was, is, [with_access, with_population]));
        }
        zones
    }

    fn population(&self, partition: &Partition, zone: ZoneIx) -> Population<'_> {
        let ground = &self.atlas.ground;
        let areas = ground.geography.areas().map(|(ix, _)| ix).filter(|ix| partition.zone(*ix) == zone);
        Population::of(ground, &areas.collect::<Vec<_>>())
    }

    fn shape(&self, facts: &SideFacts<'_>, zone: ZoneIx) -> Option<ZoneShape> {
        let areas = &self.atlas.ground.areas;
        let outline = areas.dissolve(|face| facts.side.partition.zone_of_owner(areas.owner(face)) == zone);
        let district_border_share = facts.districts.neighbourhoods[zone.slot()].share;
        Some(ZoneShape { compactness: Compactness::of(areas, &outline)?, district_border_share })
    }

    fn split_practices<'a>(
        &'a self,
        before: &SideFacts<'a>,
        after: &SideFacts<'a>,
    ) -> Vec<PracticeConsequences<'a>> {
        let mut practices = Vec::new();
        for (ix, practice) in self.atlas.ground.practices.iter() {
            let view = |facts: &SideFacts<'a>| {
                facts.split(ix).map(|split| Split::of(split, facts.side.homes[ix.slot()], facts.side.roster))
            };
            let splits = Sides { before: view(before), after: view(after) };
            if splits.before != splits.after {
                practices.push(PracticeConsequences { code: practice.code, name: &practice.name, splits });
            }
        }
        practices
    }

    fn networks<'a>(&'a self, before: &SideFacts<'a>, after: &SideFacts<'a>) -> Vec<NetworkConsequences<'a>> {
        let known: BTreeMap<OdsCode, &'a Network> = self
            .atlas
            .ground
            .practices
            .iter()
            .filter_map(|(_, practice)| practice.network.as_ref().map(|network| (network.code, network)))
            .collect();
        let mut networks = Vec::new();
        for (code, network) in known {
            let view = |facts: &SideFacts<'a>| {
                facts.network(code).map(|alignment| Alignment::of(alignment, facts.side.roster))
            };
            let alignments = Sides { before: view(before), after: view(after) };
            if alignments.before != alignments.after {
                networks.push(NetworkConsequences { code, name: &network.name, alignments });
            }
        }
        networks
    }

    fn pockets<'a>(&'a self, facts: &SideFacts<'a>) -> Vec<Pocket<'a>> {
        let view = |pocket: &equity::HiddenPocket| {
            let area = self.atlas.ground.geography.area(pocket.area);
            let area = Coded { code: area.code, name: Some(&area.name) };
            let neighbourhood = facts.side.roster.neighbourhood(pocket.zone).id.as_str();
            Pocket { area, neighbourhood, residents: pocket.residents }
        };
        facts.pockets.iter().map(view).collect()
    }

    fn coverage_flags(&self) -> Option<Vec<CoverageFlag>> {
        let ground = &self.atlas.ground;
        let flagged = equity::coverage(ground)?.into_iter().filter(equity::AreaCoverage::is_flagged);
        let view = |coverage: equity::AreaCoverage| CoverageFlag {
            area: ground.geography.area(coverage.area).code,
            residents: coverage.residents,
            registered: coverage.registered,
            ratio: coverage.ratio(),
        };
        Some(flagged.map(view).collect())
    }
}

fn enclaves<'a>(facts: &SideFacts<'a>) -> Vec<Enclave<'a>> {
    let named = |zone| facts.side.roster.neighbourhood(zone).into();
    facts.holes.iter().map(|hole| Enclave { inner: named(hole.inner), outer: named(hole.outer) }).collect()
}

/// One neighbourhood on one side.
struct ZoneBeyond<'a> {
    equity: ZoneEquity,
    shape: Option<ZoneShape>,
    access: Option<ZoneAccess>,
    population: Option<Population<'a>>,
}

impl<'a> ZoneConsequences<'a> {
    /// Access and population only where they were asked for.
    fn new(
        id: &'a str,
        was: Option<ZoneBeyond<'a>>,
        is: Option<ZoneBeyond<'a>>,
        [with_access, with_population]: [bool; 2],
    ) -> Self {
        let access = Sides {
            before: was.as_ref().and_then(|side| side.access),
            after: is.as_ref().and_then(|side| side.access),
        };
        let population = Sides {
            before: was.as_ref().and_then(|side| side.population.clone()),
            after: is.as_ref().and_then(|side| side.population.clone()),
        };
        let shape = Sides {
            before: was.as_ref().and_then(|side| side.shape.clone()),
            after: is.as_ref().and_then(|side| side.shape.clone()),
        };
        let equity = Sides { before: was.map(|side| side.equity), after: is.map(|side| side.equity) };
        let (access, population) = (with_access.then_some(access), with_population.then_some(population));
        Self { id, equity, shape, access, population }
    }
}

impl From<Equity> for ZoneEquity {
    fn from(equity: Equity) -> Self {
        Self {
            census_2021: equity.census,
            mean_imd_decile: equity.mean_decile_2025(),
            core20_share: equity.core20_share(),
            rural_residents: equity.rural_residents,
            rural_share: equity.rural_share(),
        }
    }
}

impl<'a> Split<'a> {
    fn of(split: &PracticeSplit, home: Option<ZoneIx>, roster: &'a Roster) -> Self {
        let id = |zone: ZoneIx| roster.neighbourhood(zone).id.as_str();
        let shares = roster.iter().filter_map(|(zone, named)| {
            let share = split.share(zone).filter(|share| *share > 0.0)?;
            Some(ZoneShare { neighbourhood: named.id.as_str(), share })
        });
        Self {
            counts_in: home.map(id),
            shares: shares.collect(),
            outside: split.outside_share(),
            effective_number: split.effective_number(),
            split: split.is_split(),
            teams: split.teams().into_iter().map(id).collect(),
        }
    }
}

impl<'a> Alignment<'a> {
    fn of(alignment: &NetworkAlignment, roster: &'a Roster) -> Self {
        let modal = alignment.modal().map(|part| roster.neighbourhood(part.zone).id.as_str());
        Self { neighbourhoods: alignment.neighbourhoods(), modal, modal_share: alignment.modal_share() }
    }
}
