//! A sheet of a workbook (XLSX, XLSB, XLS, ODS) as the text of a table: comma-separated, in UTF-8, its rows and columns in their
//! places.

use std::io::Cursor;

use calamine::{Error, Reader, SheetType, SheetVisible, open_workbook_auto_from_rs};

use super::cells::{Book, Cells, MOST_CELLS, guarded};
use super::old_workbook::DAMAGED;
use super::old_workbook::look_through;
use super::uncalculated::Uncalculated;
use crate::echo;
use crate::reading::dialect::MOST_TITLES;
use crate::reading::headings::bare;
use crate::reading::layout::heading_row;
use crate::reading::not_opened::{NotOpened, listed};
use crate::reading::record::{fields, first_record, value};

/// A workbook of this many MiB is read, no larger one.
pub const MOST_MIB: u64 = 64;
/// How a workbook of before 2007 begins.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// A sheet that was read.
#[derive(Debug)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether the workbook hides it.
    pub is_hidden: bool,
    /// Its rows as the text of a table.
    pub text: Vec<u8>,
    /// Names of the sheets that were not read.
    pub others: Vec<String>,
    /// Cells that had no value of their own, being merged with one above them, and were given its value.
    pub filled: usize,
    /// Formulas whose values the workbook does not hold.
    pub uncalculated: Uncalculated,
    /// Names of the sheets that have such formulas and were passed over.
    pub passed_over: Vec<String>,
}

impl Sheet {
    /// What was read, and what was not.
    #[must_use]
    pub fn in_words(&self) -> String {
        let Self { name, is_hidden, others, filled, passed_over, .. } = self;
        let hidden = if *is_hidden { "hidden " } else { "" };
        let others: Vec<&String> = others.iter().collect();
        let others =
            if others.is_empty() { String::new() } else { format!(" (not read: {})", listed(&others)) };
        let passed_over = if passed_over.is_empty() {
            String::new()
        } else {
            format!(", though formulas have no values in {}", listed(&passed_over.iter().collect::<Vec<_>>()))
        };
        let filled = match filled {
            0 => String::new(),
            1 => ", 1 merged cell read as the one above it".to_owned(),
            several => format!(", {several} merged cells read as those above them"),
        };
        format!("the {hidden}sheet {name:?} of a workbook{others}{filled}{passed_over}")
    }
}

/// The sheet that is asked for, else the one that `fits`, those that are not hidden first, else the first with rows.
///
/// # Errors
/// [`NotOpened`] when the workbook cannot be read, has no such sheet, or has several that fit.
pub fn table(bytes: &[u8], sheet: Option<&str>, fits: &dyn Fn(&[u8]) -> bool) -> Result<Sheet, NotOpened> {
    if bytes.len() as u64 > MOST_MIB << 20 {
        return Err(NotOpened::TooLarge { what: "a workbook", most_mib: MOST_MIB });
    }
    if bytes.starts_with(COMPOUND_FILE) {
        look_through(bytes, MOST_CELLS).map_err(|damage| unread(bytes, damage))?;
    }
    let mut book = guarded(|| {
        open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_told_in_words: Error| unread(bytes, DAMAGED))
    })?;
    let names = book.sheet_names();
    let Chosen { name, cells, passed_over } = match sheet {
        Some(sheet) => {
            let name = named(sheet, &names)?.clone();
            let cells = Cells::of(&mut book, &name)?;
            Chosen { name, cells, passed_over: Vec::new() }
        }
        None => chosen(&mut book, fits)?,
    };
    let is_hidden = book
        .sheets_metadata()
        .iter()
        .any(|sheet| sheet.name == name && sheet.visible != SheetVisible::Visible);
    let others = names.into_iter().filter(|other| *other != name).collect();
    let Cells { text, filled, uncalculated } = cells;
    Ok(Sheet { name, is_hidden, text, others, filled, uncalculated, passed_over })
}

/// A sheet, and those with formulas without values that were passed over for it.
struct Chosen {
    name: String,
    cells: Cells,
    passed_over: Vec<String>,
}

