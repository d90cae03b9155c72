//! How long it takes to decide: the least change that is proven, all ways to group the neighbourhoods; and that a search keeps to the
//! seconds asked. Run by `make bench`.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail")]
#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use footprint::county::Loaded;
use footprint::ingest::{Files, load};
use footprint::planning::decide::asked::SuggestionRequest;
use footprint::planning::decide::control::Control;
use footprint::planning::decide::frontier::asked::FrontierRequest;
use footprint::planning::decide::frontier::frontier;
use footprint::planning::decide::groups::asked::GroupsRequest;
use footprint::planning::decide::groups::groupings::groupings;
use footprint::planning::decide::{Outcome, suggest};
use serde_json::{Value, json};

fn county() -> Loaded {
    load(&Files::Embedded).unwrap()
}

fn range(least: u64, most: u64, seconds: u64) -> Value {
    json!({"policy": {"rules": [{"figure": "residents", "least": least, "most": most}]}, "seconds": seconds})
}

fn proving(criterion: &mut Criterion) {
    let loaded = county();
    let mut group = criterion.benchmark_group("the least change, proven, with why");
    group.sample_size(10);
    for (name, least, most, cost) in
        [("35,000 to 66,000", 35_000, 66_000, 4_096), ("38,000 to 65,000", 38_000, 65_000, 10_953)]
    {
        let asked = SuggestionRequest::read(&range(least, most, 10));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let found = suggest(&loaded, black_box(&asked), &Control::default()).unwrap();
                assert_eq!((found.outcome, found.plans[0].cost), (Outcome::Proven, cost));
            });
        });
    }
    group.finish();
}

/// A search that could go on for ever ends within the seconds asked, and within a tenth of one when it is told to.
fn keeping_time(_: &mut Criterion) {
    let loaded = county();
    for seconds in [1, 2, 5] {
        let asked = SuggestionRequest::read(&range(47_000, 52_000, seconds));
        let started = Instant::now();
        let found = suggest(&loaded, &asked, &Control::default()).unwrap();
        let elapsed = started.elapsed();
        println!("47,000 to 52,000 in {seconds} s: {:?}, {elapsed:?}", found.summary);
        assert!(elapsed <= Duration::from_secs(seconds), "{elapsed:?} for {seconds} s");
    }
    let mut body = range(35_000, 66_000, 5);
    body["against"] = json!("patients_crossing");
    let asked = FrontierRequest::read(&body);
    let started = Instant::now();
    let found = frontier(&loaded, &asked, &Control::default()).unwrap();
    println!("frontier in 5 s: {:?}, {:?}", found.summary, started.elapsed());
    assert!(started.elapsed() <= Duration::from_secs(5) && found.count >= 10);
    let (control, asked) = (Control::default(), SuggestionRequest::read(&range(47_000, 52_000, 600)));
    let stopped = std::thread::scope(|scope| {
        let searching = scope.spawn(|| {
            suggest(&loaded, &asked, &control).unwrap();
            Instant::now()
        });
        std::thread::sleep(Duration::from_secs(3));
        let told = Instant::now();
        control.stop();
        searching.join().unwrap() - told
    });
    println!("stopped within {stopped:?}");
    assert!(stopped < Duration::from_millis(500), "{stopped:?}");
}

fn grouping(criterion: &mut Criterion) {
    let loaded = county();
    let mut group = criterion.benchmark_group("groups of neighbourhoods");
    group.sample_size(10);
    for (name, body) in [
        ("all ways with 200,000 to 300,000", json!({})),
        ("all ways with 100,000 to 400,000", json!({"least": 100_000, "most": 400_000})),
    ] {
        let asked = GroupsRequest::read(&body);
        println!("{name}: {:?}", groupings(&loaded, &asked).unwrap().summary);
        group.bench_function(name, |bencher| {
            bencher.iter(|| groupings(&loaded, black_box(&asked)).unwrap().ways.total);
        });
    }
    group.finish();
}

criterion_group!(benches, proving, grouping, keeping_time);
criterion_main!(benches);
