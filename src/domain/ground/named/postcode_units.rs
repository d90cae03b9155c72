//! What a postcode directory says of a postcode beside its district and ward: parish, constituency, output area and others.
//!
//! A country has millions of postcodes and few of each unit, so each kind is a column of numbers, as narrow as the count of its
//! units allows, into a list of codes with their names.

use std::collections::HashMap;

/// A kind of unit that a postcode is in, or a date of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PostcodeUnit {
    /// Civil parish, or an area without.
    Parish,
    /// Of the Westminster parliament.
    Constituency,
    /// Electoral division of a county.
    Division,
    /// International territorial level 3, by its code (`TLJ14`).
    Itl,
    /// Travel to work area.
    TravelToWork,
    /// National park.
    NationalPark,
    /// Built-up area.
    BuiltUpArea,
    /// Census output area of 2021.
    OutputArea,
    /// LSOA of 2011.
    Lsoa2011,
    /// MSOA of 2011.
    Msoa2011,
    /// Rural-urban classification of 2011.
    RuralUrban2011,
    /// Rural-urban classification of 2021.
    RuralUrban2021,
    /// Local enterprise partnership.
    Partnership,
    /// A second local enterprise partnership, where two overlap.
    SecondPartnership,
    /// Former strategic health authority.
    HealthAuthority,
    /// Former primary care trust.
    PrimaryCareTrust,
    /// Year and month in which the postcode came into use: `198001`.
    Introduced,
    /// Year and month in which it went out of use.
    Ended,
}

impl PostcodeUnit {
    /// Every kind, in order.
    pub const ALL: [Self; 18] = [
        Self::Parish,
        Self::Constituency,
        Self::Division,
        Self::Itl,
        Self::TravelToWork,
        Self::NationalPark,
        Self::BuiltUpArea,
        Self::OutputArea,
        Self::Lsoa2011,
        Self::Msoa2011,
        Self::RuralUrban2011,
        Self::RuralUrban2021,
        Self::Partnership,
        Self::SecondPartnership,
        Self::HealthAuthority,
        Self::PrimaryCareTrust,
        Self::Introduced,
        Self::Ended,
    ];

    /// The name of its column in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Parish => "parish",
            Self::Constituency => "constituency",
            Self::Division => "division",
            Self::Itl => "itl",
            Self::TravelToWork => "travel_to_work",
            Self::NationalPark => "national_park",
            Self::BuiltUpArea => "built_up_area",
            Self::OutputArea => "oa21",
            Self::Lsoa2011 => "lsoa11",
            Self::Msoa2011 => "msoa11",
            Self::RuralUrban2011 => "rural_urban_11",
            Self::RuralUrban2021 => "rural_urban_21",
            Self::Partnership => "partnership",
            Self::SecondPartnership => "partnership_2",
            Self::HealthAuthority => "health_authority",
            Self::PrimaryCareTrust => "primary_care_trust",
            Self::Introduced => "introduced",
            Self::Ended => "ended",
        }
    }
}

/// The units of all postcodes, by the number of the postcode in [`Places`](crate::domain::ground::places::Places).
#[derive(Clone, Debug, Default)]
pub struct PostcodeUnits {
    columns: [Column; PostcodeUnit::ALL.len()],
}

/// One kind: what occurs, and for each postcode its number there, from 1; 0 for none.
#[derive(Clone, Debug, Default)]
struct Column {
    codes: Box<[Box<str>]>,
    names: Box<[Option<Box<str>>]>,
    numbers: Numbers,
}

/// Numbers as narrow as they can be.
#[derive(Clone, Debug, Default)]
enum Numbers {
    #[default]
    None,
    Bytes(Box<[u8]>),
    Words(Box<[u16]>),
    Long(Box<[u32]>),
}

/// One kind of unit, as it is made: its codes with their names, and for each postcode the number of its code, from 1; 0 for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitColumn {
    /// What occurs.
    pub units: Vec<(Box<str>, Option<Box<str>>)>,
    /// For each postcode.
    pub numbers: Vec<u32>,
}

impl UnitColumn {
    /// Of the code of each postcode; names are looked up.
    pub fn of<'a>(
        codes: impl Iterator<Item = Option<&'a str>>,
        name: impl Fn(&str) -> Option<Box<str>>,
    ) -> Self {
        let (mut units, mut known, mut numbers) = (Vec::new(), HashMap::<Box<str>, u32>::new(), Vec::new());
        for code in codes {
            let Some(code) = code else {
                numbers.push(0);
                continue;
            };
            let number = known.get(code).copied().unwrap_or_else(|| {
                units.push((Box::from(code), name(code)));
                let number = u32::try_from(units.len()).expect("postcodes are counted in 32 bits");
                known.insert(code.into(), number);
                number
            });
            numbers.push(number);
        }
        Self { units, numbers }
    }
}

impl PostcodeUnits {
    /// Takes a column for each kind; a number beyond the units of its kind is none.
    #[must_use]
    pub fn new(columns: [UnitColumn; PostcodeUnit::ALL.len()]) -> Self {
        Self { columns: columns.map(Column::of) }
    }

