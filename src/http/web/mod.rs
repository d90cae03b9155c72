//! `/app/`: the pages for people, and what they load.

pub mod accessibility;
pub mod basemap;
pub mod find;
mod find_answer;
mod frame;
pub mod pages;
pub mod tracking;

pub use pages::has_pages;
