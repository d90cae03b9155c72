//! The contract of the store, as functions over a store: `store.rs` runs them on SQLite, `postgresql.rs` on PostgreSQL.

use std::sync::Arc;

use footprint::store::{
    Content, Edit, Health, IdempotencyKey, NewRevision, NewScenario, Revision, RevisionKind, RevisionNumber,
    ScenarioId, Store, StoreError,
};
use proptest::prelude::*;
use tokio::runtime::Runtime;
use tokio::sync::Barrier;

pub fn number(number: i64) -> RevisionNumber {
    RevisionNumber::try_from(number).unwrap()
}

pub fn scenario(id: ScenarioId, now_ms: i64) -> NewScenario {
    let content = Content {
        name: "Børder's first".into(),
        data: "atlas-1".into(),
        changes: "[]".into(),
        content_digest: "digest []".into(),
        actor: "planner".into(),
        reason: Some("asked by the board".into()),
        certificate: Some("{\"claim\":1}".into()),
        groups: None,
        edges: Some("on_the_grid".into()),
        now_ms,
    };
    NewScenario { id, base: "2026-11".into(), content }
}

pub fn content(changes: &str) -> Content {
    Content {
        name: "Børder's first".into(),
        data: "atlas-2".into(),
        changes: changes.into(),
        content_digest: format!("digest {changes}"),
        actor: "colleague".into(),
        reason: None,
        certificate: None,
        groups: Some("[\"N01\"]".into()),
        edges: None,
        now_ms: 2_000,
    }
}

pub fn next(changes: &str) -> NewRevision {
    NewRevision { kind: Edit::Change, content: content(changes) }
}

fn key(key: &str, request_digest: &str) -> IdempotencyKey {
    IdempotencyKey { key: key.into(), request_digest: request_digest.into() }
}

pub async fn made(store: &Store) -> ScenarioId {
    let id = ScenarioId::random();
    store.create(scenario(id, 1_000)).await.unwrap();
    id
}

pub async fn append(store: &Store, id: ScenarioId, expected: i64, changes: &str) -> Revision {
    store.append(id, number(expected), next(changes), None).await.unwrap().revision
}

async fn what_is_written_is_read(store: &Store) {
    let id = ScenarioId::random();
    let first = store.create(scenario(id, 1_000)).await.unwrap();
    assert_eq!((first.number, first.kind), (RevisionNumber::FIRST, RevisionKind::Create));
    assert_eq!(store.current(id).await.unwrap().as_ref(), Some(&first));

    let other_name = Content { name: "'; DROP TABLE revision; --".into(), ..content("[]") };
    let renamed = NewRevision { kind: Edit::Rename, content: other_name };
    let second = store.append(id, number(1), renamed, None).await.unwrap().revision;
    assert_eq!((second.kind, second.data.as_str()), (RevisionKind::Rename, "atlas-2"));
    assert_eq!((second.undo_to, second.redo_to), (Some(number(1)), None));
    assert_eq!((first.certificate.as_deref(), first.groups.as_deref()), (Some("{\"claim\":1}"), None));
    assert_eq!((second.certificate.as_deref(), second.groups.as_deref()), (None, Some("[\"N01\"]")));
    assert_eq!((first.edges.as_deref(), second.edges.as_deref()), (Some("on_the_grid"), None));
    assert_eq!(store.current(id).await.unwrap().as_ref(), Some(&second));
    assert_eq!(store.revision(id, number(1)).await.unwrap().as_ref(), Some(&first));
    assert_eq!(store.history(id).await.unwrap(), Some(vec![first, second]));
}

