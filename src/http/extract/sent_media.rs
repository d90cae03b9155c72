//! Media types that files are sent as: the one table of them, for tables to be answered and for plans to be imported alike.

use super::content_type::essence;

/// What a body is said to be; what it is, is told by its bytes wherever that is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentMedia {
    /// A table: text, a workbook, packed, or some file.
    Table,
    /// JSON, one value a line.
    Lines,
    /// A document of JSON.
    Json,
    /// Polygons in a form of their own.
    Polygons,
}

/// Every media type that is taken.
const KNOWN: [(&str, SentMedia); 39] = [
    ("text/csv", SentMedia::Table),
    ("application/csv", SentMedia::Table),
    ("application/x-csv", SentMedia::Table),
    ("text/x-csv", SentMedia::Table),
    ("text/comma-separated-values", SentMedia::Table),
    ("text/tab-separated-values", SentMedia::Table),
    ("text/tsv", SentMedia::Table),
    ("text/x-comma-separated-values", SentMedia::Table),
    ("text/x-tab-separated-values", SentMedia::Table),
    ("text/plain", SentMedia::Table),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", SentMedia::Table),
    ("application/vnd.ms-excel.sheet.macroenabled.12", SentMedia::Table),
    ("application/vnd.ms-excel.sheet.binary.macroenabled.12", SentMedia::Table),
    ("application/vnd.oasis.opendocument.spreadsheet", SentMedia::Table),
    ("application/vnd.ms-excel", SentMedia::Table),
    ("application/gzip", SentMedia::Table),
    ("application/x-gzip", SentMedia::Table),
    ("application/zip", SentMedia::Table),
    ("application/x-zip-compressed", SentMedia::Table),
    ("application/octet-stream", SentMedia::Table),
    ("binary/octet-stream", SentMedia::Table),
    ("application/x-ndjson", SentMedia::Lines),
    ("application/ndjson", SentMedia::Lines),
    ("application/jsonl", SentMedia::Lines),
    ("application/jsonlines", SentMedia::Lines),
    ("application/x-jsonlines", SentMedia::Lines),
    ("text/x-ndjson", SentMedia::Lines),
    ("text/ndjson", SentMedia::Lines),
    ("text/jsonl", SentMedia::Lines),
    ("application/x-jsonl", SentMedia::Lines),
    ("application/json-lines", SentMedia::Lines),
    ("application/json-seq", SentMedia::Lines),
    ("application/json", SentMedia::Json),
    ("application/geo+json", SentMedia::Polygons),
    ("application/geo+json-seq", SentMedia::Polygons),
    ("application/geopackage+sqlite3", SentMedia::Polygons),
    ("application/vnd.flatgeobuf", SentMedia::Polygons),
    ("application/vnd.sqlite3", SentMedia::Polygons),
    ("application/x-sqlite3", SentMedia::Polygons),
];

impl SentMedia {
    /// By a media type, with or without parameters, in any case.
    #[must_use]
    pub fn of(media: &str) -> Option<Self> {
        let essence = essence(media);
        let known = KNOWN.iter().find(|(known, _)| *known == essence);
        known.map(|(_, sent)| *sent)
    }
}
