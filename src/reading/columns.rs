//! Which columns of a table hold what is asked: by name, by number, or by looking at names and then at values.

use std::str::FromStr;

use crate::domain::ground::codes::{GssCode, OdsCode};
use crate::domain::ground::postcode::Postcode;
use crate::echo;

/// Where in a row the question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
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

/// What the caller says of the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// Nothing: look.
    #[default]
    Auto,
    /// One column.
    One(Column),
    /// Two of a point: longitude and latitude, or easting and northing.
    Two(Column, Column),
}

/// A column by its name, or by its number from 1, as `#2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// By name.
    Named(String),
    /// By place, from 0.
    Number(usize),
}

/// Why no column is taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoColumn {
    /// There is none of this name.
    #[error("there is no column {name:?}: the columns are {columns}")]
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
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
    /// Neither a name nor values tell.
    #[error("no column looks like postcodes, practices, areas or a point; name one (the columns are {0})")]
    NotFound(String),
}

impl FromStr for Choice {
    type Err = std::convert::Infallible;

    /// `auto`, a name, `#n`, or two of them with a comma between.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let column = |text: &str| match text.strip_prefix('#').and_then(|number| number.parse::<usize>().ok())
        {
            Some(number) if number > 0 => Column::Number(number - 1),
            _ => Column::Named(text.to_owned()),
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
    /// Names of the columns; none when the table has no header.
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
    /// [`NoColumn`] when they are not there, or nothing looks like a question.
    pub fn find(&self, sample: &Sample<'_>) -> Result<Asks, NoColumn> {
        match self {
            Self::Auto => sample
                .by_name()
                .or_else(|| sample.by_values())
                .ok_or_else(|| NoColumn::NotFound(sample.described())),
            Self::One(column) => {
                let place = sample.place(column)?;
                Ok(sample.kind_of(place).map_or(Asks::Postcode(place), |kind| kind.asks(place)))
            }
            Self::Two(first, second) => {
                let (first, second) = (sample.place(first)?, sample.place(second)?);
                let is_degrees = |place, most| sample.numbers(place).all(|number: f64| number.abs() <= most);
                if is_degrees(first, 180.0) && is_degrees(second, 90.0) {
                    return Ok(Asks::LonLat(first, second));
                }
                Ok(Asks::EastingNorthing(first, second))
            }
        }
    }
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Postcode,
    Practice,
    Area,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Postcode, Self::Practice, Self::Area];

    fn asks(self, place: usize) -> Asks {
        match self {
            Self::Postcode => Asks::Postcode(place),
            Self::Practice => Asks::Practice(place),
            Self::Area => Asks::Area(place),
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

/// Whether a value is one that a question could be, or a number: then it is not the name of a column.
#[must_use]
pub fn is_value(text: &str) -> bool {
    Kind::ALL.iter().any(|kind| kind.is_of(text)) || text.trim().parse::<f64>().is_ok_and(f64::is_finite)
}

/// Names in which a column of each kind is known, without case, space and punctuation; the first that is there counts.
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
    fn by_name(&self) -> Option<Asks> {
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
            .map(Asks::Postcode)
            .or_else(|| two(&LON_LATS).map(|(lon, lat)| Asks::LonLat(lon, lat)))
            .or_else(|| two(&EASTING_NORTHINGS).map(|(east, north)| Asks::EastingNorthing(east, north)))
            .or_else(|| one(&PRACTICES).map(Asks::Practice))
            .or_else(|| one(&AREAS).map(Asks::Area))
    }

    fn by_values(&self) -> Option<Asks> {
        Kind::ALL.iter().find_map(|kind| {
            let place = (0..self.width).find(|place| self.kind_of(*place) == Some(*kind))?;
            Some(kind.asks(place))
        })
    }

    /// The kind that most values of a column are of.
    fn kind_of(&self, place: usize) -> Option<Kind> {
        let values: Vec<&str> = self.values(place).filter(|value| !value.trim().is_empty()).collect();
        let count = |kind: &Kind| values.iter().filter(|value| kind.is_of(value)).count();
        Kind::ALL.into_iter().find(|kind| count(kind) * 2 > values.len())
    }

    fn values(&self, place: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(move |row| row.get(place).map(String::as_str))
    }

    fn numbers(&self, place: usize) -> impl Iterator<Item = f64> {
        self.values(place).filter_map(|value| value.trim().parse().ok())
    }

    fn place(&self, column: &Column) -> Result<usize, NoColumn> {
        match column {
            Column::Number(place) if *place < self.width => Ok(*place),
            Column::Number(place) => Err(NoColumn::OutOfRange { number: place + 1, columns: self.width }),
            Column::Named(name) => {
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

    fn find(choice: &str, names: Option<&str>, rows: &[&str]) -> Result<Asks, NoColumn> {
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
            ("id,Post Code,lat,lon", Asks::Postcode(1)),
            ("id,PatientPostcode", Asks::Postcode(1)),
            ("Latitude,Longitude", Asks::LonLat(1, 0)),
            ("id,Easting,Northing", Asks::EastingNorthing(1, 2)),
            ("name,ODS Code", Asks::Practice(1)),
            ("n,LSOA21CD", Asks::Area(1)),
        ] {
            assert_eq!(find("auto", Some(names), &[]), Ok(expected), "{names}");
        }
    }

    #[test]
    fn columns_are_found_by_their_values() {
        assert_eq!(find("auto", Some("a,b"), &["x,OX1 1ND", "y,", "z,ox44la"]), Ok(Asks::Postcode(1)));
        assert_eq!(find("auto", None, &["K84001,x"]), Ok(Asks::Practice(0)));
        assert_eq!(find("auto", None, &["x,E01028422"]), Ok(Asks::Area(1)));
        assert_eq!(find("#2", None, &["OX1 1ND,K84001"]), Ok(Asks::Practice(1)));
        assert_eq!(find("x,y", Some("x,y"), &["-1.25,51.75"]), Ok(Asks::LonLat(0, 1)));
        assert_eq!(find("x,y", Some("x,y"), &["451000,206000"]), Ok(Asks::EastingNorthing(0, 1)));
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
