//! What a caller says of a table instead of having it found: its sheet, the rows above it, its header and its encoding.

use super::layout::Header;

/// What is said of a table by hand; by default nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByHand {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Rows above the table.
    pub skip_rows: Option<usize>,
    /// Whether its first row names the columns.
    pub header: Header,
    /// The encoding's label (WHATWG, Encoding Standard).
    pub encoding: Option<String>,
}

impl ByHand {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}
