//! Filters: CQL2 measured, parsed and held to the properties of a collection, then tested on its rows.

pub mod compare;
pub mod cql;
pub mod cql_bounds;
pub mod predicate;
