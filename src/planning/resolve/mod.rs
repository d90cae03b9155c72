//! Where a postcode, a point, a practice or an area lies.

pub mod ambiguity_rule;
mod explain;
pub mod members_read;
mod other_areas;
pub mod question;
pub mod resolution;
mod resolve_practice;
pub mod resolver;
pub mod unloaded;
