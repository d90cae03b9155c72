//! What a handler takes from a request, checked at the door.

pub mod base_url;
pub mod blocking;
pub mod body;
pub mod params;
