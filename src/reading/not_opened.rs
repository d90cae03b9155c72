//! Why a table cannot be taken out of what holds it, and what to do.

use super::formats::known::Known;
use super::options::SHEET;
use crate::echo;

/// How many times over a table may be packed.
pub const MOST_PACKED: usize = 3;

/// Why a table cannot be taken out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// It is something else.
    #[error("it is {}, not a table: {}", .0.name, .0.advice)]
    Other(Known),
    /// It is damaged.
    #[error("it is packed by {by} and cannot be unpacked: it is damaged, or was cut off on its way")]
    Damaged {
        /// What packed it.
        by: &'static str,
    },
    /// It is Parquet, and damaged.
    #[error(
        "it is a Parquet file and cannot be read: it is damaged, was cut off on its way, or is packed by other than Snappy; save it as CSV, or convert \
         it (ogr2ogr converted.geojson FILE)"
    )]
    DamagedParquet,
    /// It is packed in a way that is not read.
    #[error("the archive is packed in a way that is not read here: unpack it and give the table itself")]
    PackedOtherwise,
    /// It is packed again and again; an archive can hold itself.
    #[error("it is packed more than {MOST_PACKED} times over: unpack it and give the table itself")]
    PackedTooOften,
    /// The archive has a password.
    #[error("the archive is protected by a password: unpack it and give the table itself")]
    PackedWithPassword,
    /// There are several files of which each may be the table.
    #[error("the archive holds several files ({0}): unpack it and give the one that is meant")]
    SeveralFiles(String),
    /// There is no file.
    #[error("the archive holds no file")]
    NoFile,
    /// It is larger than is read.
    #[error(
        "it is larger than {most_mib} MiB when it is unpacked, and {what} is read whole: save the table as CSV"
    )]
    TooLarge {
        /// What it is.
        what: &'static str,
        /// The limit.
        most_mib: u64,
    },
    /// The workbook cannot be read.
    #[error("the workbook cannot be read ({0}): open it in a spreadsheet and save the table as CSV")]
    Workbook(&'static str),
    /// It has a password.
    #[error("the workbook is protected by a password: take the password off, or save the table as CSV")]
    Password,
    /// No sheet has this name.
    #[error("there is no sheet {sheet:?}: the sheets are {sheets}")]
    NoSheet {
        /// The name asked for.
        sheet: String,
        /// Those there are.
        sheets: String,
    },
    /// A sheet is asked for, and there are none.
    #[error("a sheet is chosen, and this is no workbook")]
    NotAWorkbook,
    /// Several sheets fit as well.
    #[error(
        "the sheets {sheets} each hold such a table, and only one would be read: choose with {by_hand}, such as {example:?}, or put their rows into one sheet",
        by_hand = SHEET
    )]
    SeveralSheets {
        /// Their names.
        sheets: String,
        /// The first.
        example: String,
    },
    /// No sheet has rows.
    #[error("the workbook has no sheet with a table: the sheets are {0}")]
    NoRows(String),
}

/// The first of some names, and how many more there are.
#[must_use]
pub fn listed(names: &[&String]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| echo::cut(name)).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