async fn what_is_not_there_is_none_to_readers_and_an_error_to_writers(store: &Store) {
    let (id, absent) = (made(store).await, ScenarioId::random());
    assert_eq!(store.current(absent).await.unwrap(), None);
    assert_eq!(store.history(absent).await.unwrap(), None);
    assert_eq!(store.revision(absent, number(1)).await.unwrap(), None);
    assert_eq!(store.revision(id, number(2)).await.unwrap(), None);

    let one = number(1);
    let appended = store.append(absent, one, next("[1]"), None).await;
    assert!(matches!(appended, Err(StoreError::NotFound)));
    assert!(matches!(store.undo(absent, one, "planner", 0).await, Err(StoreError::NotFound)));
    assert!(matches!(store.redo(absent, one, "planner", 0).await, Err(StoreError::NotFound)));
    assert!(matches!(store.delete(absent, one).await, Err(StoreError::NotFound)));
    let branched = store.branch(id, number(2), ScenarioId::random(), "two", "planner", 0).await;
    assert!(matches!(branched, Err(StoreError::NotFound)));
}

async fn a_write_on_an_old_revision_loses_and_changes_nothing(store: &Store) {
    let id = made(store).await;
    append(store, id, 1, "[1]").await;
    let history = store.history(id).await.unwrap();
    let lost = |error: StoreError| matches!(error, StoreError::LostRace { current } if current == number(2));
    for wrong in [number(1), number(3)] {
        assert!(lost(store.append(id, wrong, next("[2]"), None).await.unwrap_err()));
        assert!(lost(store.undo(id, wrong, "planner", 0).await.unwrap_err()));
        assert!(lost(store.redo(id, wrong, "planner", 0).await.unwrap_err()));
        assert!(lost(store.delete(id, wrong).await.unwrap_err()));
    }
    assert_eq!(store.history(id).await.unwrap(), history);
}

async fn undo_and_redo_lead_through_the_history(store: &Store) {
    let id = made(store).await;
    assert!(matches!(store.undo(id, number(1), "planner", 0).await, Err(StoreError::NothingToUndo)));
    append(store, id, 1, "[1]").await;
    append(store, id, 2, "[1,2]").await;
    assert!(matches!(store.redo(id, number(3), "planner", 0).await, Err(StoreError::NothingToRedo)));

    let undone = store.undo(id, number(3), "planner", 3_000).await.unwrap();
    assert_eq!((undone.kind, undone.number, undone.changes.as_str()), (RevisionKind::Undo, number(4), "[1]"));
    assert_eq!((undone.undo_to, undone.redo_to), (Some(number(1)), Some(number(3))));
    assert_eq!((undone.actor.as_str(), undone.at_ms), ("planner", 3_000));
    let first = store.undo(id, number(4), "planner", 3_000).await.unwrap();
    assert!(first.certificate.is_some() && first.groups.is_none(), "what was kept with it comes back");
    store.redo(id, number(5), "planner", 3_000).await.unwrap();
    let redone = store.redo(id, number(6), "planner", 4_000).await.unwrap();
    assert_eq!((redone.kind, redone.changes.as_str()), (RevisionKind::Redo, "[1,2]"));
    assert_eq!((redone.undo_to, redone.redo_to), (Some(number(2)), None));
    assert_eq!(store.current(id).await.unwrap(), Some(redone));
}

async fn a_request_sent_again_is_done_once(store: &Store) {
    let (id, other) = (made(store).await, made(store).await);
    let first = store.append(id, number(1), next("[1]"), Some(key("k", "r"))).await.unwrap();
    append(store, id, 2, "[1,2]").await;
    for expected in [1, 3] {
        let again = store.append(id, number(expected), next("[1]"), Some(key("k", "r"))).await.unwrap();
        assert_eq!((first.replayed, again.replayed), (false, true));
        assert_eq!(again.revision, first.revision);
        let reused = store.append(id, number(expected), next("[3]"), Some(key("k", "s"))).await;
        assert!(matches!(reused, Err(StoreError::KeyReused)));
    }
    assert_eq!(store.current(id).await.unwrap().unwrap().number, number(3));
    assert!(!store.append(other, number(1), next("[3]"), Some(key("k", "s"))).await.unwrap().replayed);
}

