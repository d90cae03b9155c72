//! The paths of postcodes.io, so that its clients change only their base URL, and gain the neighbourhood.
//!
//! Paths, envelope, status codes, error texts, limits and the meaning of parameters are those of its public documentation
//! and behaviour; the code is ours. Unknown parameters are ignored, as there. Where it fails with a 500 (a large body, a
//! path that is not UTF-8, a coordinate that is not finite) we answer 4xx in the same envelope. Keys we have no data for
//! are null; `lsoa` and `msoa` are those of 2021, as since its version 18. Its paths are answered in any case, and with a slash at
//! their end. Postcodes beyond the data loaded are unknown. We add `neighbourhood`, `codes.neighbourhood` and
//! `neighbourhood_assignment`.

pub mod bulk;
pub mod outcodes;
pub mod ping;
pub mod places;
pub mod postcodes;
pub mod random;
pub mod terminated_postcodes;

mod description;
mod envelope;
mod keys;
mod nearest;
mod spelling;
mod wishes;

pub use envelope::{ENVELOPE, owns};