/// The sheet that is read where none is asked for.
fn chosen(book: &mut Book<'_>, fits: &dyn Fn(&[u8]) -> bool) -> Result<Chosen, NotOpened> {
    let (visible, hidden): (Vec<_>, Vec<_>) = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .cloned()
        .partition(|sheet| sheet.visible == SheetVisible::Visible);
    let mut with_rows = None;
    for sheets in [visible, hidden] {
        let mut fitting: Option<(String, Cells)> = None;
        let (mut rivals, mut passed_over) = (Vec::new(), Vec::new());
        for sheet in sheets {
            let cells = Cells::of(book, &sheet.name)?;
            match &fitting {
                _ if !fits(&cells.text) => {
                    if !cells.uncalculated.is_empty() {
                        passed_over.push((sheet.name.clone(), heading(&cells.text)));
                    }
                    if with_rows.is_none() && !(cells.text.is_empty() && cells.uncalculated.is_empty()) {
                        with_rows = Some((sheet.name, cells));
                    }
                }
                None => fitting = Some((sheet.name, cells)),
                Some(_) => rivals.push(sheet.name),
            }
        }
        if let Some((name, cells)) = fitting {
            // With its values, one of the same columns could fit as well.
            let first = heading(&cells.text);
            rivals.extend(
                passed_over.iter().filter(|(_, own)| are_alike(&first, own)).map(|(own, _)| own.clone()),
            );
            if rivals.is_empty() {
                let passed_over = passed_over.into_iter().map(|(name, _)| name).collect();
                return Ok(Chosen { name, cells, passed_over });
            }
            rivals.insert(0, name.clone());
            let sheets = listed(&rivals.iter().collect::<Vec<_>>());
            return Err(NotOpened::SeveralSheets { sheets, example: echo::cut(&name) });
        }
    }
    let alone = with_rows.map(|(name, cells)| Chosen { name, cells, passed_over: Vec::new() });
    alone.ok_or_else(|| NotOpened::NoRows(listed(&book.sheet_names().iter().collect::<Vec<_>>())))
}

fn are_alike(heading: &[String], other: &[String]) -> bool {
    !heading.is_empty() && heading == other
}

/// The names of a sheet's columns, without case and punctuation; none where nothing stands below them.
fn heading(text: &[u8]) -> Vec<String> {
    let (mut rest, mut rows, mut places) = (text, Vec::new(), Vec::new());
    while !rest.is_empty() && rows.len() < MOST_TITLES + 20 {
        let (record, end) = first_record(rest, b',');
        fields(record, b',', &mut places);
        let cell = |place: &std::ops::Range<usize>| {
            String::from_utf8_lossy(&value(&record[place.clone()])).into_owned()
        };
        let row: Vec<String> = places.iter().map(cell).collect();
        if row.iter().any(|cell| !cell.is_empty()) {
            rows.push(row);
        }
        rest = &rest[record.len() + end.len()..];
    }
    let place = heading_row(&rows);
    if place + 1 >= rows.len() {
        return Vec::new();
    }
    rows[place].iter().map(|name| bare(name)).filter(|name| !name.is_empty()).collect()
}

fn named<'a>(sheet: &str, names: &'a [String]) -> Result<&'a String, NotOpened> {
    let found = names.iter().find(|name| *name == sheet);
    let found = found.or_else(|| names.iter().find(|name| name.trim().eq_ignore_ascii_case(sheet.trim())));
    found.ok_or_else(|| NotOpened::NoSheet {
        sheet: echo::cut(sheet),
        sheets: listed(&names.iter().collect::<Vec<_>>()),
    })
}

