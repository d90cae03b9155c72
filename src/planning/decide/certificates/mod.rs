//! Certificates: what was asked, of which data, what was found, and what is claimed of it; checked, and kept with a scenario.

pub mod certificate;
pub mod kept;
pub mod verify;
