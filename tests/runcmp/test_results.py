"""runcmp in Python: the same columns and numbers as the command line, and no word left out."""

from __future__ import annotations

import inspect
import io
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import runcmp
from tests.paths import HOME, SAMPLES
from tests.tui.commands.test_cli import runcmp as command

BERT = str(SAMPLES / "oneflow_bert_base_fp32.md")
MNIST = str(SAMPLES / "rcc_mnist_ddp.md")
STABLE = re.compile(r"^\| `runcmp\.(\w+)(?:\.(\w+))?(\([^`]*\))?` \|", re.MULTILINE)
"""A name, and what it takes, in the table of docs/python.md."""

quiet = pytest.mark.filterwarnings("ignore::runcmp.ResultsWarning")


def printed(*arguments: str) -> pl.DataFrame:
    """Return what a command prints as CSV."""
    done = command(*arguments, "--format", "csv")
    assert done.returncode == 0, done.stderr
    return pl.read_csv(io.StringIO(done.stdout), infer_schema_length=None)


def same(ours: pl.DataFrame, theirs: pl.DataFrame) -> None:
    """Hold that the frames agree, as far as CSV knows of types."""
    text = io.StringIO(ours.write_csv(datetime_format="%Y-%m-%dT%H:%M:%S"))
    assert_frame_equal(pl.read_csv(text, infer_schema_length=None), theirs)


@quiet
def test_frames_are_what_the_commands_write() -> None:
    results = runcmp.load(BERT)
    where = "batch <> 48"
    same(
        results.configurations(where=where, sort="-efficiency"),
        printed("show", BERT, "--where", where, "--sort=-efficiency"),
    )
    same(results.scaling(where=where), printed("scaling", BERT, "--where", where))
    same(
        results.scaling(where=where, summary=True, floor=0.9),
        printed("scaling", BERT, "--where", where, "--summary", "--floor", "90%"),
    )
    same(results.diff(on="batch=64,96"), printed("diff", BERT, "--on", "batch=64,96"))


@quiet
def test_two_inputs_are_compared(tmp_path: Path) -> None:
    for name, factor in (("a", 1.0), ("b", 0.9), ("c", 1.1)):
        rows = "".join(f"{n},{100 / n * factor + i / 10}\n" for n in (1, 2) for i in range(5))
        (tmp_path / f"{name}.csv").write_text(f"cores,seconds\n{rows}")
    files = [str(tmp_path / f"{name}.csv") for name in "abc"]
    a, b, c = map(runcmp.load, files)
    compared = a.diff(b)
    same(compared, printed("diff", *files[:2]))
    assert (compared["ratio"] > 1).all()
    several = a.diff(b, c)
    same(several, printed("diff", *files))
    assert several["new_label"].to_list() == ["b.csv", "b.csv", "c.csv", "c.csv"]


@quiet
def test_names_of_the_source_are_understood() -> None:
    results = runcmp.load(MNIST)
    shown = results.configurations(
        where="Batchsize = 64", by="-epochs", better={"runtime": "lower"}
    )
    assert shown.height
    assert shown["batch"].unique().to_list() == [64]


def test_what_is_said_beside_a_table_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "sweep.csv").write_text("cores,seconds\n1,400\n2,210\n4,120\n")
    results = runcmp.load(tmp_path / "sweep.csv")
    with pytest.warns(runcmp.ResultsWarning, match="strong scaling assumed") as caught:
        results.configurations()
    assert {Path(each.filename).name for each in caught} == {Path(__file__).name}


def test_an_input_that_cannot_be_read_is_a_warning_and_none_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(runcmp.UsageError, match="empty file"):
        runcmp.load(tmp_path / "empty.csv")
    with pytest.warns(runcmp.ResultsWarning, match="empty file"):
        assert runcmp.load(tmp_path / "empty.csv", BERT).records.height
    with pytest.raises(runcmp.UsageError, match="name a file"):
        runcmp.load()


@quiet
def test_what_cannot_be_done_says_why() -> None:
    results = runcmp.load(BERT)
    with pytest.raises(runcmp.UsageError, match="diff takes"):
        results.diff()
    with pytest.raises(runcmp.UsageError, match="diff takes"):
        results.diff(on="batch", base="batch = 1")
    with pytest.raises(runcmp.UsageError, match="go together"):
        results.diff(base="batch = 64")
    with pytest.raises(runcmp.UsageError, match="no metric"):
        results.scaling(metric="none")
    with pytest.raises(runcmp.UsageError, match="did you mean devices"):
        results.configurations(where="device_s > 1")


@quiet
def test_the_reading_may_be_overruled(tmp_path: Path) -> None:
    (tmp_path / "sweep.csv").write_text("n,seconds\n1,400\n2,210\n4,120\n")
    results = runcmp.load(tmp_path / "sweep.csv", read="column n = cores")
    assert results.records["cores"].to_list() == [1, 2, 4]
    assert all(isinstance(note, str) for note in results.notes)


def test_the_names_promised_are_there_and_take_what_is_promised() -> None:
    text = (HOME / "docs" / "python.md").read_text(encoding="utf-8")
    promised = STABLE.findall(text)
    assert {name for name, _, _ in promised} == set(runcmp.__all__)
    methods = {member for _, member, _ in promised if member}
    public = {name for name in vars(runcmp.Results) if not name.startswith("_")}
    assert methods == public
    for name, member, signature in promised:
        thing = getattr(runcmp, name)
        thing = getattr(thing, member) if member else thing
        if signature:
            takes = list(inspect.signature(thing).parameters)
            names = [part.strip("* ") for part in signature.strip("()").split(",")]
            assert [name for name in names if name] == [name for name in takes if name != "self"]


def test_the_start_imports_nothing_of_it() -> None:
    code = "import sys, runcmp; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOME
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"polars", "rich", "textual", "argparse", "typing", "runcmp.results"}


def test_a_package_that_hides_ours_is_named(tmp_path: Path) -> None:
    (tmp_path / "analysis.py").write_text("")
    code = "import runcmp; runcmp.load"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": f"{tmp_path}:{HOME}"},
    )
    assert "ImportError: runcmp: another package named 'analysis'" in done.stderr
    assert str(tmp_path / "analysis.py") in done.stderr


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    assert {"load", "Results"} <= set(dir(runcmp))
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        runcmp.lod  # noqa: B018
    assert (HOME / "runcmp" / "py.typed").exists()
