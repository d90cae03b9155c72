//! Where a table begins in a text: rows of a title above it, and which row, if any, names its columns.
//!
//! One rule for questions, plans and publishers' files:
//!
//! 1. What a caller says goes. With `header=absent` no row names the columns; with `header=present` the first row that has a value does,
//!    behind the rows that `skip_rows` says, but for a title above a row with names that are known.
//! 2. A name that is known ([`super::headings`]) and stands over values of what it means makes its row the one of names, whatever
//!    stands beside it (`OA21CD`, or `K84007` over figures). Of several such rows it is the last before the values: what stands
//!    above is a title, also where it holds a code (`Surgery,OX4 2HL`), which is told.
//! 3. Else a row with a code over others like it is one of values, and so is a row that says of a code that there is none (`NFA`).
//! 4. Else a row is one of values if a cell is like those below it: a number over numbers, a name over the same name. It is one of names
//!    if a cell is a word of headings, or any word over numbers. What cannot be decided so is told.

mod cells;
mod decided;
mod names;
mod start;
mod titles;
mod told;

pub use cells::standing;
pub use decided::Undecided;
pub use start::{Header, Layout, heading_row};
pub use told::{codes_above, other_heading};
