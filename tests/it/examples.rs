//! The examples of README.md and docs/: every command shown is run, and answers what is shown beneath it.
//!
//! A command stands behind `$ ` in a fenced block without a language. What is shown of its answer is compared without white space,
//! and `…` stands for anything. A page's commands run in order, in one folder, against a service of their own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::server::Server;
use crate::support::shared;

/// Commands that need what a machine may lack (their own tests run them), or that go on for ever.
const NOT_RUN: [&str; 2] = ["ogr2ogr ", "footprint serve"];
/// What the pages write for the id of the scenario that they make.
const SCENARIO: &str = "b3c1…";
/// The one page whose commands need the publishers' files.
const OF_PUBLISHERS: &str = "another-county.md";

struct Example {
    command: String,
    shown: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// README.md and the pages in docs/.
fn pages() -> Vec<PathBuf> {
    let docs = std::fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> =
        docs.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect();
    pages.sort();
    pages.insert(0, root().join("README.md"));
    pages
}

fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut language = None;
    let mut is_continued = false;
    for line in page.lines() {
        if let Some(after) = line.strip_prefix("```") {
            language = if language.is_some() { None } else { Some(after.to_owned()) };
            is_continued = false;
        } else if language.as_deref() == Some("") {
            if let Some(command) = line.strip_prefix("$ ") {
                examples.push(Example { command: command.to_owned(), shown: String::new() });
                is_continued = line.ends_with('\\');
            } else if let Some(example) = examples.last_mut() {
                let part = if is_continued { &mut example.command } else { &mut example.shown };
                part.push('\n');
                part.push_str(line);
                is_continued = is_continued && line.ends_with('\\');
            }
        }
    }
    examples
}

fn without_space(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Whether an answer is what is shown, where `…` stands for anything.
fn is_as_shown(shown: &str, answer: &str) -> bool {
    let (shown, answer) = (without_space(shown), without_space(answer));
    let parts: Vec<&str> = shown.split('…').collect();
    let (first, others) = parts.split_first().unwrap();
    let Some(mut rest) = answer.strip_prefix(first) else { return false };
    let Some((last, between)) = others.split_last() else { return rest.is_empty() };
    for part in between {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// Runs a command as a reader's shell would, where an answer of 400 or more is a failure.
fn run(command: &str, folder: &Path, server: &Server) -> Output {
    let command =
        command.replace("127.0.0.1:8080", server.address()).replace("localhost:8080", server.address());
    let built = Path::new(env!("CARGO_BIN_EXE_footprint")).parent().unwrap();
    let path = std::env::join_paths(
        std::iter::once(built.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    Command::new("sh")
        .arg("-c")
        .arg(format!("curl() {{ command curl --fail-with-body --noproxy '*' -sS \"$@\"; }}\n{command}"))
        .current_dir(folder)
        .env("PATH", path.unwrap())
        .env_remove("FOOTPRINT_DATA")
        .output()
        .unwrap()
}

/// What a command said, as if the service were where the pages say it is.
fn said(bytes: &[u8], server: &Server) -> String {
    String::from_utf8_lossy(bytes).replace(server.address(), "127.0.0.1:8080")
}

fn scenario_made(answer: &str) -> Option<String> {
    let after = answer.split("location: /v1/scenarios/").nth(1)?;
    Some(after.chars().take_while(char::is_ascii_hexdigit).collect())
}

/// What is wrong with the examples of a page; nothing when all of them answer as shown.
fn wrong(page: &Path, folder: &Path) -> Vec<String> {
    let server = Server::start().without_log();
    let mut wrong = Vec::new();
    let mut scenario = SCENARIO.to_owned();
    for Example { command, shown } in examples(&std::fs::read_to_string(page).unwrap()) {
        if NOT_RUN.iter().any(|start| command.starts_with(start)) {
            continue;
        }
        let output = run(&command.replace(SCENARIO, &scenario), folder, &server);
        let told = [output.stdout, output.stderr].map(|bytes| said(&bytes, &server));
        scenario = scenario_made(&told[0]).unwrap_or(scenario);
        let shown = shown.replace(SCENARIO, &scenario);
        // 3: some questions found no neighbourhood.
        let has_failed = !matches!(output.status.code(), Some(0 | 3));
        let is_shown = shown.trim().is_empty() || told.iter().any(|told| is_as_shown(&shown, told));
        if has_failed || !is_shown {
            wrong.push(format!("{}: $ {command}\n{}\n{}", page.display(), told[0], told[1]));
        }
    }
    wrong
}

#[test]
fn every_example_of_the_readme_and_the_docs_answers_as_shown() {
    let mut found = Vec::new();
    for page in pages().iter().filter(|page| !page.ends_with(OF_PUBLISHERS)) {
        found.extend(wrong(page, tempfile::tempdir().unwrap().path()));
    }
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

#[test]
fn the_walk_through_another_county_goes_as_shown() {
    let (Some(county), Some(published)) = (shared("data/buckinghamshire"), shared("data/published")) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    link_files(&county, &folder.path().join("buckinghamshire"));
    let page = root().join("docs").join(OF_PUBLISHERS);
    let text = std::fs::read_to_string(&page).unwrap();
    let descriptor = text.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    std::fs::write(folder.path().join("buckinghamshire/county.toml"), descriptor).unwrap();
    std::os::unix::fs::symlink(published, folder.path().join("published")).unwrap();
    let found = wrong(&page, folder.path());
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

/// A folder of links to what another holds.
fn link_files(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::os::unix::fs::symlink(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn every_page_is_led_to_by_the_readme_is_short_and_its_links_lead_somewhere() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.lines().count() <= 160, "{} lines", readme.lines().count());
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        let name = page.file_name().unwrap().to_str().unwrap();
        assert!(name == "README.md" || readme.contains(&format!("(docs/{name})")), "nothing leads to {name}");
        assert!(text.lines().count() <= 160, "{name} is too long to be read");
        for link in text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            let target = link.split('#').next().unwrap();
            let leads = link.starts_with("https://") || page.parent().unwrap().join(target).exists();
            assert!(leads, "{name} links to {link}");
        }
    }
}

#[test]
fn an_answer_is_as_shown_only_if_every_part_is_there_in_order() {
    assert!(is_as_shown("{\"a\": 1,\n \"b\": …}", "{\"a\":1,\"b\":{\"c\":2}}"));
    assert!(is_as_shown("8.8…", "8.847") && is_as_shown("…", ""));
    assert!(!is_as_shown("{\"b\":…,\"a\":1}", "{\"a\":1,\"b\":2}"));
    assert!(!is_as_shown("a", "ab") && !is_as_shown("a…c", "abcd") && !is_as_shown("…b…b", "b"));
}

#[test]
fn an_example_is_a_command_with_its_continuation_and_what_is_shown() {
    let page = "```\n$ curl a \\\n    -d b\n{c}\n$ d\n```\n```js\n$ no\n```\n$ no\n";
    let found: Vec<(String, String)> =
        examples(page).into_iter().map(|example| (example.command, example.shown)).collect();
    let expected = [("curl a \\\n    -d b", "\n{c}"), ("d", "")];
    assert_eq!(found, expected.map(|(command, shown)| (command.to_owned(), shown.to_owned())));
}
