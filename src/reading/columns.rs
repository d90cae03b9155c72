//! Finds the columns of a table that hold the question: as the caller names or numbers them, else by their names, else by their
//! values.

use std::str::FromStr;

use crate::domain::ground::codes::{GssCode, OdsCode};
use crate::domain::ground::postcode::Postcode;
use crate::echo;

/// The columns of a row that hold the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionColumns {
    /// A postcode.
    Postcode(usize),
    /// The ODS code of a practice.
    Practice(usize),
    /// The GSS code of an area.
    Area(usize),
    /// Longitude and latitude.
    LonLat(usize, usize),
    /// Easting and northing.
    EastingNorthing(usize, usize),
}

/// Which columns the caller says hold the question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// Not said: to be found.
    #[default]
    Auto,
    /// One column.
    One(ColumnRef),
    /// Two of a point: longitude and latitude, or easting and northing.
    Two(ColumnRef, ColumnRef),
}

/// A column by its name, or by its number from 1, as `#2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnRef {
    /// By name.
    Named(String),
    /// By number, from 0.
    Number(usize),
}

/// Why no column could be found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoColumn {
    /// No column has this name.
    #[error("there is no column {name:?}: the columns are {columns}")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The columns of the table.
        columns: String,
    },
    /// A row has fewer columns.
    #[error("there is no column #{number}: the first row has {columns}")]
    OutOfRange {
        /// What was asked for, from 1.
        number: usize,
        /// How many there are.
        columns: usize,
    },
    /// Neither names nor values look like a question.
    #[error("no column looks like postcodes, practices, areas or a point; name one (the columns are {0})")]
    NotFound(String),
}

impl FromStr for Choice {
    type Err = std::convert::Infallible;

    /// `auto`, a name, `#n`, or two of them with a comma between.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let column = |text: &str| match text.strip_prefix('#').and_then(|number| number.parse::<usize>().ok())
        {
            Some(number) if number > 0 => ColumnRef::Number(number - 1),
            _ => ColumnRef::Named(text.to_owned()),
        };
        Ok(match (text.trim(), text.split_once(',')) {
            ("auto" | "", _) => Self::Auto,
            (_, Some((first, second))) => Self::Two(column(first.trim()), column(second.trim())),
            (one, None) => Self::One(column(one)),
        })
    }
}

/// The first rows of a table.
pub struct Sample<'a> {
    /// Names of the columns; `None` when the table has no header.
    pub names: Option<&'a [String]>,
    /// Rows of values.
    pub rows: &'a [Vec<String>],
    /// How many columns there are.
    pub width: usize,
}

impl Choice {
    /// The columns meant.
    ///
    /// # Errors
    /// [`NoColumn`] when the table does not have them, or no column looks like a question.
    pub fn find(&self, sample: &Sample<'_>) -> Result<QuestionColumns, NoColumn> {
        match self {
            Self::Auto => sample
                .by_name()
                .or_else(|| sample.by_values())
                .ok_or_else(|| NoColumn::NotFound(sample.described())),
            Self::One(column) => {
                let place = sample.place(column)?;
                Ok(sample.kind_of(place).map_or(QuestionColumns::Postcode(place), |kind| kind.asks(place)))
            }
            Self::Two(first, second) => {
                let (first, second) = (sample.place(first)?, sample.place(second)?);
                let is_degrees = |place, most| sample.numbers(place).all(|number: f64| number.abs() <= most);
                if is_degrees(first, 180.0) && is_degrees(second, 90.0) {
                    return Ok(QuestionColumns::LonLat(first, second));
                }
                Ok(QuestionColumns::EastingNorthing(first, second))
            }
        }
    }
}

/// The codes that a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CodeKind {
    Postcode,
    Practice,
    Area,
}

impl CodeKind {
    const ALL: [Self; 3] = [Self::Postcode, Self::Practice, Self::Area];

    fn asks(self, place: usize) -> QuestionColumns {
        match self {
            Self::Postcode => QuestionColumns::Postcode(place),
            Self::Practice => QuestionColumns::Practice(place),
            Self::Area => QuestionColumns::Area(place),
        }
    }

