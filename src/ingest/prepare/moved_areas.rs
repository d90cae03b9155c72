//! Areas of 2011: which are no longer used, and patients counted by them, moved to the areas of 2021.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ground::area_changes::AreaChanges;
use crate::domain::ground::codes::GssCode;
use crate::ingest::files::Files;
use crate::ingest::publishers::Published;
use crate::ingest::read_area_changes::read_area_changes;
use crate::ingest::tables::{DraftBoundaries, DraftTables, Tables, names};
use crate::reading::findings::{At, Findings};

/// Keeps the areas of 2011 that are no longer used, of the whole country, and what became of them: as the files delivered say; where
/// none does, as the table within this program, which stands in for them. A county whose own areas are of 2011 has none.
pub fn keep_retired(published: &mut Published, tables: &mut Tables, draft: &DraftTables) {
    let within = published.area_changes.is_empty().then(within_program);
    let changes = within.as_ref().unwrap_or(&published.area_changes);
    let retired = retired(published);
    let mut own = own_areas(published, tables, draft);
    if own.any(|area| retired.successors(area).len() > 0) {
        return;
    }
    drop(own);
    let is_retired = |at: &&At<(GssCode, GssCode)>| retired.successors(at.row.0).len() > 0;
    let mut kept: Vec<At<(GssCode, GssCode)>> = changes.iter().filter(is_retired).cloned().collect();
    kept.sort_by_key(|at| at.row);
    kept.dedup_by_key(|at| at.row);
    tables.area_changes = kept;
    if let Some(within) = within {
        published.area_changes = within;
    }
}

/// The areas of 2011 that are no longer used, as the files delivered say, else as this program does.
pub fn retired(published: &Published) -> AreaChanges {
    let within = published.area_changes.is_empty().then(within_program);
    AreaChanges::new(within.as_ref().unwrap_or(&published.area_changes).iter().map(|at| at.row))
}

fn within_program() -> Vec<At<(GssCode, GssCode)>> {
    let bytes = Files::Embedded.read(names::AREA_CHANGES).unwrap_or_default();
    // Its digest stands in the manifest beside it, and a test reads it.
    read_area_changes(names::AREA_CHANGES, &bytes, &mut Findings::default())
}

fn own_areas<'a>(
    published: &'a Published,
    tables: &'a Tables,
    draft: &'a DraftTables,
) -> Box<dyn Iterator<Item = GssCode> + 'a> {
    let polygons = published.polygons.iter().chain(&tables.area_polygons).map(|at| at.row.0);
    let areas = polygons.chain(tables.areas.iter().map(|at| at.row.code));
    match &draft.boundaries {
        DraftBoundaries::ByArea(lookup) => Box::new(areas.chain(lookup.iter().map(|at| at.row.0))),
        DraftBoundaries::Drawn(_) => Box::new(areas),
    }
}

/// Areas of 2011 and the areas of 2021 that each became.
pub struct MovedAreas<'a> {
    became: BTreeMap<GssCode, Vec<GssCode>>,
    /// Every area of 2021 in the table.
    now: BTreeSet<GssCode>,
    /// Whether areas that were not changed stand there too.
    is_whole: bool,
    residents: &'a BTreeMap<GssCode, u32>,
}

impl<'a> MovedAreas<'a> {
    /// By a table of changes and the residents of areas of 2021.
    pub fn new(changes: &[At<(GssCode, GssCode)>], residents: &'a BTreeMap<GssCode, u32>) -> Self {
        let mut became = BTreeMap::<GssCode, Vec<GssCode>>::new();
        for At { row: (from, to), .. } in changes {
            became.entry(*from).or_default().push(*to);
        }
        for areas in became.values_mut() {
            areas.sort_unstable();
            areas.dedup();
        }
        let is_whole = changes.iter().any(|at| at.row.0 == at.row.1);
        let now = became.values().flatten().copied().collect();
        Self { became, now, is_whole, residents }
    }

    /// Whether a code is of 2011 alone: its area was changed, and the code is no longer used.
    pub fn is_retired(&self, code: GssCode) -> bool {
        self.became.contains_key(&code) && !self.now.contains(&code)
    }

    /// Whether a code is of 2021 alone: its area was made of others.
    pub fn is_new(&self, code: GssCode) -> bool {
        self.now.contains(&code) && !self.became.contains_key(&code)
    }

    /// Patients of an area by area of 2021: of one of 2011 that was changed split by residents, largest remainder (of equal ones the
    /// first by code); evenly when the residents of a part are not known. A table of nothing but changes says of any other area that
    /// it was not changed. None for an area that a whole table does not have.
    pub fn split(&self, area: GssCode, patients: u32) -> Option<Vec<(GssCode, u32)>> {
        if self.is_new(area) {
            return Some(vec![(area, patients)]);
        }
        let Some(parts) = self.became.get(&area) else {
            return (!self.is_whole).then(|| vec![(area, patients)]);
        };
        let residents: Option<Vec<u64>> =
            parts.iter().map(|part| self.residents.get(part).map(|count| u64::from(*count))).collect();
        let weights = residents.filter(|weights| weights.iter().sum::<u64>() > 0);
        let weights = weights.unwrap_or_else(|| vec![1; parts.len()]);
        Some(parts.iter().copied().zip(largest_remainder(patients, &weights)).collect())
    }
}

