//! Codes that many rows repeat: each written once, the rows refer to its place.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::not_a_pack::{NotAPack, wrong};
use crate::domain::ground::codes::GssCode;

/// A column of codes, some rows without one.
#[derive(Default, Serialize, Deserialize)]
pub struct Codes {
    /// The codes that occur.
    codes: Vec<String>,
    /// For each row the place of its code, from 1; 0 for none.
    rows: Vec<u16>,
}

impl Codes {
    /// Writes a column. Of more than 65,534 different codes the rest is none; there are some 8,000 wards.
    pub fn of(column: impl Iterator<Item = Option<GssCode>>) -> Self {
        let (mut codes, mut places, mut rows) = (Vec::new(), BTreeMap::new(), Vec::new());
        for code in column {
            let place = code.map(|code| {
                *places.entry(code).or_insert_with(|| {
                    codes.push(code.to_string());
                    codes.len()
                })
            });
            rows.push(place.map_or(0, |place| u16::try_from(place).unwrap_or(0)));
        }
        Self { codes, rows }
    }

    /// Reads the column.
    pub fn into_column(self) -> Result<impl Iterator<Item = Option<GssCode>>, NotAPack> {
        let codes: Result<Vec<GssCode>, _> = self.codes.iter().map(|code| code.parse()).collect();
        let codes =
            codes.map_err(|error: crate::domain::ground::codes::InvalidCode| wrong(error.to_string()))?;
        let code = move |place: u16| codes.get(usize::from(place).checked_sub(1)?).copied();
        Ok(self.rows.into_iter().map(code))
    }
}
