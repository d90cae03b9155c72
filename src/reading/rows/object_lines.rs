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

/// The table as text with commas, a line for each line, behind [`LINES_BEFORE`] others. A line that is no object, or in which two members
/// have one name, is a defect, and blank.
pub fn as_table(file: &str, text: &[u8], findings: &mut Findings) -> Vec<u8> {
    let (mut names, mut places) = (Vec::<String>::new(), HashMap::<String, usize>::new());
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (number, line) in (1..).zip(text.split(|byte| *byte == b'\n')) {
        let line = line.trim_ascii();
        let mut row = Vec::new();
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
                        row.resize(row.len().max(place + 1), String::new());
                        row[place] = cell(value).into_owned();
                    }
                }
            }
        }
        rows.push(row);
    }
    written(&names, &rows)
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

fn written(names: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let mut out = BEFORE.as_bytes().to_vec();
    for (place, name) in names.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        push_field(&mut out, name.replace(['\n', '\r'], " ").as_bytes(), b',');
    }
    out.push(b'\n');
    for row in rows {
        if !row.is_empty() {
            for place in 0..names.len() {
                if place > 0 {
                    out.push(b',');
                }
                push_field(&mut out, row.get(place).map_or("", String::as_str).as_bytes(), b',');
            }
        }
        out.push(b'\n');
    }
    out
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
}
