//! The publishers' own files, unmodified: what each holds, read into rows with their lines.
//!
//! A file is recognised by its content (`recognise`), never by its name, so it may be called anything and lie in a folder or
//! in an archive (`delivery`). `layouts` has a file for each layout. Nothing is joined yet: that is `prepare/published.rs`.

mod bad_rows;
mod chosen_sheets;
pub mod delivery;
mod headings;
mod layouts;
mod left_alone;
mod look;
mod names;
mod once;
mod opened;
mod organisation_columns;
mod polygon_files;
mod positions;
mod postcode_unit_columns;
mod published;
mod recognise;
mod rows;
mod take;
mod unit_columns;
mod vintages;

pub use bad_rows::BadRow;
pub use chosen_sheets::ChosenSheets;
pub use look::look;
pub use published::{Published, Taken};
pub use recognise::{Kind, recognise};
pub use rows::{AddressRow, DeprivationRow, DirectoryRow, Organisation, PatientsRow, Succession, UnitRow};
pub use vintages::day;
