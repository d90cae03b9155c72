//! How well neighbourhoods line up with another set of units, such as districts: by people, and by border.
//!
//! The set is a label for every area, so both are made of whole areas and share their borders arc by arc: nothing is
//! measured within a tolerance. Any labels do (districts, wards, another draft's neighbourhoods); only which areas share
//! one matters.

use std::collections::BTreeMap;

use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::geometry::coverage::Coverage;
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;

/// Neighbourhoods compared with a set, whole and one by one.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Coterminosity {
    /// By people.
    pub agreement: Agreement,
    /// By border, each arc of the study area once.
    pub border: BorderCoincidence,
    /// By border, for each neighbourhood in the roster's order.
    pub neighbourhoods: Vec<BorderCoincidence>,
}

/// How much one division of the residents tells of another, each figure from 0 to 1.
///
/// Rosenberg and Hirschberg, V-Measure, EMNLP-CoNLL 2007, with the set as classes C, the neighbourhoods as clusters K,
/// residents as data points and natural logarithms. Where a division is by nothing (its entropy is 0) the figure is 1, as in
/// scikit-learn.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Agreement {
    /// 1 - H(C|K) / H(C): 1 when every neighbourhood lies in one unit of the set.
    pub homogeneity: f64,
    /// 1 - H(K|C) / H(K): 1 when every unit of the set lies in one neighbourhood.
    pub completeness: f64,
    /// The harmonic mean of the two (beta is 1); 0 when both are 0.
    pub v_measure: f64,
}

/// How much of the border between neighbourhoods is also a border of the set. The outline of the study area is no such border.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct BorderCoincidence {
    /// Border with another neighbourhood, in metres.
    pub internal_m: f64,
    /// Of that, what also divides two units of the set, in metres.
    pub coincident_m: f64,
    /// The second by the first; none where there is no such border.
    pub share: Option<f64>,
}

impl Coterminosity {
    /// Compares `zones` neighbourhoods with the set that gives each area its label.
    #[must_use]
    pub fn compare<L: Copy + Ord>(
        ground: &Ground,
        zones: usize,
        zone_of: impl Fn(AreaIx) -> ZoneIx,
        label_of: impl Fn(AreaIx) -> L,
    ) -> Self {
        let areas = ground.geography.areas();
        let people = areas.map(|(ix, area)| (zone_of(ix), label_of(ix), u64::from(area.residents)));
        let agreement = Agreement::weigh(people);
        let of_owner = |owner| {
            let area = AreaIx::from_owner(owner);
            (zone_of(area), label_of(area))
        };
        let (border, neighbourhoods) = compare_borders(&ground.areas, zones, of_owner);
        Self { agreement, border, neighbourhoods }
    }
}

impl Agreement {
    /// Weighs the agreement of two divisions of people, given piece by piece: neighbourhood, label, residents.
    pub fn weigh<L: Copy + Ord>(pieces: impl IntoIterator<Item = (ZoneIx, L, u64)>) -> Self {
        let mut in_both = BTreeMap::<(ZoneIx, L), u64>::new();
        let (mut in_zone, mut in_label) = (BTreeMap::<ZoneIx, u64>::new(), BTreeMap::<L, u64>::new());
        let mut total = 0;
        for (zone, label, residents) in pieces.into_iter().filter(|(_, _, residents)| *residents > 0) {
            *in_both.entry((zone, label)).or_default() += residents;
            *in_zone.entry(zone).or_default() += residents;
            *in_label.entry(label).or_default() += residents;
            total += residents;
        }
        let given_zones = entropy(total, in_both.iter().map(|((zone, _), part)| (*part, in_zone[zone])));
        let given_labels = entropy(total, in_both.iter().map(|((_, label), part)| (*part, in_label[label])));
        let homogeneity = explained(given_zones, entropy(total, in_label.values().map(|n| (*n, total))));
        let completeness = explained(given_labels, entropy(total, in_zone.values().map(|n| (*n, total))));
        let sum = homogeneity + completeness;
        let v_measure = if sum == 0.0 { 0.0 } else { 2.0 * homogeneity * completeness / sum };
        Self { homogeneity, completeness, v_measure }
    }
}