/// Areas of 2011 that are an area of 2021, neither split nor merged.
pub struct Unchanged {
    same: BTreeMap<GssCode, GssCode>,
    /// Codes of either year that were changed; none where the table has every area.
    moved: Option<BTreeSet<GssCode>>,
}

impl Unchanged {
    /// By a table of changes; one of nothing but changes says of any other area that it was not changed.
    pub fn by(changes: &[At<(GssCode, GssCode)>]) -> Self {
        let (mut from, mut to) = (BTreeMap::<GssCode, usize>::new(), BTreeMap::<GssCode, usize>::new());
        for At { row: (old, new), .. } in changes {
            *from.entry(*old).or_default() += 1;
            *to.entry(*new).or_default() += 1;
        }
        let alone = changes.iter().map(|at| at.row).filter(|(old, new)| from[old] == 1 && to[new] == 1);
        let is_whole = changes.iter().any(|at| at.row.0 == at.row.1);
        let moved = (!is_whole).then(|| from.keys().chain(to.keys()).copied().collect());
        Self { same: alone.collect(), moved }
    }

    /// The area of 2021 that one of 2011 is.
    pub fn now(&self, old: GssCode) -> Option<GssCode> {
        let is_moved = || self.moved.as_ref().is_none_or(|moved| moved.contains(&old));
        self.same.get(&old).copied().or_else(|| (!is_moved()).then_some(old))
    }
}

/// Whole shares of a count by weights, adding up to it (Hamilton's method).
fn largest_remainder(count: u32, weights: &[u64]) -> Vec<u32> {
    let total: u64 = weights.iter().sum();
    let exact = |weight: &u64| u64::from(count) * weight;
    let floor =
        |weight: &u64| u32::try_from(exact(weight) / total).expect("a share is no more than the count");
    let mut shares: Vec<u32> = weights.iter().map(floor).collect();
    let left = count - shares.iter().sum::<u32>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|place| (std::cmp::Reverse(exact(&weights[*place]) % total), *place));
    for place in order.into_iter().take(left as usize) {
        shares[place] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::findings::Origin;

    fn code(text: &str) -> GssCode {
        text.parse().unwrap()
    }

    fn at<T>(row: T) -> At<T> {
        At { row, origin: Origin { file: "made up".into(), line: 1 } }
    }

    /// The areas that are kept where a county has one area, and brings some changes.
    fn kept(own: &str, changes: &[(&str, &str)]) -> Vec<(GssCode, GssCode)> {
        let lookup = vec![at((code(own), "N01".parse().unwrap()))];
        let draft = DraftTables {
            neighbourhoods: vec![],
            boundaries: DraftBoundaries::ByArea(lookup),
            lookups: vec![],
        };
        let mut published = Published::default();
        published.area_changes.extend(changes.iter().map(|(old, new)| at((code(old), code(new)))));
        let mut tables = Tables::default();
        keep_retired(&mut published, &mut tables, &draft);
        tables.area_changes.into_iter().map(|at| at.row).collect()
    }

    #[test]
    fn retired_areas_are_those_delivered_else_those_within_the_program() {
        let split = ("E01028475", "E01035727");
        let delivered = kept("E01028422", &[("E01028422", "E01028422"), split, split]);
        assert_eq!(delivered, [(code(split.0), code(split.1))]);
        let within = kept("E01028422", &[]);
        assert_eq!(within.len(), 2149);
        assert!(within.contains(&(code(split.0), code(split.1))));
        assert_eq!(kept(split.0, &[]), [], "a county of areas of 2011");
    }

    #[test]
    fn a_table_of_changes_alone_says_that_other_areas_were_not_changed() {
        let residents = BTreeMap::from([(code("E01035727"), 100), (code("E01035728"), 300)]);
        let mut changes =
            vec![at((code("E01028475"), code("E01035727"))), at((code("E01028475"), code("E01035728")))];
        let alone = MovedAreas::new(&changes, &residents);
        let split = alone.split(code("E01028475"), 8).unwrap();
        assert_eq!(split, [(code("E01035727"), 2), (code("E01035728"), 6)]);
        assert_eq!(alone.split(code("E01028422"), 8), Some(vec![(code("E01028422"), 8)]));
        changes.push(at((code("E01028423"), code("E01028423"))));
        let whole = MovedAreas::new(&changes, &residents);
        assert_eq!(whole.split(code("E01028422"), 8), None, "a whole table would have it");
    }

    #[test]
    fn shares_are_whole_and_add_up() {
        assert_eq!(largest_remainder(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(largest_remainder(7, &[3, 1]), [5, 2]);
        assert_eq!(largest_remainder(1, &[1, 3]), [0, 1]);
        assert_eq!(largest_remainder(0, &[2, 3]), [0, 0]);
    }
}
