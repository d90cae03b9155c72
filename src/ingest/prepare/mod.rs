//! `footprint prepare`: a county's source tables to the data directory the service loads.
//!
//! 1. `source` reads the tables, with the readers the service itself uses;
//! 2. `assemble` joins them, which checks every code, coordinate and polygon;
//! 3. `agree` holds what the sources say twice against what we find ourselves;
//! 4. `write` makes the files and the manifest; the result is loaded once, as the service will, before any of it is kept.
//!
//! The same input gives the same bytes. Nothing is written when there is a defect.

mod agree;
mod bad_rows;
mod checks;
mod compare;
mod deliver;
mod directory;
mod drafts;
mod ending_memberships;
mod mergers;
mod moved_areas;
mod place_names;
mod progress;
mod published;
mod published_practices;
mod report;
mod source;
mod steps;
mod study_area;
mod unit_editions;
mod write;

pub use compare::{Comparison, compare};
pub use directory::{in_the_way, write_to};
pub use progress::Step;
pub use report::{Report, TableRead};
pub use source::Sources;
pub use steps::{Prepared, prepare};
