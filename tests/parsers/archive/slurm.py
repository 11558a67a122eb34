"""A Slurm of its own on this machine: munged, slurmctld and slurmd, in one folder, on loopback.

Run as whoever runs the tests: jobs are those of this user alone. Nothing of a Slurm that is
installed and running is touched: the sockets, the key and the ports are its own.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

NEEDED: Final = ("munged", "munge", "slurmctld", "slurmd", "sbatch", "scancel", "squeue", "sinfo")
INSTALL: Final = "apt-get install slurm-wlm munge"
SYSTEM: Final = ("/usr/sbin", "/sbin")
"""Where daemons are, which is on no ordinary user's PATH."""
_PATIENCE: Final = 60.0
"""Seconds that a daemon may take to answer on a busy machine."""
_CONFIGURATION: Final = """\
ClusterName=runcmp
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller}
SlurmdPort={node}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
# No control groups, accounts, mail or prologues: what they need is the machine's, not the test's.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MailProg=/bin/true
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
KillWait=2
# More processors and memory than the machine may have: jobs of four gigabytes start on a small one.
SlurmdParameters=config_overrides
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
NodeName={host} NodeAddr=127.0.0.1 CPUs=4 RealMemory=64000 State=UNKNOWN
PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def missing() -> list[str]:
    """Return the programs that are not here."""
    return [name for name in NEEDED if shutil.which(name, path=_path()) is None]


def _path() -> str:
    return os.pathsep.join([os.environ.get("PATH", os.defpath), *SYSTEM])


@contextlib.contextmanager
def running_slurm(folder: Path) -> Iterator[dict[str, str]]:
    """Have a Slurm of one node in an empty folder; yields the environment that its commands need.

    All that was started is ended by its number. Raises ``RuntimeError`` with the last lines of the
    logs where it does not start.
    """
    for name in ("state", "spool"):
        (folder / name).mkdir()
    key = folder / "munge.key"
    key.write_bytes(secrets.token_bytes(128))
    key.chmod(0o400)
    controller, node = _free_ports(2)
    (folder / "slurm.conf").write_text(
        _CONFIGURATION.format(
            host=socket.gethostname().partition(".")[0],
            user=getpass.getuser(),
            folder=folder,
            controller=controller,
            node=node,
        )
    )
    environment = os.environ | {"SLURM_CONF": str(folder / "slurm.conf"), "PATH": _path()}
    # Whoever starts the tests in a job of another Slurm is not in that job here.
    environment = {name: said for name, said in environment.items() if not _of_a_job(name)}
    daemons = {
        "munged": [
            *("munged", "--foreground", "--force", f"--key-file={key}"),
            *(f"--socket={folder}/munge.socket", f"--pid-file={folder}/munged.pid"),
            *(f"--log-file={folder}/munged.log", f"--seed-file={folder}/munged.seed"),
        ],
        "slurmctld": ["slurmctld", "-D", "-i"],
        "slurmd": ["slurmd", "-D"],
    }
    ready = {
        "munged": ["munge", "--no-input", f"--socket={folder}/munge.socket"],
        "slurmctld": ["sinfo", "--noheader"],
        "slurmd": ["sinfo", "--noheader", "--states=idle", "--format=%D"],
    }
    with contextlib.ExitStack() as stack:
        for name, command in daemons.items():
            log = stack.enter_context((folder / f"{name}.out").open("wb"))
            process = subprocess.Popen(
                command, env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT
            )
            stack.callback(_end, process)
            _wait(name, process, ready[name], environment, folder)
        stack.callback(_end_jobs, environment)
        yield environment


def _of_a_job(name: str) -> bool:
    return name.startswith(("SLURM_", "SBATCH_", "SQUEUE_", "SINFO_")) and name != "SLURM_CONF"


def said(command: Sequence[str], environment: dict[str, str]) -> str:
    """Return what a command prints, nothing where it fails."""
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=_PATIENCE
    )
    return done.stdout if done.returncode == 0 else ""


def _wait(
    name: str,
    process: subprocess.Popen[bytes],
    command: Sequence[str],
    environment: dict[str, str],
    folder: Path,
) -> None:
    """Wait until a daemon answers: ``command`` then prints something."""
    until = time.monotonic() + _PATIENCE
    while not said(command, environment).strip():
        if process.poll() is not None or time.monotonic() > until:
            logs = (folder / f"{name}.out", folder / f"{name}.log")
            told = "".join(each.read_text(errors="replace") for each in logs if each.exists())
            raise RuntimeError(f"{name} does not start:\n{told[-2000:]}")
        time.sleep(0.2)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _end_jobs(environment: dict[str, str]) -> None:
    """Cancel what is left and wait for its end: the daemon of a node leaves its jobs running."""
    if said(["squeue", "--noheader"], environment):
        said(["scancel", f"--user={getpass.getuser()}"], environment)
        until = time.monotonic() + _PATIENCE
        while said(["squeue", "--noheader"], environment) and time.monotonic() < until:
            time.sleep(0.2)


def _free_ports(count: int) -> list[int]:
    """Return ports of the loopback interface that nobody listens at."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]
