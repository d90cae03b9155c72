//! What is known, written for others to use: lookups that any engine can join, boundaries, a workbook, a board paper of one
//! page, and a descriptor.
//!
//! Each carries the caveat, the sources and their vintages, and where it came from. Usable from HTTP and the command line alike:
//! nothing here knows of either.

pub mod answered;
pub mod board;
pub mod boundaries;
pub mod csvw;
pub mod datapackage;
pub mod groups;
mod insight_sheets;
pub mod lookups;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod pictures;
pub mod plan_said;
pub mod polygons;
pub mod preamble;
mod sheet;
mod subject;
pub mod workbook;
mod workbook_sheets;

pub use subject::Subject;
