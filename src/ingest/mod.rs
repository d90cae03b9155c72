//! Rows to an atlas: prepared, published and packed files.
//!
//! Everything is read before anything is refused: each reader adds what it finds to one list
//! ([`Findings`](crate::reading::findings::Findings)), with file, line and column, and the list is whole. `prepare` reads a county's source tables with the same readers as the service
//! reads `data/`, so a rule holds in both places or in neither.

pub mod descriptor;
pub mod files;
pub mod load;
pub mod manifest;
pub mod packed;
pub mod plan;
pub mod prepare;

mod area_tables;
mod assemble_draft;
mod assemble_ground;
mod made_ids;
mod own_policies;
mod postcode_units;
mod publishers;
mod read_area_changes;
mod read_areas;
mod read_draft;
mod read_drawn;
mod read_gazetteer;
mod read_places;
mod read_practices;
mod read_registrations;
mod read_shares;
mod read_units;
mod tables;

pub use files::Files;
pub use load::{Refused, load};
pub use publishers::look as look_at_publishers_file;
