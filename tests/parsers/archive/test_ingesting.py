"""Files into an archive: each once, again where it has changed, whatever is killed in between."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

import parsers.archive.ingesting as ingesting
import parsers.inputs.seen
from parsers.archive.compaction import compact
from parsers.archive.file_chunks import Chunk, Waiting, chunks
from parsers.archive.ingesting import ArchiveError, opened, plan, remove_leftovers
from parsers.archive.manifest import FOLDER, read_manifest
from parsers.archive.written_parts import INPUT
from parsers.inputs.inputs import Input
from parsers.inputs.seen import Seen
from tests.parsers.archive.lakes import VERSION, expected, files, ingested, stored, told
from tests.parsers.inputs.test_tar_and_zip import CSV, tar
from tests.paths import HOME


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the times of files that were written a moment ago."""
    monkeypatch.setattr(parsers.inputs.seen, "CLOCK", 0)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(ingesting, "MOST_FILES", 3)
    yield


@pytest.mark.usefixtures("small_chunks")
def test_an_archive_holds_what_reading_at_once_gives(tmp_path: Path) -> None:
    folder, lake = files(tmp_path / "runs", 20), tmp_path / "lake"
    outcomes = ingested(lake, folder)
    assert len(outcomes) == 7
    assert sum(each.files for each in outcomes) == 20
    assert told(stored(lake)) == expected(folder)


def test_the_samples_come_out_the_same(tmp_path: Path) -> None:
    ingested(tmp_path / "lake", HOME / "sample_data")
    assert told(stored(tmp_path / "lake")) == expected(HOME / "sample_data")


def test_parts_are_where_system_and_year_say(tmp_path: Path) -> None:
    ingested(tmp_path / "lake", files(tmp_path / "runs", 6))
    for path in (tmp_path / "lake").glob("system=*/year=*/*.parquet"):
        found = pl.read_parquet(path)
        system, year = (name.partition("=")[2] for name in path.parts[-3:-1])
        if system == "__HIVE_DEFAULT_PARTITION__":
            assert "system" not in found.columns
        else:
            assert found["system"].unique().to_list() == [system]
            assert found["started"].dt.year().unique().to_list() == [int(year)]
    hive = pl.scan_parquet(
        tmp_path / "lake/**/*.parquet",
        missing_columns="insert",
        extra_columns="ignore",
        hive_partitioning=True,
    )
    assert set(hive.select("year").collect()["year"].drop_nulls()) == {2024, 2025, 2026}


class TestAgain:
    def test_what_is_unchanged_is_not_read_again(self, tmp_path: Path) -> None:
        folder, lake = files(tmp_path / "runs", 4), tmp_path / "lake"
        (folder / "README.md").write_text("Dear all,\n")
        ingested(lake, folder)
        assert ingested(lake, folder) == []
        todo = plan(lake, [str(folder)])
        assert (todo.files, todo.unchanged, todo.failed) == (5, 5, 1)

    def test_a_file_that_grew_replaces_its_own_records_and_no_others(self, tmp_path: Path) -> None:
        folder, lake = files(tmp_path / "runs", 6), tmp_path / "lake"
        ingested(lake, folder)
        with (folder / "run-001.csv").open("a") as file:
            file.write("solve,b,2025-03-02T12:00:00,8,1\n")
        (outcome,) = ingested(lake, folder)
        assert outcome.files == 1
        assert told(stored(lake)) == expected(folder)

    def test_one_that_shrank_to_nothing_has_no_records_any_more(self, tmp_path: Path) -> None:
        folder, lake = files(tmp_path / "runs", 3), tmp_path / "lake"
        ingested(lake, folder)
        (folder / "run-001.csv").write_text("")
        ingested(lake, folder)
        assert told(stored(lake)) == expected(folder)

    def test_one_that_another_took_the_place_of_is_read_again(self, tmp_path: Path) -> None:
        folder, lake = files(tmp_path / "runs", 3), tmp_path / "lake"
        ingested(lake, folder)
        path = folder / "run-001.csv"
        before = path.stat()
        other = tmp_path / "other.csv"
        other.write_text(path.read_text().replace(",11\n", ",99\n"))
        os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert other.stat().st_size == before.st_size
        other.replace(path)
        ingested(lake, folder)
        assert told(stored(lake)) == expected(folder)

    def test_what_is_gone_stays_in_the_archive(self, tmp_path: Path) -> None:
        """Scratch file systems are emptied: an archive is what is left."""
        folder, lake = files(tmp_path / "runs", 3), tmp_path / "lake"
        ingested(lake, folder)
        before = expected(folder)
        (folder / "run-001.csv").unlink()
        assert ingested(lake, folder) == []
        assert told(stored(lake)) == before

    def test_what_is_told_of_the_reading_has_a_file_read_again(self, tmp_path: Path) -> None:
        folder, lake = files(tmp_path / "runs", 2), tmp_path / "lake"
        ingested(lake, folder)
        (folder / "runcmp.toml").write_text('[columns]\nnodes = "ranks"\n')
        ingested(lake, folder)
        assert stored(lake)["ranks"].null_count() == 0

    def test_an_archive_of_files_is_one_file(self, tmp_path: Path) -> None:
        folder, lake = tmp_path / "runs", tmp_path / "lake"
        folder.mkdir()
        tar(folder / "r.tar.gz", {"out/a.csv": CSV, "out/b.csv": CSV})
        ingested(lake, folder)
        assert told(stored(lake)) == expected(folder)
        assert ingested(lake, folder) == []
        tar(folder / "r.tar.gz", {"out/a.csv": CSV})
        ingested(lake, folder)
        assert told(stored(lake)) == expected(folder)
        assert stored(lake)[INPUT].unique().to_list() == [f"{folder}/r.tar.gz/out/a.csv"]

    def test_a_part_that_is_damaged_is_written_anew(self, tmp_path: Path) -> None:
        folder, lake = files(tmp_path / "runs", 4), tmp_path / "lake"
        ingested(lake, folder)
        part = next(lake.glob("system=a/*/*.parquet"))
        part.write_bytes(part.read_bytes()[:100])
        ingested(lake, folder)
        assert told(stored(lake)) == expected(folder)

    def test_the_archive_itself_is_not_read_into_it(self, tmp_path: Path) -> None:
        files(tmp_path, 2)
        ingested(tmp_path / "lake", tmp_path)
        assert ingested(tmp_path / "lake", tmp_path) == []


