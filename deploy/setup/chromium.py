"""Find Chromium for the browser tests; run as a program, install it where it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
#: Where playwright's own download goes: inside the checkout, like every other cache.
DOWNLOADS = Path(__file__).resolve().parents[2] / ".cache" / "browsers"
DOWNLOADED = ("chromium-*/chrome-*/chrome", "chromium-*/chrome-*/*.app/Contents/MacOS/*")

MISSING = """\
No Chromium was found, and none could be installed. The browser tests need one. Either
  - install it: apt-get install chromium (Debian), dnf install chromium (Fedora), apk add chromium (Alpine),
  - or name one that is there: make test CHROMIUM=/path/to/chromium
and run the command again."""

#: Another installation in progress is waited for.
APT_WAITS = ("-o", "DPkg::Lock::Timeout=300")
SYSTEM_PACKAGES = {
    "apt-get": (
        ("apt-get", "update"),
        ("apt-get", "install", "-y", "--no-install-recommends", *APT_WAITS, "chromium", "fonts-liberation"),
    ),
    "dnf": (("dnf", "install", "-y", "chromium"),),
    "apk": (("apk", "add", "--no-cache", "chromium", "font-liberation"),),
}


def find_chromium() -> Path | None:
    """Return the first Chromium or Chrome that runs; the variable CHROMIUM, where set, is the only choice."""
    return next((path for path in _candidates() if _runs(path)), None)


def _candidates() -> Iterator[Path]:
    if chosen := os.environ.get("CHROMIUM"):
        yield Path(chosen)
        return
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    yield from (Path(name) for name in MAC_APPLICATIONS)
    for pattern in DOWNLOADED:
        yield from sorted(DOWNLOADS.glob(pattern), reverse=True)


def _runs(path: Path) -> bool:
    # Some systems put a stub on the PATH that only says where to get the real one.
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _install_system_package() -> None:
    prefix = _as_root()
    manager = next((name for name in SYSTEM_PACKAGES if shutil.which(name)), None)
    if manager is None or prefix is None:
        return
    print(f"Installing Chromium with {manager}", flush=True)
    for command in SYSTEM_PACKAGES[manager]:
        # The install is tried even if the update failed: the package lists may be good enough.
        _run([*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *command])


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    without_a_question = subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    return ["sudo", "-n"] if without_a_question else None


def _download() -> None:
    print(f"Downloading Chromium into {DOWNLOADS}", flush=True)
    environment = os.environ | {"PLAYWRIGHT_BROWSERS_PATH": str(DOWNLOADS)}
    install = [sys.executable, "-m", "playwright", "install"]
    # The system libraries that the browser needs come along where they can.
    if _as_root() is None or not _run([*install, "--with-deps", "chromium"], environment):
        _run([*install, "chromium"], environment)


def _run(command: list[str], environment: dict[str, str] | None = None) -> bool:
    # What the installers say matters only when they fail; then it is all there is to go by.
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        print(f"{' '.join(command)} failed:\n{done.stdout.decode(errors='replace')[-2000:]}", flush=True)
    return done.returncode == 0


def main() -> int:
    """Make sure that a Chromium is there; say which, or what to do and return 1."""
    found = find_chromium()
    ways = () if os.environ.get("CHROMIUM") else (_install_system_package, _download)
    for install in ways:
        if not found:
            install()
            found = find_chromium()
    print(f"Browser: {found}" if found else MISSING, file=None if found else sys.stderr, flush=True)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
