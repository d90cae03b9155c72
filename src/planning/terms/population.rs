//! Who lives in some areas: by age, by accommodation, and by the indicators behind the indices of deprivation.
//!
//! Counts of Census Day 2021 are divided by that day's counts alone, never by residents of another year.

use serde::Serialize;

use crate::domain::figures::people::{count, mean, sum};
use crate::domain::figures::share::share;
use crate::domain::ground::Ground;
use crate::domain::ground::area_tables::{AGED_65, AGED_85, AreaTable};
use crate::domain::ground::geography::AreaIx;

/// Indicators whose names end so are counts of people, and are added up; the others are means.
const COUNTED: &str = "_numerator";

/// Who lives in some areas; null of each table that is not loaded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Population<'a> {
    /// By five-year age band (Census 2021, TS007A).
    pub ages: Option<Ages<'a>>,
    /// Households by accommodation (Census 2021).
    pub accommodation: Option<Accommodation<'a>>,
    /// Indicators of the indices of deprivation 2025.
    pub indicators: Option<Vec<Indicator<'a>>>,
}

/// Usual residents by age.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ages<'a> {
    /// Everybody of that table; null where an area's count is not known, as below.
    pub all_ages: Option<u64>,
    /// Aged 65 and over.
    pub aged_65_and_over: Part,
    /// Aged 85 and over.
    pub aged_85_and_over: Part,
    /// Five-year bands, the youngest first.
    pub bands: Vec<Kind<'a>>,
}

/// Households by accommodation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Accommodation<'a> {
    /// All of them; null where an area's count is not known.
    pub households: Option<u64>,
    /// By kind.
    pub kinds: Vec<Kind<'a>>,
}

/// A part of all.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Part {
    /// How many; null where an area's count is not known.
    pub count: Option<u64>,
    /// Of all of that table, 0 to 1.
    pub share_of_all: Option<f64>,
}

/// A part of all, of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Kind<'a> {
    /// Which, as the column of the table is called.
    pub kind: &'a str,
    /// How many of all.
    #[serde(flatten)]
    pub part: Part,
}

/// An indicator of some areas together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Indicator<'a> {
    /// Which, as the column of the table is called.
    pub indicator: &'a str,
    /// `sum` of a count of people, `mean` weighted by residents of anything else.
    pub by: &'static str,
    /// How much; null where an area's is not known.
    pub level: Option<f64>,
}

impl<'a> Population<'a> {
    /// Of the areas chosen.
    #[must_use]
    pub fn of(ground: &'a Ground, areas: &[AreaIx]) -> Self {
        let tables = ground.area_tables();
        Self {
            ages: tables.ages.as_ref().map(|table| Ages::of(table, areas)),
            accommodation: tables.accommodation.as_ref().map(|table| {
                let households = count(table, 0, areas.iter().copied());
                Accommodation { households, kinds: kinds(table, areas, households) }
            }),
            indicators: tables.indicators.as_ref().map(|table| {
                let columns = (0..).zip(table.columns());
                columns.map(|(column, name)| Indicator::of(ground, table, column, name, areas)).collect()
            }),
        }
    }
}

impl<'a> Ages<'a> {
    fn of(table: &'a AreaTable, areas: &[AreaIx]) -> Self {
        let all_ages = count(table, 0, areas.iter().copied());
        let from = |first: usize| {
            let bands = first..table.columns().len();
            let people = bands.map(|band| count(table, band, areas.iter().copied())).sum::<Option<u64>>();
            Part::of(people, all_ages)
        };
        Self {
            all_ages,
            aged_65_and_over: from(AGED_65),
            aged_85_and_over: from(AGED_85),
            bands: kinds(table, areas, all_ages),
        }
    }
}

impl Part {
    fn of(count: Option<u64>, all: Option<u64>) -> Self {
        let share_of_all = count.zip(all).and_then(|(count, all)| share(count, all));
        Self { count, share_of_all }
    }
}

impl<'a> Indicator<'a> {
    fn of(ground: &Ground, table: &AreaTable, column: usize, indicator: &'a str, areas: &[AreaIx]) -> Self {
        let all = areas.iter().copied();
        if indicator.ends_with(COUNTED) {
            return Self { indicator, by: "sum", level: sum(table, column, all) };
        }
        Self { indicator, by: "mean", level: mean(ground, table, column, all) }
    }
}

/// Every column behind the first, which is all of them together.
fn kinds<'a>(table: &'a AreaTable, areas: &[AreaIx], all: Option<u64>) -> Vec<Kind<'a>> {
    let columns = (0..).zip(table.columns()).skip(1);
    columns
        .map(|(column, kind)| Kind { kind, part: Part::of(count(table, column, areas.iter().copied()), all) })
        .collect()
}
