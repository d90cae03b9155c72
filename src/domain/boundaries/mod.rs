//! Neighbourhoods laid over the ground: who has which area, point, postcode and practice.

pub mod allocate;
pub mod border_index;
pub mod closures;
pub mod colouring;
pub mod contiguity;
pub mod division;
pub mod misfit;
pub mod partition;
pub mod placing;
mod placings;
pub mod plan;
pub mod practice_decisions;
pub mod side;
pub mod squares;
pub mod within;
