//! Public clients of postcodes.io, unmodified, against the running service. Without Node or Python, or without the client
//! (`.ci/run` installs both, and requires them), a test says so and passes.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::server::Server;
use crate::support::skip_without;

/// Where `.ci/run` installs the clients.
pub fn installed() -> PathBuf {
    let home = std::env::var("HOME").unwrap_or_default();
    std::env::var("FOOTPRINT_CLIENTS")
        .map_or_else(|_| Path::new(&home).join(".cache/footprint-clients"), PathBuf::from)
}

/// What a client was answered, of a script that is given the address and `more`; none, said to be for want of `wanted`, when it is not
/// there.
pub fn answers(wanted: &str, program: &str, script: &str, probe: &[&str], more: &[&str]) -> Option<Value> {
    answers_of(|| Server::start().without_log(), wanted, program, script, probe, more)
}

/// The same of a service that is started in another way.
pub fn answers_of(
    start: impl FnOnce() -> Server,
    wanted: &str,
    program: &str,
    script: &str,
    probe: &[&str],
    more: &[&str],
) -> Option<Value> {
    let command = || {
        let mut command = Command::new(program);
        command
            .env("NODE_PATH", installed().join("node_modules"))
            .env("PYTHONPATH", installed().join("python"));
        command.env_remove("http_proxy").env_remove("HTTP_PROXY").env("NO_PROXY", "127.0.0.1");
        command
    };
    let absent = match command().args(probe).output() {
        Ok(tried) if tried.status.success() => None,
        Ok(tried) => Some(String::from_utf8_lossy(&tried.stderr).into_owned()),
        Err(error) => Some(error.to_string()),
    };
    if let Some(reason) = absent {
        skip_without(wanted, &format!("{program} cannot run {script}: {reason}"));
        return None;
    }
    let server = start();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(script);
    let ran = command().arg(script).arg(format!("http://{}", server.address())).args(more).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    Some(serde_json::from_slice(&ran.stdout).unwrap())
}

pub fn check(answers: &Value, what: &[(&str, &str)]) {
    for (pointer, expected) in what {
        let found = answers.pointer(pointer).unwrap_or(&Value::Null);
        let found = found.as_str().map_or_else(|| found.to_string(), str::to_owned);
        assert_eq!(found, *expected, "{pointer}");
    }
}

/// What both are answered.
const BOTH: &[(&str, &str)] = &[
    ("/lookup/status", "200"),
    ("/lookup/result/postcode", "OX1 1ND"),
    ("/lookup/result/codes/neighbourhood", "N07"),
    ("/unknown/status", "404"),
    ("/unknown/error", "Postcode not found"),
    ("/bulk/result/0/query", "OX1 1ND"),
    ("/bulk/result/0/result/neighbourhood", "Oxford Central, North and Botley"),
    ("/bulk/result/1/result", "null"),
    ("/geo/result/0/postcode", "OX1 1ND"),
    ("/bulk_geo/result/0/result/0/postcode", "OX1 1ND"),
    ("/bulk_geo/result/0/query/limit", "1"),
    ("/nearest/result/0/postcode", "OX1 1ND"),
    ("/random/status", "200"),
    ("/outcode/result/outcode", "OX1"),
];

#[test]
fn the_client_of_node_is_answered_as_it_expects() {
    let Some(answers) = answers("clients", "node", "node.cjs", &["-e", "require('node-postcodes.io')"], &[])
    else {
        return;
    };
    check(&answers, BOTH);
    check(
        &answers,
        &[
            ("/validate/result", "true"),
            ("/terminated_lookup/error", "Postcode not found"),
            ("/terminated_lookup/terminated/postcode", "GL7 3JP"),
            ("/terminated/result/postcode", "GL7 3JP"),
            ("/query/result/0/postcode", "OX1 1ND"),
            ("/autocomplete/status", "200"),
        ],
    );
    assert_eq!(answers["bulk"]["result"][0]["result"].as_object().unwrap().len(), 2);
}

#[test]
fn the_client_of_python_is_answered_as_it_expects() {
    let Some(answers) = answers("clients", "python3", "python.py", &["-c", "import postcodes_io_api"], &[])
    else {
        return;
    };
    check(&answers, BOTH);
    check(
        &answers,
        &[
            ("/is_valid", "true"),
            ("/is_invalid", "false"),
            ("/is_terminated", "true"),
            ("/outcodes/result/0/outcode", "OX1"),
            ("/outcodes_geo/status", "200"),
        ],
    );
    assert_eq!(answers["autocomplete"]["result"].as_array().unwrap().len(), 2);
}
