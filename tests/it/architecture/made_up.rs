//! Small made-up projects, each with one fault: that every rule is held.

use super::report::{Faults, faults, written};

const LIST: &str = "```layers\nground | soil\nhouse\nmain\n```\n";

/// The faults of a project of these files, beside the least that every project has.
fn of(files: &[(&str, &str)]) -> Faults {
    let folder = tempfile::tempdir().unwrap();
    let least = [
        ("ARCHITECTURE.md", LIST),
        ("Cargo.toml", "[dependencies]\ngeo = \"1\"\nproj = \"1\"\nserde-json = \"1\"\n"),
        ("src/lib.rs", "//! A house.\n\npub mod ground;\npub mod house;\npub mod soil;\n"),
        ("src/main.rs", "fn main() {\n    footprint::house::live();\n}\n"),
        ("src/ground.rs", "pub fn dig() {}\n"),
        ("src/soil.rs", "pub struct Clay;\n"),
        ("src/house.rs", "use crate::ground::dig;\npub fn live() {\n    dig();\n}\n"),
    ];
    // A house that is a folder is no file.
    let has_rooms = files.iter().any(|(path, _)| *path == "src/house/mod.rs");
    let least = least.iter().filter(|(path, _)| !has_rooms || *path != "src/house.rs");
    for (path, text) in least.chain(files) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    faults(folder.path())
}

/// The one fault of such a project.
fn fault(files: &[(&str, &str)]) -> String {
    let faults = of(files);
    assert_eq!(faults.values().flatten().count(), 1, "{}", written(&faults));
    faults.values().flatten().next().unwrap().clone()
}

fn assert_none(files: &[(&str, &str)]) {
    let faults = of(files);
    assert!(faults.is_empty(), "{}", written(&faults));
}

#[test]
fn a_project_that_keeps_the_rules_has_no_fault() {
    assert_none(&[]);
}

#[test]
fn a_use_of_a_room_above_is_found_however_it_is_written() {
    let told = "src/ground.rs:1 use crate::house::live: house is not below ground";
    // The house no longer uses the ground, so that there is no circle beside it.
    let house = ("src/house.rs", "pub fn live() {}\npub mod door { pub fn open() {} }\n");
    for written in [
        "use crate::house::live;",
        "use super::house::live;",
        "pub use crate::{house::{live as stay}};",
        "use crate::house::{self, live};",
    ] {
        let found = fault(&[house, ("src/ground.rs", written)]);
        assert!(
            found.starts_with("src/ground.rs:1 use ") && found.ends_with("house is not below ground"),
            "{found}"
        );
    }
    assert_eq!(fault(&[house, ("src/ground.rs", "use crate::house::live;")]), told);
    for written in [
        "fn dig() { crate::house::live() }",
        "fn dig() { super::house::door::open() }",
        "fn dig(at: &crate::house::Door) {}",
        "mod inner { fn dig() { super::super::house::live() } }",
        "fn dig() { format!(\"{}\", crate::house::live()) }",
    ] {
        let found = fault(&[house, ("src/ground.rs", written)]);
        assert!(found.ends_with("house is not below ground"), "{written}: {found}");
    }
}

#[test]
fn a_room_beside_is_not_used_either() {
    let told = fault(&[("src/ground.rs", "use crate::soil::Clay;\npub fn dig() {}\n")]);
    assert_eq!(told, "src/ground.rs:1 use crate::soil::Clay: soil is not below ground");
}

#[test]
fn tests_remarks_and_texts_are_no_uses() {
    assert_none(&[(
        "src/ground.rs",
        "//! See crate::house::live.\n/* crate::house::live() /* again */ crate::house */\npub fn dig() -> &'static str {\n\
         let _: char = '\"';\n\"crate::house::live()\"\n}\n#[cfg(test)]\nmod tests {\nuse crate::house::live;\n}\n\
         #[cfg(test)]\nuse crate::house::live;\npub const RAW: &str = r#\"use crate::house::\"live;\"#;\n",
    )]);
    assert_none(&[
        ("src/ground.rs", "pub fn dig() {}\n#[cfg(test)]\n#[allow(unused)]\nmod checks;\n"),
        ("src/ground/checks.rs", "use crate::house::live;\n"),
    ]);
    // What stands behind a test is read again.
    let house = ("src/house.rs", "pub fn live() {}\n");
    let behind = "#[cfg(test)]\nfn check() { let a = [0; 2]; }\nuse crate::house::live;\n";
    assert!(fault(&[house, ("src/ground.rs", behind)]).starts_with("src/ground.rs:3 "));
}

