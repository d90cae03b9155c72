//! Points as a packed file has them.

use super::not_a_pack::{NotAPack, wrong};
use crate::domain::geometry::crs::LonLat;

/// A point of ten-millionths of a degree.
pub fn lon_lat(longitude_e7: i32, latitude_e7: i32) -> Result<LonLat, NotAPack> {
    LonLat::from_e7(longitude_e7, latitude_e7).ok_or_else(|| wrong("a point is not on earth"))
}