    fn is_of(self, value: &str) -> bool {
        match self {
            Self::Postcode => Postcode::read(value.as_bytes()).is_some(),
            // Any word of six letters could be a code; those that are have digits.
            Self::Practice => {
                value.bytes().filter(u8::is_ascii_digit).count() >= 3 && value.parse::<OdsCode>().is_ok()
            }
            Self::Area => value.parse::<GssCode>().is_ok(),
        }
    }
}

/// Whether a text could be a question or is a number, so that it is not the name of a column.
#[must_use]
pub fn is_value(text: &str) -> bool {
    CodeKind::ALL.iter().any(|kind| kind.is_of(text)) || text.trim().parse::<f64>().is_ok_and(f64::is_finite)
}

/// Names by which a column of each kind is known, without case, space and punctuation; the first found is taken.
const POSTCODES: [&str; 11] = [
    "postcode",
    "pcds",
    "pcd",
    "pcd7",
    "pcd8",
    "pcd2",
    "postalcode",
    "postcodes",
    "zippostalcode",
    "zip",
    "pc",
];
const PRACTICES: [&str; 9] = [
    "practicecode",
    "practice",
    "odscode",
    "ods",
    "gppracticecode",
    "gppractice",
    "organisationcode",
    "orgcode",
    "registeredpractice",
];
const AREAS: [&str; 8] =
    ["areacode", "area", "lsoa21cd", "lsoa21", "lsoacode", "lsoa", "lsoa2021", "lsoa11cd"];
const LON_LATS: [(&str, &str); 5] =
    [("lon", "lat"), ("longitude", "latitude"), ("lng", "lat"), ("long", "lat"), ("long", "latitude")];
const EASTING_NORTHINGS: [(&str, &str); 5] = [
    ("easting", "northing"),
    ("eastings", "northings"),
    ("oseast1m", "osnrth1m"),
    ("east", "north"),
    ("xcoord", "ycoord"),
];

impl Sample<'_> {
    fn by_name(&self) -> Option<QuestionColumns> {
        let names: Vec<String> = self.names?.iter().map(|name| bare(name)).collect();
        let of = |wanted: &str| names.iter().position(|name| name == wanted);
        let one = |wanted: &[&str]| wanted.iter().find_map(|wanted| of(wanted));
        let two = |wanted: &[(&str, &str)]| {
            wanted.iter().find_map(|(first, second)| Some((of(first)?, of(second)?)))
        };
        // `home_postcode` and `PatientPostcode` are meant as well.
        let ending = || names.iter().position(|name| name.ends_with("postcode"));
        one(&POSTCODES)
            .or_else(ending)
            .map(QuestionColumns::Postcode)
            .or_else(|| two(&LON_LATS).map(|(lon, lat)| QuestionColumns::LonLat(lon, lat)))
            .or_else(|| {
                two(&EASTING_NORTHINGS).map(|(east, north)| QuestionColumns::EastingNorthing(east, north))
            })
            .or_else(|| one(&PRACTICES).map(QuestionColumns::Practice))
            .or_else(|| one(&AREAS).map(QuestionColumns::Area))
    }

    fn by_values(&self) -> Option<QuestionColumns> {
        CodeKind::ALL.iter().find_map(|kind| {
            let place = (0..self.width).find(|place| self.kind_of(*place) == Some(*kind))?;
            Some(kind.asks(place))
        })
    }

    /// The kind that most values of a column are of.
    fn kind_of(&self, place: usize) -> Option<CodeKind> {
        let values: Vec<&str> = self.values(place).filter(|value| !value.trim().is_empty()).collect();
        let count = |kind: &CodeKind| values.iter().filter(|value| kind.is_of(value)).count();
        CodeKind::ALL.into_iter().find(|kind| count(kind) * 2 > values.len())
    }

    fn values(&self, place: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(move |row| row.get(place).map(String::as_str))
    }

    fn numbers(&self, place: usize) -> impl Iterator<Item = f64> {
        self.values(place).filter_map(|value| value.trim().parse().ok())
    }

    fn place(&self, column: &ColumnRef) -> Result<usize, NoColumn> {
        match column {
            ColumnRef::Number(place) if *place < self.width => Ok(*place),
            ColumnRef::Number(place) => Err(NoColumn::OutOfRange { number: place + 1, columns: self.width }),
            ColumnRef::Named(name) => {
                let names = self.names.unwrap_or_default();
                let exact = names.iter().position(|found| found == name);
                exact
                    .or_else(|| names.iter().position(|found| bare(found) == bare(name)))
                    .ok_or_else(|| NoColumn::Unknown { name: echo::cut(name), columns: self.described() })
            }
        }
    }

    fn described(&self) -> String {
        match self.names {
            Some(names) => {
                let shown: Vec<String> = names.iter().take(40).map(|name| echo::cut(name)).collect();
                shown.join(", ")
            }
            None => format!("#1 to #{}", self.width),
        }
    }
}