class TestCompaction:
    @pytest.mark.usefixtures("small_chunks")
    def test_it_changes_nothing_but_the_number_of_parts(self, tmp_path: Path) -> None:
        folder, lake = files(tmp_path / "runs", 20), tmp_path / "lake"
        ingested(lake, folder)
        (folder / "run-001.csv").write_text("GPUs,Img/sec\n1,10\n")
        ingested(lake, folder)
        done = compact(lake, VERSION)
        assert done.after < done.before
        assert told(stored(lake)) == expected(folder)
        assert ingested(lake, folder) == []
        files(folder, 3, first=30)
        ingested(lake, folder)
        (folder / "run-002.csv").write_text("")
        ingested(lake, folder)
        assert told(stored(lake)) == expected(folder)
        compact(lake, VERSION)
        assert told(stored(lake)) == expected(folder)
        assert len(read_manifest(lake).commits) == 1

    @pytest.mark.usefixtures("small_chunks")
    def test_what_counts_no_more_is_there_for_a_while(self, tmp_path: Path) -> None:
        folder, lake = files(tmp_path / "runs", 9), tmp_path / "lake"
        ingested(lake, folder)
        compact(lake, VERSION)
        parts = len(list(lake.rglob("part-*.parquet")))
        remove_leftovers(lake)
        assert len(list(lake.rglob("part-*.parquet"))) == parts
        remove_leftovers(lake, grace=-1)
        assert len(list(lake.rglob("part-*.parquet"))) < parts
        assert len(list((lake / FOLDER).glob("*.commit"))) == 1
        assert told(stored(lake)) == expected(folder)

    @pytest.mark.usefixtures("small_chunks")
    def test_parts_are_as_large_as_wanted_and_sorted(self, tmp_path: Path) -> None:
        folder, lake = files(tmp_path / "runs", 12), tmp_path / "lake"
        ingested(lake, folder)
        compact(lake, VERSION, wanted=1)
        assert told(stored(lake)) == expected(folder)
        compact(lake, VERSION)
        for path in lake.rglob("part-*.parquet"):
            assert pl.read_parquet(path)["metric"].is_sorted()


class TestSharing:
    def test_parts_carry_group_and_mode_of_the_folder(self, tmp_path: Path) -> None:
        lake = tmp_path / "lake"
        lake.mkdir()
        groups = [each for each in os.getgroups() if each != lake.stat().st_gid]
        if os.geteuid() == 0:
            groups = [12345]
        if groups:
            os.chown(lake, -1, groups[0])
        lake.chmod(0o2770)
        before = os.umask(0o077)
        try:
            ingested(lake, files(tmp_path / "runs", 4))
        finally:
            os.umask(before)
        inside = [path for path in lake.rglob("*") if path.name != "lock"]
        assert {path.stat().st_gid for path in inside} == {lake.stat().st_gid}
        modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in inside}
        assert modes == {(True, 0o2770), (False, 0o660)}

    def test_two_do_not_write_at_once(self, tmp_path: Path) -> None:
        lake = tmp_path / "lake"
        script = (
            "from pathlib import Path\nfrom parsers.archive.ingesting import opened, ArchiveError\n"
            f"try:\n    with opened(Path({str(lake)!r})): print('in')\n"
            "except ArchiveError as error: print(error)"
        )
        with opened(lake):
            done = subprocess.run(
                [sys.executable, "-c", script], capture_output=True, text=True, cwd=HOME
            )
        assert "another ingest is writing to it" in done.stdout

    def test_a_folder_with_something_else_is_left_alone(self, tmp_path: Path) -> None:
        files(tmp_path / "runs", 1)
        with pytest.raises(ArchiveError, match="no archive"), opened(tmp_path / "runs"):
            pass

    @pytest.mark.parametrize("given", ["-", "label=-"])
    def test_standard_input_is_refused(self, tmp_path: Path, given: str) -> None:
        with pytest.raises(ArchiveError, match="standard input"):
            plan(tmp_path / "lake", [given])