impl BorderCoincidence {
    fn add(&mut self, length_m: f64, is_coincident: bool) {
        self.internal_m += length_m;
        if is_coincident {
            self.coincident_m += length_m;
        }
        self.share = (self.internal_m > 0.0).then(|| self.coincident_m / self.internal_m);
    }
}

/// The whole study area's border and that of each neighbourhood; `of_owner` gives an owner's neighbourhood and label.
fn compare_borders<L: Ord>(
    coverage: &Coverage,
    zones: usize,
    of_owner: impl Fn(u32) -> (ZoneIx, L),
) -> (BorderCoincidence, Vec<BorderCoincidence>) {
    let mut whole = BorderCoincidence::default();
    let mut by_zone = vec![BorderCoincidence::default(); zones];
    for arc in coverage.arcs() {
        let (Some(left), Some(right)) = (arc.left, arc.right) else { continue };
        let (left, right) = (of_owner(coverage.owner(left)), of_owner(coverage.owner(right)));
        if left.0 == right.0 {
            continue;
        }
        let is_coincident = left.1 != right.1;
        whole.add(arc.length_m, is_coincident);
        for zone in [left.0, right.0] {
            by_zone[zone.slot()].add(arc.length_m, is_coincident);
        }
    }
    (whole, by_zone)
}

/// The sum of -(part / total) ln(part / whole) over (part, whole): conditional on what the wholes divide.
#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
fn entropy(total: u64, parts: impl Iterator<Item = (u64, u64)>) -> f64 {
    let terms = parts.map(|(part, whole)| part as f64 / total as f64 * (whole as f64 / part as f64).ln());
    terms.sum()
}

