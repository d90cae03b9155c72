//! Rings that are open, or that cross or touch themselves: what becomes of them, and what is told.

/// What becomes of rings that are open, or that cross or touch themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadRings {
    /// Taken as they are: for files that were checked when they were made.
    Trusted,
    /// Each is a defect.
    #[default]
    Refused,
    /// Open rings are closed; of a ring that crosses itself, the ground that it goes around an odd number of times is inside. What
    /// was mended is a warning, in square metres.
    Mended,
    /// Mended, and handed to the caller with its feature: whether it is a defect is known later.
    Judged,
}

/// A polygon whose rings are open, or cross or touch themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRing {
    /// What is wrong with it.
    pub wrong: String,
    /// How it was mended, in square metres.
    pub mended: String,
}
