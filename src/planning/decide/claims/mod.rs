//! What is claimed of a suggestion, in words, with the conditions it is true under.

pub(super) mod claim;
pub(super) mod conditions;
