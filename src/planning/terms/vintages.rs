//! The dates of the counts that are told in words: `July 2022`, `May 2025`, `mid-2022`, read off what the data says of its files.

use serde::Serialize;

use crate::county::policy::RuledFigure;
use crate::domain::atlas::Atlas;

/// Of when the people are that figures count; none where the data states no date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Vintages {
    /// Residents, such as `mid-2022`.
    pub residents: Option<String>,
    /// Registrations by area, such as `July 2022`.
    pub registrations: Option<String>,
    /// Published list sizes, such as `May 2025`.
    pub lists: Option<String>,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Vintages {
    /// Of the data that is loaded.
    #[must_use]
    pub fn of_data(atlas: &Atlas) -> Self {
        let stated = |path: &str| {
            let source = atlas.sources.iter().find(|source| source.path == path);
            source.map_or("", |source| source.vintage.as_str())
        };
        Self {
            residents: mid_year(after(stated("areas.csv"), "residents")),
            registrations: month(stated("registrations.csv")),
            lists: month(after(stated("practices.csv"), "list sizes")),
        }
    }

    /// The date of a figure; none where none is stated, or the figure is of no date.
    #[must_use]
    pub fn of(&self, figure: RuledFigure) -> Option<&str> {
        match figure {
            RuledFigure::Residents => self.residents.as_deref(),
            RuledFigure::ListSize => self.lists.as_deref(),
            RuledFigure::Practices | RuledFigure::Pieces => None,
            RuledFigure::RegisteredByPractice
            | RuledFigure::RegisteredByResidence
            | RuledFigure::SelfContainment
            | RuledFigure::Localisation => self.registrations.as_deref(),
        }
    }
}

/// What stands behind a word, where it is there; else everything.
fn after<'a>(text: &'a str, word: &str) -> &'a str {
    let place = text.to_ascii_lowercase().find(word);
    place.map_or(text, |place| &text[place + word.len()..])
}

/// The first month with a year: `1 May 2025`, `July 2022 (by area)`, `01JUL2022`.
fn month(text: &str) -> Option<String> {
    let upper = text.to_ascii_uppercase();
    let found = MONTHS.iter().flat_map(|month| {
        let name = month.to_ascii_uppercase();
        [name.clone(), name[..3].to_owned()]
            .into_iter()
            .filter_map(|written| {
                let place = upper.find(&written)?;
                let year = year(upper[place + written.len()..].trim_start())?;
                Some((place, format!("{month} {year}")))
            })
            .collect::<Vec<_>>()
    });
    found.min_by_key(|(place, _)| *place).map(|(_, told)| told)
}

/// The first middle of a year: `mid-2022`, `mid 2022`.
fn mid_year(text: &str) -> Option<String> {
    let place = text.to_ascii_lowercase().find("mid")?;
    let rest = text[place + 3..].trim_start_matches(['-', ' ']);
    year(rest).map(|year| format!("mid-{year}"))
}

/// The four digits that a text starts with.
fn year(text: &str) -> Option<&str> {
    text.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_publishers_write_them() {
        assert_eq!(month("July 2022 (LSOA 2011, moved to LSOA 2021 by population)").unwrap(), "July 2022");
        assert_eq!(month("list sizes 1 May 2025").unwrap(), "May 2025");
        assert_eq!(month("NHS England registered patients by LSOA: 01JUL2022").unwrap(), "July 2022");
        assert_eq!(month("not stated"), None);
        assert_eq!(month("maybe 2025"), None, "a month is followed by its year");
        let areas = "Indices of Deprivation, File 7: 2025, residents mid 2022";
        assert_eq!(mid_year(after(areas, "residents")).unwrap(), "mid-2022");
        assert_eq!(mid_year("Census 2021"), None);
        let practices = "ODS GP practices (epraccur): June 2024; NHS England list sizes: 01MAY2025";
        assert_eq!(month(after(practices, "list sizes")).unwrap(), "May 2025");
    }
}
