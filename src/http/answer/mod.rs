//! What a handler gives back: an answer, or a stream that is written while it is sent.

mod answer;
mod cache_control;
mod stream;

pub use answer::{Answer, AsItIs, PAGE_POLICY};
pub use cache_control::CacheControl;
pub use stream::Streamed;
