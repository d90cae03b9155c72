//! How long it takes to keep a revision, beside the one fsync that it cannot do without. Run by `make bench`.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail")]

use std::fs::OpenOptions;
use std::io::Write;

use criterion::{Criterion, criterion_group, criterion_main};
use footprint::ingest::{Files, load};
use footprint::planning::saved::scenarios::Decision;
use footprint::planning::what_if::request::Request;
use footprint::store::{Content, Edit, NewRevision, ScenarioId, Store};
use serde_json::json;

/// The next revision, of the same plan under another name.
fn next(number: i64, changes: &str) -> NewRevision {
    let content = Content {
        name: format!("Revision {number}"),
        data: "0".repeat(64),
        changes: changes.to_owned(),
        content_digest: "0".repeat(64),
        actor: "bench".to_owned(),
        reason: None,
        certificate: None,
        groups: None,
        edges: None,
        now_ms: number,
    };
    NewRevision { kind: Edit::Change, content }
}

fn saving(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // Beside the build, so on a disk: what keeps files in memory has nothing to sync.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut group = criterion.benchmark_group("save");
    let mut file = OpenOptions::new().create(true).append(true).open(folder.path().join("plain")).unwrap();
    group.bench_function("the floor: 8 kB appended to a file, and fsync", |bencher| {
        bencher.iter(|| {
            file.write_all(&[7; 8192]).unwrap();
            file.sync_data().unwrap();
        });
    });
    let location = folder.path().join("scenarios.sqlite");
    let store = runtime.block_on(Store::open(location.to_str().unwrap())).unwrap();
    let changes = json!([{"op": "move_areas", "areas": ["E01028422"], "to": "N02"}]);
    let decision =
        Decision::read(&load(&Files::Embedded).unwrap(), &Request::read_list(None, &changes)).unwrap();
    let new = decision.into_new(ScenarioId::random(), "Revision 1".to_owned(), None, 0);
    let mut current = runtime.block_on(store.create(new)).unwrap();
    let changes = changes.to_string();
    group.bench_function("a revision, by compare and set", |bencher| {
        bencher.iter(|| {
            let new = next(current.number.get(), &changes);
            current = runtime.block_on(store.append(current.id, current.number, new, None)).unwrap().revision;
        });
    });
    group.bench_function("read the current revision back", |bencher| {
        bencher.iter(|| runtime.block_on(store.current(current.id)).unwrap());
    });
    group.finish();
    runtime.block_on(store.close());
}

criterion_group!(benches, saving);
criterion_main!(benches);
