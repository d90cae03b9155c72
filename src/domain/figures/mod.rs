//! What is counted and measured of neighbourhoods.

pub mod access;
pub mod compactness;
pub mod coterminosity;
pub mod counting;
pub mod equity;
pub mod flows;
pub mod near_border;
pub mod people;
pub mod plurality;
pub mod practice_views;
pub mod share;
pub mod splits;
pub mod uncounted;
