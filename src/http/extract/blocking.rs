//! Work that can take over a millisecond, off the async workers.

use crate::http::problem::Problem;

/// Runs `work` on a thread for blocking work.
///
/// # Errors
/// The work's own problem, or an internal one when it panicked.
pub async fn off_worker<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => {
            tracing::error!(%error, "work off the async workers did not end well");
            Err(Problem::internal())
        }
    }
}