async fn a_refused_request_does_not_use_up_its_key(store: &Store) {
    let id = made(store).await;
    let lost = store.append(id, number(2), next("[1]"), Some(key("k", "r"))).await;
    assert!(matches!(lost, Err(StoreError::LostRace { .. })));
    assert!(!store.append(id, number(1), next("[1]"), Some(key("k", "r"))).await.unwrap().replayed);
}

async fn any_revision_can_be_branched_from(store: &Store) {
    let id = made(store).await;
    append(store, id, 1, "[1]").await;
    append(store, id, 2, "[1,2]").await;
    for source in store.history(id).await.unwrap().unwrap() {
        let branch = ScenarioId::random();
        let first = store.branch(id, source.number, branch, "other", "planner", 5_000).await.unwrap();
        let expected = Revision {
            id: branch,
            number: RevisionNumber::FIRST,
            kind: RevisionKind::Branch,
            name: "other".into(),
            undo_to: None,
            redo_to: None,
            at_ms: 5_000,
            actor: "planner".into(),
            reason: None,
            ..source
        };
        assert_eq!(first, expected);
        assert_eq!(store.history(branch).await.unwrap(), Some(vec![first]));
        append(store, branch, 1, "[9]").await;
    }
    assert_eq!(store.current(id).await.unwrap().unwrap().changes, "[1,2]");
}

async fn a_deleted_scenario_is_gone_and_takes_no_other_along(store: &Store) {
    let (id, other) = (made(store).await, made(store).await);
    store.append(id, number(1), next("[1]"), Some(key("k", "r"))).await.unwrap();
    store.delete(id, number(2)).await.unwrap();
    assert_eq!(store.current(id).await.unwrap(), None);
    assert_eq!(store.revision(id, number(1)).await.unwrap(), None);
    assert!(store.current(other).await.unwrap().is_some());

    store.create(scenario(id, 1_000)).await.unwrap();
    assert!(!store.append(id, number(1), next("[1]"), Some(key("k", "r"))).await.unwrap().replayed);
}

async fn an_id_that_is_taken_is_refused_and_harms_nothing(store: &Store) {
    let id = made(store).await;
    let before = append(store, id, 1, "[1]").await;
    assert!(matches!(store.create(scenario(id, 9_000)).await, Err(StoreError::Database(_))));
    assert_eq!(store.current(id).await.unwrap(), Some(before));
}

async fn health_is_writable_and_finding_out_leaves_nothing(store: &Store) {
    let id = made(store).await;
    let history = store.history(id).await.unwrap();
    assert_eq!(store.health().await, Health::Writable);
    assert_eq!(store.history(id).await.unwrap(), history);
}

/// What holds of any store.
pub async fn the_contract(store: &Store) {
    what_is_written_is_read(store).await;
    what_is_not_there_is_none_to_readers_and_an_error_to_writers(store).await;
    a_write_on_an_old_revision_loses_and_changes_nothing(store).await;
    undo_and_redo_lead_through_the_history(store).await;
    a_request_sent_again_is_done_once(store).await;
    a_refused_request_does_not_use_up_its_key(store).await;
    any_revision_can_be_branched_from(store).await;
    a_deleted_scenario_is_gone_and_takes_no_other_along(store).await;
    an_id_that_is_taken_is_refused_and_harms_nothing(store).await;
    health_is_writable_and_finding_out_leaves_nothing(store).await;
}

