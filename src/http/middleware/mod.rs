//! What every request passes through, from the outside in: [`stack::around`] is the list, and each file is one layer of it.
//!
//! The layers are tower-http's wherever it has the layer. Ours are [`finish`], which writes problem documents and answers
//! conditions, [`data_pin`] and [`prefix`].

pub mod compression;
pub mod cors;
pub mod data_pin;
pub mod finish;
pub mod host;
pub mod log;
pub mod panic;
pub mod prefix;
mod problem_page;
pub mod request_id;
pub mod stack;
pub mod timeout;
