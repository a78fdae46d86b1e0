#!/bin/sh
# Pins what pyproject.toml allows, with hashes: deploy/lock/runtime.txt, and dev.txt as a superset of it.
set -eu

# The oldest supported Python, so that the packages only it needs are in the lock too.
if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then
    echo "The lock is made with Python 3.11, and .venv has $(.venv/bin/python --version)." >&2
    echo "Remove .venv and run: make lock PYTHON=python3.11" >&2
    exit 1
fi

# Local packages and mirrors of whoever runs this must not decide what everybody installs.
export PIP_CONFIG_FILE=/dev/null
unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL PIP_NO_INDEX PIP_CONSTRAINT PIP_REQUIREMENT

export CUSTOM_COMPILE_COMMAND="make lock"
compile() {
    .venv/bin/python -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe \
        --no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
        --cache-dir .cache/pip-tools "$@" pyproject.toml deploy/lock/build.in
}

compile "$@" --output-file deploy/lock/runtime.txt
compile "$@" --extra dev --constraint deploy/lock/runtime.txt --output-file deploy/lock/dev.txt

if grep -nE '://|find-links|index-url' deploy/lock/runtime.txt deploy/lock/dev.txt; then
    echo "The lock must name packages only, no addresses." >&2
    exit 1
fi
