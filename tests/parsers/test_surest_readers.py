"""Readers are tried from the surest on, and asked only where they may be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import parsers.registry as registry
from parsers import load
from parsers.reader import Reader, Reading
from parsers.run_records.conforming import from_rows
from parsers.source import Source
from tests.parsers.test_registry import CSV, TABLE, write


def stub(name: str, confidence: int, asked: list[str], **facts: Any) -> Reader:
    """A reader that finds a run where its name says so, and notes that it was asked."""

    def sniff(_: Source) -> int:
        asked.append(name)
        return confidence

    rows = [{"value": 1.0, "line": 1}] if name.startswith("finds") else []
    return Reader(name, sniff, lambda _: Reading(from_rows(rows)), **facts)


@pytest.mark.parametrize(
    ("surer", "asked", "taken"),
    [
        ("finds it", ["finds it"], "finds it"),
        ("nothing", ["nothing", "finds less", "finds more"], "finds more"),
    ],
)
def test_who_is_never_as_sure_is_asked_where_the_surer_finds_nothing(
    surer: str, asked: list[str], taken: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[str] = []
    offered = [
        stub(surer, 60, seen),
        stub("finds less", 20, seen, most=20),
        stub("finds more", 30, seen, most=50),
    ]
    monkeypatch.setattr(registry, "readers", lambda: iter(offered))
    loaded = load([write(tmp_path / "a.txt", "some text\n")])
    assert seen == asked
    assert loaded.files[0].readers == (taken,)


@pytest.mark.parametrize(
    "text",
    [
        CSV,
        TABLE,
        "nodes   time (s)\n1       10.5\n2       5.5\n",
        "real 0m12.3s\nuser 0m1.2s\n",
        "NP=4 time=12.3 s\nNP=8 time=6.3 s\n",
        "# nodes seconds\n1 10.5\n2 5.5\n4 2.7\n",
        "Total time: 12.5 s\n",
    ],
)
def test_no_reader_is_surer_than_it_says(text: str) -> None:
    for name in ("runs.txt", "runs.csv", "runs.md"):
        source = Source(name, name, Path(name), text.encode())
        for reader in registry.readers():
            assert reader.sniff(source) <= reader.most, reader.name
