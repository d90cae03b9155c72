//! What postcodes are in, as columns in order of postcode.

use serde::{Deserialize, Serialize};

use super::not_a_pack::{NotAPack, wrong};
use crate::domain::ground::Ground;
use crate::domain::ground::named::postcode_units::{PostcodeUnit, PostcodeUnits, UnitColumn};

/// A column for each kind of unit.
#[derive(Serialize, Deserialize)]
pub struct UnitsOfPostcodes(Vec<Kind>);

/// One kind: codes with their names, and for each postcode the place of its code, from 1; 0 for none.
#[derive(Serialize, Deserialize)]
struct Kind {
    units: Vec<(String, Option<String>)>,
    numbers: Vec<u32>,
}

impl UnitsOfPostcodes {
    /// Those of a ground's postcodes.
    pub fn of(ground: &Ground) -> Self {
        let text = |text: Box<str>| text.into_string();
        let kind = |UnitColumn { units, numbers }| {
            let units: Vec<(Box<str>, Option<Box<str>>)> = units;
            Kind {
                units: units.into_iter().map(|(code, name)| (text(code), name.map(text))).collect(),
                numbers,
            }
        };
        Self(ground.postcode_units().columns().into_iter().map(kind).collect())
    }

    /// The columns, of so many postcodes.
    pub fn into_columns(self, postcodes: usize) -> Result<PostcodeUnits, NotAPack> {
        if self.0.iter().any(|kind| !matches!(kind.numbers.len(), 0) && kind.numbers.len() != postcodes) {
            return Err(wrong("the units of the postcodes differ in length"));
        }
        let column = |kind: Kind| UnitColumn {
            units: kind.units.into_iter().map(|(code, name)| (code.into(), name.map(Into::into))).collect(),
            numbers: kind.numbers,
        };
        let columns: Vec<UnitColumn> = self.0.into_iter().map(column).collect();
        let columns: [UnitColumn; PostcodeUnit::ALL.len()] = columns
            .try_into()
            .map_err(|_wrong| wrong("there are other kinds of units than this program knows"))?;
        Ok(PostcodeUnits::new(columns))
    }
}
