//! The store as a SQLite file: its contract, and what only a file can suffer.

use std::path::Path;

use footprint::planning::saved::scenarios::to_request;
use footprint::planning::what_if::evaluate::evaluate;
use footprint::store::{Store, StoreError};
use tempfile::TempDir;

use crate::jobs_contract::{of_two_workers_exactly_one_takes_a_job, the_contract_of_jobs};
use crate::store_contract::{
    any_changes_undos_and_redos_agree_with_two_stacks, append, made,
    of_two_writers_on_one_revision_exactly_one_wins, scenarios_are_listed_newest_change_first_page_by_page,
    the_contract,
};
use crate::support::{county, fixture};

async fn store_in(folder: &Path) -> Store {
    Store::open(folder.join("a store?.db").to_str().unwrap()).await.unwrap()
}

#[tokio::test]
async fn a_sqlite_file_keeps_the_contract() {
    let folder = TempDir::new().unwrap();
    the_contract(&store_in(folder.path()).await).await;
}

#[tokio::test]
async fn a_sqlite_file_keeps_the_contract_of_jobs() {
    let folder = TempDir::new().unwrap();
    the_contract_of_jobs(&store_in(folder.path()).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_workers_on_one_sqlite_file_exactly_one_takes_a_job() {
    let folder = TempDir::new().unwrap();
    let stores = [store_in(folder.path()).await, store_in(folder.path()).await];
    of_two_workers_exactly_one_takes_a_job(stores).await;
}

#[tokio::test]
async fn a_sqlite_file_lists_its_scenarios() {
    let folder = TempDir::new().unwrap();
    scenarios_are_listed_newest_change_first_page_by_page(&store_in(folder.path()).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_writers_on_one_sqlite_file_exactly_one_wins() {
    let folder = TempDir::new().unwrap();
    let stores = [store_in(folder.path()).await, store_in(folder.path()).await];
    of_two_writers_on_one_revision_exactly_one_wins(stores).await;
}

#[test]
fn a_sqlite_file_undoes_and_redoes_as_two_stacks_do() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let folder = TempDir::new().unwrap();
    let store = runtime.block_on(store_in(folder.path()));
    any_changes_undos_and_redos_agree_with_two_stacks(&runtime, &store);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_can_make_one_file_at_the_same_time() {
    let folder = TempDir::new().unwrap();
    let openers = [folder.path().to_owned(), folder.path().to_owned()]
        .map(|folder| tokio::spawn(async move { store_in(&folder).await }));
    for opener in openers {
        made(&opener.await.unwrap()).await;
    }
}

#[tokio::test]
async fn a_store_opened_again_has_everything() {
    let folder = TempDir::new().unwrap();
    let store = store_in(folder.path()).await;
    let id = made(&store).await;
    append(&store, id, 1, "[1]").await;
    let history = store.history(id).await.unwrap();
    store.close().await;
    let url = format!("sqlite:{}", folder.path().join("a%20store%3F.db").display());
    let again = Store::open(&url).await.unwrap();
    assert_eq!(again.history(id).await.unwrap(), history);
    again.close().await;
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "one file, its log folded in");
}

#[tokio::test]
async fn a_file_of_garbage_is_refused_in_one_line_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("store.db");
    let kept = store_in(folder.path()).await;
    made(&kept).await;
    kept.close().await;
    let mut torn = std::fs::read(folder.path().join("a store?.db")).unwrap();
    torn[4096..8192].fill(0xa5);
    for garbage in [b"no database".to_vec(), b"no database ".repeat(1_000), torn] {
        std::fs::write(&file, &garbage).unwrap();
        let refused = Store::open(file.to_str().unwrap()).await.unwrap_err();
        assert!(matches!(refused, StoreError::Corrupt(_)), "{refused:?}");
        let said = refused.to_string();
        assert!(said.contains("store.db") && !said.contains('\n'), "{said}");
        assert_eq!(std::fs::read(&file).unwrap(), garbage);
    }
}

#[tokio::test]
async fn a_store_of_a_newer_program_is_refused() {
    let folder = TempDir::new().unwrap();
    store_in(folder.path()).await.close().await;
    let url = format!("sqlite:{}", folder.path().join("a%20store%3F.db").display());
    let raw = sqlx::AnyPool::connect(&url).await.unwrap();
    sqlx::raw_sql("INSERT INTO schema_version (version) VALUES (99)").execute(&raw).await.unwrap();
    raw.close().await;
    let refused = Store::open(&url).await.unwrap_err();
    assert!(matches!(refused, StoreError::NewerSchema { found: 99, known: 4 }), "{refused:?}");
}

#[tokio::test]
async fn a_store_in_memory_or_in_no_folder_is_refused() {
    for location in [":memory:", "sqlite::memory:", "sqlite:x?mode=memory"] {
        assert!(matches!(Store::open(location).await, Err(StoreError::Database(_))), "{location}");
    }
    assert!(matches!(Store::open("/no/such/folder/store.db").await, Err(StoreError::NotOpened)));
}

/// Kept before figures had ranges and areas had tables of their own: by data of another digest, too.
#[tokio::test]
async fn a_store_of_an_earlier_program_opens_and_its_plan_is_computed_anew() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("store.sqlite");
    std::fs::copy(fixture("store/before-figures.sqlite"), &file).unwrap();
    let store = Store::open(file.to_str().unwrap()).await.unwrap();
    let id = "2cc8fd4a6830730e14bc7addc513273e".parse().unwrap();
    let revision = store.current(id).await.unwrap().unwrap();
    assert_eq!((revision.name.as_str(), revision.number.to_string()), ("Adderbury", "1".to_owned()));
    let request = to_request(county(), &revision);
    let answer = serde_json::to_value(evaluate(county(), &request).unwrap().answer()).unwrap();
    assert_eq!(answer["moved"]["residents"], 1_886);
    assert_ne!(revision.data, county().atlas.digest, "it was kept of other data");
    assert_eq!(
        (revision.certificate, revision.groups, revision.edges),
        (None, None, None),
        "what came to be kept since is not there"
    );
    assert_eq!(store.jobs(0, 10, 0).await.unwrap(), (vec![], 0));
    store.close().await;
}
