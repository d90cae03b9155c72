//! Rows of a table that repeat its heading, as where exports were put one beneath the other: counted and told, and where another name
//! stands where the question is told loudly, as every row behind such a one is answered by the wrong column.

use crate::reading::headings::bare;

/// Rows that repeat the heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repeated {
    /// How many.
    pub rows: u64,
    /// How many rows stand before the first, those above the table too.
    first: Option<u64>,
    /// How many rows stand before the first in which another column stands where the question is.
    pub reordered: Option<u64>,
}

/// The names of a table's columns, to be compared with rows.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    names: Vec<String>,
    sorted: Vec<String>,
    /// The places of the columns that are asked.
    asked: Vec<usize>,
    /// How many rows stand before the first that is answered.
    rows_before: u64,
}

impl Heading {
    /// Of a table with so many rows before the first that is answered, asked in the columns at these places; without names none is
    /// repeated.
    #[must_use]
    pub fn of(names: &[String], rows_before: usize, asked: Vec<usize>) -> Self {
        let names: Vec<String> = names.iter().map(|name| bare(name)).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        Self { names, sorted, asked, rows_before: rows_before as u64 }
    }

    /// The first rows that repeat it.
    #[must_use]
    pub fn repeated_in(&self, rows: &[Vec<String>]) -> Repeated {
        let mut repeated = Repeated::default();
        for (row, place) in rows.iter().zip(0..) {
            self.tell(row.iter().map(String::as_str), place, &mut repeated);
        }
        repeated
    }

    /// Notes a row, before which `place` rows of the table stand, if it repeats the names.
    pub fn tell<'a>(&self, cells: impl Iterator<Item = &'a str>, place: u64, repeated: &mut Repeated) {
        let cells: Vec<String> = cells.take(self.names.len() + 1).map(bare).collect();
        let filled = self.names.iter().filter(|name| !name.is_empty()).count();
        if filled == 0 || cells.len() != self.names.len() {
            return;
        }
        let is_asked_alike = self.asked.iter().all(|place| cells.get(*place) == self.names.get(*place));
        let mut sorted = cells;
        sorted.sort_unstable();
        if sorted != self.sorted {
            return;
        }
        let place = place + self.rows_before;
        repeated.rows += 1;
        repeated.first.get_or_insert(place);
        if !is_asked_alike {
            repeated.reordered.get_or_insert(place);
        }
    }
}

impl Repeated {
    /// Adds those of rows that stand behind `before` others.
    pub fn add(&mut self, other: Self, before: u64) {
        self.rows += other.rows;
        self.first = self.first.or(other.first.map(|place| place + before));
        self.reordered = self.reordered.or(other.reordered.map(|place| place + before));
    }

    /// What is said of them; none where there are none.
    #[must_use]
    pub fn sentence(&self) -> Option<String> {
        let row = self.first? + 1;
        let times =
            if self.rows == 1 { "1 row repeats".to_owned() } else { format!("{} rows repeat", self.rows) };
        let told = format!("{times} the names of the columns, the first is row {row}");
        Some(match self.reordered {
            Some(place) => format!(
                "CAREFUL: {told}; from row {} on the columns are in another order, and the rows below it were answered by what stands where the \
                 asked column was: put each table into a file of its own.",
                place + 1
            ),
            None if self.rows == 1 => format!("{told}: it is no question, and invalid_format."),
            None => format!("{told}: they are no questions, and invalid_format."),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_the_same_names_is_told_with_its_number_and_its_order() {
        let heading = Heading::of(&["id", "GP postcode", "postcode"].map(str::to_owned), 3, vec![2]);
        let mut found = Repeated::default();
        heading.tell(["1", "OX1 1ND", "x"].into_iter(), 0, &mut found);
        assert_eq!(found.sentence(), None);
        heading.tell(["ID", "gp_postcode", "Postcode"].into_iter(), 4, &mut found);
        assert!(
            found
                .sentence()
                .unwrap()
                .starts_with("1 row repeats the names of the columns, the first is row 8")
        );
        let mut elsewhere = found;
        heading.tell(["GP postcode", "id", "postcode"].into_iter(), 9, &mut elsewhere);
        let told = elsewhere.sentence().unwrap();
        assert!(
            told.starts_with("2 rows repeat") && told.ends_with("they are no questions, and invalid_format."),
            "{told}"
        );
        let mut later = Repeated::default();
        heading.tell(["id", "postcode", "gp_postcode"].into_iter(), 2, &mut later);
        found.add(later, 10);
        assert!(found.sentence().unwrap().contains("from row 16 on the columns are in another order"));
        let mut none = Repeated::default();
        Heading::default().tell([].into_iter(), 0, &mut none);
        assert_eq!(none, Repeated::default());
    }
}
