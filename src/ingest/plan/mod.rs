//! A plan that somebody brings: which neighbourhood each area is in, as a table, or neighbourhoods as polygons.
//!
//! A file is read ([`read_plan_file`]), then laid over a draft ([`lay`]): every code, id and name is looked up there, and nothing new
//! is made unless it was asked for.

pub mod annotations;
mod area_rows;
mod blocks;
mod drawn_rows;
mod feature_rows;
mod given_names;
pub mod known;
pub mod laid;
pub mod lay;
mod layer;
mod overlaps;
pub mod own;
mod packed_plans;
pub mod plan_defect;
pub mod plan_file;
pub mod plan_reading;
pub mod read_plan_file;
pub mod rivals;
pub mod table_rows;
