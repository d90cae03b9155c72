//! What a handler gives back.

mod answer;

pub use answer::{Answer, Streamed, shortened};