fn unread(bytes: &[u8], damage: &'static str) -> NotOpened {
    // A workbook with a password is a container of another kind, in which this stands in UTF-16.
    let marker: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &marker).is_some() {
        return NotOpened::Password;
    }
    NotOpened::Workbook(damage)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::Workbook;

    fn book() -> Vec<u8> {
        let mut book = Workbook::new();
        book.add_worksheet().set_name("Cover").unwrap();
        let sheet = book.add_worksheet().set_name("Patients").unwrap();
        sheet.write(1, 0, "ref").unwrap().write(1, 1, "postcode, home").unwrap();
        sheet.write(2, 0, 1).unwrap().write(2, 1, "OX1 1ND").unwrap();
        sheet.write(3, 0, 1.5).unwrap().write(3, 1, "a\"b").unwrap();
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn the_first_sheet_with_a_table_is_read_or_the_one_that_is_named() {
        let expected = "\nref,\"postcode, home\"\n1,OX1 1ND\n1.5,\"a\"\"b\"\n";
        let sheet = table(&book(), None, &|text| !text.is_empty()).unwrap();
        assert_eq!((sheet.name.as_str(), std::str::from_utf8(&sheet.text).unwrap()), ("Patients", expected));
        assert_eq!(sheet.others, ["Cover"]);
        assert_eq!(table(&book(), Some("patients"), &|_| true).unwrap().name, "Patients");
        assert_eq!(table(&book(), Some("Cover"), &|_| true).unwrap().text, b"");
    }

    #[test]
    fn a_line_is_a_row_and_a_field_a_column() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(2, 2, "ref").unwrap().write(2, 3, "postcode").unwrap();
        sheet.write(3, 2, "a").unwrap().write(3, 3, "OX1 1ND").unwrap();
        let book = book.save_to_buffer().unwrap();
        assert_eq!(table(&book, None, &|_| true).unwrap().text, b"\n\n,,ref,postcode\n,,a,OX1 1ND\n");
    }

    #[test]
    fn what_is_merged_downwards_is_the_value_of_each_row() {
        let mut book = Workbook::new();
        let (sheet, plain) = (book.add_worksheet(), rust_xlsxwriter::Format::new());
        sheet.merge_range(0, 0, 0, 1, "A title", &plain).unwrap();
        sheet.write(1, 0, "neighbourhood").unwrap().write(1, 1, "area").unwrap();
        sheet.merge_range(2, 0, 3, 0, "N02", &plain).unwrap();
        sheet.write(2, 1, "E01028422").unwrap().write(3, 1, "E01028423").unwrap();
        let sheet = table(&book.save_to_buffer().unwrap(), None, &|_| true).unwrap();
        let expected = "A title,\nneighbourhood,area\nN02,E01028422\nN02,E01028423\n";
        assert_eq!(std::str::from_utf8(&sheet.text).unwrap(), expected);
        let told = "the sheet \"Sheet1\" of a workbook, 1 merged cell read as the one above it";
        assert_eq!(sheet.in_words(), told);
    }

    #[test]
    fn a_hidden_sheet_is_read_only_where_no_other_fits() {
        let mut book = Workbook::new();
        for (name, place) in [("Old", "OX1 1ND"), ("Now", "OX1 4LU")] {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            sheet.write(0, 0, "postcode").unwrap().write(1, 0, place).unwrap();
            sheet.set_hidden(name == "Old");
        }
        book.worksheet_from_index(1).unwrap().set_active(true);
        let book = book.save_to_buffer().unwrap();
        assert_eq!(table(&book, None, &|_| true).unwrap().name, "Now");
        let old = table(&book, Some("Old"), &|_| true).unwrap();
        assert_eq!(old.in_words(), "the hidden sheet \"Old\" of a workbook (not read: Now)");
        let only_old = |text: &[u8]| memchr::memmem::find(text, b"OX1 1ND").is_some();
        assert_eq!(table(&book, None, &only_old).unwrap().name, "Old");
    }

    #[test]
    fn of_several_sheets_that_fit_none_is_taken_unasked() {
        let mut book = Workbook::new();
        for (name, title, heading) in [
            ("North", "Of North", "Postcode"),
            ("Lists", "Of lists", "Team"),
            ("South", "Of South", "postcode"),
        ] {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            sheet.write(0, 0, title).unwrap();
            sheet.write(1, 0, "ref").unwrap().write(1, 1, heading).unwrap();
            sheet.write(2, 0, "a").unwrap().write(2, 1, "OX1 1ND").unwrap();
        }
        let book = book.save_to_buffer().unwrap();
        let told = |fits: &dyn Fn(&[u8]) -> bool| table(&book, None, fits).unwrap_err().to_string();
        let error = told(&|_| true);
        assert!(error.starts_with("the sheets North, Lists, South each hold such a table"), "{error}");
        let of_postcodes = |text: &[u8]| memchr::memmem::find(text, b"ostcode").is_some();
        let error = told(&of_postcodes);
        assert!(error.starts_with("the sheets North, South each hold such a table"), "{error}");
        assert_eq!(table(&book, Some("South"), &|_| true).unwrap().name, "South");
    }

    #[test]
    fn cells_that_lie_too_far_apart_are_told_and_fill_no_memory() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "postcode").unwrap().write(1_048_575, 16_383, "OX1 1ND").unwrap();
        let error = table(&book.save_to_buffer().unwrap(), None, &|_| true).unwrap_err();
        assert!(error.to_string().contains("its cells lie too far apart"), "{error}");
    }

    #[test]
    fn a_sheet_that_is_not_there_is_told_with_those_that_are() {
        let error = table(&book(), Some("People"), &|_| true).unwrap_err();
        assert_eq!(error.to_string(), "there is no sheet \"People\": the sheets are Cover, Patients");
    }
}
