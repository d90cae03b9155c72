//! What a file is, by how it begins: named with what to do where it is no table.

pub mod known;
#[cfg(feature = "parquet")]
pub mod parquet_file;
pub mod programs;
pub mod signature;
