//! What is counted and measured of neighbourhoods.

pub mod access;
pub mod astride;
pub mod compactness;
pub mod coterminosity;
pub mod counting;
pub mod equity;
pub mod flows;
pub mod near_border;
pub mod parts_of_2011;
pub mod people;
pub mod plurality;
pub mod practice_views;
pub mod share;
pub mod splits;
pub mod uncounted;
