//! The first rows of a table, looked at to find out what its columns hold.

use super::kind::Kind;
use super::question_columns::PointColumns;
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::stand_ins::meaning_of_text;
use crate::echo;
use crate::invisible::trim;
use crate::reading::cell::{Decimal, decimal_in, decimal_of, is_missing, number, plain_text};
use crate::reading::coordinate::Axis;

/// The first rows of a table.
pub struct Sample<'a> {
    /// Names of the columns; `None` when the table has no header.
    pub names: Option<&'a [String]>,
    /// The row above them; empty when there is none.
    pub above: &'a [String],
    /// Rows of values.
    pub rows: &'a [Vec<String>],
    /// How many columns there are.
    pub width: usize,
    /// What separates fields.
    pub delimiter: u8,
}

impl Sample<'_> {
    /// What a column is called under the heading of its group: `Practice Postcode` where `Practice` stands above it, or above columns
    /// before it and nothing above it, as merged cells do.
    #[must_use]
    pub fn whole_name(&self, place: usize) -> String {
        let name = self.names.and_then(|names| names.get(place)).map_or("", String::as_str);
        match self.groups() {
            Some(groups) => {
                let group = groups.iter().take(place + 1).rev().find(|group| !trim(group).is_empty());
                group.map_or_else(|| name.to_owned(), |group| format!("{} {name}", trim(group)))
            }
            None => name.to_owned(),
        }
    }

    /// Headings of groups of columns: a row of words with gaps between them, which no title has.
    fn groups(&self) -> Option<&[String]> {
        let is_filled = |cell: &&String| !trim(cell).is_empty();
        let (filled, last) = (
            self.above.iter().filter(is_filled).count(),
            self.above.iter().rposition(|cell| is_filled(&cell)),
        );
        let are_words = !self.above.iter().any(|cell| cell.bytes().any(|byte| byte.is_ascii_digit()));
        (filled > 1 && are_words && last.is_some_and(|last| last + 1 > filled)).then_some(self.above)
    }

    /// Values of a column that are not missing, and no words that stand for a postcode there is none of.
    pub fn values(&self, place: usize) -> impl Iterator<Item = &str> {
        let values = self.rows.iter().filter_map(move |row| row.get(place).map(String::as_str));
        values.filter(|value| !is_missing(value) && meaning_of_text(plain_text(value)).is_none())
    }

    /// Whether a column has nothing at all in any row.
    #[must_use]
    pub fn is_blank(&self, place: usize) -> bool {
        self.rows.iter().filter_map(|row| row.get(place)).all(|value| trim(value).is_empty())
    }

    /// How many values of a column are numbers, with a dot or a comma before decimals, of how many that are not missing.
    #[must_use]
    pub fn numbers(&self, place: usize, axis: Axis) -> (usize, usize) {
        let is_number = |value: &&str| self.is_number(value, axis);
        (self.values(place).filter(is_number).count(), self.values(place).count())
    }

    /// Whether a value is a number, with a dot or a comma before decimals.
    #[must_use]
    pub fn is_number(&self, value: &str, axis: Axis) -> bool {
        [Decimal::Dot, Decimal::Comma].into_iter().any(|decimal| axis.read(value, decimal).is_some())
    }

    /// Which character stands before the decimals of most numbers of a point's columns.
    #[must_use]
    pub fn decimal(&self, columns: PointColumns) -> Decimal {
        decimal_of(self.of_both(columns), columns.is_degrees)
    }

    /// How many numbers of a point's columns have another character before their decimals than `decimal`.
    #[must_use]
    pub fn with_the_other_decimals(&self, columns: PointColumns, decimal: Decimal) -> usize {
        let is_other = |value: &&str| decimal_in(value, columns.is_degrees).is_some_and(|own| own != decimal);
        self.of_both(columns).filter(is_other).count()
    }

    fn of_both(&self, PointColumns { first, second, .. }: PointColumns) -> impl Iterator<Item = &str> {
        self.values(first).chain(self.values(second))
    }

    /// How many rows have both numbers of a point, of how many that have a value for one of them.
    #[must_use]
    pub fn points(&self, columns: PointColumns, decimal: Decimal) -> (usize, usize) {
        let (mut valid, mut present) = (0, 0);
        for row in self.rows {
            let cells = columns.places().map(|place| (place, row.get(place).map_or("", String::as_str)));
            valid +=
                usize::from(cells.iter().all(|(place, cell)| columns.read(*place, cell, decimal).is_some()));
            present += usize::from(!cells.iter().all(|(_, cell)| is_missing(cell)));
        }
        (valid, present)
    }

    /// Whether all numbers of a column lie between `-most` and `most`.
    #[must_use]
    pub fn within(&self, place: usize, most: f64) -> bool {
        self.values(place).filter_map(read).all(|number| number.abs() <= most)
    }

    /// Whether two columns say the same in every row, but for spelling.
    #[must_use]
    pub fn agree(&self, first: usize, second: usize, kind: Kind) -> bool {
        let cell = |row: &Vec<String>, place: usize| {
            let text = row.get(place).map_or("", |cell| plain_text(cell)).to_ascii_uppercase();
            match kind {
                Kind::Postcode => {
                    Postcode::read(text.as_bytes()).map_or(text, |postcode| postcode.to_string())
                }
                _ => text,
            }
        };
        self.rows.iter().all(|row| cell(row, first) == cell(row, second))
    }

    /// What a column is called, in quotes, with its number where others are called so; else its number.
    #[must_use]
    pub fn column(&self, place: usize) -> String {
        match self.names.and_then(|names| names.get(place)) {
            Some(name) if !trim(name).is_empty() => {
                let is_once =
                    self.names.is_some_and(|names| names.iter().filter(|other| *other == name).count() == 1);
                let number = if is_once { String::new() } else { format!(" (#{})", place + 1) };
                format!("{}{number}", echo::quoted(name))
            }
            _ => format!("#{}", place + 1),
        }
    }

    /// How a column is chosen: by its name, where no other has it, else by its number.
    #[must_use]
    pub fn reference(&self, place: usize) -> String {
        match self.names.map(|names| (&names[place], names)) {
            Some((name, names))
                if names.iter().filter(|other| *other == name).count() == 1
                    && !name.contains(',')
                    && !trim(name).is_empty() =>
            {
                echo::cut(name)
            }
            _ => format!("#{}", place + 1),
        }
    }

    /// The columns there are, in words.
    #[must_use]
    pub fn described(&self) -> String {
        match self.names {
            Some([name]) => format!("the only column is {}", echo::cut(name)),
            Some(names) => {
                let shown: Vec<String> = names.iter().take(40).map(|name| echo::cut(name)).collect();
                format!("the columns are {}", shown.join(", "))
            }
            None if self.width == 1 => "there is one column, #1".to_owned(),
            None => format!("the columns are #1 to #{}", self.width),
        }
    }
}

fn read(value: &str) -> Option<f64> {
    number(value, Decimal::Dot).or_else(|| number(value, Decimal::Comma))
}
