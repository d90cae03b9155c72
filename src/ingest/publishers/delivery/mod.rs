//! The files that were delivered, one after the other, and what their names tell.

mod file_names;
mod shapefile_parts;
mod visit;

pub use file_names::{has_extension, is_for_people, is_lock};
pub use visit::{Delivered, Visit, stored, visit};
