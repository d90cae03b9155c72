//! A table of questions with its answers as a workbook: the rows as they came, how many each neighbourhood has, and the sources.
//!
//! What was written as a number is one; all else is text, as it came, so that codes keep their leading zeros and no cell is a formula.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::sheet::{Formats, Sheet, SheetCell, columns};
use crate::county::Loaded;
use crate::domain::draft::Draft;

/// Rows that one sheet holds.
pub const MOST_ROWS: usize = 1_048_576;
/// Digits that a number of a spreadsheet keeps.
const DIGITS: usize = 15;

/// What the columns of the answer are called, as far as it has them, by which rows are counted.
#[derive(Clone, Debug, Default)]
pub struct AnswerColumns {
    /// Of the neighbourhood's id.
    pub id: Option<String>,
    /// Of its name: where there is no id, for several may go by one name.
    pub name: Option<String>,
    /// Of the outcome.
    pub outcome: Option<String>,
}

/// Where these stand in a table.
#[derive(Clone, Copy)]
struct Places {
    neighbourhood: Option<usize>,
    outcome: Option<usize>,
}

/// Rows by what they answer.
#[derive(Debug, Default)]
struct Counts {
    by_neighbourhood: BTreeMap<String, i64>,
    by_outcome: BTreeMap<String, i64>,
}

