//! Workbooks: the sheet that holds a table, as the text of that table.

mod old_workbook;
mod sheet;

pub use sheet::{MOST_MIB, Sheet, table};