KILLED = """
import os, signal, sys
from pathlib import Path
import parsers.archive.ingesting as ingesting
import parsers.inputs.seen
import parsers.whole_file as whole_file
ingesting.MOST_FILES = 3
parsers.inputs.seen.CLOCK = 0
left = int(sys.argv[3])

def counted(function):
    def wrapped(*arguments, **named):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        done = function(*arguments, **named)
        return done
    return wrapped

class Counting:
    def __getattr__(self, name):
        own = getattr(os, name)
        return counted(own) if name in ("fsync", "replace") else own

whole_file.os = Counting()
from tests.parsers.archive.lakes import VERSION, ingested
from parsers.archive.compaction import compact
ingested(Path(sys.argv[1]), sys.argv[2])
if len(sys.argv) > 4:
    compact(Path(sys.argv[1]), VERSION)
print("done")
"""


def killed_after(steps: int, lake: Path, folder: Path, *more: str) -> bool:
    """Have an ingest killed after so many steps of writing; return whether it came so far."""
    command = [sys.executable, "-c", KILLED, str(lake), str(folder), str(steps), *more]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HOME)
    assert done.returncode == -signal.SIGKILL or done.stdout == "done\n", done.stderr
    return done.returncode == -signal.SIGKILL


class TestKilled:
    @pytest.mark.parametrize("stride", [4, pytest.param(1, marks=pytest.mark.slow)])
    @pytest.mark.usefixtures("small_chunks")
    def test_at_every_step_of_writing_nothing_is_lost_or_doubled(
        self, stride: int, tmp_path: Path
    ) -> None:
        folder = files(tmp_path / "runs", 5)
        whole = expected(folder)
        for steps in range(0, 100, stride):
            lake = tmp_path / f"lake{steps}"
            killed = killed_after(steps, lake, folder)
            held = told(stored(lake))
            assert len(held) == len(set(held))
            assert set(held) <= set(whole)
            ingested(lake, folder)
            assert told(stored(lake)) == whole
            assert ingested(lake, folder) == []
            if not killed:
                break
        assert 5 < steps < 99

    @pytest.mark.usefixtures("small_chunks")
    @pytest.mark.parametrize("steps", range(0, 16, 3))
    def test_while_parts_are_put_together(self, tmp_path: Path, steps: int) -> None:
        folder, lake = files(tmp_path / "runs", 8), tmp_path / "lake"
        ingested(lake, folder)
        killed_after(steps, lake, folder, "compact")
        assert told(stored(lake)) == expected(folder)
        remove_leftovers(lake, grace=-1)
        assert told(stored(lake)) == expected(folder)
        compact(lake, VERSION)
        assert told(stored(lake)) == expected(folder)

    def test_a_zombie_that_commits_late_changes_nothing(self, tmp_path: Path) -> None:
        """A worker that nobody waits for any more may write what another has read since."""
        from parsers.archive.written_parts import read_chunk

        folder, lake = files(tmp_path / "runs", 4), tmp_path / "lake"
        with opened(lake):
            (late,) = plan(lake, [str(folder)]).chunks
            ahead = late._replace(sequence=7)
            read_chunk(lake, ahead, VERSION)
        read_chunk(lake, late, VERSION)
        assert told(stored(lake)) == expected(folder)

    @pytest.mark.slow
    def test_the_command_killed_at_any_time_goes_on_where_it_was(self, tmp_path: Path) -> None:
        folder, lake = files(tmp_path / "runs", 40), tmp_path / "lake"
        whole = expected(folder)
        moments = random.Random(20)
        script = (
            "import parsers.archive.ingesting as i; i.MOST_FILES = 4\n"
            "from tui.cli import main; import sys; sys.exit(main(sys.argv[1:]))"
        )
        command = [sys.executable, "-c", script, "ingest", str(folder), "--to", str(lake)]
        for _ in range(4):
            process = subprocess.Popen(
                command, cwd=HOME, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            time.sleep(moments.uniform(0.5, 3))
            process.kill()
            process.wait()
            if lake.exists():
                held = told(stored(lake))
                assert len(held) == len(set(held)) and set(held) <= set(whole)
        done = subprocess.run(command, capture_output=True, text=True, cwd=HOME)
        assert done.returncode == 0, done.stderr
        assert told(stored(lake)) == whole


def test_chunks_have_so_many_files_and_bytes() -> None:
    waiting = [
        Waiting(Input(f"{number}.csv", "."), Seen(size, 0, 0))
        for number, size in enumerate((40, 40, 40, 900, 1, 1, 1))
    ]
    made = list(chunks(waiting, 5, files=3, size=100))
    assert [len(chunk.files) for chunk in made] == [2, 1, 1, 3]
    assert [chunk.sequence for chunk in made] == [5, 6, 7, 8]
    assert [each for chunk in made for each in chunk.files] == waiting
    assert made[0].digest != Chunk(5, made[0].files[:1]).digest
