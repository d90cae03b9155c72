//! One neighbourhood, practice or draft described.

pub mod nearby;
pub mod neighbourhood_profile;
pub mod neighbours;
pub mod profile;
pub mod registered;
pub mod validity;