/// Why an answered table is no workbook.
#[derive(Debug, thiserror::Error)]
pub enum NotAWorkbook {
    /// A sheet holds no more.
    #[error("a sheet holds {MOST_ROWS} rows at most")]
    TooLong,
    /// It cannot be written; a defect of ours.
    #[error(transparent)]
    Unwritten(#[from] XlsxError),
}

/// Writes the workbook of an answered table, which is CSV in UTF-8 whose columns of the answer are called so.
///
/// # Errors
/// [`NotAWorkbook`] for more rows than a sheet holds.
pub fn write(
    answered: &[u8],
    delimiter: u8,
    called: &AnswerColumns,
    loaded: &Loaded,
    draft: &Draft,
) -> Result<Vec<u8>, NotAWorkbook> {
    let mut workbook = Workbook::new();
    let counts = answers(workbook.add_worksheet(), answered, delimiter, called)?;
    let formats = Formats::default();
    let mut sheets = Vec::new();
    if called.id.is_some() && !counts.by_neighbourhood.is_empty() {
        sheets.push(by_neighbourhood(draft, &counts.by_neighbourhood));
    } else if !counts.by_neighbourhood.is_empty() {
        sheets.push(counted("By name", "Neighbourhoods of this name", counts.by_neighbourhood));
    }
    if !counts.by_outcome.is_empty() {
        sheets.push(counted("By answer", "Answer", counts.by_outcome));
    }
    for sheet in sheets.into_iter().chain([sources(loaded, draft)]) {
        sheet.write(workbook.add_worksheet(), &formats)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// Fills the sheet of the rows, and counts them by the columns of the answer below the header that names these.
fn answers(
    worksheet: &mut Worksheet,
    answered: &[u8],
    delimiter: u8,
    called: &AnswerColumns,
) -> Result<Counts, NotAWorkbook> {
    worksheet.set_name("Answers")?;
    let answered = answered.strip_prefix("\u{feff}".as_bytes()).unwrap_or(answered);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(answered);
    let (bold, mut columns, mut counts) = (Format::new().set_bold(), None, Counts::default());
    for (row, record) in (0u32..).zip(reader.byte_records()) {
        // What we wrote ourselves is always a table.
        let Ok(record) = record else { break };
        let cells: Vec<String> =
            record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        if row as usize >= MOST_ROWS {
            return Err(NotAWorkbook::TooLong);
        }
        let is_header = columns.is_none() && called.places(&cells).is_some();
        for (column, cell) in (0u16..).zip(&cells) {
            match number(cell).filter(|_| !is_header) {
                _ if cell.is_empty() => {}
                Some(number) => _ = worksheet.write_number(row, column, number)?,
                None if is_header => _ = worksheet.write_string_with_format(row, column, cell, &bold)?,
                None => _ = worksheet.write_string(row, column, cell)?,
            }
        }
        if is_header {
            worksheet.set_freeze_panes(row + 1, 0)?;
            columns = called.places(&cells);
        } else if let Some(Places { neighbourhood, outcome }) = columns {
            let counted = [(&mut counts.by_neighbourhood, neighbourhood), (&mut counts.by_outcome, outcome)];
            for (count, column) in counted {
                let Some(column) = column else { continue };
                *count.entry(cells.get(column).cloned().unwrap_or_default()).or_insert(0) += 1;
            }
        }
    }
    Ok(counts)
}

impl AnswerColumns {
    /// Where the columns are by which rows are counted, in a header that has any.
    fn places(&self, cells: &[String]) -> Option<Places> {
        let place = |name: &Option<String>| cells.iter().rposition(|cell| Some(cell) == name.as_ref());
        let neighbourhood = place(self.id.as_ref().map_or(&self.name, |_| &self.id));
        let outcome = place(&self.outcome);
        (neighbourhood.is_some() || outcome.is_some()).then_some(Places { neighbourhood, outcome })
    }
}

/// A number that is written the one way that a spreadsheet would write it too.
fn number(cell: &str) -> Option<f64> {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let number: f64 = cell.parse().ok().filter(|_| digits <= DIGITS)?;
    (number.is_finite() && number.to_string() == cell).then_some(number)
}

/// Rows of every neighbourhood by its id, then those of none.
fn by_neighbourhood(draft: &Draft, counts: &BTreeMap<String, i64>) -> Sheet {
    let rows_of = |id: &str| SheetCell::Count(Some(counts.get(id).copied().unwrap_or(0)));
    let row = |id: &str, name: &str| {
        vec![SheetCell::Text(id.to_owned()), SheetCell::Text(name.to_owned()), rows_of(id)]
    };
    let roster = draft.division.roster().iter();
    let mut rows: Vec<Vec<SheetCell>> =
        roster.map(|(_, known)| row(known.id.as_str(), &known.name)).collect();
    rows.push(row("", "(none)"));
    Sheet {
        name: "By neighbourhood",
        columns: columns([("Id", 14.0), ("Neighbourhood", 48.0), ("Rows", 12.0)]),
        rows,
    }
}

fn counted(name: &'static str, title: &'static str, counts: BTreeMap<String, i64>) -> Sheet {
    let none = |key: String| if key.is_empty() { "(none)".to_owned() } else { key.replace('_', " ") };
    let rows =
        counts.into_iter().map(|(key, rows)| vec![SheetCell::Text(none(key)), SheetCell::Count(Some(rows))]);
    Sheet { name, columns: columns([(title, 48.0), ("Rows", 12.0)]), rows: rows.collect() }
}

fn sources(loaded: &Loaded, draft: &Draft) -> Sheet {
    let atlas = &loaded.atlas;
    let said = [
        ("Boundaries", draft.scenario.as_ref().map_or(&draft.title, |scenario| &scenario.name).clone()),
        ("Id", draft.id.clone()),
        ("Status", draft.status.clone()),
        ("Caveat", draft.caveat.clone()),
        ("Sources", atlas.attribution.clone()),
        ("Data", atlas.digest.clone()),
    ];
    let rows =
        said.into_iter().map(|(name, words)| vec![SheetCell::Text(name.to_owned()), SheetCell::Text(words)]);
    Sheet { name: "Sources", columns: columns([("What", 14.0), ("", 110.0)]), rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_spreadsheet_would_write_the_same_way_is_a_number() {
        let numbers = ["0", "12", "-3", "0.5", "451050"];
        assert!(numbers.iter().all(|cell| number(cell).is_some()));
        let texts = ["007", "1.50", "1e5", "+3", "", "inf", "NaN", "12345678901234567", "1,000", "=1+1"];
        for cell in texts {
            assert!(number(cell).is_none(), "{cell}");
        }
    }

    #[test]
    fn rows_are_counted_below_the_header_and_its_titles() {
        let table = "A report\npostcode,outcome,neighbourhood_id,neighbourhood_name\nOX1 1ND,matched,N08,Oxford\n\
            OX4 1AA,matched,N09,Oxford\nx,invalid_format,,\n";
        let count = |id: Option<&str>| {
            let called = AnswerColumns {
                id: id.map(str::to_owned),
                name: Some("neighbourhood_name".to_owned()),
                outcome: Some("outcome".to_owned()),
            };
            answers(Workbook::new().add_worksheet(), table.as_bytes(), b',', &called).unwrap()
        };
        let counts = count(Some("neighbourhood_id"));
        let ids = BTreeMap::from([(String::new(), 1), ("N08".to_owned(), 1), ("N09".to_owned(), 1)]);
        assert_eq!((counts.by_neighbourhood, counts.by_outcome.len()), (ids, 2));
        let names = BTreeMap::from([(String::new(), 1), ("Oxford".to_owned(), 2)]);
        assert_eq!(count(None).by_neighbourhood, names);
        // A column of the table's own that is called alike is none of the answer's.
        let called = AnswerColumns { outcome: Some("outcome".to_owned()), ..AnswerColumns::default() };
        let own = "postcode,current_neighbourhood_id,outcome\nOX1 1ND,A,matched\n";
        let counts = answers(Workbook::new().add_worksheet(), own.as_bytes(), b',', &called).unwrap();
        assert!(counts.by_neighbourhood.is_empty() && counts.by_outcome.len() == 1, "{counts:?}");
    }
}
