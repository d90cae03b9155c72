//! What our own workbook says of its plan on other sheets than the one that is read: where practices count, what neighbourhoods are
//! called, what moves. They are written of the plan and never read as one; whoever edits them is told so.

use crate::reading::by_hand::ByHand;
use crate::reading::findings::{At, Findings};
use crate::reading::headings::bare;
use crate::reading::table::{Row, read_rows_by_hand};

/// A row of such a sheet, in the file's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetRow {
    /// Where a practice counts.
    Practice {
        /// ODS code.
        code: String,
        /// Id of the neighbourhood.
        home: String,
    },
    /// What a neighbourhood is called.
    Neighbourhood {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
        /// Whether it has areas after the changes.
        is_after: bool,
    },
    /// Where an area comes to.
    MovedArea {
        /// GSS code.
        code: String,
        /// Id of the neighbourhood.
        to: String,
    },
}

impl SheetRow {
    /// The sheet, and the column of what a row says.
    #[must_use]
    pub fn place(&self) -> (&'static str, &'static str) {
        match self {
            Self::Practice { .. } => ("Practices", "Neighbourhood"),
            Self::Neighbourhood { .. } => ("Neighbourhoods", "Name"),
            Self::MovedArea { .. } => ("Moved", "To"),
        }
    }
}

/// What the sheets of a workbook say beside its areas; nothing of those that are not there.
#[must_use]
pub fn own_sheets(bytes: &[u8]) -> Vec<At<SheetRow>> {
    let mut rows = sheet(bytes, "Practices", &["practice", "neighbourhood"], |row| {
        Some(SheetRow::Practice { code: row.text("practice").into(), home: row.text("neighbourhood").into() })
    });
    rows.extend(sheet(bytes, "Neighbourhoods", &["neighbourhood", "name"], |row| {
        let after = row.names().iter().position(|name| bare(name).starts_with("areasafter"));
        Some(SheetRow::Neighbourhood {
            id: row.text("neighbourhood").into(),
            name: row.text("name").into(),
            is_after: after.is_some_and(|place| !["", "0"].contains(&row.text_at(place))),
        })
    }));
    rows.extend(sheet(bytes, "Moved", &["what", "code", "to"], |row| {
        let is_area = row.text("what") == "area";
        is_area.then(|| SheetRow::MovedArea { code: row.text("code").into(), to: row.text("to").into() })
    }));
    rows
}

/// The rows of one sheet; none where the workbook does not have it in this form.
fn sheet(
    bytes: &[u8],
    name: &str,
    required: &[&str],
    mut read: impl FnMut(&Row<'_>) -> Option<SheetRow>,
) -> Vec<At<SheetRow>> {
    let by_hand = ByHand { sheet: Some(name.to_owned()), ..ByHand::default() };
    let none = &mut Findings::default();
    let rows = read_rows_by_hand(name, bytes, &by_hand, required, none, |row| Ok(read(row)));
    crate::reading::findings::wanted(rows).collect()
}
