"""The labels of a plot's axes say what its arrays hold."""

from __future__ import annotations

import pytest

from parsers.objects.plotted_curves import curves
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
        # A title says what is measured, and members of one object are the curves.
        ({"title": "Time [s]", "cores": [1, 2], "series": {"gcc": [9.0, 5.0]}}, [("gcc", ROWS)]),
        ({"title": "Time [s] vs cores", "x": [1, 2], "y": [9.0, 5.0]}, [(None, ROWS)]),
        # Points: pairs, and objects with both places.
        ({**LABELS, "series": [{"name": "gcc", "points": [[1, 9.0], [2, 5.0]]}]}, [("gcc", ROWS)]),
        ({**LABELS, "of": {"gcc": [{"x": 1, "y": 9.0}, {"x": 2, "y": 5.0}]}}, [("gcc", ROWS)]),
        # Marks below the axis, which its label or they themselves count.
        (
            {
                "type": "line",
                "data": {"labels": ["1", "2"], "datasets": [{"label": "gcc", "data": [9.0, 5.0]}]},
                "options": {
                    "scales": {"x": {"title": {"text": "cores"}}, "y": {"title": "Time [s]"}}
                },
            },
            [("gcc", [{**row, "cores": str(row["cores"])} for row in ROWS])],
        ),
        (
            {
                "labels": ["1 core", "2 cores"],
                "datasets": [
                    {"label": "gcc time (s)", "data": [9.0, 5.0]},
                    {"label": "icc time (s)", "data": [8.5, 4.5]},
                ],
            },
            [
                (
                    None,
                    [
                        {"cores": 1, "gcc time (s)": 9.0, "icc time (s)": 8.5},
                        {"cores": 2, "gcc time (s)": 5.0, "icc time (s)": 4.5},
                    ],
                )
            ],
        ),
        (
            {
                "xAxis": {"name": "cores", "data": [1, 2]},
                "yAxis": {"name": "Time [s]"},
                "series": [{"name": "gcc", "data": [9.0, 5.0]}],
            },
            [("gcc", ROWS)],
        ),
        # Pairs that are repeats: their first ones are no counts.
        ({"cores": [1, 2], "title": "Time [s]", "gcc": [[9.0, 9.1], [5.0, 5.1]]}, []),
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
    assert [(curve.name, curve.rows) for curve in curves(whole)[0]] == told