/// A name without case, space and punctuation.
fn bare(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(choice: &str, names: Option<&str>, rows: &[&str]) -> Result<QuestionColumns, NoColumn> {
        let list = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        let names = names.map(list);
        let rows: Vec<Vec<String>> = rows.iter().map(|row| list(row)).collect();
        let width = names.as_ref().or(rows.first()).map_or(0, Vec::len);
        let sample = Sample { names: names.as_deref(), rows: &rows, width };
        choice.parse::<Choice>().unwrap().find(&sample)
    }

    #[test]
    fn columns_are_found_by_name() {
        for (names, expected) in [
            ("id,Post Code,lat,lon", QuestionColumns::Postcode(1)),
            ("id,PatientPostcode", QuestionColumns::Postcode(1)),
            ("Latitude,Longitude", QuestionColumns::LonLat(1, 0)),
            ("id,Easting,Northing", QuestionColumns::EastingNorthing(1, 2)),
            ("name,ODS Code", QuestionColumns::Practice(1)),
            ("n,LSOA21CD", QuestionColumns::Area(1)),
        ] {
            assert_eq!(find("auto", Some(names), &[]), Ok(expected), "{names}");
        }
    }

    #[test]
    fn columns_are_found_by_their_values() {
        assert_eq!(
            find("auto", Some("a,b"), &["x,OX1 1ND", "y,", "z,ox44la"]),
            Ok(QuestionColumns::Postcode(1))
        );
        assert_eq!(find("auto", None, &["K84001,x"]), Ok(QuestionColumns::Practice(0)));
        assert_eq!(find("auto", None, &["x,E01028422"]), Ok(QuestionColumns::Area(1)));
        assert_eq!(find("#2", None, &["OX1 1ND,K84001"]), Ok(QuestionColumns::Practice(1)));
        assert_eq!(find("x,y", Some("x,y"), &["-1.25,51.75"]), Ok(QuestionColumns::LonLat(0, 1)));
        assert_eq!(find("x,y", Some("x,y"), &["451000,206000"]), Ok(QuestionColumns::EastingNorthing(0, 1)));
    }

    #[test]
    fn what_is_not_there_is_told_with_what_is() {
        assert!(matches!(find("auto", Some("a,b"), &["1,2"]), Err(NoColumn::NotFound(_))));
        let error = find("postal", Some("a,b"), &[]).unwrap_err();
        assert_eq!(error.to_string(), "there is no column \"postal\": the columns are a, b");
        assert!(matches!(find("#3", Some("a,b"), &[]), Err(NoColumn::OutOfRange { number: 3, columns: 2 })));
    }

    #[test]
    fn names_of_columns_are_no_values() {
        for name in ["status", "number", "gender", "postcode", "id", "nan"] {
            assert!(!is_value(name), "{name}");
        }
        for value in ["OX1 1ND", "K84001", "E01028422", "-1.25"] {
            assert!(is_value(value), "{value}");
        }
    }
}
