//! Columns that hold a question as well and were not taken: told where their answers would have been others.

use super::answers::{Answers, RowAnswer};
use crate::reading::cell::Decimal;
use crate::reading::options::COLUMN;
use crate::reading::question::candidates::Candidate;
use crate::reading::question::columns::FoundQuestion;
use crate::reading::question::question_columns::QuestionColumns;
use crate::reading::question::sample::Sample;

/// How many rows are looked at.
const LOOKED_AT: usize = 200;
/// How many columns are.
const MOST: usize = 4;

/// A column that was not taken, with the first values of it and of what is asked.
pub struct Beside {
    column: String,
    asks: QuestionColumns,
    other: QuestionColumns,
    decimal: Decimal,
    rows: Vec<[[String; 2]; 2]>,
}

impl Beside {
    /// Those of a table.
    #[must_use]
    pub fn of(sample: &Sample<'_>, found: &FoundQuestion) -> Vec<Self> {
        let values = |row: &[String], asks: QuestionColumns| {
            let mut places = asks.places().into_iter();
            [(); 2].map(|()| places.next().and_then(|place| row.get(place).cloned()).unwrap_or_default())
        };
        let of_one = |one: &Candidate| {
            let (asks, other) = (found.asks, QuestionColumns::of(one.kind, one.place));
            let rows = sample.rows.iter().take(LOOKED_AT);
            let rows = rows.map(|row| [values(row, asks), values(row, other)]).collect();
            let decimal = found.decimal.unwrap_or_default();
            Self { column: sample.column(one.place), asks, other, decimal, rows }
        };
        found.others.iter().take(MOST).map(of_one).collect()
    }

    /// What is to be said of it; none where every row would be answered alike, or not by both.
    pub(super) fn doubt(&self, answers: &Answers<'_>) -> Option<String> {
        let differs = |[asked, other]: &&[[String; 2]; 2]| {
            let zone = |asks, values| self.answered(answers, asks, values).zone();
            let [asked, other] = [zone(self.asks, asked), zone(self.other, other)];
            asked.is_some() && other.is_some() && asked != other
        };
        let count = self.rows.iter().filter(differs).count();
        (count > 0).then(|| {
            format!(
                "The column {} was not taken: by it {count} of the first {} rows would lie in another neighbourhood. {COLUMN} chooses it.",
                self.column,
                self.rows.len()
            )
        })
    }

    fn answered(&self, answers: &Answers<'_>, asks: QuestionColumns, values: &[String; 2]) -> RowAnswer {
        let [first, second] = [values[0].as_bytes(), values[1].as_bytes()];
        match asks {
            QuestionColumns::Postcode(_) => answers.postcode(first),
            QuestionColumns::GridReference(_) => answers.grid_reference(first),
            QuestionColumns::Practice(_) => answers.practice(first),
            QuestionColumns::Area(_) => answers.area(first),
            QuestionColumns::LonLat(..) => answers.lon_lat(first, second, self.decimal),
            QuestionColumns::EastingNorthing(..) => answers.easting_northing(first, second, self.decimal),
        }
    }
}
