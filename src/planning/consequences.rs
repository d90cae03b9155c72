//! What a change means beyond the first figures: equity, shape, split practices, networks, pockets, borders, and who moves.

use serde::Serialize;

use super::evaluate::WhatIf;
use super::provenance::Named;
use super::resolution::Coded;
use crate::domain::access::{Access, ZoneAccess};
use crate::domain::codes::{GssCode, OdsCode};
use crate::domain::compactness::{Compactness, holes};
use crate::domain::coterminosity::{Agreement, Coterminosity};
use crate::domain::equity::{self, CensusSums, Equity};
use crate::domain::impact::Side;
use crate::domain::movement::{self, Movement};
use crate::domain::partition::{Roster, ZoneIx};
use crate::domain::splits::{NetworkAlignment, PracticeSplit, network_alignments, practice_splits};

/// Something before and after; null on the side where it is not there.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct Sides<T> {
    pub before: T,
    pub after: T,
}

/// Who lives in a neighbourhood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ZoneEquity {
    /// Usual residents on Census Day 2021, by age.
    pub census_2021: CensusSums,
    /// IMD 2025 decile, weighted by residents; null when not published.
    pub mean_imd_decile: Option<f64>,
    /// Share of residents in deciles 1 and 2.
    pub core20_share: Option<f64>,
    /// Residents of rural areas.
    pub rural_residents: u64,
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

/// How neighbourhoods and districts go together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DistrictFit {
    /// Homogeneity, completeness and V-measure, by residents.
    #[serde(flatten)]
    pub agreement: Agreement,
    /// Of all borders between neighbourhoods, the share that is a district border too.
    pub border_share: Option<f64>,
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
    pub districts: Sides<DistrictFit>,
    /// Neighbourhoods wholly inside another.
    pub enclaves: Sides<Vec<Enclave<'a>>>,
    /// Areas with registered patients under 85 % or over 125 % of residents; null without registrations.
    pub coverage_flags: Option<Vec<CoverageFlag>>,
}

