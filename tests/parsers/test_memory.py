"""How much may be read: the least of what ulimit, control groups and the machine leave."""

from __future__ import annotations

import gzip
import io
import os
import resource
import threading
from pathlib import Path

import polars as pl
import pytest

from parsers import Loaded, load, memory
from parsers.contents.plain_bytes import unwrapped
from parsers.source import Source

MB = 1000**2


@pytest.fixture
def one_megabyte(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many bytes as a file read in columns may have."""
    monkeypatch.setattr(memory, "allowed", [memory.COLUMNS * MB])


def put(root: Path, **files: str) -> Path:
    for name, text in files.items():
        file = root / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


def error(loaded: Loaded) -> str:
    (note,) = loaded.notes
    assert loaded.records.is_empty()
    return note.text


def test_a_control_group_of_version_2_and_those_around_it_limit(tmp_path: Path) -> None:
    put(tmp_path, proc__self__cgroup="0::/user.slice/session\n")
    group = tmp_path / "sys/fs/cgroup/user.slice"
    (group / "session").mkdir(parents=True)
    (group / "session/memory.max").write_text("max\n")
    (group / "memory.max").write_text(f"{90 * MB}\n")
    (group / "memory.current").write_text(f"{50 * MB}\n")
    (group / "memory.stat").write_text(f"anon 1\ninactive_file {20 * MB}\n")
    assert memory.available(tmp_path) == 60 * MB


def test_a_control_group_of_version_1_limits(tmp_path: Path) -> None:
    put(tmp_path, proc__self__cgroup="9:cpu:/\n4:memory:/job/7\n0::/\n")
    group = tmp_path / "sys/fs/cgroup/memory/job/7"
    group.mkdir(parents=True)
    (group / "memory.limit_in_bytes").write_text(f"{70 * MB}\n")
    (group / "memory.usage_in_bytes").write_text(f"{10 * MB}\n")
    (group.parent / "memory.limit_in_bytes").write_text("9223372036854771712\n")
    assert memory.available(tmp_path) == 60 * MB


def test_what_the_machine_has_left_limits(tmp_path: Path) -> None:
    put(tmp_path, proc__meminfo="MemTotal: 99 kB\nMemAvailable:    3000 kB\n")
    assert memory.available(tmp_path) == 3000 * 1024


def test_the_address_space_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def getrlimit(limit: int) -> tuple[int, int]:
        most = 80 * MB if limit == resource.RLIMIT_AS else resource.RLIM_INFINITY
        return most, most

    put(tmp_path, proc__self__statm="1000 1 1\n")
    monkeypatch.setattr(resource, "getrlimit", getrlimit)
    assert memory.available(tmp_path) == 80 * MB - 1000 * resource.getpagesize()


def test_what_is_left_is_asked_again_once_enough_was_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def available() -> int:
        asked.append(1)
        return 100 * MB

    monkeypatch.setattr(memory, "available", available)
    monkeypatch.setattr(memory, "unasked", [0])
    for _ in range(100):
        memory.check_size(MB // memory.COLUMNS)
    assert len(asked) == 6


def test_what_is_left_is_asked_for_each_file_where_it_is_little(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left = iter([3 * MB, 2 * MB, MB])
    monkeypatch.setattr(memory, "available", lambda: next(left))
    monkeypatch.setattr(memory, "unasked", [0])
    memory.check_size(2 * MB, 1)
    memory.check_size(2 * MB, 1)
    with pytest.raises(memory.TooLarge):
        memory.check_size(2 * MB, 1)


def test_without_anything_to_go_by_it_is_the_machine(tmp_path: Path) -> None:
    assert 0 < memory.available(tmp_path) <= os.sysconf("SC_PHYS_PAGES") * resource.getpagesize()


@pytest.mark.usefixtures("one_megabyte")
class TestTooLarge:
    def test_a_sparse_file_is_not_opened(self, tmp_path: Path) -> None:
        file = tmp_path / "a.csv"
        file.touch()
        os.truncate(file, 10**12)
        said = error(load([str(file)]))
        assert said.startswith("cannot be read: too large: 1 TB, and at most 1 MB fit")
        assert "--max-memory" in said

    @pytest.mark.parametrize("members", [1, 3])
    def test_a_gzip_bomb_is_unpacked_no_further_than_the_limit(
        self, tmp_path: Path, members: int
    ) -> None:
        file = tmp_path / "a.csv.gz"
        file.write_bytes(gzip.compress(b"1,2\n" * (300_000 // members)) * members)
        assert "too large" in error(load([str(file)]))

    def test_a_gzip_bomb_of_zeros_is_a_binary_file(self, tmp_path: Path) -> None:
        file = tmp_path / "a.csv.gz"
        file.write_bytes(gzip.compress(bytes(900_000)))
        source = unwrapped(Source("a", "a", file))
        assert source.size < 900_000
        assert "binary file" in error(load([str(file)]))

    def test_standard_input_without_an_end_is_not_read_to_it(self) -> None:
        class Endless(io.RawIOBase):
            def readable(self) -> bool:
                return True

            def readinto(self, into: memoryview) -> int:  # type: ignore[override]
                into[:] = b"1" * len(into)
                return len(into)

        said = error(load(["-"], io.BufferedReader(Endless())))
        assert "more than 1 MB" in said

    def test_a_pipe_without_an_end_is_not_read_to_it(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)

        def write() -> None:
            with pytest.raises(BrokenPipeError):
                pipe.write_bytes(b"1,2\n" * MB)

        writer = threading.Thread(target=write)
        writer.start()
        assert "too large" in error(load([str(pipe)]))
        writer.join()

    def test_a_small_parquet_file_of_many_cells_is_not_read(self, tmp_path: Path) -> None:
        file = tmp_path / "a.parquet"
        pl.DataFrame({"GPUs": [1] * 100_000, "seconds": [1.0] * 100_000}).write_parquet(file)
        assert file.stat().st_size < 10_000
        assert "too large" in error(load([str(file)]))

    def test_a_reader_that_takes_more_reads_less(self, tmp_path: Path) -> None:
        rows = "| 1 | 10 |\n" * 50_000
        (tmp_path / "a.md").write_text(f"| GPUs | seconds |\n|--|--|\n{rows}")
        (tmp_path / "a.csv").write_text("GPUs,seconds\n" + "1,10\n" * 100_000)
        assert load([str(tmp_path / "a.csv")]).records.height == 100_000
        assert "too large" in error(load([str(tmp_path / "a.md")]))

    def test_one_file_too_large_hides_no_other(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("1,2\n" * MB)
        (tmp_path / "b.csv").write_text("GPUs,seconds\n1,10\n")
        loaded = load([str(tmp_path)])
        assert loaded.records["value"].to_list() == [10.0]
        assert [note.source for note in loaded.notes] == [str(tmp_path / "a.csv")]


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_not_read(device: str) -> None:
    assert error(load([device])) == "cannot be read: a device, not a file; name a file with results"
