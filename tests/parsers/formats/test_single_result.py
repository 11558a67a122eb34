"""Texts with one result, in folders and files named by counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.formats.single_result import READER
from parsers.source import Source
from runcmp import load

pytestmark = pytest.mark.filterwarnings("ignore::runcmp.ResultsWarning")

TIMES = {1: 100.0, 2: 52.0, 4: 28.0}


@pytest.mark.parametrize(
    "text",
    [
        *("TIME {t}\n", "swe v1\nTIME {t}\n", "time -> {t}\n", "wall {t}\n", "T={t}\n"),
        *("{t} s\n", "It took {t} seconds to run\n", "# total runtime (s)\n{t}\n", "runtime,{t}\n"),
        "mesh: 1000000 cells\niterations: 200\nexec_time {t}\n",
    ],
)
@pytest.mark.parametrize("name", ["{n}gpus/time.out", "np{n}.log", "nodes_{n}/stdout"])
def test_the_result_is_that_of_the_count_in_the_name(tmp_path: Path, text: str, name: str) -> None:
    for count, time in TIMES.items():
        path = tmp_path / name.format(n=count)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.format(t=time))
    found = load(str(tmp_path)).configurations()["efficiency"].to_list()
    assert found == pytest.approx([1, 0.9615, 0.8929], abs=1e-4)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("notes.txt", "took 20 minutes\n"),
        ("np4.txt", "setup 3.1 s\nsolve 20.1 s\n"),
        ("np4.txt", "200\n"),
        ("np4.txt", "line\n" * 100 + "time 3\n"),
    ],
)
def test_what_is_no_result_of_a_count_is_left(name: str, text: str) -> None:
    assert READER.sniff(Source(name, name, Path(name), text.encode())) == 0
