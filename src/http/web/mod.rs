//! `/app/`: the pages for people, and what they load.

pub mod basemap;
pub mod pages;

pub use pages::has_pages;
