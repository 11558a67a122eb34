"""Workers of a Dask cluster that read chunks. Nothing else imports Dask, and this only when asked.

A login node is shared: whoever reaches a scheduler has it do anything in its owner's name. So all
speak TLS with certificates that are made for this run alone or named in Dask's configuration, there
is no dashboard, and a scheduler file that others may read is refused.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import stat
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from parsers.archive.file_chunks import Chunk
from parsers.archive.ingesting import ArchiveError
from parsers.archive.manifest import FOLDER
from parsers.archive.reading_process import TRIES, Limits, read_guarded
from parsers.archive.rights import shared_folder
from parsers.archive.written_parts import Outcome

_MISSING: Final = "--workers slurm:N or FILE needs Dask: pip install 'runcmp[cluster]'"
_AHEAD: Final = 4
"""Chunks that wait for each worker: so that none waits for the driver, and the driver holds few."""
_SETTINGS: Final[dict[str, Any]] = {
    "distributed.scheduler.allowed-failures": TRIES,
    # Without a dashboard there still is a web server, which tells whoever asks: it gets no pages.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}
_SLURM: Final = re.compile(r"slurm:([1-9][0-9]{0,4})")

Reading = Callable[[Sequence[Chunk]], Iterator[Outcome]]


@contextlib.contextmanager
def dask_workers(who: str, archive: Path, version: str, limits: Limits) -> Iterator[Reading]:
    """Have workers that read chunks into ``archive``, in whatever order they get done.

    ``who``: ``slurm:16`` for up to so many jobs of one process, or the scheduler file of a cluster
    that is there. Raises ``ArchiveError`` where they
    cannot be had, and at the end for chunks that no worker could read.
    """
    scratch = archive / FOLDER / f"workers-{os.uname().nodename}-{os.getpid()}"
    shared_folder(scratch, archive)
    scratch.chmod(stat.S_IRWXU)
    # Otherwise Dask writes a template of its configuration into the home folder.
    is_told = "DASK_CONFIG" in os.environ
    os.environ.setdefault("DASK_CONFIG", str(scratch))
    try:
        try:
            import dask
            import distributed
        except ImportError:
            raise ArchiveError(_MISSING) from None
        with contextlib.ExitStack() as stack:
            stack.enter_context(dask.config.set(_SETTINGS))
            # Two ingests on one machine have two web servers, which is nobody's concern.
            stack.enter_context(warnings.catch_warnings())
            warnings.filterwarnings("ignore", "Port .* is already in use", UserWarning)
            client = stack.enter_context(_client(who, scratch, stack, distributed))
            yield partial(_read, client, distributed, archive, version, limits)
    finally:
        if not is_told:
            del os.environ["DASK_CONFIG"]
        shutil.rmtree(scratch, ignore_errors=True)


def _client(who: str, scratch: Path, stack: contextlib.ExitStack, distributed: Any) -> Any:
    if slurm := _SLURM.fullmatch(who):
        cluster = stack.enter_context(_slurm_cluster(scratch, distributed))
        # Jobs that end are replaced, which scale() does not do (dask-jobqueue#611).
        cluster.adapt(minimum=1, maximum=int(slurm[1]))
        return distributed.Client(cluster)
    return distributed.Client(scheduler_file=str(_checked(Path(who))), timeout="60s")


def _own_certificates(scratch: Path, distributed: Any) -> Any:
    """Certificates of this run alone, as files: those that Dask writes outlive their folder."""
    try:
        made = distributed.Security.temporary().get_tls_config_for_role("worker")
    except ImportError:
        raise ArchiveError(_MISSING) from None
    files = {}
    for name in ("ca_file", "cert", "key"):
        path = scratch / f"{name}.pem"
        path.touch(stat.S_IRUSR | stat.S_IWUSR)
        path.write_text(made[name])
        files[name] = str(path)
    of_roles = {
        f"tls_{role}_{name}": files[name]
        for role in ("scheduler", "worker", "client")
        for name in ("cert", "key")
    }
    return distributed.Security(require_encryption=True, tls_ca_file=files["ca_file"], **of_roles)


def _slurm_cluster(scratch: Path, distributed: Any) -> Any:
    try:
        from dask_jobqueue import SLURMCluster
    except ImportError:
        raise ArchiveError(_MISSING) from None
    import dask

    # What Dask's own configuration says of jobs counts: account, partition, walltime, interface.
    set_already = dask.config.get("jobqueue.slurm", {}) or {}
    usual = {"cores": 1, "memory": "4GB", "processes": 1, "walltime": "01:00:00"}
    given = {name: value for name, value in usual.items() if not set_already.get(name)}
    return SLURMCluster(
        **given,
        local_directory=str(scratch),
        shared_temp_directory=str(scratch),
        log_directory=str(scratch),
        security=_own_certificates(scratch, distributed),
        protocol="tls://",
        scheduler_options={"dashboard": False, "dashboard_address": None},
    )


def _checked(path: Path) -> Path:
    """A scheduler file that leads to a scheduler that not everybody reaches."""
    try:
        mode = path.stat().st_mode
        address = str(json.loads(path.read_text())["address"])
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise ArchiveError(
            f"--workers {path}: no scheduler file of Dask; or give a number, or slurm:16"
        ) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ArchiveError(f"{path}: others may read it; chmod 600 it, or start under umask 077")
    if not address.startswith("tls://"):
        raise ArchiveError(
            f"{path}: its scheduler does not speak TLS, so that anybody on its network can run "
            "programs in your name; docs/archive.md says how to start one that does"
        )
    return path


def _read(
    client: Any,
    distributed: Any,
    archive: Path,
    version: str,
    limits: Limits,
    chunks: Sequence[Chunk],
) -> Iterator[Outcome]:
    """Yield what becomes of chunks, as they are done."""
    waiting = iter(chunks)
    lost: list[str] = []

    def submitted(chunk: Chunk) -> Any:
        return client.submit(
            read_guarded, archive.resolve(), chunk, version, limits, pure=False, retries=TRIES
        )

    count = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    done = distributed.as_completed([submitted(chunk) for chunk in islice(waiting, _AHEAD * count)])
    for future in done:
        if future.status == "finished":
            yield future.result()
        else:
            lost.append(str(future.exception()).partition("\n")[0])
        future.release()
        for chunk in islice(waiting, 1):
            done.add(submitted(chunk))
    if lost:
        raise ArchiveError(
            f"{len(lost)} of {len(chunks)} chunks were not read ({lost[0]}); all others are in "
            "the archive: run it again"
        )
