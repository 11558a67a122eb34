"""Counts of steps, and the quantities along a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.audit import kinds
from analysis.audit.all_checks import audit
from tests.analysis.audit.audit_documents import audited, found, grave, lines, table
from tests.make import records

HEAD = "GPUs Batch_size Steps Runtime_(s)"
BATCH = 64


def counts(*steps: int) -> str:
    rows = zip((1, 2, 3, 4, 8), steps, strict=False)
    return table(HEAD, *(f"{count} {BATCH} {each} {100 / count:.1f}" for count, each in rows))


def rounded_up(samples: int) -> list[int]:
    return [-(-samples // (BATCH * count)) for count in (1, 2, 3, 4, 8)]


def rounded_down(samples: int) -> list[int]:
    return [samples // (BATCH * count) for count in (1, 2, 3, 4, 8)]


@pytest.mark.parametrize("steps", [rounded_up(60_000), rounded_down(60_000), [938] * 5])
def test_steps_that_one_data_set_explains(tmp_path: Path, steps: list[int]) -> None:
    assert grave(audited(tmp_path, counts(*steps))) == []


def test_one_count_that_does_not_fit(tmp_path: Path) -> None:
    steps = rounded_up(60_000)
    steps[1] = 625
    ((where, what),) = found(audited(tmp_path, counts(*steps)), kinds.WRONG_STEPS)
    assert where == [4]
    assert "samples: 469 steps here" in what


def test_counts_that_are_one_too_many(tmp_path: Path) -> None:
    steps = [each + 1 for each in rounded_up(1_000_064)]
    document = audited(tmp_path, counts(*steps))
    assert lines(document, kinds.OFF_BY_ONE) == [[3, 4, 5, 6, 7]]
    assert lines(document, kinds.WRONG_STEPS) == []


def test_counts_without_a_rule_are_not_judged(tmp_path: Path) -> None:
    assert grave(audited(tmp_path, counts(1000, 1000, 500, 700, 20))) == []


@given(st.integers(10_000, 10_000_000), st.sampled_from([16, 50, 64, 512]), st.booleans())
def test_no_steps_of_one_data_set_are_ever_called_wrong(samples: int, batch: int, up: bool) -> None:
    rows = [
        {
            "devices": count,
            "batch": float(batch),
            "steps": -(-samples // (batch * count)) if up else samples // (batch * count),
            "value": 1.0,
        }
        for count in (1, 2, 3, 4, 6, 8)
    ]
    names = audit(records(*rows)).findings["kind"]
    assert not names.str.contains("step count").any()


def test_no_epoch_in_a_run_that_took_time(tmp_path: Path) -> None:
    text = table("GPUs Epochs Runtime_(s)", "1 10 100", "2 0 52", "4 10 27")
    ((where, what),) = found(audited(tmp_path, text), kinds.NO_WORK)
    assert where == [4]
    assert what == "0 epochs in a run of 52 s; 2 other runs have 10"


# Steps along a run


def log(*body: str, heading: str = "gn1-107.00") -> str:
    return "\n".join(["# MNIST", "", "## Net-A100-64batch_size", f"### {heading}", *body]) + "\n"


def steps(*pairs: tuple[int, float]) -> list[str]:
    return [f"- Step{at}: avg {rate:.2f} samples/sec" for at, rate in pairs]


RISING = [(at * 100, 100 + at * 0.9) for at in range(1, 9)]


def test_steps_in_order_are_fine(tmp_path: Path) -> None:
    assert grave(audited(tmp_path, log(*steps(*RISING), heading="gn1-107.20"))) == []


def test_missing_repeated_and_disordered_steps(tmp_path: Path) -> None:
    missing = [pair for pair in RISING if pair[0] != 300]
    text = log(*steps(*missing), heading="gn1-107.20")
    assert lines(audited(tmp_path, text), kinds.MISSING_STEP) == [[7]]
    repeated = [*RISING[:7], (700, 107.2)]
    text = log(*steps(*repeated), heading="gn1-107.20")
    assert lines(audited(tmp_path, text), kinds.REPEATED_STEP) == [[11, 12]]
    disordered = [*RISING[:3], (500, 104.0), (400, 104.1), *RISING[5:]]
    text = log(*steps(*disordered), heading="gn1-107.20")
    assert lines(audited(tmp_path, text), kinds.DISORDERED_STEP) == [[8, 9]]


def test_a_log_that_prints_at_steps_of_its_own_choice_misses_none(tmp_path: Path) -> None:
    at = (1, 2, 5, 10, 20, 50, 100, 200, 500)
    text = log(*steps(*((step, 100.0) for step in at)), heading="gn1-100.00")
    assert lines(audited(tmp_path, text), kinds.MISSING_STEP) == []


def test_a_running_mean_that_falls(tmp_path: Path) -> None:
    falling = [(100, 100.0), (200, 104.0), (300, 102.5), (400, 103.0)]
    text = log(*steps(*falling), heading="gn1-103.00")
    ((where, what),) = found(audited(tmp_path, text), kinds.FALLING_MEAN)
    assert where == [7]
    assert "the 100 steps before it ran at 99.6" in what
    assert lines(audited(tmp_path, text), kinds.VALUE_AGAIN) == []
    gentle = [(100, 100.0), (200, 104.0), (300, 103.2), (400, 103.3)]
    assert grave(audited(tmp_path, log(*steps(*gentle), heading="gn1-103.30"))) == []


def test_a_value_of_an_earlier_step_again(tmp_path: Path) -> None:
    again = [(100, 100.0), (200, 102.0), (300, 104.0), (400, 102.0), (500, 102.5)]
    text = log(*steps(*again), heading="gn1-102.50")
    assert lines(audited(tmp_path, text), kinds.VALUE_AGAIN) == [[6, 8]]


def epochs(*times: tuple[float, float, float], rate: float = 100.0) -> list[str]:
    """Lines of epochs: time, test time and accuracy, each after a step at ``rate``."""
    body = []
    for number, (seconds, test, accuracy) in enumerate(times):
        body += steps(((number + 1) * 100, rate + number / 10))
        body.append(
            f"- Epoch {number} in {seconds} sec, test time {test} sec, test accuracy: {accuracy}"
        )
    return body


FINE = ((620.5, 15.25, 0.9), (600.25, 12.5, 0.95), (601.75, 12.25, 0.96), (599.5, 12.75, 0.97))


def test_epochs_that_take_what_their_steps_take(tmp_path: Path) -> None:
    assert grave(audited(tmp_path, log(*epochs(*FINE), heading="gn1-100.30"))) == []


def test_an_epoch_shorter_than_its_steps(tmp_path: Path) -> None:
    short = (FINE[0], (400.25, 12.5, 0.95), *FINE[2:])
    document = audited(tmp_path, log(*epochs(*short), heading="gn1-100.30"))
    ((where, what),) = found(document, kinds.EPOCH_TOO_FAST)
    assert where == [8]
    assert "should take about 60" in what
    longer = (FINE[0], (900.25, 12.5, 0.95), *FINE[2:])
    document = audited(tmp_path, log(*epochs(*longer), heading="gn1-100.30"))
    assert lines(document, kinds.EPOCH_TOO_FAST) == []


@pytest.mark.parametrize("reads_all", [False, True], ids=["parts of the data", "all of it"])
def test_epochs_of_more_devices(tmp_path: Path, reads_all: bool) -> None:
    text = log(*epochs(*FINE), heading="gn1-100.30")
    for count in (2, 4):
        shorter = 1 if reads_all else count
        times = [((each[0] + 0.5) / shorter, each[1] + count, each[2]) for each in FINE]
        text += f"## Net-{count}xA100-64batch_size\n### gn1-{100.0 * count + 0.3:.2f}\n"
        text += "\n".join(epochs(*times, rate=100.0 * count)) + "\n"
    assert lines(audited(tmp_path, text), kinds.EPOCH_TOO_FAST) == []


def test_a_test_faster_than_all_others_of_its_run(tmp_path: Path) -> None:
    odd = (*FINE[:3], (599.5, 8.75, 0.97))
    document = audited(tmp_path, log(*epochs(*odd), heading="gn1-100.30"))
    assert lines(document, kinds.FAST_EPOCH) == [[12]]
    slow = (*FINE[:3], (599.5, 20.75, 0.97))
    document = audited(tmp_path, log(*epochs(*slow), heading="gn1-100.30"))
    assert lines(document, kinds.FAST_EPOCH) == []


def test_an_odd_time_that_another_run_has_too(tmp_path: Path) -> None:
    odd = (*FINE[:3], (599.5, 8.75, 0.97))
    other = (*((a * 2, b / 2, c) for a, b, c in FINE[:3]), (1190.5, 8.75, 0.97))
    text = log(*epochs(*odd), heading="gn1-100.30")
    text += "### gn2-50.30\n" + "\n".join(epochs(*other, rate=50.0)) + "\n"
    document = audited(tmp_path, text)
    assert lines(document, kinds.SAME_TIME) == [[12, 21]]


def test_a_drop_of_accuracy(tmp_path: Path) -> None:
    drop = (*FINE[:2], (601.75, 12.25, 0.71), FINE[3])
    document = audited(tmp_path, log(*epochs(*drop), heading="gn1-100.30"))
    assert lines(document, kinds.ACCURACY_DROP) == [[10]]
    slight = (*FINE[:2], (601.75, 12.25, 0.93), FINE[3])
    document = audited(tmp_path, log(*epochs(*slight), heading="gn1-100.30"))
    assert lines(document, kinds.ACCURACY_DROP) == []
