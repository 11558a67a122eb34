"""Stated headlines of training logs against the steps that they stand for."""

from __future__ import annotations

from pathlib import Path

from analysis.audit import kinds
from tests.analysis.audit.audit_documents import audited, found, grave, lines, training


def log(headline: str, *rates: float) -> str:
    return "# MNIST\n\n## Net-A100-64batch_size\n" + training(f"gn1-{headline}", *rates)


def test_the_last_running_mean_is_the_result(tmp_path: Path) -> None:
    assert grave(audited(tmp_path, log("107.00", 100, 104, 106, 107))) == []
    assert grave(audited(tmp_path, log("107", 100, 104, 106, 107.4))) == []


def test_the_best_running_mean_is_not(tmp_path: Path) -> None:
    document = audited(tmp_path, log("108.25", 100, 108.25, 107.9, 107.8))
    ((where, what),) = found(document, kinds.BEST_STEP)
    assert where == [4, 8]
    assert "(step 200); the last step gives 107.8 samples/s" in what


def test_another_step_or_none_is_named(tmp_path: Path) -> None:
    other = audited(tmp_path, log("106.10", 100, 104, 106.1, 107))
    assert lines(other, kinds.OTHER_STEP) == [[4, 8]]
    cut = audited(tmp_path, log("107.1", 100, 104, 106, 107.19))
    assert lines(cut, kinds.CUT_RESULT) == [[4, 8]]
    neither = audited(tmp_path, log("103.33", 100, 104, 106, 107))
    assert lines(neither, kinds.WRONG_RESULT) == [[4, 8]]


def test_the_mean_of_the_steps_is_worth_knowing_and_no_error(tmp_path: Path) -> None:
    document = audited(tmp_path, log("104.25", 100, 104, 106, 107))
    assert grave(document) == []
    assert lines(document, kinds.OTHER_MEAN) == [[4, 8]]


def test_of_rates_that_scatter_last_mean_and_median_are_fair(tmp_path: Path) -> None:
    rates = (100, 180, 90, 170, 95, 175)
    for headline in ("175.00", "135.00", "170.00"):
        document = audited(tmp_path, log(headline, *rates))
        assert grave(document) == []
    assert lines(audited(tmp_path, log("180.00", *rates)), kinds.PEAK) == [[4, 10]]
