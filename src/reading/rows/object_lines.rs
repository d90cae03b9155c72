//! Objects of JSON, one a line, as the table that they are: each is a row, its members are columns, in the order in which they first
//! come. What is a feature, a collection or a plan in JSON is none.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::value::RawValue;

use crate::json::members::{Members, stands_twice};
use crate::reading::findings::{Findings, Origin};
use crate::reading::headings;
use crate::reading::record::push_field;

/// Members that rows do not have, and features, collections and plans do.
const OF_DOCUMENTS: [&str; 4] = ["geometry", "features", "coordinates", "changes"];
/// What documents of maps say of themselves, as `type`.
const TYPES: [&str; 9] = [
    "Feature",
    "FeatureCollection",
    "GeometryCollection",
    "Point",
    "MultiPoint",
    "LineString",
    "Polygon",
    "MultiPolygon",
    "Topology",
];
/// What stands before the rows of the table: what separates fields, and the names of the columns.
const BEFORE: &str = "sep=,\n";
/// How many lines that is.
pub const LINES_BEFORE: u64 = 2;
/// A table has no more columns. Each line may bring others, and every row has a cell in all of them.
const MOST_COLUMNS: usize = 1000;
/// It has no more cells than these, or than so many for each of its bytes: most of them would be blank.
const MOST_CELLS: usize = 10_000_000;
const CELLS_A_BYTE: usize = 16;

/// Whether a text is rows as objects, by its first line that is not blank.
#[must_use]
pub fn is_rows(text: &[u8]) -> bool {
    let first = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).find(|line| !line.is_empty());
    first.filter(|line| line.starts_with(b"{")).and_then(members).is_some_and(|members| {
        let is_scalar = |value: &RawValue| !value.get().starts_with(['{', '[']);
        let mut all = members.all.iter();
        let is_type = |value: &RawValue| TYPES.contains(&value.get().trim_matches('"'));
        let is_of_a_document = all
            .clone()
            .any(|(name, value)| OF_DOCUMENTS.contains(&name.as_ref()) || (name == "type" && is_type(value)));
        let is_row =
            all.clone().all(|(_, value)| is_scalar(value)) || all.any(|(name, _)| headings::is_known(name));
        !members.all.is_empty() && !is_of_a_document && is_row
    })
}

fn members(line: &[u8]) -> Option<Members<'_>> {
    Members::of(serde_json::from_slice::<&RawValue>(line).ok()?)
}

/// The cells of a row that have something in them, by their places.
type Cells = Vec<(usize, String)>;

/// The table as text with commas, a line for each line, behind [`LINES_BEFORE`] others. A line that is no object, or in which two members
/// have one name, is a defect, and blank; one with which there are too many columns is a defect, and the last that is read.
pub fn as_table(file: &str, text: &[u8], findings: &mut Findings) -> Vec<u8> {
    let (mut names, mut places) = (Vec::<String>::new(), HashMap::<String, usize>::new());
    let mut rows: Vec<Cells> = Vec::new();
    for (number, line) in (1..).zip(text.split(|byte| *byte == b'\n')) {
        let line = line.trim_ascii();
        let mut row = Cells::new();
        if !line.is_empty() {
            let read = members(line).ok_or_else(|| "the line is no object of JSON".to_owned());
            let once = read.and_then(|members| match members.repeated() {
                Some(name) => Err(stands_twice(name)),
                None => Ok(members),
            });
            match once {
                Err(reason) => findings.defect_at(&Origin { file: file.into(), line: number }, "row", reason),
                Ok(members) => {
                    for (name, value) in &members.all {
                        let place = *places.entry(name.to_string()).or_insert_with(|| {
                            names.push(name.to_string());
                            names.len() - 1
                        });
                        row.push((place, cell(value).into_owned()));
                    }
                }
            }
        }
        if let Some(reason) = too_large(names.len(), rows.len(), text.len()) {
            names.truncate(MOST_COLUMNS);
            findings.defect_at(&Origin { file: file.into(), line: number }, "row", reason);
            break;
        }
        rows.push(row);
    }
    written(&names, &rows)
}

