//! What publishers call the units that postcodes are in: columns of a postcode directory, and of the tables of names and codes in its
//! package.

use super::unit_columns::is_column;
use crate::domain::ground::named::postcode_units::PostcodeUnit;
use crate::reading::headings::{NEIGHBOURHOOD, NEIGHBOURHOOD_NAME, bare, is_one_of};

/// What the columns of a kind begin and end with, around the digits of a vintage, in a directory of any year.
struct Called {
    kind: PostcodeUnit,
    begins: &'static [&'static str],
    ends: &'static [&'static str],
}

const CALLED: &[Called] = &[
    Called { kind: PostcodeUnit::Parish, begins: &["parish", "parncp", "par"], ends: &["", "cd"] },
    Called { kind: PostcodeUnit::Constituency, begins: &["pcon"], ends: &["", "cd"] },
    Called { kind: PostcodeUnit::Division, begins: &["ced"], ends: &["", "cd"] },
    Called { kind: PostcodeUnit::Itl, begins: &["itl", "itl3", "nuts"], ends: &["", "cd"] },
    Called { kind: PostcodeUnit::TravelToWork, begins: &["ttwa"], ends: &["", "cd"] },
    Called { kind: PostcodeUnit::NationalPark, begins: &["npark", "park"], ends: &["", "cd"] },
    Called { kind: PostcodeUnit::BuiltUpArea, begins: &["bua"], ends: &["", "cd"] },
    Called { kind: PostcodeUnit::OutputArea, begins: &["oa21"], ends: &["", "cd"] },
    Called { kind: PostcodeUnit::Lsoa2011, begins: &["lsoa11"], ends: &["", "cd"] },
    Called { kind: PostcodeUnit::Msoa2011, begins: &["msoa11"], ends: &["", "cd"] },
    Called { kind: PostcodeUnit::RuralUrban2011, begins: &["ru11", "ruc11"], ends: &["ind"] },
    Called { kind: PostcodeUnit::RuralUrban2021, begins: &["ru21", "ruc21"], ends: &["ind"] },
    Called { kind: PostcodeUnit::Partnership, begins: &["lep"], ends: &["1", "cd1"] },
    Called { kind: PostcodeUnit::SecondPartnership, begins: &["lep"], ends: &["2", "cd2"] },
    Called {
        kind: PostcodeUnit::HealthAuthority,
        begins: &["oshlthau", "hlthau", "hlth"],
        ends: &["", "cd"],
    },
    Called { kind: PostcodeUnit::PrimaryCareTrust, begins: &["pct"], ends: &["", "cd"] },
    Called { kind: PostcodeUnit::Introduced, begins: &["dointr"], ends: &[""] },
    Called { kind: PostcodeUnit::Ended, begins: &["doterm"], ends: &[""] },
];

/// The column of each kind that a directory has; of several the one of the latest vintage.
pub fn columns(headers: &[String]) -> Vec<(PostcodeUnit, String)> {
    let column = |called: &Called| {
        let vintages = headers.iter().filter_map(|header| Some((called.vintage(header)?, header)));
        let (_, header) = vintages.max_by_key(|(vintage, _)| *vintage)?;
        Some((called.kind, header.clone()))
    };
    CALLED.iter().filter_map(column).collect()
}

impl Called {
    /// The vintage of a column of this kind, 0 where its name has none; none for any other column.
    fn vintage(&self, header: &str) -> Option<u8> {
        let name = header.to_ascii_lowercase();
        let rests = self.begins.iter().filter_map(|begins| name.strip_prefix(begins));
        rests.into_iter().find_map(|rest| {
            if self.ends.contains(&rest) {
                return Some(0);
            }
            let (year, end) = rest.split_at_checked(2)?;
            let is_year = year.bytes().all(|byte| byte.is_ascii_digit());
            if is_year && self.ends.contains(&end) { year.parse().ok() } else { None }
        })
    }
}

/// What a kind's columns begin with in tables of names and codes, before the digits of a vintage.
const NAMED: &[(PostcodeUnit, &str)] = &[
    (PostcodeUnit::Parish, "parncp"),
    (PostcodeUnit::Parish, "par"),
    (PostcodeUnit::Constituency, "pcon"),
    (PostcodeUnit::Division, "ced"),
    (PostcodeUnit::Itl, "itl3"),
    (PostcodeUnit::TravelToWork, "ttwa"),
    (PostcodeUnit::NationalPark, "npark"),
    (PostcodeUnit::BuiltUpArea, "bua"),
    (PostcodeUnit::Partnership, "lep"),
];
/// The same where the name of the column is always one.
const NAMED_ONCE: &[(PostcodeUnit, &str, &[&str])] = &[
    (PostcodeUnit::Lsoa2011, "lsoa11cd", &["lsoa11nm"]),
    (PostcodeUnit::Msoa2011, "msoa11cd", &["msoa11nm"]),
    (PostcodeUnit::RuralUrban2011, "ru11ind", &["ru11nm", "ru11desc"]),
    (PostcodeUnit::RuralUrban2011, "ruc11ind", &["ruc11nm", "ruc11desc"]),
    (PostcodeUnit::RuralUrban2021, "ru21ind", &["ru21nm", "ru21desc"]),
    (PostcodeUnit::RuralUrban2021, "ruc21ind", &["ruc21nm", "ruc21desc"]),
    (PostcodeUnit::HealthAuthority, "hlthaucd", &["hlthaunm"]),
    (PostcodeUnit::PrimaryCareTrust, "pctcd", &["pctnm"]),
];
/// A table of names and codes has few columns; a lookup between units has more.
const MOST_COLUMNS: usize = 6;

