"""What every reader that judges a file as a whole has to stand, over a small text of each."""

from __future__ import annotations

import math
import re
from itertools import cycle
from pathlib import Path

import pytest

from parsers import Loaded, load
from tests.parsers.programs.examples import values

TEXTS = {
    "a.csv": "nodes,time_s,rate\n1,80.5,3.5\n2,41.5,6.5\n4,22.5,12.5\n",
    "a.tsv": "nodes\ttime_s\n1\t80.5\n2\t41.5\n4\t22.5\n",
    "a.psv": "nodes|time_s\n1|80.5\n2|41.5\n4|22.5\n",
    "a.md": "# Runs\n\n| nodes | time (s) |\n|---|---|\n| 1 | 80.5 |\n| 2 | 41.5 |\n| 4 | 22.5 |\n",
    "a.txt": "nodes  time (s)  rate\n1  80.5  3.5\n2  41.5  6.5\n4  22.5  12.5\n",
    "a.tex": (
        "\\begin{tabular}{rr}\nnodes & time (s) \\\\\n"
        "1 & 80.5 \\\\\n2 & 41.5 \\\\\n4 & 22.5 \\\\\n\\end{tabular}\n"
    ),
    "a.jsonl": '{"nodes": 1, "time_s": 80.5}\n{"nodes": 2, "time_s": 41.5}\n',
    "a.json": '[\n {"nodes": 1, "time_s": 80.5},\n {"nodes": 2, "time_s": 41.5}\n]\n',
    "a.yaml": "runs:\n- nodes: 1\n  time_s: 80.5\n- nodes: 2\n  time_s: 41.5\n",
    "a.log": "".join(f"step {n} loss 2.{9 - n} throughput: 31.{n} samples/s\n" for n in range(6)),
    "job.out": "Running on 4 nodes\nTotal time: 80.5 s\nThroughput: 12.5 GB/s\n",
    "loop.out": "nodes=1 time=80.5\nnodes=2 time=41.5\nnodes=4 time=22.5\n",
}
ALONG = ("a.log",)
"""Of these the value is the last one so far, and a file cut off has another."""
ODD = ("nan", "inf", "-inf", "1e999", "9" * 400, "")


def read(folder: Path, name: str, content: str | bytes) -> Loaded:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    loaded = load([str(path)])
    assert not any("internal error" in note.text for note in loaded.notes)
    return loaded


@pytest.mark.parametrize("name", TEXTS)
def test_encodings_and_ends_of_lines_change_nothing(tmp_path: Path, name: str) -> None:
    text = TEXTS[name]
    whole = values(read(tmp_path, name, text).records)
    assert whole
    for kind, changed in {
        "CRLF": text.replace("\n", "\r\n").encode(),
        "BOM": text.encode("utf-8-sig"),
        "UTF-16": text.encode("utf-16"),
        "NUL": text.replace("\n", "\n\0\0\0").encode(),
        "prefix": re.sub("^", "[1,0]<stdout>:", text.rstrip("\n"), flags=re.M).encode() + b"\n",
    }.items():
        assert values(read(tmp_path, name, changed).records) == whole, kind


@pytest.mark.parametrize("name", TEXTS)
def test_cut_off_at_every_line_it_has_no_other_value(tmp_path: Path, name: str) -> None:
    lines = TEXTS[name].splitlines(keepends=True)
    whole = {each[1:] for each in values(read(tmp_path, name, TEXTS[name]).records)}
    for end in range(1, len(lines)):
        found = {each[1:] for each in values(read(tmp_path, name, "".join(lines[:end])).records)}
        assert name in ALONG or found <= whole, end


@pytest.mark.parametrize("name", TEXTS)
def test_no_number_and_no_text_is_too_odd(tmp_path: Path, name: str) -> None:
    for first in range(len(ODD)):
        numbers = cycle(ODD[first:] + ODD[:first])
        odd = re.sub(r"\d+\.\d", lambda _, numbers=numbers: next(numbers), TEXTS[name])  # type: ignore[misc]
        found = read(tmp_path, name, odd)
        assert all(math.isfinite(each[2]) for each in values(found.records))
    hostile = re.sub(r"(?<=[A-Za-z])(?= )", "\x1b]0;owned\x07\u202e\u200b", TEXTS[name])
    assert not re.search(
        "[\x1b\x07\u202e\u200b]", str(read(tmp_path, name, hostile).records.rows())
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("user: alice\nnodes=1 time=80.5\nnodes=2 time=41.5\n", False),
        ("user=alice nodes=1 time=80.5\nuser=alice nodes=2 time=41.5\n", True),
    ],
)
def test_a_user_is_kept_where_each_row_names_one(tmp_path: Path, text: str, kept: bool) -> None:
    records = read(tmp_path, "loop.out", text).records
    assert records["value"].to_list() == [80.5, 41.5]
    assert ("user" in records.columns) == kept
