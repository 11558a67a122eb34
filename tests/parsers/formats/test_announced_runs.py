"""Counts announced in any way above results that are told in any way."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.formats.announced_runs import READER
from parsers.source import Source
from runcmp import load

pytestmark = pytest.mark.filterwarnings("ignore::runcmp.ResultsWarning")

TIMES = ((1, 100.0), (2, 52.0), (4, 28.0))


def _score(text: str) -> int:
    return READER.sniff(Source("job.out", "job.out", Path("job.out"), text.encode()))


@pytest.mark.parametrize(
    "count",
    [
        *("export OMP_NUM_THREADS={n}; ./gol", "setenv OMP_NUM_THREADS {n}", "NP {n}"),
        *("Test {n} threads", "Num workers {n}", "flux run -n {n} ./gol"),
    ],
)
@pytest.mark.parametrize("result", ["elapsed {t}", "Time(s): {t}", "{t} s", "runtime {t}"])
def test_results_are_of_the_count_above_them(tmp_path: Path, count: str, result: str) -> None:
    path = tmp_path / "job.out"
    path.write_text(
        "".join(f"{count}\nReading mesh\n{result}\n".format(n=n, t=t) for n, t in TIMES)
    )
    found = load(str(path)).configurations()["efficiency"].to_list()
    assert found == pytest.approx([1, 0.9615, 0.8929], abs=1e-4)


@pytest.mark.parametrize(
    "text",
    [
        # Two studies, of which nothing says what tells them apart; results without a count.
        "NP 1\nelapsed 100\nNP 2\nelapsed 52\nNP 1\nelapsed 300\nNP 2\nelapsed 170\n",
        "NP 1\nelapsed 100\nNP 2\nelapsed 52\nelapsed 28\nelapsed 15\n",
        # A title that stands below one run of a count.
        "NP 1\nelapsed 9.9\nNP 2\nelapsed 5.2\nWith tuning\nNP 1\nelapsed 9.8\nNP 2\nelapsed 5.1\n",
        "elapsed 12\nNP 1\nelapsed 100\nNP 2\nelapsed 52\nNP 4\nelapsed 28\n",
    ],
)
def test_what_may_be_of_something_else_is_left(text: str) -> None:
    assert _score(text) == 0
