//! Rows that cannot be read, kept with their text until it is known whether they concern the study area.

use std::collections::{BTreeMap, BTreeSet};

use super::polygon_files::properties;
use crate::reading::findings::Finding;

/// A row that cannot be read.
#[derive(Clone, Debug)]
pub struct BadRow {
    /// Where it stands, and why it cannot be read.
    pub finding: Finding,
    /// The row as it is written; empty where it cannot be shown.
    pub text: String,
}

/// Parts the defects of a file into those of one row, with its text, and those of the whole file.
pub fn part(defects: Vec<Finding>, bytes: &[u8]) -> (Vec<BadRow>, Vec<Finding>) {
    let (of_rows, of_file): (Vec<Finding>, Vec<Finding>) =
        defects.into_iter().partition(|finding| finding.line.is_some());
    let lines: BTreeSet<u64> = of_rows.iter().filter_map(|finding| finding.line).collect();
    let texts = match (is_json(bytes), properties(bytes)) {
        (true, _) => features(bytes, &lines),
        (false, None) => rows(bytes, &lines),
        // Other files of polygons cannot be shown.
        (false, Some(_)) => BTreeMap::new(),
    };
    let text =
        |finding: &Finding| finding.line.and_then(|line| texts.get(&line).cloned()).unwrap_or_default();
    let bad = of_rows.into_iter().map(|finding| BadRow { text: text(&finding), finding }).collect();
    (bad, of_file)
}

fn is_json(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start().starts_with(b"{")
}

/// Lines of a text, from 1, however they end.
fn rows(bytes: &[u8], wanted: &BTreeSet<u64>) -> BTreeMap<u64, String> {
    let Some(last) = wanted.last().copied() else { return BTreeMap::new() };
    let mut found = BTreeMap::new();
    let mut rest = bytes;
    for line in 1..=last {
        let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        if wanted.contains(&line) {
            found.insert(line, String::from_utf8_lossy(&rest[..end]).into_owned());
        }
        let ended = if rest[end..].starts_with(b"\r\n") { 2 } else { 1 };
        rest = rest.get(end + ended..).unwrap_or_default();
    }
    found
}

/// Features of GeoJSON, from 1: their properties.
fn features(bytes: &[u8], wanted: &BTreeSet<u64>) -> BTreeMap<u64, String> {
    if wanted.is_empty() {
        return BTreeMap::new();
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let document: serde_json::Value = serde_json::from_slice(bytes).unwrap_or_default();
    let features = document["features"].as_array().into_iter().flatten();
    let properties = (1..).zip(features).filter(|(number, _)| wanted.contains(number));
    properties.map(|(number, feature)| (number, feature["properties"].to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(line: Option<u64>) -> Finding {
        Finding { file: "a.csv".to_owned(), line, column: None, reason: "is blank".to_owned() }
    }

    #[test]
    fn rows_are_found_by_their_lines_however_these_end() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "1,2", "", "3,4"].join(end);
            let (bad, of_file) =
                part(vec![finding(Some(4)), finding(None), finding(Some(2))], text.as_bytes());
            let texts: Vec<&str> = bad.iter().map(|row| row.text.as_str()).collect();
            assert_eq!((texts, of_file.len()), (vec!["3,4", "1,2"], 1), "{end:?}");
        }
    }

    #[test]
    fn features_are_found_by_their_numbers() {
        let text = r#"{"features":[{"properties":{"LSOA21CD":"E01000001"}},{"properties":{"LSOA21CD":"E01000002"}}]}"#;
        let (bad, _) = part(vec![finding(Some(2))], text.as_bytes());
        assert!(bad[0].text.contains("E01000002"), "{}", bad[0].text);
    }
}
