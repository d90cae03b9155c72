//! What happens to stores in service: a full disk, a lock, a file that may not be written, a file that is moved away. Reads go on,
//! writes are refused for the right reason, and the next write after the trouble is done, without a restart.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use footprint::http::{App, Settings, router};
use footprint::store::{Health, RevisionNumber, ScenarioId, Store, StoreError};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::store_contract::{made, next, scenario};
use crate::support::{Answered, runtime, send_to, skip_without, toyshire};

/// No write is waited for longer.
const LONGEST: Duration = Duration::from_secs(5);

async fn a_store_with_a_scenario(folder: &Path) -> (Store, ScenarioId) {
    let store = Store::open(folder.join("store.db").to_str().unwrap()).await.unwrap();
    let id = made(&store).await;
    (store, id)
}

/// Of every way to write, each is refused in time, and nothing is changed by it.
async fn refuses_every_write(store: &Store, id: ScenarioId, is_why: fn(&StoreError) -> bool) {
    let (first, large) = (RevisionNumber::FIRST, format!("[\"{}\"]", "x".repeat(100_000)));
    let before = store.history(id).await.unwrap();
    let started = Instant::now();
    let refused = store.append(id, first, next(&large), None).await.unwrap_err();
    assert!(is_why(&refused), "{refused:?}");
    let mut new = scenario(ScenarioId::random(), 0);
    new.content.changes = large;
    let refused = store.create(new).await.unwrap_err();
    assert!(is_why(&refused), "{refused:?}");
    assert!(started.elapsed() < 2 * LONGEST, "two writes took {:?}", started.elapsed());
    assert_eq!(store.history(id).await.unwrap(), before, "reads go on");
}

async fn takes_writes(store: &Store) {
    let id = made(store).await;
    store.append(id, RevisionNumber::FIRST, next("[1]"), None).await.unwrap();
}

/// Asks until it is so; a finding is told again for a second.
async fn until_health(store: &Store, is_so: impl Fn(&Health) -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let health = store.health().await;
        if is_so(&health) {
            return;
        }
        assert!(Instant::now() < end, "still {health:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn is_read_only(for_what: &str) -> impl Fn(&Health) -> bool {
    move |health| matches!(health, Health::ReadOnly { why } if why.contains(for_what))
}

#[tokio::test]
async fn who_waits_for_a_lock_in_vain_is_told_so_and_writes_once_it_is_free() {
    let folder = TempDir::new().unwrap();
    let (store, id) = a_store_with_a_scenario(folder.path()).await;
    let url = format!("sqlite:{}", folder.path().join("store.db").display());
    let other = sqlx::AnyPool::connect(&url).await.unwrap();
    let lock = other.begin_with("BEGIN IMMEDIATE").await.unwrap();
    refuses_every_write(&store, id, |error| matches!(error, StoreError::Busy)).await;
    until_health(&store, is_read_only("busy")).await;
    lock.rollback().await.unwrap();
    takes_writes(&store).await;
    until_health(&store, |health| *health == Health::Writable).await;
}

#[tokio::test]
async fn a_store_that_may_only_be_read_is_opened_and_read() {
    let folder = TempDir::new().unwrap();
    let (writable, id) = a_store_with_a_scenario(folder.path()).await;
    let url = format!("sqlite:{}?mode=ro", folder.path().join("store.db").display());
    let store = Store::open(&url).await.unwrap();
    refuses_every_write(&store, id, |error| matches!(error, StoreError::ReadOnly)).await;
    until_health(&store, is_read_only("not written")).await;
    takes_writes(&writable).await;
}

#[tokio::test]
async fn nothing_is_written_into_a_file_that_was_moved_away_or_replaced() {
    let folder = TempDir::new().unwrap();
    let (store, id) = a_store_with_a_scenario(folder.path()).await;
    let (file, elsewhere) = (folder.path().join("store.db"), folder.path().join("elsewhere.db"));
    let is_moved = |error: &StoreError| matches!(error, StoreError::Moved);
    fs::rename(&file, &elsewhere).unwrap();
    refuses_every_write(&store, id, is_moved).await;
    assert!(!file.exists(), "no empty store is made in its place");
    until_health(&store, is_read_only("moved away")).await;
    fs::copy(&elsewhere, &file).unwrap();
    refuses_every_write(&store, id, is_moved).await;
    fs::rename(&elsewhere, &file).unwrap();
    takes_writes(&store).await;
    until_health(&store, |health| *health == Health::Writable).await;
}

/// A disk of 3 MB, gone when dropped; none, with the reason, where nothing may be mounted.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let disk = Self(TempDir::new().unwrap());
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"]).arg(disk.path());
        match mount.output() {
            Ok(output) if output.status.success() => Some(disk),
            other => {
                skip_without("mount", &format!("no file system may be mounted here: {other:?}"));
                None
            }
        }
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn ballast(&self) -> std::path::PathBuf {
        self.path().join("ballast")
    }

    /// Writes until nothing more fits.
    fn fill(&self) {
        let mut ballast = OpenOptions::new().create(true).append(true).open(self.ballast()).unwrap();
        while ballast.write_all(&[7; 4096]).is_ok() {}
    }

    fn free(&self) {
        fs::remove_file(self.ballast()).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _not_mounted = Command::new("umount").arg("-l").arg(self.path()).output();
    }
}

