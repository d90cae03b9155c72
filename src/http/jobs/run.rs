//! Running jobs: taken from the store one after another, held by a lease that is renewed while they run, ended or given back.
//!
//! A process that dies leaves its lease behind; when that is over, this or another process takes the job up again.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::JoinHandle;

use crate::http::state::app::App;
use crate::http::state::versions::{Versions, WeakVersions};
use crate::http::state::workers::Workers;
use crate::planning::decide::control::Control;
use crate::planning::decide::work::Work;
use crate::planning::terms::words::grouped;
use crate::planning::what_if::NotEvaluated;
use crate::store::{Job, JobEnd, Lease, Store, StoreError};

/// How long a job is its worker's without being heard of. The clocks of replicas may differ by less than this.
const LEASE: Duration = Duration::from_secs(15);
/// How often a worker is heard of, and tells how far it is.
const BEAT: Duration = Duration::from_secs(1);
/// How often it is looked for jobs that others were asked for, or left.
const LOOK: Duration = Duration::from_secs(2);
/// How often it is tried to keep a result.
const TRIES: u32 = 60;
/// A larger result is not kept.
const MOST_RESULT_BYTES: usize = 4 * 1024 * 1024;

/// Begins to look for jobs, unless that was begun before or there is no store.
///
/// It ends with the service, or when the workers do.
pub fn begin(versions: &Versions) {
    let app = versions.current();
    let settings = app.settings();
    if settings.store.is_some() && settings.workers.begins() {
        tokio::spawn(look(versions.downgrade(), settings.workers.clone()));
    }
}

async fn look(versions: WeakVersions, workers: Workers) {
    let mut is_failing = false;
    while let Some(turn) = workers.turn().await {
        let Some(app) = versions.upgrade().map(|versions| versions.current()) else { return };
        let taken = take(&app, &workers).await;
        if let Err(error) = &taken
            && !is_failing
        {
            tracing::warn!(%error, "jobs cannot be taken from the store; it is tried again");
        }
        is_failing = taken.is_err();
        if let Ok(Some(job)) = taken {
            tokio::spawn(run(app, workers.clone(), job, turn));
        } else {
            drop((turn, app));
            workers.woken(LOOK).await;
        }
    }
}

async fn take(app: &App, workers: &Workers) -> Result<Option<Job>, StoreError> {
    let Some(store) = &app.settings().store else { return Ok(None) };
    store.take_job(&app.atlas().digest, lease(workers)).await
}

async fn run(app: App, workers: Workers, job: Job, turn: OwnedSemaphorePermit) {
    let Some(store) = app.settings().store.clone() else { return };
    let control = workers.enter(job.id);
    if let Some(progress) = &job.progress {
        control.resume(progress);
    }
    let read = serde_json::from_str::<Value>(&job.request).ok();
    let end = match read.and_then(|request| Work::read(&job.kind, &request)) {
        Some(work) => {
            let work = Arc::new(work);
            let (working, stopping) = (Arc::clone(&work), Arc::clone(&control));
            let searching = tokio::task::spawn_blocking(move || {
                let _turn = turn;
                working.done(app.loaded(), &stopping)
            });
            let running =
                Running { store: &store, workers: &workers, job: &job, control: &control, work: &work };
            running.to_its_end(searching).await
        }
        None => Some(JobEnd::Failed("this version of the program does not know what was asked".to_owned())),
    };
    if let Some(end) = end {
        keep(&store, &workers, &job, &end).await;
    }
    workers.leave(job.id);
}

struct Running<'a> {
    store: &'a Store,
    workers: &'a Workers,
    job: &'a Job,
    control: &'a Control,
    work: &'a Work,
}

impl Running<'_> {
    /// Renews the lease until the search ends; none when the job is no longer this worker's.
    async fn to_its_end(&self, mut searching: JoinHandle<Result<String, NotEvaluated>>) -> Option<JobEnd> {
        let started = Instant::now();
        let mut is_ours = true;
        let found = loop {
            tokio::select! {
                found = &mut searching => break found,
                () = tokio::time::sleep(BEAT) => {}
            }
            is_ours = is_ours && self.renew(started.elapsed()).await;
            if !is_ours {
                self.control.stop();
            }
        };
        if !is_ours {
            return None;
        }
        if self.workers.is_ending() && self.control.is_stopped() {
            return Some(JobEnd::GivenBack);
        }
        Some(match found {
            Ok(found) => end_of(found),
            Err(error) => {
                tracing::error!(%error, job = %self.job.id, "a job did not end well");
                JobEnd::Failed("something went wrong on our side; quote the id of the job".to_owned())
            }
        })
    }

    /// Whether the job is still this worker's. A store that does not answer is no sign that it is not.
    async fn renew(&self, elapsed: Duration) -> bool {
        let progress = serde_json::to_string(&self.work.progress(self.control, elapsed)).unwrap_or_default();
        match self.store.renew_job(self.job.id, lease(self.workers), &progress).await {
            Ok(is_ours) => is_ours,
            Err(error) => {
                tracing::warn!(%error, job = %self.job.id, "the lease of a job could not be renewed");
                true
            }
        }
    }
}

fn end_of(found: Result<String, NotEvaluated>) -> JobEnd {
    match found {
        Ok(result) if result.len() > MOST_RESULT_BYTES => JobEnd::Failed(format!(
            "its result has {} bytes, and at most {} are kept; ask for less",
            grouped(result.len() as u64),
            grouped(MOST_RESULT_BYTES as u64)
        )),
        Ok(result) => JobEnd::Done(result),
        Err(NotEvaluated::Body(defects)) => {
            let told: Vec<String> =
                defects.iter().map(|defect| format!("{}: {}", defect.pointer, defect.reason)).collect();
            JobEnd::Failed(format!("the data loaded no longer bears what was asked: {}", told.join("; ")))
        }
        Err(error) => JobEnd::Failed(error.to_string()),
    }
}

/// Keeps how a job ended, tried again while the store does not take it. When it never does, the lease ends, and another runs it.
async fn keep(store: &Store, workers: &Workers, job: &Job, end: &JobEnd) {
    for _ in 0..TRIES {
        match store.end_job(job.id, workers.name(), end, now_ms()).await {
            Ok(_ours_or_not) => return,
            Err(error) => {
                tracing::warn!(%error, job = %job.id, "the end of a job could not be kept; it is tried again");
                tokio::time::sleep(BEAT).await;
            }
        }
    }
}

fn lease(workers: &Workers) -> Lease<'_> {
    let length_ms = i64::try_from(LEASE.as_millis()).unwrap_or(i64::MAX);
    Lease { worker: workers.name(), now_ms: now_ms(), length_ms }
}

fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
