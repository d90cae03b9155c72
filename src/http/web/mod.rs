//! `/app/`: the pages for people.

pub mod pages;
