//! The contract of the jobs of a store, as functions over a store without jobs: `store.rs` runs them on SQLite, `postgresql.rs` on
//! PostgreSQL.

use std::sync::Arc;

use footprint::store::{
    ENDED_JOB_KEPT_MS, JobEnd, JobId, JobState, Lease, MOST_ATTEMPTS, MOST_OPEN_JOBS, NewJob, Store,
    StoreError,
};
use tokio::sync::Barrier;

const DATA: &str = "atlas-1";

fn new(now_ms: i64) -> NewJob {
    let (kind, request, data) = ("suggest".to_owned(), "{\"seed\":1}".to_owned(), DATA.to_owned());
    NewJob { id: JobId::random(), kind, request, data, now_ms }
}

fn lease(worker: &str, now_ms: i64) -> Lease<'_> {
    Lease { worker, now_ms, length_ms: 1_000 }
}

async fn state(store: &Store, id: JobId, now_ms: i64) -> JobState {
    store.job(id, now_ms).await.unwrap().unwrap().state
}

async fn a_job_waits_runs_and_is_done_and_only_its_worker_says_so(store: &Store) {
    let job = store.add_job(new(10)).await.unwrap();
    assert_eq!((job.state, job.attempts, job.request.as_str()), (JobState::Waiting, 0, "{\"seed\":1}"));
    let taken = store.take_job(DATA, lease("one", 20)).await.unwrap().unwrap();
    assert_eq!(
        (taken.id, taken.state, taken.attempts, taken.started_ms),
        (job.id, JobState::Running, 1, Some(20))
    );
    assert_eq!(store.take_job(DATA, lease("two", 30)).await.unwrap(), None, "it is one worker's");
    assert!(store.renew_job(job.id, lease("one", 40), "{\"steps\":7}").await.unwrap());
    assert!(!store.renew_job(job.id, lease("two", 40), "{}").await.unwrap());
    let done = JobEnd::Done("{\"found\":1}".to_owned());
    assert!(!store.end_job(job.id, "two", &done, 50).await.unwrap());
    assert!(store.end_job(job.id, "one", &done, 50).await.unwrap());
    let ended = store.job(job.id, 60).await.unwrap().unwrap();
    assert_eq!((ended.state, ended.ended_ms), (JobState::Done, Some(50)));
    assert_eq!(ended.result.as_deref(), Some("{\"found\":1}"));
    assert_eq!(ended.progress.as_deref(), Some("{\"steps\":7}"));
    let cancelled = store.cancel_job(job.id, 70).await.unwrap().unwrap();
    assert_eq!(cancelled.state, JobState::Done, "what has ended is not cancelled");
    assert_eq!(store.job(job.id, 50 + ENDED_JOB_KEPT_MS).await.unwrap(), None, "it is kept no longer");
    assert_eq!(store.cancel_job(JobId::random(), 70).await.unwrap(), None);
}

async fn a_job_whose_worker_is_silent_is_taken_up_again_and_given_up_after_some_times(store: &Store) {
    let job = store.add_job(new(10)).await.unwrap();
    let mut now = 100;
    for attempt in 1..=MOST_ATTEMPTS {
        let worker = format!("worker {attempt}");
        assert_eq!(store.take_job(DATA, lease(&worker, now)).await.unwrap().unwrap().attempts, attempt);
        assert_eq!(store.take_job(DATA, lease("early", now + 900)).await.unwrap(), None, "the lease holds");
        now += 2_000;
    }
    assert!(
        store.renew_job(job.id, lease("worker 3", now - 1), "{}").await.unwrap(),
        "who was late and is first goes on"
    );
    now += 2_000;
    assert_eq!(store.take_job(DATA, lease("last", now)).await.unwrap(), None);
    let given_up = store.job(job.id, now).await.unwrap().unwrap();
    assert_eq!((given_up.state, given_up.ended_ms), (JobState::Failed, Some(now)));
    assert!(given_up.failure.unwrap().contains("three times"));
    assert!(!store.renew_job(job.id, lease("worker 3", now), "{}").await.unwrap());
    assert!(!store.end_job(job.id, "worker 3", &JobEnd::Done("{}".to_owned()), now).await.unwrap());
}

