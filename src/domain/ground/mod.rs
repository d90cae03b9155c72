//! What lies on the ground, whoever draws borders over it: areas, postcodes, practices, registrations.

pub mod address_shares;
pub mod codes;
pub mod geography;
pub mod live_places;
pub mod nearest_places;
pub mod places;
pub mod postcode;
pub mod postcode_index;
pub mod practices;
pub mod registrations;
