//! Searches take a core each for seconds: so many run at a time, and the others wait their turn.

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
    /// Half the cores, so that the others answer.
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        Self(Arc::new(Semaphore::new((cores / 2).max(1))))
    }
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
