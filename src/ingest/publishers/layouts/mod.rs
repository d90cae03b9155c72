//! One file for each layout: what it holds, read into rows with their lines.

pub mod addresses;
pub mod area_changes;
pub mod boundaries;
pub mod code_point_open;
mod counted;
pub mod deprivation;
pub mod drawn;
pub mod gazetteer;
pub mod list_sizes;
pub mod lookup;
pub mod networks;
pub mod organisations;
pub mod patients;
pub mod postcode_directory;
pub mod successors;
pub mod unit_lookup;
pub mod unit_names;
