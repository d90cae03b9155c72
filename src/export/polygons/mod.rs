//! Boundaries in the formats that desktop programs and engines read.

mod feature_columns;
pub mod flatgeobuf;
pub mod geopackage;
#[cfg(feature = "parquet")]
pub mod geoparquet;
