//! What is not whole, contradicts itself or is rough, told or refused before data is written.

pub mod bare_areas;
pub mod closing_dates;
pub mod foreign_areas;
pub mod left_out;
pub mod other_areas;
pub mod partial_tables;
pub mod roughness;
pub mod stated_places;
pub mod successions;
pub mod unserved;
