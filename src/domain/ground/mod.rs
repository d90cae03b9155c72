//! What lies on the ground, whoever draws borders over it: areas, postcodes, practices, registrations.

pub mod address_shares;
pub mod area_changes;
pub mod area_tables;
pub mod codes;
pub mod footprint;
pub mod geography;
#[expect(clippy::module_inception, reason = "the room is named after what it holds")]
mod ground;
pub mod live_places;
pub mod mergers;
pub mod named;
pub mod nearest_places;
pub mod nearest_practice;
pub mod places;
pub mod postal_areas;
pub mod postcode;
pub mod postcode_index;
mod postcode_shape;
pub mod practices;
pub mod registrations;
pub mod stand_ins;

pub use ground::{Ground, PlacesInAreas};
