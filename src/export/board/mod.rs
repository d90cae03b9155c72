//! The board paper, and how it stands by the policies.

pub mod paper;
mod verdicts;
