"""Speedups and efficiencies of the source that are those of one kind of scaling alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load

STRONG = "cores,time (s),efficiency\n1,10,1.0\n2,11,0.45\n4,12,0.21\n"
BESIDE_SERIAL = """\
threads,serial_time,parallel_time,speedup
1,12.4,12.6,0.98
2,12.4,6.5,1.91
4,12.4,3.4,3.65
"""
WEAK = "cores,time (s),efficiency\n1,10,1.0\n2,11,0.91\n4,12,0.83\n"


@pytest.mark.parametrize(
    ("name", "text", "notes"),
    [
        ("a.csv", STRONG, ["strong scaling: the stated efficiencies are T1/(n Tn)"]),
        ("a.csv", WEAK, ["weak scaling: the stated efficiencies are T1/Tn"]),
        ("a.csv", STRONG.replace("0.21", "0.83"), []),
        (
            "weak.csv",
            STRONG,
            [
                "weak scaling: 'weak.csv' says so",
                "the stated efficiencies are T1/(n Tn), as of strong scaling;"
                " shown are those of weak",
            ],
        ),
        ("serial.csv", BESIDE_SERIAL, []),
        ("weak.csv", WEAK, ["weak scaling: 'weak.csv' says so"]),
        ("rate.csv", "cores,img/s,speedup\n1,10,1.0\n2,19,1.9\n4,36,3.6\n", []),
    ],
)
def test_the_kind_is_that_of_the_formula(
    tmp_path: Path, name: str, text: str, notes: list[str]
) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert [note.text for note in load([str(path)]).notes] == notes
