//! Tables of areas with a number a column: ages, accommodation, indicators.

mod assemble;
mod nomis;
mod read;

pub use assemble::assemble;
pub use nomis::read_nomis_ages;
pub use read::{CodedTable, read_accommodation, read_ages, read_indicators};
