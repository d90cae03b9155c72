//! What a handler takes from a request, checked at the door: parameters, bodies, the address asked for, who may write.

pub mod base_url;
pub mod blocking;
pub mod body;
pub mod content_type;
pub mod host;
pub mod paging;
pub mod params;
pub mod prefer;
pub mod sent_file;
pub mod sent_media;
pub mod upload;
pub mod writers;
