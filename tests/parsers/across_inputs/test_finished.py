"""One result, whether inputs are read at once, in chunks, in another order, or here and there."""

from __future__ import annotations

import os
import pickle
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers.loaded
from parsers import Loaded, load
from parsers.across_inputs.finished import finished
from parsers.input_reading import InputReading
from parsers.inputs.found_inputs import found_inputs
from parsers.inputs.inputs import Input, find_inputs
from parsers.registry import read_input
from tests.paths import HOME

ONE_POINT = "Benchmark: solve\nNodes: {nodes}\nRuntime: {value} s\n"
CONTENTS: dict[str, Callable[[int], str]] = {
    "table": lambda n: f"GPUs,Img/sec\n1,{10 + n}\n{2 + n % 3},{19 + n}\n",
    "one point": lambda n: f"nodes,runtime (s)\n{2 ** (n % 5)},{100 / (n + 1)}\n",
    "uncounted": lambda n: f"benchmark,runtime (s)\nsolve,{100 + n}\n",
    "trainer": lambda n: f'{{"train_runtime": {100 + n}, "train_samples_per_second": {n + 1}}}',
    "empty": lambda _: "",
    "strange": lambda n: f"Dear all,\nthere are {n} of them.\n",
    "markdown": lambda n: f"| GPUs | Img/sec |\n|--|--|\n| {n + 1} | 10 |\n",
}
NAMES = (
    *("runs.csv", "run.1.out", "run.2.out", "job-1001.out", "job-1002.out", "n1.csv", "n2.csv"),
    *("all_results.json", "train_results.json", "README.md"),
)
FILES = st.dictionaries(
    st.tuples(st.sampled_from(("", "a", "b", "a/x", "n4")), st.sampled_from(NAMES)),
    st.tuples(st.sampled_from(sorted(CONTENTS)), st.integers(0, 9)),
    max_size=9,
)


def written(root: Path, files: dict[tuple[str, str], tuple[str, int]]) -> Path:
    for (folder, name), (kind, number) in files.items():
        path = root / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CONTENTS[kind](number))
    return root


def elsewhere(items: list[Input]) -> list[InputReading]:
    """Return what another process would read, which gets the inputs as bytes."""
    return [read_input(item) for item in pickle.loads(pickle.dumps(items))]


def assert_same(one: Loaded, other: Loaded) -> None:
    for name in ("notes", "files", "headings", "wanted"):
        assert getattr(one, name) == getattr(other, name)
    assert list(map(repr, one.tables)) == list(map(repr, other.tables))
    assert one.records.equals(other.records)
    assert one.records.schema == other.records.schema


@given(files=FILES, size=st.integers(1, 4), seed=st.integers(0, 1000))
def test_chunks_and_order_change_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    files: dict[tuple[str, str], tuple[str, int]],
    size: int,
    seed: int,
) -> None:
    root = str(written(tmp_path_factory.mktemp("inputs"), files))
    at_once = load([root])
    found = found_inputs([root])
    chunks = [found.inputs[start : start + size] for start in range(0, len(found.inputs), size)]
    random.Random(seed).shuffle(chunks)
    readings = [reading for chunk in chunks for reading in elsewhere(chunk)]
    assert_same(finished(found, readings), at_once)


def test_the_samples_come_out_the_same_in_any_order() -> None:
    folder = str(HOME / "sample_data")
    found = found_inputs([folder])
    readings = elsewhere(found.inputs)
    assert len(readings) >= 5
    readings.reverse()
    assert_same(finished(found, readings), load([folder]))


@given(files=FILES, held=st.data())
def test_what_is_missing_yet_changes_nothing_but_itself(
    tmp_path_factory: pytest.TempPathFactory,
    files: dict[tuple[str, str], tuple[str, int]],
    held: st.DataObject,
) -> None:
    """What has come is what it would be if it were all: no earlier part is changed by a later."""
    root = written(tmp_path_factory.mktemp("inputs"), files)
    found = found_inputs([str(root)])
    readings = [read_input(item) for item in found.inputs]
    some = held.draw(st.sets(st.sampled_from(range(len(readings))))) if readings else set()
    first = finished(found, [readings[place] for place in sorted(some)])
    everything = finished(found, readings)
    again = finished(found, [readings[place] for place in sorted(some)])
    assert_same(first, again)
    assert len(everything.files) == len(readings)
    assert len(first.files) == len(some)


def test_an_input_is_small_wherever_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("runs/2026-11/job-104233.out")
    path.parent.mkdir(parents=True)
    path.write_text("x")
    (item,), _ = find_inputs(["runs"])
    assert len(pickle.dumps(item)) < 100
    for number in range(100):
        path.with_name(f"job-{number}.out").write_text("x")
    many, _ = find_inputs(["runs"])
    assert len(pickle.dumps(many)) / len(many) < 60


class TestReadingAgain:
    def test_only_what_has_changed_is_read_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("a.csv", "b.csv"):
            (tmp_path / name).write_text(CONTENTS["table"](1))
        read: list[str] = []

        def counted(item: Input) -> InputReading:
            read.append(Path(item.path).name)
            return read_input(item)

        monkeypatch.setattr(parsers.loaded, "read_input", counted)
        before = settled(load([str(tmp_path)]))
        assert read == ["a.csv", "b.csv"]
        (tmp_path / "b.csv").write_text(CONTENTS["table"](5) + "8,3\n")
        (tmp_path / "c.csv").write_text(CONTENTS["table"](7))
        read.clear()
        now = load([str(tmp_path)], before=before)
        assert read == ["b.csv", "c.csv"]
        assert_same(now, load([str(tmp_path)]))

    def test_what_was_written_a_moment_ago_may_have_been_written_twice(
        self, tmp_path: Path
    ) -> None:
        file = tmp_path / "a.csv"
        file.write_text("GPUs,Img/sec\n1,10\n")
        before = load([str(file)])
        now = file.stat()
        file.write_text("GPUs,Img/sec\n1,99\n")
        os.utime(file, ns=(now.st_atime_ns, now.st_mtime_ns))
        assert load([str(file)], before=before).records["value"].to_list() == [99.0]

    def test_what_is_told_of_the_reading_counts_at_once(self, tmp_path: Path) -> None:
        file = tmp_path / "a.csv"
        file.write_text("GPUs,zeit\n1,10\n2,6\n")
        before = settled(load([str(file)]))
        (tmp_path / "runcmp.toml").write_text('[columns]\nzeit = "parameter"\n')
        after = load([str(file)], before=before)
        assert after.readings[0] is not before.readings[0]


def settled(loaded: Loaded) -> Loaded:
    """Return what was loaded as if that had been a while after its files were written."""
    readings = []
    for each in loaded.readings:
        assert each.seen is not None
        later = each.seen._replace(settled=True)
        readings.append(each._replace(seen=later))
    return loaded._replace(readings=tuple(readings))