/// Why lines with so many names of members, of which so many were read, are no table; none where they are.
fn too_large(names: usize, rows: usize, bytes: usize) -> Option<String> {
    if names > MOST_COLUMNS {
        return Some(format!(
            "the members up to this line have more than {MOST_COLUMNS} names, and a table no more columns"
        ));
    }
    let most = MOST_CELLS.max(bytes * CELLS_A_BYTE);
    (names * rows > most).then(|| {
        format!("the members up to this line have {names} names, of which most lines lack most: a table has the same columns in all rows")
    })
}

/// A value as a cell: a text as it is, on one line, null as a blank, and everything else as it is written.
fn cell(value: &RawValue) -> Cow<'_, str> {
    match value.get() {
        "null" => Cow::Borrowed(""),
        text if text.starts_with('"') => {
            let text = serde_json::from_str::<String>(text).unwrap_or_default();
            Cow::Owned(text.replace(['\n', '\r'], " "))
        }
        other => Cow::Borrowed(other),
    }
}

fn written(names: &[String], rows: &[Cells]) -> Vec<u8> {
    let mut out = BEFORE.as_bytes().to_vec();
    for (place, name) in names.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        push_field(&mut out, name.replace(['\n', '\r'], " ").as_bytes(), b',');
    }
    out.push(b'\n');
    for row in rows {
        push_row(&mut out, names.len(), row);
        out.push(b'\n');
    }
    out
}

/// A row in as many columns as there are; nothing at all of a blank one.
fn push_row(out: &mut Vec<u8>, width: usize, row: &[(usize, String)]) {
    if row.is_empty() {
        return;
    }
    let mut cells: Vec<&(usize, String)> = row.iter().collect();
    cells.sort_unstable_by_key(|(place, _)| *place);
    let mut column = 0;
    for (place, cell) in cells {
        out.extend(std::iter::repeat_n(b',', place - column));
        push_field(out, cell.as_bytes(), b',');
        column = *place;
    }
    out.extend(std::iter::repeat_n(b',', (width - 1).saturating_sub(column)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_rows_and_documents_are_none() {
        for text in ["\n{\"a\":1}\n{\"b\":\"x\"}", "{\"area_code\":\"E01028422\",\"tags\":[1]}\n"] {
            assert!(is_rows(text.as_bytes()), "{text}");
        }
        for text in [
            "",
            "a,b\n",
            "{}\n",
            "{\n\"type\":\"FeatureCollection\"}",
            "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{}}",
            "{\"type\":\"Point\",\"coordinates\":[0,0]}",
            "{\"type\":\"FeatureCollection\"}",
            "{\"base\":\"x\",\"changes\":[]}",
            "{\"tags\":[1]}",
        ] {
            assert!(!is_rows(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn members_are_columns_wherever_they_come_first_and_each_line_stays_one() {
        let text = b"{\"a\":\"x,\\ny\",\"b\":null}\n\n[1]\n{\"c\":1.50,\"a\":true}\n{\"a\":1,\"a\":2}\n";
        let mut findings = Findings::default();
        let table = String::from_utf8(as_table("f", text, &mut findings)).unwrap();
        assert_eq!(table, "sep=,\na,b,c\n\"x, y\",,\n\n\ntrue,,1.50\n\n\n");
        let lines: Vec<Option<u64>> = findings.defects.iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [Some(3), Some(5)]);
    }

    #[test]
    fn a_table_has_no_more_columns_than_offices_have_and_no_more_cells_than_its_text_bears() {
        let lines = |count: usize, names: usize| -> String {
            (0..count)
                .flat_map(|line| ["{\"k".to_owned(), (line % names).to_string(), "\":1}\n".to_owned()])
                .collect()
        };
        let read = |text: &str| {
            let mut findings = Findings::default();
            let table = as_table("f", text.as_bytes(), &mut findings);
            (table.len(), findings.defects)
        };
        let (length, none) = read(&lines(MOST_COLUMNS, MOST_COLUMNS));
        assert_eq!((length > MOST_COLUMNS * MOST_COLUMNS, none), (true, vec![]));
        let (_, defects) = read(&lines(5000, 5000));
        assert_eq!((defects.len(), defects[0].line), (1, Some(MOST_COLUMNS as u64 + 1)));
        assert!(defects[0].reason.contains("more than 1000 names"), "{}", defects[0].reason);
        let (length, defects) = read(&lines(40_000, MOST_COLUMNS));
        assert!(defects[0].reason.contains("have 1000 names"), "{}", defects[0].reason);
        assert!(length <= 2 * MOST_CELLS, "{length}");
    }
}
