//! How a table of questions is read and answered, as the caller says.

use super::fields::Fields;
use crate::reading::cell::Decimal;
use crate::reading::layout::Header;
use crate::reading::not_opened::NotOpened;
use crate::reading::question::choice::{Choice, NoColumn};
use crate::reading::script::Script;
use crate::reading::unknown_encoding;
use crate::reading::workbook::uncalculated::Uncalculated;

/// How a table is read and answered.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The columns that hold the question.
    pub column: Choice,
    /// The delimiter; `None` to find it.
    pub delimiter: Option<u8>,
    /// Whether the first row has names.
    pub header: Header,
    /// Rows above the table; `None` to find them.
    pub skip_rows: Option<usize>,
    /// Which character stands before decimals; `None` to find it.
    pub decimal: Option<Decimal>,
    /// The sheet of a workbook; `None` for the first with a table.
    pub sheet: Option<String>,
    /// Put before the names of the columns appended.
    pub prefix: String,
    /// The columns appended.
    pub fields: Fields,
    /// What becomes of rows without a neighbourhood.
    pub on_unmatched: OnUnmatched,
    /// The encoding's label; `None` to find it.
    pub encoding: Option<String>,
}

/// What becomes of rows without a neighbourhood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum OnUnmatched {
    /// They are written like the others
    #[default]
    Keep,
    /// They are left out
    Drop,
    /// Only they are written
    Only,
}

/// The beginning of a table, and what is known of where it comes from.
#[derive(Clone, Debug, Default)]
pub struct Beginning {
    /// The first bytes.
    pub bytes: Vec<u8>,
    /// Whether they are all.
    pub is_whole: bool,
    /// How characters are written, where that is known already.
    pub script: Option<Script>,
    /// What the table was taken out of, in words.
    pub from: Vec<String>,
    /// Formulas of a sheet whose values are not there.
    pub uncalculated: Uncalculated,
}

/// Why bytes cannot be answered as a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATable {
    /// There are no rows.
    #[error("the table is empty")]
    Empty,
    /// It cannot be taken out of what holds it.
    #[error(transparent)]
    NotOpened(#[from] NotOpened),
    /// It is one document of JSON.
    #[error(
        "it is a JSON document, not a table: send {{\"items\": [..]}} as application/json, or write one object a line (application/x-ndjson, \
         a file .ndjson), or save it as CSV"
    )]
    JsonDocument,
    /// It is lines of JSON.
    #[error("it is lines of JSON: send it as application/x-ndjson")]
    Lines,
    /// It has controls that no text has.
    #[error(
        "it is no text: byte {0} is one that no table holds; save the table as CSV or as a workbook (XLSX, ODS)"
    )]
    NoText(usize),
    /// The encoding's label is not known.
    #[error("{}", unknown_encoding(.0))]
    UnknownEncoding(String),
    /// The columns of the question could not be found.
    #[error(transparent)]
    Column(#[from] NoColumn),
    /// The same, where another row may have the names of the columns.
    #[error("{error}; {hint}")]
    Heading {
        /// Why no column was taken.
        error: NoColumn,
        /// Which row was taken for the names, and how to say that another has them.
        hint: String,
    },
    /// The table already has a column of a name to be appended.
    #[error("the table already has a column {0:?}: choose a prefix for the columns appended")]
    Clash(String),
}
