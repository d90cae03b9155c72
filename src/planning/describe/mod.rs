//! One neighbourhood, practice or draft described.

pub mod nearby;
pub mod all_neighbourhoods;
pub mod neighbourhood_profile;
pub mod neighbours;
pub mod people;
pub mod profile;
pub mod registered;
pub mod stands_out;
pub mod validity;
