//! Who runs jobs in this process: turns, what runs now, and whether it is to end.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use super::searches::half_the_cores;
use crate::planning::decide::control::Control;
use crate::store::JobId;

/// The workers of a process. Cheap to clone.
#[derive(Clone)]
pub struct Workers(Arc<Inner>);

struct Inner {
    /// What leases bear: no two processes have the same.
    name: String,
    turns: Arc<Semaphore>,
    wake: Notify,
    has_begun: AtomicBool,
    is_ending: AtomicBool,
    running: Mutex<BTreeMap<JobId, Arc<Control>>>,
}

/// What runs has this long to be given back at the end.
const PATIENCE: Duration = Duration::from_secs(5);

impl Default for Workers {
    fn default() -> Self {
        Self(Arc::new(Inner {
            name: JobId::random().to_string(),
            turns: Arc::new(Semaphore::new(half_the_cores())),
            wake: Notify::new(),
            has_begun: AtomicBool::new(false),
            is_ending: AtomicBool::new(false),
            running: Mutex::default(),
        }))
    }
}

impl Workers {
    /// The name that leases bear.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Whether somebody has to begin to look for jobs: so for the first who asks.
    #[must_use]
    pub fn begins(&self) -> bool {
        !self.0.has_begun.swap(true, Ordering::SeqCst)
    }

    /// Says that there is a job.
    pub fn wake(&self) {
        self.0.wake.notify_one();
    }

    /// Waits until there may be a job, at most so long.
    pub async fn woken(&self, most: Duration) {
        let _late = tokio::time::timeout(most, self.0.wake.notified()).await;
    }

    /// A turn, given back when it is dropped; none at the end.
    pub async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.turns).acquire_owned().await.ok()
    }

    /// Notes that a job runs here, and what stops it.
    #[must_use]
    pub fn enter(&self, id: JobId) -> Arc<Control> {
        let control = Arc::<Control>::default();
        self.running().insert(id, Arc::clone(&control));
        control
    }

    /// Notes that a job runs here no more.
    pub fn leave(&self, id: JobId) {
        self.running().remove(&id);
        self.wake();
    }

    /// Stops a job if it runs here.
    pub fn stop(&self, id: JobId) {
        if let Some(control) = self.running().get(&id) {
            control.stop();
        }
    }

    /// Whether this process is about to end.
    #[must_use]
    pub fn is_ending(&self) -> bool {
        self.0.is_ending.load(Ordering::SeqCst)
    }

    /// Takes no more jobs, stops those that run so that they are given back, and waits until they are.
    pub async fn end(&self) {
        self.0.is_ending.store(true, Ordering::SeqCst);
        self.0.turns.close();
        self.wake();
        let end = tokio::time::Instant::now() + PATIENCE;
        loop {
            let running: Vec<Arc<Control>> = self.running().values().cloned().collect();
            if running.is_empty() || tokio::time::Instant::now() >= end {
                return;
            }
            for control in &running {
                control.stop();
            }
            self.woken(Duration::from_millis(100)).await;
        }
    }

    fn running(&self) -> std::sync::MutexGuard<'_, BTreeMap<JobId, Arc<Control>>> {
        self.0.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
