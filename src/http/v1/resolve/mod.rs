//! `/v1/resolve`: the neighbourhood of a postcode, point, practice or area.

mod list;
mod many;
mod one;
mod params;
mod stream;
mod table;
mod understood;
mod workbook;

pub use many::many;
pub use one::one;
