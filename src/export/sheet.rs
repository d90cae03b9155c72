//! A sheet of the workbook: a table of typed cells with a header, and how it is written.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// One cell of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetCell {
    /// Text.
    Text(String),
    /// A whole number; left empty when it is not known.
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
    pub columns: Vec<(String, f64)>,
    /// The rows below.
    pub rows: Vec<Vec<SheetCell>>,
}

/// The header and the widths of a table whose columns are always the same.
pub(super) fn columns<const N: usize>(columns: [(&str, f64); N]) -> Vec<(String, f64)> {
    columns.map(|(title, width)| (title.to_owned(), width)).into()
}

/// Text, as it is.
pub(super) fn text(text: &str) -> SheetCell {
    SheetCell::Text(text.to_owned())
}

/// The word of an enum, as it stands in JSON.
pub(super) fn word(value: impl serde::Serialize) -> SheetCell {
    let word =
        serde_json::to_value(value).ok().and_then(|word| word.as_str().map(|word| word.replace('_', " ")));
    SheetCell::Text(word.unwrap_or_default())
}

/// How the kinds of cells look.
pub(super) struct Formats {
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
    /// Fills a worksheet: the header, then the rows.
    pub(super) fn write(&self, worksheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        worksheet.set_name(self.name)?;
        worksheet.set_freeze_panes(1, 0)?;
        worksheet.set_landscape();
        worksheet.set_print_fit_to_pages(1, 0);
        worksheet.set_repeat_rows(0, 0)?;
        for (column, (title, width)) in (0u16..).zip(&self.columns) {
            worksheet.set_column_width(column, *width)?;
            worksheet.write_string_with_format(0, column, title, &formats.header)?;
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
    cell: &SheetCell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let (number, format) = match cell {
        SheetCell::Text(text) => {
            return worksheet.write_string_with_format(row, column, text, &formats.text).map(drop);
        }
        SheetCell::Count(count) => (count.map(|count| count as f64), &formats.count),
        SheetCell::Share(share) => (*share, &formats.share),
        SheetCell::Measure(measure) => (*measure, &formats.measure),
    };
    match number {
        Some(number) => worksheet.write_number_with_format(row, column, number, format).map(drop),
        None => Ok(()),
    }
}
