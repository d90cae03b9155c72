//! A file that is known by what it begins with, and what to do with it.

/// A file that is known and not read as a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it is, with its article.
    pub name: &'static str,
    /// What to do with it.
    pub advice: &'static str,
}

const TABLE: &str = "save the table as CSV or as a workbook (XLSX, ODS)";
const MAP: &str = "polygons are read as GeoJSON, GeoPackage, FlatGeobuf or a zipped Shapefile, so convert it (ogr2ogr converted.geojson \
    FILE); tables as CSV or a workbook";
const POLYGONS: &str = "it is read where polygons are wanted (import, prepare); its table is to be saved as CSV or as a workbook";

impl Known {
    /// Something that a table is to be saved from.
    #[must_use]
    pub const fn table(name: &'static str) -> Self {
        Self { name, advice: TABLE }
    }

    /// A map whose polygons are to be converted.
    #[must_use]
    pub const fn map(name: &'static str) -> Self {
        Self { name, advice: MAP }
    }

    /// A map that is read where polygons are wanted.
    #[must_use]
    pub const fn polygons(name: &'static str) -> Self {
        Self { name, advice: POLYGONS }
    }
}

/// How names of tables end.
const TABLES: [&str; 14] = [
    ".csv", ".tsv", ".tab", ".psv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".ndjson", ".jsonl", ".dat",
    ".gz", ".zip",
];

/// Whether a file is a table by how it is called; one called as a text may be one besides.
#[must_use]
pub fn is_called_a_table(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    TABLES.iter().any(|end| lower.ends_with(end))
}
