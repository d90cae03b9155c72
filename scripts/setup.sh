#!/bin/sh
# Makes sure that what is wanted is on this machine, by default what every build needs.
#
#   setup.sh         Rust, a C compiler and the C library's headers
#   setup.sh proj    the same, and what PROJ is built with
#   setup.sh pip     Python's pip alone: scripts/web.sh takes Node with it
#
# Installs only what is missing, and only through apt-get as root or with passwordless sudo; otherwise it says what to install
# and fails. When nothing is missing it prints nothing. It never installs Rust.
set -eu
cd -- "$(dirname -- "$0")/.."

wanted=${1-build}
# A new machine runs an apt of its own after its first start, for minutes.
longest_wait_s=300
waited_s=0
told_lock=

has() {
    command -v "$1" >/dev/null 2>&1
}

has_header() {
    echo "#include <$1>" | cc -E - >/dev/null 2>&1
}

has_pip() {
    python3 -m pip --version >/dev/null 2>&1
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

# Runs apt-get, and waits while another one holds the lock of the lists, of the archives or of dpkg: five minutes in all.
apt_get() {
    until said=$(as_root env LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" 2>&1 </dev/null); do
        lock=$(printf '%s\n' "$said" | sed -n -E '/Could not get lock|is another process using it/ { s/^E: //; p; q; }')
        if [ -z "$lock" ]; then
            printf '%s\n' "$said" >&2
            return 1
        fi
        if [ "$waited_s" -ge "$longest_wait_s" ]; then
            echo "setup: another apt was still at work after $((longest_wait_s / 60)) minutes: $lock" >&2
            return 1
        fi
        if [ "$lock" != "$told_lock" ]; then
            echo "setup: another apt is at work; waiting for it, up to $((longest_wait_s / 60)) minutes: $lock"
            told_lock=$lock
        fi
        sleep 3
        waited_s=$((waited_s + 3))
    done
}

# Takes packages by their Debian names. One source of lists that is out of reach must not keep the others from serving.
install_packages() {
    echo "setup: reading apt's package lists (about 10 s)"
    apt_get update || echo "setup: not all of apt's package lists could be read; going on with those there are"
    echo "setup: installing $* (about 30 s)"
    apt_get install --no-install-recommends "$@"
}

missing_packages() {
    if [ "$wanted" = pip ]; then
        has_pip || echo python3-pip
        return
    fi
    has cc || echo gcc
    has_header stdlib.h || echo libc6-dev
    if [ "$wanted" = proj ]; then
        has c++ || echo g++
        has cmake || echo cmake
        has make || echo make
        has pkg-config || echo pkg-config
        has sqlite3 || echo sqlite3
        has_header sqlite3.h || echo libsqlite3-dev
    fi
}

say_what_to_install() {
    echo "setup: they could not be installed from here. Install them, then try again:"
    echo "    Debian, Ubuntu   sudo apt-get install --no-install-recommends $*"
    case $wanted in
    proj)
        echo "    Fedora           sudo dnf install cmake gcc gcc-c++ glibc-devel make pkgconf-pkg-config sqlite sqlite-devel"
        echo "    macOS            xcode-select --install; brew install cmake pkgconf sqlite"
        ;;
    build)
        echo "    Fedora           sudo dnf install gcc glibc-devel"
        echo "    macOS            xcode-select --install"
        ;;
    esac
}

status=0

if [ "$wanted" != pip ] && ! has cargo; then
    rust_version=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
    cat >&2 <<END
setup: cargo is not on the PATH; the build needs Rust $rust_version or newer.
    Get it from https://rustup.rs, then open a new shell (cargo is in ~/.cargo/bin).
END
    status=1
fi

missing=$(missing_packages | tr '\n' ' ')
missing=${missing% }
if [ -n "$missing" ]; then
    echo "setup: missing system packages: $missing"
    # shellcheck disable=SC2086 # one word a package
    if may_install && install_packages $missing; then
        echo "setup: installed"
    else
        say_what_to_install "$missing" >&2
        status=1
    fi
fi

exit "$status"
