//! Polygons from and to files: GeoJSON in every shape it comes in, GeoPackage, `FlatGeobuf`, and zipped Shapefiles.
//!
//! What we store is EPSG:27700; what others bring is projected once, here, vertex by vertex, so that a shared vertex stays shared.

mod bad_rings;
mod bare;
mod chosen_layer;
mod drawn;
mod feature;
mod flatgeobuf;
mod geojson;
mod geopackage;
#[cfg(feature = "parquet")]
mod geoparquet;
pub mod memory_database;
mod reader;
mod rings;
mod shapefile;
mod surfaces;
mod write;

pub use bad_rings::{BadRing, BadRings};
pub use bare::{empty_features, with_geometry};
pub use drawn::DrawnPolygons;
pub use feature::{PolygonDocument, PolygonFeature};
pub use flatgeobuf::columns_of_flatgeobuf;
pub use geopackage::{LayerColumns, layers_of_geopackage};
#[cfg(feature = "parquet")]
pub use geoparquet::columns_of_geoparquet;
pub use reader::{PolygonReader, read_features, tell};
pub use rings::Edges;
pub use write::write_features;
