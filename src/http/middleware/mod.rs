//! What every request passes through, one file a layer.

pub mod cors;
pub mod data_pin;
pub mod finish;
pub mod request_id;
pub mod stack;
