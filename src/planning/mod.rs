//! Use cases: what a caller asks of an atlas, and the answer's shape. The same functions serve http and the command line.
//!
//! Types here that serialize are the bodies of answers; `openapi.yaml` describes them.

pub mod boundary_sets;
mod change_ops;
mod change_shapes;
pub mod changes;
pub mod colours;
pub mod consequences;
pub mod difference;
pub mod evaluate;
pub mod evaluation;
mod explain;
pub mod figures;
pub mod geometry;
pub mod import;
pub mod insight;
pub mod issues;
pub mod marginal;
pub mod metrics;
pub mod moved_ground;
pub mod neighbours;
pub mod policies;
pub mod profile;
pub mod provenance;
pub mod question;
pub mod registered;
pub mod resolution;
pub mod resolve;
mod resolve_practice;
pub mod scenarios;
mod side_facts;
pub mod summary;
pub mod validity;
pub mod wanted;
