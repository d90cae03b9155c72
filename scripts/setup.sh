#!/bin/sh
# Makes sure that what the build needs is on this machine: Rust, and the system packages that PROJ is built with.
#
# Installs only what is missing, and only through apt-get as root or with passwordless sudo; otherwise it says what
# to install and fails. When nothing is missing it prints nothing. It never installs Rust.
set -eu
cd -- "$(dirname -- "$0")/.."

has() {
    command -v "$1" >/dev/null 2>&1
}

has_sqlite_header() {
    echo '#include <sqlite3.h>' | g++ -E -x c++ - >/dev/null 2>&1
}

# Runs a command as root; fails when that would take a password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    has apt-get && as_root true 2>/dev/null
}

# Takes packages by their Debian names. DPkg::Lock::Timeout waits for another apt-get to end.
install_packages() {
    as_root apt-get update -qq </dev/null &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            -o DPkg::Lock::Timeout=120 "$@" </dev/null >/dev/null
}

status=0

if ! has cargo; then
    rust_version=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
    cat >&2 <<END
setup: cargo is not on the PATH; the build needs Rust $rust_version or newer.
    Get it from https://rustup.rs, then open a new shell (cargo is in ~/.cargo/bin).
END
    status=1
fi

missing=
has cmake || missing="$missing cmake"
has g++ || missing="$missing g++"
has make || missing="$missing make"
has pkg-config || missing="$missing pkg-config"
has sqlite3 || missing="$missing sqlite3"
has_sqlite_header || missing="$missing libsqlite3-dev"

if [ -n "$missing" ]; then
    echo "setup: missing system packages:$missing"
    # shellcheck disable=SC2086 # one word a package
    if may_install && install_packages $missing; then
        echo "setup: installed"
    else
        cat >&2 <<END
setup: they could not be installed from here. Install them, then try again:
    Debian, Ubuntu   sudo apt-get install --no-install-recommends$missing
    Fedora           sudo dnf install cmake gcc-c++ make pkgconf-pkg-config sqlite sqlite-devel
    macOS            xcode-select --install; brew install cmake pkgconf sqlite
END
        status=1
    fi
fi

exit "$status"
