//! Which columns the caller says hold the question, and why none could be taken.

use std::str::FromStr;

use crate::reading::options::{COLUMN, column};

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
    #[error("there is no column {name:?}: {columns}")]
    Unknown {
        /// The name asked for.
        name: String,
        /// That the columns are those of the table.
        columns: String,
    },
    /// Several columns have this name.
    #[error(
        "several columns are called {name:?} ({numbers}): choose one by its number with {by_hand}, such as \"#{example}\"",
        by_hand = COLUMN
    )]
    SameName {
        /// The name asked for.
        name: String,
        /// Their numbers, from 1.
        numbers: String,
        /// The first of them.
        example: usize,
    },
    /// A row has fewer columns.
    #[error("there is no column #{number}: the first row has {columns}")]
    OutOfRange {
        /// What was asked for, from 1.
        number: usize,
        /// How many there are.
        columns: usize,
    },
    /// Several columns are equally good.
    #[error(
        "several columns hold {kind} ({columns}), and neither is taken: choose with {by_hand}, such as {example:?}",
        by_hand = COLUMN
    )]
    Several {
        /// What they hold, in the plural.
        kind: &'static str,
        /// The columns.
        columns: String,
        /// The first of them.
        example: String,
    },
    /// Postcodes stand in two columns.
    #[error(
        "the columns {outward} and {inward} hold the two halves of postcodes: put them into one column, as in OX1 1ND"
    )]
    Halves {
        /// The column of outward codes.
        outward: String,
        /// The column of inward codes.
        inward: String,
    },
    /// The question stands in formulas that have no values, or may stand there.
    #[error("{0}")]
    Uncalculated(String),
    /// Points stand in one column.
    #[error(
        "the column {column} holds {what}, such as {value}: put the two numbers of each point into a column each, called lat and lon, or \
         easting and northing"
    )]
    PointsInOne {
        /// The column, in quotes or by number.
        column: String,
        /// The first, in quotes.
        value: String,
        /// What they are, in the plural.
        what: &'static str,
    },
    /// Two columns are called as those of a point, and hold no numbers.
    #[error(
        "the columns {columns} are called as those of a point, and their values are not numbers, such as {value}: degrees are read as \
         51.7518, 51.7518 N or 51°45'06\"N, and metres as 451050"
    )]
    NoNumbers {
        /// Both, in quotes or by number.
        columns: String,
        /// The first value that is none, in quotes.
        value: String,
    },
    /// Two columns measure in another unit.
    #[error(
        "the columns {first} and {second} are by their names in {unit}, and eastings and northings are read in metres: put metres in their \
         place, and call them easting and northing"
    )]
    OtherUnit {
        /// The first, in quotes or by number.
        first: String,
        /// The second.
        second: String,
        /// The unit, in the plural.
        unit: &'static str,
    },
    /// A list has questions of several kinds.
    #[error(
        "the list holds {first} and {second}, and a table asks one kind: put each kind into a list of its own, or ask a line each \
         (on standard input of footprint resolve, or as lines of JSON)"
    )]
    SeveralKinds {
        /// The first kind, in the plural.
        first: &'static str,
        /// Another.
        second: &'static str,
    },
    /// A column holds names of what is asked by codes.
    #[error("the column {column} holds names, such as {value}: they look like {names}")]
    Names {
        /// The column, in quotes or by number.
        column: String,
        /// The first, in quotes.
        value: String,
        /// What they name, and what is read in their place.
        names: &'static str,
    },
    /// Two columns are chosen that hold no numbers.
    #[error(
        "the columns {first} and {second} are no point, as not one row has a number in both: two columns are longitude and latitude, or \
         easting and northing; for codes choose one column"
    )]
    NotAPoint {
        /// The first, in quotes or by number.
        first: String,
        /// The second.
        second: String,
    },
    /// Two columns are called as axes are, and their values may be of any system.
    #[error(
        "the columns {x} and {y} do not say of which system they are, and not most of their values are longitudes and latitudes or metres \
         of the National Grid in Great Britain: where they are, choose them with {by_hand}",
        by_hand = column(&format!("{x},{y}"))
    )]
    Axes {
        /// The column of one axis, as it is chosen.
        x: String,
        /// That of the other.
        y: String,
    },
    /// Neither names nor values look like a question.
    #[error(
        "no column looks like postcodes, practices, areas or a point: name one with {by_hand}, or the two of a point with a comma between, as in {two} ({0})",
        by_hand = COLUMN,
        two = column("X,Y")
    )]
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
