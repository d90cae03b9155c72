//! What all of planning speaks: where data comes from, figures and their definitions, policies, colours, outlines.

pub mod body_defect;
pub mod colours;
pub mod figures;
pub mod geometry;
pub mod metrics;
pub mod policies;
pub mod provenance;