    /// Whether nothing is known of any postcode.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.iter().all(|column| column.codes.is_empty())
    }

    /// The code of the unit of a kind that a postcode is in.
    #[must_use]
    pub fn code(&self, kind: PostcodeUnit, postcode: usize) -> Option<&str> {
        let column = &self.columns[kind as usize];
        Some(&*column.codes[column.place(postcode)?])
    }

    /// Its name, where it is known.
    #[must_use]
    pub fn name(&self, kind: PostcodeUnit, postcode: usize) -> Option<&str> {
        let column = &self.columns[kind as usize];
        column.names[column.place(postcode)?].as_deref()
    }

    /// The columns as they were made.
    #[must_use]
    pub fn columns(&self) -> [UnitColumn; PostcodeUnit::ALL.len()] {
        self.columns.each_ref().map(|column| UnitColumn {
            units: column.codes.iter().cloned().zip(column.names.iter().cloned()).collect(),
            numbers: column.numbers.to_vec(),
        })
    }

    /// Bytes of memory that the columns and their units take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let of_texts = |column: &Column| {
            let names = column.names.iter().flatten().map(|name| name.len());
            let texts: usize = column.codes.iter().map(|code| code.len()).chain(names).sum();
            texts + column.codes.len() * (size_of::<Box<str>>() + size_of::<Option<Box<str>>>())
        };
        self.columns.iter().map(|column| of_texts(column) + column.numbers.bytes()).sum()
    }
}

impl Column {
    fn of(column: UnitColumn) -> Self {
        let UnitColumn { units, mut numbers } = column;
        let most = units.len();
        for number in &mut numbers {
            if *number as usize > most {
                *number = 0;
            }
        }
        let (codes, names): (Vec<_>, Vec<_>) = units.into_iter().unzip();
        Self { codes: codes.into(), names: names.into(), numbers: Numbers::of(numbers, most) }
    }

    fn place(&self, postcode: usize) -> Option<usize> {
        self.numbers.get(postcode).checked_sub(1)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "none is over the count that the width was chosen by")]
impl Numbers {
    fn of(numbers: Vec<u32>, most: usize) -> Self {
        match most {
            0 => Self::None,
            1..=0xff => Self::Bytes(numbers.into_iter().map(|number| number as u8).collect()),
            0x100..=0xffff => Self::Words(numbers.into_iter().map(|number| number as u16).collect()),
            _ => Self::Long(numbers.into()),
        }
    }

    /// The number of a postcode; 0 beyond the last.
    fn get(&self, postcode: usize) -> usize {
        match self {
            Self::None => 0,
            Self::Bytes(numbers) => numbers.get(postcode).map_or(0, |number| usize::from(*number)),
            Self::Words(numbers) => numbers.get(postcode).map_or(0, |number| usize::from(*number)),
            Self::Long(numbers) => numbers.get(postcode).map_or(0, |number| *number as usize),
        }
    }

    fn to_vec(&self) -> Vec<u32> {
        match self {
            Self::None => Vec::new(),
            Self::Bytes(numbers) => numbers.iter().map(|number| u32::from(*number)).collect(),
            Self::Words(numbers) => numbers.iter().map(|number| u32::from(*number)).collect(),
            Self::Long(numbers) => numbers.to_vec(),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::None => 0,
            Self::Bytes(numbers) => size_of_val(&**numbers),
            Self::Words(numbers) => size_of_val(&**numbers),
            Self::Long(numbers) => size_of_val(&**numbers),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_gives_back_the_codes_it_was_made_of_at_every_width() {
        for distinct in [0, 1, 255, 256, 65_535, 65_536] {
            let codes: Vec<Option<String>> =
                (0..distinct).map(|number| Some(format!("E{number:08}"))).chain([None]).collect();
            let name = |code: &str| code.ends_with('7').then(|| code.to_lowercase().into());
            let column = UnitColumn::of(codes.iter().map(Option::as_deref), name);
            let mut columns =
                [const { UnitColumn { units: Vec::new(), numbers: Vec::new() } }; PostcodeUnit::ALL.len()];
            columns[PostcodeUnit::Division as usize] = column.clone();
            let units = PostcodeUnits::new(columns);
            for (number, code) in codes.iter().enumerate() {
                assert_eq!(units.code(PostcodeUnit::Division, number), code.as_deref());
                let named = code.as_deref().and_then(|code| name(code).map(String::from));
                assert_eq!(units.name(PostcodeUnit::Division, number), named.as_deref());
            }
            assert_eq!((units.is_empty(), units.code(PostcodeUnit::Parish, 0)), (distinct == 0, None));
            assert_eq!(units.code(PostcodeUnit::Division, codes.len()), None, "beyond the last");
            if distinct > 0 {
                assert_eq!(units.columns()[PostcodeUnit::Division as usize], column);
            }
        }
    }
}
