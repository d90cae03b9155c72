//! Groups of neighbourhoods: services are planned over some 250,000 people. Which groups there can be, all ways to cover the study area
//! by them, and what each is like.

pub mod asked;
pub mod chosen;
pub mod cover;
pub mod described;
pub mod groupings;
mod measures;
mod pieces;
