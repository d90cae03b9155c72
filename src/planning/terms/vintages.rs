//! The dates of the counts that are told in words: `July 2022`, `May 2025`, `mid-2022`, read off what the data says of its files.

use serde::{Deserialize, Serialize};

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

/// What a figure takes its date from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dated {
    /// The mid-year estimate.
    Residents,
    /// Registrations by practice and area.
    Registrations,
    /// Published list sizes.
    Lists,
    /// Practices, their sites and networks.
    Practices,
    /// Counts of the Census in the table of areas.
    Census,
    /// The Index of Multiple Deprivation in the table of areas.
    Deprivation,
    /// The rural-urban classification in the table of areas.
    RuralUrban,
    /// The table of five-year age bands.
    Ages,
    /// The table of accommodation.
    Accommodation,
    /// The table of indicators.
    Indicators,
    /// The areas' polygons.
    Polygons,
    /// Live postcodes.
    Postcodes,
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
        Self {
            residents: Dated::Residents.vintage(atlas),
            registrations: Dated::Registrations.vintage(atlas),
            lists: Dated::Lists.vintage(atlas),
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

impl Dated {
    /// Of when that is, in the data that is loaded; none where no date is stated.
    #[must_use]
    pub fn vintage(self, atlas: &Atlas) -> Option<String> {
        let areas = stated(atlas, "areas.csv");
        match self {
            Self::Residents => mid_year(after(areas, "residents")),
            Self::Registrations => month(stated(atlas, "registrations.csv")),
            Self::Lists => month(after(stated(atlas, "practices.csv"), "list sizes")),
            Self::Practices => month(stated(atlas, "practices.csv")),
            Self::Census => named_year(areas, "Census", &["census"]),
            Self::Deprivation => named_year(areas, "IMD", &["imd", "deprivation"]),
            Self::RuralUrban => named_year(areas, "RUC", &["ruc", "rural-urban classification"]),
            Self::Ages => first_part(stated(atlas, "ages.csv")),
            Self::Accommodation => first_part(stated(atlas, "accommodation.csv")),
            Self::Indicators => first_part(stated(atlas, "indicators.csv")),
            Self::Polygons => first_part(stated(atlas, "areas.geojson")),
            Self::Postcodes => {
                let postcodes = stated(atlas, "postcodes.csv");
                month(postcodes).or_else(|| first_part(postcodes))
            }
        }
    }
}

/// Whether registrations were counted by areas of 2011, and moved to those of 2021.
#[must_use]
pub fn registrations_are_of_2011(atlas: &Atlas) -> bool {
    let source = atlas.sources.iter().find(|source| source.path == "registrations.csv");
    source
        .is_some_and(|source| [&source.source, &source.vintage].iter().any(|text| text.contains("LSOA 2011")))
}

/// What the data says of the date of one of its files.
fn stated<'a>(atlas: &'a Atlas, path: &str) -> &'a str {
    let source = atlas.sources.iter().find(|source| source.path == path);
    source.map_or("", |source| source.vintage.as_str())
}

/// What a text begins with, before anything is said about it.
fn first_part(text: &str) -> Option<String> {
    let part = text.split([';', '(']).next().unwrap_or_default().trim();
    (!part.is_empty() && part != "not stated").then(|| part.to_owned())
}

/// The first year behind one of some words, under a name: `Census 2021`.
fn named_year(text: &str, name: &str, words: &[&str]) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let behind = words.iter().find_map(|word| lower.find(word).map(|place| &text[place + word.len()..]))?;
    let numbers = behind.split(|letter: char| !letter.is_ascii_digit());
    numbers.filter(|number| number.len() == 4).map(|year| format!("{name} {year}")).next()
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
    found.min_by_key(|(place, _)| *place).map(|(_, told)| told).or_else(|| month_in_digits(text))
}

/// The first date in digits, as the publishers of England write it or by ISO 8601: `01/05/2025`, `2025-05-01`.
fn month_in_digits(text: &str) -> Option<String> {
    let dates = text.split(|letter: char| !letter.is_ascii_digit() && letter != '/' && letter != '-');
    dates
        .filter_map(|date| {
            let parts: Vec<&str> = date.split(['/', '-']).collect();
            let [one, month, other] = parts[..] else { return None };
            let year = [one, other].into_iter().find(|part| part.len() == 4)?;
            let number: usize = month.parse().ok()?;
            MONTHS.get(number.checked_sub(1)?).map(|month| format!("{month} {year}"))
        })
        .next()
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
        assert_eq!(month("NHS England list sizes: 01/05/2025").unwrap(), "May 2025");
        assert_eq!(month("extract of 2025-12-31").unwrap(), "December 2025");
        assert_eq!((month("13/2025"), month("01/13/2025"), month("1-2-3")), (None, None, None));
        assert_eq!(month("not stated"), None);
        assert_eq!(month("maybe 2025"), None, "a month is followed by its year");
        let areas = "Indices of Deprivation, File 7: 2025, residents mid 2022";
        assert_eq!(mid_year(after(areas, "residents")).unwrap(), "mid-2022");
        assert_eq!(mid_year("Census 2021"), None);
        assert_eq!(
            named_year(areas, "IMD", &["imd", "deprivation"]).unwrap(),
            "IMD 2025",
            "the 7 of File 7 is no year"
        );
        let areas = "residents mid-2022; Census 2021; IMD 2025 and 2019; RUC 2021; wards 2024";
        assert_eq!(named_year(areas, "IMD", &["imd", "deprivation"]).unwrap(), "IMD 2025");
        assert_eq!(named_year(areas, "RUC", &["ruc"]).unwrap(), "RUC 2021");
        assert_eq!(named_year(areas, "Census", &["census"]).unwrap(), "Census 2021");
        assert_eq!(first_part("2025.4 (October 2025)").unwrap(), "2025.4");
        let practices = "ODS GP practices (epraccur): June 2024; NHS England list sizes: 01MAY2025";
        assert_eq!(month(after(practices, "list sizes")).unwrap(), "May 2025");
    }
}
