//! What is published about areas in tables of their own, a number a column: people by age, households by accommodation, and the
//! indicators behind the indices of deprivation.

use super::geography::AreaIx;

/// The tables there are; none of one that is not loaded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AreaTables {
    /// Usual residents by five-year age band: [`AGES`].
    pub ages: Option<AreaTable>,
    /// Households, all and by kind of accommodation.
    pub accommodation: Option<AreaTable>,
    /// Underlying indicators of the indices of deprivation.
    pub indicators: Option<AreaTable>,
}

/// The columns of the table of ages: everybody, then five-year bands, the last without an end.
pub const AGES: [&str; 19] = [
    "all_ages",
    "aged_0_4",
    "aged_5_9",
    "aged_10_14",
    "aged_15_19",
    "aged_20_24",
    "aged_25_29",
    "aged_30_34",
    "aged_35_39",
    "aged_40_44",
    "aged_45_49",
    "aged_50_54",
    "aged_55_59",
    "aged_60_64",
    "aged_65_69",
    "aged_70_74",
    "aged_75_79",
    "aged_80_84",
    "aged_85_plus",
];

/// Where in [`AGES`] those aged 65 begin, and where those aged 85 do; both reach to the end.
pub const AGED_65: usize = 14;
/// See [`AGED_65`].
pub const AGED_85: usize = 18;

/// Numbers of every area, by column; none where the table has none.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaTable {
    columns: Vec<String>,
    /// A row an area, in the order of their codes.
    values: Vec<Option<f64>>,
}

impl AreaTable {
    /// A table of so many areas in which nothing is known yet.
    #[must_use]
    pub fn unknown(columns: Vec<String>, areas: usize) -> Self {
        let values = vec![None; columns.len() * areas];
        Self { columns, values }
    }

    /// Takes the row of an area: a value a column, in their order.
    pub fn set(&mut self, area: AreaIx, row: &[Option<f64>]) {
        let width = self.columns.len();
        self.values[area.slot() * width..][..width].copy_from_slice(row);
    }

    /// The names of the columns.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Where a column stands.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The value of an area in a column.
    #[must_use]
    pub fn value(&self, area: AreaIx, column: usize) -> Option<f64> {
        self.values[area.slot() * self.columns.len() + column]
    }
}
