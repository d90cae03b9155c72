//! The table as rows, before it is joined to the postcodes.

use std::collections::{BTreeMap, HashMap};

use crate::domain::ground::named::postcode_units::PostcodeUnit;
use crate::domain::ground::postcode::Postcode;
use crate::reading::findings::At;

/// For each kind of unit the number of its code among [`UnitTexts`], from 1; 0 for none.
pub type UnitNumbers = [u32; PostcodeUnit::ALL.len()];

/// Postcodes with what they are in.
#[derive(Clone, Debug, Default)]
pub struct UnitTable {
    pub rows: Vec<At<(Postcode, UnitNumbers)>>,
    pub texts: UnitTexts,
    /// The names of units by kind and code.
    pub names: BTreeMap<(PostcodeUnit, String), String>,
}

/// Codes, each numbered once.
#[derive(Clone, Debug, Default)]
pub struct UnitTexts {
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

impl UnitTexts {
    /// The number of a code; 0 for a blank.
    pub fn number(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        self.texts.push(text.into());
        let number = u32::try_from(self.texts.len()).expect("codes are fewer than postcodes");
        self.numbers.insert(text.into(), number);
        number
    }

    /// The code of a number; none for 0.
    #[must_use]
    pub fn text(&self, number: u32) -> Option<&str> {
        self.texts.get((number as usize).checked_sub(1)?).map(|text| &**text)
    }
}

impl UnitTable {
    /// The name of a unit; a second partnership is called as the first.
    #[must_use]
    pub fn name(&self, kind: PostcodeUnit, code: &str) -> Option<&str> {
        let kind = if kind == PostcodeUnit::SecondPartnership { PostcodeUnit::Partnership } else { kind };
        self.names.get(&(kind, code.to_owned())).map(String::as_str)
    }
}