async fn a_job_that_is_given_back_waits_as_if_it_had_not_begun(store: &Store) {
    let job = store.add_job(new(10)).await.unwrap();
    store.take_job(DATA, lease("one", 20)).await.unwrap().unwrap();
    assert!(store.end_job(job.id, "one", &JobEnd::GivenBack, 30).await.unwrap());
    let back = store.job(job.id, 40).await.unwrap().unwrap();
    assert_eq!((back.state, back.attempts, back.ended_ms), (JobState::Waiting, 0, None));
    assert_eq!(store.take_job(DATA, lease("two", 50)).await.unwrap().unwrap().id, job.id);
    assert_eq!(store.cancel_job(job.id, 60).await.unwrap().unwrap().state, JobState::Cancelled);
    assert!(!store.renew_job(job.id, lease("two", 70), "{}").await.unwrap(), "who runs it learns of it");
    assert_eq!(store.cancel_job(job.id, 80).await.unwrap().unwrap().ended_ms, Some(60));
}

async fn a_job_of_data_that_nobody_has_is_left_to_others_for_a_minute_then_failed(store: &Store) {
    let job = store.add_job(NewJob { data: "atlas-0".to_owned(), ..new(1_000) }).await.unwrap();
    assert_eq!(store.take_job(DATA, lease("one", 30_000)).await.unwrap(), None);
    assert_eq!(state(store, job.id, 30_000).await, JobState::Waiting);
    assert_eq!(store.take_job(DATA, lease("one", 62_000)).await.unwrap(), None);
    let failed = store.job(job.id, 62_000).await.unwrap().unwrap();
    assert_eq!(failed.state, JobState::Failed);
    assert!(failed.failure.unwrap().contains("no longer loaded"));
}

async fn jobs_are_taken_in_order_and_no_more_wait_than_may(store: &Store) {
    let now = 1_000_000;
    let mut ids = Vec::new();
    for place in 0..i64::try_from(MOST_OPEN_JOBS).unwrap() {
        ids.push(store.add_job(new(now + place)).await.unwrap().id);
    }
    let refused = store.add_job(new(now + 99)).await;
    assert!(matches!(refused, Err(StoreError::TooManyJobs { most: MOST_OPEN_JOBS })), "{refused:?}");
    let third = store.job(ids[2], now).await.unwrap().unwrap();
    assert_eq!(store.jobs_ahead_of(&third).await.unwrap(), 2);
    assert_eq!(store.take_job(DATA, lease("one", now + 100)).await.unwrap().unwrap().id, ids[0]);
    assert_eq!(store.jobs_ahead_of(&third).await.unwrap(), 1);
    let (listed, total) = store.jobs(now + 100, 2, 0).await.unwrap();
    assert!(total >= MOST_OPEN_JOBS);
    assert_eq!(listed.iter().map(|job| job.id).collect::<Vec<_>>(), [ids[49], ids[48]], "the last one first");
    for id in ids {
        store.cancel_job(id, now + 200).await.unwrap();
    }
    store.add_job(new(now + 300)).await.unwrap();
}

/// What holds of the jobs of any store.
pub async fn the_contract_of_jobs(store: &Store) {
    a_job_waits_runs_and_is_done_and_only_its_worker_says_so(store).await;
    a_job_whose_worker_is_silent_is_taken_up_again_and_given_up_after_some_times(store).await;
    a_job_that_is_given_back_waits_as_if_it_had_not_begun(store).await;
    a_job_of_data_that_nobody_has_is_left_to_others_for_a_minute_then_failed(store).await;
    jobs_are_taken_in_order_and_no_more_wait_than_may(store).await;
}

/// Of two handles on one database, as of two processes, that look for a job at the same time, one takes it.
pub async fn of_two_workers_exactly_one_takes_a_job(stores: [Store; 2]) {
    for round in 0..30 {
        let job = stores[0].add_job(new(2_000_000 + round)).await.unwrap();
        let start = Arc::new(Barrier::new(2));
        let workers = stores.clone().map(|store| {
            let start = start.clone();
            tokio::spawn(async move {
                start.wait().await;
                let worker = JobId::random().to_string();
                store.take_job(DATA, lease(&worker, 3_000_000)).await.unwrap()
            })
        });
        let mut taken = Vec::new();
        for worker in workers {
            taken.extend(worker.await.unwrap());
        }
        assert_eq!(taken.iter().map(|job| job.id).collect::<Vec<_>>(), [job.id], "in round {round}");
        stores[1].cancel_job(job.id, 3_000_001).await.unwrap();
    }
}
