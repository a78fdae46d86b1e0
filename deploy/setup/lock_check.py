"""Say whether deploy/lock pins what pyproject.toml asks for: every package, in a version that it allows."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Return the version of each package that a lock pins."""
    return {canonicalize_name(name): version for name, version in _PIN.findall(lock)}


def missing(asked: Iterable[str], pinned: dict[str, str], file: str) -> Iterator[str]:
    """Yield each requirement that a lock does not meet."""
    for requirement in map(Requirement, asked):
        if requirement.marker and not requirement.marker.evaluate():
            continue
        version = pinned.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            yield f"{file}: {requirement} is asked for, {version or 'nothing'} is pinned; make lock pins it"


def problems(pyproject: str, build: str, runtime: str, dev: str) -> Iterator[str]:
    """Yield what the two locks do not meet, and where the larger one has other versions."""
    project = tomllib.loads(pyproject)["project"]
    built = [line for line in build.splitlines() if line.strip() and not line.startswith("#")]
    locked, larger = pins(runtime), pins(dev)
    yield from missing([*project["dependencies"], *built], locked, "runtime.txt")
    yield from missing(project["optional-dependencies"]["dev"], larger, "dev.txt")
    for name, version in locked.items():
        if larger.get(name) != version:
            yield f"dev.txt: {name} is {larger.get(name, 'not there')}, runtime.txt has {version}"


if __name__ == "__main__":
    lock = ROOT / "deploy" / "lock"
    files = (ROOT / "pyproject.toml", *(lock / name for name in ("build.in", "runtime.txt", "dev.txt")))
    sys.exit("\n".join(problems(*(file.read_text("utf-8") for file in files))) or 0)
