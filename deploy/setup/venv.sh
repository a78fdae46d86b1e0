#!/bin/sh
# Creates .venv with the first Python on the PATH that is new enough; keeps one that already works.
set -eu

if [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1; then
    exit 0
fi

without_venv=""
for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    # Asking it, not only finding it: version managers put names on the PATH that cannot run.
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
    if ! "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        without_venv="$candidate"
        continue
    fi
    echo "Creating .venv with $("$candidate" --version)"
    "$candidate" -m venv --clear .venv
    exit 0
done

if [ -n "$without_venv" ]; then
    version=$("$without_venv" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "$without_venv is new enough but has no venv module." >&2
    echo "Install it (on Debian and Ubuntu: apt-get install python$version-venv) and run make again." >&2
else
    echo "Tollgate needs Python 3.11 or newer, and none was found on the PATH." >&2
    echo "Install one (on Debian and Ubuntu: apt-get install python3 python3-venv) and run make again," >&2
    echo "or name it: make install PYTHON=/path/to/python3.11" >&2
fi
exit 1
