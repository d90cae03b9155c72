//! A workbook (XLSX): every figure before and after with its definition, what moves, the lookup, flows, issues and sources.
//!
//! Numbers are numbers, with formats; no cell is a formula. Text is written as text, so nothing of what people named their
//! neighbourhoods can run.

use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::Subject;
use super::workbook_sheets as sheets;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A whole number; none is left empty.
    Count(Option<i64>),
    /// A share from 0 to 1, shown in percent.
    Share(Option<f64>),
    /// A measure, shown with three decimals.
    Measure(Option<f64>),
}

/// A table with a header that stays in view.
pub struct Sheet {
    /// The name of its tab.
    pub name: &'static str,
    /// The header and how wide each column is, in characters.
    pub columns: Vec<(&'static str, f64)>,
    /// The rows below.
    pub rows: Vec<Vec<Cell>>,
}

/// Writes the whole workbook.
///
/// # Errors
/// [`XlsxError`] when the file cannot be written, which memory never causes.
pub fn write(subject: &Subject<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let title = format!("{}: {}", subject.loaded.atlas.title, subject.title());
    workbook.set_properties(&DocProperties::new().set_title(&title).set_comment(subject.standing()));
    let formats = Formats::default();
    for sheet in [
        sheets::read_me(subject),
        sheets::neighbourhoods(subject),
        sheets::moved(subject),
        sheets::practices(subject),
        sheets::areas(subject),
        sheets::flows(subject),
        sheets::issues(subject),
        sheets::definitions(subject),
        sheets::sources(subject),
    ] {
        sheet.write(workbook.add_worksheet(), &formats)?;
    }
    workbook.save_to_buffer()
}

struct Formats {
    header: Format,
    text: Format,
    count: Format,
    share: Format,
    measure: Format,
}

impl Default for Formats {
    fn default() -> Self {
        let plain = Format::new().set_align(FormatAlign::Top);
        Self {
            header: plain.clone().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin),
            text: plain.clone().set_text_wrap(),
            count: plain.clone().set_num_format("#,##0"),
            share: plain.clone().set_num_format("0.0%"),
            measure: plain.set_num_format("#,##0.000"),
        }
    }
}

impl Sheet {
    fn write(&self, worksheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        worksheet.set_name(self.name)?;
        worksheet.set_freeze_panes(1, 0)?;
        worksheet.set_landscape();
        worksheet.set_print_fit_to_pages(1, 0);
        worksheet.set_repeat_rows(0, 0)?;
        for (column, (title, width)) in (0u16..).zip(&self.columns) {
            worksheet.set_column_width(column, *width)?;
            worksheet.write_string_with_format(0, column, *title, &formats.header)?;
        }
        for (row, cells) in (1u32..).zip(&self.rows) {
            for (column, cell) in (0u16..).zip(cells) {
                write_cell(worksheet, (row, column), cell, formats)?;
            }
        }
        Ok(())
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
fn write_cell(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let (number, format) = match cell {
        Cell::Text(text) => {
            return worksheet.write_string_with_format(row, column, text, &formats.text).map(drop);
        }
        Cell::Count(count) => (count.map(|count| count as f64), &formats.count),
        Cell::Share(share) => (*share, &formats.share),
        Cell::Measure(measure) => (*measure, &formats.measure),
    };
    match number {
        Some(number) => worksheet.write_number_with_format(row, column, number, format).map(drop),
        None => Ok(()),
    }
}
