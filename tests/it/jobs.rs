//! `/v1/jobs`: work that outlasts its request, and the process that began it.

use std::path::Path;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use footprint::http::{App, Settings, Workers, router};
use footprint::ingest::{Files, load};
use footprint::store::{JobId, NewJob, Store};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::server::Server;
use crate::support::{Answered, app, asked_of, ended_job, get_answer, post, runtime, send, send_to, some};

fn delete(service: &Router, path: &str) -> Answered {
    let request = Request::delete(path).header("host", "localhost").body(Body::empty()).unwrap();
    send_to(service.clone(), request)
}

fn post_to(service: &Router, path: &str, body: &Value) -> Answered {
    let request = Request::post(path).header("host", "localhost").header("content-type", "application/json");
    send_to(service.clone(), request.body(Body::from(body.to_string())).unwrap())
}

fn get(service: &Router, path: &str) -> Value {
    let request = Request::get(path).header("host", "localhost").body(Body::empty()).unwrap();
    let answer = send_to(service.clone(), request);
    assert_eq!(answer.status, 200, "{path}");
    answer.json()
}

/// A service of its own: nobody else's jobs wait there.
fn service() -> (Router, Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let location = folder.path().join("jobs.sqlite");
    let store = runtime().block_on(Store::open(location.to_str().unwrap())).unwrap();
    let settings = Settings { store: Some(store.clone()), binds_loopback: true, ..Settings::default() };
    (router(App::new(load(&Files::Embedded).unwrap(), settings).unwrap()), store, folder)
}

fn suggestion(least: u64, most: u64, seconds: u64) -> Value {
    json!({"policy": {"rules": [{"figure": "residents", "least": least, "most": most}]}, "seconds": seconds})
}

#[test]
fn what_takes_over_a_second_becomes_a_job_and_what_does_not_is_answered_at_once_unless_preferred() {
    let answer = post_to(&app(), "/v1/suggest", &suggestion(35_000, 66_000, 2));
    assert_eq!(answer.status, 202);
    let job = answer.json();
    assert_eq!(answer.header("location"), format!("/v1/jobs/{}", job["id"].as_str().unwrap()));
    assert_eq!((answer.header("retry-after"), answer.header("cache-control")), ("1", "no-store"));
    assert_eq!((&job["kind"], &job["request"]["seconds"]), (&json!("suggest"), &json!(2)));
    assert!(["waiting", "running"].contains(&job["state"].as_str().unwrap()));
    let ended = ended_job(&app(), job["id"].as_str().unwrap());
    assert_eq!(
        (&ended["state"], &ended["failure"], &ended["ahead"]),
        (&json!("done"), &Value::Null, &json!(0))
    );
    assert_eq!(
        ended["result"]["certificate"]["request"], ended["request"],
        "the request gives the same again"
    );
    assert!(ended["kept_until"].as_str().unwrap() > ended["ended"].as_str().unwrap());

    let at_once = suggestion(30_000, 70_000, 1).to_string();
    assert_eq!(post("/v1/suggest", &at_once).status, 200);
    let preferring =
        Request::post("/v1/suggest").header("host", "localhost").header("prefer", "respond-async");
    let preferring = preferring.header("content-type", "application/json").body(Body::from(at_once)).unwrap();
    assert_eq!(send(preferring).status, 202);
}

#[test]
fn a_job_is_not_made_of_a_request_with_defects() {
    let (service, _store, _folder) = service();
    for path in ["/v1/suggest", "/v1/frontier"] {
        let body = json!({"policy": "unknown", "seconds": 3, "fixed": {"areas": ["E01999999"]}});
        let answer = post_to(&service, path, &body);
        assert_eq!((answer.status.as_u16(), some(&answer.json()["errors"]).len()), (400, 2), "{path}");
        let answer = post_to(&service, path, &json!({"policy": "pcn-30-50k", "seconds": 3601}));
        assert_eq!(answer.json()["errors"][0]["pointer"], "/seconds");
    }
    assert_eq!(get(&service, "/v1/jobs"), json!({"total": 0, "count": 0, "items": []}));
}

