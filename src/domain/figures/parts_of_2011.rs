//! Areas of 2011 whose parts of 2021 lie in different neighbourhoods: how their patients are spread over the parts is a model,
//! so that a neighbourhood has none to all of them.

use std::collections::BTreeMap;

use super::flows::{FlowMatrix, From, To};
use super::share::share;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::boundaries::side::Side;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::registrations::{Home, Registrations};

/// What the figures of a neighbourhood may be: the least and the most.
#[derive(Clone, Debug, PartialEq)]
pub struct PartsRange {
    /// The neighbourhood.
    pub zone: ZoneIx,
    /// The areas of 2011 with a part in it and a part elsewhere, in order of code.
    pub areas: Vec<GssCode>,
    /// Patients living there who may live elsewhere, and patients living elsewhere who may live there.
    pub less_more: [u64; 2],
    /// Self-containment; none where nobody lives there at one end.
    pub self_containment: Option<[f64; 2]>,
    /// Localisation; none where nobody is registered there.
    pub localisation: Option<[f64; 2]>,
}

/// Patients of one area of 2011, seen from a neighbourhood.
#[derive(Clone, Copy, Debug, Default)]
struct Patients {
    /// Living in its parts there.
    own: u64,
    /// Of them, registered there.
    own_at_home: u64,
    /// Living in any of its parts.
    all: u64,
    /// Of them, registered there.
    all_at_home: u64,
}

/// Every neighbourhood with such an area, in the roster's order.
#[must_use]
pub fn ranges(ground: &Ground, side: Side<'_>, flows: &FlowMatrix) -> Vec<PartsRange> {
    let divided = divided(ground, side);
    let mut by_zone = BTreeMap::<ZoneIx, Vec<(GssCode, Patients)>>::new();
    for (code, parts) in divided {
        for zone in parts.iter().map(|part| side.partition.zone(*part)) {
            let known = by_zone.entry(zone).or_default();
            if known.last().is_none_or(|(last, _)| *last != code) {
                known.push((code, patients(ground, side, &parts, zone)));
            }
        }
    }
    by_zone.into_iter().map(|(zone, areas)| PartsRange::of(zone, &areas, flows)).collect()
}

/// Areas of 2011 with their parts in the study area, where these lie in several neighbourhoods; in order of code.
fn divided(ground: &Ground, side: Side<'_>) -> Vec<(GssCode, Vec<AreaIx>)> {
    let mut found = Vec::new();
    for pairs in ground.area_changes().pairs().chunk_by(|(one, _), (next, _)| one == next) {
        let mut parts: Vec<AreaIx> =
            pairs.iter().filter_map(|(_, part)| ground.geography.find(*part)).collect();
        parts.sort_by_key(|part| side.partition.zone(*part));
        let zone_of = |part: Option<&AreaIx>| part.map(|part| side.partition.zone(*part));
        if zone_of(parts.first()) != zone_of(parts.last()) {
            found.push((pairs[0].0, parts));
        }
    }
    found
}

fn patients(ground: &Ground, side: Side<'_>, parts: &[AreaIx], zone: ZoneIx) -> Patients {
    let mut sums = Patients::default();
    for row in ground.registrations.iter().flat_map(Registrations::rows) {
        let Home::Area(area) = row.home else { continue };
        if !parts.contains(&area) {
            continue;
        }
        let patients = u64::from(row.patients);
        let (is_own, is_home) =
            (side.partition.zone(area) == zone, side.registered_in(row.practice) == Some(zone));
        sums.all += patients;
        sums.own += if is_own { patients } else { 0 };
        sums.all_at_home += if is_home { patients } else { 0 };
        sums.own_at_home += if is_own && is_home { patients } else { 0 };
    }
    sums
}

impl PartsRange {
    fn of(zone: ZoneIx, areas: &[(GssCode, Patients)], flows: &FlowMatrix) -> Self {
        let sum = |of: fn(&Patients) -> u64| areas.iter().map(|(_, patients)| of(patients)).sum::<u64>();
        let (own, own_at_home) = (sum(|of| of.own), sum(|of| of.own_at_home));
        let living = flows.living(From::Zone(zone)) - own;
        let at_home = flows.at_home(zone) - own_at_home;
        let registered = flows.registered(To::Zone(zone));
        let local = [at_home, at_home + sum(|of| of.all_at_home)].map(|part| share(part, registered));
        let all: Vec<(u64, u64)> = areas.iter().map(|(_, of)| (of.all_at_home, of.all)).collect();
        let [least, most] = extremes((at_home, living), &all);
        Self {
            zone,
            areas: areas.iter().map(|(code, _)| *code).collect(),
            less_more: [own, sum(|of| of.all) - own],
            self_containment: least.zip(most).map(|(least, most)| [least, most]),
            localisation: local[0].zip(local[1]).map(|(least, most)| [least, most]),
        }
    }
}

/// The least and the most of (part + some parts) / (whole + the same wholes), each taken or left. A ratio of sums is least, and most,
/// with all taken or left, and taken in the order of their own ratios for as long as that helps.
fn extremes(of: (u64, u64), taken: &[(u64, u64)]) -> [Option<f64>; 2] {
    let mut rising: Vec<(u64, u64)> = taken.iter().copied().filter(|(_, whole)| *whole > 0).collect();
    rising.sort_by_key(|(part, whole)| u128::from(*part) * 1_000_000_000 / u128::from(*whole));
    let reach = |order: &mut dyn Iterator<Item = &(u64, u64)>, is_better: fn(f64, f64) -> bool| {
        let mut best = share(of.0, of.1);
        let mut sums = of;
        for (part, whole) in order {
            sums = (sums.0 + part, sums.1 + whole);
            let next = share(sums.0, sums.1);
            if best.zip(next).is_none_or(|(best, next)| is_better(next, best)) {
                best = next;
            }
        }
        best
    };
    [
        reach(&mut rising.iter(), |next, best| next < best),
        reach(&mut rising.iter().rev(), |next, best| next > best),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extremes_of_a_ratio_are_those_of_every_choice() {
        let taken = [(9, 10), (1, 20), (5, 10), (0, 0), (30, 40)];
        let of = (50, 100);
        let mut all = Vec::new();
        for choice in 0u32..32 {
            let chosen =
                (0..).zip(taken).filter(|(place, _)| choice & (1 << place) != 0).map(|(_, pair)| pair);
            let sums = chosen.fold(of, |sums, pair: (u64, u64)| (sums.0 + pair.0, sums.1 + pair.1));
            all.push(share(sums.0, sums.1).unwrap());
        }
        let least = all.iter().copied().fold(f64::INFINITY, f64::min);
        let most = all.iter().copied().fold(0.0, f64::max);
        assert_eq!(extremes(of, &taken), [Some(least), Some(most)]);
        assert_eq!(extremes((0, 0), &[]), [None, None]);
    }
}
