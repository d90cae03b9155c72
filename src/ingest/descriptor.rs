//! `county.toml`: what cannot be read off a county's tables: its name, its draft, its publishers.
//!
//! It lies beside the source tables. Without one, what the files themselves do not tell is said to be not stated, never
//! guessed.

use serde::{Deserialize, Serialize};

use super::manifest::{DraftEntry, bad_draft_date, bad_draft_id};
use super::publishers::{Kind, Published, Taken};
use super::tables::names;
use crate::cause;
use crate::domain::ground::codes::InvalidCode;
use crate::domain::ground::named::units::Unit;

/// A county described.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Descriptor {
    /// The study area's name.
    pub title: String,
    /// What must be said wherever figures are shown.
    pub attribution: String,
    /// Known weaknesses of the data.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The draft its neighbourhoods are.
    pub draft: DraftEntry,
    /// Other drafts, each by the name of its file.
    #[serde(default)]
    pub drafts: Vec<DraftEntry>,
    /// Units that hold over the study area, or within a district of it.
    #[serde(default)]
    pub units: Vec<UnitEntry>,
    /// Patients of practices that closed, where the county's own tables have them with the successor already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mergers: Vec<MergerEntry>,
    /// Publishers, by file of the data directory.
    #[serde(default)]
    pub sources: Vec<SourceEntry>,
}

/// How many patients a practice had that closed since the registrations.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergerEntry {
    /// The ODS code of the practice that closed.
    pub closed: String,
    /// Its patients in the registrations.
    pub patients: u32,
    /// Who says so.
    pub source: String,
}

/// Where the facts of one file come from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// File of the data directory (within a draft's folder: `drafts/` and its name).
    pub file: String,
    /// What it holds.
    pub title: String,
    /// Publisher and product.
    pub source: String,
    /// Licence.
    pub licence: String,
    /// The date or period the facts are of.
    pub vintage: String,
}

/// A unit, as `county.toml` states it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitEntry {
    /// What it is: `region`, `icb`; see [`UnitKind`](crate::domain::ground::named::units::UnitKind).
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// The code that ONS gives it.
    pub code: Option<String>,
    /// The code that the NHS gives it.
    pub nhs_code: Option<String>,
    /// The district or area it holds in; without, all of the study area.
    pub within: Option<String>,
}

impl UnitEntry {
    /// The unit.
    ///
    /// # Errors
    /// What is no kind or code, in words.
    pub fn read(&self) -> Result<Unit, InvalidCode> {
        let code = |text: &Option<String>| text.as_deref().map(str::parse).transpose();
        Ok(Unit {
            kind: self.kind.parse()?,
            code: code(&self.code)?,
            nhs_code: self.nhs_code.clone(),
            name: Some(self.name.clone()),
            within: code(&self.within)?,
        })
    }
}

const NOT_STATED: &str = "not stated";
/// The caveat of every draft that brings none of its own.
const CAVEAT: &str = "Working draft for illustration; boundaries may not be accurate. \
    No implication for where people may register with a GP practice.";

/// What must be said of the publishers' files, each where one of its kinds was taken; the year is that of the copyright, which a
/// county states in its own words.
const ATTRIBUTIONS: &[(&str, &[Kind])] = &[
    (
        "Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
        &[Kind::AreaPolygons, Kind::AreaChanges, Kind::PostcodeDirectory, Kind::Addresses, Kind::Ages],
    ),
    (
        "Contains OS data © Crown copyright and database right. Contains Royal Mail data © Royal Mail copyright and database \
         right.",
        &[Kind::CodePointOpen, Kind::PostcodeDirectory, Kind::Addresses, Kind::AreaPolygons],
    ),
    (
        "Contains information from NHS England, licensed under the Open Government Licence v3.0.",
        &[Kind::Organisations, Kind::Networks, Kind::ListSizes, Kind::Patients],
    ),
    (
        "English Indices of Deprivation © MHCLG, licensed under the Open Government Licence v3.0.",
        &[Kind::Deprivation],
    ),
];
/// What the licence of GeoNames asks for.
const GEONAMES: &str = "Place names: GeoNames (geonames.org), CC BY 4.0.";
/// What is kept of the table of LSOAs of 2011 and 2021.
const AREA_CHANGES: &str =
    "LSOAs of 2011 whose codes are no longer used, and the LSOAs of 2021 that took their ground";
/// Which kinds of file each file of a data directory is made of.
const TOLD: &[(&str, &str, &[Kind])] = &[
    (names::AREAS, "Areas and what is published about them", &[Kind::Deprivation]),
    (names::AREA_POLYGONS, "Polygons of the areas", &[Kind::AreaPolygons]),
    (names::DISTRICTS, "Local authority districts", &[Kind::Deprivation]),
    (names::POSTCODES, "Live postcodes", &[Kind::CodePointOpen, Kind::Postcodes, Kind::PostcodeDirectory]),
    (names::TERMINATED, "Postcodes no longer live", &[Kind::PostcodeDirectory]),
    (names::SHARES, "Addresses of postcodes by area", &[Kind::Addresses]),
    (names::AGES, "Usual residents by five-year age band", &[Kind::Ages]),
    (
        names::PRACTICES,
        "GP practices",
        &[Kind::Organisations, Kind::Practices, Kind::Networks, Kind::ListSizes],
    ),
    (
        names::REGISTRATIONS,
        "Registered patients by practice and area",
        &[Kind::Patients, Kind::AreaChanges, Kind::Successors],
    ),
    (names::GAZETTEER, "Populated places", &[Kind::OpenNames, Kind::GeoNames]),
    (names::UNITS, "Units that areas and districts are in", &[Kind::Units, Kind::UnitNames]),
    (
        names::POSTCODE_UNITS,
        "What postcodes are in: parish, constituency, output area and others",
        &[Kind::PostcodeDirectory],
    ),
    (names::UNIT_NAMES, "Names of what postcodes are in", &[Kind::UnitNames]),
    (names::AREA_CHANGES, AREA_CHANGES, &[Kind::AreaChanges]),
];

