//! How much memory a search takes, and how soon it is good: of a process by itself, on the release build.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use footprint::planning::decide::asked::SuggestionRequest;
use footprint::planning::decide::control::Control;
use footprint::planning::decide::suggest;
use serde_json::{Value, json};

use crate::support::county;

const MOST_KB: u64 = 500_000;

fn range(least: u64, most: u64, seconds: u64) -> Value {
    json!({"policy": {"rules": [{"figure": "residents", "least": least, "most": most}]}, "seconds": seconds})
}

/// The most memory that a process has held so far; none when it has ended.
fn peak_kb(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
#[ignore = "takes a minute: run by `make test-long`"]
fn a_search_of_a_minute_holds_500_mb_at_most() {
    for (path, body) in [
        ("suggest", range(46_000, 53_000, 60)),
        ("frontier", json!({"policy": range(35_000, 66_000, 0)["policy"], "seconds": 20})),
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_footprint"))
            .args([path, "-"])
            .env_remove("FOOTPRINT_DATA")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(body.to_string().as_bytes()).unwrap();
        let mut most = 0;
        while child.try_wait().unwrap().is_none() {
            most = most.max(peak_kb(child.id()).unwrap_or(0));
            std::thread::sleep(Duration::from_millis(100));
        }
        println!("{path}: {most} kB at most");
        assert!((10_000..MOST_KB).contains(&most), "{path}: {most} kB");
    }
}

#[test]
#[ignore = "measures time, so nothing else may run: run by `make test-long`"]
fn the_least_plans_are_met_within_a_second_and_no_search_takes_longer_than_it_may() {
    let county = county();
    for (least, most, cost) in [(35_000, 66_000, 4_096), (38_000, 65_000, 10_953)] {
        let asked = SuggestionRequest::read(&range(least, most, 1));
        let started = Instant::now();
        let found = suggest(county, &asked, &Control::default()).unwrap();
        println!("{least} to {most}: {:?} in {:?}", found.summary, started.elapsed());
        assert_eq!(found.plans[0].cost, cost);
    }
    for seconds in [1, 3] {
        let asked = SuggestionRequest::read(&range(47_000, 52_000, seconds));
        let started = Instant::now();
        suggest(county, &asked, &Control::default()).unwrap();
        let elapsed = started.elapsed();
        println!("asked for {seconds} s: {elapsed:?}");
        assert!(elapsed <= Duration::from_secs(seconds), "{elapsed:?}");
    }
}
