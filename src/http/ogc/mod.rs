//! The OGC face: landing page, conformance, the contract, and collections of features.
//!
//! Every document has a twin for people, as HTML that needs no script: a browser gets it, and `f=html` asks for it.

pub mod api;
mod collection_document;
pub mod collections;
pub mod conformance;
mod datetime;
mod document;
mod front_door;
pub mod item;
pub mod items;
pub mod items_query;
pub mod landing;
mod page;
mod picture_of;
pub mod schemas;
mod tables;