impl Descriptor {
    /// Reads a descriptor.
    ///
    /// # Errors
    /// What is wrong, with line and column.
    pub fn parse(text: &str) -> Result<Self, String> {
        let descriptor: Self = toml::from_str(text).map_err(|error| cause::of_toml(text, &error))?;
        let drafts = std::iter::once(&descriptor.draft).chain(&descriptor.drafts);
        let mut bad = drafts.flat_map(|draft| {
            bad_draft_id(&draft.id).into_iter().chain(draft.date.as_deref().and_then(bad_draft_date))
        });
        let bad = bad.next();
        bad.map_or(Ok(descriptor), Err)
    }

    /// The descriptor of a county that brings none: nothing is stated but a name.
    #[must_use]
    pub fn of_nothing_stated(name: &str) -> Self {
        let title = match name.split_at_checked(1) {
            Some((first, rest)) => first.to_uppercase() + rest,
            None => "Unnamed".to_owned(),
        };
        Self {
            title,
            attribution: NOT_STATED.to_owned(),
            notes: vec![],
            draft: DraftEntry {
                id: "draft".to_owned(),
                title: "Draft neighbourhoods".to_owned(),
                date: None,
                status: "working draft".to_owned(),
                caveat: CAVEAT.to_owned(),
            },
            drafts: vec![],
            units: vec![],
            mergers: vec![],
            sources: vec![],
        }
    }

    /// The same with the publishers and vintages that are told by the files delivered, where it states none itself.
    #[must_use]
    pub fn with_published(mut self, published: &Published) -> Self {
        for (file, title, kinds) in TOLD {
            let told: Vec<&Taken> =
                published.taken.iter().filter(|taken| kinds.contains(&taken.kind)).collect();
            if told.is_empty() || self.sources.iter().any(|source| source.file == *file) {
                continue;
            }
            let mut sources: Vec<&str> = told.iter().map(|taken| taken.kind.title()).collect();
            sources.dedup();
            let mut vintages: Vec<String> = told
                .iter()
                .filter_map(|taken| Some(format!("{}: {}", taken.kind.title(), taken.vintage.as_ref()?)))
                .collect();
            vintages.dedup();
            let vintage = if vintages.is_empty() { NOT_STATED.to_owned() } else { vintages.join("; ") };
            self.sources.push(SourceEntry {
                file: (*file).to_owned(),
                title: (*title).to_owned(),
                source: sources.join("; "),
                licence: licence(&told).to_owned(),
                vintage,
            });
        }
        if !published.taken.is_empty() && self.attribution == NOT_STATED {
            let is_taken = |kinds: &[Kind]| published.taken.iter().any(|taken| kinds.contains(&taken.kind));
            let said = ATTRIBUTIONS.iter().filter(|(_, kinds)| is_taken(kinds));
            self.attribution = said.map(|(words, _)| *words).collect::<Vec<_>>().join(" ");
        }
        let has_geonames = published.taken.iter().any(|taken| taken.kind == Kind::GeoNames);
        if has_geonames && !self.attribution.contains("GeoNames") {
            self.attribution = format!("{} {GEONAMES}", self.attribution.trim_end());
        }
        self
    }

    /// Whether the publisher of a file of the data directory is known.
    #[must_use]
    pub fn states(&self, file: &str) -> bool {
        self.sources.iter().any(|source| source.file == file)
    }

    /// The publisher of a file of the data directory.
    #[must_use]
    pub fn source(&self, file: &str) -> SourceEntry {
        self.sources.iter().find(|source| source.file == file).cloned().unwrap_or_else(|| SourceEntry {
            file: file.to_owned(),
            title: file.to_owned(),
            source: NOT_STATED.to_owned(),
            licence: NOT_STATED.to_owned(),
            vintage: NOT_STATED.to_owned(),
        })
    }
}

/// The licence of a file that is made of others.
fn licence(of: &[&Taken]) -> &'static str {
    match of.iter().filter(|taken| taken.kind == Kind::GeoNames).count() {
        0 => "OGL v3.0",
        all if all == of.len() => "CC BY 4.0",
        _ => "OGL v3.0; GeoNames: CC BY 4.0",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_stated_is_said_to_be() {
        let descriptor = Descriptor::of_nothing_stated("rutland");
        assert_eq!((descriptor.title.as_str(), descriptor.attribution.as_str()), ("Rutland", NOT_STATED));
        assert_eq!(descriptor.source("postcodes.csv").licence, NOT_STATED);
    }
}
