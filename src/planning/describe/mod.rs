//! One neighbourhood, practice or draft described.

pub mod all_neighbourhoods;
pub mod growth;
pub mod nearby;
pub mod neighbourhood_profile;
pub mod neighbours;
mod notes;
pub mod people;
pub mod profile;
pub mod registered;
pub mod stands_out;
pub mod validity;
