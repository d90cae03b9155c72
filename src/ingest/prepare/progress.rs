//! What a run is doing, for whoever watches it.

/// What is done next, for a progress bar.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// The publishers' files are to be read, of so many bytes.
    Files(u64),
    /// One of them, and its share of the bytes.
    File(&'a str, u64),
    /// Anything else.
    Work(&'a str),
}
