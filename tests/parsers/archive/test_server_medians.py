"""What a server sums up is what all records give, and what it cannot sum up is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers.archive.ingesting as ingesting
import parsers.archive.postgres as module
import parsers.inputs.seen
from parsers.archive.server_copy import copy_lake
from tests.parsers.archive.lakes import FEW, ingested
from tests.parsers.archive.test_lake import nights
from tests.parsers.archive.test_postgres import server
from tui.cli import main

__all__ = ["nights", "server"]


@pytest.fixture(autouse=True)
def few_rows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All that a server is asked for is more than it sends."""
    monkeypatch.setattr(parsers.inputs.seen, "CLOCK", 0)
    monkeypatch.setattr(ingesting, "MOST_FILES", 3)
    monkeypatch.setattr(module, "MOST_ROWS", 0)
    yield


@pytest.fixture(scope="module")
def copied(server: str, nights: Path) -> tuple[Path, str]:
    copy_lake(nights, server)
    return nights, server


def printed(place: object, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[str, str]:
    """Return what a command prints of an archive, and what it says beside that."""
    command, *others = options
    main([command, str(place), *others])
    out, err = capsys.readouterr()
    return out, err


def rows(text: str) -> list[dict[str, object]]:
    """Return a table in JSON without what the server does not tell.

    That is the lines of the first runs, and whether repeats fall apart.
    """
    return [{**row, "line": None, "doubt": None} for row in json.loads(text)]


OF_NIGHTS = "source LIKE '%/night-_.csv'"


@pytest.mark.parametrize("where", ["", " and system = 'a'", " and nodes > 1", " and year = 2025"])
def test_a_table_is_the_same(
    copied: tuple[Path, str], capsys: pytest.CaptureFixture[str], where: str
) -> None:
    options = ("show", "--format", "json", "--where", OF_NIGHTS + where)
    of_lake, of_server = (printed(place, capsys, *options)[0] for place in copied)
    assert json.loads(of_lake)
    assert rows(of_server) == rows(of_lake)


def test_series_are_the_same_and_it_says_what_was_not_looked_at(
    copied: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("scaling", "--summary", "--where", OF_NIGHTS, "--format", "csv")
    assert printed(copied[1], capsys, *options)[0] == printed(copied[0], capsys, *options)[0]
    shown, _ = printed(copied[1], capsys, "show", "--where", OF_NIGHTS)
    assert "medians and intervals are the server's" in shown
    assert "repeats span up to" in shown


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("show", "--by", "system"), "that the server has summed up cannot be put together"),
        (("plan",), "takes each repeat, and the server has summed them up"),
        (("show", "--runs"), "records meet that: narrow it"),
        (("show", "--by", "+hosts"), "records meet that: narrow it"),
        (("history",), "records meet that: narrow it"),
        (("show", "--where", f"{OF_NIGHTS} and (hosts = 'n0' or nodes = 2)"), "narrow it"),
    ],
)
def test_what_takes_each_repeat_is_refused(
    copied: tuple[Path, str],
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    said: str,
) -> None:
    where = () if "--where" in options else ("--where", OF_NIGHTS)
    out, err = printed(copied[1], capsys, *options, *where)
    assert out == ""
    assert said in err


def test_files_of_one_name_stay_apart(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("one", "two"):
        (tmp_path / "runs" / folder).mkdir(parents=True)
        lines = "".join(f"{nodes},{50 / nodes}\n" for nodes in (1, 2, 4) for _ in range(7))
        (tmp_path / "runs" / folder / "same.csv").write_text(f"nodes,runtime (s)\n{lines}")
    ingested(tmp_path / "lake", tmp_path / "runs")
    copy_lake(tmp_path / "lake", server)
    options = ("show", "--format", "json", "--where", f"source LIKE '{tmp_path}/%'")
    of_lake, of_server = (
        rows(printed(place, capsys, *options)[0]) for place in (tmp_path / "lake", server)
    )
    assert {row["label"] for row in of_server} == {"one/same.csv", "two/same.csv"}
    assert of_server == of_lake


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nodes,runtime (s),memory (GB)\n1,5,2\n1,6,2\n", "they are of several metrics"),
        ("GPUs,Img/sec,Speedup\n1,10,1\n2,19,1.9\n", "some have samples, curves or stated values"),
    ],
)
def test_it_says_why_the_server_cannot(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "one.csv").write_text(text)
    ingested(tmp_path / "lake", tmp_path / "runs")
    copy_lake(tmp_path / "lake", server)
    where = f"source LIKE '{tmp_path}/%'"
    _, err = printed(server, capsys, "show", "--metric", "all", "--where", where)
    assert f"the server cannot sum them up: {said}" in err


RUNS = st.lists(
    st.tuples(
        *(st.sampled_from(["a", "b"]), st.sampled_from([1, 2, 4]), st.sampled_from(["x", "y", ""])),
        st.sampled_from(["ok", "ok", "ok", "failed", "timeout"]),
        st.sampled_from(["", "2025-01-01", "2025-01-02", "2026-05-05"]),
        st.floats(0.001, 1e6) | st.sampled_from([1.0, 2.5, 10.0]),
    ),
    min_size=1,
    max_size=40,
)


@FEW
@given(RUNS)
def test_any_table_is_the_same(
    server: str,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    made: list[tuple[str, int, str, str, str, float]],
) -> None:
    root = tmp_path_factory.mktemp("sums")
    lines = ["system,nodes,mode,status,started,runtime (s)"]
    lines += [",".join(map(str, row)) for row in made]
    (root / "runs").mkdir()
    (root / "runs" / f"{root.name}.csv").write_text("\n".join(lines) + "\n")
    ingested(root / "lake", root / "runs")
    copy_lake(root / "lake", server)
    options = ("show", "--format", "json", "--where", f"source LIKE '{root}/%'")
    of_lake, of_server = (printed(place, capsys, *options) for place in (root / "lake", server))
    assert of_server[0], of_server[1]
    assert rows(of_server[0]) == rows(of_lake[0])
