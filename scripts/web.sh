#!/bin/sh
# Builds the pages (web/) into web/dist, which the program embeds, when they changed since. Without Node it says so: the program
# builds all the same, and /app/ says how to get its pages.
#
# web.sh test: runs the tests of the pages' state too.
set -eu
cd -- "$(dirname -- "$0")/../web"

is_new_enough='process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)'
if ! command -v npm >/dev/null 2>&1 || ! node -e "$is_new_enough" 2>/dev/null; then
    echo "web: Node 20 or newer is not on the PATH, so the program is built without its pages"
    exit 0
fi
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    if ! npm ci --silent --no-audit --no-fund; then
        echo "web: npm's packages could not be installed, so the program is built without its pages"
        exit 0
    fi
    touch node_modules/.package-lock.json
fi
if [ "${1-}" = test ]; then
    npm run --silent test
    exit 0
fi
if [ -f dist/index.html ] && [ -z "$(find src ./*.html ./*.json ./*.ts ../openapi.yaml -newer dist/index.html -print -quit)" ]; then
    exit 0
fi
npm run --silent build -- --logLevel error
touch dist/index.html
