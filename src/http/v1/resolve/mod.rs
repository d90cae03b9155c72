//! `/v1/resolve`: the neighbourhood of a postcode, point, practice or area.

mod list;
mod many;
mod one;
mod params;
mod stream;
mod table;
mod understood;

pub use many::many;
pub use one::one;

/// The parts of the data an answer can be made from.
const PARTS: &[&str] = &["areas", "districts", "postcodes", "practices", "registrations", "ostn15"];
