//! How many bytes all caches may take together, and caches that count theirs.

use std::hash::Hash;

use moka::sync::{Cache, CacheBuilder};

/// What an entry takes beside its key and its value: moka's own nodes and queues, about.
const ENTRY: usize = 256;

/// Bytes for all caches of one version of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    bytes: u64,
}

impl Default for Budget {
    /// 96 MB.
    fn default() -> Self {
        Self::of_mb(96)
    }
}

impl Budget {
    /// A budget in megabytes of a million bytes.
    #[must_use]
    pub fn of_mb(megabytes: u64) -> Self {
        Self { bytes: megabytes.saturating_mul(1_000_000) }
    }

    /// All of it, in bytes.
    #[must_use]
    pub fn bytes(self) -> u64 {
        self.bytes
    }

    /// A share of it, in bytes.
    #[must_use]
    pub fn percent(self, share: u64) -> u64 {
        self.bytes / 100 * share
    }
}

/// A cache of so many bytes; `weigh` says what a key and its value take in memory.
pub fn weighed<K, V>(
    bytes: u64,
    weigh: impl Fn(&K, &V) -> usize + Send + Sync + 'static,
) -> CacheBuilder<K, V, Cache<K, V>>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    let weigher = move |key: &K, value: &V| u32::try_from(weigh(key, value) + ENTRY).unwrap_or(u32::MAX);
    Cache::builder().max_capacity(bytes).weigher(weigher)
}
