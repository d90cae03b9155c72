//! Rows that are not what they seem: objects of JSON that are rows, rows below a table that are none of it, and lines within a value that
//! may be rows.

pub mod footer;
pub mod object_lines;
pub mod swallowed;
