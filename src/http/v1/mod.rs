//! Our own resources, one file each, mirroring the URL tree.

pub mod areas;
pub mod data;
pub mod drafts;
pub mod evaluate;
pub mod neighbourhoods;
pub mod practices;
pub mod resolve;
