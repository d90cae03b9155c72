//! Whole postcodes as they were written once: lists of a hundred ask for the same ones again and again.
//!
//! Some 1.3 kB a postcode, kept while a version of the data is served, for what was asked for and for tables up to a size: a
//! county's fills 50 MB at most, a country's is written anew each time.

use std::sync::OnceLock;

/// Tables of more postcodes than this are not kept.
const MOST: usize = 60_000;

/// The postcodes of one draft, by their numbers.
pub struct Descriptions {
    each: Box<[OnceLock<Box<[u8]>>]>,
}

impl Descriptions {
    /// Room for a number of postcodes; none for more than are kept.
    #[must_use]
    pub fn new(count: usize) -> Self {
        let count = if count > MOST { 0 } else { count };
        Self { each: (0..count).map(|_| OnceLock::new()).collect() }
    }

    /// Appends a postcode as it was written before, or writes it now.
    pub fn push(&self, out: &mut Vec<u8>, number: usize, write: impl Fn(&mut Vec<u8>)) {
        let Some(kept) = self.each.get(number) else {
            return write(out);
        };
        let written = kept.get_or_init(|| {
            let mut bytes = Vec::new();
            write(&mut bytes);
            bytes.into()
        });
        out.extend_from_slice(written);
    }
}
