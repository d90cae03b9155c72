//! The difference of any two sets of boundaries on the same ground: drafts, scenarios, or revisions of them.
//!
//! It is told as the step from the one to the other, by the same figures, words and issues as a what-if. A neighbourhood is
//! the same when its id is; where the two have no id in common, each goes with the one it shares most residents with, and
//! that is said.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::evaluate::between;
use super::evaluation::Evaluation;
use super::request::Request;
use crate::county::Loaded;
use crate::domain::boundaries::partition::Divided;
use crate::domain::boundaries::partition::{Assignment, Neighbourhood, Partition, Roster, ZoneIx};
use crate::domain::draft::Draft;
use crate::domain::ground::Ground;
use crate::planning::terms::provenance::{DraftUsed, Named};
use crate::planning::terms::ranges::decided_by;
use crate::planning::what_if::{NotEvaluated, WhatIf};

/// How neighbourhoods of the two were taken to be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// They have the same id.
    Id,
    /// They share most residents; no id is common.
    Residents,
}

/// Two neighbourhoods that were taken to be the same under different ids.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct Match<'a> {
    pub from: Named<'a>,
    pub with: Named<'a>,
    pub residents: u64,
}

/// The answer: the step from `draft` to `with`.
#[derive(Clone, Debug, Serialize)]
pub struct Difference<'a> {
    /// What it leads to.
    pub with: DraftUsed<'a>,
    /// How neighbourhoods were taken to be the same.
    pub matched_by: MatchedBy,
    /// Those that were, when not by id: figures are under the id of `from`.
    pub matches: Vec<Match<'a>>,
    /// The step as a what-if; its `draft` is where it starts.
    #[serde(flatten)]
    pub step: Evaluation<'a>,
}

/// Two sets of boundaries, compared.
pub struct Compared<'a> {
    with: &'a Draft,
    matches: Option<Vec<(ZoneIx, ZoneIx, u64)>>,
    step: WhatIf<'a>,
}

/// Compares two sets of boundaries of one atlas; `request` has the parts and the policy that are wanted.
///
/// # Errors
/// [`NotEvaluated`] when the request has defects, or no areas are loaded.
pub fn compare<'a>(
    loaded: &'a Loaded,
    from: &'a Draft,
    with: &'a Draft,
    request: &'a Request,
) -> Result<Compared<'a>, NotEvaluated> {
    let (Some(before), Some(after)) = (from.division.partition(), with.division.partition()) else {
        return Err(NotEvaluated::NoAreas);
    };
    let (own, other) = (from.division.roster(), with.division.roster());
    let has_common_id = other.iter().any(|(_, neighbourhood)| own.find(&neighbourhood.id).is_some());
    let matches = (!has_common_id).then(|| by_residents(&loaded.atlas.ground, before, after));
    let divided = relabelled(&loaded.atlas.ground, own, with, after, matches.as_deref().unwrap_or_default());
    let drawn = decided_by(&loaded.atlas, with).filter(|_| matches.is_none());
    Ok(Compared { with, matches, step: between(loaded, from, (divided, drawn), request)? })
}

impl Compared<'_> {
    /// The whole answer.
    #[must_use]
    pub fn answer(&self) -> Difference<'_> {
        let matched_by = if self.matches.is_some() { MatchedBy::Residents } else { MatchedBy::Id };
        let matches = self.matches.iter().flatten().map(|(from, with, residents)| Match {
            from: self.step.was(*from).into(),
            with: self.with.division.roster().neighbourhood(*with).into(),
            residents: *residents,
        });
        let (with, matches) = (DraftUsed::of(self.with), matches.collect());
        Difference { with, matched_by, matches, step: self.step.answer() }
    }
}

/// Pairs of neighbourhoods, those that share most residents first, each in at most one pair.
fn by_residents(ground: &Ground, before: &Partition, after: &Partition) -> Vec<(ZoneIx, ZoneIx, u64)> {
    let mut shared = BTreeMap::<(ZoneIx, ZoneIx), u64>::new();
    for (ix, area) in ground.geography.areas() {
        *shared.entry((before.zone(ix), after.zone(ix))).or_default() += u64::from(area.residents);
    }
    let mut candidates: Vec<_> =
        shared.into_iter().map(|((from, to), residents)| (from, to, residents)).collect();
    candidates.sort_by_key(|(from, to, residents)| (Reverse(*residents), *from, *to));
    let mut pairs: Vec<(ZoneIx, ZoneIx, u64)> = Vec::new();
    for candidate in candidates {
        if !pairs.iter().any(|pair| pair.0 == candidate.0 || pair.1 == candidate.1) {
            pairs.push(candidate);
        }
    }
    pairs
}

/// A draft's division with the ids of its matches, so that the same neighbourhood has the same id on both sides.
fn relabelled(
    ground: &Ground,
    own: &Roster,
    with: &Draft,
    partition: &Partition,
    matches: &[(ZoneIx, ZoneIx, u64)],
) -> Divided {
    let id_of = |zone: ZoneIx, neighbourhood: &Neighbourhood| {
        let pair = matches.iter().find(|(_, to, _)| *to == zone);
        pair.map_or(&neighbourhood.id, |(from, ..)| &own.neighbourhood(*from).id).clone()
    };
    let named = || with.division.roster().iter();
    let ids: Vec<_> = named().map(|(zone, neighbourhood)| id_of(zone, neighbourhood)).collect();
    let renamed = named().map(|(zone, neighbourhood)| Neighbourhood {
        id: ids[zone.slot()].clone(),
        name: neighbourhood.name.clone(),
    });
    let roster = Roster::new(renamed.collect());
    let slot = |zone: ZoneIx| roster.find(&ids[zone.slot()]).expect("the roster was made of these");
    let zone_of = ground.geography.areas().map(|(area, _)| Some(slot(partition.zone(area)))).collect();
    let partition = Assignment::new(zone_of).complete().expect("every area was in a neighbourhood");
    let homes = with.division.homes().iter().map(|home| home.map(slot)).collect();
    Divided { roster, partition, homes, closures: with.division.closures().clone() }
}