/// 1 - conditional / own entropy, or 1 where there is nothing to explain; rounding is kept within 0 and 1.
fn explained(conditional: f64, own: f64) -> f64 {
    if own == 0.0 { 1.0 } else { (1.0 - conditional / own).clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::geometry::area_index::AreaIndex;
    use crate::domain::geometry::coverage::GridPolygon;
    use crate::domain::geometry::crs::{Crs84, GridPoint};
    use crate::domain::ground::geography::{Area, CensusCounts, Deprivation, Geography};
    use crate::domain::ground::places::Places;
    use crate::domain::ground::practices::Practices;

    /// Four kilometre squares in two rows (the southern one first) of 100, 200, 300 and 400 residents.
    fn ground() -> Ground {
        let area = |number: u32| Area {
            code: format!("E0100000{number}").parse().unwrap(),
            name: String::new(),
            district: "E07000001".parse().unwrap(),
            msoa: None,
            msoa_name: String::new(),
            ward: None,
            ward_name: String::new(),
            residents: 100 * (number + 1),
            census: CensusCounts::default(),
            deprivation: Deprivation::default(),
            rural: None,
            boundary_source: String::new(),
        };
        let square = |west: i32, south: i32| {
            let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(x, y)| GridPoint {
                easting_mm: (west + x) * 1_000_000,
                northing_mm: (south + y) * 1_000_000,
            });
            GridPolygon::new(vec![corners.to_vec()]).unwrap()
        };
        let squares = [square(0, 0), square(1, 0), square(0, 1), square(1, 1)];
        let coverage = Coverage::build(4, (0..).zip(squares).collect(), |_| {
            Crs84::from_lon_lat(0.0, 0.0).map(|point| point.to_lon_lat())
        })
        .unwrap();
        let index = AreaIndex::new(&coverage, &[]);
        let geography = Geography::new((0..4).map(area).collect(), Vec::new());
        Ground::new(geography, coverage, index, Places::default(), Practices::default(), None)
    }

    fn compare(zone_of: [u32; 4], label_of: [char; 4]) -> Coterminosity {
        let zone_of = |area: AreaIx| ZoneIx::from_owner(zone_of[area.slot()]);
        Coterminosity::compare(&ground(), 4, zone_of, |area| label_of[area.slot()])
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
    }

    #[test]
    fn the_same_division_under_other_names_agrees_wholly() {
        let same = compare([0, 1, 2, 2], ['z', 'y', 'x', 'x']);
        assert_eq!(same.agreement, Agreement { homogeneity: 1.0, completeness: 1.0, v_measure: 1.0 });
        let all = BorderCoincidence { internal_m: 3000.0, coincident_m: 3000.0, share: Some(1.0) };
        assert_eq!(same.border, all);
    }

    #[test]
    fn a_finer_division_is_homogeneous_and_not_complete() {
        let finer = compare([0, 1, 2, 3], ['a', 'b', 'a', 'b']).agreement;
        close(finer.homogeneity, 1.0);
        let of_labels = -(0.4 * 0.4f64.ln() + 0.6 * 0.6f64.ln());
        let of_zones = -[0.1f64, 0.2, 0.3, 0.4].iter().map(|share| share * share.ln()).sum::<f64>();
        close(finer.completeness, of_labels / of_zones);
        close(finer.v_measure, 2.0 * of_labels / (of_labels + of_zones));
    }

    #[test]
    fn columns_against_rows_agree_by_what_the_people_tell() {
        let crossed = compare([0, 1, 0, 1], ['s', 's', 'n', 'n']);
        let given = |parts: [(f64, f64); 4]| -> f64 {
            parts.iter().map(|(part, whole)| -(part / 1000.0) * (part / whole).ln()).sum()
        };
        let of = |parts: [f64; 2]| -> f64 { parts.iter().map(|part| -part * part.ln()).sum() };
        let labels_given_zones = given([(100.0, 400.0), (200.0, 600.0), (300.0, 400.0), (400.0, 600.0)]);
        let zones_given_labels = given([(100.0, 300.0), (200.0, 300.0), (300.0, 700.0), (400.0, 700.0)]);
        close(crossed.agreement.homogeneity, 1.0 - labels_given_zones / of([0.3, 0.7]));
        close(crossed.agreement.completeness, 1.0 - zones_given_labels / of([0.4, 0.6]));
        let none = BorderCoincidence { internal_m: 2000.0, coincident_m: 0.0, share: Some(0.0) };
        assert_eq!(crossed.border, none, "borders that only cross do not coincide");
    }

    #[test]
    fn a_division_by_nothing_is_explained_by_anything() {
        let one_label = compare([0, 1, 2, 3], ['a'; 4]).agreement;
        assert_eq!(one_label, Agreement { homogeneity: 1.0, completeness: 0.0, v_measure: 0.0 });
        let one_zone = compare([0; 4], ['a', 'b', 'c', 'd']);
        assert_eq!(one_zone.agreement, Agreement { homogeneity: 0.0, completeness: 1.0, v_measure: 0.0 });
        assert_eq!(one_zone.border.share, None, "one neighbourhood has no internal border");
        let nobody = Agreement::weigh([(ZoneIx::from_owner(0), 'a', 0), (ZoneIx::from_owner(1), 'b', 0)]);
        assert_eq!(nobody, Agreement { homogeneity: 1.0, completeness: 1.0, v_measure: 1.0 });
    }

    #[test]
    fn independent_divisions_tell_nothing_of_each_other() {
        let quarters = [(0, 'a'), (0, 'b'), (1, 'a'), (1, 'b')];
        let pieces = quarters.map(|(zone, label)| (ZoneIx::from_owner(zone), label, 7));
        let independent = Agreement::weigh(pieces);
        close(independent.homogeneity, 0.0);
        close(independent.completeness, 0.0);
        close(independent.v_measure, 0.0);
    }

    #[test]
    fn a_border_counts_for_both_neighbourhoods_and_once_for_the_whole() {
        let found = compare([0, 0, 1, 2], ['a', 'b', 'a', 'c']);
        let coincidence = |internal_m: f64, coincident_m: f64| BorderCoincidence {
            internal_m,
            coincident_m,
            share: Some(coincident_m / internal_m),
        };
        assert_eq!(found.border, coincidence(3000.0, 2000.0));
        let by_zone = [coincidence(2000.0, 1000.0), coincidence(2000.0, 1000.0), coincidence(2000.0, 2000.0)];
        assert_eq!(found.neighbourhoods[..3], by_zone);
        assert_eq!(found.neighbourhoods[3], BorderCoincidence::default(), "without areas it has no border");
    }
}
