//! The publishers' own files, unmodified: what each holds, read into rows with their lines.
//!
//! A file is recognised by its content (`recognise`), never by its name, so it may be called anything and lie in a folder or
//! in an archive (`delivery`). One file here for each layout. Nothing is joined yet: that is `prepare/published.rs`.

mod addresses;
mod area_changes;
mod bad_rows;
mod boundaries;
mod code_point_open;
pub mod delivery;
mod deprivation;
mod drawn;
mod gazetteer;
mod headings;
mod left_alone;
mod list_sizes;
mod lookup;
mod names;
mod networks;
mod opened;
mod organisations;
mod patients;
mod polygon_files;
mod postcode_directory;
mod published;
mod recognise;
mod rows;
mod successors;
mod take;
mod unit_columns;
mod unit_lookup;

pub use bad_rows::BadRow;
pub use published::{Published, Taken};
pub use recognise::{Kind, recognise};
pub use rows::{AddressRow, DeprivationRow, DirectoryRow, Organisation, UnitRow};