#[test]
fn a_job_tells_how_far_it_is_and_stops_when_it_is_cancelled() {
    let (service, _store, _folder) = service();
    let job = post_to(&service, "/v1/suggest", &suggestion(47_000, 52_000, 600)).json();
    let path = format!("/v1/jobs/{}", job["id"].as_str().unwrap());
    let end = Instant::now() + Duration::from_mins(5);
    let running = loop {
        let job = get(&service, &path);
        if job["progress"]["steps"].as_u64() > Some(0) {
            break job;
        }
        assert!(Instant::now() < end, "it does not begin: {job}");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!((&running["state"], &running["attempts"]), (&json!("running"), &json!(1)));
    let share = running["progress"]["share"].as_f64().unwrap();
    assert!(share > 0.0 && share < 0.5, "{share}");
    assert!(running["progress"]["in_words"].as_str().unwrap().contains("none can move fewer than"));
    assert_eq!(running.get("result"), None);

    for _ in 0..2 {
        assert_eq!(delete(&service, &path).status, 204);
    }
    let cancelled = get(&service, &path);
    assert_eq!((&cancelled["state"], cancelled.get("result")), (&json!("cancelled"), None));
    // Its turn is free again: else the next would wait for ten minutes.
    let next = asked_of(&service, "/v1/suggest", &suggestion(35_000, 66_000, 3));
    assert_eq!(next["at_least"], 4_096);
    let listed = get(&service, "/v1/jobs?limit=1");
    let done = &listed["items"][0];
    assert_eq!((&listed["total"], &listed["count"]), (&json!(2), &json!(1)));
    assert_eq!((&done["state"], done.get("request"), done.get("result")), (&json!("done"), None, None));
    let ended = delete(&service, &format!("/v1/jobs/{}", done["id"].as_str().unwrap()));
    assert_eq!((ended.status.as_u16(), &ended.json()["code"]), (409, &json!("job_ended")));
}

#[test]
fn a_job_that_is_not_there_is_not_found_and_jobs_are_made_and_listed_on_this_machine_alone() {
    for id in ["0123456789abcdef0123456789abcdef", "x", "0123456789ABCDEF0123456789ABCDEF"] {
        assert_eq!(get_answer(&format!("/v1/jobs/{id}")).status, 404, "{id}");
        assert_eq!(delete(&app(), &format!("/v1/jobs/{id}")).status, 404, "{id}");
    }
    assert_eq!(get_answer("/v1/jobs").status, 403);
    for path in ["/v1/suggest", "/v1/frontier"] {
        assert_eq!(
            post(path, &suggestion(35_000, 66_000, 2).to_string()).status,
            403,
            "nothing is stored for others"
        );
    }
    let without_store = App::new(load(&Files::Embedded).unwrap(), Settings::default()).unwrap();
    let answer = post_to(&router(without_store), "/v1/suggest", &suggestion(35_000, 66_000, 2));
    assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (503, &json!("no_store")));
}

#[test]
fn when_as_many_wait_as_may_the_next_is_refused_and_told_to_come_back() {
    let (service, store, _folder) = service();
    runtime().block_on(async {
        for _ in 0..footprint::store::MOST_OPEN_JOBS {
            let (kind, request) = ("suggest".to_owned(), "{}".to_owned());
            let now_ms = jiff::Timestamp::now().as_millisecond();
            // Of data that this service has not, so that it leaves them to others.
            let new = NewJob { id: JobId::random(), kind, request, data: "another".to_owned(), now_ms };
            store.add_job(new).await.unwrap();
        }
    });
    let answer = post_to(&service, "/v1/suggest", &suggestion(35_000, 66_000, 2));
    assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (503, &json!("too_many_jobs")));
    assert_eq!(answer.header("retry-after"), "5");
    assert!(answer.json()["detail"].as_str().unwrap().contains("50 jobs wait or run"));
}

fn ask(server: &Server, method: &str, path: &str, body: &str) -> Value {
    let answer = server.ask(&format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    ));
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 2"), "{answer}");
    serde_json::from_str(body).unwrap()
}

fn wait_for(server: &Server, path: &str, reached: impl Fn(&Value) -> bool) -> Value {
    let end = Instant::now() + Duration::from_mins(5);
    loop {
        let job = ask(server, "GET", path, "");
        if reached(&job) {
            return job;
        }
        assert!(Instant::now() < end, "{job}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn begun(folder: &Path, asked: &Value) -> (Server, String) {
    let server = Server::start_in(folder).without_log();
    let job = ask(&server, "POST", "/v1/suggest", &asked.to_string());
    let path = format!("/v1/jobs/{}", job["id"].as_str().unwrap());
    wait_for(&server, &path, |job| job["state"] == "running" && !job["progress"].is_null());
    (server, path)
}

#[test]
fn a_job_whose_service_is_killed_is_taken_up_by_the_next_and_one_that_is_stopped_in_order_gives_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let (server, path) = begun(folder.path(), &suggestion(47_000, 52_000, 12));
    // Dropped, it is killed as by `kill -9`.
    drop(server);
    let next = Server::start_in(folder.path()).without_log();
    assert_eq!(ask(&next, "GET", &path, "")["state"], "running", "nobody knows yet");
    let again = wait_for(&next, &path, |job| job["attempts"] == 2 && !job["progress"].is_null());
    assert_eq!(again["state"], "running");

    assert_eq!(next.terminate_without_log(), Some(0));
    let last = Server::start_in(folder.path()).without_log();
    let done = wait_for(&last, &path, |job| job["state"] != "waiting" && job["state"] != "running");
    assert_eq!((&done["state"], &done["attempts"]), (&json!("done"), &json!(2)), "{}", done["failure"]);
    assert_eq!(done["result"]["certificate"]["kind"], "footprint suggestion");
}

#[test]
fn another_replica_on_the_same_store_tells_of_a_job_and_cancels_it() {
    let folder = tempfile::tempdir().unwrap();
    let (server, path) = begun(folder.path(), &suggestion(47_000, 52_000, 600));
    let other = Server::start_in(folder.path()).without_log();
    assert_eq!(ask(&other, "GET", &path, "")["state"], "running");
    let answer =
        other.ask(&format!("DELETE {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
    assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    assert_eq!(ask(&server, "GET", &path, "")["state"], "cancelled");
    // The worker has let it go: a turn is free for the next.
    let job = ask(&server, "POST", "/v1/suggest", &suggestion(30_000, 70_000, 2).to_string());
    let path = format!("/v1/jobs/{}", job["id"].as_str().unwrap());
    wait_for(&server, &path, |job| job["state"] == "done");
}

#[test]
fn workers_that_end_run_no_more_jobs() {
    let workers = Workers::default();
    runtime().block_on(async {
        let turn = workers.turn().await;
        assert!(turn.is_some());
        workers.end().await;
        assert!(workers.turn().await.is_none());
    });
}
