"""Workers here and of a cluster give what reading one by one gives, whoever of them is killed."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from parsers.archive.ingesting import ArchiveError, opened
from parsers.archive.reading_process import Limits
from parsers.archive.workers import dask_workers
from tests.parsers.archive.lakes import VERSION, expected, files, stored, told
from tests.paths import HOME

# Looked for and not imported: it takes half a second, in each process that collects tests.
pytestmark = pytest.mark.skipif(
    None in (find_spec("distributed"), find_spec("cryptography")),
    reason="the extra [cluster] is not installed",
)


def below(process: int) -> list[int]:
    """Return the processes that a process started, and those that they did."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:
            continue
        if int(text.rpartition(")")[2].split()[1]) == process:
            child = int(path.parent.name)
            found += [child, *below(child)]
    return found


def command_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def command(lake: Path, folder: Path, who: str) -> list[str]:
    told = {"--to": str(lake), "--workers": who}
    options = [word for pair in told.items() for word in pair]
    return [sys.executable, "-m", "runcmp", "ingest", str(folder), *options]


def ingest(lake: Path, folder: Path, who: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(lake, folder, who),
        cwd=HOME,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of 400 files of many formats: those of the tests, and small tables."""
    folder = tmp_path_factory.mktemp("many") / "runs"
    files(folder, 200)
    data = [path for path in (HOME / "tests" / "data").rglob("*") if path.is_file()]
    small = sorted(path for path in data if path.stat().st_size < 30_000)
    for number in range(200):
        path = small[number % len(small)]
        place = folder / f"d{number // len(small)}" / path.relative_to(HOME / "tests" / "data")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
    return folder


@pytest.mark.slow
def test_workers_here_give_what_reading_at_once_gives(tmp_path: Path, many: Path) -> None:
    lake = tmp_path / "lake"
    done = ingest(lake, many, "2")
    out, error = done.communicate(timeout=300)
    assert done.returncode == 0, error
    assert "400 files read" in out
    assert told(stored(lake)) == expected(many)
    # Nothing stays.
    assert [each.name for each in (lake / "_runcmp").iterdir() if each.is_dir()] == []


@pytest.mark.slow
def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path, many: Path) -> None:
    lake = tmp_path / "lake"
    process = ingest(lake, many, "2")
    killed: list[int] = []

    def kill() -> None:
        until = time.monotonic() + 120
        while not killed and time.monotonic() < until:
            # Not before it reads: one that begins has nothing to lose.
            if any(lake.glob("system=*/*/*.parquet")):
                killed.extend(
                    each for each in below(process.pid) if "reading_process" in command_of(each)
                )
                for each in killed[:1]:
                    os.kill(each, signal.SIGKILL)
            time.sleep(0.05)

    killer = threading.Thread(target=kill)
    killer.start()
    out, error = process.communicate(timeout=300)
    killer.join()
    assert killed
    assert process.returncode == 0, error
    assert "400 files read" in out
    assert told(stored(lake)) == expected(many)


def test_a_scheduler_of_its_own_speaks_tls_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sbatch = tmp_path / "sbatch"
    sbatch.write_text("#!/bin/sh\necho Submitted batch job 1\n")
    sbatch.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("DASK_CONFIG", str(tmp_path / "none"))
    import dask
    import dask_jobqueue  # noqa: F401  # its settings come with it

    lake = tmp_path / "lake"
    with (
        opened(lake),
        dask.config.set({"jobqueue.slurm.interface": "lo"}),
        dask_workers("slurm:1", lake, VERSION, Limits()) as read,
    ):
        addresses = listening(os.getpid(), *below(os.getpid()))
        client = read.args[0]  # type: ignore[attr-defined]
        assert client.scheduler_info()["address"].startswith("tls://127.0.0.1:")
        pages = [status for address in addresses for status in answers(*address)]
        scratch = next((lake / "_runcmp").glob("workers-*"))
        assert scratch.stat().st_mode & 0o077 == 0
    # What speaks no TLS is Dask's web server, which has nothing to tell.
    assert addresses
    assert set(pages) <= {None, 404}
    assert 404 in pages
    assert {host for host, _ in addresses} == {"127.0.0.1"}


def answers(host: str, port: int) -> list[int | None]:
    """Return what a web server says of pages that tell of a cluster, null where there is none."""
    said: list[int | None] = []
    for page in ("/", "/status", "/health", "/metrics", "/json/identity.json", "/info/main/x.html"):
        connection = http.client.HTTPConnection(host, port, timeout=5)
        try:
            connection.request("GET", page)
            said.append(connection.getresponse().status)
        except (OSError, http.client.HTTPException):
            said.append(None)
        finally:
            connection.close()
    return said


def listening(*processes: int) -> set[tuple[str, int]]:
    """Return the addresses at which processes wait for connections over IP version 4."""
    sockets = set()
    for process in processes:
        for link in Path(f"/proc/{process}/fd").glob("*"):
            try:
                sockets.update(re.findall(r"socket:\[(\d+)\]", os.readlink(link)))  # noqa: PTH115
            except OSError:
                continue
    found = set()
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A" and fields[9] in sockets:
            host, port = fields[1].split(":")
            number = bytes.fromhex(host)[::-1]
            found.add((".".join(map(str, number)), int(port, 16)))
    return found


@pytest.mark.slow
class TestSchedulerFile:
    def test_a_cluster_that_is_there_reads(self, tmp_path: Path, many: Path) -> None:
        """A scheduler and two workers with certificates of their own, as inside one ``srun``."""
        if shutil.which("openssl") is None:
            pytest.skip("no openssl to make certificates with")
        page = (HOME / "docs" / "archive.md").read_text()
        block = re.search(r"^```sh\n(umask 077.*?)^```$", page, re.MULTILINE | re.DOTALL)
        assert block is not None
        done = subprocess.run(
            ["sh", "-ec", f"{block[1]}\nenv"],
            env=os.environ | {"HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        )
        pairs = (line.partition("=") for line in done.stdout.splitlines())
        tls = {name: value for name, _, value in pairs if name.startswith("DASK_")}
        assert len(tls) == 8
        tls["DASK_CONFIG"] = str(tmp_path)
        environment = os.environ | tls | {"PYTHONPATH": str(HOME)}
        file = tmp_path / "scheduler.json"
        dask = [sys.executable, "-m", "dask"]
        common = ["--scheduler-file", str(file), "--no-dashboard", "--protocol", "tls"]
        parts = [
            [*dask, "scheduler", *common, "--host", "127.0.0.1", "--port", "0"],
            *([[*dask, "worker", *common, "--nthreads", "1", "--no-nanny"]] * 2),
        ]
        processes = [
            subprocess.Popen(
                each, env=environment, cwd=tmp_path, stderr=subprocess.DEVNULL, umask=0o077
            )
            for each in parts
        ]
        try:
            until = time.monotonic() + 60
            while not file.exists() and time.monotonic() < until:
                time.sleep(0.1)
            lake = tmp_path / "lake"
            done = subprocess.run(
                command(lake, many, str(file)),
                cwd=HOME,
                env=environment,
                capture_output=True,
                text=True,
                timeout=240,
            )
            assert done.returncode == 0, done.stderr
            assert told(stored(lake)) == expected(many)
        finally:
            for process in processes:
                process.kill()
                process.wait()

    @pytest.mark.parametrize(
        ("text", "mode", "why"),
        [
            (json.dumps({"address": "tls://h:1"}), 0o644, "others may read it"),
            (json.dumps({"address": "tcp://127.0.0.1:1"}), 0o600, "does not speak TLS"),
            ("[]", 0o600, "no scheduler file"),
            ("", 0o600, "no scheduler file"),
        ],
    )
    def test_one_that_others_may_use_is_refused(
        self, tmp_path: Path, text: str, mode: int, why: str
    ) -> None:
        file = tmp_path / "scheduler.json"
        file.write_text(text)
        file.chmod(mode)
        with (
            opened(tmp_path / "lake"),
            pytest.raises(ArchiveError, match=why),
            dask_workers(str(file), tmp_path / "lake", VERSION, Limits()),
        ):
            pass


SBATCH = """#!/bin/sh
# What Slurm does with a job script, on this machine: runs it, and tells its number.
cd {folder}
cp "$1" job-$$.sh
setsid sh job-$$.sh > job-$$.out 2>&1 &
echo "Submitted batch job $!"
"""
SCANCEL = """#!/bin/sh
for job in "$@"; do kill -9 -- -"$job" 2> /dev/null; echo "$job" >> {folder}/cancelled; done
"""


@pytest.mark.slow
def test_jobs_of_slurm_read_and_one_that_is_cancelled_loses_nothing(
    tmp_path: Path, many: Path
) -> None:
    """The commands of Slurm stand in for it here: what runs in a job is the real thing."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    for name, text in (("sbatch", SBATCH), ("scancel", SCANCEL)):
        (bin_folder / name).write_text(text.format(folder=tmp_path))
        (bin_folder / name).chmod(0o755)
    lake = tmp_path / "lake"
    environment = os.environ | {
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "PYTHONPATH": str(HOME),
        "HOME": str(tmp_path),
        "DASK_JOBQUEUE__SLURM__INTERFACE": "lo",
    }
    process = subprocess.Popen(
        command(lake, many, "slurm:2"),
        cwd=HOME,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    cancelled: list[int] = []
    until = time.monotonic() + 120
    while not cancelled and process.poll() is None and time.monotonic() < until:
        for child in jobs(tmp_path):
            if any("reading_process" in command_of(each) for each in below(child)):
                os.killpg(os.getpgid(child), signal.SIGKILL)
                cancelled.append(child)
                break
        time.sleep(0.1)
    out, error = process.communicate(timeout=300)
    assert process.returncode == 0, error
    assert "Traceback" not in error
    assert cancelled
    assert "400 files read" in out
    assert told(stored(lake)) == expected(many)
    until = time.monotonic() + 60
    while left := [each for each in jobs(tmp_path) if "dask" in command_of(each)]:
        assert time.monotonic() < until, left
        time.sleep(0.1)


def jobs(folder: Path) -> list[int]:
    """Return the processes that work in a folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if path.readlink() == folder:
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found
