//! The cells of a sheet: read, those that are merged filled, and written as the rows of a table.

use std::collections::HashMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Cell, Data, Dimensions, Range, Reader, Sheets};

use super::old_workbook::{DAMAGED, TOO_WIDE};
use super::uncalculated::Uncalculated;
use crate::reading::not_opened::NotOpened;
use crate::reading::record::push_field;

/// How many cells a sheet may have, those that are blank between others, too.
pub(super) const MOST_CELLS: u64 = 20_000_000;

pub(super) type Book<'a> = Sheets<Cursor<&'a [u8]>>;

/// The cells of a sheet as the text of a table.
#[derive(Debug)]
pub(super) struct Cells {
    pub text: Vec<u8>,
    /// Cells that had no value of their own, being merged with one above them, and were given its value.
    pub filled: usize,
    /// Formulas whose values are not there.
    pub uncalculated: Uncalculated,
}

impl Cells {
    /// Reads a sheet.
    ///
    /// # Errors
    /// [`NotOpened`] when its cells cannot be read, or would fill the memory.
    pub fn of(book: &mut Book<'_>, name: &str) -> Result<Self, NotOpened> {
        let mut uncalculated = Uncalculated::default();
        let range = range(book, name, &mut uncalculated)?;
        let (text, filled) = text_of(&range, &merged(book, name)?);
        Ok(Self { text, filled, uncalculated })
    }
}

/// Runs the crate that reads workbooks, which panics on some that are damaged.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T, NotOpened>) -> Result<T, NotOpened> {
    let damaged = |_panic| Err(NotOpened::Workbook(DAMAGED));
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(damaged)
}

fn unread(_told_in_words: impl std::error::Error) -> NotOpened {
    NotOpened::Workbook(DAMAGED)
}

/// The values of a sheet. A range holds the cells between them, too, so that it must be known before how many there would be.
fn range(book: &mut Book<'_>, name: &str, uncalculated: &mut Uncalculated) -> Result<Range<Data>, NotOpened> {
    guarded(|| {
        let mut cells = Vec::new();
        match book {
            Sheets::Xlsx(book) => {
                let mut reader = book.worksheet_cells_reader(name).map_err(unread)?;
                while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(unread)? {
                    let (value, (row, column)) = (Data::from(cell.value), cell.pos);
                    if value == Data::Empty && cell.formula.is_some() {
                        uncalculated.push(row, column);
                    }
                    cells.push(Cell::new((row, column), value));
                }
            }
            Sheets::Xlsb(book) => {
                let mut reader = book.worksheet_cells_reader(name).map_err(unread)?;
                while let Some(cell) = reader.next_cell().map_err(unread)? {
                    cells.push(Cell::new(cell.get_position(), Data::from(cell.get_value().clone())));
                }
            }
            Sheets::Xls(_) => return book.worksheet_range(name).map_err(unread),
            Sheets::Ods(_) => {
                let range = book.worksheet_range(name).map_err(unread)?;
                let formulas = book.worksheet_formula(name).map_err(unread)?;
                note_without_values(&formulas, &range, uncalculated);
                return Ok(range);
            }
        }
        cells.retain(|cell| *cell.get_value() != Data::Empty);
        let rows = cells.iter().map(|cell| cell.get_position().0);
        let rows = rows.clone().max().unwrap_or(0) - rows.min().unwrap_or(0) + 1;
        let columns = cells.iter().map(|cell| cell.get_position().1).max().unwrap_or(0) + 1;
        if u64::from(rows) * u64::from(columns) > MOST_CELLS {
            return Err(NotOpened::Workbook(TOO_WIDE));
        }
        Ok(Range::from_sparse(cells))
    })
}

fn note_without_values(formulas: &Range<String>, values: &Range<Data>, uncalculated: &mut Uncalculated) {
    let Some((first_row, first_column)) = formulas.start() else { return };
    for (cells, row) in formulas.rows().zip(first_row..) {
        for (formula, column) in cells.iter().zip(first_column..) {
            let value = values.get_value((row, column)).unwrap_or(&Data::Empty);
            if !formula.is_empty() && *value == Data::Empty {
                uncalculated.push(row, column);
            }
        }
    }
}

/// Cells of one column that are merged with one another. Those across columns are titles.
fn merged(book: &mut Book<'_>, name: &str) -> Result<Vec<Dimensions>, NotOpened> {
    let mut all = guarded(|| match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(name).map_err(unread),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(name).map_err(unread),
        Sheets::Xlsb(_) | Sheets::Ods(_) => Ok(Vec::new()),
    })?;
    all.retain(|cells| cells.start.1 == cells.end.1);
    Ok(all)
}

/// The rows of a sheet, and how many cells were given the value of one above that they are merged with. What is blank above the first
/// row or before the first column is there too, so that a line is a row and a field a column.
fn text_of(range: &Range<Data>, merged: &[Dimensions]) -> (Vec<u8>, usize) {
    let (mut text, mut filled) = (Vec::new(), 0);
    let (Some((first_row, first_column)), false) = (range.start(), range.is_empty()) else {
        return (text, filled);
    };
    let values = values_above(range, merged);
    text.resize(first_row as usize, b'\n');
    for (row, number) in range.rows().zip(first_row..) {
        text.resize(text.len() + first_column as usize, b',');
        for (cell, column) in row.iter().zip(first_column..) {
            if column > first_column {
                text.push(b',');
            }
            let above = values.get(&(number, column)).filter(|_| *cell == Data::Empty);
            filled += usize::from(above.is_some());
            push_field(&mut text, written(above.copied().unwrap_or(cell)).as_bytes(), b',');
        }
        text.push(b'\n');
    }
    (text, filled)
}

/// The value above each cell that is merged with it, by row and column.
fn values_above<'a>(range: &'a Range<Data>, merged: &[Dimensions]) -> HashMap<(u32, u32), &'a Data> {
    let last = range.end().map_or(0, |(row, _)| row);
    // What is merged does not overlap: there are never more such cells than cells.
    let most = range.width() * range.height();
    let cells = merged.iter().filter_map(|cells| Some((cells, range.get_value(cells.start)?)));
    let below = cells.filter(|(_, value)| **value != Data::Empty).flat_map(|(cells, value)| {
        let Dimensions { start: (row, column), end: (end, _) } = *cells;
        (row + 1..=end.min(last)).map(move |row| ((row, column), value))
    });
    below.take(most).collect()
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
            // A day is 1: what is less is a time alone.
            match (hour, minute, second) {
                (_, _, 0) if (0.0..1.0).contains(&at.as_f64()) => format!("{hour:02}:{minute:02}"),
                _ if (0.0..1.0).contains(&at.as_f64()) => format!("{hour:02}:{minute:02}:{second:02}"),
                (0, 0, 0) => date,
                _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        Data::DateTime(duration) => duration.as_f64().to_string(),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}