#[tokio::test]
async fn a_full_disk_refuses_writes_while_it_is_full_and_no_longer() {
    let Some(disk) = SmallDisk::mount() else { return };
    let (store, id) = a_store_with_a_scenario(disk.path()).await;
    for _ in 0..2 {
        disk.fill();
        refuses_every_write(&store, id, |error| matches!(error, StoreError::Full)).await;
        disk.free();
        takes_writes(&store).await;
    }
}

#[tokio::test]
async fn the_first_write_of_all_may_meet_a_full_disk() {
    let Some(disk) = SmallDisk::mount() else { return };
    let location = disk.path().join("store.db");
    let store = Store::open(location.to_str().unwrap()).await.unwrap();
    store.close().await;
    let store = Store::open(location.to_str().unwrap()).await.unwrap();
    disk.fill();
    let started = Instant::now();
    let large = format!("[\"{}\"]", "x".repeat(100_000));
    let mut new = scenario(ScenarioId::random(), 0);
    new.content.changes = large;
    let refused = store.create(new).await.unwrap_err();
    assert!(matches!(refused, StoreError::Full), "{refused:?}");
    assert!(started.elapsed() < LONGEST, "it took {:?}", started.elapsed());
    disk.free();
    takes_writes(&store).await;
}

fn ask(service: &Router, method: &str, path: &str, body: &Value) -> Answered {
    let request = Request::builder().method(method).uri(path).header("host", "localhost");
    let request = request.header("content-type", "application/json");
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    send_to(service.clone(), request.body(body).unwrap())
}

/// Asks for readiness until it says so.
fn until_ready_says(service: &Router, status: &str) -> Value {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let ready = ask(service, "GET", "/health/ready", &Value::Null);
        if ready.status == 200 && ready.json()["status"] == status {
            return ready.json();
        }
        assert!(Instant::now() < end, "still {}", ready.json());
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn the_service_answers_from_a_full_disk_tells_so_and_recovers_by_itself() {
    let Some(disk) = SmallDisk::mount() else { return };
    let location = disk.path().join("store.db");
    let store = runtime().block_on(Store::open(location.to_str().unwrap())).unwrap();
    let settings = Settings { store: Some(store), binds_loopback: true, ..Settings::default() };
    let service = router(App::new(toyshire(), settings).unwrap());
    let small = json!({"name": "Small"});
    let made = ask(&service, "POST", "/v1/scenarios", &small);
    assert_eq!(made.status, 201);
    assert_eq!(until_ready_says(&service, "ready")["store"], json!({"writes": true, "reason": null}));

    disk.fill();
    // A reason of 100 kB is refused by length; many small scenarios are as much.
    let end = Instant::now() + Duration::from_mins(1);
    let refused = loop {
        let answer = ask(&service, "POST", "/v1/scenarios", &small);
        if answer.status != 201 {
            break answer;
        }
        assert!(Instant::now() < end, "the disk is full, and still it takes writes");
    };
    assert_eq!(refused.status, 507, "{}", refused.json());
    assert_eq!(ask(&service, "GET", made.header("location"), &Value::Null).status, 200);
    let told = until_ready_says(&service, "degraded");
    assert_eq!(told["store"], json!({"writes": false, "reason": "the disk of the store is full"}));

    disk.free();
    assert_eq!(ask(&service, "POST", "/v1/scenarios", &small).status, 201);
    until_ready_says(&service, "ready");
}
