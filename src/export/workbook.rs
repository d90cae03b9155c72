//! A workbook (XLSX): every figure before and after with its definition, what moves, the lookup, flows, issues and
//! sources; and the groups that are kept with a scenario.
//!
//! Numbers are numbers, with formats; no cell is a formula. Text is written as text, so nothing of what people named their
//! neighbourhoods can run.

use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use super::Subject;
use super::board::sheets as board;
use super::groups;
use super::insight_sheets::Insights;
use super::sheet::Formats;
use super::workbook_sheets as sheets;

/// Writes the whole workbook.
///
/// # Errors
/// [`XlsxError`] when the file cannot be written, which memory never causes.
pub fn write(subject: &Subject<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let title = format!("{}: {}", subject.loaded.atlas.title, subject.title());
    workbook.set_properties(&DocProperties::new().set_title(&title).set_comment(subject.standing()));
    let formats = Formats::default();
    let insights = Insights::of(subject);
    for sheet in [
        sheets::read_me(subject),
        sheets::neighbourhoods(subject),
        board::ranges(subject),
        board::verdicts(subject),
        insights.stands_out(),
        insights.facts(subject),
        insights.population(),
        insights.notes(),
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
    if let Some(sheet) = subject.plan.and_then(|plan| groups::sheet(subject, plan)) {
        sheet.write(workbook.add_worksheet(), &formats)?;
    }
    workbook.save_to_buffer()
}
