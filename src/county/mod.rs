//! A county that is loaded: what answers are made of, below whoever reads files and whoever asks.

mod loaded;
pub mod policies;
pub mod policy;

pub use loaded::Loaded;
