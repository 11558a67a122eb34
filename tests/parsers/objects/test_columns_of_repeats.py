"""Objects of counts and of what was measured on each, once or several times."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from runcmp import load

pytestmark = pytest.mark.filterwarnings("ignore::runcmp.ResultsWarning")

COUNTS = [1, 2, 4]
TIMES: dict[str, list[Any]] = {
    "CG": [[99, 100, 101], [52, 51, 53], [28, 28.1, 27]],
    "GMRES": [None, [160, 161, 159], [90, 89, 91]],
}
EXPECTED = [1.0, 0.9615, 0.8929, 1.0, 0.8889]


@pytest.mark.parametrize(
    "whole",
    [
        {code: {"threads": COUNTS, "time_s": times} for code, times in TIMES.items()},
        {"threads": COUNTS, **{code: {"time_s": times} for code, times in TIMES.items()}},
        [
            {"code": code, "scaling": {"threads": COUNTS, "time_s": times}}
            for code, times in TIMES.items()
        ],
        {"data": [{"name": c, "threads": COUNTS, "time_s": times} for c, times in TIMES.items()]},
        {
            "series": [{"name": c, "x": COUNTS, "y": times} for c, times in TIMES.items()],
            "xlabel": "threads",
            "ylabel": "time (s)",
        },
        {
            "code": [code for code in TIMES for _ in COUNTS],
            "threads": COUNTS * 2,
            "time_s": [each for times in TIMES.values() for each in times],
        },
        {
            f"{count}_threads": {code: {"time_s": times[at]} for code, times in TIMES.items()}
            for at, count in enumerate(COUNTS)
        },
    ],
)
def test_each_list_is_of_the_count_beside_it(tmp_path: Path, whole: object) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(whole))
    found = load(str(path)).configurations()["efficiency"].drop_nulls().to_list()
    assert sorted(found) == pytest.approx(sorted(EXPECTED), abs=1e-4)


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ({"bwa": {"t1": 640, "t2": 331, "t4": 175}}, [1.0, 0.9668, 0.9143]),
        # Neither moments one after another nor probes of a temperature.
        ({"bwa": {"t0": 640, "t1": 331, "t2": 175}, "wall_s": 7}, []),
        ({"probe": {"t1": 20.5, "t2": 20.6, "t4": 20.9}}, []),
    ],
)
def test_times_on_so_many_are_named_by_t(
    tmp_path: Path, whole: object, expected: list[float]
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(whole))
    found = load(str(path)).configurations()["efficiency"].drop_nulls().to_list()
    assert found == pytest.approx(expected, abs=1e-4)