/// The faults of a house of two files, whose face re-exports from both.
fn of_rooms(kitchen: &str, cellar: &str) -> Vec<String> {
    let face = "//! Rooms.\n\nmod cellar;\nmod kitchen;\n\npub use cellar::{Wine, self as below};\npub use kitchen::*;\n";
    let faults = of(&[
        ("ARCHITECTURE.md", "```layers\nground soil\nhouse/cellar\nhouse\nmain\n```\n"),
        ("src/house/mod.rs", face),
        ("src/house/kitchen.rs", kitchen),
        ("src/house/cellar.rs", cellar),
    ]);
    faults.into_values().flatten().collect()
}

#[test]
fn a_re_export_is_followed_to_the_file_that_defines_it() {
    // Through the face, by name, by glob and by a module of another name; each is the file behind it, not the face.
    assert_eq!(of_rooms("use super::Wine;\npub fn cook(_: Wine) {}\n", "pub struct Wine;\n"), [""; 0]);
    for used in ["super::cook()", "crate::house::cook()", "super::super::house::kitchen::cook()"] {
        let cellar = format!("pub struct Wine;\nfn drink() {{ {used} }}\n");
        let told = of_rooms("pub fn cook() {}\n", &cellar);
        assert_eq!(
            told,
            [format!(
                "src/house/cellar.rs:2 {}: house is not below house/cellar",
                used.trim_end_matches("()")
            )]
        );
    }
    let told = of_rooms(
        "pub fn cook() { super::below::drink() }\n",
        "use super::cook;\npub struct Wine;\npub fn drink() {}\n",
    );
    assert_eq!(told.len(), 2, "upwards, and a circle: {told:#?}");
}

#[test]
fn a_circle_is_told_with_its_shortest_way_round() {
    let told =
        of_rooms("use super::pantry::Jam;\nuse super::Wine;\npub struct Bread;\n", "pub struct Wine;\n");
    assert_eq!(told, [""; 0], "a name that is nowhere is not followed");
    let faults = of(&[
        ("ARCHITECTURE.md", "```layers\nground soil house main\n```\n"),
        ("src/house.rs", "pub mod a;\npub mod b;\npub mod c;\npub fn live() {}\n"),
        ("src/house/a.rs", "use super::b::B;\npub struct A;\n"),
        ("src/house/b.rs", "use crate::house::c;\npub struct B(c::C);\n"),
        ("src/house/c.rs", "pub struct C;\nfn f(_: super::a::A, _: super::b::B) {}\n"),
    ]);
    let told: Vec<&String> = faults["no circle of files in src"].iter().collect();
    assert_eq!(
        told,
        [
            "3 files: src/house/a.rs, src/house/b.rs, src/house/c.rs; shortest: src/house/b.rs:1 use crate::house::c; src/house/c.rs:2 super::b::B"
        ]
    );
}

#[test]
fn a_circle_of_scripts_is_found_whatever_the_import_is_written_like() {
    assert_none(&[
        ("web/src/a.ts", "import { b } from \"./b\";\n"),
        ("web/src/b.ts", "import \"maplibre-gl\";\n// import { a } from \"./a\";\n"),
    ]);
    for back in [
        "import type { A } from '../a';",
        "export * from \"../a\";",
        "await import(\"../a.js\");",
        "import {\n  A,\n} from \"../a.ts\";",
    ] {
        let told =
            fault(&[("web/src/a.ts", "import { b } from \"./rooms\";\n"), ("web/src/rooms/index.ts", back)]);
        assert!(told.starts_with("2 files: web/src/a.ts, web/src/rooms/index.ts"), "{back}: {told}");
    }
}

#[test]
fn a_mod_rs_holds_declarations_and_what_lies_in_its_folder() {
    let house = |text: &str| {
        let files = [("src/house/mod.rs", text), ("src/house/door.rs", "pub struct Door;\n")];
        of(&files).into_values().flatten().collect::<Vec<_>>()
    };
    assert_eq!(
        house(
            "//! A face.\n\n#![allow(unused)]\n\n/// A door.\nmod door;\n\npub use door::Door;\npub(crate) use self::door::{Door as Gate};\n"
        ),
        [""; 0]
    );
    assert_eq!(
        house("mod door;\npub fn live() {}\nconst A: u8 = 1;\n"),
        ["src/house/mod.rs holds code: line 2, 3"]
    );
    assert_eq!(house("mod door;\nuse door::Door;\n"), ["src/house/mod.rs holds code: line 2"]);
    assert_eq!(house("mod door;\nmod inner {}\n"), ["src/house/mod.rs holds code: line 2"]);
    assert_eq!(
        house("mod door;\npub use crate::ground::dig;\n"),
        ["src/house/mod.rs:2 re-exports from src/ground.rs"]
    );
}

