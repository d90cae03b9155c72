//! OGC API - Features at the root, one file a resource.

pub mod api;
pub mod collections;
pub mod conformance;
pub mod features;
pub mod items;
pub mod landing;
pub mod link;
