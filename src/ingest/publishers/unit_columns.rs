//! The columns of ONS lookups from LSOAs or districts to other units.

use crate::domain::ground::named::units::UnitKind;

/// What ONS begins the names of columns with, and what the unit is: `ICB25CD`, `ICB25CDH`, `ICB25NM`.
pub const STEMS: [(&str, UnitKind); 7] = [
    ("sicbl", UnitKind::SubIcb),
    ("icb", UnitKind::Icb),
    ("rgn", UnitKind::Region),
    ("cty", UnitKind::County),
    ("pfa", UnitKind::PoliceForce),
    ("nhser", UnitKind::NhsRegion),
    ("cal", UnitKind::CancerAlliance),
];

/// Whether columns are those of such a lookup.
pub fn is_lookup(first: &[String]) -> bool {
    let has = |stem: &str| first.iter().any(|name| is_column(name, stem, "cd"));
    (has("lsoa") || has("lad")) && STEMS.iter().any(|(stem, _)| has(stem)) && !has("pcds")
}

/// Whether columns are those of a table of names and codes, as it lies in the package of a postcode directory.
pub fn is_names(first: &[String]) -> bool {
    let has = |stem: &str, ending: &str| first.iter().any(|name| is_column(name, stem, ending));
    let is_named = |stem: &str| has(stem, "cd") && has(stem, "nm");
    first.len() <= 6
        && (["lad", "wd"].into_iter().any(is_named) || STEMS.iter().any(|(stem, _)| is_named(stem)))
}

/// `icb25cd` of `icb` and `cd`.
pub fn is_column(name: &str, stem: &str, ending: &str) -> bool {
    let rest = name.strip_prefix(stem).and_then(|rest| rest.strip_suffix(ending));
    rest.is_some_and(|year| year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit()))
}
