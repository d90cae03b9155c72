//! The store on PostgreSQL of Debian, started by the test with a folder, a port and a user of its own: the same contract as on
//! SQLite, and what happens while PostgreSQL is away. Without PostgreSQL the tests say so and pass.

use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use footprint::store::{Health, RevisionNumber, Store, StoreError};
use serde_json::Value;
use tempfile::TempDir;

use crate::jobs_contract::{of_two_workers_exactly_one_takes_a_job, the_contract_of_jobs};
use crate::server::{Server, signal};
use crate::store_contract::{
    any_changes_undos_and_redos_agree_with_two_stacks, append, made, next,
    of_two_writers_on_one_revision_exactly_one_wins, scenarios_are_listed_newest_change_first_page_by_page,
    the_contract,
};
use crate::support::{runtime, skip_without};

/// A cluster of databases; stopped and removed when dropped.
struct Postgres {
    programs: PathBuf,
    folder: TempDir,
    port: u16,
    running: Option<Child>,
}

/// Where Debian keeps the programs of the newest version; none without PostgreSQL.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<PathBuf> = versions.map(|version| version.unwrap().path().join("bin")).collect();
    found.retain(|programs| programs.join("initdb").exists() && programs.join("postgres").exists());
    found.sort();
    found.pop()
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").unwrap().uid() == 0
}

fn done(command: &mut Command) {
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {told}");
}

impl Postgres {
    fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            skip_without("postgres", "PostgreSQL is not installed");
            return None;
        };
        let folder = TempDir::new().unwrap();
        if is_root() {
            done(Command::new("chown").arg("nobody:nogroup").arg(folder.path()));
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut postgres = Self { programs, folder, port, running: None };
        let data = postgres.data();
        done(postgres.unprivileged("initdb").arg("-D").arg(data).args([
            "--username=footprint",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]));
        postgres.run();
        Some(postgres)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A program of PostgreSQL, which refuses to be run by root.
    fn unprivileged(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command = if is_root() { Command::new("setpriv") } else { Command::new(&program) };
        if is_root() {
            command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"]).arg(&program);
        }
        command.current_dir(self.folder.path());
        command
    }

    /// Starts it, and waits until it answers.
    fn run(&mut self) {
        let data = self.data();
        let folder = self.folder.path().to_owned();
        let mut command = self.unprivileged("postgres");
        command.arg("-D").arg(data).arg("-k").arg(folder).args(["-p", &self.port.to_string()]);
        command.args(["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]);
        self.running = Some(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        let end = Instant::now() + Duration::from_mins(1);
        while !self.client("pg_isready").arg("-q").status().unwrap().success() {
            assert!(Instant::now() < end, "PostgreSQL does not start");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn client(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.args(["-h", "127.0.0.1", "-U", "footprint", "-p", &self.port.to_string()]);
        command
    }

    /// Ends it at once, whoever is connected.
    fn stop(&mut self) {
        let Some(mut running) = self.running.take() else { return };
        let _ended_already = signal(&running, "QUIT");
        let _waited_already = running.wait();
    }

    /// The URL of a new database.
    fn database(&self, name: &str) -> String {
        done(self.client("createdb").arg(name));
        format!("postgres://footprint@127.0.0.1:{}/{name}", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.stop();
    }
}

#[test]
fn postgresql_keeps_the_contract_of_the_store() {
    let Some(postgres) = Postgres::start() else { return };
    let open = |name: &str| {
        let url = postgres.database(name);
        runtime().block_on(Store::open(&url)).unwrap()
    };
    let store = open("contract");
    runtime().block_on(the_contract(&store));
    any_changes_undos_and_redos_agree_with_two_stacks(runtime(), &store);
    runtime().block_on(the_contract_of_jobs(&open("jobs")));
    let store = open("listed");
    runtime().block_on(scenarios_are_listed_newest_change_first_page_by_page(&store));
    runtime().block_on(is_kept_and_can_be_read_only(&postgres));
    let url = postgres.database("replicas");
    runtime().block_on(async {
        let (one, other) = tokio::join!(Store::open(&url), Store::open(&url));
        let stores = [one.unwrap(), other.unwrap()];
        of_two_writers_on_one_revision_exactly_one_wins(stores.clone()).await;
        of_two_workers_exactly_one_takes_a_job(stores).await;
    });
}

/// As after a restart of the service; and as of a replica of the database, which takes no writes.
async fn is_kept_and_can_be_read_only(postgres: &Postgres) {
    let url = postgres.database("kept");
    let store = Store::open(&url).await.unwrap();
    let id = made(&store).await;
    append(&store, id, 1, "[1]").await;
    let history = store.history(id).await.unwrap();
    store.close().await;
    let alter = "ALTER DATABASE kept SET default_transaction_read_only = on";
    done(postgres.client("psql").args(["-d", "kept", "-c", alter]));
    let again = Store::open(&url).await.unwrap();
    assert_eq!(again.history(id).await.unwrap(), history);
    let refused = again.append(id, RevisionNumber::try_from(2).unwrap(), next("[2]"), None).await;
    assert!(matches!(refused, Err(StoreError::ReadOnly)), "{refused:?}");
    let Health::ReadOnly { why } = again.health().await else { panic!("it takes writes") };
    assert!(why.contains("not written"), "{why}");
}

fn ask(server: &Server, method: &str, path: &str, body: &str) -> (u16, String) {
    let answer = server.ask(&format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    ));
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer.split_once("\r\n\r\n").unwrap().1.to_owned())
}

fn status(server: &Server, path: &str) -> u16 {
    ask(server, "GET", path, "").0
}

const BODY: &str = r#"{"name":"Kept","changes":[{"op":"move_areas","areas":["E01028422"],"to":"N02"}]}"#;

#[test]
fn while_postgresql_is_away_all_but_scenarios_is_answered_and_they_come_back_with_it() {
    let Some(mut postgres) = Postgres::start() else { return };
    let url = postgres.database("footprint");
    let server = Server::start_with(Path::new("/"), &["--store", &url]).without_log();
    let (code, made) = ask(&server, "POST", "/v1/scenarios", BODY);
    assert_eq!(code, 201, "{made}");
    let id = serde_json::from_str::<Value>(&made).unwrap()["id"].as_str().unwrap().to_owned();
    let scenario = format!("/v1/scenarios/{id}");
    assert_eq!((status(&server, &scenario), status(&server, "/health/ready")), (200, 200));

    postgres.stop();
    assert_eq!(status(&server, &scenario), 503);
    assert_eq!(ask(&server, "POST", "/v1/scenarios", BODY).0, 503);
    assert_eq!(status(&server, "/v1/resolve?postcode=OX1%201ND"), 200);
    assert_eq!(status(&server, "/health/live"), 200);
    let end = Instant::now() + Duration::from_secs(20);
    let told = loop {
        let (code, told) = ask(&server, "GET", "/health/ready", "");
        if code == 503 {
            break told;
        }
        assert!(Instant::now() < end, "ready without its store: {told}");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert!(told.contains("does not answer") && !told.contains("127.0.0.1"), "{told}");

    postgres.run();
    let back = Instant::now();
    assert_eq!(ask(&server, "POST", "/v1/scenarios", BODY).0, 201, "the first write after its return");
    assert_eq!(status(&server, &scenario), 200);
    while status(&server, "/health/ready") != 200 {
        assert!(back.elapsed() < Duration::from_secs(20), "PostgreSQL is back, and it is not ready");
        std::thread::sleep(Duration::from_millis(20));
    }
    println!("ready {:?} after the return of PostgreSQL", back.elapsed());
}
