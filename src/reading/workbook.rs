//! A sheet of a workbook (XLSX, XLSB, XLS, ODS) as the text of a table: comma-separated, in UTF-8, its rows in their places.

use std::io::Cursor;

use calamine::{Data, Error, Range, Reader, Sheets, open_workbook_auto_from_rs};

use super::not_opened::{NotOpened, listed};
use super::record::push_field;
use crate::echo;

/// A workbook of this many MiB is read, no larger one.
pub const MOST_MIB: u64 = 64;

/// A sheet that was read.
#[derive(Debug)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its rows as the text of a table.
    pub text: Vec<u8>,
    /// Names of the sheets that were not read.
    pub others: Vec<String>,
}

/// The sheet that is asked for, else the first that `fits`, else the first with rows.
///
/// # Errors
/// [`NotOpened`] when the workbook cannot be read, or has no such sheet.
pub fn table(bytes: &[u8], sheet: Option<&str>, fits: &dyn Fn(&[u8]) -> bool) -> Result<Sheet, NotOpened> {
    if bytes.len() as u64 > MOST_MIB << 20 {
        return Err(NotOpened::TooLarge { what: "a workbook", most_mib: MOST_MIB });
    }
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| unread(bytes, &error))?;
    let names = book.sheet_names();
    let others = |read: &str| names.iter().filter(|name| *name != read).cloned().collect();
    if let Some(sheet) = sheet {
        let name = named(sheet, &names)?;
        return Ok(Sheet { text: text(&mut book, name)?, others: others(name), name: name.clone() });
    }
    let mut first_with_rows = None;
    for name in &names {
        let text = text(&mut book, name)?;
        let fits = fits(&text);
        if fits || (first_with_rows.is_none() && !text.is_empty()) {
            first_with_rows = Some(Sheet { name: name.clone(), text, others: others(name) });
        }
        if fits {
            break;
        }
    }
    first_with_rows.ok_or_else(|| NotOpened::NoRows(listed(&names.iter().collect::<Vec<_>>())))
}

fn named<'a>(sheet: &str, names: &'a [String]) -> Result<&'a String, NotOpened> {
    let found = names.iter().find(|name| *name == sheet);
    let found = found.or_else(|| names.iter().find(|name| name.trim().eq_ignore_ascii_case(sheet.trim())));
    found.ok_or_else(|| NotOpened::NoSheet {
        sheet: echo::cut(sheet),
        sheets: listed(&names.iter().collect::<Vec<_>>()),
    })
}

fn unread(bytes: &[u8], error: &Error) -> NotOpened {
    // A workbook with a password is a container of another kind, in which this stands in UTF-16.
    let marker: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &marker).is_some() {
        return NotOpened::Password;
    }
    NotOpened::Workbook(echo::cut(&error.to_string()))
}

fn text(book: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, NotOpened> {
    let range = book.worksheet_range(name);
    range.map(|range| text_of(&range)).map_err(|error| NotOpened::Workbook(echo::cut(&error.to_string())))
}

/// The rows of a sheet; those above its first are empty lines, so that a line is a row.
fn text_of(range: &Range<Data>) -> Vec<u8> {
    let mut text = Vec::new();
    let (Some((first_row, _)), false) = (range.start(), range.is_empty()) else { return text };
    text.resize(first_row as usize, b'\n');
    for row in range.rows() {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                text.push(b',');
            }
            push_field(&mut text, written(cell).as_bytes(), b',');
        }
        text.push(b'\n');
    }
    text
}

/// A cell as people see it: whole numbers without decimals, dates as ISO 8601 writes them.
fn written(cell: &Data) -> String {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => date,
                _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        Data::DateTime(duration) => duration.as_f64().to_string(),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
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
    fn a_sheet_that_is_not_there_is_told_with_those_that_are() {
        let error = table(&book(), Some("People"), &|_| true).unwrap_err();
        assert_eq!(error.to_string(), "there is no sheet \"People\": the sheets are Cover, Patients");
    }
}
