//! Names that people ask by: towns and villages, and the units that an area or a postcode is in.

pub mod gazetteer;
pub mod postal_area_names;
pub mod postcode_units;
pub mod units;
