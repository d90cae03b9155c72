//! A collection as a table: what a query and a writer need to know of it.

use super::location::Location;
use super::schema::Property;
use super::space::{Box2, GridBox};
use super::value::Value;

/// The features of a collection. Rows and columns are numbered from 0; the first column is the id.
pub trait Rows: Send + Sync {
    /// The properties, a column each.
    fn properties(&self) -> Vec<Property>;
    /// How many features there are.
    fn len(&self) -> usize;
    /// The value of a property.
    fn value(&self, row: usize, column: usize) -> Value<'_>;
    /// Where a feature is.
    fn location(&self, row: usize) -> Location<'_>;
    /// The row of an id.
    fn find(&self, id: &str) -> Option<usize>;
    /// Rows, in order, that may have a point in common with a box on the National Grid: all that have one, and perhaps others.
    fn near(&self, window: GridBox) -> Vec<usize>;
    /// The box around all of them in longitude and latitude; `None` when no location is known.
    fn extent(&self) -> Option<Box2>;

    /// By what share a simplified outline holds more land than the exact one, negative when it holds less; `None` where nothing
    /// is simplified.
    fn area_error(&self, row: usize) -> Option<f64>;

    /// Whether there is no feature.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
