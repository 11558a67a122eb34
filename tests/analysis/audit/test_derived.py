"""Quantities that were computed from others of their row."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.audit import kinds
from analysis.audit.all_checks import audit
from parsers import load
from tests.analysis.audit.audit_documents import found, lines

COST = "nodes,walltime_s,node_hours\n1,3600,1.0\n2,1850,1.03\n4,950,1.06\n8,520,{}\n"
OF_ITS_OWN = "nodes,cpu %,walltime_s,node_hours\n1,99,3600,1.0\n2,161,1850,1.03\n4,239,950,1.06\n"
OF_ITS_OWN += "8,289,520,{}\n"
"""Each row is a series of its own."""
SHARE = "nodes,GFLOPS,peak %\n1,500,50\n2,950,47.5\n4,1800,45\n8,3000,{}\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "study.csv"
    path.write_text(text)
    return path


@pytest.mark.parametrize(("text", "slip"), [(COST, "1.56"), (SHARE, "42.5"), (OF_ITS_OWN, "1.56")])
def test_the_one_that_departs_from_a_formula_is_suspect(
    tmp_path: Path, text: str, slip: str
) -> None:
    document = audit(load([str(written(tmp_path, text.format(slip)))]).records)
    ((where, what),) = found(document, kinds.WRONG_DERIVED)
    assert where == [5]
    assert f" {slip} " in what


@pytest.mark.parametrize(
    "text",
    [
        COST.format("1.16"),
        SHARE.format("37.5"),
        SHARE.format("38.2"),
        COST.replace("1.06", "1.2").format("1.56"),
        "threads,time_s,cost_s\n1,582,582\n2,287.4,574.8\n4,158.3,633.2\n8,103,824\n16,104,832\n",
        "nodes,walltime_s,memory_GB\n1,3600,1.1\n2,1850,1.5\n4,950,1.2\n8,520,1.3\n",
    ],
    ids=["right", "right too", "nearly right", "two of four", "by the cores", "measured"],
)
def test_nothing_is_said_of_others(tmp_path: Path, text: str) -> None:
    document = audit(load([str(written(tmp_path, text))]).records)
    assert lines(document, kinds.WRONG_DERIVED) == []


NO_COUNT = "cores,t_solve [s],residual\n1,2046,7e-9\n2,1053,8.4e-9\n0,2046,7.9e-9\n4,520,6e-9\n"


@pytest.mark.parametrize(
    "text", [NO_COUNT, NO_COUNT.replace("\n0,2046,7.9e-9", "\n3,5e-324,5e-324")]
)
def test_a_count_of_none_and_a_value_next_to_none_follow_no_formula(
    tmp_path: Path, text: str
) -> None:
    document = audit(load([str(written(tmp_path, text))]).records)
    assert lines(document, kinds.NOT_CHECKED) == []