#[test]
fn a_long_file_and_a_full_folder_are_told() {
    let long = "// A line.\n".repeat(401);
    for path in ["src/ground/long.rs", "tests/it/long.rs", "web/src/long.ts", "scripts/long.py"] {
        assert_eq!(fault(&[(path, &long)]), format!("{path} has 401 lines, and 400 is the end"));
    }
    assert_none(&[("src/ground/long.rs", &long[11..])]);
    for folder in ["src/ground", "web/src"] {
        let paths: Vec<String> = (0..21).map(|number| format!("{folder}/f{number}.ts")).collect();
        let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "")).collect();
        assert_eq!(fault(&files), format!("{folder} has 21 files, and 20 is the end"));
        assert_none(&files[1..]);
    }
}

#[test]
fn the_domain_uses_pure_crates_and_proj_is_the_projections() {
    let list = ("ARCHITECTURE.md", "```layers\nground soil domain\nhouse\nmain\n```\n");
    let domain = |text| [list, ("src/domain/area.rs", text)];
    assert_none(&domain(
        "use std::collections::BTreeMap;\nuse geo::Point;\nfn f(_: BTreeMap<u8, Point>) {}\n",
    ));
    for (text, told) in [
        ("use serde_json::Value;", "serde_json::Value: not for the domain"),
        ("fn f() { serde_json::to_string(&1); }", "serde_json::to_string: not for the domain"),
        ("fn f() { std::fs::read(\"a\"); }", "std::fs::read: not for the domain"),
        ("use std::{fmt, time::Instant};", "std::time::Instant: not for the domain"),
    ] {
        assert_eq!(fault(&domain(text)), format!("src/domain/area.rs:1 {told}"));
    }
    let told = fault(&[("src/soil.rs", "pub use proj::Proj;\n")]);
    assert_eq!(told, "src/soil.rs:1 proj::Proj: only for the projection");
    let list = ("ARCHITECTURE.md", "```layers\nground soil projection\nhouse\nmain\n```\n");
    assert_none(&[list, ("src/projection/grid.rs", "use proj::Proj;\n")]);
}

#[test]
fn a_file_that_is_named_and_not_there_is_told() {
    let list = format!(
        "{LIST}\nThe `ground.rs`, [house](src/house.rs#door), `src/s*.rs`, `text/csv`, `county.toml`, `GET /a/b.rs`, <https://a.b/c.rs>\n"
    );
    assert_none(&[("ARCHITECTURE.md", &list)]);
    let told = |name: &str| fault(&[("docs/a.md", &format!("# A\n\nSee {name}.\n"))]);
    for name in
        ["`door.rs`", "`house/ground.rs`", "`src/t*.rs`", "`attic/`", "`ground.ts`", "`src/county.toml`"]
    {
        assert_eq!(told(name), format!("docs/a.md:3 {}", name.trim_matches('`')));
    }
    assert_eq!(told("[a](../b.md)"), "docs/a.md:3 b.md".replace("b.md", "../b.md"));
    assert_none(&[("docs/a.md", "```\n`door.rs`\n```\n")]);
    assert_eq!(fault(&[("src/soil.rs", "/// As `door.rs`.\npub struct Clay;\n")]), "src/soil.rs:1 door.rs");
    assert_eq!(fault(&[("web/src/a.ts", "// As `door.ts`.\n")]), "web/src/a.ts:1 door.ts");
}

#[test]
fn the_list_of_layers_is_that_of_the_files() {
    assert_eq!(fault(&[("src/attic.rs", "")]), "src/attic.rs is in no room of ARCHITECTURE.md");
    let list = |list| fault(&[("ARCHITECTURE.md", list)]);
    assert_eq!(
        list("```layers\nground soil\nhouse\nattic\nmain\n```\n"),
        "attic is in ARCHITECTURE.md and not in src"
    );
    assert_eq!(
        list("```layers\nground soil\nhouse | house\nmain\n```\n"),
        "house has two places in ARCHITECTURE.md"
    );
    assert_eq!(list("No list.\n"), "ARCHITECTURE.md has no block fenced as `layers`");
}
