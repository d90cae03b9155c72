//! Pure facts and figures: what a place is, which neighbourhood it lies in, and what a change of borders changes.
//!
//! Nothing here reads a file, a clock or a socket. Input arrives as checked types (the constructors are the only doors),
//! geometry is integer millimetres of EPSG:27700, and people are counted in integers.

pub mod access;
pub mod address_shares;
pub mod allocate;
pub mod area_index;
pub mod atlas;
pub mod belonging;
pub mod border_index;
mod cells;
pub mod codes;
pub mod colouring;
pub mod compactness;
pub mod contiguity;
pub mod coterminosity;
pub mod coverage;
pub mod crs;
pub mod division;
pub mod draft;
pub mod equity;
pub mod flows;
pub mod footprint;
pub mod geography;
pub mod impact;
pub mod live_places;
pub mod movement;
pub mod near_border;
pub mod nearest_places;
pub mod partition;
pub mod places;
pub mod placing;
mod placings;
pub mod plan;
pub mod postcode;
pub mod postcode_index;
pub mod practice_views;
pub mod practices;
pub mod registrations;
pub mod share;
pub mod splits;
pub mod within;
