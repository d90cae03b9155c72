//! Tables and streams of questions, answered row by row: any size in flat memory, in order, every row with its outcome.
//!
//! Bytes come in as they come; [`crate::reading::cutter`] cuts them into blocks of whole rows, a block is answered by itself (so that many
//! can be at once), and the answers go out in the order of the blocks. The same functions serve `POST /v1/resolve` and
//! `footprint resolve FILE`. Nothing is allocated for a row, but for the neighbourhoods that a
//! square of the grid reaches into: answers are written into the block's buffer.

pub mod answer_cell;
pub mod answers;
mod beside;
pub mod counts;
mod doubts;
pub mod fields;
mod line;
mod names_of_rows;
pub mod ndjson;
pub mod opening;
pub mod options;
pub mod preview;
pub mod preview_of_lines;
mod reasons;
pub mod repeated;
pub mod spreadsheet;
pub mod table;
pub mod tally;
