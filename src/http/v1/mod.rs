//! Our own resources, one file each, mirroring the URL tree.

mod answers;
pub mod areas;
pub mod data;
pub mod decide;
pub mod difference;
pub mod drafts;
pub mod evaluate;
pub mod export;
pub mod maps;
pub mod metrics_definitions;
mod moved_postcodes;
pub mod neighbourhoods;
mod pieces;
pub mod places;
pub mod policies;
pub mod practices;
pub mod resolve;
pub mod scenarios;
mod wishes;