/// Of a store without scenarios.
pub async fn scenarios_are_listed_newest_change_first_page_by_page(store: &Store) {
    assert_eq!(store.list(10, 0).await.unwrap(), (vec![], 0));
    let mut ids = Vec::new();
    for now_ms in [3_000, 1_000, 2_000] {
        ids.push(ScenarioId::random());
        store.create(scenario(*ids.last().unwrap(), now_ms)).await.unwrap();
    }
    let late = Content { now_ms: 4_000, ..content("[1]") };
    let late = NewRevision { kind: Edit::Change, content: late };
    store.append(ids[1], number(1), late, None).await.unwrap();
    let (all, total) = store.list(10, 0).await.unwrap();
    assert_eq!(all.iter().map(|revision| revision.id).collect::<Vec<_>>(), [ids[1], ids[0], ids[2]]);
    assert_eq!((all[0].number, total), (number(2), 3));
    assert_eq!(store.list(1, 1).await.unwrap(), (vec![all[1].clone()], 3));
    assert_eq!(store.list(1, 9).await.unwrap(), (vec![], 3));
}

/// Of two handles on one database, as of two processes, writing on the same revision at the same time, one wins.
pub async fn of_two_writers_on_one_revision_exactly_one_wins(stores: [Store; 2]) {
    let id = made(&stores[0]).await;
    for round in 1..=50 {
        let start = Arc::new(Barrier::new(2));
        let writers = stores.clone().map(|store| {
            let start = start.clone();
            tokio::spawn(async move {
                start.wait().await;
                store.append(id, number(round), next("[1]"), None).await
            })
        });
        let mut won = 0;
        for writer in writers {
            match writer.await.unwrap() {
                Ok(_) => won += 1,
                Err(StoreError::LostRace { current }) => assert_eq!(current, number(round + 1)),
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(won, 1, "in round {round}");
    }
    assert_eq!(stores[1].history(id).await.unwrap().unwrap().len(), 51);
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Change,
    Undo,
    Redo,
}

/// The slow, obvious twin: two stacks of contents.
struct Twin {
    before: Vec<String>,
    now: String,
    after: Vec<String>,
}

impl Twin {
    fn act(&mut self, act: Act, fresh: &str) -> bool {
        let (from, to) = match act {
            Act::Change => {
                self.before.push(std::mem::replace(&mut self.now, fresh.to_owned()));
                self.after.clear();
                return true;
            }
            Act::Undo => (&mut self.before, &mut self.after),
            Act::Redo => (&mut self.after, &mut self.before),
        };
        let Some(next) = from.pop() else { return false };
        to.push(std::mem::replace(&mut self.now, next));
        true
    }
}

async fn agrees_with_the_twin(store: &Store, acts: &[Act]) {
    let id = made(store).await;
    let mut twin = Twin { before: vec![], now: "[]".into(), after: vec![] };
    let mut history = store.history(id).await.unwrap().unwrap();
    for (turn, act) in acts.iter().enumerate() {
        let fresh = format!("[{turn}]");
        let expected = history.last().unwrap().number;
        let done = match act {
            Act::Change => store.append(id, expected, next(&fresh), None).await.map(|done| done.revision),
            Act::Undo => store.undo(id, expected, "planner", 3_000).await,
            Act::Redo => store.redo(id, expected, "planner", 3_000).await,
        };
        match (twin.act(*act, &fresh), done) {
            (true, Ok(revision)) => {
                assert_eq!((&revision.changes, revision.number), (&twin.now, expected.next()));
                assert_eq!(revision.content_digest, format!("digest {}", twin.now));
                history.push(revision);
            }
            (false, Err(StoreError::NothingToUndo | StoreError::NothingToRedo)) => {}
            other => panic!("{act:?} at {expected}: {other:?}"),
        }
        assert_eq!(store.history(id).await.unwrap().as_ref(), Some(&history), "history is only appended to");
    }
}

/// Any acts, on a store that a runtime waits for.
pub fn any_changes_undos_and_redos_agree_with_two_stacks(runtime: &Runtime, store: &Store) {
    let act = prop_oneof![Just(Act::Change), Just(Act::Undo), Just(Act::Undo), Just(Act::Redo)];
    let config = ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(acts in prop::collection::vec(act, 1..24))| {
        runtime.block_on(agrees_with_the_twin(store, &acts));
    });
}
