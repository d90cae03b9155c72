//! The board paper, and how a plan stands by the policies, there and in the workbook.

pub mod paper;
mod practices;
pub mod sheets;
mod verdicts;
