//! Pure facts and figures: what a place is, which neighbourhood it lies in, and what a change of borders changes.
//!
//! Nothing here reads a file, a clock or a socket. Input arrives as checked types (the constructors are the only doors),
//! geometry is integer millimetres of EPSG:27700, and people are counted in integers.

pub mod allocate;
pub mod area_index;
pub mod atlas;
pub mod border_index;
pub mod codes;
pub mod coverage;
pub mod crs;
pub mod division;
pub mod flows;
pub mod footprint;
pub mod geography;
pub mod impact;
pub mod partition;
pub mod places;
pub mod plan;
pub mod postcode;
pub mod practice_views;
pub mod practices;
pub mod registrations;
pub mod within;
