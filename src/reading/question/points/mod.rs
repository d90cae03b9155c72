//! Points: which two columns hold them, and how they are written.

pub(super) mod digits;
pub(super) mod in_one;
pub(super) mod pairs;
pub(super) mod plain_axes;
