//! A compiled filter: a tree of bounded depth over known columns and values of their kinds.
//!
//! Logic has three values, as in SQL and CQL2: a comparison with null is unknown, and only what is true is chosen.

use geo::relate::Relate;
use geo::{Geometry, Intersects};

use super::compare::{Piece, is_like, order};
use crate::features::location::Location;
use crate::features::rows::Rows;
use crate::features::space::{Box2, Space, meet};
use crate::features::value::Value;
use crate::features::window::Window;

/// A condition on a feature.
#[derive(Clone, Debug, PartialEq)]
pub enum Predicate {
    /// Always true, or always false.
    Constant(bool),
    /// All of them.
    And(Vec<Predicate>),
    /// Any of them.
    Or(Vec<Predicate>),
    /// Not it.
    Not(Box<Predicate>),
    /// Two values in an order.
    Compare(Operand, Comparison, Operand),
    /// A value between two others, or equal to one of them.
    Between(Operand, Operand, Operand),
    /// A value equal to one of some.
    In(Operand, Vec<Operand>),
    /// Text that fits a pattern.
    Like(Operand, Vec<Piece>),
    /// A column that is null.
    IsNull(usize),
    /// A feature whose location is not known.
    Unlocated,
    /// The feature's geometry in a relation to another.
    Spatial(Spatial),
}

/// What is compared.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// The value of a column.
    Column(usize),
    /// A value.
    Literal(Value<'static>),
    /// Text without regard to capitals (CQL2 CASEI).
    Folded(Box<Operand>),
}

/// Orders of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are called what they are")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The feature's geometry in a relation to one that was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Spatial {
    /// Which relation, of the feature's geometry to the other.
    pub relation: Relation,
    /// Where the two are compared.
    pub space: Space,
    /// The other.
    pub other: Geometry<f64>,
    /// The box around the other.
    pub bounds: Box2,
}

/// Relations of OGC Simple Features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are called what they are")]
pub enum Relation {
    Intersects,
    Disjoint,
    Within,
    Contains,
    Equals,
    Touches,
    Crosses,
    Overlaps,
}

impl Predicate {
    /// Whether a feature is chosen.
    #[must_use]
    pub fn chooses(&self, rows: &dyn Rows, row: usize) -> bool {
        self.test(rows, row) == Some(true)
    }

    /// A box that every chosen feature has a point in, where the filter has one.
    #[must_use]
    pub fn window(&self) -> Option<Window> {
        match self {
            Self::And(parts) => parts.iter().find_map(Self::window),
            Self::Spatial(spatial) if spatial.relation != Relation::Disjoint => {
                Some(Window::of(spatial.space, spatial.bounds))
            }
            _ => None,
        }
    }

    fn test(&self, rows: &dyn Rows, row: usize) -> Option<bool> {
        match self {
            Self::Constant(is) => Some(*is),
            Self::And(parts) => all(parts.iter().map(|part| part.test(rows, row))),
            Self::Or(parts) => all(parts.iter().map(|part| part.test(rows, row).map(|is| !is))).map(|is| !is),
            Self::Not(part) => part.test(rows, row).map(|is| !is),
            Self::Compare(left, comparison, right) => {
                comparison.holds(&left.value(rows, row), &right.value(rows, row))
            }
            Self::Between(value, least, most) => {
                let value = value.value(rows, row);
                let at_least = Comparison::GreaterOrEqual.holds(&value, &least.value(rows, row));
                let at_most = Comparison::LessOrEqual.holds(&value, &most.value(rows, row));
                all([at_least, at_most].into_iter())
            }
            Self::In(value, list) => {
                let value = value.value(rows, row);
                let differs =
                    list.iter().map(|one| Comparison::NotEqual.holds(&value, &one.value(rows, row)));
                all(differs).map(|is| !is)
            }
            Self::Like(value, pattern) => match value.value(rows, row) {
                Value::Text(text) => Some(is_like(&text, pattern)),
                _ => None,
            },
            Self::IsNull(column) => Some(rows.value(row, *column) == Value::Null),
            Self::Unlocated => Some(matches!(rows.location(row), Location::Unknown)),
            Self::Spatial(spatial) => spatial.test(rows, row),
        }
    }
}

/// False when any part is false, else unknown when any part is unknown, else true.
fn all(mut parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = Some(true);
    loop {
        match parts.next() {
            None => return known,
            Some(Some(true)) => {}
            Some(Some(false)) => return Some(false),
            Some(None) => known = None,
        }
    }
}

impl Operand {
    fn value<'a>(&'a self, rows: &'a dyn Rows, row: usize) -> Value<'a> {
        match self {
            Self::Column(column) => rows.value(row, *column),
            Self::Literal(value) => value.lent(),
            Self::Folded(operand) => match operand.value(rows, row) {
                Value::Text(text) => Value::written(folded(&text)),
                other => other,
            },
        }
    }
}

/// Text without regard to capitals.
#[must_use]
pub fn folded(text: &str) -> String {
    text.to_lowercase()
}

impl Comparison {
    fn holds(self, left: &Value<'_>, right: &Value<'_>) -> Option<bool> {
        let order = order(left, right)?;
        Some(match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        })
    }
}

impl Spatial {
    fn test(&self, rows: &dyn Rows, row: usize) -> Option<bool> {
        let location = rows.location(row);
        let bounds = location.bounds(self.space)?;
        if !meet(bounds, self.bounds) {
            return Some(self.relation == Relation::Disjoint);
        }
        let own = location.to_geo(self.space)?;
        let related = || own.relate(&self.other);
        Some(match self.relation {
            Relation::Intersects => own.intersects(&self.other),
            Relation::Disjoint => !own.intersects(&self.other),
            Relation::Within => related().is_within(),
            Relation::Contains => related().is_contains(),
            Relation::Equals => related().is_equal_topo(),
            Relation::Touches => related().is_touches(),
            Relation::Crosses => related().is_crosses(),
            Relation::Overlaps => related().is_overlaps(),
        })
    }
}

impl Relation {
    /// The relation seen from the other side.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Within => Self::Contains,
            Self::Contains => Self::Within,
            other => other,
        }
    }
}
