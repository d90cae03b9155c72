//! A question to a collection: which features, in which order, and which of them on this page.

use std::cmp::Ordering;

use super::filter::compare::{order, sorting};
use super::filter::predicate::Predicate;
use super::rows::Rows;
use super::value::Value;
use super::window::Window;
use crate::projection::Projector;

/// What to look for, in which order, and which page of it.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// A box they have a point in.
    pub window: Option<Window>,
    /// Columns and the values they have.
    pub equals: Vec<(usize, Value<'static>)>,
    /// A condition.
    pub filter: Option<Predicate>,
    /// Columns to sort by, the most important first; features that are equal in all are sorted by id.
    pub order: Vec<(usize, Direction)>,
    /// How many to skip.
    pub offset: usize,
    /// How many at most.
    pub limit: usize,
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The least first.
    Ascending,
    /// The greatest first.
    Descending,
}

/// The features of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageOfRows {
    /// How many fit the question, on all pages.
    pub matched: usize,
    /// Rows of the features of this page.
    pub rows: Vec<usize>,
}

impl Query {
    /// The page asked for.
    #[must_use]
    pub fn page(&self, rows: &dyn Rows, projector: &Projector) -> PageOfRows {
        let cut = |rows: &mut dyn Iterator<Item = usize>| rows.skip(self.offset).take(self.limit).collect();
        let everything = self.window.is_none() && self.equals.is_empty() && self.filter.is_none();
        if everything && self.order.is_empty() {
            return PageOfRows { matched: rows.len(), rows: cut(&mut (0..rows.len())) };
        }
        let mut chosen = self.candidates(rows, projector);
        chosen.retain(|row| self.chooses(rows, *row));
        if !self.order.is_empty() {
            chosen.sort_by(|one, other| self.compared(rows, *one, *other));
        }
        PageOfRows { matched: chosen.len(), rows: cut(&mut chosen.into_iter()) }
    }

    fn candidates(&self, rows: &dyn Rows, projector: &Projector) -> Vec<usize> {
        let by_filter = || self.filter.as_ref().and_then(Predicate::window);
        match self.window.or_else(by_filter) {
            Some(window) => window.on_grid(projector).map_or_else(Vec::new, |window| rows.near(window)),
            None => (0..rows.len()).collect(),
        }
    }

    fn chooses(&self, rows: &dyn Rows, row: usize) -> bool {
        self.equals
            .iter()
            .all(|(column, value)| order(&rows.value(row, *column), value).is_some_and(Ordering::is_eq))
            && self.window.is_none_or(|window| window.meets(&rows.location(row)))
            && self.filter.as_ref().is_none_or(|filter| filter.chooses(rows, row))
    }

    fn compared(&self, rows: &dyn Rows, one: usize, other: usize) -> Ordering {
        for (column, direction) in &self.order {
            let (one, other) = (rows.value(one, *column), rows.value(other, *column));
            let sorted = match (direction, sorting(&one, &other)) {
                (Direction::Descending, sorted) if one != Value::Null && other != Value::Null => {
                    sorted.reverse()
                }
                (_, sorted) => sorted,
            };
            if sorted.is_ne() {
                return sorted;
            }
        }
        one.cmp(&other)
    }
}
