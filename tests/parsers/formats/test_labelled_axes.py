"""The labels of a plot's axes say what its arrays hold."""

from __future__ import annotations

import pytest

from parsers.objects.labelled_axes import curves
from parsers.objects.values import Object

XY = {"x": [1, 2], "y": [9.0, 5.0]}
ROWS = [{"cores": 1, "Time [s]": 9.0}, {"cores": 2, "Time [s]": 5.0}]
LABELS = {"xlabel": "cores", "ylabel": "Time [s]"}
LAYOUT = {"layout": {"xaxis": {"title": {"text": "cores"}}, "yaxis": {"title": "Time [s]"}}}


@pytest.mark.parametrize(
    ("whole", "told"),
    [
        ({**LABELS, "series": [{**XY, "label": "gcc"}]}, [("gcc", ROWS)]),
        ({**LAYOUT, "data": [{**XY, "name": "gcc"}, XY]}, [("gcc", ROWS), (None, ROWS)]),
        (
            {"cores": [1, 2], "omp": [9.0, 5.0], "mpi": [8.5, 4.5], "ylabel": "Time [s]"},
            [
                ("omp", ROWS),
                ("mpi", [{"cores": 1, "Time [s]": 8.5}, {"cores": 2, "Time [s]": 4.5}]),
            ],
        ),
        # Nothing is counted, or measured.
        ({**LABELS, "xlabel": "grid spacing", "series": [XY]}, []),
        ({**LABELS, "ylabel": "error", "series": [XY]}, []),
        ({"omp": [9.0, 5.0], "mpi": [8.5, 4.5], "ylabel": "Time [s]"}, []),
        # Arrays have other lengths, or names that say what they are.
        ({**LABELS, "series": [{"x": [1, 2, 4], "y": [9.0, 5.0]}]}, []),
        ({"cores": [1, 2], "speedup": [1.0, 1.9], "ylabel": "Time [s]"}, []),
    ],
)
def test_curves_have_the_labels_of_their_axes(
    whole: Object, told: list[tuple[str | None, list[Object]]]
) -> None:
    assert [(curve.name, curve.rows) for curve in curves(whole)] == told
