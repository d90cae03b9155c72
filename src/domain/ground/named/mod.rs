//! Names that people ask by: towns and villages, and the units that an area or a postcode is in.

pub mod gazetteer;
pub mod postcode_units;
pub mod units;
