//! LSOAs of 2011 whose codes are no longer used, and the LSOAs of 2021 that took their ground, in England and Wales.
//!
//! Source: ONS, LSOA (2011) to LSOA (2021) to Local Authority District (2022) Exact Fit Lookup, version 3: every code that is
//! not among those of 2021. A fact of the publisher's, not of a county: so it is compiled in, and known whatever is loaded.

use std::sync::OnceLock;

use super::codes::GssCode;

/// A line for each: the retired code, then its successors, in order.
const LINES: &str = include_str!("retired_areas.txt");

/// The areas of 2021 that took the ground of an area of 2011 whose code is no longer used; empty for any other code.
#[must_use]
pub fn successors(code: GssCode) -> &'static [GssCode] {
    let all = all();
    let found = all.binary_search_by_key(&code, |(retired, _)| *retired);
    found.map_or(&[], |place| all[place].1.as_slice())
}

/// Every code of 2011 that is no longer used, in order, with the areas of 2021 that took its ground.
#[must_use]
pub fn all() -> &'static [(GssCode, Vec<GssCode>)] {
    static ALL: OnceLock<Vec<(GssCode, Vec<GssCode>)>> = OnceLock::new();
    ALL.get_or_init(|| LINES.lines().map(read).collect())
}

fn read(line: &str) -> (GssCode, Vec<GssCode>) {
    let mut codes = line.split(' ').map(|code| code.parse().expect("the compiled-in codes are valid"));
    (codes.next().expect("every line begins with a retired code"), codes.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retired_code_has_its_successors_and_one_in_use_has_none() {
        let became = |code: &str| {
            let areas = successors(code.parse().unwrap()).iter();
            areas.map(GssCode::as_str).collect::<Vec<_>>()
        };
        assert_eq!(became("E01028475"), ["E01035727", "E01035728", "E01035729"]);
        assert_eq!(became("E01028422"), Vec::<&str>::new());
    }

    #[test]
    fn codes_stand_in_order_and_none_has_itself_as_successor() {
        assert!(all().is_sorted_by(|(one, _), (other, _)| one < other) && all().len() > 1000);
        for (code, successors) in all() {
            assert!(!successors.is_empty() && !successors.contains(code), "{code}");
            assert!(successors.iter().all(|successor| super::successors(*successor).is_empty()), "{code}");
        }
    }
}
