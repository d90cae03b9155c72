//! What a table of comma-separated values is, as W3C's "CSV on the Web" has it: its columns, and what must be said with it.

use serde_json::{Value, json};

use super::datapackage::described;
use super::lookups::{ColumnType, Lookup, LookupColumn};
use crate::domain::atlas::Atlas;
use crate::domain::draft::Draft;

/// Describes the table of a lookup at an address.
#[must_use]
pub fn describe(atlas: &Atlas, draft: &Draft, lookup: Lookup, address: &str) -> Value {
    let columns = lookup.columns();
    json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": address,
        "dc:title": format!("{}: {}", atlas.title, lookup.title()),
        "dc:description": format!("{}. {}", draft.status, draft.caveat),
        "dc:source": atlas.attribution,
        "dc:license": {"@id": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"},
        "tableSchema": {
            "columns": columns.iter().map(column).collect::<Vec<_>>(),
            "primaryKey": columns[0].name,
        },
    })
}

fn column(column: &LookupColumn) -> Value {
    let datatype = match column.kind {
        ColumnType::Text => "string",
        ColumnType::Number => "number",
    };
    json!({
        "name": column.name,
        "titles": column.name,
        "datatype": datatype,
        "dc:description": described(column.name),
    })
}