impl WhatIf<'_> {
    /// Everything the change means beyond the first figures; with access to practices where it was asked for.
    pub(super) fn consequences(&self) -> Consequences<'_> {
        let (before, after) = (self.side_before(), self.side_after());
        let movement =
            movement::between(&self.atlas.ground, before, after).expect("both were made on this ground");
        Consequences {
            core_retention: movement.core_retention(),
            movement,
            neighbourhoods: self.zones_beyond(before, after),
            practices: self.split_practices(before, after),
            networks: self.networks(before, after),
            hidden_pockets: Sides { before: self.pockets(before), after: self.pockets(after) },
            districts: Sides { before: self.district_fit(before), after: self.district_fit(after) },
            enclaves: Sides { before: self.enclaves(before), after: self.enclaves(after) },
            coverage_flags: self.coverage_flags(),
        }
    }

    fn zones_beyond<'a>(&'a self, before: Side<'a>, after: Side<'a>) -> Vec<ZoneConsequences<'a>> {
        let ground = &self.atlas.ground;
        let equities = [before, after].map(|side| equity::count(ground, side.roster.len(), side.partition));
        let fits = [before, after].map(|side| self.coterminosity(side));
        let access = self.wants_access.then(|| {
            [before, after].map(|side| ground.access().measure(side.roster.len(), side.partition, side.homes))
        });
        let of_zone = |number: usize, side: Side<'a>, zone: Option<ZoneIx>| {
            let zone = zone?;
            let equity = equities[number][zone.slot()];
            let shape = shape(self, side, zone, fits[number].neighbourhoods[zone.slot()].share);
            Some((ZoneEquity::from(equity), shape))
        };
        let split =
            |pair: Option<(ZoneEquity, Option<ZoneShape>)>| pair.map_or((None, None), |(e, s)| (Some(e), s));
        let measured = |access: &Access, zone: Option<ZoneIx>| zone.map(|zone| access.zones[zone.slot()]);
        self.impact
            .touched
            .iter()
            .map(|&(from, to)| {
                let ((equity_before, shape_before), (equity_after, shape_after)) =
                    (split(of_zone(0, before, from)), split(of_zone(1, after, to)));
                let id = to.map(|zone| self.is(zone)).or(from.map(|zone| self.was(zone)));
                ZoneConsequences {
                    id: id.map_or("", |neighbourhood| neighbourhood.id.as_str()),
                    equity: Sides { before: equity_before, after: equity_after },
                    shape: Sides { before: shape_before, after: shape_after },
                    access: access
                        .as_ref()
                        .map(|[was, is]| Sides { before: measured(was, from), after: measured(is, to) }),
                }
            })
            .collect()
    }

    fn split_practices<'a>(&'a self, before: Side<'a>, after: Side<'a>) -> Vec<PracticeConsequences<'a>> {
        let splits = [before, after]
            .map(|side| practice_splits(&self.atlas.ground, side.roster.len(), side.partition, side.homes));
        let [Some(was), Some(is)] = splits else { return Vec::new() };
        let view =
            |splits: &[(crate::domain::practices::PracticeIx, PracticeSplit)], roster: &'a Roster, ix| {
                splits.iter().find(|(known, _)| *known == ix).map(|(_, split)| Split::of(split, roster))
            };
        let sides = was.iter().map(|(ix, _)| {
            (*ix, Sides { before: view(&was, before.roster, *ix), after: view(&is, after.roster, *ix) })
        });
        let changed = sides.filter(|(_, splits)| splits.before != splits.after);
        let named = |(ix, splits)| {
            let practice = self.atlas.ground.practices.practice(ix);
            PracticeConsequences { code: practice.code, name: &practice.name, splits }
        };
        changed.map(named).collect()
    }

    fn networks<'a>(&'a self, before: Side<'a>, after: Side<'a>) -> Vec<NetworkConsequences<'a>> {
        let ground = &self.atlas.ground;
        let [was, is] = [before, after].map(|side| network_alignments(ground, side.homes));
        let view = |alignments: &[NetworkAlignment], roster: &'a Roster, code: OdsCode| {
            alignments
                .iter()
                .find(|known| known.network.code == code)
                .map(|found| Alignment::of(found, roster))
        };
        let mut networks = Vec::new();
        for (_, practice) in ground.practices.iter() {
            let Some(network) = &practice.network else { continue };
            if networks.iter().any(|known: &NetworkConsequences<'_>| known.code == network.code) {
                continue;
            }
            let alignments = Sides {
                before: view(&was, before.roster, network.code),
                after: view(&is, after.roster, network.code),
            };
            if alignments.before != alignments.after {
                networks.push(NetworkConsequences { code: network.code, name: &network.name, alignments });
            }
        }
        networks
    }

    fn pockets<'a>(&'a self, side: Side<'a>) -> Vec<Pocket<'a>> {
        let ground = &self.atlas.ground;
        let equities = equity::count(ground, side.roster.len(), side.partition);
        let pockets = equity::hidden_pockets(ground, side.partition, &equities);
        let view = |pocket: equity::HiddenPocket| {
            let area = ground.geography.area(pocket.area);
            let area = Coded { code: area.code, name: Some(&area.name) };
            let neighbourhood = side.roster.neighbourhood(pocket.zone).id.as_str();
            Pocket { area, neighbourhood, residents: pocket.residents }
        };
        pockets.into_iter().map(view).collect()
    }

    fn coterminosity(&self, side: Side<'_>) -> Coterminosity {
        let ground = &self.atlas.ground;
        let zone_of = |area| side.partition.zone(area);
        Coterminosity::compare(ground, side.roster.len(), zone_of, |area| {
            ground.geography.area(area).district
        })
    }

    fn district_fit(&self, side: Side<'_>) -> DistrictFit {
        let Coterminosity { agreement, border, .. } = self.coterminosity(side);
        DistrictFit { agreement, border_share: border.share }
    }

    fn enclaves<'a>(&'a self, side: Side<'a>) -> Vec<Enclave<'a>> {
        let found = holes(&self.atlas.ground.areas, |owner| side.partition.zone_of_owner(owner));
        let named = |zone| side.roster.neighbourhood(zone).into();
        found.into_iter().map(|hole| Enclave { inner: named(hole.inner), outer: named(hole.outer) }).collect()
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

fn shape(
    what_if: &WhatIf<'_>,
    side: Side<'_>,
    zone: ZoneIx,
    district_border_share: Option<f64>,
) -> Option<ZoneShape> {
    let areas = &what_if.atlas.ground.areas;
    let outline = areas.dissolve(|face| side.partition.zone_of_owner(areas.owner(face)) == zone);
    Some(ZoneShape { compactness: Compactness::of(areas, &outline)?, district_border_share })
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
    fn of(split: &PracticeSplit, roster: &'a Roster) -> Self {
        let id = |zone: ZoneIx| roster.neighbourhood(zone).id.as_str();
        let shares = roster.iter().filter_map(|(zone, named)| {
            let share = split.share(zone).filter(|share| *share > 0.0)?;
            Some(ZoneShare { neighbourhood: named.id.as_str(), share })
        });
        Self {
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
