//! What all of planning speaks: where data comes from, figures and their definitions, policies, colours, outlines.

pub mod body_defect;
pub mod called;
pub mod coded;
pub mod colours;
pub mod figures;
pub mod geometry;
pub mod mergers;
pub mod metrics;
pub mod needs;
pub mod policy_asked;
pub mod population;
pub mod provenance;
pub mod ranges;
pub mod rule_words;
pub mod verdict;
pub mod vintages;
pub mod words;
