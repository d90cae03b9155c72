//! Searches that are answered at once take a core each for a second: so many run at a time, and the others wait their turn.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::http::problem::Problem;

/// How long a search waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// Turns to search.
#[derive(Clone, Debug)]
pub struct Searches(Arc<Semaphore>);

impl Default for Searches {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(half_the_cores())))
    }
}

/// How many search at a time: half the cores, so that the others answer.
pub(super) fn half_the_cores() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    (cores / 2).max(1)
}

impl Searches {
    /// A turn, given back when it is dropped.
    ///
    /// # Errors
    /// A 503 problem when others have been searching for too long.
    pub async fn turn(&self) -> Result<OwnedSemaphorePermit, Problem> {
        match tokio::time::timeout(PATIENCE, Arc::clone(&self.0).acquire_owned()).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) | Err(_) => Err(Problem::busy_searching()),
        }
    }
}
