//! What is not whole, contradicts itself or is rough, told or refused before data is written.

pub mod bare_areas;
pub mod left_out;
pub mod roughness;
pub mod stated_places;
pub mod successions;
pub mod unserved;
