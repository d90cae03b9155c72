//! JSON: values straight into a buffer, and the members of an object as they are written.

pub mod members;
mod push;

pub use push::{push_code, push_decimal, push_json, push_number, push_or_null, push_text, push_whole};