/// A table of names and codes: the kind, and its two columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamesOf {
    pub kind: PostcodeUnit,
    pub code: String,
    pub name: String,
}

/// What a table gives the names of; none when it is something else, such as a plan of neighbourhoods.
pub fn names_of(headers: &[String]) -> Option<NamesOf> {
    let is_of_plan =
        |header: &String| is_one_of(header, NEIGHBOURHOOD) || is_one_of(header, NEIGHBOURHOOD_NAME);
    if headers.len() > MOST_COLUMNS || headers.iter().any(is_of_plan) {
        return None;
    }
    let find = |is_it: &dyn Fn(&str) -> bool| headers.iter().find(|header| is_it(&bare(header))).cloned();
    let of_any_year = NAMED.iter().find_map(|(kind, stem)| {
        let code = find(&|name| is_column(name, stem, "cd"))?;
        let name = find(&|name| is_column(name, stem, "nm"))?;
        Some(NamesOf { kind: *kind, code, name })
    });
    of_any_year.or_else(|| {
        NAMED_ONCE.iter().find_map(|(kind, code, names)| {
            let code = find(&|name| name == *code)?;
            let name = find(&|name| names.contains(&name))?;
            Some(NamesOf { kind: *kind, code, name })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn columns_of_any_year_are_found_and_the_latest_of_several_is_taken() {
        let found = |headers: &str| -> Vec<(PostcodeUnit, String)> { columns(&list(headers)) };
        let old = "pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,oshlthau,pcon,ttwa,pct,nuts,park,oa11,lsoa11,msoa11,bua11,buasd11,\
                   bua22,ru11ind,lep1,lep2,oa21,lsoa21,msoa21,ru21ind";
        let of = |kind: PostcodeUnit, headers: &str| {
            found(headers).into_iter().find(|(found, _)| *found == kind).map(|(_, header)| header)
        };
        assert_eq!(of(PostcodeUnit::BuiltUpArea, old).as_deref(), Some("bua22"));
        assert_eq!(found(old).len(), PostcodeUnit::ALL.len());
        let new = "pcds,dointr,doterm,oa21cd,cty25cd,ced25cd,lad25cd,wd25cd,PARNCP25CD,pcon24cd,ttwa15cd,itl25cd,npark16cd,lsoa21cd,\
                   msoa21cd,wz11cd,bua24cd,ruc21ind,oac11ind,lep21cd1,lep21cd2,pfa23cd";
        for (kind, header) in [
            (PostcodeUnit::Parish, "PARNCP25CD"),
            (PostcodeUnit::Constituency, "pcon24cd"),
            (PostcodeUnit::Itl, "itl25cd"),
            (PostcodeUnit::OutputArea, "oa21cd"),
            (PostcodeUnit::RuralUrban2021, "ruc21ind"),
            (PostcodeUnit::SecondPartnership, "lep21cd2"),
        ] {
            assert_eq!(of(kind, new).as_deref(), Some(header));
        }
        assert_eq!(of(PostcodeUnit::Lsoa2011, new), None);
    }

    #[test]
    fn tables_of_names_and_codes_are_told_from_lookups_and_plans() {
        let kind = |headers: &str| names_of(&list(headers)).map(|names| names.kind);
        assert_eq!(kind("PCON24CD,PCON24NM"), Some(PostcodeUnit::Constituency));
        assert_eq!(kind("PARNCP25CD,PARNCP25NM,PARNCP25NMW"), Some(PostcodeUnit::Parish));
        assert_eq!(kind("RUC21IND,RUC21DESC"), Some(PostcodeUnit::RuralUrban2021));
        assert_eq!(kind("PCTCD,PCTCDO,PCTNM,PCTNMW"), Some(PostcodeUnit::PrimaryCareTrust));
        assert_eq!(kind("LSOA11CD,LSOA11NM,NBHD26CD,NBHD26NM"), None);
        assert_eq!(kind("LSOA21CD,LSOA21NM"), None);
    }
}
