//! Workbooks: the sheet that holds a table, as the text of that table.

mod cells;
mod old_workbook;
mod sheet;
pub mod uncalculated;

pub use sheet::{MOST_MIB, Sheet, table};
