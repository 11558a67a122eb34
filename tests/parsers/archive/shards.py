"""Three servers of PostgreSQL on sockets in one folder: a coordinator and two that hold records."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

INSTALL: Final = "apt-get install postgresql"
NAMES: Final = ("coordinator", "db1", "db2")
_PATIENCE: Final = 60.0
"""Seconds that a server may take to answer on a busy machine."""
_CONFIGURATION: Final = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
"""


def programs() -> Path | None:
    """Return the folder of a PostgreSQL that asks other servers, ``None`` where none is here."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    for folder in [*installed, *([Path(on_path).resolve().parent] if on_path else [])]:
        if all((folder / name).exists() for name in ("initdb", "postgres", "pg_config", "psql")):
            done = subprocess.run(
                [folder / "pg_config", "--sharedir"], capture_output=True, text=True, check=True
            )
            if (Path(done.stdout.strip()) / "extension" / "postgres_fdw.control").exists():
                return folder
    return None


def why_not() -> str | None:
    """Return why the servers cannot be started here."""
    if programs() is None:
        return f"no PostgreSQL with postgres_fdw: {INSTALL}"
    if os.getuid() == 0 and _account() is None:
        return "PostgreSQL does not run as root, and there is no user postgres"
    return None


@contextlib.contextmanager
def running_servers() -> Iterator[dict[str, str]]:
    """Have the servers, empty; yields their URIs by name. Raises ``RuntimeError`` with their log.

    They are ended by their numbers.
    """
    binaries = programs()
    assert binaries is not None
    # The path of a socket is short.
    with tempfile.TemporaryDirectory(prefix="pg") as text, contextlib.ExitStack() as stack:
        folder = Path(text)
        if (account := _account()) is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        first = folder / NAMES[0] / "data"
        command = [binaries / "initdb", "--no-sync", "--auth=trust", "--username=runcmp"]
        _run([*map(str, command), "--encoding=UTF8", "--locale=C.UTF-8", f"--pgdata={first}"])
        for name in NAMES[1:]:
            _run(["cp", "-R", str(folder / NAMES[0]), str(folder / name)])
        for name in NAMES:
            place = folder / name
            with (place / "data" / "postgresql.conf").open("a") as configuration:
                configuration.write(_CONFIGURATION.format(folder=place))
            log = stack.enter_context((folder / f"{name}.log").open("wb"))
            process = subprocess.Popen(
                [binaries / "postgres", "-D", place / "data"],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env=_environment(),
                **_as_whom(),
            )
            stack.callback(_end, process)
        uris = {name: f"postgresql://runcmp@/postgres?host={folder / name}" for name in NAMES}
        for name, uri in uris.items():
            _wait(uri, folder / f"{name}.log")
        yield uris


def said_in(uri: str, statements: str) -> str:
    """Return what a server prints for statements. Raises ``RuntimeError`` where it refuses them."""
    binaries = programs()
    assert binaries is not None
    options = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "-v", "ON_ERROR_STOP=1"]
    done = subprocess.run(
        [binaries / "psql", *options, uri],
        input=statements,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout


def _environment() -> dict[str, str]:
    return {name: said for name, said in os.environ.items() if not name.startswith("PG")}


def _account() -> pwd.struct_passwd | None:
    """The user that servers run as where we are root, which they refuse."""
    try:
        return pwd.getpwnam("postgres") if os.getuid() == 0 else None
    except KeyError:
        return None


def _as_whom() -> dict[str, Any]:
    account = _account()
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd="/",
        env=_environment(),
        timeout=_PATIENCE,
        **_as_whom(),
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)


def _wait(uri: str, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            said_in(uri, "SELECT 1;")
            return
        except RuntimeError as error:
            if time.monotonic() > until:
                raise RuntimeError(f"{error}{log.read_text()[-2000:]}") from None
            time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    # At once, with its sessions: what it holds goes with the folder.
    process.send_signal(signal.SIGQUIT)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
