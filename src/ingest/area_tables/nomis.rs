//! Census 2021 table TS007A as Nomis hands it out: lines about the table, a header that begins with `Area`, then rows whose area is
//! written `lsoa2021:E01000001 : Name`, and lines about the table again.

use super::read::{CodedTable, Numbers, values};
use crate::domain::ground::area_tables::AGES;
use crate::domain::ground::codes::GssCode;
use crate::reading::findings::Findings;
use crate::reading::table::{Unread, headers, read_rows};

const AREA: &str = "Area";
/// How a row of an area of the right kind begins.
const LSOA_2021: &str = "lsoa2021:";

/// Reads people by five-year age band.
pub fn read_nomis_ages(file: &str, bytes: &[u8], findings: &mut Findings) -> CodedTable {
    let bytes = table_alone(bytes);
    let own: Vec<String> = headers(&bytes).into_iter().skip(1).collect();
    let columns = AGES.map(str::to_owned).to_vec();
    if own.len() != columns.len() || own.iter().zip(&columns).any(|(own, column)| ages(own) != ages(column)) {
        let reason =
            format!("expected everybody and {} five-year age bands up to 85 and over", AGES.len() - 1);
        findings.defect(file, reason);
        return CodedTable::default();
    }
    let rows = read_rows(file, &bytes, &[AREA], findings, |row| {
        let area = row.text(AREA).to_owned();
        let rest = area.strip_prefix(LSOA_2021).ok_or_else(|| row.unread(AREA, "is no LSOA of 2021"))?;
        let code = rest.split(" : ").next().unwrap_or_default().trim().parse::<GssCode>();
        let code = code.map_err(|error| row.unread(AREA, error.to_string()))?;
        let values = values(row, own.iter().map(String::as_str), Numbers::Counts)?;
        Ok::<_, Unread>((code, values))
    });
    CodedTable { columns, rows }
}

/// The same bytes with the lines about the table blank, so that lines keep their numbers: what is left is the header and the rows,
/// each of which begins with the kind and the name of an area.
fn table_alone(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
    let mut kept = String::with_capacity(text.len());
    let mut has_header = false;
    for line in text.lines() {
        let is_header = !has_header && line.trim_start_matches('"').starts_with(AREA);
        if is_header || (has_header && line.contains(" : ")) {
            kept.push_str(line);
        }
        has_header |= is_header;
        kept.push('\n');
    }
    kept.into_bytes()
}

/// The ages that a column is of: its numbers, and whether it has no end or no beginning.
fn ages(column: &str) -> (Vec<u32>, bool) {
    let lower = column.to_ascii_lowercase();
    if lower == "total" || lower == AGES[0] {
        return (vec![], false);
    }
    let numbers =
        lower.split(|letter: char| !letter.is_ascii_digit()).filter_map(|number| number.parse().ok());
    let mut numbers: Vec<u32> = numbers.collect();
    if lower.contains("under") {
        numbers.insert(0, 0);
    }
    (numbers, lower.contains("over") || lower.contains("plus"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_nomis_are_those_of_ours() {
        assert_eq!(ages("Aged 4 years and under"), ages("aged_0_4"));
        assert_eq!(ages("Aged 5 to 9 years"), ages("aged_5_9"));
        assert_eq!(ages("Aged 85 years and over"), ages("aged_85_plus"));
        assert_eq!(ages("Total"), ages("all_ages"));
        assert_ne!(ages("Aged 5 to 14 years"), ages("aged_5_9"));
    }

    /// Two rows as Nomis handed them out, and what it writes around them.
    fn handed_out(second: &str) -> String {
        let bands = (1..17).map(|band| format!("\"Aged {} to {} years\"", 5 * band, 5 * band + 4));
        let bands: Vec<String> = bands.collect();
        format!(
            "\n\"TS007A - Age by five-year age bands\"\n\"ONS Crown Copyright Reserved [from Nomis on 18 June 2025]\"\n\
             \"Date       :\",\"2021\"\n\n\"Area\",\"Total\",\"Aged 4 years and under\",{},\"Aged 85 years and over\"\n\n\
             \"lsoa2021:E01017648 : Buckinghamshire 001A\",1643,44,77,118,105,81,62,59,65,100,117,141,143,154,107,96,85,48,41\n\
             {second}\n\n\"In order to protect against disclosure, cells are perturbed.\"\n",
            bands.join(",")
        )
    }

    #[test]
    fn every_value_stands_under_its_own_age_and_the_lines_around_the_table_are_passed_over() {
        let second = "\"lsoa2021:E01033953 : Buckinghamshire 001E\",1678,155,207,171,108,59,99,155,159,176,131,97,59,44,22,20,11,4,1";
        let mut findings = Findings::default();
        let table = read_nomis_ages("ages", handed_out(second).as_bytes(), &mut findings);
        assert_eq!(findings, Findings::default());
        assert_eq!(table.columns, AGES);
        let row = |place: usize| {
            let (code, values) = &table.rows[place].row;
            (code.as_str().to_owned(), values.iter().map(|value| value.unwrap()).collect::<Vec<f64>>())
        };
        let first = [1643, 44, 77, 118, 105, 81, 62, 59, 65, 100, 117, 141, 143, 154, 107, 96, 85, 48, 41];
        assert_eq!(row(0), ("E01017648".to_owned(), first.map(f64::from).to_vec()));
        let second = [1678, 155, 207, 171, 108, 59, 99, 155, 159, 176, 131, 97, 59, 44, 22, 20, 11, 4, 1];
        assert_eq!(row(1), ("E01033953".to_owned(), second.map(f64::from).to_vec()));
        assert_eq!(table.rows.len(), 2);
    }

    #[test]
    fn an_area_of_another_kind_and_a_value_that_is_no_count_are_told_with_their_line() {
        let others = [
            "\"msoa2021:E02003391 : Buckinghamshire 001\",1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1",
            "\"lsoa2021:E01033953 : Buckinghamshire 001E\",1678,-155,207,171,108,59,99,155,159,176,131,97,59,44,22,20,11,4,1",
        ];
        for (other, said) in others.into_iter().zip(["no LSOA of 2021", "Aged 4 years and under"]) {
            let mut findings = Findings::default();
            let table = read_nomis_ages("ages", handed_out(other).as_bytes(), &mut findings);
            let told = format!("{findings:?}");
            assert!(told.contains(said) && told.contains("Some(9)"), "{told}");
            assert_eq!(table.rows.len(), 1);
        }
    }
}
