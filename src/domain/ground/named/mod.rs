//! Names that people ask by: towns and villages, and the units that an area is in.

pub mod gazetteer;
pub mod units;
